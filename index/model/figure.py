"""A figure: what a disclosure says a number is, and where it says it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from index.model.text import Box, Span


class Measure(StrEnum):
    """What kind of quantity a figure is."""

    AMOUNT = "金额"
    CHANGE = "增减额"
    RATE = "增减率"
    SHARE = "占比"
    COUNT = "数量"
    PRICE = "单价"
    PEOPLE = "人数"
    BATCHES = "批次"
    VISITS = "人次"
    AREA = "面积"
    INDICATOR = "指标值"


class State(StrEnum):
    """Blank, 0, — and 无 stay different to the end."""

    VALUE = "值"
    ZERO = "零"
    BLANK = "空白"
    DASH = "横线"
    NONE = "无"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a figure is printed.

    ``span`` is the number itself, ``quote`` the verbatim range of ``Document.text`` that contains it (a clause, a cell).
    ``table`` is the index into ``Document.tables``, with the labels of ``row`` and ``column`` (levels joined by "/")
    and the cell's position ``row_index``, ``column_index``; all None for prose. A BLANK cell has ``span`` None.
    """

    page: int | None
    section: tuple[str, ...]
    span: Span | None
    quote: Span | None
    table: int | None = None
    row: str | None = None
    column: str | None = None
    row_index: int | None = None
    column_index: int | None = None
    box: Box | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One fact. What it is about is told by facets, each printed in the document:

    ``item``     the vocabulary's key of the notion (``三公经费``), None where no list knows the label
    ``label``    the item's words as printed (numbering and justifying spaces removed)
    ``aspect``   a second facet that narrows the item, as printed: the column of a cell whose row is the item
                 (基本支出 of 行政运行), the project a purchase belongs to; "" where the figure is the whole
    ``aspect_item`` the vocabulary's key of the aspect, None where unknown
    ``parents``  what the label stands under, outermost first (rows above by numbering, code or 其中; the
                 subject of the enclosing clause in prose)
    ``flow``     收入 or 支出 where the panel, table or sentence tells, else None
    ``fund``     the money the table or sentence speaks of: 财政拨款, 一般公共预算, 政府性基金, 国有资本经营, 财政专户 … else None
    ``table_kind`` the vocabulary's key of the table's standard form (三公经费表, 收支总表 …), None in prose
    ``code``     function or economic code (2010301, 30217, all digits) where printed, else None

    ``year``, ``stage``: what *this figure* is about (a prior-year figure in this year's text has last year).
    ``stage`` is 预算, 年初预算, 调整预算, 执行 or 决算. ``state`` other than VALUE/ZERO has ``value`` None and ``amount`` "".
    ``amount`` has no thousands separators, digits otherwise as printed; ``unit`` None where no place tells.
    ``yuan`` is the exact amount in 元 for money whose unit is known, else None.
    For CHANGE and RATE: ``base`` names what is compared with (上年预算 …), ``direction`` is -1, 0 or 1, and
    ``value`` is not negative unless the document prints a sign.
    ``rate`` says what a RATE or SHARE is a rate of: 增长 (against ``base``), 完成 (of the budget or target ``base``) or
    占比 (of the whole ``base``); None where the words do not tell. ``counted`` is the noun that a count counts, as
    printed (学校 of 各类学校43所, 外借文献 of 1576人次 and of 3898册次), None for all else. ``approximate`` is 约, 余, 以上 … as printed, else "".
    ``reason`` is the span of the clause that tells why, where the sentence gives one.
    New fields go to the end and have a default: what was kept before they were there is read all the same.
    """

    id: str
    document: str
    org: str
    year: int | None
    stage: str | None
    scope: str | None
    item: str | None
    label: str
    measure: Measure
    state: State
    amount: str
    value: Decimal | None
    unit: str | None
    yuan: Decimal | None
    source: Source
    aspect: str = ""
    aspect_item: str | None = None
    parents: tuple[str, ...] = ()
    flow: str | None = None
    fund: str | None = None
    table_kind: str | None = None
    code: str | None = None
    base: str | None = None
    direction: int | None = None
    approximate: str = ""
    reason: Span | None = None
    warnings: tuple[str, ...] = ()
    rate: str | None = None
    counted: str | None = None
