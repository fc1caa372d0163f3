"""What a cell is about: of its row, of its column, or of both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.figures.columns import View
from index.figures.kinds import renamed, total_of
from index.figures.labels import Label, bracket_unit, concept_key
from index.figures.rows import Named
from index.language.fold import label_key
from index.model import Document, Table
from index.parsing.tables.words import squeeze
from index.vocabulary import TableKind, Unit, Vocabulary


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


_PARTIAL = "小计"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The table at hand with everything that its cells share; ``grand``: a row sums up all others (合计)."""

    document: Document
    index: int
    table: Table
    kind: TableKind | None
    vocabulary: Vocabulary
    section: tuple[str, ...]
    flow: str | None
    fund: str | None
    grand: bool = False


def items_in_columns(place: Place, rows: Sequence[Named], panel: Sequence[View]) -> bool:
    """Whether the rows name no item: no labels at all, or only bodies, years, stages and totals."""
    vocabulary = place.vocabulary
    labels = [(v, label) for row in rows for v, label in row.labels if v.name not in ("org", "year")]
    if not any(v.role == "value" for v in panel):
        return all(v.name == "org" for v in panel if v.role == "label")
    if not labels:
        return True
    if all(vocabulary.is_label("period", label.text) for _, label in labels):
        return True
    values = [v for v in panel if v.role == "value" and v.item is not None]
    named_columns = sum(_part_of(place, v.item, total_of(place.kind, v.flow or place.flow)) for v in values)
    return named_columns > 1 and all(vocabulary.is_label("total", label.text) for _, label in labels)


def labels_for(view: View, row: Named, panel: Sequence[View], place: Place) -> tuple[tuple[View, Label], ...] | None:
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


def by_row(place: Place, view: View, row: Named, labels: Sequence[tuple[View, Label]], subtotalled: bool) -> Subject:
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
    if aspect and (vocabulary.is_label("sum", aspect) or vocabulary.is_label("subtotal", aspect)):
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
        unit=label.unit or _counted_above(row.nested, vocabulary),
    )
    if vocabulary.is_label("total", label.text) and outer:
        # 一般公共预算资金 | 小计: the total of what stands before it.
        return replace(subject, item=concept_key(outer[-1], vocabulary, flow), label=outer[-1], parents=outer[:-1])
    if (
        row.nested
        and label.depth is not None
        and (vocabulary.is_label("total", label.text) or vocabulary.is_label("sum", label.text))
    ):
        # 一、“三公”经费支出 / （一）支出合计: the total of what it is numbered under.
        whole, above = row.nested[-1], row.nested[:-1]
        return replace(subject, item=concept_key(whole, vocabulary, flow, above), label=whole, parents=(*outer, *above))
    total = total_of(place.kind, flow)
    whole_body = _is_own(place, label.text) and place.document.identity.known_scope == "单位"
    if place.grand and label.text == _PARTIAL:
        return replace(subject, item=None)  # of some rows, while 合计 stands for all
    if vocabulary.is_label("total", label.text) or whole_body:
        # A unit's own name among its classes is the unit's total; a department's may be the department without its units.
        subject = replace(subject, item=total)
    # A class with a code may bear the name of the whole (223 国有资本经营预算支出) and still be one of its parts.
    grand = (
        vocabulary.is_label("total", label.text)
        or whole_body
        or (total is not None and subject.item == total and not row.code)
    )
    if not grand or row.nested:
        return subject
    records = place.kind is not None and place.kind.layout == "records"
    column = view.words[-1] if view.words else ""
    if column and not subtotalled and not records and view.role == "value" and _part_of(place, view.item, total):
        # The total of the column 项目支出 is 项目支出 itself.
        item = renamed(place.kind, flow, column, view.item, vocabulary)
        return Subject(item=item, label=column, parents=(*view.words[:-1],), unit=label.unit)
    return subject


def _is_own(place: Place, words: str) -> bool:
    """Whether the words are the body's own name."""
    identity = place.document.identity
    return label_key(words) in {label_key(name) for name in (identity.org, *identity.aliases) if name}


def _counted_above(nested: Sequence[str], vocabulary: Vocabulary) -> Unit | None:
    """车辆数合计（辆） counts what is numbered under it too; a unit of money is not handed down."""
    unit = next((u for label in reversed(nested) if (u := bracket_unit(label, vocabulary))), None)
    return unit if unit is not None and unit.dimension not in ("money", "percent") else None


def _part_of(place: Place, item: str | None, total: str | None) -> bool:
    """Whether a column's total is the column's notion itself: in a table of all money, or of a whole that it is part of."""
    if total is None or item is None:
        return total is None
    concepts = place.vocabulary.concepts
    broad = concepts[total].parent is None or (place.kind is not None and place.kind.fund is not None)
    return broad or total in place.vocabulary.ancestors(item)


def parts_of_total(place: Place) -> tuple[str, ...]:
    """The notions that add up to the total of an interleaved table (货物, 工程, 服务)."""
    if place.kind is None or place.kind.layout != "records":
        return ()
    total = total_of(place.kind, place.flow)
    return place.vocabulary.concepts[total].parts if total else ()


def _allowed(place: Place, item: str | None, *, nested: bool) -> str | None:
    """The notion, if rows of this table may be it; 货物 bought for a project is not all 货物."""
    if item is None or place.kind is None or not place.kind.items:
        return item
    if nested and item in parts_of_total(place):
        return None
    return item if place.vocabulary.concepts[item].kind in place.kind.items else None


def by_column(place: Place, view: View, row: Named) -> Subject:
    vocabulary = place.vocabulary
    words = view.words
    if view.role == "text":
        words = (squeeze(view.path[-1]),) if view.path else ()
    item = view.item if view.role == "value" else (concept_key(words[-1], vocabulary, None) if words else None)
    label = words[-1] if words else ""
    if not words:
        item = total_of(place.kind, view.flow or place.flow)
        label = vocabulary.concepts[item].name if item else place.table.title
    orgs = tuple(o for o in row.orgs if not _is_own(place, o) and not vocabulary.is_label("total", o))
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
