"""The evidence weighed beside the reading by rules: which is answered, and what is offered where neither is sure.

| the rules say            | the ranking's first choice | comes out                                  |
| ------------------------ | -------------------------- | ------------------------------------------ |
| a figure                 | says the same amount       | that figure, asked back where of another day |
| a figure                 | the same, narrowed unasked | asked back, with choices                   |
| a figure that is barred  | sure of another            | the first choice                           |
| a figure that is barred  |                            | asked back, with choices                   |
| a figure                 | is barred, or hardly likely | that figure                               |
| a figure                 | says another, likely       | asked back, with choices                   |
| a figure                 | says another, surely       | the first choice                           |
| nothing printed          | sure                       | the first choice                           |
| nothing printed          | not sure, or barred        | not found, with choices where any are near |
| worked out, or in words  |                            | as the rules say                           |
| several readings         | sure, of the one document asked | the first choice                      |
| several readings         |                            | asked back, with choices                   |
"""

from __future__ import annotations

from dataclasses import replace

from index.embedding import embedder
from index.library import DocumentInfo
from index.model import Figure, Measure
from qa.answer.choices import choices
from qa.answer.kinds import told
from qa.answer.openly import left_open
from qa.answer.outcome import Found, Missing, Outcome, Reading, Unclear
from qa.answer.shelf import Shelf
from qa.evidence.asked import Asked
from qa.evidence.card import Card
from qa.evidence.fitting import unsaid, years_ends
from qa.evidence.gather import gather
from qa.evidence.otherwise import part_of_another
from qa.evidence.pair import unsaid_weight
from qa.evidence.quantity import quantity_of
from qa.model import Query
from qa.ranking.model import Ranked, rank
from qa.ranking.signals import same_value, says

# Kinds of question that one printed figure may answer.
LEAVES = frozenset({"figure", "count", "change", "percent", "share", "yesno"})
# Chosen on families of documents that the model had not seen (docs/answering.md).
SURE, DOUBTED, NEAR = 0.82, 0.3, 0.05
SURER, UNSAID = 0.92, 1.6  # where the question names something of so much weight that nothing around the figure says
SUREST = 0.97  # where the figure stands under another notion than the one asked for
OVERRULES = 0.9  # where the rules read another figure
NEVER = 2.0
_RIVALS = 6  # how many of the first are held against the first
_OTHERS = frozenset({"year", "stage"})
_OPEN = frozenset({"item", "row"})  # what may be missing although something near is printed


def weighed(query: Query, shelf: Shelf, outcome: Outcome) -> Outcome:
    """The outcome of the rules, set against the evidence."""
    if not open_to_evidence(query, outcome, shelf):
        return outcome
    found = outcome.figures[0] if isinstance(outcome, Found) else None
    ranked = ranked_for(query, shelf, found)
    if not ranked.order:
        return outcome
    first = ranked.evidence.cards[ranked.order[0]]
    asked = ranked.evidence.asked
    narrowed, sure = _narrowed(ranked), needed(ranked)
    barred = sure == NEVER
    match outcome:
        case Found() if found is not None and says(first, found) and other_day(asked, first):
            return _asked_back("日期", "文件印的不是所问那一天的数，请选择：", ranked)
        case Found() if found is not None and (
            (says(first, found) and narrowed)
            or (_is_barred(found, ranked) and (ranked.sure < sure or says(first, found)))
        ):
            return _asked_back("项目", "不能确定问的是下面哪一项，请选择：", ranked, found)
        case Found() if (
            found is not None and says(first, found) and query.kind != "yesno" and (respect := left_open(ranked))
        ):
            return _asked_back(respect, f"文件按不同{respect}印有几个数，请选择：", ranked)
        case Found() if found is not None and query.kind == "yesno" and found.value == 0 == first.figure.value:
            return outcome  # none bought and nothing spent: both say no
        case Found() if found is not None and (says(first, found) or barred or ranked.sure < DOUBTED):
            return outcome
        case Found() if ranked.sure < max(sure, OVERRULES):
            return _asked_back("项目", "不能确定问的是下面哪一项，请选择：", ranked, found)
        case Unclear() if len(shelf.documents) > 1 or ranked.sure < sure:
            return replace(outcome, choices=choices(ranked))
        case Missing() if ranked.sure < sure:
            near = choices(ranked) if ranked.sure >= NEAR else ()
            return replace(outcome, text=f"{outcome.text}最接近的是：" if near else outcome.text, choices=near)
    if respect := left_open(ranked):
        return _asked_back(respect, f"文件按不同{respect}印有几个数，请选择：", ranked)
    if _reading_open(query, ranked):
        return _asked_back("年度", "该单位有多个年度或口径的数字，请问要查哪一个？", ranked)
    return told(query, shelf, reading(ranked))


def needed(ranked: Ranked) -> float:
    """How sure the ranking must be of its first choice to answer with it; more than it can be where that is barred or narrowed
    unasked. There must be one."""
    if ranked.barred or _narrowed(ranked):
        return NEVER
    asked, first = ranked.evidence.asked, ranked.evidence.cards[ranked.order[0]]
    if part_of_another(asked, first):
        return SUREST
    return SURER if unsaid_weight(asked, first) >= UNSAID else SURE


def _is_barred(found: Figure, ranked: Ranked) -> bool:
    """Whether hard rules bar the very figure that the rules read; not where it was not weighed."""
    weighed = zip(ranked.evidence.cards, ranked.evidence.bars, strict=True)
    bars = [bar for card, bar in weighed if card.figure.source == found.source and card.figure.value == found.value]
    return bool(bars) and all(bars)


def _narrowed(ranked: Ranked) -> bool:
    """Whether the first choice is narrowed by words that the question does not say, and another near it is not."""
    cards, first = ranked.evidence.cards, ranked.evidence.cards[ranked.order[0]]
    text = ranked.evidence.asked.query.text
    return bool(unsaid(text, first)) and any(
        quantity_of(cards[i]) == quantity_of(first) and not unsaid(text, cards[i]) and not same_value(cards[i], first)
        for i in ranked.order[1:_RIVALS]
    )


def other_day(question: Asked, card: Card) -> bool:
    """Whether a figure tells the state at another year's end than the one asked for."""
    return years_ends(question.query.text, card) < 0


def _asked_back(slot: str, text: str, ranked: Ranked, found: Figure | None = None) -> Unclear:
    offered = choices(ranked, found)
    return Unclear(slot=slot, text=text, options=tuple(c.question for c in offered), choices=offered)


def _reading_open(query: Query, ranked: Ranked) -> bool:
    """Whether another document prints the same thing of another year, stage or scope that the question leaves open."""
    cards = ranked.evidence.cards
    first = cards[ranked.order[0]]
    left_open = (not query.years, not query.stages, not query.scopes)

    def slots(card: Card) -> tuple[object, ...]:
        told = (card.year, card.stage, card.figure.scope or card.info.scope)
        return tuple(slot for slot, is_open in zip(told, left_open, strict=True) if is_open)

    return any(
        card.info.id != first.info.id
        and card.year == card.info.year
        and _same_name(card, first)
        and slots(card) != slots(first)
        and not same_value(card, first)
        for card in cards
    )


def open_to_evidence(query: Query, outcome: Outcome, shelf: Shelf) -> bool:
    """Whether one printed figure may answer, or be offered: not where the rules worked an answer out or told it in words, nor
    where the library misses the body, year or stage (a document asked alone may print figures of others)."""
    if query.kind not in LEAVES or len(query.orgs) != 1 or query.org_open or query.unknown_org:
        return False
    match outcome:
        case Found() if query.kind == "yesno" and outcome.figures and outcome.figures[0].measure == Measure.COUNT:
            return False  # of a thing owned the rules count how many there are; the ranking looks for money
        case Found():
            return outcome.value is not None and outcome.computed is None and bool(outcome.figures)
        case Missing():
            return outcome.slot in (_OPEN | _OTHERS if len(shelf.documents) == 1 else _OPEN)
        case Unclear():
            return True


def ranked_for(query: Query, shelf: Shelf, found: Figure | None = None) -> Ranked:
    """The evidence for a question about one body, ranked beside the figure that the rules found."""
    infos = _documents(query, shelf)
    tables = shelf.tables_named(query, infos)
    evidence = gather(query, infos, shelf.drawers, embedder(), shelf.trained.quantifier, tables)
    return rank(evidence, shelf.trained, found)


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
    return _same_name(a, b) and (a.year, a.stage) == (b.year, b.stage)


def _same_name(a: Card, b: Card) -> bool:
    named = a.label == b.label or (a.figure.item is not None and a.figure.item == b.figure.item)
    return named and (a.aspect, a.figure.measure) == (b.aspect, b.figure.measure)
