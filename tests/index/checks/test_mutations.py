"""Every sum of a table is guarded: shift a column, drop a cell, change the unit or one digit, and a check objects.

What is mutated is what the checks confirm in the document as it is: cells that take part in a sum down or across that
holds; all of these mutations must be noticed. What cannot be proved, and is not mutated here: tables without a total
(goals of projects), those whose only sum is one amount printed twice (a form of one project, a list of assets with one
entry), columns that no sum includes (the money of a project beside its purchases, 机关运行经费 beside 三公), a shift
between columns that are years and not parts of a whole, and the unit of a table of which no other table and no sentence
repeats a figure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest

from index.checks import check
from index.figures import extract
from index.model import Document, Figure, Finding, Table, Verdict
from index.parsing import parse
from index.readers import read

CORPUS = Path(__file__).resolve().parents[3] / "corpus"
FILES = [
    "jiangsu/江苏省委办公厅2018年度部门预算（整理）.txt",
    "shijiazhuang/石家庄市数据资源管理局2019年部门预算（整理）.txt",
    "yunting/云汀市数据局2023年度部门决算.txt",
    "yunting/云汀市交通运输局2024年度部门预算.html",
    "yunting/云汀市大数据中心2022年度单位预算.md",
]
SUMS = ("行内合计", "列内合计")
REPEATED = ("文表一致", "表间一致", "部分与全部")
# Of each table so many columns or cells, spread over it: all of them would take minutes.
SOME = 3

Cells = dict[tuple[int, int], str]


@dataclass(frozen=True)
class Subject:
    """A document as it is: its figures and what the checks make of it."""

    document: Document
    figures: dict[str, Figure]
    findings: tuple[Finding, ...]
    objections: frozenset[str]


@cache
def subject(name: str) -> Subject:
    """One document of the corpus, read once."""
    data = (CORPUS / name).read_bytes()
    document = parse(read(Path(name).name, data), sha256(data).hexdigest())
    figures = extract(document)
    findings = check(document, figures)
    return Subject(document, {f.id: f for f in figures}, findings, objections(findings))


def objections(findings: Sequence[Finding]) -> frozenset[str]:
    """What does not hold."""
    return frozenset(f.message for f in findings if f.verdict is Verdict.FAIL)


def noticed(was: Subject, mutated: Document) -> bool:
    """Whether a check objects to what it did not object to before."""
    return bool(objections(check(mutated, extract(mutated))) - was.objections)


def proved(was: Subject, number: int, checks: Sequence[str] = SUMS) -> Cells:
    """The cells of a table that take part in something that holds, with their text."""
    rows = was.document.tables[number].rows
    places = {
        (f.source.row_index, f.source.column_index)
        for finding in was.findings
        if finding.verdict is Verdict.PASS and finding.check in checks
        for f in (was.figures[i] for i in finding.figures)
        if f.source.table == number and f.value
    }
    cells = {(r, c): rows[r].cells[c].text for r, c in sorted(places) if r is not None and c is not None}
    return cells if len(cells) > 2 or checks != SUMS else {}


def put(document: Document, number: int, cells: Cells, unit: str | None = None) -> Document:
    """The document with other words in some cells of a table."""
    table = document.tables[number]
    rows = [list(row.cells) for row in table.rows]
    for (r, c), text in cells.items():
        rows[r][c] = replace(rows[r][c], text=text, spans=rows[r][c].spans if text else ())
    made = tuple(replace(row, cells=tuple(cells)) for row, cells in zip(table.rows, rows, strict=True))
    return _with(document, number, replace(table, rows=made, unit=unit or table.unit))


def _with(document: Document, number: int, table: Table) -> Document:
    return replace(document, tables=(*document.tables[:number], table, *document.tables[number + 1 :]))


def spread(places: Sequence[tuple[int, int]] | Sequence[int]) -> list[int]:
    """Positions of a few of them, the first and the last among them."""
    last = len(places) - 1
    return sorted({round(last * n / (SOME - 1)) for n in range(SOME)}) if last > 0 else list(range(last + 1))


def moved_down(was: Subject, number: int) -> Iterator[Document]:
    """A column of figures stands one row too low."""
    rows = was.document.tables[number].rows
    columns = sorted({c for _, c in proved(was, number)})
    if len(rows) > 1:
        for column in (columns[n] for n in spread(columns)):
            texts = ["", *(row.cells[column].text for row in rows)]
            yield put(was.document, number, {(r, column): texts[r] for r in range(len(rows))})


def moved_right(was: Subject, number: int) -> Iterator[Document]:
    """The figures stand one column too far to the right; the last is lost."""
    rows = was.document.tables[number].rows
    columns = sorted({c for _, c in proved(was, number)})
    years = {f.year for f in was.figures.values() if f.source.table == number}
    if len(columns) > 1 and len(years) == 1:
        cells = {(r, columns[0]): "" for r in range(len(rows))}
        cells |= {(r, to): row.cells[of].text for r, row in enumerate(rows) for of, to in pairwise(columns)}
        yield put(was.document, number, cells)


def dropped(was: Subject, number: int) -> Iterator[Document]:
    """A cell of a sum is blank."""
    cells = list(proved(was, number))
    yield from (put(was.document, number, {cells[n]: ""}) for n in spread(cells))


def other_unit(was: Subject, number: int) -> Iterator[Document]:
    """万元 where 元 should stand, or the other way round."""
    unit = {"万元": "元", "元": "万元"}.get(was.document.tables[number].unit or "")
    if unit and proved(was, number) and proved(was, number, REPEATED):
        yield put(was.document, number, {}, unit)


def other_digit(was: Subject, number: int) -> Iterator[Document]:
    """The first digit of a part is another one."""
    cells = proved(was, number)
    for place in (list(cells)[n] for n in spread(list(cells))):
        text = cells[place]
        at = next(n for n, character in enumerate(text) if character in "123456789")
        yield put(was.document, number, {place: f"{text[:at]}{int(text[at]) % 9 + 1}{text[at + 1 :]}"})


MUTATIONS: list[Callable[[Subject, int], Iterator[Document]]] = [
    moved_down,
    moved_right,
    dropped,
    other_unit,
    other_digit,
]


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda m: m.__name__)
@pytest.mark.parametrize("name", FILES, ids=lambda n: Path(n).stem)
def test_every_mutation_of_a_sum_is_noticed(name: str, mutation: Callable[[Subject, int], Iterator[Document]]) -> None:
    was = subject(name)
    tried = [
        (table.title, number, noticed(was, mutated))
        for number, table in enumerate(was.document.tables)
        for mutated in mutation(was, number)
    ]
    assert tried
    assert not [(title, number) for title, number, seen in tried if not seen]


@pytest.mark.parametrize("name", FILES, ids=lambda n: Path(n).stem)
def test_documents_of_the_corpus_are_without_objection(name: str) -> None:
    assert not subject(name).objections


@pytest.mark.parametrize(("name", "share"), list(zip(FILES, (9, 3, 9, 7, 7), strict=True)), ids=lambda v: str(v)[-24:])
def test_nearly_every_table_has_a_sum(name: str, share: int) -> None:
    """So many tables of each document are mutated: the rest have one figure, no total or no figures at all."""
    was = subject(name)
    assert sum(bool(proved(was, number)) for number in range(len(was.document.tables))) >= share
