"""Tables to figures: what each cell says, of what, and where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.figures.columns import View, described, flow_of, panels, views
from index.figures.kinds import kind_of, renamed, total_of
from index.figures.labels import Label, concept_key, squeeze
from index.figures.printed import Printed, read_cell
from index.figures.rows import Named, named
from index.language.fold import label_key
from index.model import Cell, Document, Figure, Measure, Source, Span, State, Table
from index.vocabulary import TableKind, Unit, Vocabulary, load

_QUOTE = 240
_NOTE_REACH = 4000
_MEASURES = {"people": Measure.PEOPLE, "visits": Measure.VISITS, "batches": Measure.BATCHES, "area": Measure.AREA}
_COUNTED = (Measure.COUNT, Measure.PEOPLE, Measure.VISITS, Measure.BATCHES, Measure.AREA)
_MONEY = (Measure.AMOUNT, Measure.CHANGE, Measure.PRICE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a cell is about, before its own content is looked at."""

    item: str | None
    label: str
    aspect: str = ""
    aspect_item: str | None = None
    parents: tuple[str, ...] = ()
    code: str | None = None
    unit: Unit | None = None
    year: int | None = None
    stage: str | None = None
    shift: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The table at hand with everything that its cells share."""

    document: Document
    index: int
    table: Table
    kind: TableKind | None
    vocabulary: Vocabulary
    section: tuple[str, ...]
    flow: str | None
    fund: str | None


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
        document=document,
        index=index,
        table=table,
        kind=kind,
        vocabulary=vocabulary,
        section=section,
        flow=(kind.flow if kind else None) or flow_of((title,)),
        fund=vocabulary.fund_of(title) or (kind.fund if kind else None),
    )
    if _is_empty(table, vocabulary):
        yield from _empty(place)
        return
    seen: set[tuple[str, str, str, str, tuple[str, ...]]] = set()
    columns = views(table, vocabulary)
    for panel in panels(columns, kind):
        flow = next((f for v in panel if (f := flow_of(v.path[:1]))), None) if _split(panel, table) else None
        panel = described(panel, flow or place.flow, vocabulary)
        beside = [v for v in columns if v.role == "label" and v.index < panel[0].index and flow_of(v.path[:1]) == flow]
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


def _is_empty(table: Table, vocabulary: Vocabulary) -> bool:
    """No cell holds anything but labels of totals, blanks and a note."""
    for row in table.rows:
        texts = [c.text for c in row.cells if c.text.strip()]
        numbers = [t for t in texts if read_cell(t, vocabulary).is_number]
        if numbers or any(not vocabulary.is_label("total", t) and not vocabulary.is_label("note", t) for t in texts):
            return False
    noted = bool(table.note) or any(
        vocabulary.is_label("note", c.text) for r in table.rows for c in r.cells if c.text.strip()
    )
    return noted or not table.rows


def _empty(place: Place) -> Iterator[Figure]:
    """One figure says that there is nothing; the note is its quote."""
    note = place.table.note or next(
        (c.text for r in place.table.rows for c in r.cells if place.vocabulary.is_label("note", c.text)), ""
    )
    start = place.table.title_span.start if place.table.title_span else 0
    at = place.document.text.find(note, start) if note else -1
    span = Span(start=at, end=at + len(note)) if 0 <= at < start + _NOTE_REACH or (at >= 0 and not start) else None
    total = total_of(place.kind, place.flow or ("支出" if place.kind and place.kind.fund else None))
    label = place.vocabulary.concepts[total].name if total else place.table.title
    source = Source(
        page=place.table.pages[0] if place.table.pages else None,
        section=place.section,
        span=None,
        quote=span or place.table.title_span,
        table=place.index,
        row="合计",
        column=None,
    )
    yield _figure(
        place, Subject(item=total, label=label), State.NONE if note else State.BLANK, Measure.AMOUNT, source, place.flow
    )


def _panel(place: Place, panel: Sequence[View], beside: Sequence[View]) -> Iterator[tuple[View, Figure]]:
    vocabulary = place.vocabulary
    rows = named(place.table, panel, beside, vocabulary)
    values = [v for v in panel if v.role == "value"]
    texts = [v for v in panel if v.role == "text"]
    units = [v for v in panel if v.role == "unit"]
    by_columns = _items_in_columns(rows, panel, vocabulary)
    subtotalled = any(vocabulary.is_label("subtotal", r.labels[-1][1].text) for r in rows if r.labels)
    for row in rows:
        for view in (*values, *texts):
            if view.index >= len(row.row.cells) or row.row.cells[view.index].covered:
                continue
            if view.role == "text" and not row.row.cells[view.index].text.strip():
                continue
            labels = _labels_for(view, row, panel, place)
            if labels is None:
                continue
            subject = _by_column(place, view, row) if by_columns else _by_row(place, view, row, labels, subtotalled)
            unit = next((u for v in units if (u := _unit_cell(row, v, vocabulary))), None)
            figure = _cell(place, view, row, subject, unit)
            if figure is not None:
                yield view, figure


def _items_in_columns(rows: Sequence[Named], panel: Sequence[View], vocabulary: Vocabulary) -> bool:
    """Whether the rows name no item: no labels at all, or only bodies, years, stages and totals."""
    labels = [(v, label) for row in rows for v, label in row.labels if v.name not in ("org", "year")]
    if not any(v.role == "value" for v in panel):
        return all(v.name == "org" for v in panel if v.role == "label")
    if not labels:
        return True
    if all(vocabulary.is_label("period", label.text) for _, label in labels):
        return True
    named_columns = sum(v.item is not None for v in panel if v.role == "value")
    return named_columns > 1 and all(vocabulary.is_label("total", label.text) for _, label in labels)


def _labels_for(view: View, row: Named, panel: Sequence[View], place: Place) -> tuple[tuple[View, Label], ...] | None:
    """The labels that a column's figures belong to; in interleaved forms those to its left, printed in this row."""
    if place.kind is None or place.kind.layout != "records":
        return row.labels
    left = tuple((v, label) for v, label in row.labels if v.index < view.index)
    if not left and row.labels:
        return row.labels
    last = max((v.index for v in panel if v.role == "label" and v.index < view.index), default=-1)
    if view.role == "text" and last not in row.fresh:
        return None
    return left


def _by_row(place: Place, view: View, row: Named, labels: Sequence[tuple[View, Label]], subtotalled: bool) -> Subject:
    vocabulary = place.vocabulary
    flow = view.flow or place.flow
    fresh = [pair for pair in labels if pair[0].index in row.fresh] or list(labels)
    if fresh and all(v.name == "class" for v, _ in fresh):
        # Only the economic class is printed: another part of the project that goes on above.
        fresh = [pair for pair in labels if pair[0].index <= fresh[-1][0].index]
    own = next((pair for pair in reversed(fresh) if pair[0].name != "class"), fresh[-1] if fresh else None)
    label = own[1] if own else Label(text="")
    outer = tuple(
        other.text
        for v, other in labels
        if own is not None and v.name != "year" and (v.index < own[0].index or (v.name == "class" and v is not own[0]))
    )
    parents = (*outer, *row.nested)
    aspect, aspect_item = view.label, view.item
    if aspect and vocabulary.is_label("sum", aspect):
        aspect, aspect_item = "", None
    if view.role == "text":
        aspect = squeeze(view.path[-1]) if view.path else ""
        aspect = "" if vocabulary.is_label("whole", aspect) else aspect
        aspect_item = concept_key(aspect, vocabulary, None) if aspect else None
    subject = Subject(
        item=renamed(
            place.kind,
            flow,
            label.text,
            _allowed(place, concept_key(label.text, vocabulary, flow, parents), nested=bool(parents)),
            vocabulary,
        ),
        label=label.text,
        aspect=aspect,
        aspect_item=aspect_item,
        parents=parents,
        code=row.code,
        unit=label.unit,
    )
    if vocabulary.is_label("total", label.text) and outer:
        # 一般公共预算资金 | 小计: the total of what stands before it.
        return replace(subject, item=concept_key(outer[-1], vocabulary, flow), label=outer[-1], parents=outer[:-1])
    total = total_of(place.kind, flow)
    if vocabulary.is_label("total", label.text):
        subject = replace(subject, item=total)
    grand = vocabulary.is_label("total", label.text) or (total is not None and subject.item == total)
    if not grand or row.nested:
        return subject
    records = place.kind is not None and place.kind.layout == "records"
    column = view.words[-1] if view.words else ""
    if column and not subtotalled and not records and view.role == "value" and (view.item or not total):
        # The total of the column 项目支出 is 项目支出 itself.
        return Subject(item=view.item, label=column, parents=(*view.words[:-1],), unit=label.unit)
    return subject


def _allowed(place: Place, item: str | None, *, nested: bool) -> str | None:
    """The notion, if rows of this table may be it; 货物 bought for a project is not all 货物."""
    if item is None or place.kind is None or not place.kind.items:
        return item
    total = total_of(place.kind, place.flow)
    if nested and total is not None and item in place.vocabulary.concepts[total].parts:
        return None
    return item if place.vocabulary.concepts[item].kind in place.kind.items else None


def _by_column(place: Place, view: View, row: Named) -> Subject:
    vocabulary = place.vocabulary
    words = view.words
    if view.role == "text":
        words = (squeeze(view.path[-1]),) if view.path else ()
    item = view.item if view.role == "value" else (concept_key(words[-1], vocabulary, None) if words else None)
    label = words[-1] if words else ""
    if not words:
        item = total_of(place.kind, view.flow or place.flow)
        label = vocabulary.concepts[item].name if item else place.table.title
    own = {label_key(n) for n in (place.document.identity.org, *place.document.identity.aliases) if n}
    orgs = tuple(o for o in row.orgs if label_key(o) not in own and not vocabulary.is_label("total", o))
    period = next((label.text for v, label in row.labels if v.name != "org"), "")
    year = next((int(y) for y in vocabulary.labels["year"].findall(period)), None)
    cue = next((c for c in vocabulary.stages if period and c.words.search(label_key(period))), None)
    return Subject(
        item=item,
        label=label,
        parents=(*orgs, *words[:-1]),
        year=year,
        stage=cue.stage if cue else None,
        shift=cue.shift if cue else None,
    )


def _unit_cell(row: Named, view: View, vocabulary: Vocabulary) -> Unit | None:
    return vocabulary.unit_of(row.row.cells[view.index].text) if view.index < len(row.row.cells) else None


def _cell(place: Place, view: View, row: Named, subject: Subject, counted: Unit | None) -> Figure | None:
    cell = row.row.cells[view.index]
    printed = read_cell(cell.text, place.vocabulary)
    source = _source(place, view, row, cell)
    measure = view.measure
    if measure is Measure.INDICATOR and printed.unit is not None and printed.unit.dimension != "percent":
        # An indicator of 12 次 or 36,377 平方米 is a quantity like any other; 90% stays a standard, as printed.
        measure = _MEASURES.get(printed.unit.dimension, Measure(printed.unit.measure))
    if view.role == "text" or printed.state is None or measure is Measure.INDICATOR:
        if printed.state is not None and not printed.is_number:
            return None
        text = squeeze(cell.text) if printed.state is None or measure is Measure.INDICATOR else printed.amount
        state = State.BLANK if printed.state is State.BLANK else State.VALUE
        bare = printed.is_number and printed.unit is None and not printed.approximate
        figure = _figure(place, subject, state, Measure.INDICATOR, source, view.flow or place.flow)
        return replace(figure, amount=printed.amount if bare else text, value=printed.value if bare else None)
    unit, measure = _unit(place, view, subject, printed, counted, measure)
    figure = _figure(place, subject, printed.state, measure, source, view.flow or place.flow)
    year, stage = _period(place, view, subject)
    money = unit is not None and unit.dimension == "money"
    warnings = ("单位由本文件其他表推断",) if place.table.unit_from == "inferred" and money and not view.unit else ()
    compared = measure in (Measure.CHANGE, Measure.RATE)
    return replace(
        figure,
        amount=printed.amount if printed.is_number else "",
        value=printed.value,
        unit=unit.symbol if unit else None,
        yuan=printed.value * unit.factor if printed.value is not None and unit is not None and money else None,
        year=year,
        stage=stage,
        base=view.base if compared else None,
        direction=_direction(printed) if compared else None,
        approximate=printed.approximate,
        warnings=warnings,
    )


def _direction(printed: Printed) -> int | None:
    if printed.value is None:
        return None
    return (printed.value > 0) - (printed.value < 0)


def _unit(
    place: Place, view: View, subject: Subject, printed: Printed, counted: Unit | None, measure: Measure
) -> tuple[Unit | None, Measure]:
    """The cell's unit, else the heading's, the row's, the table's; money never goes to a count, nor a count to money."""
    table = place.vocabulary.unit_of(place.table.unit) if place.table.unit else None
    unit = printed.unit or view.unit
    if measure in (Measure.RATE, Measure.SHARE):
        return unit, measure
    if measure in _COUNTED:
        unit = printed.unit or counted or subject.unit or view.unit
        if unit is not None and unit.dimension == "money":
            unit = None
        return unit, _MEASURES.get(unit.dimension, measure) if unit and measure is Measure.COUNT else measure
    if unit is None and subject.unit is not None and (subject.unit.dimension == "money" or not view.beside_counts):
        unit = subject.unit
    if unit is None and measure in _MONEY:
        unit = table
    if unit is not None and measure is Measure.AMOUNT and unit.dimension != "money":
        measure = _MEASURES.get(unit.dimension, Measure(unit.measure))
    return unit, measure


def _period(place: Place, view: View, subject: Subject) -> tuple[int | None, str | None]:
    identity = place.document.identity
    shift = subject.shift if subject.shift is not None else view.shift
    year = subject.year or view.year
    if year is None and identity.year is not None:
        year = identity.year + (shift or 0)
    elif year is None and shift is None:
        year = next((int(y) for y in place.vocabulary.labels["year"].findall(squeeze(place.table.title))), None)
    return year, subject.stage or view.stage or _stage(place)


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
        scope=identity.scope,
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
