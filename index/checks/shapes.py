"""The additive shape of a table: which columns add up to which, which rows to which."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.checks.case import Case
from index.figures.columns import View, flow_of, panels, views
from index.figures.described import described
from index.figures.kinds import kind_of, total_of
from index.figures.rows import Named, named
from index.language.fold import label_key
from index.model import Measure
from index.parsing.tables.words import squeeze
from index.vocabulary import TableKind, Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A panel of a table with its rows and columns as understood."""

    index: int
    kind: TableKind | None
    flow: str | None
    columns: tuple[View, ...]
    rows: tuple[Named, ...]

    @property
    def values(self) -> tuple[View, ...]:
        """The columns that hold amounts of money."""
        return tuple(v for v in self.columns if v.role == "value" and v.measure is Measure.AMOUNT)

    @property
    def total(self) -> str | None:
        """The notion of the panel's total row."""
        return total_of(self.kind, self.flow)


def shapes(case: Case) -> tuple[Shape, ...]:
    """Every panel of every table."""
    found: tuple[Shape, ...] | None = case.kept.get("shapes")
    if found is None:
        found = case.kept["shapes"] = tuple(_shapes(case))
    return found


def _shapes(case: Case) -> Iterator[Shape]:
    vocabulary = case.vocabulary
    for index, table in enumerate(case.document.tables):
        kind = kind_of(table, case.document, vocabulary)
        default = (kind.flow if kind else None) or flow_of((label_key(table.title),))
        columns = views(table, vocabulary)
        for panel in panels(columns, kind):
            flow = next((f for v in panel if (f := flow_of(v.path[:1]))), None) or default
            beside = [v for v in columns if v.role == "label" and v.index < panel[0].index]
            rows = named(table, panel, beside, vocabulary)
            yield Shape(index=index, kind=kind, flow=flow, columns=described(panel, flow, vocabulary), rows=rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A heading over columns: ``total`` is the column that sums it up, ``children`` what it consists of."""

    name: str
    total: View | None
    children: tuple[Node, ...]

    @property
    def columns(self) -> tuple[View, ...]:
        """The columns whose amounts together are the node's."""
        if self.total is not None:
            return (self.total,)
        return tuple(v for child in self.children for v in child.columns)


def column_tree(columns: Sequence[View], vocabulary: Vocabulary) -> tuple[Node, ...]:
    """All headings that have a total and parts under them, for columns of one stage and year."""
    return tuple(n for n in _walk(_node("", [(_levels(v, vocabulary), v) for v in columns], vocabulary)) if _sums(n))


def _sums(node: Node) -> bool:
    return node.total is not None and len(node.children) > 1


def _walk(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children:
        yield from _walk(child)


def _levels(view: View, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The heading's levels without those that only tell stage or year."""
    levels = tuple(squeeze(level) for level in view.path)
    kept = tuple(level for level in levels if not vocabulary.is_label("time", level))
    return kept or levels


def _node(name: str, items: Sequence[tuple[tuple[str, ...], View]], vocabulary: Vocabulary) -> Node:
    groups: dict[str, list[tuple[tuple[str, ...], View]]] = {}
    total: View | None = None
    for levels, view in items:
        head = levels[0] if levels else ""
        if not levels or (len(levels) == 1 and _is_total(head, vocabulary)):
            total = total or view
        elif not head.startswith("其中"):
            groups.setdefault(head, []).append((levels[1:], view))
    children = tuple(_node(head, group, vocabulary) for head, group in groups.items())
    return Node(name=name, total=total, children=children)


def _is_total(level: str, vocabulary: Vocabulary) -> bool:
    return vocabulary.is_label("sum", level) or level == "金额"
