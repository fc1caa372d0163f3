"""The evidence beside the reading by rules: the table of ``qa.answer.evidence``, with a ranking made by hand."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from qa.answer import evidence as room
from qa.answer.evidence import DOUBTED, NEAR, OVERRULES, SURE, weighed
from qa.answer.outcome import Found, Missing, Outcome, Reading, Unclear
from qa.model import Computed, Query, Value
from qa.ranking.model import Ranked

Make = Callable[..., Any]
Told = dict[str, Any]

ONE: Told = {"kind": "figure", "orgs": ("甲市档案局",), "years": (2021,), "stages": ("预算",), "scopes": ("部门",)}
SURELY, HARDLY, FAR = OVERRULES + 0.02, (DOUBTED + NEAR) / 2, NEAR / 2
VALUE = Value(amount="1.20", unit="万元")
WORKED = Computed(expression="1+1", amount="2", unit="万元")

# what the rules say, how sure the ranking is, the question → what comes out, how many choices stand with it
SAME, OTHER, WORDS, SUM = "same amount", "another amount", "in words", "worked out"
TABLE = [
    (SAME, SURELY, {}, SAME, 0),
    (SAME, (DOUBTED + SURE) / 2, {}, SAME, 0),
    (SAME, HARDLY, {}, SAME, 0),
    (OTHER, SURELY, {}, "first choice", 0),
    (OTHER, SURE - 0.02, {}, "asked back", 2),
    (OTHER, OVERRULES - 0.02, {}, "asked back", 2),
    ("item", SURE + 0.02, {}, "first choice", 0),
    (OTHER, HARDLY, {}, OTHER, 0),
    ("item", SURELY, {}, "first choice", 0),
    ("row", SURELY, {}, "first choice", 0),
    ("item", HARDLY, {}, "item", 2),
    ("item", FAR, {}, "item", 0),
    ("several", SURELY, {}, "several", 2),
    ("several", FAR, {}, "several", 2),
    # not open to the evidence
    ("year", SURELY, {}, "year", 0),
    ("stage", SURELY, {}, "stage", 0),
    (WORDS, SURELY, {}, WORDS, 0),
    (SUM, SURELY, {}, SUM, 0),
    (OTHER, SURELY, {"kind": "reason"}, OTHER, 0),
    ("item", SURELY, {"orgs": ("甲", "乙")}, "item", 0),
    ("item", SURELY, {"org_open": True}, "item", 0),
    ("item", SURELY, {"unknown_org": "丙"}, "item", 0),
    # hard rules
    ("item", SURELY, {"stages": ("决算",)}, "item", 2),
    (OTHER, SURELY, {"stages": ("决算",)}, OTHER, 0),
    ("item", SURELY, {"scopes": ("单位",)}, "item", 2),
    ("item", SURELY, {"words": "全市的公务接待费收入"}, "item", 2),
]


@pytest.fixture
def outcomes(make_card: Make) -> dict[str, Outcome]:
    same, other = make_card().figure, make_card(amount="9.99").figure
    found = {
        SAME: Found(text=SAME, value=VALUE, figures=(same,)),
        OTHER: Found(text=OTHER, value=VALUE, figures=(other,)),
        WORDS: Found(text=WORDS),
        SUM: Found(text=SUM, value=VALUE, figures=(other,), computed=WORKED),
        "several": Unclear(slot="several", text="several", options=("甲？",)),
    }
    return found | {slot: Missing(slot=slot, text=slot) for slot in ("item", "row", "year", "stage")}


@pytest.fixture
def weigh(
    make_asked: Make, make_card: Make, make_evidence: Make, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Outcome]:
    """What comes out of an outcome of the rules where the ranking's first choice is the first of some cards."""

    def call(outcome: Outcome, sure: float, question: Told, cards: Any = None, shelf: Any = ("a", "b")) -> Outcome:
        slots: Told = ONE | question
        words = slots.pop("words", "公务接待费是多少")
        found = [make_card(), make_card("会议费", amount="2.00")] if cards is None else cards
        evidence = make_evidence(make_asked(words, **slots), found)
        scores = -np.arange(len(found), dtype=np.float32)
        ranked = Ranked(evidence=evidence, order=tuple(range(len(found))), scores=scores, sure=sure if found else 0.0)

        def first(_query: Query, _shelf: object, reading: Reading) -> Found:
            return Found(text="first choice", figures=(reading.figure, *reading.same))

        monkeypatch.setattr(room, "ranked_for", lambda *_: ranked)
        monkeypatch.setattr(room, "told", first)
        return weighed(evidence.asked.query, SimpleNamespace(documents=shelf), outcome)  # type: ignore[arg-type]

    return call


@pytest.mark.parametrize(("rules", "sure", "question", "comes", "offered"), TABLE)
def test_the_table(
    weigh: Callable[..., Outcome],
    outcomes: dict[str, Outcome],
    rules: str,
    sure: float,
    question: Told,
    comes: str,
    offered: int,
) -> None:
    given = weigh(outcomes[rules], sure, question)
    choices = getattr(given, "choices", ())
    assert len(choices) == offered
    if comes == "asked back":
        assert isinstance(given, Unclear) and given.options == tuple(c.question for c in choices)
    elif comes == "first choice":
        assert isinstance(given, Found) and given.text == comes and str(given.figures[0].value) == "1.20"
    elif isinstance(given, Missing):
        assert given.slot == comes and given.text.endswith("最接近的是：" if offered else comes)
    else:
        assert given.text == comes
        assert offered or given is outcomes[rules]


@pytest.mark.parametrize("slot", ["year", "stage"])
def test_of_one_document_alone_another_year_or_stage_is_weighed(
    weigh: Callable[..., Outcome], outcomes: dict[str, Outcome], slot: str
) -> None:
    assert weigh(outcomes[slot], SURELY, {}, shelf=("a",)).text == "first choice"
    assert weigh(outcomes[slot], SURELY, {}) is outcomes[slot]


def test_nothing_to_rank_leaves_what_the_rules_say(weigh: Callable[..., Outcome], outcomes: dict[str, Outcome]) -> None:
    for name in (SAME, OTHER, "item", "several"):
        assert weigh(outcomes[name], 0.0, {}, cards=[]) is outcomes[name]


@pytest.mark.parametrize(("years", "asked_back"), [((), True), ((2021,), False)])
def test_another_year_that_the_question_leaves_open(
    weigh: Callable[..., Outcome],
    outcomes: dict[str, Outcome],
    make_card: Make,
    make_info: Make,
    years: tuple[int, ...],
    asked_back: bool,
) -> None:
    later = make_info(id="b" * 64, year=2022)
    cards = [make_card(), make_card(info=later, amount="3.00")]
    given = weigh(outcomes["item"], SURELY, {"years": years}, cards=cards)
    assert isinstance(given, Unclear) is asked_back


def test_figures_that_say_the_same_of_the_same_stand_together(
    weigh: Callable[..., Outcome], outcomes: dict[str, Outcome], make_card: Make
) -> None:
    cards = [make_card(), make_card("会议费"), make_card(sentence="公务接待费"), make_card(amount="5.00")]
    given = weigh(outcomes["item"], SURELY, {}, cards=cards)
    assert isinstance(given, Found) and given.figures == (cards[0].figure, cards[2].figure)
