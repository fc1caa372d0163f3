"""Which kind of disclosure a document is, of which stage and scope, by the table in ``identity_kinds.toml``."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from index.parsing.identity_around import Subject
from index.parsing.identity_names import TITLED, name_of, title_words
from index.parsing.identity_rules import rules

Said = tuple[str | None, str]
"""What is told and where it was found ("" where nothing tells it)."""
_NEVER = "(?!)"
DEPARTMENT, UNIT, AREA = "部门", "单位", "地区"
NEWS = "新闻"
ACCOUNTS = "部门预决算"
MONTHLY = "收支月报"
_OF_GOVERNMENT = {"决算": "政府决算", "预算": "执行报告", "执行": "执行报告"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of disclosure; ``stage`` and ``scope`` are what each of it has, ``stages`` what its title or first lines
    tell, ``hints`` what its title tells where they do not; ``by_office`` whether an office may give it out on its own."""

    name: str
    title: re.Pattern[str]
    title_needs: re.Pattern[str]
    title_not: re.Pattern[str]
    opening: re.Pattern[str]
    opening_needs: re.Pattern[str]
    stage: str | None
    scope: str | None
    by_office: bool
    stages: tuple[tuple[str, re.Pattern[str]], ...]
    hints: tuple[tuple[str, re.Pattern[str]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kinds:
    """``identity_kinds.toml``, compiled."""

    kinds: tuple[Kind, ...]
    funds: re.Pattern[str]
    area: re.Pattern[str]
    own: re.Pattern[str]
    whole: re.Pattern[str]
    narrow: re.Pattern[str]
    institution: re.Pattern[str]
    late: tuple[tuple[str, re.Pattern[str]], ...]
    lines: int

    def named(self, name: str | None) -> Kind | None:
        """The kind of this name."""
        return next((kind for kind in self.kinds if kind.name == name), None)


@cache
def kinds() -> Kinds:
    """The table, loaded once."""
    data: dict[str, Any] = tomllib.loads(
        files("index.parsing").joinpath("identity_kinds.toml").read_text(encoding="utf-8")
    )
    return Kinds(
        kinds=tuple(_kind(each) for each in data["kind"]),
        lines=data["opening"],
        late=tuple((name, re.compile(words)) for name, words in data["late"]),
        **{name: re.compile(data[name]) for name in ("funds", "area", "own", "whole", "narrow", "institution")},
    )


def _kind(data: dict[str, Any]) -> Kind:
    patterns = {
        name: re.compile(data.get(name, default))
        for name, default in (
            ("title", _NEVER),
            ("title_needs", ""),
            ("title_not", _NEVER),
            ("opening", _NEVER),
            ("opening_needs", ""),
        )
    }
    return Kind(
        name=data["name"],
        stage=data.get("stage"),
        scope=data.get("scope"),
        by_office=data.get("by_office", False),
        stages=tuple((name, re.compile(words)) for name, words in data.get("stages", ())),
        hints=tuple((name, re.compile(words)) for name, words in data.get("hints", ())),
        **patterns,
    )


def kind_of(titles: Sequence[str], lines: Sequence[str]) -> Said:
    """The kind that the title tells, else the one that the first lines tell."""
    table = kinds().kinds
    for kind in table:
        for title in titles:
            if kind.title.search(title) and kind.title_needs.search(title) and not kind.title_not.search(title):
                return kind.name, "标题"
    opening = [title_words(line) for line in lines[: kinds().lines]]
    together = "\n".join(opening)
    for kind in table:
        if kind.opening_needs.search(together) and any(kind.opening.search(line[:200]) for line in opening):
            return kind.name, "正文开头"
    return None, ""


def is_of_area(kind: str | None, titles: Sequence[str]) -> bool:
    """Whether a document prints the totals of a whole area: by its kind, or because its title says so (全县)."""
    found = kinds().named(kind)
    if found and found.scope:
        return found.scope == AREA
    return kind != ACCOUNTS and any(kinds().area.search(title) for title in titles[:3])


def office_of(kind: str | None, titles: Sequence[str]) -> str:
    """The office that gives out a paper of its own on a whole area's money (某县教育局关于…资金分配的公示), "" where none
    does; who publishes for all is none."""
    found = kinds().named(kind)
    if found is None or not found.by_office:
        return ""
    names = (name_of(title[: on.start()]) for title in titles if (on := rules().on.search(title)))
    return next((name for name in names if name and not rules().for_all.search(name)), "")


def of_area(kind: str | None, stage: str | None, titles: Sequence[str]) -> str | None:
    """The kind of a paper on a whole area whose title says no more than 预算 or 决算 (某县2020年预算公开)."""
    if kind != ACCOUNTS or any(kinds().narrow.search(title) for title in titles):
        return kind
    return _OF_GOVERNMENT.get(stage or "", kind)


def stage_of(kind: str | None, titles: Sequence[str], stem: str, texts: Sequence[str], cues: Iterable[Any]) -> Said:
    """The stage that belongs to the kind, or that title, file name or most of the text tell."""
    table, found = kinds(), kinds().named(kind)
    if found and found.stage:
        return found.stage, "文件种类"
    if found:
        for title in (*titles[:2], *map(title_words, texts[: table.lines])):
            if stage := next((name for name, words in found.stages if words.search(title)), None):
                return stage, "标题"
        if hint := next((name for name, words in found.hints for title in titles[:2] if words.search(title)), None):
            return hint, "标题"
    masked = [table.funds.sub("", title) for title in titles]
    dated = [(m["year"], m["stage"]) for title in masked for m in TITLED.finditer(title) if m["year"]]
    if len(set(dated)) > 1 and len({year for year, _ in dated}) > 1:
        return dated[0][1], "标题"  # 2016年决算2017年预算: of the year that the document is known by, its first
    stage, how = said(cues, masked, table.funds.sub("", stem), texts, mask=table.funds)
    return (stage, how) if stage else said(table.late, (), "", texts)


def scope_of(
    kind: str | None, subject: Subject, titles: Sequence[str], stem: str, lines: Sequence[str], cues: Iterable[Any]
) -> Said:
    """A whole area, a unit alone, or a department with its units. Where neither title nor file name tells, an institution
    (a school, a hospital) is likely to be a unit, whatever form its text follows, and an office a department."""
    table, found = kinds(), kinds().named(kind)
    if found and found.scope and (subject.area or not subject.name or not found.by_office):
        return found.scope, "文件种类"
    if subject.area:
        return AREA, "单位名称"
    if kind == NEWS:
        return DEPARTMENT, "推定"
    if kind != ACCOUNTS and any(table.area.search(title) for title in titles[:3]):
        return AREA, "标题"
    if any(table.own.search(title) for title in (*titles[:3], stem)):
        return UNIT, "标题"
    scope, how = said(cues, titles, stem, lines)
    institution = table.institution.search(subject.name) is not None
    if how == "正文" and scope == DEPARTMENT and institution:
        scope = None
    if scope is None and any(table.whole.search(line) for line in lines):
        return DEPARTMENT, "正文"
    if scope is None and subject.name:
        return (UNIT if institution else DEPARTMENT), "推定"
    return scope, how


def said(
    cues: Iterable[tuple[str, re.Pattern[str]]],
    titles: Sequence[str],
    stem: str,
    texts: Sequence[str],
    mask: re.Pattern[str] | None = None,
) -> Said:
    """The first cue that the title, the file's name or most of the text gives."""
    cues = tuple(cues)
    for words, how in (*((t, "标题") for t in titles), (stem, "文件名")):
        places = [(m.end(), name) for name, pattern in cues for m in pattern.finditer(words)]
        if places and (how == "文件名" or re.search(r"\d{2}年", words)):
            return max(places)[1], how
    words_of = (mask.sub("", title_words(text)) if mask else title_words(text) for text in texts)
    counts = Counter(name for words in words_of for name, pattern in cues for _ in pattern.finditer(words))
    return (counts.most_common(1)[0][0], "正文") if counts else (None, "")
