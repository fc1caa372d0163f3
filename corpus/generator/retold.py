"""The same facts in other words: 其中 nested in brackets, 分别 lists, 我局, last year's amount beside this year's."""

from __future__ import annotations

from corpus.generator.ledger import Ledger
from corpus.generator.others import BUYING, CARS, HOSTING, RUNNING, TOTAL, TRIPS, amounts
from corpus.generator.pen import Pen
from corpus.generator.words import moved, wan


def overview(pen: Pen, now: Ledger, before: Ledger) -> None:
    """收支总体情况 in one section, kinds of spending as 分别."""
    total, earlier = now.income_total + now.carried_in, before.income_total + before.carried_in
    we = pen.choose("我单位", "本单位") if pen.scope == "单位" else pen.choose("我部门", "本部门")
    pen.heading(f"一、{pen.year}年收支{pen.stage}情况", 2)
    told = moved(pen, "收入总计", total, earlier, f"上年{pen.stage}数")
    pen.say(f"{we}{pen.year}年收入总计{wan(pen, '收入总计', total, flow='收入')}，{told}。")
    carried = ""
    if now.carried_in:
        carried = f"，上年结转{wan(pen, '上年结转', now.carried_in, flow='收入')}"
    pen.say(f"其中：本年收入合计{wan(pen, '本年收入合计', now.income_total, flow='收入')}{carried}。")
    basic = wan(pen, "基本支出", now.basic_total, flow="支出")
    project = wan(pen, "项目支出", now.project_total, flow="支出")
    people, running = (wan(pen, f"{kind}经费", now.kind(kind), flow="支出") for kind in ("人员", "公用"))
    spent = wan(pen, "本年支出合计", now.spent, flow="支出")
    if pen.random.random() < 0.5:
        pen.say(
            f"本年支出合计{spent}，其中：基本支出{basic}（包括人员经费{people}、公用经费{running}），项目支出{project}。"
        )
    else:
        pen.say(
            f"本年支出合计{spent}，基本支出、项目支出分别为{basic}、{project}；人员经费、公用经费分别为{people}和{running}。"
        )


def public_expenses(pen: Pen, now: Ledger, before: Ledger) -> None:
    """“三公”经费 in one sentence with brackets, then last year's total, then what moved."""
    values, old = amounts(now.travel), amounts(before.travel)
    pen.heading(f"五、“三公”经费{pen.stage}情况说明", 2)
    verb = "安排" if pen.stage == "预算" else "支出"
    told = {name: wan(pen, name, values[name], flow="支出") for name in (TOTAL, TRIPS, CARS, BUYING, RUNNING, HOSTING)}
    pen.say(
        f"{pen.year}年度“三公”经费{verb}{told[TOTAL]}，其中：{TRIPS}{told[TRIPS]}；{CARS}{told[CARS]}"
        f"（其中：{BUYING}{told[BUYING]}，{RUNNING}{told[RUNNING]}）；{HOSTING}{told[HOSTING]}。"
    )
    last = pen.money(TOTAL, old[TOTAL], unit="万元", cell=False, flow="支出", year=pen.year - 1)
    pen.say(f"{pen.year - 1}年度“三公”经费{pen.stage}数为{last}万元。")
    pen.say(f"{HOSTING}{moved(pen, HOSTING, values[HOSTING], old[HOSTING], f'{pen.year - 1}年度{pen.stage}数')}。")


def rest(pen: Pen, now: Ledger, before: Ledger, bought: int, parts: dict[str, int]) -> None:
    """机关运行经费 and 政府采购 with the kinds as a 分别 list."""
    pen.heading("六、其他重要事项说明", 2)
    if pen.administrative:
        running = now.kind("公用")
        told = moved(pen, "机关运行经费", running, before.kind("公用"), f"上年{pen.stage}数")
        pen.say(
            f"（一）机关运行经费。{pen.year}年度安排机关运行经费{wan(pen, '机关运行经费', running, flow='支出')}，{told}。"
        )
    whole = wan(pen, "政府采购", bought, flow="支出")
    listed = [f"政府采购{kind}" for kind in parts]
    each = [wan(pen, name, fen, flow="支出") for name, fen in zip(listed, parts.values(), strict=True)]
    if len(listed) > 1:
        pen.say(
            f"（二）政府采购。政府采购{pen.stage}总额{whole}，{'、'.join(listed)}{pen.stage}分别为{'、'.join(each)}。"
        )
    else:
        pen.say(
            f"（二）政府采购。政府采购{pen.stage}总额{whole}{''.join(f'，其中：{a}{b}' for a, b in zip(listed, each, strict=True))}。"
        )
