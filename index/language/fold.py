"""One form for matching, with the way back for quoting.

Folding maps full-width, compatibility and radical characters (NFKC), traditional characters and letter case to one
form; note marks (①, ²) stay what they are, for they are no digits. Every character of the folded text knows the offset it
came from, so a match can be quoted as printed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from index.language.marks import is_mark_digit, unmarked
from index.language.thresholds import plain_threshold
from index.model import Span

_ENUMERATION = re.compile(
    r"^(?:[(（]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})(?:[)）、]|[.．](?!\d))|[①-⑳]|其中[:：]?|其中(?=\S)|[*★☆·•-]+)+"
)
_SPACE = re.compile(r"\s+")
_QUOTES = str.maketrans("", "", "“”\"'‘’「」『』《》〈〉")
# Radicals that fonts print for whole characters, where Unicode's own folding leaves them (Radicals Supplement).
_RADICALS = str.maketrans(
    "⺁⺈⺊⺌⺍⺎⺒⺓⺕⺗⺙⺛⺜⺝⺠⺧⺩⺪⺫⺬⺮⺰⺳⺶⺷⺻⺼⻁⻃⻄⻅⻆⻇⻈⻉⻊⻋⻎⻐⻑⻒⻓⻔⻗⻘⻙⻚⻛⻜⻝⻞⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰",
    "厂刀卜小小兀巳幺彐心攵旡日月民牛王疋目示竹纟网羊羊聿肉虎西西见角角讠贝足车辶钅长长长门雨青韦页风飞食食饣马骨鬼鱼鸟卤麦黄黾齐齿龙",
)
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−－﹣", "-"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Folded:
    """``text`` for matching; ``origin[i]`` is the offset in the original of the character that gave ``text[i]``."""

    text: str
    origin: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """Where the folded range ``[start, end)`` (not empty) stands in the original."""
        return Span(start=self.origin[start], end=self.origin[end - 1] + 1)


@cache
def _simplified() -> dict[str, str]:
    """Traditional → simplified, single characters only, from the OpenCC table."""
    table = files("opencc").joinpath("dictionary/TSCharacters.txt").read_text(encoding="utf-8")
    pairs = (line.split("\t") for line in table.splitlines() if "\t" in line)
    return {traditional: simplified.split(" ")[0] for traditional, simplified in pairs if len(traditional) == 1}


@lru_cache(maxsize=1 << 15)
def _fold_character(character: str) -> str:
    if character in "…‥" or is_mark_digit(character):
        return character
    simplified = _simplified()
    whole = unicodedata.normalize("NFKC", character.translate(_RADICALS))
    return "".join(simplified.get(c, c) for c in whole).lower()


def fold(text: str) -> Folded:
    """Fold character by character, keeping white space. The empty text folds to the empty text."""
    pieces = list(map(_fold_character, text))
    folded = "".join(pieces)
    if len(folded) == len(pieces) and "" not in pieces:  # each character gave one: so it is nearly always
        return Folded(text=folded, origin=tuple(range(len(pieces))))
    origin = (offset for offset, piece in enumerate(pieces) for _ in piece)
    return Folded(text=folded, origin=tuple(origin))


def fold_text(text: str) -> str:
    """The folded text alone."""
    return "".join(map(_fold_character, text))


@lru_cache(maxsize=1 << 16)
def label_key(label: str) -> str:
    """A label's form for comparing: folded, without white space, quotes, note marks, leading numbering and 其中.

    >>> label_key("1、“三公” 经费　合 计")
    '三公经费合计'
    """
    folded = _SPACE.sub("", fold_text(unmarked(label))).translate(_QUOTES).translate(_DASHES)
    return plain_threshold(_ENUMERATION.sub("", folded).strip(":;,.。、") or folded)
