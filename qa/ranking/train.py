"""Learning which figure is meant and when to say so. Needs lightgbm, which asking does not; seeds are fixed.

Families of documents are left out one at a time: the ranking that scores a family's questions for the decision has never
seen the family, so that the decision learns from what new documents look like.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import lightgbm
import numpy as np

from qa.evidence.quantity import Quantifier, learn
from qa.ranking.examples import Example, crude, quantities, with_quantities
from qa.ranking.model import Model, Ranked, rank
from qa.ranking.signals import Floats, admitted_first, by_score, distinct, same_value, says, signals
from qa.ranking.trees import Forest

# What is left to chance, and from where it starts.
SEEDS = {"trees": 7, "examples": 0}
_COMMON: dict[str, Any] = {
    "verbosity": -1,
    "num_threads": 1,
    "max_bin": 63,
    "seed": SEEDS["trees"],
    "deterministic": True,
    "force_row_wise": True,
}
_RANKING = _COMMON | {
    "objective": "lambdarank", "lambdarank_truncation_level": 5, "learning_rate": 0.06, "num_leaves": 15, "min_data_in_leaf": 10,
    "lambda_l2": 1.0, "feature_fraction": 0.4, "bagging_fraction": 0.8, "bagging_freq": 1,
}  # fmt: skip
_DECISION = _COMMON | {
    "objective": "binary", "learning_rate": 0.05, "num_leaves": 7, "min_data_in_leaf": 15, "lambda_l2": 2.0, "feature_fraction": 0.3,
    "bagging_fraction": 0.8, "bagging_freq": 1,
}  # fmt: skip
_RANKING_ROUNDS, _DECISION_ROUNDS = 180, 200
_HARD, _RANDOM = 50, 10  # wrong figures of one question that are learnt from
_NEARLY = 1.2  # how much less a right amount's surroundings may say than the best right one's, to be learnt as right
_TAKEN_OUT = 0.3  # the weight of a question whose right figures were taken out of the evidence

Note = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """A question's outcome under a model that had not seen its family."""

    example: Example
    ranked: Ranked
    right: bool
    offered: bool


def ranking(found: Sequence[Example]) -> Forest:
    """A ranking learnt from the examples whose right figure was read."""
    chance = np.random.default_rng(SEEDS["examples"])
    rows, marks, sizes = [], [], []
    for example in found:
        right, wrong = np.flatnonzero(example.right), np.flatnonzero(~example.right)
        if not len(right) or not len(wrong):
            continue
        said = crude(example.evidence.rows)
        meant = right[said[right] >= said[right].max() - _NEARLY]
        hard = wrong[np.argsort(-said[wrong], kind="stable")[:_HARD]]
        some = chance.choice(wrong, min(_RANDOM, len(wrong)), replace=False)
        kept = np.unique(np.concatenate([meant, hard, some]))
        rows.append(example.evidence.rows[kept])
        marks.append(example.right[kept])
        sizes.append(len(kept))
    data = lightgbm.Dataset(np.vstack(rows), np.concatenate(marks).astype(int), group=sizes)
    return flattened(lightgbm.train(_RANKING, data, _RANKING_ROUNDS))


def decision(rows: Sequence[Floats], right: Sequence[bool], weights: Sequence[float]) -> Forest:
    """What tells from the signals of a first choice how surely it is right."""
    data = lightgbm.Dataset(np.vstack(rows), np.array(right, dtype=int), weight=np.array(weights))
    return flattened(lightgbm.train(_DECISION, data, _DECISION_ROUNDS))


def lessons(example: Example, forest: Forest) -> list[tuple[Floats, bool, float]]:
    """(signals, right, weight) of a question's first choice; and of the choice that is first once the right figures are gone.
    What is barred never answers: nothing is learnt from it."""
    evidence = example.evidence
    if not evidence.cards:
        return []
    scores = forest.score(evidence.rows)
    order = admitted_first(evidence, scores)
    weight = example.weight
    rules = None if example.tuned else example.told
    told = []
    if not evidence.bars[order[0]]:
        told = [(signals(evidence, scores, order, rules), bool(example.right[order[0]]), weight)]
    if example.right.any():
        true = [evidence.cards[i] for i in np.flatnonzero(example.right)]
        rest = [i for i in order if not any(same_value(evidence.cards[i], card) for card in true)]
        if rest and not evidence.bars[rest[0]]:
            gone = rules is None or any(says(card, rules) for card in true)
            row = signals(evidence, scores, rest, None if gone else rules)
            told.append((row, False, _TAKEN_OUT * weight))
    return told


def train(found: Sequence[Example], note: Note) -> tuple[Model, dict[str, Model], list[Tried]]:
    """The model learnt from all; for each family one that has not seen it, and how its questions fare under that one."""
    families = list(dict.fromkeys(e.family for e in found))
    by_family = {f: [e for e in found if e.family == f] for f in families}
    blind: dict[str, Quantifier] = {f: learn(*quantities([e for e in found if e.family != f])) for f in families}
    seen = {f: [with_quantities(e, blind[f]) for e in by_family[f]] for f in families}
    told: dict[str, list[tuple[Floats, bool, float]]] = {}
    rankings: dict[str, Forest] = {}
    for family in families:
        rankings[family] = ranking([e for f in families if f != family for e in seen[f]])
        open_ = [e for e in seen[family] if e.rules in ("found", "missing")]
        told[family] = [lesson for e in open_ for lesson in lessons(e, rankings[family])]
        note(f"{family}：{len(seen[family])} 题")
    tried: list[Tried] = []
    strangers: dict[str, Model] = {}
    for family in families:
        deciding = _decision([lesson for f in families if f != family for lesson in told[f]])
        strangers[family] = Model(blind[family], rankings[family], deciding)
        tried += [outcome_of(e, strangers[family]) for e in seen[family]]
    whole = Model(
        learn(*quantities(found)),
        ranking([e for f in families for e in seen[f]]),
        _decision([lesson for f in families for lesson in told[f]]),
    )
    return whole, strangers, tried


def train_without(family: str, found: Sequence[Example], note: Note) -> tuple[Model, list[Tried]]:
    """The model learnt as if a family were not there, and how its questions fare under it."""
    model, _, _ = train([e for e in found if e.family != family], note)
    mine = (e for e in found if e.family == family)
    return model, [outcome_of(with_quantities(e, model.quantifier), model) for e in mine]


def _decision(told: Sequence[tuple[Floats, bool, float]]) -> Forest:
    return decision([t[0] for t in told], [t[1] for t in told], [t[2] for t in told])


def outcome_of(example: Example, model: Model) -> Tried:
    """How a question fares under a model."""
    ranked = rank(example.evidence, model, example.told)
    cards = example.evidence.cards
    first = bool(ranked.order) and bool(example.right[ranked.order[0]])
    true = [cards[i] for i in np.flatnonzero(example.right)]
    offered = any(same_value(cards[i], t) for i in distinct(cards, by_score(ranked.scores), 4) for t in true)
    return Tried(example=example, ranked=ranked, right=first, offered=offered)


def flattened(booster: lightgbm.Booster) -> Forest:
    """The trees that were learnt, as arrays."""
    trees = [tree["tree_structure"] for tree in booster.dump_model()["tree_info"]]
    flat = [_flat(tree) for tree in trees]
    nodes, leaves = max(1, *(len(f[0]) for f in flat)), max(len(f[1]) for f in flat)
    feature, left, right = (np.zeros((len(flat), nodes), dtype=np.int16) for _ in range(3))
    threshold, value = np.zeros((len(flat), nodes), dtype=np.float32), np.zeros((len(flat), leaves), dtype=np.float32)
    for n, (inner, ends) in enumerate(flat):
        if not inner:
            left[n, 0] = right[n, 0] = -1
        for k, (f, t, a, b) in enumerate(inner):
            feature[n, k], threshold[n, k], left[n, k], right[n, k] = f, t, a, b
        value[n, : len(ends)] = ends
    return Forest(feature, threshold, left, right, value)


def _flat(tree: Mapping[str, Any]) -> tuple[list[tuple[int, float, int, int]], list[float]]:
    inner: list[tuple[int, float, int, int]] = []
    ends: list[float] = []

    def walk(node: Mapping[str, Any]) -> int:
        if "leaf_value" in node and "split_feature" not in node:
            ends.append(float(node["leaf_value"]))
            return -len(ends)
        at = len(inner)
        inner.append((0, 0.0, 0, 0))
        a, b = walk(node["left_child"]), walk(node["right_child"])
        # Thresholds are kept in single precision, as the features are: never below what was learnt.
        cut = np.float32(node["threshold"])
        cut = cut if cut >= node["threshold"] else np.nextafter(cut, np.float32(np.inf))
        inner[at] = (int(node["split_feature"]), float(cut), a, b)
        return at

    walk(tree)
    return inner, ends
