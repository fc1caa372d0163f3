"""A model kept and read again; what it refuses; and how it ranks."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import numpy as np
import pytest

from qa.evidence.features import NAMES
from qa.evidence.gather import Evidence
from qa.evidence.quantity import QUANTITIES, Quantifier
from qa.ranking import model as kept_model
from qa.ranking.model import Model, rank, read
from qa.ranking.record import features_digest
from qa.ranking.signals import WIDTH, distinct, same_value, signals

Make = Callable[..., Any]


def test_there_and_back(
    one_feature: Callable[..., Model], make_asked: Make, make_card: Make, make_evidence: Make
) -> None:
    model = one_feature("in_label")
    again = read(model.archive())
    evidence = make_evidence(
        make_asked("公务接待费是多少"), [make_card("会议费"), make_card("公务接待费", amount="3.00")]
    )
    first, second = rank(evidence, model), rank(evidence, again)
    assert first.order == second.order == (1, 0) and first.sure == pytest.approx(second.sure)
    assert again.quantifier.known == model.quantifier.known
    assert np.allclose(again.quantifier.probabilities("多少人"), model.quantifier.probabilities("多少人"), atol=1e-3)
    assert again.archive() == model.archive()


@pytest.mark.parametrize("what", ["names", "width", "bias"])
def test_another_table_of_features_is_refused(
    one_feature: Callable[..., Model], monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    model = one_feature("in_label")
    if what == "bias":
        quantifier = Quantifier({}, np.zeros((0, 3), dtype=np.float32), np.zeros(3, dtype=np.float32))
        data = Model(quantifier, model.ranking, model.decision).archive()
    else:
        monkeypatch.setattr(kept_model, *{"names": ("NAMES", NAMES[1:]), "width": ("WIDTH", WIDTH + 1)}[what])
        data = model.archive()
        monkeypatch.undo()
    with pytest.raises(ValueError, match="train it again"):
        read(data)


def test_the_model_that_ships_fits_and_its_record_is_its_own() -> None:
    folder = files("qa.ranking")
    data = folder.joinpath("model.npz").read_bytes()
    assert len(read(data).quantifier.bias) == len(QUANTITIES)
    told = json.loads(folder.joinpath("model.json").read_text(encoding="utf-8"))
    assert told["archive"] == hashlib.sha256(data).hexdigest()
    assert told["features"] == features_digest(NAMES)
    assert told["questions"] == sum(f["questions"] for f in told["families"].values()) > 0


def test_rank_of_nothing(one_feature: Callable[..., Model], make_asked: Make, make_evidence: Make) -> None:
    ranked = rank(make_evidence(make_asked("会议费"), []), one_feature("in_label"))
    assert (ranked.order, ranked.sure, ranked.choices) == ((), 0.0, ())


def test_rank_best_first_then_as_printed(
    one_feature: Callable[..., Model], make_asked: Make, make_card: Make, make_evidence: Make
) -> None:
    found = [make_card("会议费"), make_card("公务接待费"), make_card("接待费")]
    evidence = make_evidence(make_asked("公务接待费是多少"), found)
    assert rank(evidence, one_feature("in_label")).order == (1, 0, 2)


SAME = [
    ({}, {"label": "别的"}, True),
    ({"amount": "1.20"}, {"amount": "12000", "unit": "元"}, True),
    ({"amount": "1.20"}, {"amount": "-1.20"}, True),
    ({"amount": "1.20"}, {"amount": "1.21"}, False),
    ({"amount": "3", "unit": "人"}, {"amount": "3", "unit": "辆"}, False),
    ({"amount": "3", "unit": "人"}, {"amount": "3", "unit": "万元"}, False),
]


@pytest.mark.parametrize(("a", "b", "same"), SAME)
def test_the_same_amount(make_card: Make, a: dict[str, str], b: dict[str, str], same: bool) -> None:
    assert same_value(make_card(**a), make_card(**b)) is same


def test_one_of_each_amount(make_card: Make) -> None:
    found = [make_card(amount=amount) for amount in ("1.00", "2.00", "1.00", "3.00")]
    assert distinct(found, (2, 0, 1, 3), 8) == (2, 1, 3)
    assert distinct(found, (2, 0, 1, 3), 2) == (2, 1)
    assert distinct(found, (), 8) == ()


@pytest.mark.parametrize("told", [None, True])
@pytest.mark.parametrize("amounts", [("1.00",), ("1.00", "1.00"), ("1.00", "2.00", "3.00")])
def test_signals_have_one_width(
    make_asked: Make, make_card: Make, make_evidence: Make, amounts: tuple[str, ...], told: bool | None
) -> None:
    evidence: Evidence = make_evidence(make_asked("公务接待费"), [make_card(amount=amount) for amount in amounts])
    scores = np.arange(len(amounts), dtype=np.float32)
    found = signals(evidence, scores, range(len(amounts)), told and evidence.cards[0].figure)
    assert found.shape == (WIDTH,) and np.isfinite(found).all()
