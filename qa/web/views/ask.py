"""问答: a conversation with the library."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from qa.sheets import as_xlsx
from qa.web import answers, desk, kept, links, offered, scripts
from qa.web.config import load
from qa.web.paper import DOCX, as_docx
from qa.web.suggested import examples, greeting, questions
from qa.web.thread import ASKED, Turn, as_markdown, as_sheet, context
from qa.web.words import safe, shown

_TURNS, _ID = "turns", "conversation_id"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show() -> None:
    """The page."""
    turns = _turns()
    # In the bottom container by name: a chat input that Streamlit puts there itself also makes the page jump to its end at each click.
    typed = st.bottom.chat_input("请输入问题，如某某局三公经费多少", max_chars=2000, key="typed")
    question, picked = st.session_state.pop(offered.PENDING, None) or (typed or "", None)
    bar = st.container(horizontal=True, horizontal_alignment="right", gap="small", key="conversation")
    if not turns and not question.strip():
        _welcome()
        return
    for number, turn in enumerate(turns):
        _said(number, turn)
    if question.strip():
        turns.append(_asked(question.strip(), turns, picked))
        _keep(turns)
        _said(len(turns) - 1, turns[-1])
    if len(turns) > 1:
        # A long answer begins at the top of the window; the script runs when the number of turns changes.
        st.html(scripts.element(scripts.TO_LAST, "turns", str(len(turns))), unsafe_allow_javascript=True)
    with bar:
        _bar(turns)


def _turns() -> list[Turn]:
    """The conversation of this window; a fresh one goes on with the one of the address, or begins with its questions."""
    if _TURNS not in st.session_state:
        turns = [_again(asked) for asked in kept.conversations().get(st.query_params.get(kept.KEPT, ""))]
        st.session_state[_TURNS] = turns
        opening, gone = links.opened(st.query_params)
        if gone:
            st.info("这个链接已过保存期限，请重新提问。")
        for number, question in enumerate(opening.questions if not turns else (), 1):
            picked = opening.ask if number == len(opening.questions) else None
            turns.append(_asked(question, turns, picked))
    found: list[Turn] = st.session_state[_TURNS]
    if found and not {kept.KEPT, links.SHARED, ASKED} & set(st.query_params):
        # Back from another page, which has an address of its own.
        _keep(found)
    return found


def _asked(question: str, turns: Sequence[Turn], picked: str | None = None) -> Turn:
    before = context(turns)
    answer = desk.answer(question, before, picked)
    # Only a question that leans on earlier ones needs them in its address; a choice that was picked leans on nothing.
    leans = picked is None and bool(before) and _own_text(question) != _own_text(question, before)
    return Turn(question=question, answer=answer, before=before if leans else (), ask=picked, context=before)


def _own_text(question: str, before: tuple[str, ...] = ()) -> str:
    return desk.unlogged(question, before).text


def _again(asked: kept.Asked) -> Turn:
    answer = desk.worded(asked.question, asked.context, asked.ask)
    return Turn(question=asked.question, answer=answer, before=asked.before, ask=asked.ask, context=asked.context)


def _keep(turns: Sequence[Turn]) -> None:
    """Under an id that this window alone writes; the address tells the id and no question."""
    identifier = st.session_state.setdefault(_ID, kept.new())
    asked = [kept.Asked(question=t.question, context=t.context, before=t.before, ask=t.ask) for t in turns]
    kept.conversations().put(identifier, asked)
    st.query_params.from_dict({kept.KEPT: identifier})


def _said(number: int, turn: Turn) -> None:
    with st.chat_message("user", avatar=":material/person:"):
        st.html(f"<p class='bq-question'>{safe(turn.question)}</p>")
    with st.chat_message("assistant", avatar=":material/account_balance:"):
        answers.show(number, turn)


def _bar(turns: list[Turn]) -> None:
    title = load().title
    st.button("新对话", on_click=_begin, icon=":material/add_comment:", key="new")
    st.download_button(
        "下载对话", as_markdown(turns, title), file_name=f"{title}.md", mime="text/markdown", on_click="ignore",
        icon=":material/description:", key="as-markdown",
    )  # fmt: skip
    st.download_button(
        "下载 Word", partial(as_docx, tuple(turns), title), file_name=f"{title}.docx", mime=DOCX, on_click="ignore",
        icon=":material/article:", key="as-docx",
    )  # fmt: skip
    st.download_button(
        "下载数字", partial(_workbook, tuple(turns)), file_name=f"{title}数字.xlsx", mime=_XLSX, on_click="ignore",
        icon=":material/table:", key="as-xlsx",
    )  # fmt: skip
    st.html("<button type='button' class='bq-button' data-bq-print='1'>打印／存为 PDF</button>", width="content")


def _workbook(turns: Sequence[Turn]) -> bytes:
    return as_xlsx([as_sheet(turns)])


def _begin() -> None:
    st.session_state[_TURNS] = []
    st.session_state.pop(_ID, None)
    for key in [k for k in st.session_state if str(k).startswith("turn") and k != _TURNS]:
        del st.session_state[key]
    st.query_params.clear()


def _welcome() -> None:
    infos = desk.documents()
    st.html(greeting(load().title, infos))
    if not infos:
        st.html(examples())
        return
    st.html("<p class='bq-hint'>可以这样问：</p>")
    with st.container(key="suggested"):
        for number, question in enumerate(questions(infos, offered.answerable)):
            if st.button(shown(question), key=f"suggested{number}", wrap=True, width="stretch"):
                st.session_state[offered.PENDING] = (question, None)
                st.rerun()
