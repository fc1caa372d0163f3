"""What the running text says, against the tables that print it too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from index.checks.case import Case, amount, worth
from index.checks.data import data
from index.figures.compare import step
from index.language.fold import label_key
from index.model import Figure, Finding, Measure, Verdict
from index.vocabulary.organisations import is_body

_WHOLE_TABLES = ("支出表", "一般公共预算支出表", "财政拨款支出表")
_ALL_FUNDS = ("收支总表", "支出表", "收入表")
_LOWEST = 7
_REACH = 80
_BELOW = 1000  # characters in which the lines of a table begin
_AMOUNT = re.compile(r"\d\.\d")
_OFTEN = 6  # cells of one total in one table: years, stages, once more at its foot


def text_against_tables(case: Case) -> Iterator[Finding]:
    """An amount of the text that a table prints too: one agreeing cell is enough, none at all is a contradiction."""
    rules = {rule["item"]: rule for rule in data()["prose"]}
    joined = _joined(case)
    year = case.document.identity.year
    seen: set[tuple[str, str, str | None, str | None]] = set()
    for figure in case.prose:
        key = (figure.item or figure.label, figure.amount, figure.unit, figure.stage)
        if figure.year != year or key in seen or not _plain(figure):
            continue
        rule = rules.get(figure.item or "", {})
        if rule:
            tables, cells = rule["tables"], _cells(case, figure, rule["meant"], rule["tables"])
        elif figure.item is not None and _lowest(case, figure):
            tables, cells = _WHOLE_TABLES, _cells(case, figure, (figure.item,), _WHOLE_TABLES)
        elif figure.item is None and label_key(figure.label) in joined:
            tables, cells = _WHOLE_TABLES, joined[label_key(figure.label)]
        else:
            continue
        seen.add(key)
        found = _one(case, figure, cells, tables, money=rule.get("money", "any") if rule else "told")
        if found is not None:
            yield found


def _cells(case: Case, figure: Figure, meant: Sequence[str], tables: Sequence[str]) -> list[Figure]:
    """The cells that may print the amount of a sentence."""
    return [
        f
        for f in case.figures
        if f.source.table is not None
        and f.item in meant
        and f.table_kind in tables
        and not f.aspect
        and not _of_one_body(f)
        and f.measure is Measure.AMOUNT
        and f.year == figure.year
        and (figure.fund is None or f.fund is not None or f.table_kind not in _ALL_FUNDS)
    ]


def _of_one_body(cell: Figure) -> bool:
    """Whether a cell stands in the row of one of several bodies: it tells nothing of all of them."""
    return bool(cell.parents) and is_body(label_key(cell.parents[-1]))


def _joined(case: Case) -> dict[str, list[Figure]]:
    """The lowest functions by their name behind that of the one above: 人大事务行政运行."""
    found: dict[str, list[Figure]] = {}
    for f in case.figures:
        whole = f.source.table is not None and f.table_kind in _WHOLE_TABLES and not f.aspect
        if whole and f.parents and len(f.code or "") == _LOWEST and f.year == case.document.identity.year:
            found.setdefault(label_key(f.parents[-1] + f.label), []).append(f)
    return found


def _one(case: Case, figure: Figure, cells: Sequence[Figure], tables: Sequence[str], *, money: str) -> Finding | None:
    if cells and figure.value and all(_emptied(case, f.source.table) for f in cells):
        title = case.title(cells[0].source.table or 0)
        message = f"正文写{figure.label}{amount(figure)}，《{title}》中却是空白"
        return case.finding("表内空白", Verdict.FAIL, message, (figure, cells[0]))
    printed = [f for f in (_of_money(case, figure, cells) or cells) if f.yuan is not None]
    printed = [f for f in printed if _stages(f) & _stages(figure)]
    if not printed:
        return _nothing_printed(case, figure, cells, tables)
    agreeing = [f for f in printed if _near(figure, f)]
    other = (agreeing or printed)[0]
    title = case.title(other.source.table or 0)
    message = f"正文写{figure.label}{amount(figure)}，《{title}》为{amount(other)}"
    if agreeing:
        return case.finding("文表一致", Verdict.PASS, f"{message}，一致", (figure, other))
    if _current(case, figure):
        return case.finding("文表一致", Verdict.NOT_ENOUGH, f"{message}，正文只说当年拨款", (figure, other))
    sure = [f for f in printed if _once(case, f) and _of_one_purse(case, f, figure, money)]
    if not sure:
        return case.finding("文表一致", Verdict.NOT_ENOUGH, f"{message}，口径可能不同", (figure, other))
    # One cell shows it; where none agrees, each of them is in doubt.
    found = case.finding("文表一致", Verdict.FAIL, f"{message}，不一致", (figure, other))
    return replace(found, figures=(figure.id, *(f.id for f in printed)))


def _once(case: Case, cell: Figure) -> bool:
    """A notion that a table prints row after row is the name of its rows that was lost."""
    like = (cell.source.table, cell.item, cell.measure, cell.aspect, cell.parents)
    alike = [f for f in case.figures if (f.source.table, f.item, f.measure, f.aspect, f.parents) == like]
    return len(alike) <= _OFTEN


def _of_one_purse(case: Case, cell: Figure, figure: Figure, money: str) -> bool:
    """Whether a cell is of the money that a sentence speaks of. ``money`` is how sure that must be: "any" for totals that
    stand in tables of their own, "told" where a sentence of one kind may tell less than a table of all, "same" where one
    that says nothing must mean all."""
    told, printed = case.money(figure), case.money(cell)
    if money == "any" or told == printed:
        return True
    if told is None or printed is None:
        return told is None and money == "told"
    within: Mapping[str, str] = data()["money"]["within"]
    return printed == within.get(told) or told == within.get(printed)


def _current(case: Case, figure: Figure) -> bool:
    """Whether the text speaks of the money of this year alone, where the tables include what was carried over."""
    start = figure.source.span.start if figure.source.span else 0
    sentence = case.document.text[max(0, start - _REACH) : start].rpartition("。")[2]
    words = "/".join((*figure.source.section, sentence))
    return re.search(data()["money"]["current"], label_key(words)) is not None


def _of_money(case: Case, figure: Figure, cells: Sequence[Figure]) -> list[Figure]:
    """The rows of the same tables that tell the kind of money of which the sentence speaks, under the same column."""
    if figure.fund is None:
        return []
    columns = {(f.source.table, f.source.column_index) for f in cells}
    own = {f.id for f in cells}
    return [
        f
        for f in case.figures
        if f.id not in own
        and (f.source.table, f.source.column_index) in columns
        and f.measure is Measure.AMOUNT
        and case.vocabulary.fund_of(f.label) == figure.fund
    ]


def _nothing_printed(case: Case, figure: Figure, cells: Sequence[Figure], tables: Sequence[str]) -> Finding | None:
    """The table that should print the amount is there and does not; None where there is no such table."""
    index = next((f.source.table for f in case.figures if f.table_kind in tables and f.source.table is not None), None)
    if index is None:
        return None
    blank = "为空白" if cells else "没有列出"
    message = f"正文写{figure.label}{amount(figure)}，《{case.title(index)}》{blank}"
    return case.finding("文表一致", Verdict.NOT_ENOUGH, message, (figure, *cells[:1]))


def _near(a: Figure, b: Figure) -> bool:
    """The same to the digits printed, whether the last was rounded or cut off."""
    return abs(worth(a) - worth(b)) < max(step(a), step(b)) or worth(a) == worth(b)


def _plain(figure: Figure) -> bool:
    """An amount of the whole, said without 约 and with its unit."""
    return (
        figure.measure is Measure.AMOUNT
        and figure.yuan is not None
        and not figure.aspect
        and not figure.approximate
        and figure.stage != "执行"
    )


def _stages(figure: Figure) -> set[str | None]:
    return {"预算", "年初预算"} if figure.stage in ("预算", "年初预算") else {figure.stage}


def _lowest(case: Case, figure: Figure) -> bool:
    """The lowest functions are the whole in every table by function; higher ones may be told of one fund only."""
    concept = case.vocabulary.concepts.get(figure.item or "")
    if concept is None or concept.kind != "function" or figure.flow == "收入":
        return False
    codes = {f.code for f in case.figures if f.item == figure.item and f.source.table is not None and f.code}
    return bool(codes) and all(len(code) == _LOWEST for code in codes)


def _emptied(case: Case, index: int | None) -> bool:
    """Whether the table has no amount at all, neither as it was read nor in the lines under its title."""
    if index is None or any(f.source.table == index and f.value is not None for f in case.figures):
        return False
    table = case.document.tables[index]
    if table.rows or table.note or table.title_span is None:
        return True
    starts = [t.title_span.start for t in case.document.tables if t.title_span is not None]
    start = table.title_span.end
    end = min((s for s in starts if s > start), default=start + _BELOW)
    return _AMOUNT.search(case.document.text, start, min(end, start + _BELOW)) is None
