"""Deciding questions over several figures: bodies, years, items – comparing, ranking, summing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from index.model import Figure, Measure
from qa.answer import compute, kinds
from qa.answer.facets import Facets
from qa.answer.lookup import candidates
from qa.answer.outcome import Found, Missing, Outcome, Reading
from qa.answer.phrase import amount, direction_word, thing, title
from qa.answer.purchases import purchases
from qa.answer.shelf import Shelf
from qa.model import Chunk, Computed, Piece, Query, Value

_LIST_END = re.compile(r"合计|总计|小计")


def compares(query: Query) -> bool:
    """Whether the question is over several bodies or several years (or both stages of one year)."""
    if query.kind in ("reason", "duty", "definition", "list", "source"):
        return False
    if len(query.orgs) > 1 or len(query.years) > 1:
        return True
    both = {"预算", "决算"} <= set(query.stages) or len(set(query.scopes)) > 1
    return (both and query.kind in ("change", "percent", "rank")) or bool(
        query.base_year and query.kind in ("figure", "count")
    )


def compared(query: Query, shelf: Shelf) -> Outcome:
    """Figures of several bodies or years side by side, with what was asked of them."""
    if query.kind == "sum":
        return summed(query, shelf)
    if len(query.orgs) > 1:
        return _over_orgs(query, shelf)
    if len(query.years) > 1:
        return _over_years(query, shelf)
    if len(set(query.scopes)) > 1:
        return _over_scopes(query, shelf)
    if {"预算", "决算"} <= set(query.stages):
        return _over_stages(query, shelf)
    return kinds.change(query, shelf) if query.kind in ("figure", "change") else kinds.percent(query, shelf)


def _single(query: Query, shelf: Shelf, **slots: object) -> Reading | None:
    """The one reading for narrowed slots; None where there is none or it stays open."""
    narrowed = replace(query, **slots)  # type: ignore[arg-type]
    held = kinds.read(narrowed, shelf)
    settled = kinds.settle(narrowed, held) if held else None
    return settled if isinstance(settled, Reading) and settled.figure.value is not None else None


def _plain(query: Query) -> Query:
    """The same question asking for the figures themselves."""
    measure = query.measure if query.measure not in (Measure.CHANGE.value, Measure.RATE.value) else None
    counts = query.counted is not None or query.kind == "count"
    return replace(query, kind="count" if counts else "figure", measure=measure)


def _over_orgs(query: Query, shelf: Shelf) -> Outcome:
    asked = _plain(query)
    held = {org: r for org in query.orgs if (r := _single(asked, shelf, orgs=(org,), org_open=False))}
    if not held:
        outcomes = [kinds.figure(replace(asked, orgs=(org,), org_open=False), shelf) for org in query.orgs]
        return next((o for o in outcomes if not isinstance(o, Missing)), outcomes[0])
    figures = {org: r.figure for org, r in held.items()}
    lacking = [org for org in query.orgs if org not in held]
    return _ordered(query, figures, lacking, among="单位")


def _over_years(query: Query, shelf: Shelf) -> Outcome:
    asked = _plain(query)
    found: dict[str, Figure] = {}
    lacking: list[str] = []
    for year in query.years:
        reading = _single(asked, shelf, years=(year,), stages=_stages_of(query, year))
        if reading:
            found[f"{year}年"] = reading.figure
        else:
            lacking.append(f"{year}年")
    if not found:
        return kinds.not_found(asked, shelf) if kinds.read(asked, shelf) == {} else kinds.figure(asked, shelf)
    if query.kind == "rank" or len(found) < 2:
        return _ordered(query, found, lacking, among="年度")
    return _trend(query, found, lacking)


def _stages_of(query: Query, year: int) -> tuple[str, ...]:
    """2024年决算和2025年预算: each year with the stage that is said of it."""
    said = re.search(rf"{year}年?度?(?:部门|单位)?(预算|决算)", query.text)
    return (said.group(1),) if said and len(query.stages) > 1 else query.stages


def _over_scopes(query: Query, shelf: Shelf) -> Outcome:
    found = {scope: r.figure for scope in ("部门", "单位") if (r := _single(_plain(query), shelf, scopes=(scope,)))}
    return _pair(query, shelf, found)


def _over_stages(query: Query, shelf: Shelf) -> Outcome:
    found = {stage: r.figure for stage in ("决算", "预算") if (r := _single(_plain(query), shelf, stages=(stage,)))}
    return _pair(query, shelf, found)


def _pair(query: Query, shelf: Shelf, found: dict[str, Figure]) -> Outcome:
    """Two figures and what lies between them."""
    if len(found) < 2:
        return kinds.not_found(_plain(query), shelf)
    (first, a), (second, b) = tuple(found.items())[:2]
    moved = compute.difference(a, b)
    worked = compute.rate(a, b) if query.kind == "percent" else moved
    if moved is None or worked is None:
        return kinds.not_found(_plain(query), shelf)
    sign = _sign(moved)
    worked = _in_wished(replace(worked, amount=worked.amount.removeprefix("-")), query)
    verb = {-1: "少", 0: "持平，相差", 1: "多"}[sign]
    return Found(
        text=f"{a.org}{a.year or ''}年{thing(a)}{first}为{amount(a)}，{second}为{amount(b)}，{first}比{second}{verb}{worked.amount}{worked.unit}（{'增加' if sign > 0 else '减少' if sign < 0 else '持平'}）。",
        value=Value(amount=worked.amount, unit=worked.unit),
        figures=(a, b),
        computed=worked,
    )


def _in_wished(worked: Computed, query: Query) -> Computed:
    """A worked-out amount in the unit that the question wishes."""
    scale = {"元": 1, "千元": 1000, "万元": 10000, "亿元": 100000000}
    if not query.money or worked.unit not in scale or query.money == worked.unit:
        return worked
    value = Decimal(worked.amount) * scale[worked.unit] / scale[query.money]
    return replace(worked, amount=compute.plain(compute.half_up(value)), unit=query.money)


def _sign(moved: Computed) -> int:
    if not moved.amount.strip("-0."):
        return 0
    return -1 if moved.amount.startswith("-") else 1


def _comparable(figures: Sequence[Figure]) -> bool:
    return compute.common_unit(figures) is not None


def _number(figure: Figure) -> Decimal:
    value = figure.yuan if figure.yuan is not None else figure.value
    assert value is not None
    return value


def _ordered(query: Query, found: dict[str, Figure], lacking: Sequence[str], *, among: str) -> Outcome:
    """Figures in order of size; the headline is the first one asked for, or the difference between two."""
    figures = list(found.items())
    if not _comparable([f for _, f in figures]):
        return Missing(slot="unit", text="各单位的数字单位不一致，无法比较。")
    largest = sorted(figures, key=lambda item: _number(item[1]), reverse=not query.lowest)
    listed = "，".join(f"{name}{amount(f)}" for name, f in largest)
    what = thing(figures[0][1])
    tail = f"（{'、'.join(lacking)}没有可比数字，未计入）" if lacking else ""
    year = "、".join(f"{y}年" for y in query.years) if among == "单位" else ""
    between = query.kind in ("change", "percent", "figure", "count") and len(figures) == 2 and _asks_difference(query)
    if between:
        (first, a), (second, b) = largest
        moved = compute.difference(a, b) if not query.lowest else compute.difference(b, a)
        if moved:
            worked = _in_wished(replace(moved, amount=moved.amount.removeprefix("-")), query)
            return Found(
                text=f"{year}{what}：{listed}。{first}比{second}{'多' if not query.lowest else '少'}{worked.amount}{worked.unit}。",
                value=Value(amount=worked.amount, unit=worked.unit),
                figures=(a, b),
                computed=worked,
            )
    name, best = largest[0]
    word = "最少" if query.lowest else "最多"
    lead = f"{year}{what}{word}的是{name}，为{amount(best)}。" if len(largest) > 1 else ""
    return Found(
        text=f"{lead}依次为：{listed}{tail}。",
        value=kinds.value_of(best),
        figures=tuple(f for _, f in largest),
        parts=tuple(f for _, f in largest),
    )


def _asks_difference(query: Query) -> bool:
    return bool(re.search(r"差|多多少|少多少|比.*(多|少|高|低)|相差", query.text)) and query.kind != "rank"


def _trend(query: Query, found: dict[str, Figure], lacking: Sequence[str]) -> Outcome:
    """The years in order, and how the last stands to the first."""
    figures = list(found.values())
    listed = "，".join(f"{name}{amount(f)}" for name, f in found.items())
    first, last = figures[0], figures[-1]
    moved = compute.difference(last, first)
    tail = f"（{'、'.join(lacking)}没有可比数字）" if lacking else ""
    text = f"{last.org}{thing(last)}：{listed}{tail}。"
    value = kinds.value_of(last)
    computed: Computed | None = None
    if moved:
        sign = _sign(moved)
        names = list(found)
        change = replace(moved, amount=moved.amount.removeprefix("-"))
        text += (
            f"{names[-1]}与{names[0]}持平，无增减变化。"
            if not sign
            else f"{names[-1]}比{names[0]}{direction_word(sign)}{change.amount}{change.unit}。"
        )
        rate = compute.rate(last, first)
        if query.kind == "percent" and rate:
            computed = replace(rate, amount=rate.amount.removeprefix("-"))
            text += f"{direction_word(sign)}{computed.amount}%。"
        elif _asks_difference(query) and len(found) == 2:
            computed = change
        if computed:
            value = Value(amount=computed.amount, unit=computed.unit)
    return Found(text=text, value=value, figures=(last, *figures[:-1]), parts=tuple(figures), computed=computed)


def summed(query: Query, shelf: Shelf) -> Outcome:
    """Sums over bodies, years, items named, or all rows of one name."""
    asked = replace(_plain(query), kind="figure")
    if len(query.orgs) > 1:
        named = {org: r.figure for org in query.orgs if (r := _single(asked, shelf, orgs=(org,), org_open=False))}
        return _total(query, shelf, named, [o for o in query.orgs if o not in named])
    if len(query.years) > 1:
        named = {f"{y}年": r.figure for y in query.years if (r := _single(asked, shelf, years=(y,)))}
        return _total(query, shelf, named, [f"{y}年" for y in query.years if f"{y}年" not in named])
    rows = _rows(asked, shelf) or purchases(asked, shelf)
    if len(rows) > 1:
        return _total(query, shelf, {f"{thing(f)}{n}": f for n, f in enumerate(rows)}, [])
    items = _items(query)
    if len(items) > 1:
        whole = kinds.figure(asked, shelf)
        if isinstance(whole, Found) and whole.value:
            return whole
        named = {
            p.text: r.figure for p in items if (r := _single(asked, shelf, chunks=(Chunk(text=p.text, pieces=(p,)),)))
        }
        if len(named) == len(items):
            return _total(query, shelf, named, [])
    return kinds.figure(asked, shelf)


def _items(query: Query) -> tuple[Piece, ...]:
    """The notions that a sum is over: 水费电费合计."""
    return tuple(p for c in query.chunks for p in c.pieces if p.concepts)


def _rows(query: Query, shelf: Shelf) -> list[Figure]:
    """Every row of one table that the question's words name equally well."""
    found = [
        c
        for c in candidates(query, shelf, query.orgs[0])
        if c.match.complete and c.figure.value is not None and c.figure.source.table is not None
    ]
    if not found:
        return []
    top = found[0]
    return [
        c.figure
        for c in found
        if c.figure.source.table == top.figure.source.table
        and c.info.id == top.info.id
        and c.match.own >= top.match.own - 0.02
        and c.match.aspect == top.match.aspect
        and c.figure.aspect == top.figure.aspect
        and not _LIST_END.search(c.figure.label)
    ]


def _total(query: Query, shelf: Shelf, named: dict[str, Figure], lacking: Sequence[str]) -> Outcome:
    worked = compute.total(tuple(named.values())) if named else None
    if worked is None:
        return kinds.not_found(_plain(query), shelf)
    worked = _in_wished(worked, query)
    parts = "，".join(
        f"{re.sub(r'[0-9]+$', '', name) if name.endswith(tuple('0123456789')) else name}{amount(f)}"
        for name, f in named.items()
    )
    tail = f"（{'、'.join(lacking)}没有可比数字，未计入）" if lacking else ""
    return Found(
        text=f"{parts}，合计{worked.amount}{worked.unit}{tail}。",
        value=Value(amount=worked.amount, unit=worked.unit),
        figures=tuple(named.values()),
        parts=tuple(named.values()),
        computed=worked,
        warnings=(f"{len(named) + len(lacking)}项中{len(named)}项有数。",) if lacking else (),
    )


def averaged(query: Query, shelf: Shelf) -> Outcome:
    """The mean over bodies or years."""
    outcome = summed(query, shelf)
    if not isinstance(outcome, Found) or len(outcome.parts) < 2:
        return outcome
    worked = compute.mean(outcome.parts)
    if worked is None:
        return outcome
    return replace(
        outcome,
        text=f"{outcome.text}平均{worked.amount}{worked.unit}。",
        value=Value(amount=worked.amount, unit=worked.unit),
        computed=worked,
    )


def ranked(query: Query, shelf: Shelf) -> Outcome:
    """Which is largest: over bodies, over years, or over the rows that stand under what is named."""
    if len(query.orgs) > 1:
        return _over_orgs(query, shelf)
    if len(query.years) > 1 or re.search(r"哪一?年", query.text):
        org = query.orgs[0]
        years = query.years or tuple(sorted({d.year for d in shelf.by_org.get(org, ()) if d.year}))
        return _over_years(replace(query, years=years), shelf)
    rows = _children(query, shelf)
    if not rows:
        return kinds.not_found(replace(_plain(query), kind="rank"), shelf)
    rows.sort(key=_number, reverse=not query.lowest)
    top = rows[: query.top or 1]
    listed = "，".join(f"“{_row_name(f)}”{amount(f)}" for f in rows[: max(query.top or 1, 3)])
    info = shelf.named(top[0].document)
    where = f"{info.org}{title(info)}" if info else ""
    word = "最小" if query.lowest else "最大"
    return Found(
        text=f"{where}中{word}的是“{_row_name(top[0])}”，为{amount(top[0])}。依次为：{listed}。",
        value=kinds.value_of(top[0]),
        figures=tuple(top),
        parts=tuple(rows[: max(query.top or 1, 5)]),
    )


def _row_name(figure: Figure) -> str:
    """A row's name with the project it belongs to, where that is another word."""
    above = [p for p in figure.parents if p not in figure.label and not _LIST_END.search(p)]
    return (
        f"{above[-1]}·{figure.label}" if above and figure.table_kind and "采购" in figure.table_kind else figure.label
    )


def _children(query: Query, shelf: Shelf) -> list[Figure]:
    """Rows of the table that the words name, of one level, totals left out."""
    best: list[Figure] = []
    for info in shelf.select(query.orgs[0], years=query.years, stages=query.stages, scopes=query.scopes):
        groups: dict[tuple[int, str, int], list[Facets]] = {}
        for facets in shelf.facets(info.id):
            figure = facets.figure
            if (
                figure.source.table is None
                or figure.value is None
                or figure.measure != Measure.AMOUNT
                or _LIST_END.search(figure.label)
            ):
                continue
            if _under(query, facets):
                depth = len(figure.code or "")
                groups.setdefault((figure.source.table, figure.aspect, depth), []).append(facets)
        for (_, aspect, _depth), rows in sorted(groups.items(), key=lambda g: (bool(g[0][1]), g[0][0])):
            named = [f for f in rows if not any(c.text == f.label for c in query.chunks)]
            if len(named) >= 2 and (not best or (not aspect and len(named) > len(best))):
                best = [f.figure for f in named]
        if best:
            return best
    return best


def _under(query: Query, facets: Facets) -> bool:
    """Whether everything that the question names stands above or around a row."""
    for chunk in query.chunks:
        for piece in chunk.pieces:
            known = set(piece.concepts) & facets.wholes
            if not known and piece.text not in facets.around and not any(piece.text in words for words in facets.above):
                return False
    return True


def above(query: Query, shelf: Shelf) -> Outcome:
    """超过500万的项目: rows beyond a limit."""
    limit = re.search(r"(\d+(?:\.\d+)?)(亿|万|千)?", re.sub(r"(19|20)\d{2}年?", "", query.text))
    if not limit:
        return kinds.figure(query, shelf)
    scale = {"亿": 100000000, "万": 10000, "千": 1000, None: 1}[limit.group(2)]
    bound = Decimal(limit.group(1)) * scale
    topic = tuple(c for c in query.chunks if limit.group(1) not in c.text)
    rows = _children(replace(query, chunks=topic), shelf)
    less = bool(re.search(r"低于|小于|少于|不超过|以下", query.text))
    kept = [f for f in rows if f.yuan is not None and ((f.yuan < bound) if less else (f.yuan > bound))]
    if not rows:
        return kinds.not_found(query, shelf)
    kept.sort(key=_number, reverse=True)
    if not kept:
        return Found(text=f"没有{'低于' if less else '超过'}{limit.group(0)}元的项目。")
    listed = "；".join(f"{_row_name(f)}{amount(f)}" for f in kept[:20])
    return Found(text=f"共{len(kept)}项：{listed}。", figures=tuple(kept[:20]), parts=tuple(kept[:20]))
