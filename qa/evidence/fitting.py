"""Whether what is asked for and what a figure is agree: unit, kind of quantity, stage, year, code, and the cues of ``cues.toml``."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from index.model import Figure, Measure
from qa.evidence.card import Card
from qa.evidence.pair import Pair
from qa.evidence.rates import words
from qa.question.periods import WHOLE, Months, months_of, parts_of_year

MEASURES = tuple(Measure)
KINDS = ("figure", "change", "percent", "share", "count", "sum", "yesno", "rank", "average", "threshold")
FLOWS = ("收入", "支出")
PAPERS = ("部门预决算", "三公", "执行报告", "政府决算", "债务", "收支月报", "转移支付", "绩效", "新闻", "其他")
STAGES = ("预算", "年初预算", "调整预算", "执行", "决算")
_DAY = re.compile(r"((?:19|20)\d{2})年?度?(?:12月(?:31日|底)|(?:年)?(?:底|末))")
_FITS = {
    "change": {Measure.CHANGE},
    "percent": {Measure.RATE, Measure.SHARE, Measure.INDICATOR},
    "share": {Measure.SHARE, Measure.RATE},
    "count": {Measure.COUNT, Measure.PEOPLE, Measure.BATCHES, Measure.VISITS, Measure.AREA, Measure.INDICATOR},
}
MONEY = ("元", "千元", "万元", "百万元", "亿元")
PEOPLE = ("人", "名", "位", "人次", "万人", "万人次", "人(次)")
_LIKE = (
    {"人", "名", "位", "人次", "个"},
    {"批次", "批", "次", "个"},
    {"元", "万元", "亿元", "千元", "钱"},
    {"台", "套", "辆", "台(套)", "台（套）", "部"},
    {"个", "家", "所", "处", "项", "件", "次", "户", "团组"},
    {"册", "册次", "本", "套"},
    {"亩", "公顷"},
    {"公里", "千米", "米"},
)


def unit_fits(pair: Pair) -> float:
    wanted, unit = pair.asked.unit, pair.card.figure.unit
    if wanted is None:
        return 0.0
    if wanted == "%":
        return 1.0 if unit in ("%", "％", "百分点") else -1.0
    if wanted == unit:
        return 2.0
    base = (unit or "").removeprefix("万") if unit not in MONEY else unit
    return 1.0 if base == wanted or any(base in group and wanted in group for group in _LIKE) else -1.0


def unit_exact(pair: Pair) -> float:
    return float(pair.asked.unit is not None and pair.asked.unit == pair.card.figure.unit)


def kind_fits(pair: Pair) -> float:
    fits = _FITS.get(pair.asked.query.kind, {Measure.AMOUNT, Measure.PRICE})
    return float(pair.card.figure.measure in fits)


def stage_fits(pair: Pair) -> float:
    stages = pair.asked.query.stages
    if not stages:
        return 0.5
    if pair.card.stage == stages[0]:
        return 1.0
    near = {"预算": ("年初预算", "调整预算"), "年初预算": ("预算",)}
    return 0.8 if pair.card.stage in near.get(stages[0], ()) else 0.7 if pair.card.stage in stages else 0.0


def year_fits(pair: Pair) -> float:
    years = pair.asked.query.years
    if years:
        return 0.6 if pair.card.year is None else float(pair.card.year in years)
    return float(pair.card.year == pair.card.paper.year)


def measure_fits(pair: Pair) -> float:
    """Whether a kind of quantity that the question names outright (单价, 批次, 面积) is the figure's; 0 where it names none."""
    wanted = pair.asked.query.measure
    return 0.0 if wanted is None else 1.0 if pair.card.figure.measure.value == wanted else -1.0


def area_fits(pair: Pair) -> float:
    """Whether a question after a whole area (全县, 市本级) meets a paper on one, or neither does: 1, else -1."""
    wanted = bool(words()["asks"]["area"].search(pair.asked.text))
    return 1.0 if wanted == (pair.card.paper.scope == "地区") else -1.0


def day_fits(pair: Pair) -> float:
    """Of two days that both tell a year's end (截至2021年底): 1 the same year, -1 another; 0 where one tells none."""
    return years_ends(pair.asked.query.text, pair.card)


def end_asked(text: str) -> int | None:
    """The year whose end a question's folded text asks about (2022年底); None where it asks about none."""
    wanted = _DAY.findall(text)
    return int(wanted[-1]) if wanted else None


def years_ends(text: str, card: Card) -> float:
    """The same of a question's folded text and a card."""
    wanted = _DAY.findall(text)
    told = _DAY.findall(card.sentence) or _DAY.findall(card.title + card.column)
    return 0.0 if not wanted or not told else 1.0 if wanted[-1] == told[-1] else -1.0


def other_months(months: Months | None, card: Card, *, dated: bool) -> bool:
    """Whether a figure is of another part of the year than the one asked for; the whole year is asked for where a year is named
    (``dated``) and no part of it.

    A figure's own part is told by its sentence, its table, its headings or its document; where none of these tells one and the
    document is of a whole year, so is the figure. Months in a budget say when money is to be spent.
    """
    paper = months_of(card.paper.period)
    single = months is not None and months[0] == months[1]
    # A paper on a month tells of the months before as well: which is meant, a figure must say itself.
    own = _own_months(card, single=single) or (None if single and paper == months else paper)
    whole = card.paper.year is not None and paper is None
    if months is None:
        return (whole or dated) and card.paper.stage != "预算" and own not in (None, WHOLE)
    return own != months if own else months != WHOLE and (single or whole or card.paper.stage in ("预算", "决算"))


def _own_months(card: Card, *, single: bool) -> Months | None:
    """The part of the year that stands with a figure itself: in its sentence, else its column and table, else its headings.

    A month may be a date; it is read as the part only where a ``single`` one is asked for.
    """
    paper = months_of(card.paper.period)
    for text in (card.sentence, card.column, card.title, card.section):
        if told := [part.months for part in parts_of_year(text) if single or not part.dated]:
            return told[-1]
        if text is card.column and paper is not None and paper != WHOLE:
            if words()["months"]["this"].search(text):
                return paper[1], paper[1]
            if words()["months"]["cumulated"].search(text):
                return 1, paper[1]
    return None


def unsaid(text: str, card: Card) -> tuple[str, ...]:
    """What narrows a figure's name that a question's folded text does not say (names of ``cues.toml``)."""
    own = f"{card.label}|{card.aspect}|{card.column}"
    return tuple(n for n, pattern in words()["unsaid"].items() if pattern.search(own) and not pattern.search(text))


def own_level(text: str) -> bool:
    """Whether folded words speak of a level's own money (县本级, 市级), not of all that is below it."""
    return bool(words()["asks"]["own_level"].search(text))


def code(pair: Pair) -> float:
    if not pair.asked.codes:
        return 0.0
    return 1.0 if pair.card.figure.code in pair.asked.codes else -1.0


def number(table: Sequence[object], value: object) -> float:
    return float(table.index(value)) if value in table else -1.0


def asks(name: str) -> Callable[[Pair], float]:
    return lambda pair: float(bool(words()["asks"][name].search(pair.asked.text)))


def asks_column(name: str) -> Callable[[Pair], float]:
    return lambda pair: float(bool(words()["columns"][name].search(pair.asked.text)))


@lru_cache(maxsize=1 << 15)
def _in_column(name: str, text: str) -> float:
    return float(bool(words()["columns"][name].search(text)))


def own_column(name: str) -> Callable[[Pair], float]:
    def of(pair: Pair) -> float:
        card = pair.card
        return _in_column(name, f"{card.label}|{card.aspect}|{card.column}|{card.clause}")

    return of


def excludes(text: str) -> bool:
    """Whether a folded question leaves a part out of what it asks for (除教育外)."""
    return bool(words()["excluding"]["asked"].search(text))


def is_mean(figures: Sequence[Figure]) -> bool:
    """Whether the first of these is a price, or is named a mean."""
    first = figures[0] if figures else None
    if first is None:
        return False
    own = f"{first.label}|{first.aspect}|{first.source.column or ''}"
    return first.measure is Measure.PRICE or bool(words()["mean"]["told"].search(own))


def asks_mean(text: str) -> bool:
    """Whether a folded question asks for a mean: 平均每批次, 人均."""
    return bool(words()["mean"]["asked"].search(text))
