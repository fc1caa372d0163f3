"""The standard tables of a budget and of final accounts, in several layouts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from corpus.generator.city import data, economics, function_name
from corpus.generator.classes import Values, coded, levels, of_economics, of_functions, of_sources
from corpus.generator.ledger import FUNDS, OTHERS, Ledger
from corpus.generator.pen import Head, Pen

_WORD = {"预算": "预算", "决算": "决算"}


def totals(pen: Pen, ledger: Ledger) -> None:
    """收支总表: income beside expenditure, by function, or by function and by use."""
    word = _WORD[pen.stage]
    title = f"收支{word}总表" if pen.stage == "预算" else "收入支出决算总表"
    pen.place = title
    column = f"{word}数"
    left = _income_rows(pen, ledger)
    middle = _function_rows(pen, ledger)
    right = _use_rows(pen, ledger) if pen.style.totals == "three" else []
    height = max(map(len, (left, middle, right)))
    panels = [left, middle] + ([right] if right else [])
    rows = [tuple(c for panel in panels for c in (panel[i] if i < len(panel) else ("", ""))) for i in range(height)]
    spent = ledger.spent
    incoming = ledger.income_total
    in_name, out_name = pen.choose("本年收入合计", "本年收入小计"), pen.choose("本年支出合计", "本年支出小计")
    use = (("本年支出合计", spent),) if right else ()
    rows.append(_pair(pen, (in_name, incoming), (out_name, spent), *use))
    use = (("结转下年", ledger.carried_out),) if right else ()
    rows.append(_pair(pen, ("上年结转", ledger.carried_in), ("结转下年", ledger.carried_out), *use))
    whole = incoming + ledger.carried_in
    use = (("支出总计", whole),) if right else ()
    rows.append(_pair(pen, ("收入总计", whole), ("支出总计", whole), *use))
    item = Head(text="项目")
    amount = Head(text=column)
    names = (Head(text="收入", columns=2), Head(text="支出", columns=2 if not right else 4))
    if not right:
        header: list[tuple[Head, ...]] = [names, (item, amount) * 2]
    else:
        uses = (Head(text="功能分类", columns=2), Head(text="支出用途", columns=2))
        header = [
            (names[0], names[1]),
            (Head(text="项目", rows=2), Head(text=column, rows=2), *uses),
            (Head(text="功能科目名称"), amount, item, amount),
        ]
    pen.table(title, header, rows)


def _pair(pen: Pen, *pairs: tuple[str, int]) -> tuple[str, ...]:
    out: list[str] = []
    for number, (name, fen) in enumerate(pairs):
        out += [pen.label(name), pen.money(name, fen, flow="支出" if number else "收入")]
    return tuple(out)


_NUMERALS = "一二三四五六七八九"


def _income_rows(pen: Pen, ledger: Ledger) -> list[tuple[str, str]]:
    rows = []
    names = {FUNDS[0]: "一般公共预算拨款收入", FUNDS[1]: "政府性基金预算拨款收入", FUNDS[2]: "国有资本经营预算拨款收入"}
    for number, (source, fen) in enumerate(ledger.income().items()):
        name = names.get(source, source)
        rows.append((f"{_NUMERALS[number]}、{name}", pen.money(name, fen, flow="收入")))
    return rows


def _function_rows(pen: Pen, ledger: Ledger, funds: Sequence[str] | None = None) -> list[tuple[str, str]]:
    classes = dict(levels(of_functions(ledger, funds), (3,)))
    return [
        (f"{_NUMERALS[n]}、{function_name(code)}", pen.money(function_name(code), values["合计"], flow="支出"))
        for n, (code, values) in enumerate(classes.items())
    ]


def _use_rows(pen: Pen, ledger: Ledger) -> list[tuple[str, str]]:
    uses = (("基本支出", ledger.basic_total), ("项目支出", ledger.project_total))
    return [(f"{_NUMERALS[n]}、{name}", pen.money(name, fen, flow="支出")) for n, (name, fen) in enumerate(uses)]


def income(pen: Pen, ledger: Ledger) -> None:
    """收入总表: a list of sources, or functions by source."""
    word = _WORD[pen.stage]
    title = f"收入{word}总表" if pen.stage == "预算" else "收入决算表"
    if pen.style.totals == "three":
        pen.place = title
        names = {
            FUNDS[0]: "一般公共预算拨款收入",
            FUNDS[1]: "政府性基金预算拨款收入",
            FUNDS[2]: "国有资本经营预算拨款收入",
        }
        rows = [(names.get(s, s), pen.money(names.get(s, s), fen, flow="收入")) for s, fen in ledger.income().items()]
        rows.insert(0, ("上年结转", pen.money("上年结转", ledger.carried_in, flow="收入")))
        total = ("收入总计", pen.money("收入总计", ledger.income_total + ledger.carried_in, flow="收入"))
        rows = [total, *rows] if pen.style.total_first else [*rows, total]
        pen.table(title, [(Head(text="项目"), Head(text=f"{word}数"))], rows)
        return
    columns = ("合计", *FUNDS, *OTHERS)
    coded(pen, title, of_sources(ledger), columns, function_name, (3, 5, 7), flow="收入")


def spending(pen: Pen, ledger: Ledger) -> None:
    """支出总表."""
    title = "支出预算总表" if pen.stage == "预算" else "支出决算表"
    coded(pen, title, of_functions(ledger), ("合计", "基本支出", "项目支出"), function_name, (3, 5, 7))


def treasury(pen: Pen, ledger: Ledger) -> None:
    """财政拨款收支总表."""
    word = _WORD[pen.stage]
    title = f"财政拨款收支{word}总表"
    pen.place = title
    names = ("一般公共预算拨款", "政府性基金预算拨款", "国有资本经营预算拨款")
    income_of = ledger.income()
    left = [
        (f"{_NUMERALS[n]}、{name}", pen.money(name, income_of[fund], flow="收入"))
        for n, (name, fund) in enumerate(zip(names, FUNDS, strict=True))
    ]
    right = _function_rows(pen, ledger, FUNDS)
    height = max(len(left), len(right))
    rows: list[tuple[str, ...]] = [
        (*(left[i] if i < len(left) else ("", "")), *(right[i] if i < len(right) else ("", ""))) for i in range(height)
    ]
    whole = ledger.treasury + ledger.carried_out
    rows.append(_pair(pen, ("上年结转", ledger.carried_in), ("结转下年", ledger.carried_out)))
    rows.append(_pair(pen, ("收入总计", whole), ("支出总计", whole)))
    item, amount = Head(text="项目"), Head(text=f"{word}数")
    pen.table(title, [(Head(text="收入", columns=2), Head(text="支出", columns=2)), (item, amount, item, amount)], rows)


def general(pen: Pen, ledger: Ledger, before: Ledger, budget: Ledger) -> None:
    """一般公共预算支出表: by kind of spending, against last year, or accounts against the budget."""
    title = "一般公共预算支出表" if pen.stage == "预算" else "一般公共预算财政拨款支出决算表"
    columns = ("合计", "基本支出", "项目支出")
    leaves = of_functions(ledger, FUNDS[:1])
    if pen.style.accounts:
        columns = ("年初预算数", "决算数", "完成年初预算")
        planned = of_functions(budget, FUNDS[:1])
        leaves = {
            code: {n: by.get(code, {}).get("合计", 0) for n, by in (("年初预算数", planned), ("决算数", leaves))}
            for code in sorted({*planned, *leaves})
        }
    elif pen.style.compare:
        columns = (f"上年{pen.stage}数", f"本年{pen.stage}数", "增减额")
        old = {code: values["合计"] for code, values in of_functions(before, FUNDS[:1]).items()}
        new = {code: values["合计"] for code, values in leaves.items()}
        leaves = {
            code: dict(
                zip(columns, (old.get(code, 0), new.get(code, 0), new.get(code, 0) - old.get(code, 0)), strict=True)
            )
            for code in sorted({*old, *new})
        }
        if pen.style.rates:
            columns = (*columns, "增减率")
    coded(pen, title, leaves, columns, function_name, (3, 5, 7))


def basic(pen: Pen, ledger: Ledger) -> None:
    """一般公共预算基本支出表, by economic class; in accounts often in two panels side by side."""
    title = "一般公共预算基本支出表" if pen.stage == "预算" else "一般公共预算财政拨款基本支出决算表"
    leaves = of_economics(ledger)
    if pen.style.panels:
        _panels(pen, title, leaves)
        return
    columns: tuple[str, ...] = ("合计", "人员经费", "公用经费")
    if pen.style.totals == "three":
        columns = ("金额",)
        leaves = {code: {"金额": values["合计"]} for code, values in leaves.items()}
    coded(pen, title, leaves, columns, economic_name, (3, 5), kind="经济分类")


def economic_name(code: str) -> str:
    """The name of an economic class of either level."""
    names = {e.code: e.name for e in economics()} | data()["economic_classes"]
    return str(names[code])


def _panels(pen: Pen, title: str, leaves: Mapping[str, Values]) -> None:
    """人员经费 on the left, 公用经费 on the right, each with its sum at the foot."""
    pen.place = title
    halves = []
    for kind in ("人员经费", "公用经费"):
        mine = {code: values for code, values in leaves.items() if kind in values}
        halves.append(
            [
                (code, economic_name(code), pen.money(economic_name(code), values["合计"], flow="支出"))
                for code, values in levels(mine, (3, 5))
            ]
        )
    blank = ("", "", "")
    height = max(map(len, halves))
    rows = [tuple(c for half in halves for c in (half[i] if i < len(half) else blank)) for i in range(height)]
    sums = [sum(values.get(kind, 0) for values in leaves.values()) for kind in ("人员经费", "公用经费")]
    feet = [
        ("", f"{kind}合计", pen.money(kind, fen, flow="支出"))
        for kind, fen in zip(("人员经费", "公用经费"), sums, strict=True)
    ]
    rows.append((*feet[0], *feet[1]))
    names = (Head(text="科目编码"), Head(text="科目名称"), Head(text=f"{pen.stage}数"))
    header = [(Head(text="人员经费", columns=3), Head(text="公用经费", columns=3)), names * 2]
    pen.table(title, header, rows)
