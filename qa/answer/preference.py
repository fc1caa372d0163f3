"""Where the same notion is printed in several tables with different reach, which one a plain question means.

The order is data: ``preferences.toml`` lists, for families of notions, the standard tables from the most to the least
fitting. 会议费 in the 三公 table is the whole, in the table of basic expenditure a part of it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from index.language.fold import label_key
from qa.answer.facets import Facets
from qa.answer.match import Match


@cache
def _families() -> tuple[tuple[frozenset[str], tuple[str, ...]], ...]:
    data = tomllib.loads(files("qa.answer").joinpath("preferences.toml").read_text(encoding="utf-8"))
    return tuple((frozenset(family["items"]), tuple(family["tables"])) for family in data["family"])


@cache
def _narrow() -> frozenset[str]:
    """Kinds of table that tell a part, whatever words their titles have."""
    data = tomllib.loads(files("qa.answer").joinpath("preferences.toml").read_text(encoding="utf-8"))
    return frozenset(data["narrow"])


@cache
def _kinds() -> Mapping[str, str]:
    """Kinds of table → the title under which the orders know them."""
    data = tomllib.loads(files("qa.answer").joinpath("preferences.toml").read_text(encoding="utf-8"))
    return {str(kind): str(title) for kind, title in data["kinds"].items()}


def preference(found: Match) -> tuple[float, ...]:
    """Sort key among figures that are equally meant; higher is preferred."""
    facets = found.facets
    figure = facets.figure
    printed = len(figure.amount.replace(".", "").lstrip("0")) if figure.value is not None else 0
    return (
        round(found.context, 1),
        -_reach(facets),
        -round(found.spare, 1),
        found.own,
        -len(facets.above),
        1.0 if figure.source.table is not None else 0.0,
        min(printed, 12),
        -(figure.source.page or 0),
    )


def _reach(facets: Facets) -> float:
    """Position of the figure's table in the order for its family; prose stands beside the first."""
    keys = {facets.item, facets.aspect_item, *facets.wholes}
    for items, tables in _families():
        if "*" in items or keys & items:
            return _position(tables, facets)
    return 0.0


def _position(tables: tuple[str, ...], facets: Facets) -> float:
    if facets.figure.source.table is None:
        return float(tables.index("文字")) if "文字" in tables else 0.5
    kind = facets.figure.table_kind or ""
    if kind in _narrow() and not any(label_key(table) in kind for table in tables[:1]):
        return float(next((i for i, table in enumerate(tables) if label_key(table) in kind), len(tables) + 1))
    words = facets.around
    told = next((i for i, table in enumerate(tables) if label_key(table) in words), len(tables))
    usual = _kinds().get(kind)
    return float(min(told, tables.index(usual)) if usual in tables else told)
