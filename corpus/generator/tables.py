"""The standard tables of a budget and of final accounts, in several layouts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from corpus.generator.city import data, economics, function_name
from corpus.generator.ledger import FUNDS, OTHERS, Ledger
from corpus.generator.pen import Head, Pen

Values = dict[str, int]
_WORD = {"预算": "预算", "决算": "决算"}


def of_functions(ledger: Ledger, funds: Sequence[str] | None = None) -> dict[str, Values]:
    """项 → 基本支出, 人员经费, 公用经费, 项目支出 and 合计 (of some funds alone where given)."""
    kinds = {e.code: f"{e.kind}经费" for e in economics()}
    out: dict[str, Values] = {}
    if funds is None or FUNDS[0] in funds:
        for (function, code), amount in ledger.basic.items():
            for name in ("基本支出", kinds[code], "合计"):
                _add(out, function, name, amount)
    for (_, function, fund), amount in ledger.projects.items():
        if funds is None or fund in funds:
            for name in ("项目支出", "合计"):
                _add(out, function, name, amount)
    return out


def of_sources(ledger: Ledger) -> dict[str, Values]:
    """项 → what paid for it."""
    out: dict[str, Values] = {}
    for (function, _), amount in ledger.basic.items():
        for name in (FUNDS[0], "合计"):
            _add(out, function, name, amount)
    for (_, function, fund), amount in ledger.projects.items():
        for name in (fund, "合计"):
            _add(out, function, name, amount)
    return out


def of_economics(ledger: Ledger) -> dict[str, Values]:
    """款 → 人员经费 or 公用经费, and 合计."""
    kinds = {e.code: f"{e.kind}经费" for e in economics()}
    out: dict[str, Values] = {}
    for (_, code), amount in ledger.basic.items():
        for name in (kinds[code], "合计"):
            _add(out, code, name, amount)
    return out


def _add(out: dict[str, Values], key: str, name: str, amount: int) -> None:
    row = out.setdefault(key, {})
    row[name] = row.get(name, 0) + amount


def _levels(leaves: Mapping[str, Values], cuts: Sequence[int]) -> Iterator[tuple[str, Values]]:
    """Classes above their parts: (code, values) in the order of a printed table."""
    out: dict[str, Values] = {}
    for code, values in leaves.items():
        for cut in cuts:
            for name, amount in values.items():
                _add(out, code[:cut], name, amount)
    yield from sorted(out.items())


def _codes(pen: Pen, code: str, cuts: Sequence[int]) -> tuple[str, ...]:
    if pen.style.code_columns == 1:
        return (code,)
    parts = [code[a:b] for a, b in zip((0, *cuts), cuts, strict=False)]
    return tuple(part if part else "" for part in parts)


def _code_head(pen: Pen, cuts: Sequence[int], rows: int, name: str) -> tuple[tuple[Head, ...], tuple[Head, ...]]:
    """Heading cells for codes and name: upper row, lower row."""
    if pen.style.code_columns == 1:
        word = pen.choose("科目编码", "科目代码", f"{name}编码")
        return (Head(text=word, rows=rows), Head(text="科目名称", rows=rows)), ()
    words = ("类", "款", "项")[: len(cuts)]
    upper = (Head(text=f"{name}科目编码", columns=len(cuts)), Head(text="科目名称", rows=2))
    return upper, tuple(Head(text=w) for w in words)


def coded(
    pen: Pen, title: str, leaves: Mapping[str, Values], columns: Sequence[str], names: Callable[[str], str],
    cuts: Sequence[int], *, kind: str = "功能分类", notes: Sequence[str] = (), flow: str = "支出",
) -> None:  # fmt: skip
    """A table of coded classes with one or more amounts to each."""
    pen.place = title
    three = pen.style.code_columns != 1
    upper, lower = _code_head(pen, cuts, 1, kind)
    header: list[tuple[Head, ...]] = [(*upper, *(Head(text=c, rows=2 if three else 1) for c in columns))]
    if three:
        header.append(lower)
    rows: list[tuple[str, ...]] = []
    blank = ("",) * (len(cuts) if three else 1)
    total = {c: sum(v.get(c, 0) for v in leaves.values()) for c in columns}
    top = (*blank, pen.label("合计"), *(_cell(pen, "合计", total[c], c, flow) for c in columns))
    for code, values in _levels(leaves, cuts):
        name = names(code)
        cells = tuple(_cell(pen, name, values.get(c, 0), c, flow) for c in columns)
        rows.append((*_codes(pen, code, cuts), name, *cells))
    if not leaves:
        rows = []
        top = (*blank, pen.label("合计"), *("" for _ in columns))
    ordered = [top, *rows] if pen.style.total_first else [*rows, top]
    pen.table(title, header, ordered, notes=notes)


def _cell(pen: Pen, item: str, fen: int, column: str, flow: str) -> str:
    if column.startswith("上年"):
        return pen.money(item, fen, year=pen.year - 1, flow=flow)
    if column == "增减额":
        return pen.money(item, fen, measure="增减额", flow=flow)
    plain = column in ("合计", "金额") or column.startswith("本年")
    return pen.money(item, fen, aspect="" if plain else column, flow=flow)


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
    classes = dict(_levels(of_functions(ledger, funds), (3,)))
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


def general(pen: Pen, ledger: Ledger, before: Ledger) -> None:
    """一般公共预算支出表: by kind of spending, or against last year."""
    title = "一般公共预算支出表" if pen.stage == "预算" else "一般公共预算财政拨款支出决算表"
    columns = ("合计", "基本支出", "项目支出")
    leaves = of_functions(ledger, FUNDS[:1])
    if pen.style.compare:
        columns = (f"上年{pen.stage}数", f"本年{pen.stage}数", "增减额")
        old = {code: values["合计"] for code, values in of_functions(before, FUNDS[:1]).items()}
        new = {code: values["合计"] for code, values in leaves.items()}
        leaves = {
            code: dict(
                zip(columns, (old.get(code, 0), new.get(code, 0), new.get(code, 0) - old.get(code, 0)), strict=True)
            )
            for code in sorted({*old, *new})
        }
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
                for code, values in _levels(mine, (3, 5))
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
