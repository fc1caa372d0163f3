"""The words of a panel's headings that tell its figures apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.figures.columns import COMPARED, View, flow_of
from index.figures.labels import concept_key, without_unit
from index.language.fold import label_key
from index.model import Measure
from index.parsing.tables.words import squeeze
from index.vocabulary import Vocabulary

_COMPARES = re.compile(r"比|较")


def described(panel: Sequence[View], flow: str | None, vocabulary: Vocabulary) -> tuple[View, ...]:
    """The panel's columns with the words that tell its figures apart: what all headings share is left out."""
    values = [v for v in panel if v.role == "value"]
    shared = _shared([v.path for v in values])
    counts = any(v.measure in (Measure.COUNT, Measure.AREA, Measure.PEOPLE) for v in values)
    found = [_describe(v, shared, flow, vocabulary) if v.role == "value" else v for v in panel]
    return tuple(replace(v, beside_counts=counts) for v in found)


def _shared(paths: Sequence[tuple[str, ...]]) -> int:
    """How many outermost levels are the same in all headings; of a lone heading all but the last."""
    count = 0
    for levels in zip(*paths, strict=False):
        if len({label_key(level) for level in levels}) != 1:
            break
        count += 1
    return min(count, min((len(p) for p in paths), default=1) - 1)


def _describe(view: View, shared: int, flow: str | None, vocabulary: Vocabulary) -> View:
    flow = flow_of(view.path) or flow
    levels = [_clean(level, vocabulary) for level in view.path[shared:]]
    if view.measure in COMPARED:
        # 2023年预算数比2022年执行数 | 增减额: the comparison is the measure's, not the item's.
        levels = [level for level in levels[:-1] if not _COMPARES.search(level)]
    elif view.measure is Measure.PRICE and (view.unit is None or view.unit.measure != Measure.PRICE.value):
        levels = levels[:-1]  # 单价 is the measure; 补贴标准（元/亩） is a name
    words = tuple(level for level in levels if level and not _says_nothing(level, vocabulary))
    if not words and len(levels) > 1 and vocabulary.is_label("subtotal", levels[-2]):
        words = (levels[-2],)
    item = concept_key(words[-1], vocabulary, flow, words[:-1]) if words else None
    return replace(view, flow=flow, words=words, whole=not words, item=item)


def _says_nothing(level: str, vocabulary: Vocabulary) -> bool:
    return vocabulary.is_label("whole", level) or vocabulary.is_label("time", level)


def _clean(level: str, vocabulary: Vocabulary) -> str:
    """A heading's level without unit, year and numbering."""
    words = re.sub(r"^(其中|减|加)[:：]", "", without_unit(squeeze(level), vocabulary))
    return re.sub(r"^(?:19|20)\d\d年度?(?=\D)", "", words)
