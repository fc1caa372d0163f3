"""The evidence weighed beside the reading by rules: which is answered, and what is offered where neither is sure.

| the rules say            | the ranking's first choice | comes out                                  |
| ------------------------ | -------------------------- | ------------------------------------------ |
| a figure                 | says the same amount       | that figure                                |
| a figure                 | says another, surely       | the first choice                           |
| a figure                 | says another, not surely   | asked back, with choices                   |
| nothing printed          | sure                       | the first choice                           |
| nothing printed          | not sure                   | not found, with choices where any are near |
| worked out, or in words  |                            | as the rules say                           |
| several readings         |                            | asked back, with choices                   |
"""

from __future__ import annotations

from dataclasses import replace

from index.embedding import embedder
from index.library import DocumentInfo
from index.model import Figure, State
from qa.answer.choices import choices
from qa.answer.kinds import told
from qa.answer.outcome import Found, Missing, Outcome, Reading, Unclear
from qa.answer.shelf import Shelf
from qa.evidence.card import Card
from qa.evidence.gather import gather
from qa.model import Query
from qa.ranking.model import Ranked, rank
from qa.ranking.signals import same_value

# Kinds of question that one printed figure may answer.
LEAVES = frozenset({"figure", "count", "change", "percent", "share", "yesno"})
# Chosen on families of documents that the model had not seen (docs/answering.md).
SURE, NEAR = 0.8, 0.05
_OPEN = frozenset({"item", "row"})  # what may be missing although something near is printed


def weighed(query: Query, shelf: Shelf, outcome: Outcome) -> Outcome:
    """The outcome of the rules, set against the evidence."""
    if not open_to_evidence(query, outcome):
        return outcome
    ranked = ranked_for(query, shelf)
    if not ranked.order:
        return outcome
    first = ranked.evidence.cards[ranked.order[0]]
    match outcome:
        case Found() if any(says(first, figure) for figure in outcome.figures[:1]):
            return outcome
        case Found() if ranked.sure < SURE:
            return Unclear(
                slot="项目",
                text="不能确定问的是下面哪一项，请选择：",
                options=tuple(c.question for c in choices(ranked)),
                choices=choices(ranked),
            )
        case Unclear():
            return replace(outcome, choices=choices(ranked))
        case Missing() if ranked.sure < SURE:
            near = choices(ranked) if ranked.sure >= NEAR else ()
            return replace(outcome, text=f"{outcome.text}最接近的是：" if near else outcome.text, choices=near)
    return told(query, shelf, reading(ranked))


def open_to_evidence(query: Query, outcome: Outcome) -> bool:
    """Whether one printed figure may answer: not where the rules worked an answer out, told it in words, or miss a body, year or stage."""
    if query.kind not in LEAVES or len(query.orgs) != 1 or query.org_open or query.unknown_org:
        return False
    match outcome:
        case Found():
            return outcome.value is not None and outcome.computed is None and bool(outcome.figures)
        case Missing():
            return outcome.slot in _OPEN
        case Unclear():
            return True


def ranked_for(query: Query, shelf: Shelf) -> Ranked:
    """The evidence for a question about one body, ranked."""
    return rank(
        gather(query, _documents(query, shelf), shelf.drawers, embedder(), shelf.trained.quantifier), shelf.trained
    )


def _documents(query: Query, shelf: Shelf) -> tuple[DocumentInfo, ...]:
    return shelf.select(query.orgs[0], scopes=query.scopes) or shelf.by_org.get(query.orgs[0], ())


def reading(ranked: Ranked) -> Reading:
    """The first choice with those that say the same of the same thing, and those that contradict it."""
    cards = ranked.evidence.cards
    first = cards[ranked.order[0]]
    alike = [cards[i] for i in ranked.order[1:] if _same_thing(cards[i], first)]
    return Reading(
        figure=first.figure,
        same=tuple(c.figure for c in alike if same_value(c, first)),
        other=tuple((c.figure, "") for c in alike if not same_value(c, first)),
    )


def _same_thing(a: Card, b: Card) -> bool:
    """Whether two figures are of one name, quantity, year and stage."""
    named = a.label == b.label or (a.figure.item is not None and a.figure.item == b.figure.item)
    return named and (a.aspect, a.figure.measure, a.year, a.stage) == (b.aspect, b.figure.measure, b.year, b.stage)


def says(card: Card, figure: Figure) -> bool:
    """Whether two figures print the same amount, its sign aside."""
    if figure.state not in (State.VALUE, State.ZERO) or figure.value is None:
        return False
    mine = card.figure
    if mine.yuan is not None and figure.yuan is not None:
        return abs(mine.yuan) == abs(figure.yuan)
    return mine.value is not None and abs(mine.value) == abs(figure.value) and mine.unit == figure.unit
