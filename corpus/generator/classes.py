"""Tables of coded classes: 类, 款 and 项 above one another, with one or more amounts to each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from corpus.generator.city import economics
from corpus.generator.ledger import FUNDS, Ledger
from corpus.generator.pen import Head, Pen

Values = dict[str, int]
RATES = ("增减率", "完成年初预算")
_OF = {"增减率": ("本年", "上年"), "完成年初预算": ("决算数", "年初预算数")}


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


def levels(leaves: Mapping[str, Values], cuts: Sequence[int]) -> Iterator[tuple[str, Values]]:
    """Classes above their parts: (code, values) in the order of a printed table."""
    out: dict[str, Values] = {}
    for code, values in leaves.items():
        for cut in cuts:
            for name, amount in values.items():
                _add(out, code[:cut], name, amount)
    yield from sorted(out.items())


def _codes(pen: Pen, code: str, name: str, cuts: Sequence[int]) -> tuple[str, ...]:
    """The cells in front of the amounts: codes and name, or both in one."""
    if pen.style.joined:
        return (f"[{code}]{name}" if pen.style.joined == "bracket" else f"{code} {name}",)
    return (*_split(pen, code, cuts), name)


def _split(pen: Pen, code: str, cuts: Sequence[int]) -> tuple[str, ...]:
    if pen.style.code_columns == 1:
        return (code,)
    parts = [code[a:b] for a, b in zip((0, *cuts), cuts, strict=False)]
    return tuple(part if part else "" for part in parts)


def _code_head(pen: Pen, cuts: Sequence[int], rows: int, name: str) -> tuple[tuple[Head, ...], tuple[Head, ...]]:
    """Heading cells for codes and name: upper row, lower row."""
    if pen.style.joined:
        return (Head(text=f"{name}科目" if pen.style.joined == "space" else "科目名称", rows=rows),), ()
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
    three = pen.style.code_columns != 1 and not pen.style.joined
    upper, lower = _code_head(pen, cuts, 1, kind)
    unit = f"（{pen.style.unit}）" if pen.style.unit_at == "head" else ""
    named = tuple(f"{c}（%）" if c in RATES else f"{c}{unit}" for c in columns)
    header: list[tuple[Head, ...]] = [(*upper, *(Head(text=c, rows=2 if three else 1) for c in named))]
    if three:
        header.append(lower)
    rows: list[tuple[str, ...]] = []
    wide = len(upper) + len(lower) - (1 if three else 0)
    total = {c: sum(v.get(c, 0) for v in leaves.values()) for c in columns}
    amounts = tuple(amount_of(pen, "合计", total, c, flow) if leaves else "" for c in columns)
    top = (*("",) * (wide - 1), pen.label("合计"), *amounts)
    for code, values in levels(leaves, cuts):
        name = names(code)
        cells = tuple(amount_of(pen, name, values, c, flow) for c in columns)
        rows.append((*_codes(pen, code, name, cuts), *cells))
    ordered = [top, *rows] if pen.style.total_first else [*rows, top]
    if pen.style.numbered:
        ordered.insert(0, (*("",) * (wide - 1), "栏次", *map(str, range(1, len(columns) + 1))))
    pen.table(title, header, ordered, notes=notes)


def amount_of(pen: Pen, item: str, values: Values, column: str, flow: str) -> str:
    fen = values.get(column, 0)
    if column in RATES:
        part, whole = (next((v for k, v in values.items() if k.startswith(c)), 0) for c in _OF[column])
        part -= whole if column == "增减率" else 0
        if not whole:
            return ""
        number = f"{(Decimal(part) * 100 / Decimal(whole)).quantize(Decimal('0.01'), ROUND_HALF_UP):f}"
        pen.note(item, number, "%", measure=column if column == "增减率" else "占比", flow=flow)
        return number
    if column.startswith("上年"):
        return pen.money(item, fen, year=pen.year - 1, flow=flow)
    if column == "增减额":
        return pen.money(item, fen, measure="增减额", flow=flow)
    if column in ("年初预算数", "决算数"):
        return pen.money(item, fen, stage=column.removesuffix("数"), flow=flow)
    plain = column in ("合计", "金额") or column.startswith("本年")
    return pen.money(item, fen, aspect="" if plain else column, flow=flow)
