"""The figures of a plan: each leaf read, all of one stage, and what tells that they are not alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from index.model import Figure
from qa.answer import kinds
from qa.answer.leaf import leaf, read_alone
from qa.answer.lookup import read
from qa.answer.outcome import Missing, Outcome, Reading, Unclear
from qa.answer.phrase import topic_words
from qa.answer.shelf import Shelf
from qa.arithmetic import common_unit
from qa.model import Query
from qa.plan import beside
from qa.plan.named import members_named
from qa.plan.tree import Each


@dataclass(frozen=True, slots=True, kw_only=True)
class Operands:
    """The figures found, by name, in the plan's order; the names of those that were not."""

    figures: Mapping[str, Figure]
    lacking: tuple[str, ...] = ()


def operands(each: Each, shelf: Shelf) -> Operands:
    """What was read of each leaf; where the question leaves the stage open, the stage that the most of them have, accounts
    before budgets."""
    found = _items(each, shelf) if each.by == "项目" else _read(each, shelf)
    printed = Counter(map(_told, found.values()))  # one figure for two things tells neither
    found = {name: figure for name, figure in found.items() if printed[_told(figure)] == 1}
    return Operands(figures=found, lacking=tuple(item.name for item in each.leaves if item.name not in found))


def _told(figure: Figure) -> tuple[object, ...]:
    return figure.document, figure.label, figure.aspect, figure.year, figure.stage, figure.value


def unlike(figures: Sequence[Figure]) -> str:
    """What keeps figures from being worked with together, in words; "" where nothing does."""
    if common_unit(figures) is None:
        return "各数的计量单位不一致"
    if len({f.measure for f in figures}) > 1:
        return "各数不是同一种数量"
    return ""


def apart_in(figures: Sequence[Figure], each: Each | None) -> tuple[str, ...]:
    """What is to be said where figures of different stages are worked with although the question does not ask for that."""
    stages = dict.fromkeys(f.stage for f in figures if f.stage)
    if len(stages) < 2 or (each and (each.by == "阶段" or any(item.query.stages for item in each.leaves))):
        return ()
    return (f"各数的阶段不同（{'、'.join(map(str, stages))}），口径不完全可比。",)


def left_out(lacking: Sequence[str]) -> str:
    """The words on those that have no figure to be worked with; "" where none lacks one."""
    return f"（{'、'.join(lacking)}没有可比数字，未计入）" if lacking else ""


def one(query: Query, shelf: Shelf) -> Reading | None:
    """The one reading by rules; None where there is none or it stays open."""
    return _whole(query, read_alone(query, shelf))


def _whole(query: Query, held: Mapping[tuple[int | None, str | None, str | None], Reading]) -> Reading | None:
    settled = kinds.settle(query, dict(held)) if held else None
    whole = isinstance(settled, Reading) and settled.whole and settled.figure.value is not None
    return settled if isinstance(settled, Reading) and whole else None


def _read(each: Each, shelf: Shelf) -> dict[str, Figure]:
    """By rules, for several bodies, years, stages or scopes must be read alike; where the scope is left open and a body has
    both, that of the whole department."""
    own = any(item.query.stages for item in each.leaves)
    best: dict[str, Figure] = {}
    for stages in (None,) if own else (None, ("决算",), ("预算",)):
        found: dict[str, Figure] = {}
        for item in each.leaves:
            asked = replace(item.query, stages=stages) if stages else item.query
            reading = one(asked, shelf)
            if reading is None and not asked.scopes:
                reading = one(replace(asked, scopes=("部门",)), shelf)
            if reading:
                found[item.name] = reading.figure
        if len(found) > len(best) and (own or len({f.stage for f in found.values()}) < 2):
            best = found
    return best


def _items(each: Each, shelf: Shelf) -> dict[str, Figure]:
    """Of one body: by rules; failing that, as members of one group; failing that, by the evidence."""
    found = {item.name: r.figure for item in each.leaves if (r := one(item.query, shelf))}
    if len(found) == len(each.leaves) and not unlike(tuple(found.values())):
        return found
    names = tuple(item.query.chunks[-1] for item in each.leaves)
    together = members_named(names, each.leaves[0].query.chunks[:-1], each.leaves[0].query, shelf)
    if together:
        return {item.name: together[name.text].figure for item, name in zip(each.leaves, names, strict=True)}
    sure = {item.name: r.figure for item in each.leaves if (r := _whole(item.query, leaf(item.query, shelf)))}
    if len(sure) < len(each.leaves) and (near := beside.together([item.query for item in each.leaves], shelf)):
        return {item.name: figure for item, figure in zip(each.leaves, near, strict=True)}
    return sure if len(sure) >= len(found) else found


def open_sum(each: Each, shelf: Shelf) -> Unclear | None:
    """The question back where a summand has several readings: the same ones are offered for the sum."""
    joined = "、".join(item.name for item in each.leaves) + "合计"
    for operand in each.leaves:
        held = read(operand.query, shelf)
        settled = kinds.settle(operand.query, held) if held else None
        if isinstance(settled, Unclear):
            asked = tuple(o.removesuffix(topic_words(operand.query)) + joined for o in settled.options)
            return replace(settled, options=asked)
    return None


def no_comparison(each: Each, shelf: Shelf) -> Outcome:
    """What is said where no figure was found for any of several bodies: of each what a question after it alone would come to."""
    outcomes = [kinds.figure(item.query, shelf) for item in each.leaves]
    unsaid = next((o for o in outcomes if isinstance(o, Missing)), kinds.not_found(each.leaves[0].query, shelf))
    return next((o for o in outcomes if isinstance(o, Unclear)), unsaid)
