"""The words around the tables: duties, what the numbers are, why they moved, what the terms mean."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.generator.city import Department, Project, Unit, data, function_name
from corpus.generator.classes import of_functions
from corpus.generator.ledger import FUNDS, Ledger
from corpus.generator.others import BUYING, CARS, HOSTING, RUNNING, TOTAL, TRIPS, amounts
from corpus.generator.pen import Pen
from corpus.generator.words import moved, percent, wan

_NUMERALS = "一二三四五六七八九十"


def why(pen: Pen, key: str, up: bool, count: int = 0) -> str:
    """A specific reason."""
    wordings: list[str] = data()["reasons"][f"{key}_{'up' if up else 'down'}"]
    words = pen.random.choice(wordings)
    count = max(1, abs(count))
    if "{n}" in words:
        item, unit, measure = data()["counted"][words.split("，")[0]]
        pen.note(item, str(count), unit, measure=measure)
    return words.format(n=count)


def opening(pen: Pen, department: Department, unit: Unit, fictional: str) -> None:
    """What this is, what the body does, of what it consists."""
    pen.say(fictional)
    pen.heading(
        pen.choose("第一部分　部门概况", "第一部分 单位概况" if pen.scope == "单位" else "第一部分 部门概况"), 1
    )
    pen.heading(pen.choose("一、主要职责", "一、主要职能"), 2)
    if unit.name == department.name:
        pen.say(f"{unit.name}的主要职责是：")
        for number, duty in enumerate(department.duties):
            pen.say(f"（{_NUMERALS[number]}）{duty}。")
    else:
        pen.say(
            f"{unit.name}是{department.name}所属{unit.kind}单位，承担{unit.name.removeprefix(department.city)}的日常业务和公众服务工作。"
        )
    pen.heading(pen.choose("二、机构设置", "二、机构设置情况"), 2)
    if unit.name == department.name:
        count = len(department.offices)
        pen.number("内设机构", str(count), "个", measure="数量")
        pen.say(f"{unit.name}内设{count}个{pen.choose('科室', '机构')}：{'、'.join(department.offices)}。")
    if pen.scope == "部门":
        below = department.units[1:]
        pen.number("下属单位", str(len(below)), "个", measure="数量")
        pen.say(
            f"纳入本部门{pen.year}年度{pen.stage}汇总范围的下属单位有{len(below)}个：{'、'.join(u.name for u in below)}。"
        )


def overview(pen: Pen, now: Ledger, before: Ledger, stories: Sequence[str]) -> None:
    """收支总体情况."""
    base = f"上年{pen.stage}数" if pen.random.random() < 0.5 else f"{pen.year - 1}年度{pen.stage}"
    total = now.income_total + now.carried_in
    earlier = before.income_total + before.carried_in
    told = "；".join(stories)
    pen.heading(f"一、收支{pen.stage}总体情况", 2)
    head = pen.choose(f"{pen.year}年度收入总计、支出总计均为", f"{pen.org}{pen.year}年收支总计")
    item = "收入总计、支出总计" if "、" in head else "收支总计"
    whole = wan(pen, item, total)
    pen.say(f"{head}{whole}，{moved(pen, item, total, earlier, base, told)}。")
    pen.heading(f"二、收入{pen.stage}情况", 2)
    parts = []
    names = {FUNDS[0]: "一般公共预算拨款收入", FUNDS[1]: "政府性基金预算拨款收入", FUNDS[2]: "国有资本经营预算拨款收入"}
    for source, fen in now.income().items():
        name = names.get(source, source)
        if fen:
            share = percent(fen, now.income_total)
            text = f"{name}{wan(pen, name, fen, flow='收入')}，占{share}%"
            pen.note(name, share, "%", measure="占比", flow="收入")
            parts.append(text)
        elif pen.random.random() < 0.5:
            parts.append(f"{name}{wan(pen, name, 0, flow='收入')}")
    pen.say(f"本年收入合计{wan(pen, '本年收入合计', now.income_total, flow='收入')}，其中：{'；'.join(parts)}。")
    pen.heading(f"三、支出{pen.stage}情况", 2)
    basic, project = now.basic_total, now.project_total
    shares = [percent(x, now.spent) for x in (basic, project)]
    for name, share in zip(("基本支出", "项目支出"), shares, strict=True):
        pen.note(name, share, "%", measure="占比", flow="支出")
    pen.say(
        f"本年支出合计{wan(pen, '本年支出合计', now.spent, flow='支出')}，其中：基本支出{wan(pen, '基本支出', basic, flow='支出')}，"
        f"占{shares[0]}%（人员经费{wan(pen, '人员经费', now.kind('人员'), flow='支出')}，公用经费{wan(pen, '公用经费', now.kind('公用'), flow='支出')}）；"
        f"项目支出{wan(pen, '项目支出', project, flow='支出')}，占{shares[1]}%。"
    )


def functions(pen: Pen, now: Ledger, before: Ledger) -> None:
    """一般公共预算支出, 项 by 项, with reasons where a project or people explain them."""
    pen.heading(f"四、一般公共预算{'财政拨款' if pen.stage == '决算' else ''}支出情况", 2)
    mine, theirs = of_functions(now, FUNDS[:1]), of_functions(before, FUNDS[:1])
    total = sum(v["合计"] for v in mine.values())
    pen.say(f"{pen.year}年度一般公共预算支出{wan(pen, '一般公共预算支出', total, flow='支出')}，按功能分类分别是：")
    for number, (code, values) in enumerate(sorted(mine.items()), 1):
        name = function_name(code)
        path = f"{function_name(code[:3])}（类）{function_name(code[:5])}（款）{name}（项）"
        old = theirs.get(code, {}).get("合计", 0)
        told = f"，{moved(pen, name, values['合计'], old, f'上年{pen.stage}数')}" if old else "，为本年新增科目"
        pen.say(f"{number}.{path}{pen.choose('支出', '')}{wan(pen, name, values['合计'], flow='支出')}{told}。")


def public_expenses(pen: Pen, now: Ledger, before: Ledger) -> None:
    """“三公”经费, each with its reason."""
    base = f"上年{pen.stage}数"
    values, old = amounts(now.travel), amounts(before.travel)
    pen.heading(f"五、“三公”经费{pen.stage}情况", 2)
    keys = {TRIPS: "trip", BUYING: "buy", RUNNING: "car", HOSTING: "host"}

    def told(name: str) -> str:
        key = keys.get(name)
        reason = why(pen, key, values[name] > old[name]) if key and values[name] != old[name] else ""
        return f"{name}{wan(pen, name, values[name], flow='支出')}，{moved(pen, name, values[name], old[name], base, reason)}"

    verb = "安排" if pen.stage == "预算" else "支出"
    first = f"{pen.year}年“三公”经费{pen.stage}{verb}{wan(pen, TOTAL, values[TOTAL], flow='支出')}，"
    pen.say(first + moved(pen, TOTAL, values[TOTAL], old[TOTAL], base) + "。" + pen.choose("具体如下：", "其中："))
    pen.say(f"1.{told(TRIPS)}。")
    cars = f"2.{CARS}{wan(pen, CARS, values[CARS], flow='支出')}，其中：{told(BUYING)}；{told(RUNNING)}。"
    pen.say(cars + f"年末公务用车保有量为{pen.number('公务用车保有量', str(now.cars), '辆', measure='数量')}辆。")
    pen.say(f"3.{told(HOSTING)}。")
    if pen.stage == "决算" and values[HOSTING]:
        batches = pen.random.randint(8, 70)
        guests = batches * pen.random.randint(4, 11)
        pen.number(HOSTING, str(batches), "批次", measure="批次")
        pen.number(HOSTING, str(guests), "人次", measure="人次")
        pen.say(f"全年国内公务接待{batches}批次、{guests}人次，没有外事接待。")


def rest(pen: Pen, now: Ledger, before: Ledger, bought: int, parts: dict[str, int]) -> None:
    """机关运行经费, 政府采购, 国有资产."""
    running, old = now.kind("公用"), before.kind("公用")
    pen.heading("六、其他重要事项", 2)
    pen.heading("（一）机关运行经费", 3)
    reason = why(pen, "running", running > old) if running != old else ""
    if not pen.administrative:
        pen.say("本单位为事业单位，没有机关运行经费。")
    else:
        _running(pen, running, old, reason)
    pen.heading("（二）政府采购", 3)
    details = "、".join(f"政府采购{k}{pen.stage}{wan(pen, f'政府采购{k}', v, flow='支出')}" for k, v in parts.items())
    details = f"，其中：{details}" if details else ""
    pen.say(f"本年政府采购{pen.stage}总额{wan(pen, '政府采购', bought, flow='支出')}{details}。")
    pen.heading("（三）国有资产占用", 3)
    big = pen.random.randint(0, 9)
    pen.number("车辆", str(now.cars), "辆", measure="数量")
    pen.number("单价100万元（含）以上的设备", str(big), "台（套）", measure="数量")
    pen.say(
        f"截至{pen.year - (pen.stage == '预算')}年12月31日，共有车辆{now.cars}辆，单价100万元（含）以上的设备{big}台（套）。"
    )


def _running(pen: Pen, running: int, old: int, reason: str) -> None:
    change = moved(pen, "机关运行经费", running, old, f"上年{pen.stage}数", reason)
    pen.say(f"{pen.year}年机关运行经费{wan(pen, '机关运行经费', running, flow='支出')}，{change}。")


def glossary(pen: Pen) -> None:
    """名词解释."""
    pen.heading(pen.choose("第四部分　名词解释", "第四部分 名词解释"), 1)
    for number, (term, meaning) in enumerate(data()["glossary"].items()):
        pen.say(f"{_NUMERALS[number]}、{term}：指{meaning}。")


def stories(pen: Pen, department: Department, number: int, now: Ledger, before: Ledger) -> list[str]:
    """Why the whole moved: people who came or went, projects that began or ended — those that explain its direction."""
    up = now.spent + now.carried_out > before.spent + before.carried_out
    told = []
    more = now.heads - before.heads
    if more and (more > 0) == up:
        told.append(why(pen, "personnel", up, more))
    for project in department.projects:
        if number in (-1, project.unit):
            told += _begun(pen, project, now, before) if up else _done(project, now, before)
    return told[:3] or [pen.choose("项目经费按实施进度核定", "按照任务量重新核定了项目经费")]


def _key(project: Project) -> tuple[str, str, str]:
    return (project.name, project.function, project.fund)


def _begun(pen: Pen, project: Project, now: Ledger, before: Ledger) -> list[str]:
    if _key(project) not in now.projects or _key(project) in before.projects:
        return []
    return [
        f"{project.reason}，新增“{project.name}”项目{wan(pen, f'“{project.name}”项目', now.projects[_key(project)], flow='支出', measure='增减额')}"
    ]


def _done(project: Project, now: Ledger, before: Ledger) -> list[str]:
    gone = _key(project) in before.projects and _key(project) not in now.projects
    return [f"{project.reason}，本年不再安排“{project.name}”项目"] if gone else []
