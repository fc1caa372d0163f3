"""Why a figure is where it is, in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from qa.evidence.features import FEATURES
from qa.ranking.explain import explain, shown
from qa.ranking.model import Model, rank

Make = Callable[..., Any]

# name, number, words
SHOWN = [
    ("in_label", 0.5, "问句中的话印在名称里的份额：50%"),
    ("more", 3.0, "名称里问句没有说的字数：3"),
    ("item_asked", 1.0, "科目相同"),
    ("item_asked", 0.0, "科目相同：否"),
    ("stage_fits", 0.8, "预算、决算相合：部分"),
    ("unit_fits", 2.0, "计量单位相合"),
    ("stage", 4.0, "它是预算还是决算：决算"),
    ("stage", -1.0, "它是预算还是决算：没有写明"),
    ("rate", 0.0, "它是完成、占比还是增减：无"),
    ("quantity", 6.0, "是哪种数：人数"),
    ("measure", 0.0, "数字的种类：金额"),
]


@pytest.mark.parametrize(("name", "value", "said"), SHOWN)
def test_a_piece_of_evidence_in_words(name: str, value: float, said: str) -> None:
    assert shown(next(f for f in FEATURES if f.name == name), value) == said


@pytest.mark.parametrize("feature", FEATURES, ids=[f.name for f in FEATURES])
@pytest.mark.parametrize("value", [-1.0, 0.0, 0.5, 1.0, 5.0, 40.0])
def test_every_number_can_be_said(feature: Any, value: float) -> None:
    assert shown(feature, value).startswith(feature.says)


def test_the_first_candidates_with_what_speaks_for_them(
    one_feature: Callable[..., Model], make_asked: Make, make_card: Make, make_evidence: Make
) -> None:
    labels = ("会议费", "公务接待费", "培训费", "差旅费", "办公费", "印刷费", "水费")
    found = [make_card(label, sentence=label, amount=f"{n}.00") for n, label in enumerate(labels, 1)]
    model = one_feature("in_label")
    ranked = rank(make_evidence(make_asked("公务接待费是多少"), found), model)
    told = explain(ranked, model)
    first, *others = told
    assert len(told) == 5 and (first.label, first.amount, first.unit) == ("公务接待费", "2.00", "万元")
    assert first.speaks_for == ("问句中的话印在名称里的份额：85%",) and not first.speaks_against
    assert first.probability == pytest.approx(ranked.sure, abs=1e-4)
    for other in others:
        assert not other.speaks_for and other.speaks_against[0].startswith("问句中的话印在名称里的份额：")
        assert other.speaks_against[0].endswith("（别处有85%）")
        assert 0 < other.probability < first.probability
    assert sum(c.probability for c in told) <= 1


def test_one_amount_is_told_once(
    one_feature: Callable[..., Model], make_asked: Make, make_card: Make, make_evidence: Make
) -> None:
    model = one_feature("in_label")
    evidence = make_evidence(
        make_asked("公务接待费"), [make_card(amount="1.00"), make_card(amount="1.00"), make_card(amount="2.00")]
    )
    assert [c.amount for c in explain(rank(evidence, model), model)] == ["1.00", "2.00"]


def test_nothing_to_explain(one_feature: Callable[..., Model], make_asked: Make, make_evidence: Make) -> None:
    model = one_feature("in_label")
    assert explain(rank(make_evidence(make_asked("会议费"), []), model), model) == ()
