"""A generated document read as a file would be, and each of its true figures against what was read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256

from corpus.generator.document import Plan, layouts, write
from corpus.generator.writers import WRITERS
from index.figures import extract
from index.language.fold import label_key
from index.model import Figure
from index.parsing import parse
from index.readers import read
from index.vocabulary import Vocabulary, load

Truth = Mapping[str, object]
TOTALS = ("合计",)


@dataclass(slots=True, kw_only=True)
class Score:
    """``found`` of ``true`` figures were read with their meaning; examples of the others."""

    true: int = 0
    found: int = 0
    wrong: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    invented: list[str] = field(default_factory=list)


def same_amount(row: Truth, figure: Figure) -> bool:
    """Whether the figure has the printed number, and its unit where the document prints one."""
    return figure.value == Decimal(str(row["amount"])) and same_unit(str(row["unit"]), figure)


def same_unit(unit: str, figure: Figure) -> bool:
    """Whether the unit is the printed one; of 台（套） and the like the first word."""
    return not unit or label_key(figure.unit or "") in (label_key(unit), label_key(unit.split("（")[0]))


def names(row: Truth, figure: Figure, vocabulary: Vocabulary) -> bool:
    """Whether the figure is about the row's item, seen under the row's aspect."""
    item, aspect, flow = str(row["item"]), str(row["aspect"]), str(row["flow"]) or None
    told = {label_key(figure.label), label_key(figure.aspect)} - {""}
    keys = {figure.item, figure.aspect_item} - {None}
    wanted = [word for word in (item, aspect) if word]
    if item in TOTALS:
        # The total of a column is told by the column, that of the table by the table's own notion.
        printed = label_key((figure.source.row or "").split("/")[-1])
        if printed not in TOTALS or (not aspect and figure.item is None):
            return False
        wanted = [aspect] if aspect else []
    elif not aspect and figure.aspect:
        return False
    if row["measure"] == "数量" and figure.source.table is None:
        longer, shorter = sorted((label_key(item), label_key(figure.label)), key=len, reverse=True)
        return (bool(shorter) and longer.endswith(shorter)) or figure.item == item
    for word in wanted:
        concept = vocabulary.concept_of(word, flow)
        if label_key(word) not in told and (concept is None or concept.key not in keys):
            return False
    return not (item in TOTALS and not aspect and figure.aspect)


def same_time(row: Truth, figure: Figure) -> bool:
    """Whether year, stage, scope and body are the row's."""
    return (figure.year, figure.stage, figure.scope, figure.org) == (
        row["year"],
        row["stage"],
        row["scope"],
        row["org"],
    )


def compare(truth: Sequence[Truth], figures: Iterable[Figure], titles: Sequence[str]) -> Score:
    """Each true figure against the read ones; a figure stands for one true figure only."""
    vocabulary = load()
    score = Score(true=len(truth))
    left: dict[Decimal, list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.value is not None:
            left[abs(figure.value)].append(figure)
    rest = []
    for row in truth:
        same = left[abs(Decimal(str(row["amount"])))]
        match = next((f for f in same if fits(row, f, titles, vocabulary)), None)
        if match is None:
            rest.append(row)
        else:
            same.remove(match)
            score.found += 1
    for row in rest:
        same = left[abs(Decimal(str(row["amount"])))]
        near = next((f for f in same if placed(row, f, titles)), None)
        if near is None:
            score.missing.append(told(row))
        else:
            same.remove(near)
            score.wrong.append(f"{told(row)}  ←  {shown(near)}")
    score.invented = [shown(f) for group in left.values() for f in group]
    return score


def fits(row: Truth, figure: Figure, titles: Sequence[str], vocabulary: Vocabulary) -> bool:
    """Whether the figure says all that the row says."""
    return (
        same_amount(row, figure)
        and figure.measure.value == row["measure"]
        and placed(row, figure, titles)
        and same_time(row, figure)
        and names(row, figure, vocabulary)
    )


def placed(row: Truth, figure: Figure, titles: Sequence[str]) -> bool:
    """Whether the figure was read in the table, or in the prose, in which the row was printed."""
    place = str(row["place"])
    table = figure.source.table
    return titles[table] == place if table is not None else place not in titles


def told(row: Truth) -> str:
    """A true figure in a line."""
    keys = ("place", "item", "aspect", "measure", "amount", "unit", "year", "stage", "flow")
    return " ".join(str(row[k]) for k in keys if row[k] not in ("", None))


def shown(figure: Figure) -> str:
    """A read figure in a line."""
    where = f"表{figure.source.table}" if figure.source.table is not None else "/".join(figure.source.section[-1:])
    words = (where, figure.item, figure.label, figure.aspect, figure.measure.value, figure.amount, figure.unit,
             figure.year, figure.stage, figure.scope, figure.source.row, figure.source.column)  # fmt: skip
    return " ".join(str(w) for w in words if w not in ("", None))


def scored(plan: Plan) -> tuple[str, tuple[str, ...], Score]:
    """One document: its file, its layouts, its score."""
    pen = write(plan)
    data = WRITERS[plan.suffix](pen)
    document = parse(read(plan.file, data), sha256(data).hexdigest())
    titles = [table.title.split("（单位")[0] for table in document.tables]
    return plan.file, layouts(plan), compare(pen.truth, extract(document), titles)
