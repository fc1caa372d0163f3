"""From slots to a figure: the one way by which 查阅 takes its figures, which is to ask as the chat asks.

A cell of the matrix is a question with every slot told. The very sentence can be typed in 问答 and gives the same amount.
A list or a table over years shows printed figures one by one: ``stage_of`` says of which stage each is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from index.library import DocumentInfo
from index.model import Figure
from qa.model import Answer, Request

ANSWERED, OPEN = "answered", "clarify"
# A plan for the year is a budget wherever it is printed.
_ALSO = {"预算": ("预算", "年初预算")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Slots:
    """What one cell is about."""

    org: str
    year: int
    stage: str | None
    scope: str | None
    item: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """What was answered: ``amount`` and ``unit`` as the chat's headline, its first ``figure``, or ``told`` where there is none.

    ``worked`` says that the amount is worked out and printed nowhere.
    """

    question: str
    status: str
    told: str
    amount: str = ""
    unit: str | None = None
    figure: Figure | None = None
    worked: bool = False
    warned: bool = False


Ask = Callable[[Slots], Leaf]


def question(slots: Slots) -> str:
    """The slots as a person would ask."""
    return f"{slots.org}{slots.year}年{slots.scope or ''}{slots.stage or ''}{slots.item}是多少"


def request(slots: Slots) -> Request:
    """The slots as a request: the words and, told apart from them, what they say."""
    return Request(question=question(slots), org=slots.org, year=slots.year, stage=slots.stage, scope=slots.scope)


def leaf(slots: Slots, answer: Answer) -> Leaf:
    """The answer to ``request(slots)`` as a cell."""
    asked = question(slots)
    if answer.status != ANSWERED or answer.value is None or not answer.figures:
        status = answer.status if answer.status != ANSWERED else "not_found"
        return Leaf(question=asked, status=status, told=answer.text)
    return Leaf(
        question=asked,
        status=ANSWERED,
        told=answer.text,
        amount=answer.value.amount,
        unit=answer.value.unit,
        figure=answer.figures[0].figure,
        worked=answer.computed is not None,
        warned=bool(answer.warnings),
    )


def stage_of(figure: Figure, info: DocumentInfo) -> str | None:
    """The figure's own stage; its document's where the figure does not tell."""
    return figure.stage or info.stage


def of_stage(figure: Figure, infos: Mapping[str, DocumentInfo], stage: str) -> bool:
    """Whether a figure is of this stage. One whose stage nothing tells is shown under every stage."""
    own = stage_of(figure, infos[figure.document])
    return own is None or own in _ALSO.get(stage, (stage,))
