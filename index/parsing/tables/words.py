"""The words by which tables are understood, and what a cell's text is: blank, amount, code or words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from index.parsing.tables.units import is_unit, named_with_unit, split_unit, unit_of

_SPACE = re.compile(r"\s+")
_AMOUNT = re.compile(
    r"约?(?:[-+－—–−△▲负]?[(（]?[-+－−]?(?:\d{1,3}(?:[,，'’]\d{3})+|\d+)(?:[.．]\d+)?[)）]?[%％‰]?"
    r"|[\[［【]\d[\d,，]*[.．]\d+[\]］】]|\d[\d,，]*[.．]\d+[-－])"
)
_GLUE = re.compile(r"(?<=[,.，．(（+＋\-－△▲])\s+|\s+(?=[,.，．%％)）])")  # digits apart from digits are two numbers
_CODE = re.compile(r"\d{3}(?:\d{2}){0,2}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_COLUMN_NUMBER = re.compile(r"[(（]?(?:\d{1,2}|[一-十])[)）]?(?:栏)?(?:[=＝][\d+＋\-－*×/÷()（）\s]+)?")
_SENTENCE = re.compile(r"[。；;，,：:]$|。")
_LONGEST_TITLE = 70
_INNER_SPACE = re.compile(
    r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])|(?<=[^\x00-\x7f])\s+(?=[,.;:!?%)\]])|(?<=[(\[])\s+|\s{2,}(?=[^\x00-\x7f])"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """``words.toml``: lists of words, and patterns."""

    headings: tuple[str, ...]
    strong: tuple[str, ...]
    strong_alone: tuple[str, ...]
    levels: tuple[str, ...]
    totals: tuple[str, ...]
    sums: tuple[str, ...]
    numbering: tuple[str, ...]
    carried: re.Pattern[str]
    running: re.Pattern[str]
    captions: re.Pattern[str]
    continued: re.Pattern[str]
    above: re.Pattern[str]
    titles: re.Pattern[str]
    notes: re.Pattern[str]
    stacked: re.Pattern[str]
    forms: tuple[str, ...]
    form_names: tuple[str, ...]
    form_owners: tuple[str, ...]
    form_funds: re.Pattern[str]
    form_amounts: re.Pattern[str]
    form_labels: re.Pattern[str]
    form_suffixes: re.Pattern[str]


@cache
def words() -> Words:
    """The data file, read once."""
    raw = tomllib.loads(files("index.parsing.tables").joinpath("words.toml").read_text(encoding="utf-8"))
    raw["captions"] = "|".join(raw["captions"])
    made: dict[str, Any] = {
        name: re.compile(told) if isinstance(told, str) else tuple(told) for name, told in raw.items()
    }
    return Words(**made)


@lru_cache(maxsize=1 << 14)
def squeeze(text: str) -> str:
    """Without any white space: for comparing."""
    return "".join(text.split())


def tidy(text: str) -> str:
    """A cell's text as printed, without the spaces that only justify it. Digits keep every sign.

    >>> tidy("合 　计"), tidy("1. 一般公共预算"), tidy("1,507 .56"), tidy("PC Server")
    ('合计', '1. 一般公共预算', '1,507.56', 'PC Server')
    """
    text = text.strip()
    if " " not in text and _SPACE.search(text) is None:
        return text
    tight = _GLUE.sub("", text)
    if _AMOUNT.fullmatch(tight):
        return tight
    return _INNER_SPACE.sub("", text)


def is_amount(text: str) -> bool:
    """A number as tables print it, with or without separators, sign, brackets, per cent."""
    return _AMOUNT.fullmatch(_GLUE.sub("", text.strip())) is not None


def is_code(text: str) -> bool:
    """A function or economic code: 3, 5 or 7 digits."""
    return _CODE.fullmatch(squeeze(text)) is not None


def is_figure(text: str) -> bool:
    """An amount that is neither a code nor a year: what proves that a row is data."""
    tight = squeeze(text)
    return is_amount(tight) and not (_YEAR.fullmatch(tight) or (tight.isdigit() and len(tight) <= 2 and tight != "0"))


def is_column_number(text: str) -> bool:
    """1, 2, 3=1+2, 甲: what a row of column numbers consists of."""
    tight = squeeze(text)
    return _COLUMN_NUMBER.fullmatch(tight) is not None


def is_total(text: str) -> bool:
    """合计, 小计, 总计, also behind a name (…小计)."""
    tight = squeeze(text).rstrip(":：")
    return tight in words().totals or tight.endswith(words().sums)


def is_carried(text: str) -> bool:
    """承前页, 过次页, 本页小计: what a page's end makes necessary."""
    return words().carried.search(squeeze(text)) is not None


def is_heading_word(text: str) -> bool:
    """Whether a column may be called so."""
    return split_unit(squeeze(text))[0].endswith(words().headings)


def is_strong_heading(text: str) -> bool:
    """Whether only a column is called so, never a row."""
    name = split_unit(squeeze(text))[0]
    return name in words().strong_alone or name.endswith(words().strong)


def is_bare_unit(text: str) -> bool:
    """万元 alone in a cell of a heading."""
    return is_unit(squeeze(text))


def is_caption(text: str) -> bool:
    """A line between title and table: unit, department, date, number of the form."""
    tight = squeeze(text)
    if _named_with_unit(tight):
        return False
    return words().captions.search(tight) is not None or unit_of(tight) is not None


def are_captions(texts: Sequence[str]) -> bool:
    """Whether the cells of a row are captions: each for itself, or beside the unit (某某局 | 单位：万元)."""
    rest = [text for text in texts if not is_caption(text)]
    if len(rest) == len(texts):
        return False
    return not rest or (
        any(unit_of(text) for text in texts) and not any(is_heading_word(text) or is_amount(text) for text in rest)
    )


def _named_with_unit(tight: str) -> bool:
    """支出总表（单位：万元）: a title with its unit, not the number of a form (公开01表 单位：元)."""
    name = named_with_unit(tight)
    return name != "" and words().captions.search(name) is None


def is_title(text: str) -> bool:
    """A line that names a table: it ends with 表 (or the like), a unit behind it allowed, and is no sentence."""
    tight = squeeze(text)
    if _named_with_unit(tight):
        return len(tight) <= _LONGEST_TITLE
    return len(tight) <= _LONGEST_TITLE and words().titles.search(tight) is not None and _SENTENCE.search(tight) is None


def is_sentence(text: str) -> bool:
    """Running text rather than a name."""
    return _SENTENCE.search(squeeze(text)) is not None


def is_note(text: str) -> bool:
    """What is said of a table without figures."""
    return words().notes.search(squeeze(text)) is not None
