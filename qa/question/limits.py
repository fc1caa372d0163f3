"""A limit that a question names: 超过五百万, 5亿元以上, 不到90%."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import Decimal

from index.language.patterns import patterns_of
from qa.question.numbers import whole_number

_SCALES = {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """``relation`` is at_least, at_most, under or over. ``amount`` is in yuan where it is money; ``money`` is None where no unit says
    whether it is. ``said`` is how the question put it, ``digits`` the number alone, as it is written."""

    relation: str
    amount: Decimal
    money: bool | None
    said: str
    digits: str = ""


def amount_said() -> re.Pattern[str]:
    """The amount of a limit, in a folded question."""
    return patterns_of("qa.question", "limits.toml")["amount"]["limit"]


def limit_in(text: str, otherwise: str = "") -> Limit | None:
    """The limit of a folded question; ``otherwise`` is the relation where an amount stands without one. None without either."""
    said = patterns_of("qa.question", "limits.toml")
    plain = said["amount"]["year"].sub("", text)
    relation, words = next(((n, m[0]) for n, p in said["relation"].items() if (m := p.search(plain))), (otherwise, ""))
    found = amount_said().search(plain, plain.find(words)) or amount_said().search(plain)
    if not relation or found is None:
        return None
    large = bool(set(found["scale"]) & {"万", "亿"})
    count = (
        Decimal(found["digits"].replace(",", ""))
        if found["digits"]
        else Decimal(whole_number(found["han"] or "一") or 0)
    )
    behind = said["amount"]["behind"].fullmatch(words)
    return Limit(
        relation=relation,
        amount=count * math.prod((_SCALES[word] for word in found["scale"]), start=1),
        money=True if found["unit"] == "元" or (large and not found["unit"]) else False if found["unit"] else None,
        said=f"{found[0]}{words}" if behind else f"{words}{found[0]}",
        digits=found["digits"] or found["han"] or "",
    )
