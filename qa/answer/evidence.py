"""The evidence weighed beside the reading by rules: which is answered, and what is offered where neither is sure.

| the rules say            | the ranking's first choice | comes out                                  |
| ------------------------ | -------------------------- | ------------------------------------------ |
| a figure                 | says the same amount       | that figure, asked back where of another day |
| a figure                 | is barred, or hardly likely | that figure                               |
| a figure                 | says another, likely       | asked back, with choices                   |
| a figure                 | says another, surely       | the first choice                           |
| nothing printed          | sure                       | the first choice                           |
| nothing printed          | not sure, or barred        | not found, with choices where any are near |
| worked out, or in words  |                            | as the rules say                           |
| several readings         |                            | asked back, with choices                   |
"""

from __future__ import annotations

import re
from dataclasses import replace

from index.embedding import embedder
from index.library import DocumentInfo
from index.model import Figure
from qa.answer.choices import choices
from qa.answer.kinds import told
from qa.answer.outcome import Found, Missing, Outcome, Reading, Unclear
from qa.answer.shelf import Shelf
from qa.evidence.asked import Asked
from qa.evidence.card import Card
from qa.evidence.fitting import years_ends
from qa.evidence.gather import gather
from qa.evidence.pair import met
from qa.evidence.rates import words
from qa.model import Chunk, Query
from qa.question.coordination import side_by_side
from qa.question.slots import cues
from qa.ranking.model import Ranked, rank
from qa.ranking.signals import same_value, says

# Kinds of question that one printed figure may answer.
LEAVES = frozenset({"figure", "count", "change", "percent", "share", "yesno"})
# Chosen on families of documents that the model had not seen (docs/answering.md).
SURE, DOUBTED, NEAR = 0.85, 0.5, 0.05
NEVER = 2.0
_HEAVY = 3.0  # what a question names and nothing around a figure says: three characters of weight
_OTHERS = frozenset({"year", "stage"})
_BUDGETS = ("预算", "年初预算", "调整预算", "执行")
_STAGES = {"决算": ("决算", "执行"), **dict.fromkeys(_BUDGETS, _BUDGETS)}
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
    asked, barred = ranked.evidence.asked, not admitted(ranked.evidence.asked, first, shelf)
    sure = NEVER if barred else SURE
    match outcome:
        case Found() if found is not None and says(first, found) and other_day(asked, first):
            return _asked_back("日期", "文件印的不是所问那一天的数，请选择：", ranked)
        case Found() if found is not None and (says(first, found) or barred or ranked.sure < DOUBTED):
            return outcome
        case Found() if ranked.sure < sure:
            return _asked_back("项目", "不能确定问的是下面哪一项，请选择：", ranked, found)
        case Unclear():
            return replace(outcome, choices=choices(ranked))
        case Missing() if ranked.sure < sure:
            near = choices(ranked) if ranked.sure >= NEAR else ()
            return replace(outcome, text=f"{outcome.text}最接近的是：" if near else outcome.text, choices=near)
    if _reading_open(query, ranked):
        return _asked_back("年度", "该单位有多个年度或口径的数字，请问要查哪一个？", ranked)
    return told(query, shelf, reading(ranked))


def admitted(question: Asked, card: Card, shelf: Shelf) -> bool:
    """The hard rules: never a figure of another table, day, code, year or stage than asked for, nor one body's for a whole area's."""
    table = question.query.table
    tables = shelf.tables_called(card.info.id, table) if table else None
    if tables is not None and card.figure.source.table not in tables:
        return False
    stages = {kind for stage in question.query.stages for kind in _STAGES[stage]}
    if stages and card.stage is not None and card.stage not in stages:
        return False
    spent = card.figure.stage in _STAGES["决算"]
    if (
        not stages
        and card.figure.stage
        and card.paper.stage in ("预算", "决算")
        and spent != (card.paper.stage == "决算")
    ):
        return False  # a budget beside the accounts that are asked, last year's accounts in a budget
    told = card.figure.scope or card.info.scope
    if question.query.scopes and told is not None and told not in question.query.scopes:
        return False
    if max((p.weight for p in question.parts if met(p, card) < 1.0), default=0.0) >= _HEAVY:
        return False
    row = side_by_side(question.query)
    if row and not all(_holds(card, chunk) for chunk in row):
        return False
    if other_day(question, card) or (question.codes and card.figure.code and card.figure.code not in question.codes):
        return False
    if question.query.years and card.year is not None and card.year not in question.query.years:
        return False
    return card.paper.scope == "地区" or not words()["asks"]["whole_area"].search(question.text)


def _holds(card: Card, chunk: Chunk) -> bool:
    """Whether one of several things named side by side is told by a figure's own name or what it stands under."""
    keys = {key for piece in chunk.pieces for key in piece.concepts}
    around = f"{card.label}|{card.aspect}|{card.parents}"
    return chunk.text in around or bool(keys & {card.figure.item, card.figure.aspect_item, *card.wholes})


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
    if re.search(cues()["asked"]["minus"], query.text):
        return False
    if query.kind not in LEAVES or len(query.orgs) != 1 or query.org_open or query.unknown_org:
        return False
    match outcome:
        case Found():
            return outcome.value is not None and outcome.computed is None and bool(outcome.figures)
        case Missing():
            return outcome.slot in (_OPEN | _OTHERS if len(shelf.documents) == 1 else _OPEN)
        case Unclear():
            return True


def ranked_for(query: Query, shelf: Shelf, found: Figure | None = None) -> Ranked:
    """The evidence for a question about one body, ranked beside the figure that the rules found."""
    evidence = gather(query, _documents(query, shelf), shelf.drawers, embedder(), shelf.trained.quantifier)
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
