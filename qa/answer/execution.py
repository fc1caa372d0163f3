"""How much of the budget was carried out: 完成年初预算的百分之几."""

from __future__ import annotations

import re
from dataclasses import replace

from qa.answer import compute
from qa.answer.lookup import read
from qa.answer.outcome import Found
from qa.answer.phrase import amount, subject
from qa.answer.shelf import Shelf
from qa.model import Query, Value
from qa.question.slots import cues

_PLANNED = ("年初预算", "预算", "调整预算")


def asks_execution(query: Query) -> bool:
    """Whether the share asked for is that of the budget which was spent."""
    return re.search(cues()["asked"]["execution"], query.text) is not None


def execution(query: Query, shelf: Shelf) -> Found | None:
    """The accounts' figure as a share of the budget's figure in the same document."""
    held = {k: r.figure for k, r in read(replace(query, base=None), shelf).items() if r.figure.value is not None}
    for key, spent in held.items():
        planned = next(
            (f for k, f in held.items() if k[0] == key[0] and k[1] in _PLANNED and f.document == spent.document), None
        )
        worked = compute.share(spent, planned) if planned and key[1] == "决算" else None
        if planned and worked:
            return Found(
                text=f"{subject(spent, shelf.named(spent.document))}为{amount(spent)}，{planned.stage}数为{amount(planned)}，完成{worked.amount}%。",
                value=Value(amount=worked.amount, unit="%"),
                figures=(spent, planned),
                computed=worked,
            )
    return None
