"""Generated documents are read back: every true figure with its meaning, none invented."""

from __future__ import annotations

import pytest
from compared import scored

from corpus import generate
from corpus.generator.document import Plan, style_of

SEED = 7
# Without vertical lines columns are told by white space: nearly all figures are found.
OPEN = 0.99


def _chosen() -> list[Plan]:
    """A dozen documents of every format, then some of each further manner."""
    plans = list(generate.plans(500, SEED))
    found: dict[tuple[object, ...], Plan] = {}
    for plan in plans:
        style = style_of(plan)
        for key in (
            ("format", plan.suffix, plan.stage),
            ("style", style.joined, style.unit_at),
            ("more", style.accounts, style.compare and style.rates, style.numbered, style.retold),
            ("travel", style.travel, style.ruled if plan.suffix == ".pdf" else ""),
        ):
            found.setdefault(key, plan)
    return list({plan.file: plan for plan in found.values()}.values())


@pytest.mark.parametrize("plan", _chosen(), ids=lambda plan: plan.file)
def test_read_back(plan: Plan) -> None:
    _, _, score = scored(plan)
    if plan.suffix == ".pdf" and style_of(plan).ruled == "rows":
        assert score.found >= OPEN * score.true
        return
    assert not score.wrong
    assert not score.missing
    assert not score.invented
