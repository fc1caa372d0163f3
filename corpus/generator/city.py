"""The invented world: departments, units and what belongs to them, from one TOML file."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A project: who carries it (0 the department itself, 1… its units), what it costs, from when to when it runs."""

    name: str
    function: str
    amount: int
    unit: int = 0
    fund: str = "一般公共预算"
    since: int = 2000
    until: int = 2999
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A body that keeps books: the department itself or one of its units."""

    name: str
    kind: str
    heads: int
    running: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Department:
    """A department of a city with its units, itself first."""

    city: str
    name: str
    code: str
    units: tuple[Unit, ...]
    duties: tuple[str, ...]
    offices: tuple[str, ...]
    projects: tuple[Project, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Economic:
    """An economic class of basic expenditure: ``head`` is yuan per head and year, ``pays`` the function it goes to."""

    code: str
    name: str
    kind: str
    head: int
    only: str = ""
    pays: str = ""


@cache
def data() -> dict[str, Any]:
    """The file as it is."""
    return tomllib.loads((Path(__file__).parent / "city.toml").read_text(encoding="utf-8"))


def cities() -> tuple[str, ...]:
    """Names of invented cities, the one of the committed documents first."""
    return tuple(data()["cities"])


def function_name(code: str) -> str:
    """The name of a function class of any level."""
    return str(data()["functions"][code])


@cache
def economics() -> tuple[Economic, ...]:
    """Economic classes in the order of their codes."""
    return tuple(Economic(**row) for row in data()["economic"])


@cache
def departments(city: str) -> tuple[Department, ...]:
    """The departments of a city."""
    return tuple(_department(city, row) for row in data()["department"])


def _department(city: str, row: dict[str, Any]) -> Department:
    name, own = f"{city}{row['name']}", row["own"]
    itself = Unit(name=name, kind="行政", heads=row["heads"], running=own[0])
    # 事业 units are paid from the department's third function (事业运行 and the like), administrative ones from its first.
    units = [
        Unit(name=city + n, kind=k, heads=h, running=own[0] if k == "行政" else own[2]) for n, k, h in row["units"]
    ]
    projects = []
    for project in row["project"]:
        rest = {k: v for k, v in project.items() if k not in ("own", "function")}
        projects.append(Project(function=project.get("function") or own[project["own"]], **rest))
    return Department(
        city=city,
        name=name,
        code=row["code"],
        units=(itself, *units),
        duties=tuple(row["duties"]),
        offices=tuple(row["offices"]),
        projects=tuple(projects),
    )
