"""Which figures of one body fit the slots of a question, grouped by reading (year, stage, scope)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from index.library import DocumentInfo
from index.model import Figure, Measure, State
from qa.answer.match import Match, match
from qa.answer.outcome import Reading
from qa.answer.preference import preference
from qa.answer.shelf import Shelf
from qa.arithmetic import step
from qa.model import Query

_STAGES = {
    "预算": ("预算", "年初预算", "调整预算"),
    "年初预算": ("年初预算", "预算"),
    "调整预算": ("调整预算",),
    "执行": ("执行",),
    "决算": ("决算",),
}
_COUNTS = frozenset({Measure.COUNT, Measure.PEOPLE, Measure.BATCHES, Measure.VISITS})
_UNITS = {
    "名": "人",
    "位": "人",
    "人次": "人次",
    "台(套)": "台",
    "台（套）": "台",
    "套": "台",
    "户": "个",
    "所": "个",
    "场": "次",
    "批次": "批",
    "项": "个",
    "台(辆)": "辆",
    "处": "个",
    "家": "个",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A matching figure with its document."""

    match: Match
    info: DocumentInfo

    @property
    def figure(self) -> Figure:
        """The figure itself."""
        return self.match.facets.figure


Key = tuple[int | None, str | None, str | None]


def candidates(
    query: Query,
    shelf: Shelf,
    org: str,
    *,
    years: Iterable[int] = (),
    only: Callable[[Figure], bool] = lambda _: True,
) -> tuple[Candidate, ...]:
    """Every figure of the body that the question's words name and its slots admit, best first.

    ``years`` replaces the question's own years; ``only`` narrows the figures beforehand. A figure of another year than its document's is admitted only where
    the question names that year.
    """
    wanted = tuple(years) or query.years
    found: list[Candidate] = []
    for info in shelf.select(org, scopes=query.scopes):
        tables = shelf.tables_called(info.id, query.table) if query.table else None
        facets = [
            f
            for f in shelf.facets_of(info)
            if only(f.figure)
            and (tables is None or f.figure.source.table in tables)
            and _admits(query, wanted, f.figure, info)
        ]
        found.extend(Candidate(match=m, info=info) for m in match(query, facets))
    return tuple(found)


def _admits(query: Query, years: Sequence[int], figure: Figure, info: DocumentInfo) -> bool:
    if years:
        if (figure.year if figure.year is not None else info.year) not in years:
            return False
    elif figure.year is not None and figure.year != info.year:
        return False
    return stage_admits(query, figure, info, bool(years)) and measure_admits(query, figure)


def stage_admits(query: Query, figure: Figure, info: DocumentInfo, year_named: bool) -> bool:
    stage = figure.stage or info.stage
    if query.stages:
        return stage is None or any(stage in _STAGES[s] for s in query.stages)
    if year_named and figure.year != info.year:
        return True
    if stage is None or info.stage is None or info.stage == "执行":
        return True
    return (stage == "决算") == (info.stage == "决算") and stage != "执行"


def measure_admits(query: Query, figure: Figure) -> bool:
    """Whether the figure is the kind of quantity that is asked for."""
    if query.kind == "count" or query.measure in {m.value for m in _COUNTS}:
        if figure.measure not in _COUNTS:
            return False
        if query.measure in (Measure.BATCHES, Measure.VISITS):
            return figure.measure == query.measure
        if (query.counted, figure.measure) in (("批", Measure.BATCHES), ("人", Measure.VISITS), ("次", Measure.VISITS)):
            return True
        return query.counted is None or same_unit(query.counted, figure.unit)
    if query.measure:
        return figure.measure == query.measure
    return figure.measure == Measure.AMOUNT


def same_unit(asked: str, unit: str | None) -> bool:
    """Whether two counting words count the same kind of thing."""
    if unit is None:
        return True
    a, b = _UNITS.get(asked, asked), _UNITS.get(unit, unit)
    return a == b


def complete(found: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Those that explain every word of the question."""
    return tuple(c for c in found if c.match.complete)


def readings(found: Sequence[Candidate]) -> dict[Key, Reading]:
    """The best figure for each (year, stage, scope) among complete candidates, nearly as good as the best of all."""
    whole = complete(found)
    if not whole:
        return {}
    groups: dict[Key, list[Candidate]] = {}
    for candidate in whole:
        figure, info = candidate.figure, candidate.info
        stage = figure.stage or info.stage
        key = (figure.year if figure.year is not None else info.year, stage, info.scope)
        groups.setdefault(key, []).append(candidate)
    strength = {key: max(_tier(c.match) for c in group) for key, group in groups.items()}
    top = max(strength.values())
    return {
        key: _reading(group)
        for key, group in groups.items()
        if strength[key][0] >= top[0] and strength[key][1] >= top[1] - 0.12
    }


def read(query: Query, shelf: Shelf, org: str | None = None) -> dict[Key, Reading]:
    """The readings of a question for one body, the first one it names unless another is given."""
    return readings(candidates(query, shelf, org or query.orgs[0]))


def _tier(found: Match) -> tuple[float, float]:
    """How well label and aspect are met: the aspect first, for a figure with an unasked aspect is another figure."""
    return (1.0 if found.aspect >= 0.72 else 0.0, found.own)


def _reading(group: Sequence[Candidate]) -> Reading:
    valued = [c for c in group if c.figure.state in (State.VALUE, State.ZERO)]
    valued = valued or [c for c in group if c.figure.state == State.NONE] or list(group)
    top = max(_tier(c.match) for c in valued)
    tier = [c for c in valued if _tier(c.match)[0] == top[0] and _tier(c.match)[1] >= top[1] - 0.04]
    tier.sort(
        key=lambda c: (c.info.stage == "预算" or c.figure.stage == "决算", preference(c.match), c.info.file),
        reverse=True,
    )
    best = tier[0].figure
    same = tuple(c.figure for c in tier[1:] if agrees(best, c.figure))
    other = tuple((c.figure, "") for c in tier[1:] if not agrees(best, c.figure) and c.figure.value is not None)
    return Reading(figure=best, same=same, other=other, own=top[1], whole=top[0] > 0)


def agrees(a: Figure, b: Figure) -> bool:
    """Whether two figures say the same amount to the digits that the coarser one prints."""
    x, y = (a.yuan, b.yuan) if a.yuan is not None and b.yuan is not None else (a.value, b.value)
    if x is None or y is None:
        return a.state == b.state and a.amount == b.amount
    if (
        a.yuan is None
        and a.unit != b.unit
        and a.unit is not None
        and b.unit is not None
        and not same_unit(a.unit, b.unit)
    ):
        return False
    return abs(x - y) <= max(_step(a), _step(b)) / 2


def _step(figure: Figure) -> Decimal:
    """The value of one unit in the last printed place."""
    zero = figure.yuan is not None and not figure.value
    return step(figure) * 10_000 if zero and figure.unit == "万元" else step(figure)
