"""What an answer offers to click: complete questions, printed figures that may be meant, what to ask next."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

import streamlit as st

from qa.answer.choices import figure_of
from qa.model import Answer, Choice
from qa.web import desk
from qa.web.thread import Turn
from qa.web.words import bare, shown

PENDING = "pending_question"
# The first ones are what is most likely meant; the rest comes at a click.
_SHOWN, _MOST = 4, 8
_OPTIONS = 8


def options(turn: Turn, key: str) -> None:
    """Complete questions to choose from, as far as none of the printed figures offered below is what they give."""
    answer = turn.answer
    left = _left(answer, _OPTIONS)
    if not left:
        return
    bodies, rest = _bodies(turn)
    with st.container(key=f"{key}-options"):
        if len(bodies) > _OPTIONS:
            _picker(bodies, rest, f"{key}-picker")
        for number, option in enumerate(left):
            asking(option, f"{key}-option{number}", width="stretch")
        if len(answer.options) > _OPTIONS and not bodies:
            for number, option in enumerate(answer.options[_OPTIONS:], _OPTIONS):
                asking(option, f"{key}-option{number}", width="stretch")


def _bodies(turn: Turn) -> tuple[tuple[str, ...], str]:
    """Where a body is asked back for: all that may be meant, and what follows the body's name in the question; ((), "") elsewhere."""
    known = {info.org for info in desk.documents() if info.org}
    options = turn.answer.options
    named = [max((org for org in known if option.startswith(org)), key=len, default="") for option in options]
    rests = {option.removeprefix(org) for option, org in zip(options, named, strict=True)}
    if len(set(named)) != len(options) or "" in named or len(rests) != 1:
        return (), ""
    meant = desk.query(turn.question, turn.before).orgs
    return tuple(sorted(meant or known)), rests.pop()


def _picker(bodies: Sequence[str], rest: str, key: str) -> None:
    """All bodies that may be meant, to be found by typing."""

    def picked() -> None:
        if st.session_state[key]:
            st.session_state[PENDING] = (f"{st.session_state[key]}{rest}", None)
        st.session_state[key] = None

    st.selectbox(
        f"共 {len(bodies)} 个单位", bodies, index=None, key=key, on_change=picked, placeholder="输入单位名称查找", filter_mode="contains"
    )  # fmt: skip
    if PENDING in st.session_state:
        st.rerun()


def _left(answer: Answer, most: int) -> list[str]:
    """Options that the library answers, or asks back about, without those that a choice stands for."""
    offered = {figure_of(choice.ask) for choice in answer.choices}
    found = []
    for option in answer.options[:most]:
        given = desk.unlogged(option)
        if given.status != "not_found" and not offered & {cited.figure.id for cited in given.figures}:
            found.append(option)
    return found


def choices(answer: Answer, key: str) -> None:
    """Printed figures that may be meant, each a button that answers with exactly this one."""
    found = answer.choices[:_MOST]
    if not found:
        return
    unfolded = st.session_state.get(f"{key}-rest")
    first = found if unfolded else found[:_SHOWN]
    with st.container(key=f"{key}-choices"):
        if _left(answer, _OPTIONS):
            st.html("<p class='bq-hint'>也可以直接选一个数字：</p>")
        for number, choice in enumerate(first):
            if st.button(label(choice, found), key=f"{key}-choice{number}", width="stretch", wrap=True):
                st.session_state[PENDING] = (choice.question, choice.ask)
                st.rerun()
        if len(found) > len(first):
            _more(f"更多（{len(found) - len(first)}）", f"{key}-rest")


def label(choice: Choice, among: Sequence[Choice]) -> str:
    """A choice on its button: its name, then whose it is, of when and where it is printed. No amount: it is no answer yet.

    Where all choices have one name, what tells them apart comes first.
    """
    name = choice.label or choice.question
    asks = choice.question.rpartition(choice.label)[2] if choice.label else ""
    name += f"　{asks}" if asks not in ("", "是多少") else ""
    slots = _slots(choice)
    several = [len({_slots(each)[at] for each in among}) > 1 for at in range(len(slots))]
    parts = [part for part, differs in zip(slots, several, strict=True) if part and (differs or part != choice.org)]
    apart = [part for part, differs in zip(slots, several, strict=True) if part and differs]
    first = [name]
    if len({each.label for each in among}) == 1 < len(among) and apart:
        first, parts = apart, [name, *(part for part in parts if part not in apart)]
    small = "　".join(shown(part) for part in (*parts, choice.place) if part)
    return f"**{'　'.join(map(shown, first))}**" + (f" *{small}*" if small else "")


def _slots(choice: Choice) -> tuple[str, str, str]:
    year = f"{choice.year}年" if choice.year else ""
    return (choice.org or "", f"{year}{choice.stage or ''}", (choice.scope or "") if choice.scope != "地区" else "")


def follow_ups(answer: Answer, key: str) -> None:
    """What to ask next, each asked of the library before it is offered."""
    found = [suggestion for suggestion in answer.suggestions if answerable(suggestion)]
    if found:
        with st.container(key=f"{key}-next", horizontal=True, gap="small"):
            for number, suggestion in enumerate(found):
                asking(suggestion, f"{key}-next{number}")


def answerable(question: str) -> bool:
    """Whether the library answers a question as it stands, and with what it asks for: an amount, this very term."""
    answer = desk.unlogged(question)
    if answer.status != "answered":
        return False
    if question.endswith(("多少", "是多少")):
        return answer.value is not None
    if term := re.fullmatch(r"什么是(.+?)[？?]?", question):
        return bare(term[1]) in bare(answer.text)
    return True


def asking(question: str, key: str, width: Literal["content", "stretch"] = "content") -> None:
    """A button that asks a question."""
    if st.button(shown(question), key=key, wrap=True, width=width):
        st.session_state[PENDING] = (question, None)
        st.rerun()


def _more(text: str, flag: str) -> None:
    st.button(text, key=flag + "-more", type="tertiary", icon=":material/expand_more:", on_click=_unfold, args=(flag,))


def _unfold(flag: str) -> None:
    st.session_state[flag] = True
