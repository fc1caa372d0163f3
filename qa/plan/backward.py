"""Last year's amount, where a document prints only this year's and how much it moved: the one less the other, both cited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from index.model import Figure, Measure
from qa import arithmetic
from qa.answer.evidence import SURE, needed, ranked_for, reading
from qa.answer.lookup import read
from qa.answer.outcome import Found
from qa.answer.phrase import amount, direction_word, thing
from qa.answer.shelf import Shelf
from qa.answer.together import told_together
from qa.evidence.barred import PLANNED, SPENT
from qa.evidence.card import Card
from qa.evidence.rates import words
from qa.model import Query, Value
from qa.plan.cues import patterns
from qa.plan.printed import is_year, printed
from qa.plan.sought import blanked

_UNIT = "下属单位"  # how a question was understood to name a body
_ANY = (*PLANNED, *SPENT)
_SAID = "文件没有印出上年的数，由本年的数和增减额推算。"


def reckoned(query: Query, shelf: Shelf) -> Found | None:
    """The amount of the year before, as the rules read this year's and its change."""
    if len(query.years) != 1 or query.kind != "figure" or query.measure:
        return None
    following = replace(query, years=(query.years[0] + 1,), base=None, base_year=None)
    moves = printed(following, shelf, Measure.CHANGE)
    for key, held in read(following, shelf).items():
        move = moves[key].figure if key in moves else None
        if move is None or move.direction is None or not is_year(move, query.years[0]):
            continue
        now = held.figure
        if told_together(shelf, now, move) and set(query.stages or _ANY) & _stages_of(move.base or "", now.stage):
            return _told(now, move)
    return None


def year_before(query: Query, shelf: Shelf) -> Found | None:
    """The amount of the year before a document's own; None where the question does not ask for one, or this year's figure or its change
    is not surely meant."""
    if query.kind != "figure" or len(query.years) != 1 or len(query.orgs) != 1 or not query.chunks or query.unit:
        return None
    if any(how == _UNIT for _, _, how in query.understood):
        return None
    year = query.years[0] + 1
    papers = [
        info
        for info in shelf.by_org.get(query.orgs[0], ())
        if info.year == year or (info.year is None and len(shelf.documents) == 1)
    ]
    if not papers:
        return None
    asked = replace(
        blanked(query, (patterns()["backward"][name] for name in ("reckoned", "before", "about"))),
        years=(year,),
        base=None,
        stages=(),
    )
    ranked = ranked_for(asked, shelf) if asked.chunks else None
    if ranked is None or not ranked.order or ranked.barred or ranked.sure < max(SURE, needed(ranked)):
        return None
    first = ranked.evidence.cards[ranked.order[0]]
    if first.year != year or first.figure.measure is not Measure.AMOUNT or reading(ranked).other:
        return None  # a paper that prints two amounts of one thing tells last year's of neither
    stages = query.stages or ((first.stage,) if first.stage else ())
    cards = [card.under(first.info) for card in shelf.drawers.of(first.info).cards]
    moves = [c.figure for c in cards if _is_its_move(c, first, stages) and told_together(shelf, first.figure, c.figure)]
    if not moves or len({arithmetic.comparable(move) for move in moves}) > 1:
        return None
    return _told(first.figure, moves[0])


def _stages_of(base: str, stage: str | None) -> set[str]:
    """The stages that a base of comparison may be of: as it says, else those of the figure that is compared."""
    if patterns()["backward"]["spent"].search(base):
        return set(SPENT)
    planned = "预算" in base or stage in PLANNED
    return set(PLANNED if planned else SPENT)


def _is_its_move(card: Card, first: Card, stages: Sequence[str]) -> bool:
    """Whether a figure is how much another one moved since last year's of such a stage, in money."""
    figure, own = card.figure, first.figure
    named = card.label == first.label or (own.item is not None and figure.item == own.item)
    last = words()["asks"]["before"].search(figure.base or "") or str((first.year or 0) - 1) in (figure.base or "")
    return (
        figure.measure is Measure.CHANGE
        and (card.aspect, figure.org, figure.fund, card.year) == (first.aspect, own.org, own.fund, first.year)
        and named
        and figure.yuan is not None
        and own.yuan is not None
        and bool(last)
        and bool(_stages_of(figure.base or "", first.stage) & set(stages or _ANY))
    )


def _told(now: Figure, move: Figure) -> Found | None:
    """This year's amount with what it moved by taken back."""
    fell = arithmetic.comparable(move) < 0
    plain = replace(
        move,
        value=abs(move.value or Decimal(0)),
        yuan=abs(move.yuan or Decimal(0)),
        direction=None,
        amount=move.amount.lstrip("-"),
    )
    worked = arithmetic.total((now, plain)) if fell else arithmetic.difference(now, plain)
    if worked is None or worked.amount.startswith("-"):
        return None
    return Found(
        text=f"{now.org}{thing(now)}{now.year}年为{amount(now)}，比上年{direction_word(-1 if fell else 1)}{amount(plain)}，"
        f"推算上年为{worked.told}。",
        value=Value(amount=worked.amount, unit=worked.unit),
        figures=(now, move),
        computed=worked,
        warnings=(_SAID,),
    )
