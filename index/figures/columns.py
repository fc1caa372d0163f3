"""Columns: which hold labels, which figures, and what their headings say of the figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from index.figures.labels import bracket_unit, without_unit
from index.figures.printed import read_cell
from index.language.fold import label_key
from index.model import Measure, Table
from index.parsing.tables.words import squeeze
from index.vocabulary import Column as Rule
from index.vocabulary import TableKind, Unit, Vocabulary

_CLASS = re.compile(r"^(?:[2345]\d{2}|[2345]\d{4}|2\d{6})$")
_CLASSES = 4  # so many different codes are no accident
_KNOWN = 0.75  # of the codes: whole amounts between 200 and 600 look like codes, and some are by chance
_COUNTING = ("数", "额", "金额", "价")
_SHORT = 8  # characters that may stand in place of a figure
_CODE = re.compile(r"^\d{1,7}$")
COMPARED = (Measure.CHANGE, Measure.RATE, Measure.SHARE)
_HANDED_DOWN = frozenset({Measure.COUNT.value, Measure.PEOPLE.value, Measure.AREA.value, Measure.CHANGE.value})


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A column as understood. ``words`` are the heading's levels that say what is counted, outermost first, () for the whole;
    ``whole`` is True where the column is the total of the others; ``item`` the notion of its words; ``beside_counts`` where
    another column counts, so that the unit of a row's label (辆) is not this one's.
    """

    index: int
    role: str
    name: str
    path: tuple[str, ...]
    measure: Measure = Measure.AMOUNT
    stage: str | None = None
    shift: int | None = None
    year: int | None = None
    base: str | None = None
    unit: Unit | None = None
    flow: str | None = None
    words: tuple[str, ...] = ()
    whole: bool = True
    item: str | None = None
    beside_counts: bool = False

    @property
    def label(self) -> str:
        """The innermost word, "" for the whole."""
        return self.words[-1] if self.words else ""


_MOST_KEPT = 200
_kept: dict[int, tuple[Table, Vocabulary, tuple[View, ...]]] = {}


def views(table: Table, vocabulary: Vocabulary) -> tuple[View, ...]:
    """Every column of the table, with its role and, for figures, what its heading says. Figures, checks and passages all ask:
    what was found is kept for the tables at hand."""
    kept = _kept.get(id(table))
    if kept is not None and kept[0] is table and kept[1] is vocabulary:
        return kept[2]
    if len(_kept) >= _MOST_KEPT:
        _kept.clear()
    found = _views(table, vocabulary)
    _kept[id(table)] = table, vocabulary, found
    return found


def _views(table: Table, vocabulary: Vocabulary) -> tuple[View, ...]:
    found: list[View] = []
    named = [index for index, column in enumerate(table.columns) if any(column.path)]
    for index, column in enumerate(table.columns):
        if len(named) > 1 and index > named[-1]:  # a row longer than its heading: nothing says of what these are
            found.append(View(index=index, role="ignore", name="", path=()))
            continue
        rule = _rule(column.path, vocabulary)
        role, name = _role(table, index, rule, found, vocabulary)
        found.append(View(index=index, role=role, name=name, path=column.path))
    found = _second_names(_second_codes(found), vocabulary)
    return tuple(
        _value(view, table, _rule(view.path, vocabulary), vocabulary) if view.role == "value" else view
        for view in found
    )


def _second_codes(found: Sequence[View]) -> list[View]:
    """Two classifications before the figures (部门 and 政府 economic classes): the first names the row."""
    out: list[View] = []
    named = second = False
    for view in found:
        if view.role == "value":
            named = second = False
        elif view.role == "code" and named:
            second, view = True, replace(view, role="ignore")
        elif view.role == "label":
            view = replace(view, name="class") if second else view
            named = named or view.name == "item"
        out.append(view)
    return out


def _second_names(found: Sequence[View], vocabulary: Vocabulary) -> list[View]:
    """项目名称 | 功能科目: the class to which a named thing belongs does not name it."""
    out: list[View] = []
    for view in found:
        named = any(v.role == "label" and v.name in ("item", "purchase") for v in out if not _ends(out, v))
        second = view.role == "label" and view.name == "item" and named
        if second and vocabulary.is_label("class", squeeze(view.path[-1] if view.path else "")):
            view = replace(view, name="class")
        out.append(view)
    return out


def _ends(found: Sequence[View], view: View) -> bool:
    """Whether figures stand behind a label column: it names those."""
    return any(v.role == "value" for v in found[view.index :])


@lru_cache(maxsize=1 << 12)
def _rule(path: tuple[str, ...], vocabulary: Vocabulary) -> Rule | None:
    levels = tuple(label_key(without_unit(level, vocabulary)) for level in path if level.strip())
    if not levels:
        return None
    joined = "/".join(levels)
    return next((r for r in vocabulary.columns if r.words.search(levels[-1] if r.leaf else joined)), None)


def _role(
    table: Table, index: int, rule: Rule | None, before: Sequence[View], vocabulary: Vocabulary
) -> tuple[str, str]:
    """The heading proposes, the cells decide where they contradict it."""
    if _are_units(table, index, vocabulary):
        return "unit", ""
    numbers, texts, codes = _count(table, index, vocabulary)
    role, name = (rule.role, rule.name) if rule else ("", "")
    measured = rule is not None and rule.measure == Measure.INDICATOR.value
    if role == "code":
        return ("code", "") if codes or not texts else ("label", "item")
    if role == "label" and numbers > texts and name != "year":
        coded = numbers and codes == numbers
        first = coded and not any(v.role == "code" for v in before) and name != "item"
        return ("code", "") if first or _are_classes(table, index, vocabulary) else ("value", "")
    if role == "value" and texts > numbers and not measured and not _is_withheld(table, index, vocabulary):
        return ("text", "") if any(v.role == "label" for v in before) else ("label", "item")
    if role:
        return role, name
    if numbers >= texts and numbers:
        return ("code", "") if _are_classes(table, index, vocabulary) else ("value", "")
    if texts:
        return ("text", "") if any(v.role == "label" for v in before) else ("label", "item")
    return ("value", "") if any(v.role in ("label", "value") for v in before) else ("label", "item")


def _are_units(table: Table, index: int, vocabulary: Vocabulary) -> bool:
    """Whether a column holds nothing but units, one for each row (万元 | 人次 | 辆), whatever its heading says."""
    filled = [squeeze(r.cells[index].text) for r in table.rows if index < len(r.cells) and r.cells[index].text]
    return bool(filled) and all(not any(map(str.isdigit, text)) and vocabulary.unit_of(text) for text in filled)


def _is_withheld(table: Table, index: int, vocabulary: Vocabulary) -> bool:
    """Whether words stand for figures in a column of them: each says that the figure is not told here, or some figure is
    told and the words are no more than a few characters under a heading that counts (预算数, 金额)."""
    printed = [squeeze(row.cells[index].text) for row in table.rows if index < len(row.cells)]
    cells = [(text, read_cell(text, vocabulary)) for text in printed if text]
    words = [text for text, cell in cells if cell.state is None]
    if all(vocabulary.labels["withheld"].search(text) for text in words):
        return True
    path = table.columns[index].path
    counts = bool(path) and label_key(without_unit(path[-1], vocabulary)).endswith(_COUNTING)
    return counts and any(cell.is_number for _, cell in cells) and all(len(text) <= _SHORT for text in words)


def _are_classes(table: Table, index: int, vocabulary: Vocabulary) -> bool:
    """Whether a column holds nothing but codes of the functional or economic classification, whatever its heading says."""
    printed = [squeeze(row.cells[index].text) for row in table.rows if index < len(row.cells)]
    filled = [text for text in printed if text]
    known = sum(text[:3] in vocabulary.codes for text in filled)
    return len(set(filled)) >= _CLASSES and all(map(_CLASS.match, filled)) and known >= _KNOWN * len(filled)


def _count(table: Table, index: int, vocabulary: Vocabulary) -> tuple[int, int, int]:
    numbers = texts = codes = 0
    for row in table.rows:
        text = row.cells[index].text if index < len(row.cells) else ""
        cell = read_cell(text, vocabulary)
        numbers += cell.is_number
        texts += cell.state is None
        codes += bool(_CODE.match(squeeze(text)))
    return numbers, texts, codes


def _value(view: View, table: Table, rule: Rule | None, vocabulary: Vocabulary) -> View:
    column = table.columns[view.index]
    joined = "".join(label_key(level) for level in view.path)
    stage, shift = next(
        ((c.stage, c.shift) for c in vocabulary.stages if _any(c.words, view.path, joined)), (None, None)
    )
    measure = _measure(view.path, rule, vocabulary)
    year = next((int(y) for level in view.path[::-1] for y in vocabulary.labels["year"].findall(squeeze(level))), None)
    unit = vocabulary.unit_of(column.unit) if column.unit else None
    unit = unit or next((u for level in view.path[::-1] if (u := bracket_unit(level, vocabulary))), None)
    if unit is None and "%" in label_key(view.path[-1] if view.path else ""):
        unit = vocabulary.units["%"]
    if measure is Measure.AMOUNT and unit is not None and (unit.dimension == "percent" or unit.measure == "单价"):
        # 完成年初预算（%）, 标准（元/亩）: what is printed in per cent, or for one of something, is no amount.
        measure = Measure(unit.measure)
    elif measure is Measure.CHANGE and unit is not None and unit.dimension == "percent":
        measure = Measure.RATE
    compared = measure in COMPARED
    return replace(
        view,
        measure=measure,
        stage=None if compared else stage,
        shift=None if compared else shift,
        year=None if compared else year,
        base=_base(stage, shift, year is not None) if compared else None,
        unit=unit,
    )


def _any(words: re.Pattern[str], path: tuple[str, ...], joined: str) -> bool:
    return any(words.search(label_key(level)) for level in path[::-1]) or bool(words.search(joined))


def _measure(path: tuple[str, ...], rule: Rule | None, vocabulary: Vocabulary) -> Measure:
    """What the last level says; where that is a mere total or nothing known, what a level above says (编制数/小计)."""
    own = Measure(rule.measure) if rule is not None and rule.role == "value" and rule.measure else Measure.AMOUNT
    counts_nothing = rule is None or vocabulary.is_label("total", path[-1]) or label_key(path[-1]) in _COUNTING
    if own is not Measure.AMOUNT or not counts_nothing:
        return own
    above = (_rule((level,), vocabulary) for level in path[-2::-1])
    return next((Measure(r.measure) for r in above if r is not None and r.measure in _HANDED_DOWN), own)


def _base(stage: str | None, shift: int | None, dated: bool) -> str | None:
    """What is compared with; a heading that compares with a dated figure means the year before."""
    if shift == -1 or dated:
        return f"上年{stage or ''}"
    return stage


def flow_of(path: Sequence[str]) -> str | None:
    """The side that a heading names, from the outermost level in; a level that names both tells nothing."""
    for level in path:
        sides = [side for side in ("收入", "支出") if side in level]
        if len(sides) == 1 and "收支" not in level:
            return sides[0]
    return None


def panels(columns: Sequence[View], kind: TableKind | None) -> tuple[tuple[View, ...], ...]:
    """Tables that stand side by side: labels after figures begin a new one, unless the form interleaves them."""
    records = kind is not None and kind.layout == "records"
    found: list[list[View]] = [[]]
    last = max((v.index for v in columns if v.role == "value"), default=-1)
    for view in columns:
        begins = view.role == "code" or (view.role == "label" and view.name in ("item", ""))
        begins = (begins and not records) or view.name == "panel"
        if begins and view.index < last and any(v.role == "value" for v in found[-1]):
            found.append([])
        found[-1].append(view)
    return tuple(map(tuple, found))
