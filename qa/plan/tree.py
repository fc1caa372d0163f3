"""What is to be worked out: a frozen tree whose leaves are questions after one figure each."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from qa.model import Query

By = Literal["单位", "年度", "阶段", "口径", "项目"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A question after one figure of one body, and what the figure is called among the others."""

    name: str
    query: Query


@dataclass(frozen=True, slots=True, kw_only=True)
class Each:
    """Figures named one by one: of several bodies, years, stages, scopes or items."""

    leaves: tuple[Leaf, ...]
    by: By


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """The figures that stand together under what a question names: rows of a table, members of an enumeration."""

    query: Query


Terms = Each | Alike


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """The sum, or the mean."""

    of: Terms
    mean: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """By size: the largest or the lowest, the ``place`` asked for (0 the first), the first ``top``; ``apart`` asks what lies between two,
    ``share`` what part of their whole the first one is."""

    of: Terms
    share: bool = False
    lowest: bool = False
    place: int = 0
    top: int | None = None
    apart: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """Year by year, and how the last stands to the first."""

    of: Each


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """What lies between two figures, the first held against the second; as a rate in percent of the second."""

    of: Each
    rate: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Beyond:
    """Those on one side of a limit, in yuan where it is money. ``counts`` asks how many."""

    of: Terms
    limit: Decimal
    relation: str
    said: str
    counts: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A part of a whole in percent; of a part alone, as printed."""

    part: Leaf
    whole: Leaf | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Per:
    """What something comes to for each of what is counted."""

    of: Leaf
    count: Leaf


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """How much more or less than before, or in percent: as printed, else worked out from both figures."""

    query: Query
    rate: bool = False


Plan = Total | Order | Trend | Apart | Beyond | Share | Per | Change
