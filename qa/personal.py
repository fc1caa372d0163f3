"""Personal data in what people type: telephone and identity numbers and addresses of mail are masked in whatever spelling."""

from __future__ import annotations

import re
import unicodedata

MASK = "…"
# Between the digits of one number: spaces, dashes, points, but no letters.
_GAP = r"[^\w\u4e00-\u9fff]{0,3}"
_HAN = "〇零一二三四五六七八九幺两"
_PERSONAL = re.compile(
    "|".join(
        (
            r"[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+\.[A-Za-z0-9.]+",
            rf"(?<!\d)[1-9](?:{_GAP}\d){{16}}{_GAP}[\dXx](?!\d)",  # identity number
            rf"(?<!\d)(?:\+?86{_GAP})?1{_GAP}[3-9](?:{_GAP}\d){{9}}(?!\d)",  # mobile
            rf"(?<!\d)[（(]?0\d{{2,3}}[）)]?{_GAP}\d{{3,4}}{_GAP}\d{{4}}(?!\d)",  # with the code of an area
            r"(?<!\d)[3-6]\d{3}(?:[ -]\d{4}){2,3}(?:[ -]?\d{1,3})?(?!\d)",  # bank card
            r"\d{8,}[Xx]?|(?<!\d)[3-9]\d{6}(?!\d)",  # seven digits from 2 on are the code of a function
            rf"[{_HAN}](?:[\s,，、-]?[{_HAN}]){{6,}}",
        )
    )
)


def masked(text: str) -> str:
    """The text with … in place of what looks like a telephone, identity or card number or an address of mail.

    >>> masked("我的电话138 1234 5678，三公经费1,507.56万元")
    '我的电话…，三公经费1,507.56万元'
    """
    plain = "".join(map(_narrow, text))
    return _PERSONAL.sub(MASK, plain) if _PERSONAL.search(plain) else text


def _narrow(character: str) -> str:
    """A letter or digit in its plain form, nothing for what is not seen, all else as it is."""
    if unicodedata.category(character) == "Cf":
        return ""
    plain = unicodedata.normalize("NFKC", character)
    return plain if plain.isascii() and plain.isalnum() else character
