"""Which documents of a library can be held against each other: disclosures of one body, and pairs of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from index.model import Figure, Finding, Source

_TAIL = 3  # characters in which all names of one body end alike
_SHORT = 5  # a name of no more is that of many bodies (档案馆)


class Paper(Protocol):
    """What a catalogue tells of a document."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def org(self) -> str:
        """The body, under one name in all documents."""

    @property
    def year(self) -> int | None:
        """The fiscal year."""

    @property
    def stage(self) -> str | None:
        """预算 or 决算."""

    @property
    def scope(self) -> str | None:
        """部门 or 单位."""

    @property
    def units(self) -> tuple[str, ...]:
        """The subordinate bodies that it lists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """All files of one disclosure (text and tables are often two): ``documents`` are their ids, ``figures`` all theirs."""

    org: str
    year: int
    stage: str
    scope: str | None
    documents: tuple[str, ...]
    figures: tuple[Figure, ...] = ()
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A finding on two documents: ``finding`` is told of the first, ``others`` are the cells of the document ``other``."""

    finding: Finding
    other: str
    others: tuple[Source, ...]


def disclosures(papers: Iterable[Paper]) -> tuple[Disclosure, ...]:
    """The papers by body, year, stage and scope; what does not tell the first three stands for nothing."""
    groups: dict[tuple[str, int, str, str | None], list[Paper]] = {}
    for paper in papers:
        if paper.org and paper.year is not None and paper.stage:
            groups.setdefault((paper.org, paper.year, paper.stage, paper.scope), []).append(paper)
    return tuple(
        Disclosure(
            org=org,
            year=year,
            stage=stage,
            scope=scope,
            documents=tuple(p.id for p in group),
            units=tuple(dict.fromkeys(u for p in group for u in p.units)),
        )
        for (org, year, stage, scope), group in groups.items()
    )


def year_pairs(all_of_them: Sequence[Disclosure]) -> Iterator[tuple[Disclosure, Disclosure]]:
    """A disclosure with each one that it repeats: those of the year before, and a final account's own budget."""
    known: dict[tuple[str, int, str], list[Disclosure]] = {}
    for each in all_of_them:
        known.setdefault((each.org, each.year, each.stage), []).append(each)
    for this in all_of_them:
        for year, stage in ((this.year - 1, "预算"), (this.year - 1, "决算"), (this.year, "预算")):
            if (year, stage) == (this.year, this.stage):
                continue
            found = known.get((this.org, year, stage), [])
            exact = [d for d in found if d.scope == this.scope]
            # A scope that is not told may be either: only where there is no choice.
            loose = [d for d in found if len(found) == 1 and None in (d.scope, this.scope)]
            yield from ((this, other) for other in exact or loose)


def scope_pairs(all_of_them: Sequence[Disclosure]) -> Iterator[tuple[Disclosure, Disclosure]]:
    """A department with each of its units: the body alone, and the subordinate bodies that it lists."""
    for whole, parts in _families(all_of_them):
        yield from ((whole, part) for part in dict.fromkeys(d for found in parts.values() for d in found))


def whole_families(all_of_them: Sequence[Disclosure]) -> Iterator[tuple[Disclosure, tuple[Disclosure, ...]]]:
    """Departments of which the body alone and every unit that it lists are there, each once."""
    for whole, parts in _families(all_of_them):
        if len(parts) > 1 and all(len(found) == 1 for found in parts.values()):
            yield whole, tuple(dict.fromkeys(found[0] for found in parts.values()))


def _families(
    all_of_them: Sequence[Disclosure],
) -> Iterator[tuple[Disclosure, dict[str, tuple[Disclosure, ...]]]]:
    """Each department with what is there of the body alone and of each unit, by the names in which it lists them."""
    units: dict[tuple[int, str, str], list[Disclosure]] = {}
    for each in all_of_them:
        if each.scope == "单位":
            units.setdefault((each.year, each.stage, each.org[-_TAIL:]), []).append(each)
    for whole in all_of_them:
        if whole.scope == "部门":
            yield (
                whole,
                {
                    name: tuple(
                        part
                        for part in units.get((whole.year, whole.stage, name[-_TAIL:]), ())
                        if _is_named(part.org, name, whole.org)
                    )
                    for name in (whole.org, *whole.units)
                },
            )


def _is_named(body: str, name: str, department: str) -> bool:
    """Whether a department means a body by a name: 浦江区社会福利院 is 上海市浦江区社会福利院, if it is in Shanghai itself."""
    if body == name or name == department:
        return body == name
    if body.endswith(name):
        return department.startswith(body.removesuffix(name))
    return name.endswith(body) and len(body) > _SHORT
