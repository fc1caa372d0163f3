"""How much more or less, in amounts and percent: as printed, else worked out."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from index.model import Figure, Measure
from qa import arithmetic as compute
from qa.answer import words
from qa.answer.indicators import indicator
from qa.answer.kinds import conflicts, not_found, settle, value_of
from qa.answer.lookup import candidates, read, readings
from qa.answer.outcome import Found, Outcome, Reading, Unclear
from qa.answer.phrase import amount, direction_word, figure_sentence, subject, thing
from qa.answer.shelf import Shelf
from qa.answer.together import told_together
from qa.arithmetic import unsigned
from qa.model import Query, Value
from qa.plan.cues import patterns
from qa.plan.execution import against_budget, execution
from qa.plan.planner import BUDGETS, asks_execution
from qa.plan.printed import aside, base_stage, printed, signed
from qa.plan.tree import Change


def change(plan: Change, shelf: Shelf) -> Outcome:
    """How much more or less, in amounts or percent."""
    return percent(plan.query, shelf) if plan.rate else amount_of_change(plan.query, shelf)


def amount_of_change(query: Query, shelf: Shelf) -> Outcome:
    """The printed change first, else worked out from both years' figures.

    Where the other year is named and the library holds it, both figures are there to be compared: they come first, and
    a printed change that says otherwise is a warning.
    """
    named = years_apart(query, shelf, rate=False) if query.base_year else None
    held = printed(query, shelf, Measure.CHANGE)
    outcome = settle(query, held) if held else None
    if named:
        return _with_printed(named, outcome)
    if isinstance(outcome, Unclear):
        return outcome
    if outcome and outcome.figure.value is not None:
        chosen = outcome.figure
        also = aside(query, shelf, chosen, Measure.RATE)
        return Found(
            text=figure_sentence(chosen, shelf.named(chosen.document))
            + "".join(f"{direction_word(f.direction or 0, rate=True)}幅度为{amount(unsigned(f))}。" for f in also)
            + words.because(shelf, chosen),
            value=value_of(chosen),
            figures=(chosen, *also, *outcome.same),
            warnings=conflicts(outcome),
            beside=tuple((other.document, other.source) for other, _ in outcome.other),
        )
    return _since_last_year(query, shelf, rate=False) or not_found(query, shelf)


def _since_last_year(query: Query, shelf: Shelf, *, rate: bool) -> Found | None:
    """Worked out from both years; never where something else than last year is what is compared with."""
    return None if query.base in (*BUDGETS, "执行数") else years_apart(query, shelf, rate=rate)


def _with_printed(worked: Found, printed: Reading | Unclear | None) -> Found:
    """A worked-out change, warned of where the document prints another one."""
    if not isinstance(printed, Reading) or printed.figure.value is None or worked.value is None:
        return worked
    told = replace(worked.figures[0], amount=worked.value.amount, value=Decimal(worked.value.amount))
    if compute.in_unit(printed.figure, told.unit) in (told.value, None):
        return worked
    text = f"原文称{figure_sentence(printed.figure)}与按两年数字计算的结果不一致，两年口径可能不同。"
    beside = ((printed.figure.document, printed.figure.source),)
    return replace(worked, warnings=(*worked.warnings, text), beside=(*worked.beside, *beside))


def percent(query: Query, shelf: Shelf) -> Outcome:
    """A rate or a share in percent as printed, else worked out."""
    executed = asks_execution(query)
    if executed:
        query = replace(query, stages=(), base="年初预算" if query.base not in BUDGETS else query.base, measure=None)
    named = years_apart(query, shelf, rate=True) if query.base_year else None
    for measure in (
        (Measure.SHARE, Measure.RATE)
        if patterns()["share"]["asks"].search(query.text)
        else (Measure.RATE, Measure.SHARE)
    ):
        held = printed(query, shelf, measure)
        outcome = settle(query, held) if held else None
        if isinstance(outcome, Unclear) and not named:
            return outcome
        if isinstance(outcome, Reading) and outcome.figure.value is not None:
            return _told(shelf, outcome, measure)
    if query.base in BUDGETS:
        worked = execution(query, shelf) if executed else against_budget(query, shelf)
        return named or worked or not_found(query, shelf)
    told = named or _rate_of_change(query, shelf) or _since_last_year(query, shelf, rate=True)
    return told or indicator(query, shelf) or not_found(query, shelf)


def _told(shelf: Shelf, reading: Reading, measure: Measure) -> Found:
    chosen = reading.figure
    moves = measure == Measure.RATE
    verb = direction_word(chosen.direction, rate=True) if chosen.direction is not None and moves else ""
    completed = chosen.rate == "完成" or (chosen.rate is None and "预算" in (chosen.base or ""))
    done = f"完成{chosen.base or '预算'}的" if completed else "占比为"
    middle = f"比{chosen.base or '上年'}{verb}" if moves else done
    what = subject(chosen, shelf.named(chosen.document))
    return Found(
        text=f"{what}{middle}{amount(unsigned(chosen) if moves and chosen.direction is not None else chosen)}。"
        + words.because(shelf, chosen),
        value=value_of(chosen),
        figures=(chosen, *reading.same),
        warnings=conflicts(reading),
        beside=tuple((other.document, other.source) for other, _ in reading.other),
    )


def _rate_of_change(query: Query, shelf: Shelf) -> Found | None:
    """The rate that a printed change and this year's figure give together."""
    now = read(query, shelf)
    for key, move in printed(query, shelf, Measure.CHANGE).items():
        reading, step = now.get(key), move.figure
        if not reading or step.item != reading.figure.item or step.direction is None:
            continue
        if reading.figure.value is None or step.value is None or not told_together(shelf, reading.figure, step):
            continue
        before = compute.total((reading.figure, signed(step, -step.direction)))
        if before is None or not Decimal(before.amount):
            continue
        earlier = replace(
            reading.figure, value=Decimal(before.amount), amount=before.amount, yuan=None, unit=before.unit
        )
        worked = compute.share(replace(step, yuan=None), earlier) if step.unit == before.unit else None
        # Nothing falls by more than all of it: then the change is no amount of this unit.
        if worked and (step.direction > 0 or Decimal(worked.amount) <= 100):
            # Last year's amount is not printed: the working tells how it comes about.
            sum_ = f"({before.expression})".replace("+ -", "- ")
            worked = replace(worked, expression=worked.expression.replace(before.amount, sum_))
            return Found(
                text=f"{subject(reading.figure)}为{amount(reading.figure)}，比{step.base or '上年'}"
                f"{direction_word(step.direction)}{amount(step)}，按此计算{direction_word(step.direction, rate=True)}{worked.amount}%。",
                value=Value(amount=worked.amount, unit="%"),
                figures=(reading.figure, step),
                computed=worked,
            )
    return None


def years_apart(query: Query, shelf: Shelf, *, rate: bool) -> Found | None:
    """This year's figure against the other year's, each from its own document or column."""
    org = query.orgs[0]
    for key, reading in read(query, shelf, org).items():
        year = key[0]
        if year is None or reading.figure.value is None:
            continue
        other = query.base_year or year - 1
        stage = base_stage(query)
        plain = replace(query, years=(other,), base=None, stages=(stage,) if stage else query.stages)
        before = [
            r.figure
            for k, r in readings(candidates(plain, shelf, org)).items()
            if k[2] in (key[2], None) and r.figure.value is not None and (k[1] == key[1] or plain.stages)
        ]
        told = before and apart(reading.figure, before[0], (f"{year}年", f"{other}年"), rate=rate)
        if told:
            return told
    return None


def apart(now: Figure, then: Figure, when: tuple[str, str], *, rate: bool) -> Found | None:
    """One figure against another of the same thing, ``when`` each of them is of; None where they do not compare, or hardly are of one kind."""
    moved = compute.gap(now, then)
    worked = compute.spread(now, then) if rate else (moved[0] if moved else None)
    if moved is None or worked is None or compute.far_apart(now, then):
        return None
    verb = direction_word(moved[1], rate=rate)
    return Found(
        text=f"{now.org}{thing(now)}{when[1]}为{amount(then)}，{when[0]}为{amount(now)}，{verb}"
        + (f"{worked.told}。" if moved[1] else "。"),
        value=Value(amount=worked.amount, unit=worked.unit),
        figures=(now, then),
        computed=worked,
    )
