"""From a question to its plan: what is asked to be done, and with which figures. Nothing is looked up here but bodies and years."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.model import Measure
from qa.answer.match import weak
from qa.answer.shelf import Shelf
from qa.model import Chunk, Query
from qa.plan.bodies import units_of_others
from qa.plan.cues import patterns
from qa.plan.per import per_each
from qa.plan.sought import topic
from qa.plan.tree import Alike, Apart, Beyond, Change, Each, Leaf, Order, Plan, Share, Terms, Total, Trend
from qa.plan.wholes import part_and_whole
from qa.question.coordination import around, side_by_side
from qa.question.limits import limit_in
from qa.question.slots import cues

# Kinds of question that are answered in words, however many bodies or years they name.
_IN_WORDS = frozenset(
    {"reason", "duty", "definition", "list", "source", "passage", "composition", "identity", "convert"}
)
# What a change may be against → the stage of that figure: a change against it is none against last year.
BUDGETS = {"年初预算": "预算", "调整预算": "调整预算"}
_PLACES = "一二三四五六七八九十"


def planned(query: Query, shelf: Shelf) -> Plan | None:
    """What is to be worked out for a question about known bodies; None where one printed figure, or words, answer it."""
    if query.kind in _IN_WORDS:
        return None
    if query.kind == "threshold":
        return _beyond(query)
    terms = _named(query, shelf)
    if terms is None and query.kind in ("figure", "count") and _together(query) and (row := side_by_side(query)):
        return Total(of=_items(replace(plain_query(query), base=None), row, around(query, row)))
    if query.kind in ("average", "figure", "sum") and (each := per_each(query)):
        return each
    if query.kind in ("sum", "average") or (terms and terms.by == "单位" and _together(query)):
        return Total(of=terms or Alike(query=query), mean=query.kind == "average")
    if terms and terms.by in ("口径", "阶段"):
        return Apart(of=terms, rate=query.kind == "percent")
    if terms and terms.by == "年度" and query.kind != "rank":
        return Trend(of=terms)
    if terms or query.kind == "rank":
        place = patterns()["order"]["place"].search(query.text)
        return Order(
            of=terms or Alike(query=query),
            lowest=query.lowest,
            place=_PLACES.index(place[1] or place[2]) if place else 0,
            top=query.top,
            apart=asks_apart(query),
            share=bool(re.search(cues()["asked"]["part"], query.text)),
        )
    if query.kind == "share" and not re.search(cues()["asked"]["carried_out"], query.text):
        part, whole = part_and_whole(query)
        return Share(part=Leaf(name="", query=part), whole=Leaf(name="", query=whole) if whole else None)
    compared = query.base_year is not None and query.kind in ("figure", "count")
    if query.kind in ("change", "percent", "share") or compared:
        return Change(query=query, rate=query.kind in ("percent", "share"))
    return None


def compares(plan: Plan | None, query: Query) -> bool:
    """Whether a plan holds several named figures against each other or adds them up: no one printed figure answers that."""
    match plan:
        case Total(of=Each()) | Order(of=Each()) | Beyond(of=Each()) | Trend() | Apart():
            return True
        case Change():
            return query.kind in ("figure", "count")
    return False


def of_items(plan: Plan) -> bool:
    """Whether a plan holds several named things of one body against each other."""
    return isinstance(plan, Order) and isinstance(plan.of, Each) and plan.of.by == "项目"


def plain_query(query: Query) -> Query:
    """The same question asking for the figures themselves."""
    measure = query.measure if query.measure not in (Measure.CHANGE.value, Measure.RATE.value) else None
    counts = query.counted is not None or query.kind == "count"
    return replace(query, kind="count" if counts else "figure", measure=measure)


def asks_apart(query: Query) -> bool:
    """Whether what lies between two is asked for, not only which is more."""
    said = patterns()["apart"]
    return bool(said["how_far"].search(query.text) or (query.kind != "rank" and said["compares"].search(query.text)))


def both_stages(query: Query) -> bool:
    """Whether a budget and the accounts are asked for in one breath."""
    return "决算" in query.stages and bool({"预算", "年初预算"} & set(query.stages))


def _against(query: Query) -> str:
    """Which budget the accounts are held against: named beside them, or as what is compared with; "" where none is."""
    if both_stages(query):
        return "预算"
    return BUDGETS.get(query.base or "", "") if set(query.stages) <= {"决算"} else ""


def asks_execution(query: Query) -> bool:
    """Whether the share asked for is that of the budget which was spent."""
    return re.search(cues()["asked"]["execution"], query.text) is not None


def _together(query: Query) -> bool:
    said = patterns()["sum"]
    return bool(said["together"].search(query.words)) and not said["each"].search(query.words)


def _named(query: Query, shelf: Shelf) -> Each | None:
    """The figures that a question names one by one; None where it names one, or only what they stand under."""
    plain = plain_query(query)
    if query.kind in ("sum", "average"):
        plain = replace(plain, kind="figure" if query.kind == "sum" or not query.counted else plain.kind)
    if len(query.orgs) > 1 or _one_admitted(query, shelf):
        leaves = _bodies(plain, shelf)
        twice = units_of_others(query.orgs, shelf) if query.kind in ("sum", "average") or _together(query) else ()
        return Each(by="单位", leaves=tuple(leaf for leaf in leaves if not set(leaf.query.orgs) & set(twice)))
    years = query.years
    if query.kind == "rank" and patterns()["order"]["years"].search(query.text):
        years = years or tuple(sorted({d.year for d in shelf.by_org.get(query.orgs[0], ()) if d.year}))
    if both_stages(query) and query.base_year is not None and len(years) == 1:
        years = (query.base_year, *years)  # 2022年预算比2021年决算
    if len(years) > 1:
        years = tuple(sorted(years)) if asks_apart(query) else years
        return Each(by="年度", leaves=tuple(_leaf(plain, f"{y}年", years=(y,), **_stage_of(query, y)) for y in years))
    if query.kind == "sum":
        row = side_by_side(query)
        grand = frozenset(cues()["grand"]["totals"])  # the names of totals of everything leave all items in
        return _items(replace(plain, base=None), row, around(query, row), grand) if row else None
    if query.kind in ("change", "percent", "rank"):
        if len(set(query.scopes)) > 1:
            return Each(by="口径", leaves=tuple(_leaf(plain, s, scopes=(s,)) for s in ("部门", "单位")))
        if (against := _against(query)) and not asks_execution(query):
            return Each(by="阶段", leaves=tuple(_leaf(plain, s, stages=(s,)) for s in ("决算", against)))
    items = _held_apart(query)
    return _items(replace(plain, kind="figure", base=None), *items) if items else None


def _one_admitted(query: Query, shelf: Shelf) -> bool:
    """Whether bodies are asked about, and a filter leaves one of the library's: it was not named by the question."""
    named = any(slot == "单位" for slot, _, _ in query.understood)
    filtered = len(query.orgs) == 1 and not named and len(shelf.documents) > 1
    return query.kind == "rank" and filtered and bool(patterns()["class"]["bodies"].search(query.text))


def _leaf(query: Query, name: str, **slots: object) -> Leaf:
    return Leaf(name=name, query=replace(query, **slots))  # type: ignore[arg-type]


def _items(query: Query, row: Sequence[Chunk], beside: Sequence[Chunk], idle: frozenset[str] = frozenset()) -> Each:
    """The question after each of several things, with what stands around them; ``idle`` are notions that say nothing there."""
    kept = tuple(c for c in beside if not all(weak(p) or idle & set(p.concepts) for p in c.pieces))
    return Each(by="项目", leaves=tuple(_leaf(query, c.text, chunks=(*kept, c)) for c in row))


def _held_apart(query: Query) -> tuple[tuple[Chunk, ...], tuple[Chunk, ...]] | None:
    """Two things of one body that are held against each other, and what stands around them: 甲队和乙站谁的收入多, 甲比乙多几个."""
    if query.kind not in ("change", "percent", "rank", "figure", "count"):
        return None
    if re.search(cues()["asked"]["against"], query.text):
        row = side_by_side(query)
        if len(row) == 2 and not any(weak(p) for c in row for p in c.pieces[:1]):
            return row, around(query, row)
    said = patterns()["apart"]
    between = said["against"].search(query.text)
    if between is None or not said["asks"].search(query.text, between.end()) or query.base or query.base_year:
        return None
    left, right = _sides(query, between.start())
    return ((left[-1], right[0]), left[:-1]) if left and right else None


def _sides(query: Query, at: int) -> tuple[tuple[Chunk, ...], tuple[Chunk, ...]]:
    """The chunks before and behind a place of the question."""
    left: list[Chunk] = []
    right: list[Chunk] = []
    cursor = 0
    for chunk in query.chunks:
        place = query.text.find(chunk.text, cursor)
        if place < 0:
            return (), ()
        cursor = place + len(chunk.text)
        (left if cursor <= at else right).append(chunk)
    return tuple(left), tuple(right)


def _bodies(query: Query, shelf: Shelf) -> tuple[Leaf, ...]:
    """甲局2024年决算和乙局2023年预算: each body, with the year and stage said behind it where each has its own."""
    alone = tuple(_leaf(query, org, orgs=(org,), org_open=False) for org in query.orgs)
    if len(query.years) < 2 and len(query.stages) < 2:
        return alone
    mentions = [m for m in shelf.catalogue.find(query.text) if len(m.orgs) == 1]
    ends = [*(m.start for m in mentions[1:]), len(query.text)]
    found: list[Leaf] = []
    for mention, end in zip(mentions, ends, strict=True) if mentions else ():
        behind = query.text[mention.end : end]
        said = re.match(r"(?:的|部门|单位)*((?:19|20)\d{2})年?度?(?:部门|单位|的)*(预算|决算)?", behind)
        if said is None:
            return alone
        stages = (said[2],) if said[2] else ()
        (org,) = mention.orgs
        name = f"{org}{said[1]}年{said[2] or ''}"
        found.append(_leaf(query, name, orgs=(org,), org_open=False, years=(int(said[1]),), stages=stages))
    return tuple(found) if len(found) == len(query.orgs) else alone


def _stage_of(query: Query, year: int) -> dict[str, object]:
    """2024年决算和2025年预算: each year with the stage that is said of it, no other year, comparison or 执行数 standing between."""
    said = re.search(rf"{year}年?[^,?比与和()\d执]{{0,12}}?(预算|决算)", query.text)
    return {"stages": (said[1],)} if said and len(query.stages) > 1 else {}


def _beyond(query: Query) -> Beyond | None:
    """超过500万的项目: what stands on one side of a limit."""
    limit = limit_in(query.text, otherwise="over")
    if limit is None:
        return None
    chunks = tuple(c for c in query.chunks if not limit.digits or limit.digits not in c.text)
    asked = replace(query, chunks=chunks, counted=None, measure=Measure.AMOUNT.value if limit.money else None)
    terms: Terms = Alike(query=asked)
    if len(query.orgs) > 1:
        leaves = tuple(
            _leaf(replace(topic(asked), kind="figure"), org, orgs=(org,), org_open=False) for org in query.orgs
        )
        terms = Each(by="单位", leaves=leaves)
    return Beyond(
        of=terms,
        limit=limit.amount,
        relation=limit.relation,
        said=limit.said,
        counts=bool(re.search("几|多少", query.text)),
    )
