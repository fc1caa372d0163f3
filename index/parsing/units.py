"""The subordinate units that a document names as its own."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from importlib.resources import files

from index.parsing.compose import Composed, PlacedGrid
from index.parsing.words import numbered, plain

_LISTED = 40  # so many numbered paragraphs may follow "包括："
# What stands before a name in a list; and what counts units instead of naming one (城东小学等27所小学, 3所公办幼儿园).
_BEFORE = re.compile(r"^(?:以及|即|及|和|与|还有|分别为|分别是|包括|局属|委属|院属|厅属|下属|所属|直属)+")
_SEVERAL = re.compile(r"\d+(?:所|个|家)|等.{0,6}(?:所|个|家)")


@cache
def _cue() -> re.Pattern[str]:
    data = tomllib.loads(files("index.parsing").joinpath("identity.toml").read_text(encoding="utf-8"))
    return re.compile(data["units"])


def subordinate(composed: Composed, texts: Sequence[str], name_of: Callable[[str], str]) -> tuple[str, ...]:
    """Units from sentences (下属单位名称：…), lists under them, and tables with a column 单位名称."""
    found = [*_from_texts(texts, name_of), *_from_grids(composed, name_of)]
    return tuple(dict.fromkeys(name for name in found if name))


def _from_texts(texts: Sequence[str], name_of: Callable[[str], str]) -> Iterable[str]:
    for i, text in enumerate(texts):
        words = plain(text)
        for match in _cue().finditer(words):
            rest = words[match.end() :].split("。")[0]
            if rest:
                yield from _split(rest, name_of)
            for item in texts[i + 1 : i + 1 + _LISTED]:
                listed = numbered(item)
                if (rest and not re.match(r"1[.、]", rest)) or listed is None or len(listed[1]) > 40:
                    break
                yield from _split(listed[1], name_of)


def _split(words: str, name_of: Callable[[str], str]) -> Iterable[str]:
    for part in re.split(r"[、;,]|\d{1,2}\.|和(?=[省市区县])", words):
        part = _BEFORE.sub("", part.rsplit(":", 1)[-1].rstrip("。. "))
        if _SEVERAL.search(part):
            continue
        yield name_of(re.sub(r"\((?:本级|行政|参公|全额|差额|自收自支)[^()]*\)|[()].*$", "", part))


def _from_grids(composed: Composed, name_of: Callable[[str], str]) -> Iterable[str]:
    for block in composed.blocks:
        if not isinstance(block, PlacedGrid):
            continue
        columns = {
            cell.column
            for cell, span in zip(block.grid.cells, block.spans, strict=True)
            if cell.row == 0 and plain(span.cut(composed.text)) in ("单位名称", "预算单位名称", "下属单位名称")
        }
        for cell, span in zip(block.grid.cells, block.spans, strict=True):
            if cell.row > 0 and cell.column in columns:
                yield name_of(plain(span.cut(composed.text)))
