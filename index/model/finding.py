"""A finding: what a cross-check (勾稽) of a disclosure came to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from index.model.figure import Source


class Verdict(StrEnum):
    """Outcome of a check."""

    PASS = "相符"
    FAIL = "不符"
    NOT_APPLICABLE = "不适用"
    NOT_ENOUGH = "数据不足"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """``check`` is the relation's key, ``message`` a Chinese sentence, ``sources`` the cells and clauses it rests on,
    ``figures`` their ids; ``difference`` is left − right as a decimal string with its unit, "" where none."""

    check: str
    verdict: Verdict
    document: str
    message: str
    sources: tuple[Source, ...] = ()
    figures: tuple[str, ...] = ()
    difference: str = ""
