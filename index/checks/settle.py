"""What the findings on one relation of a table come to together: single slips, a shifted column, or no such relation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.checks.case import Case
from index.model import Figure, Finding, State, Verdict

# A cell that a sum needs and that is blank: said under names of their own, for nothing is wrong with what is printed.
NO_TOTAL, NO_PARTS = "合计缺数", "分项缺数"
_SHOWN = 12


def settled(case: Case, check: str, where: str, findings: Sequence[Finding], *, known: bool) -> Iterator[Finding]:
    """The findings on one relation, such as 合计 = 基本支出 + 项目支出 in all rows of a table.

    ``known`` where the vocabulary or the codes say that the relation holds in such a table. Then many sums that do not
    hold mean that a column was shifted or the unit slipped, and one finding says so; else the relation is none here.
    """
    passed = [f for f in findings if f.verdict is Verdict.PASS]
    failed = [f for f in findings if f.verdict is Verdict.FAIL]
    wrong = [f for f in failed if f.check not in (NO_TOTAL, NO_PARTS)]
    if not known and wrong and len(findings) > 1 and 2 * len(wrong) >= len(passed) + len(failed):
        yield case.finding(check, Verdict.NOT_APPLICABLE, f"{where}：多数行不合这一关系，不作核对")
        return
    for name in (check, NO_TOTAL, NO_PARTS):
        here = [f for f in failed if f.check == name]
        if len(here) <= max(1, len(passed)):
            yield from here if known or passed or name == check else _unsaid(here)
        elif known and name != NO_PARTS:
            yield _shifted(case, where, here, len(findings))
        else:
            # Where most rows leave the cell blank, that is the way of the form.
            yield from _unsaid(here)
    yield from (f for f in findings if f.verdict is not Verdict.FAIL)


def _unsaid(findings: Sequence[Finding]) -> Iterator[Finding]:
    return (replace(f, verdict=Verdict.NOT_ENOUGH) for f in findings)


def lacking(case: Case, message: str, total: Figure, parts: Sequence[Figure]) -> Finding | None:
    """A blank total over printed parts, or a printed total over parts that are all blank; None where neither is so."""
    printed = [p for p in parts if p.value]
    if total.state is State.BLANK and printed:
        name, words = NO_TOTAL, f"{message}已填写，合计空白"
    elif total.value and all(p.state is State.BLANK for p in parts):
        name, words = NO_PARTS, f"{message}全部空白"
    else:
        return None
    return case.finding(name, Verdict.FAIL, words, (total, *(printed or parts)))


def _shifted(case: Case, where: str, wrong: Sequence[Finding], total: int) -> Finding:
    first = wrong[0]
    return Finding(
        check=first.check,
        verdict=Verdict.FAIL,
        document=case.document.id,
        message=f"{where}：{total}处合计中{len(wrong)}处不符，数字可能错列、串行，例如{first.message}",
        sources=(tuple(s for f in wrong for s in f.sources[:1])[:_SHOWN] + first.sources[1:]),
        figures=tuple(dict.fromkeys(i for f in wrong for i in f.figures)),
        difference=first.difference,
    )
