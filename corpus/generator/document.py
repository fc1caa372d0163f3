"""One disclosure: which body, year, stage and scope, in which style, with which books."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from corpus.generator import others, prose, tables
from corpus.generator.city import Department
from corpus.generator.ledger import FUNDS, ledger
from corpus.generator.pen import Paragraph, Pen, Style

NOTICE = "（本文件为虚构示例：{city}并不存在，所有单位和数字都是为演示而编写的。）"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is to be written. ``number`` is the unit's place in its department, -1 for the department as a whole."""

    department: Department
    number: int
    year: int
    stage: str
    suffix: str
    seed: int

    @property
    def unit_name(self) -> str:
        return self.department.units[max(0, self.number)].name

    @property
    def scope(self) -> str:
        return "部门" if self.number < 0 else "单位"

    @property
    def title(self) -> str:
        itself = "（本级）" if self.number == 0 else ""
        return f"{self.unit_name}{itself}{self.year}年度{self.scope}{self.stage}"

    @property
    def file(self) -> str:
        return f"{self.title}{self.suffix}"


def style_of(plan: Plan) -> Style:
    """The unit belongs to the body, layouts to body and stage, small habits to the year."""
    body = Random(repr((plan.seed, plan.department.name, "style")))
    stage = Random(repr((plan.seed, plan.department.name, plan.stage, plan.scope)))
    year = Random(repr((plan.seed, plan.department.name, plan.stage, plan.scope, plan.year)))
    pairs = plan.stage == "决算"
    return Style(
        unit=body.choice(("万元", "万元", "元")),
        separators=body.random() < 0.6,
        zero=body.choice(("", "", "0.00", "—")),
        code_columns=stage.choice((1, 1, 3)),
        travel=stage.choice(("pairs",) if pairs else ("plain", "rows", "meeting", "host_third")),
        totals=stage.choice(("two", "three")),
        total_first=year.random() < 0.5,
        spaced=year.random() < 0.4,
        prose=year.randrange(3),
        repeat=year.choice((0, 0, 12, 18)),
        separate=year.random() < 0.5,
        compare=stage.random() < 0.35,
        panels=pairs and stage.random() < 0.5,
    )


def write(plan: Plan) -> Pen:
    """The document's blocks and the figures printed in them."""
    style = style_of(plan)
    grain = 10_000 if style.unit == "万元" else 1
    random = Random(repr((plan.seed, plan.file)))
    unit = plan.department.units[max(0, plan.number)]
    pen = Pen(
        org=plan.unit_name,
        year=plan.year,
        stage=plan.stage,
        scope=plan.scope,
        style=style,
        random=random,
        administrative=unit.kind == "行政",
    )
    books = (plan.department, plan.number)
    now = ledger(*books, plan.year, plan.stage, grain, plan.seed)
    before = ledger(*books, plan.year - 1, plan.stage, grain, plan.seed)
    budget = ledger(*books, plan.year, "预算", grain, plan.seed)
    pen.blocks.append(Paragraph(text=plan.title, level=1))
    prose.opening(pen, plan.department, unit, NOTICE.format(city=plan.department.city))
    bought = others.bought(pen, now)
    parts = {kind: sum(n * each for _, _, n, each in items) for kind, items in bought.items()}

    def printed() -> None:
        pen.heading(f"{'第二部分' if not style.separate else '第三部分'}　{plan.year}年度{plan.scope}{plan.stage}表", 1)
        for table in (tables.totals, tables.income, tables.spending, tables.treasury):
            table(pen, now)
        tables.general(pen, now, before)
        tables.basic(pen, now)
        others.travel(pen, now, budget if plan.stage == "决算" else None)
        others.fund(pen, now, FUNDS[1])
        others.fund(pen, now, FUNDS[2])
        others.projects(pen, now)
        others.purchases(pen, bought)

    def told() -> None:
        pen.heading(
            f"{'第三部分' if not style.separate else '第二部分'}　{plan.year}年度{plan.scope}{plan.stage}情况说明", 1
        )
        prose.overview(pen, now, before, prose.stories(pen, plan.department, plan.number, now, before))
        prose.functions(pen, now, before)
        prose.public_expenses(pen, now, before)
        prose.rest(pen, now, before, sum(parts.values()), parts)

    for step in (told, printed) if style.separate else (printed, told):
        step()
    prose.glossary(pen)
    for row in pen.truth:
        row["file"] = plan.file
    return pen
