"""Cells that hold more than a number: an amount with its parts, a target in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from index.figures.labels import concept_key
from index.figures.printed import Printed, read_cell
from index.language.fold import fold_text
from index.language.numerals import parse_amounts
from index.model import Figure, Measure, State
from index.parsing.tables.words import squeeze
from index.vocabulary import Vocabulary

_AMONG = re.compile(r"^[-\d,.]+(?:亿元|万元|千元|元)?[(,;]?(?:其中|含)[:]?(?P<parts>[^()]*)\)?$")
_BETWEEN = re.compile(r"[;、]|,(?!\d{3}(?!\d))")
# With decimals or a unit: 见附注3 is no part.
_PART = re.compile(
    r"^(?P<name>[^\d:,.]{2,20}?)[:为]?(?P<amount>-?\d[\d,]*(?:\.\d+(?:亿元|万元|千元|元)?|亿元|万元|千元|元))$"
)
_LONGEST = 20  # characters of a target: what is longer tells more than a quantity
_SIGNS = (("at_most", "≤"), ("at_least", "≥"))
_DIGIT = re.compile(r"[\d一二三四五六七八九十百千万亿]")


def parts_of(text: str) -> tuple[tuple[str, str], ...]:
    """The parts told beside their whole in one cell, as (name, amount); () where anything else is told there too.

    >>> parts_of("900.50（其中：上年结转20.00，其他5.00）")
    (('上年结转', '20.00'), ('其他', '5.00'))
    """
    if "其中" not in text and "含" not in text:
        return ()
    match = _AMONG.match(squeeze(fold_text(text)))
    found = [_PART.match(part) for part in _BETWEEN.split(match["parts"])] if match else []
    return tuple((part["name"], part["amount"]) for part in found if part) if all(found) else ()


def inside(whole: Figure, text: str, vocabulary: Vocabulary) -> Iterator[Figure]:
    """The parts that the cell of an amount tells beside it."""
    if whole.value is None or whole.measure is not Measure.AMOUNT:
        return
    for name, amount in parts_of(text):
        printed = read_cell(amount, vocabulary)
        unit = printed.unit or (vocabulary.units.get(whole.unit) if whole.unit else None)
        if printed.value is None or printed.state is None:
            continue
        yield replace(
            whole,
            item=concept_key(name, vocabulary, whole.flow, (whole.label,)),
            label=name,
            parents=(*whole.parents, whole.label),
            state=printed.state,
            amount=printed.amount,
            value=printed.value,
            unit=unit.symbol if unit else None,
            yuan=printed.value * unit.factor if unit and unit.dimension == "money" else None,
            code=None,
        )


def target(text: str, vocabulary: Vocabulary) -> Printed | None:
    """The one quantity of a short target in words (检测600人次以上, 不超过30万元); None where there is none, or more than one."""
    folded = squeeze(fold_text(text))
    if len(folded) > _LONGEST:
        return None
    amounts = parse_amounts(folded)
    if len(amounts) != 1 or not (unit := vocabulary.unit_of(amounts[0].unit)):
        return None
    (amount,) = amounts
    before, behind = folded[: amount.start], folded[amount.unit_end :]
    if _DIGIT.search(before) or _DIGIT.search(behind):
        return None
    bound = vocabulary.labels["bound"].search(behind)
    told = (
        bound["bound"] if bound else next((sign for name, sign in _SIGNS if vocabulary.labels[name].search(before)), "")
    )
    value = read_cell(amount.printed, vocabulary)
    return Printed(
        state=State.VALUE if amount.value else State.ZERO,
        amount=value.amount,
        value=value.value,
        unit=unit,
        approximate=told or amount.approximate,
    )
