"""The numbers: one ledger per body, year and stage, in fen, consistent from year to year and from unit to department."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import TypeVar

from corpus.generator.city import Department, Economic, Project, Unit, economics

Key = TypeVar("Key")
FIRST = 2021
# Classes that are set by rule and not by the head: they often stay as they were.
_STEADY = ("30217", "30231")
FUNDS = ("一般公共预算", "政府性基金", "国有资本经营预算")
# Income beside the three kinds of treasury money.
OTHERS = ("事业收入", "其他收入")


@dataclass(frozen=True, slots=True, kw_only=True)
class Travel:
    """The three public expenses, in fen; running and hosting are also classes of basic expenditure."""

    trips: int = 0
    buying: int = 0
    running: int = 0
    hosting: int = 0

    @property
    def cars(self) -> int:
        return self.buying + self.running

    @property
    def total(self) -> int:
        return self.trips + self.cars + self.hosting


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """What a body spends and gets. ``basic`` is (function, economic code) → fen; ``projects`` (name, function, fund) → fen."""

    basic: Mapping[tuple[str, str], int]
    projects: Mapping[tuple[str, str, str], int]
    travel: Travel
    heads: int
    carried_in: int = 0
    carried_out: int = 0
    cars: int = 0

    @property
    def basic_total(self) -> int:
        return sum(self.basic.values())

    @property
    def project_total(self) -> int:
        return sum(self.projects.values())

    @property
    def spent(self) -> int:
        return self.basic_total + self.project_total

    def kind(self, kind: str) -> int:
        """人员 or 公用."""
        codes = {e.code for e in economics() if e.kind == kind}
        return sum(amount for (_, code), amount in self.basic.items() if code in codes)

    def fund(self, fund: str) -> int:
        """What is spent of one fund; basic expenditure is 一般公共预算."""
        projects = sum(amount for (_, _, paid), amount in self.projects.items() if paid == fund)
        return projects + (self.basic_total if fund == FUNDS[0] else 0)

    @property
    def treasury(self) -> int:
        return sum(map(self.fund, FUNDS))

    def income(self) -> dict[str, int]:
        """By source, without what was carried over; carried money is of 一般公共预算."""
        rows = {fund: self.fund(fund) for fund in (*FUNDS, *OTHERS)}
        rows[FUNDS[0]] += self.carried_out - self.carried_in
        return rows

    @property
    def income_total(self) -> int:
        return sum(self.income().values())


@cache
def ledger(department: Department, number: int, year: int, stage: str, grain: int, seed: int) -> Ledger:
    """The books of the department's unit ``number`` (-1: the whole department). ``grain`` is the smallest step in fen."""
    if number < 0:
        return _sum(ledger(department, n, year, stage, grain, seed) for n in range(len(department.units)))
    budget = _budget(department, number, year, grain, seed)
    return budget if stage == "预算" else _account(department, number, year, grain, seed, budget)


def _random(seed: int, *key: object) -> Random:
    return Random(repr((seed, *key)))


def _grained(value: float, grain: int) -> int:
    return round(value / grain) * grain


@cache
def heads(department: Department, number: int, year: int, seed: int) -> int:
    """How many people work there in a year."""
    unit = department.units[number]
    count = unit.heads + _random(seed, unit.name, "heads").randint(-6, 6)
    for each in range(FIRST, year):
        count += _random(seed, unit.name, "heads", each).choice((-2, -1, 0, 1, 2, 3))
    return max(5, count)


def _budget(department: Department, number: int, year: int, grain: int, seed: int) -> Ledger:
    unit = department.units[number]
    count = heads(department, number, year, seed)
    basic = {
        (_function(unit, e), e.code): _grained(
            _rate(unit, e, year, seed) * (unit.heads if e.code in _STEADY else count) * 100, grain
        )
        for e in economics()
        if e.only in ("", unit.kind)
    }
    basic = {key: amount for key, amount in basic.items() if amount}
    projects = {
        (p.name, p.function, p.fund): _project(unit, p, year, grain, seed)
        for p in department.projects
        if p.unit == number and p.since <= year <= p.until
    }
    chance = _random(seed, unit.name, "travel", year)
    fleet = max(0, _random(seed, unit.name, "cars").randint(0, 7))
    travel = Travel(
        trips=_grained(chance.choice((0, 0, 0, 60000, 125000)) * 100, 1_000_000) if unit.kind == "行政" else 0,
        buying=_grained(chance.choice((0, 0, 0, 0, 180000)) * 100, 1_000_000),
        running=basic.get((_main(unit), "30231"), 0),
        hosting=basic.get((_main(unit), "30217"), 0),
    )
    carried = _grained(_random(seed, unit.name, "carried", year).choice((0, 0, 140000, 265000)) * 100, grain)
    return Ledger(basic=basic, projects=projects, travel=travel, heads=count, carried_in=carried, cars=fleet)


def _account(department: Department, number: int, year: int, grain: int, seed: int, budget: Ledger) -> Ledger:
    """What came of a budget: nearly all of it spent, the rest carried over."""
    unit = department.units[number]
    chance = _random(seed, unit.name, "account", year)
    basic = {k: _grained(v * chance.uniform(0.9, 1.04), grain) for k, v in budget.basic.items()}
    projects = {
        k: _grained(v * chance.choice((1, 1, chance.uniform(0.7, 0.99))), grain) for k, v in budget.projects.items()
    }
    main = _main(unit)
    travel = Travel(
        trips=_grained(budget.travel.trips * chance.choice((0, 0.8, 1)), grain),
        buying=_grained(budget.travel.buying * chance.uniform(0.93, 1), grain),
        running=basic.get((main, "30231"), 0),
        hosting=basic.get((main, "30217"), 0),
    )
    left = _grained(chance.uniform(0, 420000) * 100, grain)
    return Ledger(
        basic=basic, projects=projects, travel=travel, heads=budget.heads,
        carried_in=budget.carried_in, carried_out=left, cars=budget.cars,
    )  # fmt: skip


def _main(unit: Unit) -> str:
    return unit.running


def _function(unit: Unit, economic: Economic) -> str:
    administrative = unit.kind == "行政"
    special = {
        "": unit.running,
        "20805": "2080501" if administrative else "2080502",
        "21011": "2101101" if administrative else "2101102",
    }
    return special.get(economic.pays, economic.pays)


def _rate(unit: Unit, economic: Economic, year: int, seed: int) -> float:
    """Yuan a head, moving a little from year to year; cars and hosting often stay as they were."""
    rate = economic.head * _random(seed, unit.name, economic.code).uniform(0.8, 1.25)
    if economic.code in ("30301", "30309") and _random(seed, unit.name, economic.code, "has").random() < 0.5:
        return 0
    for each in range(FIRST, year):
        chance = _random(seed, unit.name, economic.code, each)
        if economic.code in _STEADY:
            rate *= chance.choice((1, 1, 0.9, 0.94, 1.04))
            continue
        rate *= chance.uniform(0.99, 1.06) if economic.kind == "人员" else chance.uniform(0.9, 1.05)
    return rate


def _project(unit: Unit, project: Project, year: int, grain: int, seed: int) -> int:
    amount = float(project.amount * 1_000_000) * _random(seed, unit.name, project.name).uniform(0.7, 1.4)
    for each in range(FIRST, year):
        amount *= _random(seed, unit.name, project.name, each).choice((0.9, 0.96, 1, 1, 1.05, 1.12))
    return _grained(amount, grain)


def _sum(parts: Iterable[Ledger]) -> Ledger:
    ledgers = tuple(parts)
    return Ledger(
        basic=_added([one.basic for one in ledgers]),
        projects=_added([one.projects for one in ledgers]),
        travel=Travel(
            trips=sum(one.travel.trips for one in ledgers),
            buying=sum(one.travel.buying for one in ledgers),
            running=sum(one.travel.running for one in ledgers),
            hosting=sum(one.travel.hosting for one in ledgers),
        ),
        heads=sum(one.heads for one in ledgers),
        carried_in=sum(one.carried_in for one in ledgers),
        carried_out=sum(one.carried_out for one in ledgers),
        cars=sum(one.cars for one in ledgers),
    )


def _added(maps: list[Mapping[Key, int]]) -> dict[Key, int]:
    out: dict[Key, int] = {}
    for one in maps:
        for key, amount in one.items():
            out[key] = out.get(key, 0) + amount
    return out
