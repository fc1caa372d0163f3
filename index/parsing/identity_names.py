"""Names of public bodies by their form: in titles, behind labels, in file names, at the head of sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from index.parsing.compose import Composed, PlacedGrid, PlacedLine
from index.parsing.identity_rules import rules
from index.parsing.words import plain

_HAN = r"[\u3400-\u9fff\U00020000-\U0003ffff]"
TITLED = re.compile(
    rf"(?P<before>(?:{_HAN}|[()·、])*?)(?:(?P<year>(?:19|20)\d\d)年?度?|(?P<short>(?<!\d)[12]\d)年度?)"
    rf"(?P<after>(?:{_HAN}|[()·、])*?)(?P<stage>预算|决算)"
)
_QUOTES = str.maketrans("", "", "“”\"‘’'「」『』")
_HAN_YEAR = re.compile(r"二[〇零○o0][〇零○o0一二三四五六七八九]{2}(?=年)")
_HAN_DIGITS = str.maketrans("〇零○o一二三四五六七八九", "0000123456789")
_LONGEST_NAME = 30
_CELL = 80  # and of one that may hold a name
LONE = re.compile(rf"(?:{_HAN}|[()])+")
_PLACE = 3  # characters: a place of two and its level
_LABEL = 16  # characters of a cell that only labels the next one
# Mirrored pages print the sound behind a character: 預(yù)算.
_SOUND = re.compile(r"\((?=[a-z]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]|[a-z]{1,6}\))[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6}\)")


def clean(text: str) -> str:
    """Folded, without white space and without sounds printed behind characters."""
    words = plain(text)
    return _SOUND.sub("", words) if "(" in words else words


def title_words(text: str) -> str:
    """A title folded for reading: without quotes, a year written in characters as digits."""
    words = clean(text).translate(_QUOTES)
    return _HAN_YEAR.sub(lambda found: found.group().translate(_HAN_DIGITS), words)


def name_of(words: str) -> str:
    """A body's name out of folded words that may hold more around it, "" where they hold none."""
    words = _first_of(rules().leading.sub("", _bare(words)))
    while (shorter := rules().trailing.sub("", words)) != words:
        words = _bare(shorter)
    if len(words) < 3 or len(words) > _LONGEST_NAME or rules().not_name.match(words):
        return ""
    return words if rules().ending.search(words) else ""


def _first_of(words: str) -> str:
    """The first of several names of one place that a line prints one behind the other (某县水务局 某县财政局)."""
    again = words.find(words[:_PLACE], _PLACE) if len(words) > _PLACE else -1
    return words[:again] if again > 0 and rules().ending.search(words[:again]) else words


def _bare(words: str) -> str:
    """Without the marks around it; a bracket stays only whole and behind a name."""
    words = words.strip("、,.:;\"'“”-_ ")
    if words.count("(") == words.count(")") and not words.startswith("("):
        return words
    words = words.strip("()、,.:;\"'“”-_ ")
    return words if words.count("(") == words.count(")") else words.split("(")[0]


def title_names(words: str) -> list[str]:
    """The names before and after the year of a title."""
    found = []
    for match in TITLED.finditer(words):
        for part in (match["before"], match["after"]):
            if name := name_of(rules().on.split(part, maxsplit=1)[-1]):
                found.append(name)
    return found


def labelled(composed: Composed, lines: Sequence[str]) -> Counter[str]:
    """Names behind 编制部门：, 单位名称：…, with how often they stand there."""
    found: Counter[str] = Counter()
    cells = (
        plain(span.cut(composed.text))
        for block in composed.blocks
        if not isinstance(block, PlacedLine)
        for span in block.spans
        if span.end - span.start < _CELL
    )
    for line in (*lines, *cells):
        match = rules().label.match(line) or (rules().label_within.search(line) if ":" in line else None)
        if match:
            rest = rules().label_end.split(line[match.end() :])[0]
            if name := name_of(rest):
                found[name] += 1
    for line in lines:
        if (match := rules().code.match(line)) and (name := name_of(line[match.end() :])):
            found[name] += 1
    return found


def beside_labels(composed: Composed) -> Counter[str]:
    """Names in the cell to the right of one that says whose they are (主管部门 | 某县水务局): often of the body above, or
    of who carries a project out, so that they count only where nothing else names the body."""
    grids = (block for block in composed.blocks if not isinstance(block, PlacedLine))
    return Counter(name for grid in grids for name in _beside(grid, composed.text))


def _beside(grid: PlacedGrid, text: str) -> Iterator[str]:
    cells = list(zip(grid.grid.cells, grid.spans, strict=True))
    for (label, where), (cell, span) in pairwise(cells):
        if label.row != cell.row or where.end - where.start >= _LABEL or span.end - span.start >= _CELL:
            continue
        if rules().owner_label.fullmatch(plain(where.cut(text))) and (name := name_of(plain(span.cut(text)))):
            yield name


def ranked(titles: Sequence[str], labels: Counter[str], stem: str, texts: Sequence[str]) -> list[tuple[str, str]]:
    """Every name that its form tells, with where it was found, the one to use first."""
    titled = [name for words in titles for name in title_names(words)]
    head, separator, rest = stem.partition("__")
    filed = [*title_names(rest or stem), *([name_of(head)] if separator else [])]
    said = said_names(texts)
    found = [
        *((n, "标题") for n in titled[:1]),
        *((n, "编制单位") for n, _ in labels.most_common(2)),
        *((n, "文件名") for n in filed if n),
        *((n, "正文") for n, count in said.most_common(1) if count > 1),
    ]
    first: dict[str, str] = {}
    for name, how in found:
        first.setdefault(name, how)
    return [
        (n, how)
        for n, how in first.items()
        if not any(o != n and o.startswith(n) and how == h for o, h in first.items())
    ]


def opening_names(lines: Sequence[str]) -> list[str]:
    """Names at the head of long first lines, as flattened pages begin: 教育局2020年部门预算报送日期…"""
    found = []
    for line in lines[:8]:
        match = TITLED.match(re.sub(r"^[\d、.]+(?!\d{2}年)", "", title_words(line[:80])))
        if match and len(match["before"]) < _LONGEST_NAME and (name := name_of(match["before"])):
            found.append(name)
    return found[:1]


def said_names(texts: Sequence[str]) -> Counter[str]:
    """Bodies that sentences of the text begin with, in front of a year or after one."""
    found: Counter[str] = Counter()
    for text in texts:
        words = plain(text)
        for match in rules().said.finditer(words):
            if name := name_of(match[1]):
                found[name] += 1
    return found


def aliases(org: str, names: Sequence[tuple[str, str]], texts: Sequence[str]) -> tuple[str, ...]:
    """Other names of the same body: those found beside it, those that the text gives it, its short forms."""
    found = [name for name, how in names[1:] if how != "正文" or _shortens(name, org)]
    for text in texts[:40]:
        found.extend(m[1] for m in rules().short.finditer(plain(text)))
    found.extend(n for n, count in said_names(texts).items() if count > 1 and _shortens(n, org))
    return tuple(dict.fromkeys(name for name in found if name and name != org))


def is_self(unit: str, org: str, names: Sequence[tuple[str, str]]) -> bool:
    """Whether a unit in the list is the body itself (本级, 本部, 机关)."""
    own = rules().own.sub("", unit)
    return own in {org, *(name for name, _ in names)} or (own != unit and org.endswith(own))


def _shortens(name: str, org: str) -> bool:
    """Whether a name is the other one with words left out at its beginning or in front of its kind (省检察院)."""
    if not org or len(name) >= len(org):
        return False
    if org.endswith(name):
        return True
    rest = iter(org)
    return all(c in rest for c in name) and name[-2:] == org[-2:] and name[0] in "省市区县州"
