"""What a sources list or a person says of a document: it wins over what is read and is kept with the document.

A sources list is a CSV file, a crawler's or a clerk's: ``file`` (a path beside it) and any of title, url, organisation
(several with ``;``), year, period, stage, scope, kind.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from index.errors import InputError
from index.language.fold import fold_text
from index.language.periods import plausible
from index.library.bodies import may_be_one
from index.model import Clues, Document, Identity

LIST, PERSON = "来源表", "指定"
Told = tuple[tuple[str, str, str], ...]
"""(slot, value, by whom); where both a list and a person tell a slot, the person stands last and wins."""

STAGES = ("预算", "年初预算", "调整预算", "执行", "决算")
SCOPES = ("部门", "单位", "地区")
KINDS = ("部门预决算", "三公", "执行报告", "政府决算", "债务", "收支月报", "转移支付", "绩效", "新闻", "其他")
_PERIOD = re.compile(r"20\d\d(?:H[12]|Q[1-4]|-(?:0[1-9]|1[0-2])(?:/20\d\d-(?:0[1-9]|1[0-2]))?)?")
_FOLDERS = 2  # so many around a file may be called after its body
_BODIES = re.compile(r"[;；]")


def _one_of(names: tuple[str, ...]) -> Callable[[str], str]:
    def checked(value: str) -> str:
        if value not in names:
            raise ValueError(f"应为{'、'.join(names)}之一")
        return value

    return checked


def _year(value: str) -> str:
    digits = value.removesuffix("年")
    if not re.fullmatch(r"\d{4}", digits) or not plausible(int(digits)):
        raise ValueError("应为一个年份，如 2019")
    return digits


def _period(value: str) -> str:
    periods = [each.strip() for each in _BODIES.split(value) if each.strip()]
    if not periods or not all(map(_PERIOD.fullmatch, periods)):
        raise ValueError("应为 2020、2020H1、2020Q1 或 2020-01/2020-05")
    return ";".join(periods)


def _bodies(value: str) -> str:
    names = [name.strip() for name in _BODIES.split(value) if name.strip()]
    if not names:
        raise ValueError("应为单位名称")
    return ";".join(names)


# Each column that a list may have: the slot and what its words must be.
COLUMNS: Mapping[str, tuple[str, Callable[[str], str]]] = {
    "title": ("title", str),
    "url": ("url", str),
    "organisation": ("org", _bodies),
    "year": ("year", _year),
    "period": ("period", _period),
    "stage": ("stage", _one_of(STAGES)),
    "scope": ("scope", _one_of(SCOPES)),
    "kind": ("kind", _one_of(KINDS)),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """A sources list at a place: what it tells of each file, by the file's path as written."""

    place: str
    rows: tuple[tuple[str, Told], ...]

    @property
    def folder(self) -> str:
        """Beside what its paths lie."""
        return str(Path(self.place).parent)

    def of(self, place: str) -> Told:
        """What it tells of the file at a place: the path beside the list, else the one whose end the place has."""
        for file, told in self.rows:
            if place == f"{self.folder}/{file}":
                return told
        ends = [(file, told) for file, told in self.rows if place.endswith(f"/{file}")]
        return max(ends, key=lambda pair: len(pair[0]))[1] if ends else ()


def read_sources(path: str | Path, by: str = LIST) -> Sources:
    """A sources list, checked. Raises InputError with the line that is wrong."""
    path = Path(path)
    try:
        text = _decoded(path.read_bytes())
    except OSError as error:
        raise InputError(f"不能读取来源表 {path}（{error.strerror}）") from error
    reader = csv.DictReader(io.StringIO(text, newline=""))
    columns = {name: fold_text(name).strip() for name in reader.fieldnames or ()}
    if "file" not in columns.values():
        raise InputError(f"来源表 {path} 没有 file 栏（应有 file 和 {'、'.join(COLUMNS)} 中的任何几栏）")
    rows = []
    for number, row in enumerate(reader, 2):
        cells = {columns[name]: (value or "").strip() for name, value in row.items() if name in columns}
        if cells["file"]:
            rows.append((cells["file"].removeprefix("./"), _row(cells, by, f"来源表 {path} 第 {number} 行")))
    return Sources(place=str(path.resolve()), rows=tuple(rows))


def checked(column: str, value: str) -> str:
    """A column's value in the form that is kept. Raises ValueError with what it should be."""
    return COLUMNS[column][1](value)


def merged(old: Told, new: Told) -> Told:
    """What is told, newer words in place of older ones by the same teller."""
    kept = {(slot, by): value for slot, value, by in (*old, *new)}
    slots = [slot for slot, _ in COLUMNS.values()]
    return tuple((slot, kept[slot, by], by) for slot in slots for by in (LIST, PERSON) if (slot, by) in kept)


def forgotten(told: Told) -> Told:
    """Without what a person said; where no person said anything, without what the list says."""
    rest = tuple(each for each in told if each[2] != PERSON)
    return rest if len(rest) < len(told) else ()


def clues(told: Told, place: str = "") -> Clues:
    """What is told that helps to read the rest, and the folders of the place that the file was read from."""
    said = {slot: value for slot, value, _ in told}
    folders = PurePosixPath(place).parts[-2::-1][:_FOLDERS]
    return Clues(title=said.get("title", ""), url=said.get("url", ""), told=frozenset(said), folders=folders)


def applied(document: Document, told: Told) -> Document:
    """The document as it is told to be."""
    said = {slot: (value, by) for slot, value, by in told}
    title = said["title"][0] if "title" in said else document.title
    return replace(document, title=title, identity=_identity(document.identity, said))


def _identity(read: Identity, said: Mapping[str, tuple[str, str]]) -> Identity:
    slots: dict[str, object] = {name: said[name][0] for name in ("stage", "scope", "kind") if name in said}
    if "period" in said:
        period = said["period"][0].split(";")[0]
        slots |= {"period": period if len(period) > 4 else None, "year": int(period[:4])}
    if "year" in said:
        slots["year"] = int(said["year"][0])
        if "period" not in said and read.period and not read.period.startswith(said["year"][0]):
            slots["period"] = None
    if "org" in said:
        org, *others = said["org"][0].split(";")
        names = (read.org, *read.aliases)
        former = read.former if read.org and _same(org, read.org) else ()
        slots |= {
            "org": org,
            "others": tuple(others),
            "aliases": tuple(n for n in dict.fromkeys(names) if n and n != org and (n in former or _same(org, n))),
            "former": former,
        }
    by = {name: said[name][1] if name in said else said["period"][1] for name in ("org", "year", "stage", "scope", "kind")
          if name in slots and (name in said or "period" in said)}  # fmt: skip
    how = (*((n, place) for n, place in read.how if n not in by), *by.items())
    sure = (*((n, s) for n, s in read.sure if n not in by), *((n, 1.0) for n in by))
    return replace(read, how=how, sure=sure, **slots)  # type: ignore[arg-type]


def _same(org: str, name: str) -> bool:
    return org.endswith(name) or may_be_one(org, name)


def _row(cells: Mapping[str, str], by: str, where: str) -> Told:
    found = []
    for column, (slot, check) in COLUMNS.items():
        if value := cells.get(column, ""):
            try:
                found.append((slot, check(value), by))
            except ValueError as error:
                raise InputError(f"{where}：{column} {error}，现为“{value}”") from None
    return tuple(found)


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InputError("来源表不是 UTF-8 或 GB18030 文字")


def unused(sources: Sources, places: Iterable[str]) -> tuple[str, ...]:
    """Files of a list that are none of these."""
    ends = tuple(places)
    return tuple(
        file
        for file, _ in sources.rows
        if not any(p == f"{sources.folder}/{file}" or p.endswith(f"/{file}") for p in ends)
    )
