"""The tables that are not of classes: 三公, funds, projects, purchases, assets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from corpus.generator.city import data, function_name
from corpus.generator.classes import coded, of_functions
from corpus.generator.ledger import FUNDS, OTHERS, Ledger, Travel
from corpus.generator.pen import Head, Pen

TRIPS, CARS, BUYING, RUNNING, HOSTING = (
    "因公出国（境）费", "公务用车购置及运行维护费", "公务用车购置费", "公务用车运行维护费", "公务接待费",
)  # fmt: skip
TOTAL = "“三公”经费"


def amounts(travel: Travel) -> dict[str, int]:
    """The six names and their fen."""
    return {
        TOTAL: travel.total,
        TRIPS: travel.trips,
        CARS: travel.cars,
        BUYING: travel.buying,
        RUNNING: travel.running,
        HOSTING: travel.hosting,
    }


def travel(pen: Pen, ledger: Ledger, prior: Ledger | None) -> None:
    """三公 in one of five column orders; the unit is always 万元. ``prior`` is the budget that accounts are held against."""
    kind = pen.style.travel
    pen.place = title = "一般公共预算“三公”经费支出表" if pen.stage == "预算" else "财政拨款“三公”经费支出决算表"
    if kind == "pairs" and prior is not None:
        _pairs(pen, title, ledger.travel, prior.travel)
        return
    {"rows": _rows, "meeting": _meeting, "host_third": _host_third}.get(kind, _plain)(pen, title, ledger)


def _car_head(rest: int) -> Head:
    return Head(text=CARS, columns=rest)


def _amount(pen: Pen, name: str, fen: int, aspect: str = "") -> str:
    return pen.money(name, fen, unit="万元", aspect=aspect, flow="支出")


def _plain(pen: Pen, title: str, ledger: Ledger) -> None:
    """合计 | 出国 | 小计 购置 运行 | 接待."""
    values = amounts(ledger.travel)
    upper = (Head(text="合计", rows=2), Head(text=TRIPS, rows=2), _car_head(3), Head(text=HOSTING, rows=2))
    lower = (Head(text="小计"), Head(text=BUYING), Head(text=RUNNING))
    order = (TOTAL, TRIPS, CARS, BUYING, RUNNING, HOSTING)
    pen.table(title, (upper, lower), [tuple(_amount(pen, n, values[n]) for n in order)], unit="万元")


def _host_third(pen: Pen, title: str, ledger: Ledger) -> None:
    """合计 | 出国 | 接待 | 小计 购置 运行 | 机关运行经费."""
    values = amounts(ledger.travel)
    upper = (
        Head(text="“三公”经费预算数" if pen.stage == "预算" else "“三公”经费决算数", columns=6),
        Head(text="机关运行经费", rows=3),
    )
    middle = (Head(text="合计", rows=2), Head(text=TRIPS, rows=2), Head(text=HOSTING, rows=2), _car_head(3))
    lower = (Head(text="小计"), Head(text="购置费"), Head(text="运行费"))
    order = (TOTAL, TRIPS, HOSTING, CARS, BUYING, RUNNING)
    row = (*(_amount(pen, n, values[n]) for n in order), _running(pen, ledger))
    pen.table(title, (upper, middle, lower), [row], unit="万元")


def _running(pen: Pen, ledger: Ledger) -> str:
    return _amount(pen, "机关运行经费", ledger.kind("公用")) if pen.administrative else ""


def _meeting(pen: Pen, title: str, ledger: Ledger) -> None:
    """合计 (with meetings and training) | 三公: 小计 出国 用车(小计 购置 运行) 接待 | 会议费 | 培训费."""
    pen.place = title = "一般公共预算“三公”经费、会议费、培训费支出表"
    values = amounts(ledger.travel)
    meeting, training = (sum(v for (_, c), v in ledger.basic.items() if c == code) for code in ("30215", "30216"))
    upper = (
        Head(text="合计", rows=3),
        Head(text=TOTAL, columns=6),
        Head(text="会议费", rows=3),
        Head(text="培训费", rows=3),
    )
    middle = (Head(text="小计", rows=2), Head(text=TRIPS, rows=2), _car_head(3), Head(text=HOSTING, rows=2))
    lower = (Head(text="小计"), Head(text=BUYING), Head(text=RUNNING))
    order = (TOTAL, TRIPS, CARS, BUYING, RUNNING, HOSTING)
    whole = _amount(pen, "三公经费、会议费、培训费合计", ledger.travel.total + meeting + training)
    row = (
        whole,
        *(_amount(pen, n, values[n]) for n in order),
        _amount(pen, "会议费", meeting),
        _amount(pen, "培训费", training),
    )
    pen.table(title, (upper, middle, lower), [row], unit="万元")


def _rows(pen: Pen, title: str, ledger: Ledger) -> None:
    """One item a row."""
    values = amounts(ledger.travel)
    labels = {
        TRIPS: f"1、{TRIPS}",
        HOSTING: f"2、{HOSTING}",
        CARS: f"3、{CARS}",
        BUYING: f"其中：（1）{BUYING}",
        RUNNING: f"（2）{RUNNING}",
    }
    rows: list[tuple[str, ...]] = [(pen.label("合计"), _amount(pen, TOTAL, values[TOTAL]))]
    rows += [(text, _amount(pen, name, values[name])) for name, text in labels.items()]
    pen.table(title, ((Head(text="项目"), Head(text=f"{pen.year}年{pen.stage}数")),), rows, unit="万元")


def _pairs(pen: Pen, title: str, now: Travel, budget: Travel) -> None:
    """Accounts: 预算数 and 决算数 of each item."""
    order = (TOTAL, TRIPS, CARS, BUYING, RUNNING, HOSTING)
    halves = []
    for values, stage in ((amounts(budget), "预算"), (amounts(now), "决算")):
        halves.append(tuple(pen.money(n, values[n], unit="万元", flow="支出", stage=stage) for n in order))
    names = (Head(text="合计", rows=2), Head(text=TRIPS, rows=2), _car_head(3), Head(text=HOSTING, rows=2))
    upper = (Head(text="预算数", columns=6), Head(text="决算数", columns=6))
    lower = (Head(text="小计"), Head(text=BUYING), Head(text=RUNNING))
    pen.table(title, (upper, names * 2, lower * 2), [(*halves[0], *halves[1])], unit="万元")


def fund(pen: Pen, ledger: Ledger, name: str) -> None:
    """政府性基金 and 国有资本经营, often empty with a note."""
    title = f"{name}预算支出表" if name == FUNDS[1] else f"{name}支出表"
    leaves = of_functions(ledger, (name,))
    note = pen.choose("注：本部门无相关收支项目。", "本表无数据", f"说明：本年度没有{name}安排的支出。")
    columns = ("合计", "基本支出", "项目支出")
    coded(pen, title, leaves, columns, function_name, (3, 5, 7), notes=() if leaves else (note,))


def projects(pen: Pen, ledger: Ledger) -> None:
    """项目支出表: one project a row."""
    pen.place = title = f"项目支出{pen.stage}表"
    columns: tuple[str, ...] = ("合计", *FUNDS, *OTHERS)
    if pen.style.totals == "three":
        columns = ("合计",)
    rows: list[tuple[str, ...]] = []
    total: dict[str, int] = dict.fromkeys(columns, 0)
    for (name, _, source), fen in ledger.projects.items():
        values = dict.fromkeys(columns, 0) | {"合计": fen} | ({source: fen} if source in columns else {})
        total = {c: total[c] + values[c] for c in columns}
        rows.append(
            (name, *(pen.money(name, values[c], aspect="" if c == "合计" else c, flow="支出") for c in columns))
        )
    top = (
        pen.label("合计"),
        *(pen.money("项目支出", total[c], aspect="" if c == "合计" else c, flow="支出") for c in columns),
    )
    ordered = [top, *rows] if pen.style.total_first else [*rows, top]
    pen.table(title, [(Head(text="项目名称"), *(Head(text=c) for c in columns))], ordered)


def purchases(pen: Pen, bought: Mapping[str, Sequence[tuple[str, str, int, int]]]) -> None:
    """政府采购表: 货物, 工程, 服务 and what is bought. ``bought``: kind → (name, code, how many, fen each)."""
    pen.place = title = f"政府采购{pen.stage}表"
    rows: list[tuple[str, ...]] = []
    whole = sum(n * each for items in bought.values() for _, _, n, each in items)
    for number, (kind, items) in enumerate(bought.items()):
        part = sum(n * each for _, _, n, each in items)
        name = f"政府采购{kind}"
        rows.append((f"{_CAPITALS[number]}、{kind}", "", "", "", pen.money(name, part, flow="支出")))
        for item, code, count, each in items:
            pen.number(item, str(count), "", measure="数量")
            price = pen.money(item, each, measure="单价")
            rows.append((item, code, str(count), price, pen.money(item, count * each, flow="支出")))
    top: tuple[str, ...] = (pen.label("合计"), "", "", "", pen.money("政府采购", whole, flow="支出"))
    heads = ("采购品目", "目录编码", "数量", "单价", "金额")
    ordered = [top, *rows] if pen.style.total_first else [*rows, top]
    pen.table(title, [tuple(Head(text=h) for h in heads)], ordered)


_CAPITALS = "一二三"


def bought(pen: Pen, ledger: Ledger) -> dict[str, list[tuple[str, str, int, int]]]:
    """What a body buys in a year."""
    out: dict[str, list[tuple[str, str, int, int]]] = {}
    for row in data()["purchase"]:
        if pen.random.random() < (0.75 if row["kind"] == "货物" else 0.4):
            count = pen.random.randint(1, max(2, ledger.heads // 6)) if row["kind"] == "货物" else 1
            # Whole hundreds of yuan: they stay exact in 万元 with two decimals.
            each = round(row["price"] * pen.random.uniform(0.8, 1.3) / 100) * 10_000
            out.setdefault(row["kind"], []).append((row["name"], row["code"], count, each))
    return out
