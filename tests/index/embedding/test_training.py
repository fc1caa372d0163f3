"""Training: the pairs, and that learning learns."""

from __future__ import annotations

import numpy as np

from index.embedding.pairs import entry, from_vocabulary, held_out, neighbours, wordings
from index.vocabulary import load


def test_pairs_of_the_vocabulary_hold_each_wording_once_more_than_asked_and_none_left_out() -> None:
    vocabulary = load()
    concept = next(c for c in vocabulary.concepts.values() if c.definition and len(c.wordings) > 4)
    left_out = concept.wordings[0]
    pairs = list(from_vocabulary(vocabulary, [left_out]))
    assert pairs == list(from_vocabulary(vocabulary, [left_out])), "the same seed gives the same pairs"
    mine = [p for p in pairs if p.group == concept.key]
    assert {p.right for p in mine} >= {concept.name, entry(concept)}
    for wording in wordings(concept):
        told = [p for p in mine if wording in p.left]
        assert told or wording == left_out


def test_wordings_held_out_are_of_the_notions_that_have_enough() -> None:
    vocabulary = load()
    aside = held_out(vocabulary, 5)
    assert len(aside) > 50
    assert all(wording in vocabulary.concepts[key].wordings for wording, key in aside)


def test_neighbours_are_sentences_that_follow_one_another() -> None:
    text = "全面贯彻落实各项决策部署。坚持稳中求进工作总基调。扎实推进高质量发展各项工作。"
    pairs = list(neighbours([text], most=10))
    assert ("全面贯彻落实各项决策部署", "坚持稳中求进工作总基调") in {(p.left, p.right) for p in pairs}


def test_learning_brings_pairs_together_the_same_each_time() -> None:
    from index.embedding.learn import Recipe, Source, learn, start

    recipe = Recipe(dimensions=8, lengths=(8, 4), batch=8, rate=0.05)
    chance = np.random.default_rng(1)
    sentences = [chance.integers(0, 40, 12).tolist() for _ in range(60)]
    begin = start(sentences, 40, recipe)
    assert begin.shape == (40, 8) and np.isfinite(begin).all()
    # Token i and token i + 20 mean the same; each is its own only character.
    source = Source(left=[[i] for i in range(20)], right=[[i + 20] for i in range(20)], groups=range(20), epochs=60)
    characters = [(i,) for i in range(40)]
    table, again = (learn(begin, characters, [source], recipe) for _ in range(2))
    assert np.array_equal(table, again)

    def right(vectors: np.ndarray) -> float:
        unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return float(np.mean(np.argmax(unit[:20] @ unit[20:].T, axis=1) == np.arange(20)))

    assert right(table) >= 0.9 > right(begin)
