"""Deciding questions over several figures: bodies, years, items – comparing, ranking, summing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.model import Figure
from qa import arithmetic as compute
from qa.answer import kinds
from qa.answer.lookup import read
from qa.answer.match import weak
from qa.answer.outcome import Found, Missing, Outcome, Unclear
from qa.answer.phrase import amount, direction_word, thing, title
from qa.answer.rows import row_name
from qa.answer.shelf import Shelf
from qa.model import Chunk, Computed, Query, Value
from qa.plan import changes
from qa.plan.execution import asks_execution
from qa.plan.ranks import children, number_of
from qa.plan.readings import comparable, in_wished, plain_query, single
from qa.plan.sums import averaged, summed
from qa.question.coordination import around, side_by_side
from qa.question.slots import cues


def compares(query: Query) -> bool:
    """Whether the question is over several bodies or several years (or both stages of one year)."""
    if query.kind in ("reason", "duty", "definition", "list", "source"):
        return False
    if len(query.orgs) > 1 or len(query.years) > 1 or _side_by_side(query):
        return True
    both = (_both_stages(query) and not asks_execution(query)) or len(set(query.scopes)) > 1
    return (both and query.kind in ("change", "percent", "rank")) or bool(
        query.base_year and query.kind in ("figure", "count")
    )


def _both_stages(query: Query) -> bool:
    return "决算" in query.stages and bool({"预算", "年初预算"} & set(query.stages))


def compared(query: Query, shelf: Shelf) -> Outcome:
    """Figures of several bodies or years side by side, with what was asked of them."""
    if query.kind == "average":
        return averaged(query, shelf)
    if query.kind == "sum" or (len(query.orgs) > 1 and _together(query)):
        return summed(query, shelf)
    if len(query.orgs) > 1:
        return _over_orgs(query, shelf)
    if len(query.years) > 1:
        return _over_years(query, shelf)
    if row := _side_by_side(query):
        return _over_items(query, shelf, row)
    if len(set(query.scopes)) > 1:
        return _over_scopes(query, shelf)
    if _both_stages(query):
        return _over_stages(query, shelf)
    return changes.change(query, shelf) if query.kind in ("figure", "change") else changes.percent(query, shelf)


def _together(query: Query) -> bool:
    return bool(re.search("一共|总共|共|合计|总额|加起来", query.words)) and not re.search(
        "谁|哪|最|比|分别", query.words
    )


def _over_orgs(query: Query, shelf: Shelf) -> Outcome:
    asked = plain_query(query)
    slots = _own_slots(query, shelf) or {org: {"orgs": (org,), "org_open": False} for org in query.orgs}
    figures = comparable(asked, shelf, slots)
    if not figures:
        outcomes = [kinds.figure(replace(asked, orgs=(org,), org_open=False), shelf) for org in query.orgs]
        # One body's figure alone answers no comparison.
        unsaid = next((o for o in outcomes if isinstance(o, Missing)), kinds.not_found(asked, shelf))
        return next((o for o in outcomes if isinstance(o, Unclear)), unsaid)
    lacking = [name for name in slots if name not in figures]
    return _ordered(query, figures, lacking, among="单位")


def _own_slots(query: Query, shelf: Shelf) -> dict[str, dict[str, object]]:
    """甲局2024年决算和乙局2023年预算: each body with the year and stage said behind it; {} where they are said of all."""
    if len(query.years) < 2 and len(query.stages) < 2:
        return {}
    mentions = [m for m in shelf.catalogue.find(query.text) if len(m.orgs) == 1]
    if not mentions:
        return {}
    ends = [*(m.start for m in mentions[1:]), len(query.text)]
    found: dict[str, dict[str, object]] = {}
    for mention, end in zip(mentions, ends, strict=True):
        said = re.match(
            r"(?:的|部门|单位)*((?:19|20)\d{2})年?度?(?:部门|单位|的)*(预算|决算)?", query.text[mention.end : end]
        )
        if said is None:
            return {}
        (org,) = mention.orgs
        name = f"{org}{said[1]}年{said[2] or ''}"
        found[name] = {
            "orgs": (org,),
            "org_open": False,
            "years": (int(said[1]),),
            "stages": (said[2],) * bool(said[2]),
        }
    return found if len(found) == len(query.orgs) else {}


def _over_years(query: Query, shelf: Shelf) -> Outcome:
    asked = plain_query(query)
    slots = {f"{y}年": {"years": (y,), **_stages_of(query, y)} for y in query.years}
    found = comparable(asked, shelf, slots)
    lacking = [year for year in slots if year not in found]
    if not found:
        return kinds.not_found(asked, shelf) if read(asked, shelf) == {} else kinds.figure(asked, shelf)
    if query.kind == "rank" or len(found) < 2:
        return _ordered(query, found, lacking, among="年度")
    return _trend(query, found, lacking)


def _side_by_side(query: Query) -> tuple[Chunk, ...]:
    """Two things or units of one body that are held against each other: 执法支队和推广站谁的收入多."""
    if query.kind not in ("change", "percent", "rank", "figure") or not re.search(
        cues()["asked"]["against"], query.text
    ):
        return ()
    row = side_by_side(query)
    return row if len(row) == 2 and not any(weak(p) for c in row for p in c.pieces[:1]) else ()


def _over_items(query: Query, shelf: Shelf, row: Sequence[Chunk]) -> Outcome:
    asked = replace(plain_query(query), kind="figure", base=None)
    beside = tuple(c for c in around(query, row) if not all(weak(p) for p in c.pieces))
    found = {c.text: r.figure for c in row if (r := single(asked, shelf, chunks=(*beside, c)))}
    if len(found) < len(row):
        return kinds.not_found(asked, shelf)
    return _ordered(query, found, [], among="项目")


def _stages_of(query: Query, year: int) -> dict[str, object]:
    """2024年决算和2025年预算: each year with the stage that is said of it."""
    said = re.search(rf"{year}年?度?(?:部门|单位)?(预算|决算)", query.text)
    return {"stages": (said.group(1),)} if said and len(query.stages) > 1 else {}


def _over_scopes(query: Query, shelf: Shelf) -> Outcome:
    found = {scope: r.figure for scope in ("部门", "单位") if (r := single(plain_query(query), shelf, scopes=(scope,)))}
    return _pair(query, shelf, found)


def _over_stages(query: Query, shelf: Shelf) -> Outcome:
    found = {stage: r.figure for stage in ("决算", "预算") if (r := single(plain_query(query), shelf, stages=(stage,)))}
    return _pair(query, shelf, found)


def _pair(query: Query, shelf: Shelf, found: dict[str, Figure]) -> Outcome:
    """Two figures and what lies between them."""
    if len(found) < 2:
        return kinds.not_found(plain_query(query), shelf)
    (first, a), (second, b) = tuple(found.items())[:2]
    moved = compute.gap(a, b)
    worked = compute.spread(a, b) if query.kind == "percent" else (moved[0] if moved else None)
    if moved is None or worked is None:
        return kinds.not_found(plain_query(query), shelf)
    sign = moved[1]
    worked = in_wished(worked, query)
    verb = {-1: "少", 0: "持平，相差", 1: "多"}[sign]
    return Found(
        text=f"{a.org}{a.year or ''}年{thing(a)}{first}为{amount(a)}，{second}为{amount(b)}，{first}比{second}{verb}{worked.amount}{worked.unit}。",
        value=Value(amount=worked.amount, unit=worked.unit),
        figures=(a, b),
        computed=worked,
    )


def _comparable(figures: Sequence[Figure]) -> bool:
    return compute.common_unit(figures) is not None


def _ordered(query: Query, found: dict[str, Figure], lacking: Sequence[str], *, among: str) -> Outcome:
    """Figures in order of size; the headline is the first one asked for, or the difference between two."""
    figures = list(found.items())
    if not _comparable([f for _, f in figures]):
        return Missing(slot="unit", text="各单位的数字单位不一致，无法比较。")
    largest = sorted(figures, key=lambda item: number_of(item[1]), reverse=not query.lowest)
    listed = "，".join(f"{name}{amount(f)}" for name, f in largest)
    what = thing(replace(figures[0][1], parents=()) if among == "项目" else figures[0][1])
    tail = f"（{'、'.join(lacking)}没有可比数字，未计入）" if lacking else ""
    year = "、".join(f"{y}年" for y in query.years) if among == "单位" else ""
    between = (
        query.kind in ("change", "percent", "figure", "count", "rank", "yesno")
        and len(figures) == 2
        and _asks_difference(query)
    )
    held_against = _asks_difference(query) or re.search(cues()["asked"]["against"], query.text)
    if len(figures) < 2 and lacking and held_against:
        name, only = figures[0]
        return Missing(slot="item", text=f"{'、'.join(lacking)}没有可比的数字，无法比较；{name}为{amount(only)}。")
    if between:
        (first, a), (second, b) = largest
        moved = compute.gap(a, b)
        if moved:
            worked = in_wished(moved[0], query)
            return Found(
                text=f"{year}{what}：{listed}。{first}比{second}{'多' if not query.lowest else '少'}{worked.amount}{worked.unit}。",
                value=Value(amount=worked.amount, unit=worked.unit),
                figures=(a, b),
                computed=worked,
            )
    name, best = largest[0]
    word = "最少" if query.lowest else "最多"
    equal = "、".join(n for n, f in largest if number_of(f) == number_of(best))
    lead = (
        f"{year}{what}{word}的是{equal}{'（并列）' if equal != name else ''}，为{amount(best)}。"
        if len(largest) > 1
        else ""
    )
    return Found(
        text=f"{lead}依次为：{listed}{tail}。",
        value=kinds.value_of(best),
        figures=tuple(f for _, f in largest),
        parts=tuple(f for _, f in largest),
    )


def _asks_difference(query: Query) -> bool:
    if re.search(r"(高|多|低|少|差|增加|减少|增长|下降|上升|涨|降)(出|了)?(多少|几)|相差|差几", query.text):
        return True
    return bool(re.search(r"差|比.*(多|少|高|低)", query.text)) and query.kind != "rank"


def _trend(query: Query, found: dict[str, Figure], lacking: Sequence[str]) -> Outcome:
    """The years in order, and how the last stands to the first."""
    figures = list(found.values())
    listed = "，".join(f"{name}{amount(f)}" for name, f in found.items())
    first, last = figures[0], figures[-1]
    moved = compute.gap(last, first)
    tail = f"（{'、'.join(lacking)}没有可比数字）" if lacking else ""
    text = f"{last.org}{thing(last)}：{listed}{tail}。"
    value = kinds.value_of(last)
    computed: Computed | None = None
    if moved:
        change, sign = moved
        names = list(found)
        text += (
            f"{names[-1]}与{names[0]}持平，无增减变化。"
            if not sign
            else f"{names[-1]}比{names[0]}{direction_word(sign)}{change.amount}{change.unit}。"
        )
        rate = compute.spread(last, first)
        if query.kind == "percent" and rate:
            computed = rate
            text += f"{direction_word(sign, rate=True)}{computed.amount}%。"
        elif _asks_difference(query) and (len(found) == 2 or query.kind == "change") and "怎么" not in query.text:
            computed = change
        if computed:
            value = Value(amount=computed.amount, unit=computed.unit)
    return Found(text=text, value=value, figures=(last, *figures[:-1]), parts=tuple(figures), computed=computed)


def ranked(query: Query, shelf: Shelf) -> Outcome:
    """Which is largest: over bodies, over years, or over the rows that stand under what is named."""
    if len(query.orgs) > 1:
        return _over_orgs(query, shelf)
    if len(query.years) > 1 or re.search(r"哪一?年", query.text):
        org = query.orgs[0]
        years = query.years or tuple(sorted({d.year for d in shelf.by_org.get(org, ()) if d.year}))
        return _over_years(replace(query, years=years), shelf)
    rows = children(query, shelf)
    if not rows:
        return kinds.not_found(replace(plain_query(query), kind="rank"), shelf)
    rows.sort(key=number_of, reverse=not query.lowest)
    place = re.search(r"第([一二三四五])(?:大|多|高|名|位)|排(?:在|名)?第([一二三四五])", query.text)
    if place:
        rows = rows["一二三四五".index(place.group(1) or place.group(2)) :]
    if not rows:
        return kinds.not_found(replace(plain_query(query), kind="rank"), shelf)
    top = rows[: 1 if place else query.top or 1]
    listed = "，".join(f"“{row_name(f)}”{amount(f)}" for f in rows[: max(query.top or 1, 3)])
    info = shelf.named(top[0].document)
    where = f"{info.org}{title(info)}" if info else ""
    word = place.group().removeprefix("排") if place else ("最小" if query.lowest else "最大")
    return Found(
        text=f"{where}中{word}的是“{row_name(top[0])}”，为{amount(top[0])}。依次为：{listed}。",
        value=kinds.value_of(top[0]),
        figures=tuple(top),
        parts=tuple(rows[: max(query.top or 1, 5)]),
    )
