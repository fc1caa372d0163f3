"""Headings of tables of which nothing but their cells is left: which names head words, and which amounts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.readers.pagewords import words

_WIDEST = 14  # columns of amounts
_CAPTION = re.compile(r"单位[:：]|表$")


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


def panels(cells: Sequence[str], kinds: Sequence[str], start: int) -> tuple[list[Panel], int]:
    """The heading that ends at ``start``, as panels from left to right, and where it begins."""
    found: list[Panel] = []
    at = start
    while True:
        values = at
        while values and at - values < _WIDEST and kinds[values - 1] == "label" and not heads_labels(cells[values - 1]):
            values -= 1
        labels = values
        while labels and kinds[labels - 1] == "label" and heads_labels(cells[labels - 1]):
            labels -= 1
        names = list(cells[labels:values])
        while (
            len(names) > 1 and "".join(names[0].split()) in words()["sides"]
        ):  # 收入 | 支出 above 项目 | 金额 | 项目 | 金额
            del names[0]
        if values == at or not 0 < len(names) <= 2 or any(says(cells[n]) for n in range(values, at)):
            break
        found.insert(0, Panel(labels=tuple(names), values=tuple(cells[values:at])))
        at = labels
    return found, at


def grouped(panel: Panel, width: int) -> Panel:
    """2022年 2023年 合计 基本支出 合计 基本支出 over four amounts: names that come again for each of the groups before them."""
    groups, names = panel.values[:-width], panel.values[-width:]
    each = width // len(groups) if groups else 0
    if len(groups) < 2 or each < 2 or names != names[:each] * len(groups):
        return panel
    over = tuple(groups[n // each] if n % each == 0 else "" for n in range(width))
    return Panel(labels=panel.labels, values=names, groups=over)


def says(cell: str) -> bool:
    """Whether a column of such a name holds words."""
    return "".join(cell.split()).endswith(words()["wordy_endings"])


def heads_labels(cell: str) -> bool:
    """Whether a column of words is called so, and nothing else (项目, 科目名称)."""
    tight = "".join(cell.split())
    return tight in words()["label_headings"] or tight.endswith(words()["label_endings"])


def is_caption(cell: str) -> bool:
    """Whether it is the title of a table, or tells its unit."""
    return _CAPTION.search(cell) is not None


def heads_ordinals(cell: str) -> bool:
    """Whether a column of serial numbers is called so."""
    return "".join(cell.split()) in words()["ordinal_headings"]
