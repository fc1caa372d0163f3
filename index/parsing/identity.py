"""Whose disclosure a document is, of which year, stage and scope.

Witnesses in the order of their weight: the title on the cover, lines that name the body (编制部门：…), the file's name,
sentences of the text. What several witnesses say of one body in different words becomes its aliases.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import PurePosixPath
from typing import Any

from index.language.periods import plausible
from index.model import Identity
from index.parsing.compose import Composed, PlacedLine
from index.parsing.units import subordinate
from index.parsing.words import plain

_HAN = r"[\u4e00-\u9fff]"
_TITLED = re.compile(
    rf"(?P<before>(?:{_HAN}|[()·、])*?)(?:(?P<year>(?:19|20)\d\d)年?度?|(?P<short>(?<!\d)[12]\d)年度?)"
    rf"(?P<after>(?:{_HAN}|[()·、])*?)(?P<stage>预算|决算)"
)
_COVER_LINES = 12
_LONGEST_NAME = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """``identity.toml``, compiled."""

    ending: re.Pattern[str]
    not_name: re.Pattern[str]
    label: re.Pattern[str]
    trailing: re.Pattern[str]
    leading: re.Pattern[str]
    compilers: re.Pattern[str]
    short: re.Pattern[str]
    code: re.Pattern[str]
    stages: tuple[tuple[str, re.Pattern[str]], ...]
    scopes: tuple[tuple[str, re.Pattern[str]], ...]


@cache
def rules() -> Rules:
    """The rules, loaded once."""
    data: dict[str, Any] = tomllib.loads(files("index.parsing").joinpath("identity.toml").read_text(encoding="utf-8"))
    endings = "|".join(sorted(map(re.escape, data["endings"]), key=len, reverse=True))
    return Rules(
        ending=re.compile(rf"(?:{endings})(?:\([^()]{{1,12}}\))?$"),
        not_name=re.compile(data["not_names"]),
        label=re.compile(data["labels"]),
        trailing=re.compile(data["trailing"]),
        leading=re.compile(data["leading"]),
        compilers=re.compile(data["compilers"]),
        short=re.compile(data["short"]),
        code=re.compile(data["code"]),
        stages=tuple((name, re.compile(words)) for name, words in data["stages"]),
        scopes=tuple((name, re.compile(words)) for name, words in data["scopes"]),
    )


def name_of(words: str) -> str:
    """A body's name out of folded words that may hold more around it, "" where they hold none."""
    words = rules().leading.sub("", words.strip("()、,.:;\"'“”-_ "))
    while (shorter := rules().trailing.sub("", words)) != words:
        words = shorter.strip("()、,.:; ")
    if len(words) < 3 or len(words) > _LONGEST_NAME or rules().not_name.match(words):
        return ""
    return words if rules().ending.search(words) else ""


def identify(composed: Composed, texts: Sequence[str], banner: str) -> Identity:
    """What the document says of itself. ``texts`` are its paragraphs, ``banner`` its title."""
    lines = [plain(b.line.text) for b in composed.blocks if isinstance(b, PlacedLine) and b.line.text.strip()]
    stem = plain(PurePosixPath(composed.file).stem)
    titles = [plain(banner), plain(composed.title), *_cover(lines)]
    labelled = _labelled(composed, lines)
    names = _names(titles, labelled, stem, texts)
    org = names[0][0] if names else ""
    year, year_how = _year(titles, lines, texts, stem, composed.published)
    stage, stage_how = _said(rules().stages, titles, stem, texts)
    scope, scope_how = _said(rules().scopes, titles, stem, lines)
    code = next((m[1] for line in lines if (m := rules().code.match(line)) and org and org in line), None)
    how = [("org", names[0][1])] if names else []
    how += [(k, v) for k, v in (("year", year_how), ("stage", stage_how), ("scope", scope_how)) if v]
    return Identity(
        org=org,
        year=year,
        stage=stage,
        scope=scope,
        code=code,
        aliases=_aliases(org, names, texts),
        units=tuple(u for u in subordinate(composed, texts, name_of) if not _is_self(u, org, names)),
        how=tuple(how),
    )


def _cover(lines: Sequence[str]) -> list[str]:
    """Lines that can be the title: those of the cover, single and run together."""
    cover: list[str] = []
    for line in lines[:_COVER_LINES]:
        if line in ("目录", "目次") or len(line) > 60 or rules().compilers.search(line):
            break
        cover.append(line)
    joined = ["".join(cover[i : i + n]) for n in (1, 2, 3) for i in range(len(cover) - n + 1)]
    # A title that is whole on one line is safer than one put together, but only where it names a body.
    return sorted(joined, key=lambda words: not (_TITLED.search(words) and _title_names(words)))


def _title_names(words: str) -> list[str]:
    found = []
    for match in _TITLED.finditer(words):
        for part in (match["before"], match["after"]):
            if name := name_of(re.sub(r"^.*?关于", "", part)):
                found.append(name)
    return found


def _labelled(composed: Composed, lines: Sequence[str]) -> Counter[str]:
    """Names behind 编制部门：, 单位名称：…, with how often they stand there."""
    found: Counter[str] = Counter()
    cells = (
        plain(span.cut(composed.text))
        for block in composed.blocks
        if not isinstance(block, PlacedLine)
        for span in block.spans
        if span.end - span.start < 80
    )
    for line in (*lines, *cells):
        match = rules().label.match(line) or (re.search(r"(?:编制|填报)(?:部门|单位):", line) if ":" in line else None)
        if match:
            rest = re.split(r"(?:金额)?单位:|:|,|;|。|\d", line[match.end() :])[0]
            if name := name_of(rest):
                found[name] += 1
    for line in lines:
        if (match := rules().code.match(line)) and (name := name_of(line[match.end() :])):
            found[name] += 1
    return found


def _names(titles: Sequence[str], labelled: Counter[str], stem: str, texts: Sequence[str]) -> list[tuple[str, str]]:
    """Every name with where it was found, the one to use first."""
    titled = [name for words in titles for name in _title_names(words)]
    head, separator, rest = stem.partition("__")
    filed = [*_title_names(rest or stem), *([name_of(head)] if separator else [])]
    said = _said_names(texts)
    ranked = [
        *((n, "标题") for n in titled[:1]),
        *((n, "编制单位") for n, _ in labelled.most_common(2)),
        *((n, "文件名") for n in filed if n),
        *((n, "正文") for n, count in said.most_common(1) if count > 1),
    ]
    first: dict[str, str] = {}
    for name, how in ranked:
        first.setdefault(name, how)
    return [
        (n, how)
        for n, how in first.items()
        if not any(o != n and o.startswith(n) and how == h for o, h in first.items())
    ]


def _said_names(texts: Sequence[str]) -> Counter[str]:
    """Bodies that sentences of the text begin with, in front of a year or after one."""
    found: Counter[str] = Counter()
    for text in texts:
        words = plain(text)
        for match in re.finditer(
            rf"(?:^|[,。;:]|\d年度?)({_HAN}{{3,24}}?)(?:\d{{4}}年度?|本年|部门预算|部门决算|单位预算)", words
        ):
            if name := name_of(match[1]):
                found[name] += 1
    return found


def _aliases(org: str, names: Sequence[tuple[str, str]], texts: Sequence[str]) -> tuple[str, ...]:
    found = [name for name, how in names[1:] if how != "正文" or _shortens(name, org)]
    for text in texts[:40]:
        found.extend(m[1] for m in rules().short.finditer(plain(text)))
    found.extend(n for n, count in _said_names(texts).items() if count > 1 and _shortens(n, org))
    return tuple(dict.fromkeys(name for name in found if name and name != org))


def _is_self(unit: str, org: str, names: Sequence[tuple[str, str]]) -> bool:
    """Whether a unit in the list is the body itself (本级, 本部, 机关)."""
    own = re.sub(r"(?:本级|本部|机关|部门)+$", "", unit)
    return own in {org, *(name for name, _ in names)} or (own != unit and org.endswith(own))


def _shortens(name: str, org: str) -> bool:
    """Whether a name is the other one with words left out at its beginning or in front of its kind (省检察院)."""
    if not org or len(name) >= len(org):
        return False
    if org.endswith(name):
        return True
    rest = iter(org)
    return all(c in rest for c in name) and name[-2:] == org[-2:] and name[0] in "省市区县州"


def _year(
    titles: Sequence[str], lines: Sequence[str], texts: Sequence[str], stem: str, published: str
) -> tuple[int | None, str]:
    for words in titles:
        for match in _TITLED.finditer(words):
            if match["year"] and plausible(int(match["year"])):
                return int(match["year"]), "标题"
    said = Counter(
        int(m[1])
        for text in (*texts, *lines)
        for m in re.finditer(r"((?:19|20)\d\d)年?度?[^\d,。;]{0,24}?(?:预算|决算)", plain(text))
        if plausible(int(m[1]))
    )
    filed = _filed_year(stem)
    if said:
        # The text may compare with last year as often as it speaks of its own: the file's name may decide among them.
        top, count = said.most_common(1)[0]
        if filed is not None and said[filed] >= 0.4 * count:
            return filed, "文件名与正文"
        return top, "正文"
    if filed is not None:
        return filed, "文件名"
    if published[:4].isdigit() and plausible(int(published[:4])):
        return int(published[:4]), "发布日期"
    return None, ""


def _filed_year(stem: str) -> int | None:
    match = re.search(r"(?<!\d)((?:19|20)\d\d)(?!\d)", stem) or re.search(r"(?<!\d)([12]\d)年", stem)
    if match is None:
        return None
    year = int(match[1]) if len(match[1]) == 4 else 2000 + int(match[1])
    return year if plausible(year) else None


def _said(
    cues: Iterable[tuple[str, re.Pattern[str]]], titles: Sequence[str], stem: str, texts: Sequence[str]
) -> tuple[str | None, str]:
    """The first cue that the title, the file's name or most of the text gives."""
    cues = tuple(cues)
    for words, how in (*((t, "标题") for t in titles), (stem, "文件名")):
        places = [(m.end(), name) for name, pattern in cues for m in pattern.finditer(words)]
        if places and (how == "文件名" or re.search(r"\d{2}年", words)):
            return max(places)[1], how
    counts = Counter(name for text in texts for name, pattern in cues for _ in pattern.finditer(plain(text)))
    return (counts.most_common(1)[0][0], "正文") if counts else (None, "")
