"""问答: a conversation with the library."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from index.errors import BudgetqaError
from qa.sheets import as_xlsx
from qa.web import answers, desk, earlier, kept, links, offered, scripts
from qa.web.config import load
from qa.web.paper import DOCX, as_docx
from qa.web.suggested import examples, greeting, questions
from qa.web.thread import ASKED, Turn, as_markdown, as_sheet, context
from qa.web.words import safe, shown

_TURNS, _ID, _OPEN, _TYPED = "turns", "conversation_id", "turns_open", "typed"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show() -> None:
    """The page."""
    turns = _turns()
    # In the bottom container by name: a chat input that Streamlit puts there itself also makes the page jump to its end at each click.
    typed = st.bottom.chat_input("请输入问题，如某某局三公经费多少", max_chars=2000, key=_TYPED)
    question, picked = st.session_state.pop(offered.PENDING, None) or (typed or "", None)
    bar = st.container(horizontal=True, horizontal_alignment="right", gap="small", key="conversation")
    if not turns and not question.strip():
        _welcome()
        return
    coming = bool(question.strip())
    places = _places(turns, len(turns) + coming)
    for number, turn in enumerate(turns):
        if number in places:
            _said(number, turn, places[number])
    if coming:
        turns.append(_asked(question.strip(), turns, picked))
        _keep(turns)
        _said(len(turns) - 1, turns[-1], places[len(turns) - 1])
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
    leans = picked is None and bool(before) and _leans(question, before)
    return Turn(question=question, answer=answer, before=before if leans else (), ask=picked, context=before)


def _leans(question: str, before: tuple[str, ...]) -> bool:
    """Whether a question means something else by itself. What is read the same is not answered twice to find out."""
    with suppress(BudgetqaError):
        if desk.query(question, before) == desk.query(question, ()):
            return False
    return desk.unlogged(question).text != desk.unlogged(question, before).text


def _again(asked: kept.Asked) -> Turn:
    answer = desk.worded(asked.question, asked.context, asked.ask)
    return Turn(question=asked.question, answer=answer, before=asked.before, ask=asked.ask, context=asked.context)


def _keep(turns: Sequence[Turn]) -> None:
    """Under an id that this window alone writes; the address tells the id and no question."""
    identifier = st.session_state.setdefault(_ID, kept.new())
    asked = [kept.Asked(question=t.question, context=t.context, before=t.before, ask=t.ask) for t in turns]
    kept.conversations().put(identifier, asked)
    st.query_params.from_dict({kept.KEPT: identifier})


def _places(turns: Sequence[Turn], count: int) -> dict[int, DeltaGenerator]:
    """Where each of ``count`` turns goes that can be clicked; the earlier ones are drawn as text.

    A turn keeps its place as long as it can be clicked: its parts are named to the browser by where they are, and not sent again.
    """
    first, places = _folded(count), {}
    for begin in range(0, count, earlier.TOGETHER):
        part = range(begin, min(begin + earlier.TOGETHER, count))
        if begin + earlier.TOGETHER <= first:
            st.html("".join(earlier.html(turns[number]) for number in part))
            continue
        with st.container(key=f"part{begin}"):
            for number in part:
                if number < first:
                    st.html(earlier.html(turns[number]))
                else:
                    places[number] = st.container(key=f"place{number}")
    return places


def _folded(count: int) -> int:
    """How many of so many turns are shown as text alone: none where the visitor has opened them, until the next question."""
    return 0 if st.session_state.get(_OPEN) == count else max(0, count - earlier.LIVE)


def _unfold() -> None:
    st.session_state[_OPEN] = len(st.session_state[_TURNS])


def _edit(question: str) -> None:
    st.session_state[_TYPED] = question


def _said(number: int, turn: Turn, place: DeltaGenerator) -> None:
    row = place.chat_message("user", avatar=":material/person:").container(
        horizontal=True, vertical_alignment="center", gap="small", key=f"asked{number}"
    )
    row.html(f"<p class='bq-question'>{safe(turn.question)}</p>", width="content")
    row.button(
        "改问题", on_click=_edit, args=(turn.question,), type="tertiary", icon=":material/edit:", key=f"turn{number}-edit",
        help="放进下面的输入框，改了再问",
    )  # fmt: skip
    with place.chat_message("assistant", avatar=":material/account_balance:"):
        answers.show(number, turn)


def _bar(turns: list[Turn]) -> None:
    title = load().title
    if _folded(len(turns)):
        st.button(
            "展开前面的问答",
            on_click=_unfold,
            icon=":material/unfold_more:",
            key="unfold",
            help="前面的问答也可以点选项、看整张表、评价",
        )
    st.button("新对话", on_click=_begin, icon=":material/add_comment:", key="new")
    st.download_button(
        "下载对话", partial(as_markdown, tuple(turns), title), file_name=f"{title}.md", mime="text/markdown", on_click="ignore",
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
