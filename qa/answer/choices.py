"""What is offered where nothing is answered: printed items that may be meant, nearest first, each with a token that gives it."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Sequence
from dataclasses import replace

from index.errors import BadOption
from index.model import Figure, Measure
from qa.evidence.card import Card
from qa.model import Choice
from qa.ranking.model import Ranked
from qa.ranking.signals import says

_MARK = "f1:"
_MEASURED = 4  # how many of the choices a person looks at first
_UNKNOWN = "不认识的选项标记（--ask），请重新提问后再从给出的选项中选择"
_ASKS = {
    Measure.CHANGE: "增减多少",
    Measure.RATE: "增减百分之几",
    Measure.SHARE: "占百分之几",
    Measure.PRICE: "的单价是多少",
    Measure.AREA: "的面积是多少",
}


def choices(ranked: Ranked, found: Figure | None = None) -> tuple[Choice, ...]:
    """At most eight, the best figure of each value, that of the figure ``found`` otherwise second; no amounts: they are no
    answers yet."""
    cards = [ranked.evidence.cards[i] for i in ranked.choices]
    if found is not None and not any(says(card, found) for card in cards[:_MEASURED]):
        own = next((card for card in ranked.evidence.cards if card.figure.id == found.id), None)
        cards = [*cards[:1], *([own] if own else []), *(c for c in cards[1:] if not says(c, found))][: len(cards)]
    return _told_apart(cards)


def token(figure: Figure) -> str:
    """The opaque form of a figure, to be given back."""
    return base64.urlsafe_b64encode(f"{_MARK}{figure.id}".encode()).decode().rstrip("=")


def figure_of(ask: str) -> str:
    """The figure's id of a token. Raises BadOption for anything else."""
    try:
        text = base64.urlsafe_b64decode(ask + "=" * (-len(ask) % 4)).decode()
    except (binascii.Error, UnicodeDecodeError, ValueError):
        raise BadOption(_UNKNOWN) from None
    if not text.startswith(_MARK):
        raise BadOption(_UNKNOWN)
    return text.removeprefix(_MARK)


def unknown() -> BadOption:
    """The error for a token whose figure is not in the library."""
    return BadOption(_UNKNOWN)


def _told_apart(cards: Sequence[Card]) -> tuple[Choice, ...]:
    """A choice for each card. What would stand there twice, in the same words for two figures, also says what sets them apart."""
    found = list(map(_choice, cards))
    for line in {(c.question, c.place) for c in found}:
        alike = [i for i, c in enumerate(found) if (c.question, c.place) == line]
        if len(alike) < 2:
            continue
        ways = (tuple(way(cards[i]) for i in alike) for way in _APART)
        told = next((way for way in ways if len(set(way)) == len(way)), _PLACES)
        for i, words in zip(alike, told, strict=False):
            found[i] = replace(found[i], place=f"{found[i].place}（{words}）" if words else found[i].place)
    return tuple(found)


# No digits: those of an answer are the documents'. As many as there are choices.
_PLACES = tuple(f"第{number}处" for number in "一二三四五六七八")
# What may set two figures of one name apart, the plainest first.
_APART: tuple[Callable[[Card], str], ...] = (
    lambda card: "、".join(card.figure.parents),
    lambda card: card.figure.table_kind or "",
    lambda card: "，".join(card.figure.source.section),
)


def _choice(card: Card) -> Choice:
    figure = card.figure
    org = figure.org or card.info.org
    scope = figure.scope or card.info.scope or ""
    name = full_name(figure)
    year = f"{card.year}年" if card.year else ""
    asks = _ASKS.get(figure.measure) or (
        f"有多少{figure.unit or ''}" if figure.unit and not card.figure.yuan else "是多少"
    )
    if figure.rate == "完成":
        asks = f"完成{figure.base or '预算'}的百分之几"
    return Choice(
        question=f"{org}{year}{scope if scope != '地区' else ''}{card.stage or ''}{name}{asks}",
        ask=token(figure),
        org=org or None,
        year=card.year,
        stage=card.stage,
        scope=scope or None,
        label=name,
        place=place(card),
    )


def full_name(figure: Figure) -> str:
    """What the figure is called with what narrows it and, where it stands in a sentence or list, what it is part of."""
    name = figure.label or "该项"
    if figure.aspect and figure.aspect not in name:
        name = f"{name}（{figure.aspect}）"
    above = figure.parents[-1] if figure.parents else ""
    return f"{above}中的{name}" if above and above not in name else name


def place(card: Card) -> str:
    """Where it is printed, in words: page, table and row, or heading."""
    source = card.figure.source
    page = f"第{source.page}页" if source.page else ""
    if source.table is not None:
        # A table of one line needs no name in front of it.
        row, column = f"“{source.row}”行" if source.row else "", source.column or ""
        return f"{page}表格{row}{'，' if row and column else ''}{f'“{column}”栏' if column and not row else column}"
    heading = f"“{source.section[-1]}”" if source.section else ""
    return f"{page}{heading}文字说明"
