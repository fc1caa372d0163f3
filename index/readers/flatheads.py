"""Headings of tables of which nothing but their cells is left: which names head words, and which amounts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from index.readers import flatproof
from index.readers.pagewords import squeeze, words

_WIDEST = 14  # columns of amounts
_YEAR = re.compile(r"\d{4}年")
_ITEM = re.compile(r"^(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[)）])")
_NAMED = re.compile(r"^[^（(]+[（(][^（()）]*单位[:：][^（()）]*[）)]$")  # 价值（金额单位：万元）: the name of a column


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """``labels`` names the columns of words (编码, 名称), ``values`` those of amounts; ``groups`` what stands over each value
    ("" where the group before goes on), () where nothing does."""

    labels: tuple[str, ...]
    values: tuple[str, ...]
    groups: tuple[str, ...] = ()

    @property
    def heading(self) -> list[list[str]]:
        """All names, in one row or two."""
        blank = [""] * len(self.labels)
        if not self.groups:
            return [[*self.labels, *self.values]]
        return [[*self.labels, *self.groups], [*blank, *self.values]]


class _Way(NamedTuple):
    """Names in two rows, as in Panel; the column ``whole`` is the sum of ``parts``."""

    groups: tuple[str, ...]
    values: tuple[str, ...]
    whole: int
    parts: tuple[int, ...]


def panels(cells: Sequence[str], kinds: Sequence[str], start: int) -> tuple[list[Panel], int]:
    """The heading that ends at ``start``, as panels from left to right, and where it begins."""
    found: list[Panel] = []
    at = start
    while True:
        values = at
        while values and at - values < _WIDEST and _names_values(cells[values - 1], kinds[values - 1]):
            values -= 1
        labels = values
        while labels and kinds[labels - 1] == "label" and heads_labels(cells[labels - 1]):
            labels -= 1
        names = list(cells[labels:values])
        while len(names) > 1 and squeeze(names[0]) in words()["sides"]:
            del names[0]  # 收入 | 支出 above 项目 | 金额 | 项目 | 金额
        if not found and not names and values and _alone(cells[values - 1 : at], kinds[values - 1]):
            names = [cells[values]]  # right behind the caption, whatever it is called
            labels, values = values, values + 1
        if values == at or not 0 < len(names) <= 2 or any(says(cells[n]) for n in range(values, at)):
            break
        found.insert(0, Panel(labels=tuple(names), values=tuple(cells[values:at])))
        at = labels
    return found, at


def _names_values(cell: str, kind: str) -> bool:
    return kind == "label" and not heads_labels(cell) and not is_caption(cell)


def _alone(cells: Sequence[str], kind: str) -> bool:
    """Whether cells behind the first one, of this kind, are a whole heading, although none is known to head labels."""
    return len(cells) > 2 and ends_before(cells[0], kind) and heading_like(cells[1:])


def heading_like(names: Sequence[str]) -> bool:
    """Whether names may be a heading and no items whose amounts are blank: none is numbered, and of two one tells."""
    if any(map(_ITEM.match, names)):
        return False
    return len(names) > 2 or heads_labels(names[0]) or _tells(names[1])


def _tells(name: str) -> bool:
    return counts(name) or _YEAR.search(name) is not None or any(word in name for word in words()["counting"])


def ends_before(cell: str, kind: str) -> bool:
    """Whether no name of a heading can stand in this line: a sentence, or the unit."""
    return kind == "text" or is_caption(cell)


def grouped(panel: Panel, width: int) -> Panel:
    """2022年 2023年 合计 基本支出 合计 基本支出 over four amounts: names that come again for each of the groups before them."""
    groups, names = panel.values[:-width], panel.values[-width:]
    each = width // len(groups) if groups else 0
    if len(groups) < 2 or each < 2 or names != names[:each] * len(groups):
        return panel
    over = tuple(groups[n // each] if n % each == 0 else "" for n in range(width))
    return Panel(labels=panel.labels, values=names, groups=over)


def summed(panel: Panel, rows: Sequence[Sequence[Decimal | None]]) -> Panel:
    """债务限额 债务余额 小计 一般债务 专项债务 over four amounts: the one way to put the last names under one of the first in
    which the amounts under 小计 (or before 其中) are the sums of the others of its group, in all rows."""
    ways = [way for way in set(_ways(panel)) if all(flatproof.is_sum(row, way.whole, way.parts) for row in rows)]
    if len(ways) != 1 or not any(row[ways[0].whole] for row in rows):
        return panel
    return Panel(labels=panel.labels, values=ways[0].values, groups=ways[0].groups)


def _ways(panel: Panel) -> Iterator[_Way]:
    """Names of a group behind all of the first row, or right behind the group's own name."""
    names = panel.values
    for at in range(len(names) - 2):
        for first in range(at + 1, len(names) - 1):
            if told := _way(names[:at], names[at], names[first:], names[at + 1 : first]):
                yield told
        for end in range(at + 3, len(names) + 1):
            if told := _way(names[:at], names[at], names[at + 1 : end], names[end:]):
                yield told


def _way(before: Sequence[str], group: str, below: Sequence[str], behind: Sequence[str]) -> _Way | None:
    """The group over the names ``below``; None where no name tells that some of them are a sum."""
    at = len(before)
    among = at > 0 and _tight(group) in words()["among_names"]
    if not among and not is_whole(below[0]):
        return None
    parts = range(at if among else at + 1, at + len(below))
    return _Way(
        groups=(*before, group, *[""] * (len(below) - 1), *behind),
        values=(*[""] * at, *below, *[""] * len(behind)),
        whole=parts.start - 1,
        parts=tuple(parts),
    )


def is_whole(name: str) -> bool:
    """Whether a column of such a name is the sum of others (合计, 小计)."""
    return _tight(name) in words()["whole_names"]


def _tight(cell: str) -> str:
    return squeeze(cell).rstrip(":：")


def says(cell: str) -> bool:
    """Whether a column of such a name holds words."""
    return squeeze(cell).endswith(words()["wordy_endings"])


def begins(name: str) -> bool:
    """Whether a heading begins with such a name: 项目 and the like stand first, 项目名称 may stand anywhere."""
    return squeeze(name) in words()["label_headings"]


def heads_values(name: str) -> bool:
    """Whether a column of amounts is called so, and nothing else."""
    return name.endswith(words()["value_endings"])


def counts(name: str) -> bool:
    """Whether the name of a column of amounts may end so."""
    return name.endswith(words()["counting_endings"])


def heads_labels(cell: str) -> bool:
    """Whether a column of words is called so, and nothing else (项目, 科目名称)."""
    tight = squeeze(cell)
    return tight in words()["label_headings"] or tight.endswith(words()["label_endings"])


def is_caption(cell: str) -> bool:
    """Whether it is the title of a table, or tells its unit and nothing else."""
    told = cell.endswith(words()["caption_endings"]) or any(word in cell for word in words()["caption_words"])
    return told and _NAMED.match(cell) is None


def heads_ordinals(cell: str) -> bool:
    """Whether a column of serial numbers is called so."""
    return squeeze(cell) in words()["ordinal_headings"]
