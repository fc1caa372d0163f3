"""A paragraph cut into clauses, with the numbers in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.figures.prose.counts import han_counts
from index.figures.prose.rules import rules
from index.language.numerals import Amount, parse_amounts

_STOPS = frozenset(",;。:!?")
_SENTENCE = frozenset("。!?")
_JOINT = re.compile(r"^[、,和及与以]*$")
_BRACKET = re.compile(r"\(([^()]*(?:\([^()]*\)[^()]*)*)\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """``text[start:end]`` and the stop behind it; ``opens``/``closes`` count brackets around it that hold statements."""

    start: int
    end: int
    stop: str
    first: bool
    opens: int = 0
    closes: int = 0
    amounts: tuple[Amount, ...] = ()


def clauses(text: str) -> tuple[Clause, ...]:
    """The clauses of a squeezed paragraph in order."""
    amounts = _amounts(text)
    inside = {i for a in amounts for i in range(a.start, a.unit_end)}
    # 现有人数10人其中:在职5人: the parts begin without a comma.
    joints = {a.unit_end for a in amounts if text.startswith("其中", a.unit_end)}
    brackets = _brackets(text, amounts)
    found: list[Clause] = []
    start, first, opens = 0, True, 0
    for i in range(len(text) + 1):
        character = text[i] if i < len(text) else ""
        opening, closing = i in brackets, i in brackets.values()
        joint = i in joints
        if i < len(text) and not (opening or closing or joint) and (character not in _STOPS or i in inside):
            continue
        own = tuple(a for a in amounts if start <= a.start < i)
        if text[start:i] or (found and (closing or opens)):
            found.append(
                Clause(
                    start=start,
                    end=i,
                    stop="" if joint else character,
                    first=first,
                    opens=opens,
                    closes=int(closing),
                    amounts=own,
                )
            )
            first, opens = False, 0
        opens += int(opening)
        first = first or character in _SENTENCE
        start = i if joint else i + 1
    return tuple(found)


def _brackets(text: str, amounts: Sequence[Amount]) -> dict[int, int]:
    """Brackets that hold statements of their own: those with 其中 or with numbers that have a unit."""
    found = {}
    for match in _BRACKET.finditer(text):
        held = [a for a in amounts if match.start() < a.start and a.unit_end < match.end() and a.dimension]
        if (held and not any(a.unit_end == match.end() for a in held)) or match[1].startswith("其中"):
            found[match.start()] = match.end() - 1
    return found


def _amounts(text: str) -> tuple[Amount, ...]:
    """Numbers that state something: no thresholds, ordinals or parts of years; units carried over in lists."""
    found = [a for a in parse_amounts(text) if not _is_name(text, a)]
    taken = {i for a in found for i in range(a.start, a.unit_end)}
    found.extend(a for a in han_counts(text) if a.start not in taken)
    found.sort(key=lambda a: a.start)
    for i in range(len(found) - 2, -1, -1):
        here, following = found[i], found[i + 1]
        if (
            not here.dimension
            and following.dimension
            and _JOINT.match(text[here.unit_end : following.start])
            and (text[here.unit_end : following.start])
        ):
            found[i] = replace(here, unit=following.unit, dimension=following.dimension)
    return tuple(a for a in found if a.dimension or _is_bare_zero(text, a))


def _is_name(text: str, amount: Amount) -> bool:
    """Whether the number is part of a name: a threshold, an ordinal, a date."""
    before, after = text[: amount.start], text[amount.unit_end :]
    if re.search(r"第$|[a-z]-?$|no\.?$|[〔\[(](?:19|20)?$", before) and not re.search(r"\($", before):
        return True
    if re.search(r"\d[-~—–至]$", before) or re.match(r"[-~—–至]\d", text[amount.end :]):
        return True
    if before.endswith("(") and re.match(r"[类款项]\)", text[amount.end :]):
        return True
    if amount.dimension == "money" and (
        rules()["threshold.after"].match(after) or rules()["threshold.before"].search(before)
    ):
        return True
    if amount.dimension == "money" and rules()["threshold.after"].match(after + "。"):
        return False
    if amount.dimension == "count" and rules()["count.words"].match(text[amount.end :]):
        return True
    return not amount.unit and rules()["count.not_counted"].match(after) is not None


def _is_bare_zero(text: str, amount: Amount) -> bool:
    """公务用车购置为0, with no unit behind it."""
    return (
        amount.value == 0
        and re.search(r"[为是:]$", text[: amount.start]) is not None
        and text[amount.end : amount.end + 1] in ("", ",", ";", "。", ")")
    )
