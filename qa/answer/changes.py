"""Deciding how much more or less, in amounts and percent, and what share of a whole."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from index.model import Figure, Measure
from qa.answer import compute, words
from qa.answer.kinds import conflicts, not_found, read, settle, value_of
from qa.answer.lookup import Key, candidates, readings
from qa.answer.outcome import Found, Outcome, Reading, Unclear
from qa.answer.phrase import amount, direction_word, figure_sentence, subject, thing
from qa.answer.shares import part_and_whole
from qa.answer.shelf import Shelf
from qa.model import Query, Value


def change(query: Query, shelf: Shelf) -> Outcome:
    """How much more or less: the printed change first, else worked out from both years' figures."""
    printed = read(replace(query, measure=Measure.CHANGE.value), shelf)
    if printed:
        outcome = settle(query, _with_base(query, printed))
        if isinstance(outcome, Unclear):
            return outcome
        chosen = outcome.figure
        if chosen.value is not None:
            info = shelf.named(chosen.document)
            also = _aside(query, shelf, chosen, Measure.RATE)
            return Found(
                text=figure_sentence(chosen, info)
                + "".join(f"{direction_word(f.direction or 0)}幅度为{amount(f)}。" for f in also)
                + words.because(shelf, chosen),
                value=value_of(chosen),
                figures=(chosen, *also, *outcome.same),
                warnings=conflicts(outcome),
            )
    return years_apart(query, shelf, rate=False) or not_found(query, shelf)


def _with_base(query: Query, held: dict[Key, Reading]) -> dict[Key, Reading]:
    """Readings whose base of comparison is the one asked for, all where none is."""
    if not query.base and not query.base_year:
        return held
    wanted = [w for w in (query.base, str(query.base_year) if query.base_year else None) if w]
    kept = {k: r for k, r in held.items() if any(w in (r.figure.base or "") for w in wanted)}
    return kept or held


def _aside(query: Query, shelf: Shelf, chosen: Figure, measure: Measure) -> tuple[Figure, ...]:
    """The rate printed in the same clause as a change."""
    held = read(replace(query, measure=measure.value), shelf)
    return tuple(
        r.figure
        for r in held.values()
        if r.figure.source.quote
        and chosen.source.quote
        and r.figure.source.quote == chosen.source.quote
        and r.figure.value is not None
    )[:1]


def percent(query: Query, shelf: Shelf) -> Outcome:
    """A rate or a share in percent as printed, else worked out."""
    for measure in (Measure.RATE, Measure.SHARE) if not _wants_share(query) else (Measure.SHARE, Measure.RATE):
        printed = read(replace(query, measure=measure.value), shelf)
        if printed:
            outcome = settle(query, _with_base(query, printed))
            if isinstance(outcome, Unclear):
                return outcome
            chosen = outcome.figure
            if chosen.value is not None:
                verb = (
                    direction_word(chosen.direction) if chosen.direction is not None and measure == Measure.RATE else ""
                )
                base = f"比{chosen.base or '上年'}" if measure == Measure.RATE else ""
                what = "占比为" if measure == Measure.SHARE else ""
                return Found(
                    text=f"{subject(chosen, shelf.named(chosen.document))}{base}{verb}{what}{amount(chosen)}。"
                    + words.because(shelf, chosen),
                    value=value_of(chosen),
                    figures=(chosen, *outcome.same),
                    warnings=conflicts(outcome),
                )
    return years_apart(query, shelf, rate=True) or not_found(query, shelf)


def _wants_share(query: Query) -> bool:
    return "占" in query.text or "比例" in query.text or "比重" in query.text


def years_apart(query: Query, shelf: Shelf, *, rate: bool) -> Found | None:
    """This year's figure against the other year's, each from its own document or column."""
    org = query.orgs[0]
    for key, reading in read(query, shelf, org).items():
        year = key[0]
        if year is None or reading.figure.value is None:
            continue
        other = query.base_year or year - 1
        plain = replace(query, years=(other,), base=None)
        before = [
            r.figure
            for k, r in readings(candidates(plain, shelf, org)).items()
            if k[2] in (key[2], None) and r.figure.value is not None and (k[1] == key[1] or query.stages)
        ]
        if not before:
            continue
        now, then = reading.figure, before[0]
        moved = compute.difference(now, then)
        worked = compute.rate(now, then) if rate else moved
        if moved is None or worked is None:
            continue
        sign = (moved.amount > "0" and not moved.amount.startswith("-")) - moved.amount.startswith("-")
        sign = 0 if not moved.amount.strip("-0.") else sign
        worked = replace(worked, amount=worked.amount.removeprefix("-"))
        verb = direction_word(sign)
        text = f"{org}{thing(now)}{other}年为{amount(then)}，{year}年为{amount(now)}，{verb}" + (
            f"{worked.amount}{worked.unit}。" if sign else "。"
        )
        return Found(
            text=text, value=Value(amount=worked.amount, unit=worked.unit), figures=(now, then), computed=worked
        )
    return None


def share(query: Query, shelf: Shelf) -> Outcome:
    """A part of a whole: the printed share, else worked out from the two figures named (or the natural whole)."""
    part, whole = part_and_whole(query)
    printed = read(replace(part, measure=Measure.SHARE.value), shelf)
    if printed and not (whole and whole.chunks):
        outcome = settle(query, printed)
        if isinstance(outcome, Reading) and outcome.figure.value is not None:
            chosen = outcome.figure
            return Found(
                text=f"{subject(chosen, shelf.named(chosen.document))}占比为{amount(chosen)}。",
                value=value_of(chosen),
                figures=(chosen,),
            )
    top = {k: r for k, r in read(part, shelf).items() if r.figure.value is not None}
    bottom = {k: r for k, r in read(whole, shelf).items() if r.figure.value is not None} if whole else {}
    common = [k for k in top if k in bottom]
    if printed and (chosen_printed := next((r.figure for r in printed.values() if r.figure.value is not None), None)):
        return Found(
            text=f"{subject(chosen_printed, shelf.named(chosen_printed.document))}占比为{amount(chosen_printed)}。",
            value=value_of(chosen_printed),
            figures=(chosen_printed,),
            warnings=_recomputed(chosen_printed, top, bottom, common),
        )
    if not common:
        return not_found(query, shelf)
    if len(common) > 1 and len({(k[0], k[1], k[2]) for k in common}) > 1:
        outcome = settle(part, {k: top[k] for k in common})
        if isinstance(outcome, Unclear):
            return outcome
        common = [k for k in common if top[k] is outcome] or common
    numerator, denominator = top[common[0]].figure, bottom[common[0]].figure
    worked = compute.share(numerator, denominator)
    if worked is None:
        return not_found(query, shelf)
    return Found(
        text=f"{subject(numerator)}为{amount(numerator)}，占{thing(denominator)}（{amount(denominator)}）的{worked.amount}%。",
        value=Value(amount=worked.amount, unit="%"),
        figures=(numerator, denominator),
        computed=worked,
    )


def _recomputed(
    printed: Figure, top: dict[Key, Reading], bottom: dict[Key, Reading], common: list[Key]
) -> tuple[str, ...]:
    """A warning where the printed share is not what its two figures give."""
    for key in common:
        worked = compute.share(top[key].figure, bottom[key].figure)
        if (
            worked
            and printed.value is not None
            and compute.half_up(printed.value, 1) != compute.half_up(Decimal(worked.amount), 1)
        ):
            return (f"原文占比为{amount(printed)}，按所列两数计算为{worked.amount}%（{worked.expression}）。",)
    return ()
