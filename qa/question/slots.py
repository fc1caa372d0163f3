"""Years, stage, scope, unit: the slots that a few words tell."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from qa.question.numbers import whole_number

_HAN_DIGITS = {c: str(i) for i, c in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0", "o": "0", "两": "2"}
_FOUR = r"(?<![\d.])(?:19[89]\d|20[0-4]\d)(?!\d|\.\d|[万元%])"
_WRITTEN_OUT = r"(?<![\d.])\d{4}(?=年)"  # whatever it says: a year that no document has is a year all the same
_FAR = r"(?<![\d.])(?:19[0-7]\d|20[5-9]\d)(?=[\u4e00-\u9fff])(?![万元亿个人名辆台件次家户分项平号张份笔条米])"
_TWO = r"(?<![\d.])(?:[0-4]\d|9\d|[5-8][1-9])(?=年|(?:[、,和与]\d{2})+年)"
_HAN_YEAR = r"[二一][〇零○0o九][〇零○o一二三四五六七八九]{2}(?=年)|(?<![一二三四五六七八九十几])[一二三〇零][〇零一二三四五六七八九](?=年)"
# A day tells no year that figures are of, but a year's last one.
_DAY = re.compile(r"年?(?!12月(?:31日|份?[底末]))\d{1,2}月(?:份?[末底初上中下旬]|\d)")
_YEAR = re.compile(f"(?P<four>{_WRITTEN_OUT}|{_FOUR}|{_FAR})|(?P<two>{_TWO})|(?P<han>{_HAN_YEAR})")
# 208年, 20188年: meant as a year, and none. 100年 may be an age.
_NO_YEAR = re.compile(r"(?<![\d.])(?!\d00年)(?:\d{3}|\d{5,})(?=年(?![以之]?[前后内上期来]))")
_RANGE = re.compile(r"^(?:年度?)?(?:到|至|-|~|—|–)(?:$)")
_RELATIVE = {"大前年": -3, "前年": -2, "去年": -1, "上年度": -1, "今年": 0, "本年度": 0, "明年": 1}
_RECENT = re.compile(r"(?:(?:近|过去|这)([一二两三四五六七八九十\d])|前([二两三四五六七八九十\d]))年")
_PLAN = re.compile(r"十([一二三四五])五(?:期间|时期|规划)?")
_THEN_COMPARED = re.compile(
    r"\d*年?(?:度|底|末)?(?:的|部门|单位)*(?:预算|决算|年初预算|执行)?(?:执行)?数?(?:相比|比|对比|相较)"
)
_BASE_BEFORE = re.compile(r"(?:比|较|跟|和|与|同|相比|相较于|对比)\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Years:
    """``asked`` in order; ``base`` the year compared with; ``spans`` of the runs that told them; ``how`` in Chinese;
    ``unread`` what is written like a year and is none, "" where nothing is."""

    asked: tuple[int, ...] = ()
    base: int | None = None
    spans: tuple[tuple[int, int], ...] = ()
    how: str = ""
    unread: str = ""


@cache
def cues() -> dict[str, Any]:
    """``cues.toml`` as it is."""
    return tomllib.loads(files("qa.question").joinpath("cues.toml").read_text(encoding="utf-8"))


def read_years(text: str, *, today: int, available: tuple[int, ...] = ()) -> Years:
    """The years of a folded question; ``available`` (ascending) are those of the library, for 近三年."""
    found = [(m.start(), m.end(), _year(m)) for m in _YEAR.finditer(text)]
    found = [(start, end, year) for start, end, year in found if not _DAY.match(text[end:]) or _far(year, available)]
    spans = [(start, end) for start, end, _ in found]
    asked: list[int] = []
    base: int | None = None
    how = "写明" if found else ""
    for index, (start, _end, year) in enumerate(found):
        previous = found[index - 1] if index else None
        if previous and _RANGE.match(text[previous[1] : start]):
            asked.extend(range(previous[2] + 1, year + 1))
            spans.append((previous[1], start))
        elif _is_base(text, start, found):
            base = year
        else:
            asked.append(year)
    if not found:
        recent, plan = _RECENT.search(text), _PLAN.search(text)
        if recent and available:
            count = whole_number(recent[1] or recent[2]) or 0
            asked, how = list(available[-count:]), "最近几年"
            spans.append(recent.span())
        elif plan:
            first = 2001 + 5 * ("一二三四五".index(plan.group(1)))
            first += 5
            asked, how = [y for y in range(first, first + 5) if not available or y in available], "规划期"
            spans.append(plan.span())
        else:
            for word, shift in _RELATIVE.items():
                at = text.find(word)
                if at >= 0 and not _compares(text, at):
                    asked, how = [today + shift], f"{word}（按{today}年推算）"
                    spans.append((at, at + len(word)))
                    break
    none = _NO_YEAR.search(text)
    unread = none.group() if none else ""
    spans += [none.span()] if none else []
    return Years(asked=tuple(dict.fromkeys(asked)), base=base, spans=tuple(spans), how=how, unread=unread)


def _far(year: int, available: tuple[int, ...]) -> bool:
    """Whether no year of the library is this one or next to it: a day of such a year is asked for in vain."""
    return bool(available) and all(abs(year - held) > 1 for held in available)


def _compares(text: str, at: int) -> bool:
    return bool(_BASE_BEFORE.search(text[:at]))


def _is_base(text: str, start: int, found: list[tuple[int, int, int]]) -> bool:
    """比2018年… / 2019年和2018年比: the year that another one is compared with."""
    before = _BASE_BEFORE.search(text[:start])
    if not before:
        return False
    if len(found) == 1 and not re.search(r"比|较", before.group()):
        return start < 3 and bool(_THEN_COMPARED.match(text[start:]))
    if before.group().strip() in ("比", "较", "相比", "相较于", "对比"):
        return True
    return bool(_THEN_COMPARED.match(text[start:]))


def _year(match: re.Match[str]) -> int:
    if match["four"]:
        return int(match["four"])
    digits = match["two"] or "".join(_HAN_DIGITS[c] for c in match["han"])
    if len(digits) == 4:
        return int(digits)
    return 2000 + int(digits) if int(digits) < 60 else 1900 + int(digits)


def first(table: str, text: str) -> str | None:
    """The first key of a cue table one of whose patterns is found in the text."""
    return next((key for key, patterns in cues()[table].items() if any(re.search(p, text) for p in patterns)), None)


def every(table: str, text: str) -> tuple[str, ...]:
    """Every key of a cue table one of whose patterns is found in the text."""
    return tuple(key for key, patterns in cues()[table].items() if any(re.search(p, text) for p in patterns))


def kind_of(text: str) -> str:
    """The kind of a folded question; ``figure`` where no cue says otherwise."""
    for kind in cues()["kind"]:
        if any(re.search(p, text) for p in kind["any"]) and not any(re.search(p, text) for p in kind.get("none", ())):
            return str(kind["name"])
    return "figure"
