"""Years that do not count the same: where a document between them says so, a comparison is warned of it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files

from index.model import Figure, Measure
from qa.answer.outcome import Mention
from qa.answer.shelf import Shelf

_CHANGES = (Measure.CHANGE, Measure.RATE)


@cache
def _words() -> re.Pattern[str]:
    data = tomllib.loads(files("qa.answer").joinpath("reach.toml").read_text(encoding="utf-8"))
    return re.compile(data["words"])


def changed_reach(figures: Sequence[Figure], shelf: Shelf) -> dict[str, Mention]:
    """For figures of one notion in several years: what the documents from the second year on say of their reach, and where."""
    years: dict[tuple[str, str], set[int]] = {}
    for f in figures:
        if f.measure is Measure.AMOUNT and f.item is not None and f.year is not None:
            years.setdefault((f.org, f.item), set()).add(f.year)
    return {
        words: mention
        for (org, item), told in years.items()
        if len(told) > 1
        for words, mention in _said(org, item, min(told), max(told), shelf)
    }


def _said(org: str, item: str, first: int, last: int, shelf: Shelf) -> Iterator[tuple[str, Mention]]:
    for info in shelf.by_org.get(org, ()):
        if info.year is None or not first < info.year <= last:
            continue
        changes = [f for f in shelf.store.figures_of(info.id) if f.item == item and f.measure in _CHANGES]
        for reason, source in {f.reason: f.source for f in reversed(changes) if f.reason is not None}.items():
            text = re.sub(r"\s", "", reason.cut(shelf.document(info.id).text))
            if _words().search(text):
                words = f"{info.year}年文件说明：“{text}”，与上一年的数字口径不同，不宜直接相比（《{info.file}》）"
                yield words, (info.id, replace(source, quote=reason))
