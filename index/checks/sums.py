"""A total of a column against the rows that it sums up."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from index.checks.case import Case, amount, difference, tolerance, worth
from index.checks.settle import lacking
from index.model import Figure, Finding, Verdict

CHECK = "列内合计"


def compare(case: Case, whole: Figure, parts: Sequence[Figure], *, sure: bool = True) -> Finding | None:
    """The whole against its parts; blank parts count as nothing. Where the rows may be more than the parts, only what
    holds is told."""
    assert whole.source.table is not None
    printed = [p for p in parts if p.value is not None]
    names = "、".join(f"{p.label}{amount(p)}" for p in printed[:8]) + ("……" if len(printed) > 8 else "")
    column = (whole.source.column or "").rpartition("/")[2]
    message = f"《{case.title(whole.source.table)}》{column}：“{whole.source.row}”{amount(whole)}，所属各行"
    if blank := lacking(case, message, whole, parts):
        return blank if sure else None
    if whole.value is None or not printed:
        return None
    if len({f.unit for f in (whole, *printed)}) > 1:
        return case.finding(CHECK, Verdict.NOT_APPLICABLE, f"{message}单位不同", (whole, *printed))
    added = sum(map(worth, printed), start=Decimal(0))
    holds = abs(worth(whole) - added) <= tolerance([whole, *printed])
    if not holds and not sure:
        return None
    return case.finding(
        CHECK,
        Verdict.PASS if holds else Verdict.FAIL,
        f"{message}（{names}）之和" + ("相符" if holds else f"为{_plain(added, whole)}，不符"),
        (whole, *printed),
        difference="" if holds else difference(whole, added),
    )


def _plain(added: Decimal, like: Figure) -> str:
    if like.yuan is not None and like.value:
        added = added * like.value / like.yuan
    return f"{added.normalize():f}{like.unit or ''}"
