"""Whether an answer is right: the one judge of every gold file, of the cases, and of a choice that was picked.

A row tells ``status``, ``expected_value`` with ``expected_unit``, ``expected_text`` and more; ``kind`` may be missing. The
verdict is right, half (right, but a demanded warning or the other reading is missing), refused, wrong_text or wrong. A
wrong figure is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from index.language.fold import fold_text
from qa.model import Answer

Entry = Mapping[str, Any]

_SCALES = {
    "元": Decimal(1),
    "千元": Decimal(1000),
    "万元": Decimal(10000),
    "百万元": Decimal(10) ** 6,
    "亿元": Decimal(10) ** 8,
}
_SAME_UNIT = {
    "名": "人",
    "台(套)": "台",
    "台（套）": "台",
    "套": "台",
    "辆": "辆",
    "台(辆)": "辆",
    "家": "个",
    "个": "个",
}
_DIRECTIONS = {
    "减少": ("减少", "下降", "降低", "小于", "低", "少", "降", "压减"),
    "增加": ("增加", "增长", "上升", "高", "多", "涨", "提高"),
    "持平": ("持平", "一致", "不变", "无增减", "没有变化", "相等"),
}
_DIRECTED = frozenset({"change", "percent", "compare_years", "compare_orgs", "follow_up"})
_COMPUTED = frozenset({"share", "sum", "compare_years", "compare_orgs", "change", "follow_up", "percent"})
# What is told in words: an amount beside it in the gold row (how many items a list has) need not be the headline.
_TOLD = frozenset({"list", "reason", "duty", "definition"})
_PUNCTUATION = re.compile(r"[^\w%≥≤<>=]+")
_JOINED = re.compile(r"[、；;，,。\s]+")
# Converters put the sound after a character that they changed: 關(guān)工委.
_PINYIN = re.compile(r"(?<=[一-鿿])[(（][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6}[)）]")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
# As people round a number: 22000余, 约1.2亿.
_ROUNDED = re.compile(r"约?([+-]?[\d,]*\.?\d+)[余多]?([万亿])?")


def verdict(entry: Entry, answer: Answer) -> str:
    """What the answer is worth by the rules of the gold file."""
    if any(word in f"{answer.text} {answer.value.amount if answer.value else ''}" for word in entry.get("never") or ()):
        return "wrong"
    match entry.get("status") or "answered":
        case "not_found":
            return _unanswerable(entry, answer)
        case "clarify":
            return _ambiguous(entry, answer)
        case _:
            return _answerable(entry, answer)


def is_unanswerable(entry: Entry) -> bool:
    """Whether no answer can be given, so that choices lead nowhere."""
    return entry.get("status") == "not_found"


def _unanswerable(entry: Entry, answer: Answer) -> str:
    """Not found or asked back, and no figure; what the row admits besides."""
    admitted = answer.status in (entry.get("also_status") or ())
    if admitted and (answer.value is None or _value_right(entry, answer)):
        return "right"
    if answer.value is not None:
        return "wrong"
    if answer.status == "answered":
        return "wrong_text"
    return "right" if answer.status == "clarify" or _contains_all(entry, answer) else "wrong_text"


def _ambiguous(entry: Entry, answer: Answer) -> str:
    if answer.status == "clarify":
        return "right" if _contains_all(entry, answer) else "wrong_text"
    if answer.value is not None:
        return "wrong"
    return "right" if answer.status in (entry.get("also_status") or ()) else "refused"


def _answerable(entry: Entry, answer: Answer) -> str:
    other = entry.get("alt_value")
    if answer.status != "answered":
        asked_back = other is not None and answer.status == "clarify"
        return "right" if asked_back or answer.status in (entry.get("also_status") or ()) else "refused"
    told_both = True
    in_words = entry.get("kind") in _TOLD and entry.get("expected_text") and answer.value is None
    if entry.get("expected_value") is not None and not in_words:
        own, told_both = _value_right(entry, answer), _tells_both(entry, answer)
        if not own and not (told_both and _value_right({**entry, "expected_value": other}, answer)):
            return "wrong" if answer.value is not None else "wrong_text"
    if not _text_right(entry, answer) or not _contains_all(entry, answer):
        return "wrong_text"
    unwarned = entry.get("conflict") and not answer.warnings
    return "half" if unwarned or not told_both else "right"


def _value_right(entry: Entry, answer: Answer) -> bool:
    wanted = [(entry.get("expected_value"), entry.get("expected_unit"))]
    wanted += [(other["value"], other.get("unit")) for other in entry.get("also_accept") or ()]
    return any(_is(value, unit, entry, answer) for value, unit in wanted if value is not None)


def _is(value: str, unit: str | None, entry: Entry, answer: Answer) -> bool:
    """Whether the answer's headline is this amount. What is no number (2015年3月) must be told in words."""
    expected = _quantity(value, unit)
    if expected is None:
        return fold_text(value) in fold_text(answer.text)
    got = _quantity(answer.value.amount, answer.value.unit if unit else None) if answer.value else None
    if got is None or answer.value is None:
        return False
    (a, a_unit), (b, b_unit) = got, expected
    if unit is not None and a_unit != b_unit and (answer.value.unit is not None or b_unit == "money"):
        return False
    kind = entry.get("kind")
    if kind in _DIRECTED or (kind is None and b >= 0):
        a, b = abs(a), abs(b)
    worked_out = kind in _COMPUTED or entry.get("computed") or answer.computed
    tolerance = Decimal("0.01") * _SCALES.get(unit or "", Decimal(1)) if worked_out else Decimal(0)
    return abs(a - b) <= tolerance


def _tells_both(entry: Entry, answer: Answer) -> bool:
    """Whether both readings of a page that gives two are told; True where there is but one."""
    other, value, unit = entry.get("alt_value"), entry["expected_value"], entry.get("expected_unit")
    if other is None or _quantity(other, unit) == _quantity(value, unit):
        return True
    return all(_tells(each, unit, answer) for each in (value, other))


def _tells(value: str, unit: str | None, answer: Answer) -> bool:
    """Whether an amount stands somewhere in the answer: in its words, or among what it cites."""
    words = fold_text(" ".join((answer.text, answer.computed.expression if answer.computed else "", *answer.warnings)))
    wanted, bare = _quantity(value, unit), _quantity(value, None)
    if wanted is None or bare is None:
        return fold_text(value) in words
    if any(Decimal(number.replace(",", "")) == abs(bare[0]) for number in _NUMBER.findall(words)):
        return True
    cited = [(c.figure.amount, c.figure.unit) for c in (*answer.figures, *answer.parts)]
    cited += [(answer.value.amount, answer.value.unit)] if answer.value else []
    return any(_quantity(amount, its_unit) == wanted for amount, its_unit in cited)


def _quantity(value: str | None, unit: str | None) -> tuple[Decimal, str] | None:
    """An amount in its base unit, and which that is."""
    rounded = _ROUNDED.fullmatch(str(value).strip()) if value is not None else None
    if rounded is None:
        return None
    if rounded[2]:
        unit = f"{rounded[2]}元" if unit in _SCALES or unit is None else unit
    try:
        number = Decimal(rounded[1].replace(",", ""))
    except InvalidOperation:
        return None
    if unit in _SCALES:
        return number * _SCALES[unit], "money"
    return number, _SAME_UNIT.get(unit or "", unit or "")


def _bare(text: str) -> str:
    return _PUNCTUATION.sub("", _PINYIN.sub("", fold_text(text)))


def _text_right(entry: Entry, answer: Answer) -> bool:
    wanted = entry.get("expected_text")
    if not wanted:
        return True
    text = _bare(answer.text)
    if wanted in _DIRECTIONS and entry.get("kind") not in _TOLD:
        return any(word in text for word in _DIRECTIONS[wanted])
    return any(_says(form, text) for form in wanted.split("|"))


def _says(wanted: str, text: str) -> bool:
    # How the row joins its items (、 or ；) is its author's: each must be told, a page may put 二是 between them.
    return _bare(wanted) in text or all(_bare(part) in text for part in _JOINED.split(wanted))


def _contains_all(entry: Entry, answer: Answer) -> bool:
    offered = (*answer.options, *(choice.question for choice in answer.choices)) if answer.status == "clarify" else ()
    text = _bare(" ".join((answer.text, *offered)))
    return all(any(_bare(form) in text for form in wanted.split("|")) for wanted in entry.get("must_contain") or ())
