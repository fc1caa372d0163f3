"""Tables to figures: what each cell says, of what, and where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.figures.columns import COMPARED, View, flow_of, panels, views
from index.figures.described import described
from index.figures.drafted import as_of
from index.figures.empty import is_denied, is_empty, note_of, note_span, totals
from index.figures.incell import inside, target
from index.figures.kinds import kind_of
from index.figures.printed import Printed, rate_of, read_cell
from index.figures.rows import Named, named
from index.figures.subjects import Place, Subject, by_column, by_row, items_in_columns, labels_for, parts_of_total
from index.figures.units import COUNTED, MEASURES, MONEY, unit_for
from index.language.fold import label_key
from index.model import Cell, Document, Figure, Measure, Source, Span, State, Table
from index.parsing.tables.words import squeeze
from index.vocabulary import Unit, Vocabulary, load

_QUOTE = 240
_GRAND = ("合计", "总计")


def figures_from_tables(document: Document) -> tuple[Figure, ...]:
    """Every figure of every table, blank cells included; the ids are given later."""
    vocabulary = load()
    return tuple(f for index in range(len(document.tables)) for f in _table(document, index, vocabulary))


def _table(document: Document, index: int, vocabulary: Vocabulary) -> Iterator[Figure]:
    table = document.tables[index]
    kind = kind_of(table, document, vocabulary)
    title = label_key(table.title)
    section = document.sections[table.section].path if 0 <= table.section < len(document.sections) else ()
    place = Place(
        document=as_of(section, document),
        index=index,
        table=table,
        kind=kind,
        vocabulary=vocabulary,
        section=section,
        flow=(kind.flow if kind else None) or flow_of((title,)),
        fund=vocabulary.fund_of(title) or (kind.fund if kind else None),
        grand=any(squeeze(cell.text) in _GRAND for row in table.rows for cell in row.cells[:3]),
    )
    if is_empty(table, vocabulary):
        yield from _nothing(place)
        return
    if table.unit is None and vocabulary.is_label("contents", table.title):
        return
    columns = views(table, vocabulary)
    if is_denied(table, columns, vocabulary) and any(total for _, total in totals(place)):
        yield from _nothing(place)
    seen: set[tuple[str, str, str, str, tuple[str, ...]]] = set()
    for panel in panels(columns, kind):
        flow = next((f for v in panel if (f := flow_of(v.path[:1]))), None) if _split(panel, table) else None
        panel = described(panel, flow or place.flow, vocabulary)
        beside = [
            v
            for v in columns
            if v.role in ("label", "code") and v.index < panel[0].index and flow_of(v.path[:1]) == flow
        ]
        for view, figure in _panel(replace(place, flow=flow or place.flow), panel, beside):
            if kind is not None and kind.layout == "records" and view.role == "value":
                # A figure of an outer label is printed again beside each of its inner ones: it is one figure.
                key = (figure.label, figure.aspect, figure.amount, str(view.index), figure.parents)
                outer = view.index < max((v.index for v in panel if v.role == "label"), default=0)
                if outer and (key in seen or figure.state is State.BLANK):
                    continue
                seen.add(key)
            yield figure


def _split(panel: Sequence[View], table: Table) -> bool:
    return bool(panel) and (len(panel) < len(table.columns) or any(len(v.path) > 1 for v in panel))


def _nothing(place: Place) -> Iterator[Figure]:
    """A figure for each total says that there is nothing; the note is its quote."""
    note = note_of(place.table, place.vocabulary)
    source = Source(
        page=place.table.pages[0] if place.table.pages else None,
        section=place.section,
        span=None,
        quote=note_span(place, note),
        table=place.index,
        row="合计",
        column=None,
    )
    for flow, total in totals(place):
        label = place.vocabulary.concepts[total].name if total else place.table.title
        subject = Subject(item=total, label=label)
        yield _figure(place, subject, State.NONE if note else State.BLANK, Measure.AMOUNT, source, flow)


def _panel(place: Place, panel: Sequence[View], beside: Sequence[View]) -> Iterator[tuple[View, Figure]]:
    vocabulary = place.vocabulary
    rows = named(place.table, panel, beside, vocabulary)
    values = [v for v in panel if v.role == "value"]
    texts = [v for v in panel if v.role == "text"]
    units = [v for v in panel if v.role == "unit"]
    every = [u for row in rows for v in units if (u := _unit_cell(row, v, vocabulary))]
    mixed = place.table.unit is None or any(unit.dimension == "money" for unit in every)
    transposed = items_in_columns(place, rows, panel)
    subtotalled = any(vocabulary.is_label("subtotal", r.labels[-1][1].text) for r in rows if r.labels)
    heading = ""
    for row in rows:
        for view in (*values, *texts):
            if view.index >= len(row.row.cells) or row.row.cells[view.index].covered:
                continue
            if view.role == "text" and not row.row.cells[view.index].text.strip():
                continue
            labels = labels_for(view, row, panel, place)
            if labels is None:
                continue
            subject = by_column(place, view, row) if transposed else by_row(place, view, row, labels, subtotalled)
            if subject.item is not None:
                heading = subject.label if subject.item in parts_of_total(place) else ""
            elif heading and heading not in subject.parents:
                # 货物 | 打印机 in one column: the class goes on until another notion.
                subject = replace(subject, parents=(heading, *subject.parents))
            unit = next((u for v in units if (u := _unit_cell(row, v, vocabulary))), None)
            if unit and view.measure not in COUNTED and unit.dimension != "money" and not mixed:
                unit = None  # 台 of what is bought, beside its price
            figure = _cell(place, view, row, subject, unit)
            if figure is not None:
                yield view, figure
                yield from ((view, part) for part in inside(figure, row.row.cells[view.index].text, place.vocabulary))


def _unit_cell(row: Named, view: View, vocabulary: Vocabulary) -> Unit | None:
    return vocabulary.unit_of(row.row.cells[view.index].text) if view.index < len(row.row.cells) else None


def _cell(place: Place, view: View, row: Named, subject: Subject, counted: Unit | None) -> Figure | None:
    cell = row.row.cells[view.index]
    printed = read_cell(cell.text, place.vocabulary)
    source = _source(place, view, row, cell)
    measure = view.measure
    if measure is Measure.INDICATOR and printed.state is None:
        printed = target(cell.text, place.vocabulary) or printed
    if measure is Measure.INDICATOR and printed.unit is not None and printed.unit.dimension != "percent":
        # An indicator of 12 次 or 36,377 平方米 is a quantity like any other; 90% stays a standard.
        measure = MEASURES.get(printed.unit.dimension, Measure(printed.unit.measure))
    if view.role == "text" or printed.state is None or measure is Measure.INDICATOR:
        if printed.state is not None and not printed.is_number:
            return None
        figure = _figure(place, subject, State.VALUE, Measure.INDICATOR, source, view.flow or place.flow)
        return _with_target(figure, printed) if printed.is_number else replace(figure, amount=squeeze(cell.text))
    unit, measure = unit_for(place, view, subject, printed, counted, measure)
    if measure in MONEY and subject.item and place.vocabulary.concepts[subject.item].kind == "organisation":
        # 机关运行经费 / 行政单位: money of a kind of bodies, not the kind itself.
        subject = replace(subject, item=None)
    figure = _figure(place, subject, printed.state, measure, source, view.flow or place.flow)
    year, stage = _period(place, view, subject)
    money = unit is not None and unit.dimension == "money"
    warnings = ("单位由本文件其他数字推断",) if place.table.unit_from == "inferred" and money and not view.unit else ()
    compared = measure in COMPARED
    return replace(
        figure,
        amount=printed.amount if printed.is_number else "",
        value=printed.value,
        unit=unit.symbol if unit else None,
        yuan=printed.value * unit.factor if printed.value is not None and unit is not None and money else None,
        year=year,
        stage=stage,
        base=view.base if compared else None,
        rate=rate_of(measure, source.column or ""),
        direction=printed.direction if compared and measure is not Measure.SHARE else None,
        approximate=printed.approximate,
        warnings=warnings,
    )


def _with_target(figure: Figure, printed: Printed) -> Figure:
    symbol = printed.unit.symbol if printed.unit else None
    return replace(figure, amount=printed.amount, value=printed.value, unit=symbol, approximate=printed.approximate)


def _period(place: Place, view: View, subject: Subject) -> tuple[int | None, str | None]:
    identity = place.document.identity
    shift = subject.shift if subject.shift is not None else view.shift
    titled, stage = _titled(place)
    year, base = subject.year or view.year, titled if titled is not None else identity.year
    if year is None and base is not None:
        year = base + (shift or 0)
    return year, subject.stage or view.stage or stage or _stage(place)


def _titled(place: Place) -> tuple[int | None, str | None]:
    """The year and stage that the table's own title tells, where its one year is not the document's."""
    years = {int(year) for year in place.vocabulary.labels["year"].findall(squeeze(place.table.title))}
    if len(years) != 1 or years == {place.document.identity.year}:
        return None, None
    title = label_key(place.table.title)
    stage = (c.stage for c in place.vocabulary.stages if c.shift is None and c.words.search(title))
    return years.pop(), next(stage, None)


def _stage(place: Place) -> str | None:
    if place.document.identity.stage:
        return place.document.identity.stage
    title = label_key(place.table.title)
    return next((c.stage for c in place.vocabulary.stages if c.shift is None and c.words.search(title)), None)


def _source(place: Place, view: View, row: Named, cell: Cell) -> Source:
    span = cell.spans[0] if cell.spans else None
    names = [row.row.cells[v.index] for v, _ in row.labels if v.index in row.fresh and v.index < len(row.row.cells)]
    label = next((c.spans[0] for c in reversed(names) if c.spans), None)
    quote = span or label or place.table.title_span
    if span and label and label.start < span.start and span.end - label.start <= _QUOTE:
        quote = Span(start=label.start, end=span.end)
    words = [squeeze(row.row.cells[v.index].text) for v, _ in row.labels if v.index < len(row.row.cells)]
    return Source(
        page=cell.page if cell.page is not None else row.row.page,
        section=place.section,
        span=span,
        quote=quote,
        table=place.index,
        row="/".join(w for w in words if w) or (row.labels[-1][1].text if row.labels else ""),
        column="/".join(squeeze(level) for level in view.path),
        row_index=row.index,
        column_index=view.index,
        box=cell.box,
        confidence=cell.confidence,
    )


def _figure(place: Place, subject: Subject, state: State, measure: Measure, source: Source, flow: str | None) -> Figure:
    identity = place.document.identity
    item = place.vocabulary.concepts.get(subject.item) if subject.item else None
    year = identity.year
    return Figure(
        id="",
        document=place.document.id,
        org=identity.org,
        year=year,
        stage=_stage(place),
        scope=identity.known_scope,
        item=subject.item,
        label=re.sub(r"\s", "", subject.label),
        measure=measure,
        state=state,
        amount="",
        value=None,
        unit=None,
        yuan=None,
        source=source,
        aspect=subject.aspect,
        aspect_item=subject.aspect_item,
        parents=tuple(p for p in subject.parents if p),
        flow=flow or (item.flow if item else None),
        fund=place.vocabulary.fund_of(subject.aspect or subject.label) or place.fund,
        table_kind=place.kind.name if place.kind else None,
        code=subject.code,
    )
