"""Amounts, shares and changes as sentences say them."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from corpus.generator.pen import CENT, FEN, Pen


def wan(pen: Pen, item: str, fen: int, **more: str) -> str:
    """An amount in a sentence, always in 万元."""
    return f"{pen.money(item, fen, unit='万元', cell=False, **more)}万元"  # type: ignore[arg-type]


def percent(part: int, whole: int) -> str:
    """A percentage with two decimals, half up."""
    return f"{(Decimal(part) * 100 / Decimal(whole)).quantize(CENT, ROUND_HALF_UP):f}"


def moved(pen: Pen, item: str, now: int, before: int, base: str, why: str = "") -> str:
    """比上年预算增加…万元，增长…%，主要原因是…"""
    cents = FEN["万元"] / 100
    change = int(
        (Decimal(now) / cents).to_integral_value(ROUND_HALF_UP)
        - (Decimal(before) / cents).to_integral_value(ROUND_HALF_UP)
    )
    if change == 0:
        pen.note(item, "0", "", measure="增减额")
        return pen.choose(f"与{base}持平", f"与{base}相同", f"较{base}没有变化")
    more = change > 0
    # Said to the cents of the two printed amounts, so that the sentence adds up.
    amount = wan(pen, item, abs(change) * int(cents), measure="增减额")
    rate = ""
    if before and pen.random.random() < 0.8:
        number = percent(abs(change) * int(cents), before)
        pen.note(item, number, "%", measure="增减率")
        rate = f"，{'增长' if more else '下降'}{number}%"
    word = pen.choose("增加", "多") if more else pen.choose("减少", "少")
    against = pen.choose(f"比{base}", f"较{base}", f"与{base}相比")
    reason = f"，{pen.choose('主要原因是', '原因是', '主要是')}{why}" if why else ""
    return f"{against}{word}{amount}{rate}{reason}"
