"""One disclosure: which body, year, stage and scope, in which style, with which books."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any

from corpus.generator import others, prose, retold, tables
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
    varied: bool = False

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
    other = Random(repr((plan.seed, plan.department.name, plan.stage, plan.scope, "varied"))) if plan.varied else None
    more = _varied(other, pairs) if other else {}
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
        **more,
    )


def _varied(random: Random, accounts: bool) -> dict[str, Any]:
    """What some bodies do beside the common manners."""
    return {
        "joined": random.choice(("", "", "space", "bracket")),
        "numbered": random.random() < 0.4,
        "unit_at": random.choice(("line", "line", "title", "head")),
        "rates": random.random() < 0.5,
        "accounts": accounts and random.random() < 0.5,
        "retold": random.random() < 0.6,
        "ruled": random.choice(("all", "rows")),
    }


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
        tables.general(pen, now, before, budget)
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
        if style.retold:
            retold.overview(pen, now, before)
        else:
            prose.overview(pen, now, before, prose.stories(pen, plan.department, plan.number, now, before))
        prose.functions(pen, now, before)
        for section in (retold,) if style.retold else (prose,):
            section.public_expenses(pen, now, before)
            section.rest(pen, now, before, sum(parts.values()), parts)

    for step in (told, printed) if style.separate else (printed, told):
        step()
    prose.glossary(pen)
    for row in pen.truth:
        row["file"] = plan.file
    return pen


def layouts(plan: Plan) -> tuple[str, ...]:
    """The layouts that a document shows, in words."""
    style = style_of(plan)
    travel = {
        "plain": "合计在前",
        "rows": "一项一行",
        "meeting": "含会议费培训费",
        "host_third": "接待居中",
        "pairs": "预算决算成对",
    }
    return (
        f"格式 {plan.suffix}",
        f"单位 {style.unit}",
        f"科目编码 {style.code_columns} 栏",
        f"三公 {travel[style.travel]}",
        f"收支总表 {'两' if style.totals == 'two' else '三'}栏",
        *(("与上年比较",) if style.compare else ()),
        *(("经济分类左右两栏",) if style.panels else ()),
        *(("标题行重复",) if style.repeat else ()),
        *(("编码名称同格",) if style.joined else ()),
        *(("有栏次行",) if style.numbered else ()),
        *(("单位在标题" if style.unit_at == "title" else "单位在栏目",) if style.unit_at != "line" else ()),
        *(("增减率",) if style.compare and style.rates and not style.accounts else ()),
        *(("年初预算、决算、完成率",) if style.accounts else ()),
        f"文字 {'另一种写法' if style.retold else '常见写法'}",
        *((f"PDF {'横竖线' if style.ruled == 'all' else '只有横线'}",) if plan.suffix == ".pdf" else ()),
    )
