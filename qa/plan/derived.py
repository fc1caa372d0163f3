"""Last year's figure from this year's figure and the printed change."""

from __future__ import annotations

from dataclasses import replace

from index.model import Figure, Measure
from qa import arithmetic
from qa.answer.lookup import read
from qa.answer.outcome import Found
from qa.answer.phrase import thing
from qa.answer.shelf import Shelf
from qa.answer.together import told_together
from qa.model import Computed, Query, Value
from qa.plan.printed import is_year, printed, signed

_SPENT = ("执行", "决算", "实际", "完成")
_SAID = "此数由下一年文件的数字与增减额推算，并非原文直接公开。"


def derived(query: Query, shelf: Shelf) -> Found | None:
    """Last year's figure from this year's and the change against last year that is told with it; None where there is none."""
    if len(query.years) != 1 or query.kind != "figure" or query.measure:
        return None
    following = replace(query, years=(query.years[0] + 1,), base=None, base_year=None)
    moves = printed(following, shelf, Measure.CHANGE)
    for key, reading in read(following, shelf).items():
        move = moves.get(key)
        if not move or move.figure.direction is None or not is_year(move.figure, query.years[0]):
            continue
        now, step = reading.figure, move.figure
        if not told_together(shelf, now, step) or not _of_stage(query, step):
            continue
        result = arithmetic.total((now, signed(step, -(step.direction or 0))))
        if result is None:
            continue
        sign = "-" if (step.direction or 0) > 0 else "+"
        worked = Computed(expression=f"{now.amount} {sign} {step.amount}", amount=result.amount, unit=result.unit)
        return Found(
            text=f"{query.orgs[0]}{query.years[0]}年{thing(now)}没有单列；按{key[0]}年文件推算为{worked.told}（{worked.expression}）。",
            value=Value(amount=worked.amount, unit=worked.unit),
            figures=(now, step),
            computed=worked,
            warnings=(_SAID,),
        )
    return None


def _of_stage(query: Query, step: Figure) -> bool:
    """Whether what a change is against is of the stage asked for: an amount of last year's accounts is none of its budget."""
    base = step.base or ""
    spent, planned = any(word in base for word in _SPENT), "预算" in base
    if spent and not planned:
        return not query.stages or bool(set(query.stages) & {"决算", "执行"})
    return not planned or not query.stages or any("预算" in stage for stage in query.stages)
