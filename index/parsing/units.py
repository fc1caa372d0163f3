"""The subordinate units that a document names as its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from index.parsing.compose import Composed, PlacedGrid
from index.parsing.identity_names import name_of
from index.parsing.identity_rules import rules
from index.parsing.words import numbered, plain

_LISTED = 40  # so many numbered paragraphs may follow "包括："


def subordinate(composed: Composed, texts: Sequence[str]) -> tuple[str, ...]:
    """Units from sentences (下属单位名称：…), lists under them, and tables with a column 单位名称."""
    found = [*_from_texts(texts), *_from_grids(composed)]
    return tuple(dict.fromkeys(name for name in found if name))


def _from_texts(texts: Sequence[str]) -> Iterable[str]:
    for i, text in enumerate(texts):
        words = plain(text)
        for match in rules().units.finditer(words):
            rest = words[match.end() :].split("。")[0]
            if rest:
                yield from _split(rest)
            for item in texts[i + 1 : i + 1 + _LISTED]:
                listed = numbered(item)
                if (rest and not re.match(r"1[.、]", rest)) or listed is None or len(listed[1]) > 40:
                    break
                yield from _split(listed[1])


def _split(words: str) -> Iterable[str]:
    for part in rules().unit_between.split(words):
        part = rules().unit_before.sub("", part.rsplit(":", 1)[-1].rstrip("。. "))
        if rules().unit_count.search(part):
            continue
        yield name_of(rules().unit_behind.sub("", part))


def _from_grids(composed: Composed) -> Iterable[str]:
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
