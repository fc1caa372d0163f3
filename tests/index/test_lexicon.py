"""The lexicon that ships: wide enough, complete for every notion, and without words that two notions would claim."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

import pytest

from index.language.fold import label_key
from index.vocabulary import Concept, Vocabulary, load

NOTIONS = 650
WORDINGS = 10
# What each area must hold at least; the areas are the kinds of the notions.
AREAS = {
    "function": 200,
    "economic": 85,
    "item": 75,
    "procurement": 45,
    "asset": 35,
    "performance": 32,
    "organisation": 28,
    "personnel": 14,
    "process": 80,
    "table": 11,
    "measure": 20,
}
# Notions that one word of questions may mean, known and weighed by the answering side: the same money by the function and by
# the economic classification, and a class of the government's classification beside what people call by its name.
TWINS = frozenset(
    {
        frozenset({"机关事业单位基本养老保险缴费支出", "机关事业单位基本养老保险缴费"}),
        frozenset({"机关事业单位职业年金缴费支出", "职业年金缴费"}),
        frozenset({"公用经费", "办公经费"}),
    }
)


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load()


@pytest.fixture(scope="module")
def described(vocabulary: Vocabulary) -> tuple[Concept, ...]:
    """The notions that the files describe; what codes.csv alone names has no words of its own."""
    return tuple(c for c in vocabulary.concepts.values() if c.definition or c.wordings)


def words(concept: Concept) -> set[str]:
    """Every other way to put the notion, compared as labels are."""
    other = (*concept.aliases, *concept.colloquial, *concept.typos, *concept.wordings)
    return {label_key(w) for w in other} - {label_key(concept.name), label_key(concept.key)}


def bare(wording: str) -> str:
    """A wording without its particles: what two wordings that differ in nothing else have in common."""
    return re.sub("[的了吗呢啊吧么呀?？,，。、]|是?多少$", "", label_key(wording))


def test_it_is_wide_enough(described: tuple[Concept, ...]) -> None:
    kinds = Counter(c.kind for c in described)
    assert len(described) >= NOTIONS
    assert {kind: kinds[kind] for kind, least in AREAS.items() if kinds[kind] < least} == {}


def test_every_notion_has_ten_wordings_and_more(described: tuple[Concept, ...]) -> None:
    assert {c.key: len(words(c)) for c in described if len(words(c)) < WORDINGS} == {}


def test_most_wordings_are_descriptions_and_not_variants_of_the_name(described: tuple[Concept, ...]) -> None:
    assert [c.key for c in described if len(c.wordings) < 4] == []


def test_every_definition_explains_in_one_to_three_sentences(described: tuple[Concept, ...]) -> None:
    bad = [
        c.key
        for c in described
        if not (8 <= len(c.definition) <= 150 and c.definition.endswith("。") and c.definition.count("。") <= 3)
    ]
    assert bad == []
    assert repeated((c.key, [c.definition]) for c in described) == {}


def test_no_wording_describes_two_notions(described: tuple[Concept, ...]) -> None:
    assert repeated((c.key, map(bare, c.wordings)) for c in described) == {}


def test_no_wording_is_another_with_a_particle_changed(described: tuple[Concept, ...]) -> None:
    assert {c.key: d for c in described if (d := [w for w, n in Counter(map(bare, c.wordings)).items() if n > 1])} == {}


def test_no_wording_is_the_name_of_another_notion(vocabulary: Vocabulary, described: tuple[Concept, ...]) -> None:
    # a description that is another notion's printed name would teach retrieval to confuse the two
    taken = {(c.key, w): k for c in described for w in c.wordings for k in vocabulary.names.get(label_key(w), ())}
    assert {pair: key for pair, key in taken.items() if key != pair[0]} == {}


def test_no_two_notions_of_a_flow_share_a_name(vocabulary: Vocabulary) -> None:
    """What decides exact figures (aliases) and cuts questions (colloquial names) must be one notion's."""
    shared = {}
    for name, keys in vocabulary.question_names.items():
        flows = [vocabulary.concepts[k].flow for k in keys]
        apart = len(set(flows)) == len(flows)
        if len(keys) > 1 and not apart and frozenset(keys) not in TWINS:
            shared[name] = keys
    assert shared == {}


def test_names_that_cut_questions_are_short_words(described: tuple[Concept, ...]) -> None:
    long = {c.key: w for c in described for w in c.colloquial if not 1 <= len(label_key(w)) <= 12}
    assert long == {}
    asking = re.compile("多少|什么|怎么|为什么|哪些|是否|[?？]")
    assert [(c.key, w) for c in described for w in c.aliases if asking.search(w)] == []


def test_a_misspelling_is_no_word_of_the_lexicon(vocabulary: Vocabulary, described: tuple[Concept, ...]) -> None:
    right = {label_key(w) for c in vocabulary.concepts.values() for w in (*c.printed, *c.colloquial)}
    assert [(c.key, t) for c in described for t in c.typos if label_key(t) in right] == []


@pytest.mark.parametrize(
    ("asked", "key"),
    [
        ("扫马路运垃圾的钱", "城乡社区环境卫生"),
        ("哪怕什么事都不干也得花的钱", "基本支出"),
        ("老百姓满不满意", "满意度指标"),
        ("货比三家问价格的采购", "询价"),
    ],
)
def test_descriptions_stand_with_what_they_describe(vocabulary: Vocabulary, asked: str, key: str) -> None:
    assert asked in vocabulary.concepts[key].wordings


def repeated(groups: Iterable[tuple[str, Iterable[str]]]) -> dict[str, set[str]]:
    """What more than one key has."""
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for key, texts in groups:
        for text in texts:
            owners[text].add(key)
    return {text: keys for text, keys in owners.items() if len(keys) > 1}
