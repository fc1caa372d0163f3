"""Answers in words: what a spokesperson could read aloud."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from index.language.fold import label_key
from index.library import DocumentInfo
from index.model import Figure, Measure, State
from index.vocabulary import load
from qa.answer.forms import FORM
from qa.answer.shelf import Shelf
from qa.arithmetic import unsigned
from qa.model import Query

_BARE = re.compile(r"(?:合|总|小)计|预算数|决算数|金额|收支总计|收入总计|支出总计")
_BEFORE = ("约", "近", "超", "超过", "不少于", "约为", "≥", "≤", ">", "<", "=")
_STATES = {State.BLANK: "该栏空白，未填列", State.DASH: "该栏为“—”，未列数", State.NONE: "无此项收支"}
_DIRECTION = {-1: "减少", 0: "持平", 1: "增加"}
_RATE_DIRECTION = {-1: "下降", 0: "持平", 1: "增长"}


def grouped(amount: str) -> str:
    """Thousands separators for reading, digits untouched: 1507.56 → 1,507.56."""
    sign = "-" if amount.startswith("-") else ""
    whole, dot, rest = amount.removeprefix("-").partition(".")
    return f"{sign}{int(whole):,}{dot}{rest}" if whole.isdigit() and not whole.startswith("0") else amount


def amount(figure: Figure) -> str:
    """The figure as printed with its unit, or what stands in its place."""
    if figure.state in _STATES:
        return _STATES[figure.state]
    before = figure.approximate if figure.approximate in _BEFORE else ""
    after = figure.approximate if figure.approximate and not before else ""
    unit = figure.unit if figure.unit is not None else ("（未注明单位）" if figure.measure == Measure.AMOUNT else "")
    return f"{before}{grouped(figure.amount)}{after}{unit}"


def subject(figure: Figure, info: DocumentInfo | None = None) -> str:
    """“某局2019年部门预算中三公经费”."""
    stage = figure.stage or (info.stage if info else None) or ""
    scope = figure.scope or (info.scope if info else None) or ""
    year = f"{figure.year}年" if figure.year else ""
    return f"{figure.org}{year}{scope}{stage}中{thing(figure)}"


def thing(figure: Figure) -> str:
    """What the figure is of: “行政运行”的“项目支出”."""
    name = _whose(figure) + _quoted(_name(figure))
    if figure.aspect and figure.aspect not in figure.label:
        return f"{name}的{figure.aspect}"
    return name


def _whose(figure: Figure) -> str:
    """“某中心”的, where a table's row stands under a name that no list knows (a unit, a project): else ""."""
    above = figure.parents[-1] if figure.parents and figure.source.table is not None else ""
    if above and figure.table_kind == FORM and figure.item is None and above not in figure.label:
        return f"{_quoted(above)}的"
    known = not above or figure.item is None or load().concept_of(above) or not re.fullmatch(r"[^\d]{4,30}", above)
    return "" if known else f"{_quoted(above)}的"


def _name(figure: Figure) -> str:
    """The label as printed; the official name where the label alone says nothing (合计)."""
    concept = load().concepts.get(figure.item or "")
    if concept and (_BARE.fullmatch(label_key(figure.label)) or concept.key in label_key(figure.label)):
        return concept.name
    return figure.label or "该项"


def _quoted(label: str) -> str:
    """In quotation marks, unless it brings its own."""
    return label if label.startswith("“") else f"“{label}”"


def measure_word(figure: Figure) -> str:
    """单价, 数量 … where it is no plain amount."""
    return "" if figure.measure in (Measure.AMOUNT, Measure.INDICATOR) else str(figure.measure.value)


def figure_sentence(figure: Figure, info: DocumentInfo | None = None) -> str:
    """One sentence that tells one figure."""
    if figure.measure == Measure.CHANGE:
        return change_sentence(figure, info)
    if (
        figure.measure in (Measure.RATE, Measure.SHARE, Measure.INDICATOR)
        and figure.unit == "%"
        and figure.value is not None
    ):
        return rate_sentence(figure, info)
    word = measure_word(figure)
    what = subject(figure, info) + (f"的{word}" if word and word not in figure.label else "")
    if figure.state in _STATES:
        return f"{what}：{_STATES[figure.state]}。"
    return f"{what}为{amount(figure)}。"


def rate_sentence(figure: Figure, info: DocumentInfo | None = None) -> str:
    """比上年决算下降5.5% / 完成年初预算的98.59% / 占总支出的12%; 为5.5% where the words do not tell what it is a rate of."""
    what = subject(figure, info)
    told = amount(figure)
    if figure.rate == "完成":
        return f"{what}完成{figure.base or '预算'}的{told}。"
    if figure.rate == "占比":
        return f"{what}占{figure.base or '总额'}的{told}。"
    if figure.measure is Measure.RATE and figure.direction is not None:
        base = figure.base or "上年"
        if figure.direction == 0:
            return f"{what}与{base}持平。"
        return f"{what}比{base}{_RATE_DIRECTION[figure.direction]}{amount(unsigned(figure))}。"
    word = measure_word(figure)
    return f"{what}{f'的{word}' if word and word not in figure.label else ''}为{told}。"


def change_sentence(figure: Figure, info: DocumentInfo | None = None) -> str:
    """比上年减少13.47万元 / 与上年持平."""
    base = figure.base or "上年"
    if figure.direction == 0 or (figure.value is not None and figure.value == 0):
        return f"{subject(figure, info)}与{base}持平，无增减变化。"
    word = _DIRECTION.get(figure.direction if figure.direction is not None else 2, "变动")
    plain = unsigned(figure) if word != "变动" else figure
    return f"{subject(figure, info)}比{base}{word}{amount(plain)}。"


def there_is(shelf: Shelf, org: str | None = None) -> str:
    """What the library holds instead: years of one body, or its bodies."""
    if org:
        held = dict.fromkeys(title(d) for d in sorted(shelf.by_org.get(org, ()), key=lambda d: d.year or 0))
        return f"资料库中有该单位的：{'、'.join(held)}。" if held else ""
    orgs = list(shelf.by_org)
    if not orgs:
        return "资料库里还没有文件。"
    return f"资料库现有{len(orgs)}个单位的预决算公开文件，如{'、'.join(orgs[:5])}{'等' if len(orgs) > 5 else ''}。"


def title(info: DocumentInfo) -> str:
    """2019年部门预算."""
    return f"{info.year or '年度不详'}{'年' if info.year else ''}{info.scope or ''}{info.stage or ''}"


def options(
    query: Query,
    *,
    orgs: Sequence[str] = (),
    readings: Iterable[tuple[int | None, str | None, str | None]] = (),
) -> tuple[str, ...]:
    """Complete questions to choose from: one for each body or reading."""
    topic = topic_words(query)
    if orgs:
        years = "、".join(f"{y}年" for y in query.years)
        return tuple(f"{org}{years}{topic}" for org in orgs[:12])
    org = query.orgs[0] if query.orgs else ""
    return tuple(
        dict.fromkeys(f"{org}{f'{y}年' if y else ''}{scope or ''}{stage or ''}{topic}" for y, stage, scope in readings)
    )[:12]


def topic_words(query: Query) -> str:
    """What the question is about, in its own words."""
    words = "的".join(c.text for c in query.chunks) or "情况"
    tail = {
        "reason": "变化的原因",
        "count": "是多少",
        "change": "比上年变化多少",
        "percent": "增减百分之几",
        "share": "占比多少",
    }
    return words + tail.get(query.kind, "是多少")


def direction_word(value: int, *, rate: bool = False) -> str:
    """减少, 持平 or 增加; of a rate 下降, 持平 or 增长."""
    return (_RATE_DIRECTION if rate else _DIRECTION)[value]
