"""Note marks are no digits: 6.20¹, 6.20②, *6.20, 6.20[2], 6.20（注1）, 公务接待费③, 2023年①预算数.

A mark points to a note below the table. It says nothing of the number or the name that it stands at, and folding must
not turn it into a digit of theirs. Markup that raises characters is written with raised characters (``raised``), so that
a mark is told by its characters alone, whatever the format.
"""

from __future__ import annotations

import re
import unicodedata

_PLAIN = "0123456789()*+-ab"
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾*⁺⁻ᵃᵇ"
_TO_RAISED = str.maketrans(_PLAIN, _RAISED)
_RAISABLE = re.compile(r"[\[［〔【(（]?(?:注释?)?[0-9a-b*†‡]{0,2}[\]］〕】)）]?")
# What folds to bare digits and yet is none: raised, lowered, circled.
_NO_DIGITS = ("<super>", "<sub>", "<circle>")

_SIGN = "⁰¹²³⁴-⁹⁽⁾ᵃᵇ①-⑳㉑-㉟㊱-㊿⓪⑴-⒇❶-❿➀-➓⓵-⓾㊟†‡※"
_NOTE = rf"[\[［〔【(（](?:见?附?注释?[:：]?(?:\d{{1,2}}|[{_SIGN}一二三四五六七八九十])?|[{_SIGN}])[\]］〕】)）]"
_BRACKETED = r"[\[［〔【]\d{1,2}[\]］〕】]"
_BEHIND = rf"(?:[{_SIGN}*＊]|{_NOTE}|{_BRACKETED}|注[{_SIGN}])"
_BEFORE = rf"(?:[{_SIGN}*＊#＃]|{_NOTE}|注(?:[{_SIGN}]|\d{{1,2}}[:：\s]))"
_AFTER_ALL = re.compile(rf"(?:\s*{_BEHIND})+\s*$")
_BEFORE_ALL = re.compile(rf"^\s*(?:{_BEFORE}\s*)+(?=[-+－−–—△▲(（约近]?\s*[¥￥]?\s*\d)")
_WITHIN = re.compile(rf"(?<=[\w年度）)])[{_SIGN}](?=[\w（(])")
_SKIPPED = re.compile(rf"(?:[{_SIGN}]|[(（]注(?:\d{{1,2}}|[{_SIGN}])?[)）]|\[\d{{1,2}}\])+")
_POWER = re.compile(r"[mM米][²³]$")
_LISTED = re.compile(rf"^(?:其中[:：]?)?[{_SIGN}]")
_SHORT = 40  # characters: a name, not a text with a list in it


def is_mark_digit(character: str) -> bool:
    """Whether the character would fold to a digit but is a mark (①, ²)."""
    told = unicodedata.decomposition(character)
    return told.startswith(_NO_DIGITS) and unicodedata.normalize("NFKC", character).isdigit()


def raised(text: str, before: str) -> str:
    """The characters of a raised run behind ``before``: raised digits where they can be a mark (or a power), else as they are."""
    plain = text.strip()
    if not plain or not before.strip() or not _RAISABLE.fullmatch(plain):
        return text
    return plain if plain.startswith(tuple("[［〔【")) else plain.translate(_TO_RAISED)


def unmarked(text: str) -> str:
    """A cell's words without the marks at them; what is nothing but marks stays (a lone * hides a figure).

    >>> unmarked("6.20①"), unmarked("*6.20"), unmarked("公务接待费③"), unmarked("2023年①预算数"), unmarked("（m²）")
    ('6.20', '6.20', '公务接待费', '2023年预算数', '（m²）')
    """
    if (text.isalnum() and text.isascii()) or len(_WITHIN.findall(text)) > 1:  # several of them count a list
        return text
    if _AFTER_ALL.search(text) and not _POWER.search(text):
        text = _AFTER_ALL.sub("", text) or text
    text = _BEFORE_ALL.sub("", text)
    within = _WITHIN.search(text)
    if within is not None and len(text) <= _SHORT and not _LISTED.match(text):
        text = text if _POWER.search(text[: within.end()]) else _WITHIN.sub("", text)
    return text


def behind(text: str, at: int) -> int:
    """Where the marks end that stand at ``at``."""
    found = _SKIPPED.match(text, at)
    return found.end() if found else at
