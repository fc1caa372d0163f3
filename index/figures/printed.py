"""What is printed in a cell: a number, a zero, a dash, a word, or nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from index.language.fold import fold_text
from index.language.numerals import han_number
from index.model import Measure, State
from index.vocabulary import Unit, Vocabulary

_NUMBER = re.compile(
    r"^(?P<about>约为|约|近|超过|超)?(?P<relation>>=|<=|[≥≤><=])?(?P<open>[(\[])?(?P<sign>[-△▲+↑↓]|负|减少|下降|降低|增加|增长|上升)?[¥￥]?"
    r"(?P<digits>\d{1,3}(?:[,']\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<behind>(?<=[.,]\d\d)-|(?<=[.,]\d\d\d)-|(?<=\.\d)-)?(?P<close>[)\]])?"
    r"(?P<unit>%|‰|[^\d.,()%‰\[\]-]{1,6}|\([^()\d]{1,6}\))?(?P<more>以上|左右|余)?$"
)
# 120.50(其中:财政拨款100.00): the cell's own amount stands first.
_AMONG = re.compile(r"(?<=[\d元%])(?:[,;]?\(?(?:其中|含)[:]?[^()]*\)?|[,;]其中.*)$")
_SIGNS = str.maketrans(
    {**dict.fromkeys("−–—‐‑‒―﹣", "-"), "’": "'", "＇": "'", "〔": "[", "【": "[", "〕": "]", "】": "]"}
)
_SPACE = re.compile(r"\s+")
_DOWN = ("-", "△", "▲", "负", "减少", "下降", "降低", "↓")
_APART = re.compile(r"\d\s+\d")  # two numbers, unless the space parts thousands, or every character is spaced
_SPACED = re.compile(r"\D*\d{1,3}(?:\s\d{3})+(?:\.\d+)?\D*|\D*\d(?:\s+[\d.,]){2,}\D*")
_COMMAS = re.compile(r"\D*\d{1,3}(?:,\d{3})+(?:\.\d+)?\D*")
_HAN = re.compile(
    r"^(?:人民币|大写)?[:]?(?P<number>[零〇一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾百佰千仟万亿两]{2,})(?P<unit>元|圆|万元|亿元)整?正?$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """``state`` None is a text. ``amount`` is "" for everything but numbers and texts; ``unit`` where the cell prints one."""

    state: State | None
    amount: str = ""
    value: Decimal | None = None
    unit: Unit | None = None
    approximate: str = ""

    @property
    def is_number(self) -> bool:
        """Whether it is a number, zero included."""
        return self.value is not None

    @property
    def direction(self) -> int | None:
        """Its sign: -1, 0 or 1; None for what is no number."""
        return None if self.value is None else (self.value > 0) - (self.value < 0)


@lru_cache(maxsize=1 << 14)
def read_cell(text: str, vocabulary: Vocabulary) -> Printed:
    """The content of a cell; what is neither number nor a sign for nothing is a text, kept as printed."""
    spaced = fold_text(text).strip()
    folded = _SPACE.sub("", spaced)
    if not folded:
        return Printed(state=State.BLANK)
    if vocabulary.labels["dash"].search(folded):
        return Printed(state=State.DASH)
    if vocabulary.labels["none"].search(folded):
        return Printed(state=State.NONE)
    if _APART.search(spaced) and not _SPACED.fullmatch(spaced) and not _COMMAS.fullmatch(folded):
        return Printed(state=None, amount=_SPACE.sub(" ", text).strip())
    if (han := _HAN.match(folded)) and (number := han_number(han["number"])):
        unit = vocabulary.unit_of(han["unit"])
        return Printed(state=State.VALUE, amount=str(number), value=number, unit=unit)
    match = _NUMBER.match(_AMONG.sub("", folded.translate(_SIGNS)))
    unit = _unit(match["unit"], vocabulary) if match and match["unit"] else None
    if match is None or (match["unit"] and unit is None) or not _closed(match):
        return Printed(state=None, amount=_SPACE.sub(" ", text).strip())
    negative = bool(match["open"]) or bool(match["behind"]) or match["sign"] in _DOWN
    amount = ("-" if negative else "") + match["digits"].replace(",", "").replace("'", "")
    value = Decimal(amount)
    return Printed(
        state=State.VALUE if value else State.ZERO,
        amount=amount,
        value=value,
        unit=unit,
        approximate=(match["about"] or "") + (match["relation"] or "").strip("=") + (match["more"] or ""),
    )


def _closed(match: re.Match[str]) -> bool:
    """Whether brackets fit; square ones hold an amount only where it has decimals, else a mark or a number of its own."""
    pair = (match["open"] or "") + (match["close"] or "")
    return pair in ("", "()") or (pair == "[]" and "." in match["digits"])


def _unit(words: str, vocabulary: Vocabulary) -> Unit | None:
    """The unit that the words name; of several (台、件、套) the first."""
    bare = words.strip("()")
    return vocabulary.unit_of(bare) or vocabulary.unit_of(re.split("[、/]", bare)[0])


_COMPLETION = re.compile(r"完成|执行率|执行进度|支出进度|为(?:上年|年初|调整|预算)")


def rate_of(measure: Measure, heading: str) -> str | None:
    """What a rate in a column is a rate of: 增长, 完成 or 占比; None for all that is no rate."""
    if measure is Measure.RATE:
        return "增长"
    if measure is Measure.SHARE:
        return "完成" if _COMPLETION.search(heading) else "占比"
    return None
