"""Cells of a form that hold a label and its amount together: 资金总额:952.22, 其中：财政拨款 900.00."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from index.parsing.tables.parts import Item, Part
from index.parsing.tables.words import squeeze, words

_BOTH = re.compile(
    r"^(?P<label>(?:其中[:：])?[^\d:：≤≥<>]{2,24}?)\s*[:：]?\s*"
    r"(?P<amount>[-－]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:[.．]\d+)?\s*(?:亿元|万元|千元|元)?)$"
)


def taken_apart(part: Part, used: Iterable[int]) -> tuple[Part, list[tuple[Item, Item]]]:
    """The form without such cells, and the labels with their amounts; ``used`` are rows that hold something else."""
    taken = set(used)
    pairs: dict[int, tuple[Item, Item]] = {}
    for item in part.items:
        found = _BOTH.match(item.text) if item.row not in taken else None
        if (
            found is None
            or not words().form_labels.search(squeeze(found["label"]))
            or squeeze(item.text) in words().forms
        ):
            continue
        pairs[id(item)] = (
            replace(item, text=found["label"].strip(" :：")),
            replace(item, text=found["amount"].strip()),
        )
    if not pairs:
        return part, []
    rest = tuple(replace(item, text="", spans=()) if id(item) in pairs else item for item in part.items)
    return replace(part, items=rest), list(pairs.values())
