"""How many right answers before too many are wrong."""

from __future__ import annotations

import pytest

from qa.ranking.scores import LIMITS

pytest.importorskip("lightgbm", reason="lightgbm is not installed (pip install 'budgetqa[train]')")

# (answers as (sure, right), answerable, share right at each limit)
CURVES = [
    ("nothing", [], 0, (0, 0, 0, 0, 0)),
    ("all right", [(0.9, True)] * 10, 10, (1, 1, 1, 1, 1)),
    ("all wrong", [(0.9, False)] * 10, 10, (0, 0, 0, 0, 0)),
    # Of 100: one wrong is 1 %, two are 2 %.
    ("wrong ones late", [(0.9, True)] * 50 + [(0.5, False)] + [(0.4, True)] * 49, 100, (0.5, 0.99, 0.99, 0.99, 0.99)),
    (
        "unanswerable ones count as wrong",
        [(0.9, True)] * 49 + [(0.8, False)] * 2 + [(0.7, True)] * 49,
        98,
        (0.5, 0.5, 1, 1, 1),
    ),
    (
        "equally sure ones go together",
        [(0.9, True)] * 10 + [(0.9, False)] * 10 + [(0.1, False)] * 80,
        20,
        (0, 0, 0, 0, 0),
    ),
]


@pytest.mark.parametrize(("answers", "answerable", "right"), [c[1:] for c in CURVES], ids=[c[0] for c in CURVES])
def test_right_at_so_many_wrong(answers: list[tuple[float, bool]], answerable: int, right: tuple[float, ...]) -> None:
    from qa.ranking.scores import points

    found = points(answers, answerable)
    assert tuple(p.limit for p in found) == LIMITS
    assert [p.right for p in found] == pytest.approx(right)
