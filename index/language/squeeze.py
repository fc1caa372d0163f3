"""A text without what only justifies or glosses it, with the way back.

The rules for sentences are written for one form: folded, without white space (kept between two Latin words or two
numbers, where it separates), without pinyin that a mirrored page printed behind its characters: 萬(wàn)元.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from index.language.fold import Folded, fold

_PINYIN = re.compile(r"(?<=[\u3400-\u9fff])[(（]([a-zA-Z\u00c0-\u024f\u1e00-\u1eff]{1,7})[)）]")
# 1 234.50万元: spaces between thousands, where an amount is expected before and a unit of money stands behind. A space that
# does not break a line is meant so; of others a name with a number (项目5 120.50万元) has to be kept apart.
_GROUPED = re.compile(
    r"(?<=[入出算费金款额数为计共约达至到])[1-9]\d{0,2}(?:[ \u00a0\u2009\u202f]\d{3})+(?:[.．]\d+)?(?=\s*[万亿千百]?\s*元)"
    r"|(?<!\d)[1-9]\d{0,2}(?:[\u00a0\u2009\u202f]\d{3})+(?:[.．]\d+)?(?=\s*[万亿千百]?\s*元)"
)
# 1002. 33万元, 12 .5%: a space at the point; behind a name or in a number too long to count a list (1. 5万元用于…).
_AT_POINT = re.compile(
    r"(?:(?<=[入出算费金款额数为计共约达至到是长降加少])|(?<![\d.．,，])(?=\d{3}|\d{1,3}[,，\s]))[ \u00a0]?"
    r"\d{1,3}(?:(?:[,，]\d{3})+|(?:[ \u00a0]\d{3})+|\d*)(?:\s+[.．]\s*|[.．]\s+)\d{1,6}(?=\s*(?:[万亿千百]?\s*元|[%％]))"
)
# 6 . 2 0 万 元: every character set apart.
_SPREAD = re.compile(
    r"(?<![\d.．,，])(?<!\d\s)\d(?:[ \u00a0][\d.．,，])+(?=[ \u00a0][万亿千百]?[ \u00a0]?元|[ \u00a0][%％])"
)
_LATIN = re.compile(r"[a-z0-9]")
_INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad")
_DROPPED = re.compile(rf"[\s{''.join(_INVISIBLE)}]")


def squeeze(text: str, origin: Sequence[int] | None = None) -> Folded:
    """``text`` for rules; ``origin`` says where its characters come from, where it is itself taken from elsewhere."""
    drop = {i for m in _PINYIN.finditer(text) if _is_pinyin(m[1]) for i in range(m.start(), m.end())}
    for spaced in (_GROUPED, _AT_POINT, _SPREAD):
        drop |= {i for m in spaced.finditer(text) for i in range(m.start(), m.end()) if text[i].isspace()}
    folded = fold(text)
    if not drop and not _DROPPED.search(folded.text):
        return folded if origin is None else Folded(text=folded.text, origin=tuple(origin[at] for at in folded.origin))
    characters: list[str] = []
    places: list[int] = []
    gap = False
    for character, offset in zip(folded.text, folded.origin, strict=True):
        if offset in drop or character in _INVISIBLE:
            continue
        if character.isspace():
            gap = True
            continue
        if gap and characters and _separates(characters[-1], character):
            characters.append(" ")
            places.append(places[-1])
        gap = False
        characters.append(character)
        places.append(offset if origin is None else origin[offset])
    return Folded(text="".join(characters), origin=tuple(places))


def _separates(left: str, right: str) -> bool:
    """Two numbers or two Latin words stay two; a number cut by a space inside (公开 2019 年) does not concern us."""
    return bool(_LATIN.match(left) and _LATIN.match(right) and left.isdigit() == right.isdigit())


def _is_pinyin(word: str) -> bool:
    """A gloss has a tone mark or is one short lower-case syllable with a vowel."""
    if any(unicodedata.decomposition(c) for c in word):
        return True
    return word.islower() and len(word) <= 6 and any(c in "aeiouv" for c in word)
