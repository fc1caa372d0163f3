"""What something comes to for each of what it was for: money by guests, by cars, by households; both figures are printed and cited."""

from __future__ import annotations

from dataclasses import replace

from index.model import Figure
from qa import arithmetic
from qa.answer.evidence import SURE, needed, ranked_for
from qa.answer.outcome import Found
from qa.answer.phrase import amount, subject, thing
from qa.answer.shelf import Shelf
from qa.evidence.card import Card
from qa.model import Query, Value
from qa.plan.cues import patterns
from qa.plan.sought import blanked
from qa.plan.tree import Leaf, Per
from qa.ranking.model import Ranked

_LIKELY = 0.5  # how sure one of the two must be where the other is sure and of the same thing
_RIVALS, _CLOSE = 4, 1.2  # how many of the first may be meant as well, and how little behind it they are
_NEAR = 80  # characters from one to the other in a text


def per_each(query: Query) -> Per | None:
    """The plan of a question after so much for each; None where it asks for nothing of the kind."""
    said = patterns()["per"]["asked"].search(query.words)
    if said is None or len(query.orgs) != 1:
        return None
    each = said["each"] or said["other"]
    topic = blanked(query, (patterns()["per"]["asked"], patterns()["per"]["amount"]))
    if not topic.chunks:
        return None
    plain = replace(topic, base=None, base_year=None, measure=None, counted=None)
    money = replace(plain, kind="figure", words=f"{plain.words.strip()}多少钱")
    count = replace(plain, kind="count", counted=each, words=f"{plain.words.strip()}多少{each}")
    return Per(of=Leaf(name="", query=money), count=Leaf(name=each, query=count))


def per(plan: Per, shelf: Shelf) -> Found | None:
    """Money divided by a number of things, where both are surely meant, or one is and the other stands with it."""
    money, count = (ranked_for(leaf.query, shelf) for leaf in (plan.of, plan.count))
    if not (_may_be(money) and _may_be(count)) or _is_open(count):
        return None
    cards = [each.evidence.cards[each.order[0]] for each in (money, count)]
    sure = [each.sure >= max(SURE, needed(each)) for each in (money, count)]
    if not (all(sure) or (any(sure) and _of_one_thing(*cards))):
        return None
    spent, times = (card.figure for card in cards)
    if not _counts(times, plan.count.name) or (spent.year, spent.document) != (times.year, times.document):
        return None
    worked = arithmetic.each(spent, times)
    if worked is None:
        return None
    return Found(
        text=f"{subject(spent, shelf.named(spent.document))}为{amount(spent)}，{thing(times)}{amount(times)}，"
        f"平均每{plan.count.name}{worked.told}。",
        value=Value(amount=worked.amount, unit=worked.unit),
        figures=(spent, times),
        computed=worked,
    )


def _may_be(ranked: Ranked) -> bool:
    return bool(ranked.order) and not ranked.barred and ranked.sure >= _LIKELY


def _is_open(ranked: Ranked) -> bool:
    """Whether another number of the same things is nearly as likely meant: households paid, and those not yet."""
    cards, order = ranked.evidence.cards, ranked.order
    first = cards[order[0]].figure
    return any(
        cards[i].figure.unit == first.unit and cards[i].figure.value != first.value
        for i in order[1:_RIVALS]
        if not ranked.evidence.bars[i] and ranked.scores[i] > ranked.scores[order[0]] - _CLOSE
    )


def _counts(figure: Figure, each: str) -> bool:
    """Whether a figure counts what is asked for: 批 and 批次 are one, people are no visits."""
    unit = (figure.unit or "").removeprefix("万")
    return unit == each or unit == f"{each}次" or (f"{unit}次" == each and each == "批次")


def _of_one_thing(a: Card, b: Card) -> bool:
    """Whether two figures are of one name or notion, or stand in one row or sentence."""
    one, other = a.figure, b.figure
    if one.item is not None and one.item in (other.item, *b.above_items):
        return True
    if one.source.table is not None or other.source.table is not None:
        return (one.source.table, one.source.row_index) == (other.source.table, other.source.row_index)
    spans = (one.source.span, other.source.span)
    return all(spans) and abs(spans[0].start - spans[1].start) < _NEAR  # type: ignore[union-attr]
