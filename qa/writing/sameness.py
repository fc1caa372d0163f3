"""Whether other words say the same as an answer: stricter than the guard, for a writer owes us nothing.

What the guard has found a source for is the answer's own text, so a rewording says the same where

* its names, amounts with their units, and words of direction are those of the text, in the text's order (so that no amount
  goes over to another name, year or direction); a year that is the only one may stand anywhere,
* its words of stage, comparison and scope are those of the text, in their order,
* everything else in it is a piece of the text or a word that says nothing by itself (``words.toml``).

There is no room then for a link, markup, another body, a number in Chinese characters, an order to somebody: they are neither.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby

from index.language.fold import fold_text
from index.language.numerals import parse_amounts, parse_han_amounts
from qa.model import Answer

LONGEST = 600
"""Characters of a text that may be reworded."""
_ROOM = 40  # so many more characters than twice the text a rewording may have
_QUOTES = str.maketrans("", "", "“”‘’「」『』\"'")
_DIGITS = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_GAP = "\0"  # in place of what is told by itself already; no text has it
_YEAR = "年"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """``words.toml``: the class of each word of direction, what is kept, what may always stand, what tells a document's words."""

    way: dict[str, str]
    kept: frozenset[str]
    plain: frozenset[str]
    verbatim: tuple[str, ...]
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """What a text tells, in order, and the rest of it, with gaps where names and amounts stood."""

    told: tuple[str, ...]
    kept: tuple[str, ...]
    rest: str

    @property
    def years(self) -> frozenset[str]:
        return frozenset(each for each in self.told if each.endswith(_YEAR))

    def without(self, years: Collection[str]) -> tuple[str, ...]:
        """What is told besides these years; what is told twice in a row is told once."""
        return tuple(each for each, _ in groupby(t for t in self.told if t not in years))


def may_be_reworded(answer: Answer) -> bool:
    """Whether an answer has a headline, told in a text of its own words that is short and in one line."""
    text = answer.text
    if answer.status != "answered" or answer.value is None or not 0 < len(text) <= LONGEST or text.split() != [text]:
        return False
    if any(word in text for word in _words().verbatim):
        return False
    return f"{answer.value.amount}{answer.value.unit or ''}" in _read(text, _names(answer)).told


def departure(reply: str, answer: Answer) -> str:
    """What in a reply, without white space, is not as the answer tells it; "" where it says the same."""
    if not reply:
        return "empty"
    if len(reply) > 2 * len(answer.text) + _ROOM:
        return "too long"
    if any(unicodedata.category(character).startswith(("C", "Z")) for character in reply):
        return "characters that are not seen"
    names = _names(answer)
    own, other = _read(answer.text, names), _read(reply, names)
    free = own.years if len(own.years) == 1 else frozenset()
    if own.years != other.years or own.without(free) != other.without(free):
        return "other names, amounts or directions"
    if own.kept != other.kept:
        return "another stage, scope or comparison"
    return "" if _covered(other.rest, own.rest) else "words of its own"


@cache
def _words() -> _Words:
    data = tomllib.loads(files("qa.writing").joinpath("words.toml").read_text(encoding="utf-8"))
    way = {word: name for name, words in data["way"].items() for word in words}
    kept = frozenset(data["kept"]["words"])
    longest_first = sorted({*way, *kept}, key=len, reverse=True)
    return _Words(
        way=way,
        kept=kept,
        plain=frozenset({*way, *data["plain"]["words"], *data["plain"]["marks"]}),
        verbatim=tuple(data["verbatim"]),
        pattern=re.compile("|".join(map(re.escape, longest_first))),
    )


def _folded(text: str) -> str:
    return fold_text(text.translate(_QUOTES)).translate(_QUOTES)


def _names(answer: Answer) -> tuple[str, ...]:
    """What figures are called, longest first: bodies, items, what stands above them."""
    figures = [each.figure for each in (*answer.figures, *answer.parts)]
    told = {name for f in figures for name in (f.org, f.label, f.aspect, f.item or "", *f.parents)}
    told |= {name for info in answer.held for name in (info.org, *info.units)}
    folded = {_folded("".join(name.split())) for name in told}
    return tuple(sorted((name for name in folded if len(name) > 1), key=lambda name: (-len(name), name)))


def _read(text: str, names: tuple[str, ...]) -> _Read:
    rest = _folded(text)
    found: list[tuple[int, str]] = []
    if names:
        pattern = re.compile("|".join(map(re.escape, names)))
        found += [(match.start(), match.group()) for match in pattern.finditer(rest)]
        rest = pattern.sub(_gap, rest)
    for start, end, told in tuple(_amounts(rest)):
        found.append((start, told))
        rest = rest[:start] + _GAP * (end - start) + rest[end:]
    words = _words()
    marked = [(match.start(), match.group()) for match in words.pattern.finditer(rest)]
    found += [(start, f"{words.way[word]}:") for start, word in marked if word in words.way]
    kept = (word for _, word in marked if word in words.kept)
    return _Read(told=tuple(t for _, t in sorted(found)), kept=tuple(k for k, _ in groupby(kept)), rest=rest)


def _gap(match: re.Match[str]) -> str:
    return _GAP * len(match.group())


def _amounts(text: str) -> Iterator[tuple[int, int, str]]:
    """Every number with its unit: start, end, and both as they are written, without thousands separators."""
    ends = {each.start: each.unit_end for each in parse_han_amounts(text)}
    starts = {each.end: each for each in parse_amounts(text)}
    for match in _DIGITS.finditer(text):
        amount = starts.get(match.end()) or starts.get(match.end() + 1)  # -3.22, (3.22)
        if text[match.end() : match.end() + 1] == _YEAR:
            ends[match.start()] = match.end() + 1
        elif amount is not None and amount.start <= match.start():
            ends[amount.start] = amount.unit_end
        else:
            ends[match.start()] = match.end()
    yield from ((start, end, text[start:end].replace(",", "")) for start, end in ends.items())


def _covered(rest: str, own: str) -> bool:
    """Whether a text is made of pieces of another, two characters at least, and of plain words."""
    plain = _words().plain
    reached = [True, *(False,) * len(rest)]
    for start in range(len(rest)):
        if not reached[start]:
            continue
        if rest[start] == _GAP:
            reached[start + 1] = True
        for end in range(start + 1, len(rest) + 1):
            piece = rest[start:end]
            ours = _GAP not in piece and piece in own
            if piece in plain or (ours and len(piece) > 1):
                reached[end] = True
            elif not ours and len(piece) > 4:
                break
    return reached[-1]
