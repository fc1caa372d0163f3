"""What each part of the search is worth: ``python -m qa.ablations GOLD.jsonl --library PLACE [--unlisted FILE.tsv]
[--reading FILE.json …] [--also GOLD.jsonl LIBRARY] [--models FOLDER …]``. Prints the tables of ``docs/retrieval.md``.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from index import derived
from index.embedding import DEFAULT, embedder, reranker
from index.library import Library, open_library
from index.model import Passage
from index.passages import passages, rules
from index.ranking import Settings, settings
from index.search import Searcher
from qa.evaluate import read_gold
from qa.evaluate_retrieval import MEASURES, Topic, interval, scores, summary, topics
from qa.retrieval_sets import entries, read_reading, read_unlisted, unlisted_in_documents

Change = Callable[[Settings], Settings]
Row = tuple[str, ...]

# Each takes one part away, or moves one weight.
VARIANTS: Mapping[str, Change] = {
    "全部（词语＋语义＋词表）": lambda s: s,
    "只用词语": lambda s: replace(s, dense=0.0, doubt=0.0, guess=0.0),
    "只用字": lambda s: replace(s, dense=0.0, doubt=0.0, guess=0.0, segmented=0.0, labels=0.0),
    "只用分词": lambda s: replace(s, dense=0.0, doubt=0.0, guess=0.0, characters=0.0, labels=0.0),
    "只用语义": lambda s: replace(s, words=0.0, guess=0.0, line=0.0),
    "不用词表扩展": lambda s: replace(s, expansion=0.0, guess=0.0),
    "不猜概念": lambda s: replace(s, guess=0.0),
    "不看数字的标签": lambda s: replace(s, labels=0.0),
    "不看同一行": lambda s: replace(s, line=0.0),
    "名词解释不降权": lambda s: replace(s, term=1.0, defined=1.0),
    "语义权重 0.1": lambda s: replace(s, dense=0.1),
    "语义权重 0.6": lambda s: replace(s, dense=0.6),
    "语义权重 1.0": lambda s: replace(s, dense=1.0),
    "找不到词时不加语义": lambda s: replace(s, doubt=0.0),
    "不看行里有没有所问的（百分比、原因、增减）": lambda s: replace(s, unshown=1.0),
}
SIZES = ((160, 200), (320, 420), (640, 840))


@dataclass(frozen=True, slots=True)
class Bench:
    """Indexes to be searched with other settings."""

    indexes: derived.Derived
    model: str

    def searcher(self, given: Settings, second: str = "") -> Searcher:
        """A searcher with these settings; ``second`` names a cross-encoder."""
        return Searcher(self.indexes, embedder(self.model), given, reranker(second) if second else None)


@contextmanager
def bench(held: Sequence[Passage], model: str) -> Iterator[Bench]:
    """Indexes of passages in a temporary folder."""
    with tempfile.TemporaryDirectory() as folder:
        derived.write(held, Path(folder), embedder(model))
        yield Bench(derived.read(Path(folder)), model)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--library", default="library")
    parser.add_argument("--embedder", default=DEFAULT)
    parser.add_argument("--reranker", default="", help="a cross-encoder to be measured as well")
    parser.add_argument("--unlisted", type=Path, help="lines of question TAB key of the vocabulary")
    parser.add_argument("--reading", type=Path, nargs="*", default=[], help="SQuAD-like files")
    parser.add_argument("--also", nargs=2, action="append", default=[], help="another gold file and its library")
    parser.add_argument("--models", nargs="*", default=[], help="other embedding models, or versions of the same")
    args = parser.parse_args(arguments)
    store = open_library(args.library)
    gold = read_gold(args.gold)
    by_document = _divided(store, 0, 0)
    asked = topics(gold, store, by_document)
    with bench([p for ps in by_document.values() for p in ps], args.embedder) as made:
        _print("金标问题", ("做法", *MEASURES, "计算毫秒"), _variants(made, asked, args.reranker))
        _print(
            "按问题种类与说法", ("组", "问题", *MEASURES, "nDCG@10 的 95% 区间", "RR 的 95% 区间"), _groups(made, asked)
        )
        if args.unlisted:
            questions = read_unlisted(args.unlisted)
            cases = unlisted_in_documents(questions, by_document)
            _print("词表没有的说法（文件中找数字）", ("做法", "Hit@1", "Hit@5"), _hits(made, cases))
    if args.unlisted:
        _print("词表没有的说法（找概念）", ("范围", "做法", "Hit@1", "Hit@5"), _notions(args.unlisted, args.embedder))
    for file, library in args.also:
        other = open_library(library)
        _print(f"另外的题集：{Path(file).name}", ("做法", "问题", *MEASURES), _also(Path(file), other, args.embedder))
    if args.models:
        found = _models(gold, store, (args.embedder, *args.models), args.unlisted)
        _print("向量模型", ("模型", *MEASURES, "没有的说法 Hit@1", "Hit@5"), found)
    _print("段落大小", ("正文/表格字数", "段落", *MEASURES), _sizes(store, gold, args.embedder))
    for path in args.reading:
        _print(f"一般检索：{path.name}", ("做法", *MEASURES), _reading(path, args.embedder))
    return 0


def _divided(store: Library, target: int, rows: int) -> dict[str, Sequence[Passage]]:
    """Passages of every document, of another size where one is given."""
    given = replace(rules(), target=target, rows=rows, longest=max(rules().longest, target)) if target else rules()
    return {info.id: passages(store.document(info.id), given) for info in store.documents()}


def _ranker(
    made: Bench, given: Settings, second: str = ""
) -> Callable[[str, tuple[str, ...] | None, int], Sequence[str]]:
    searcher = made.searcher(given, second)
    return lambda text, documents, k: [h.passage.id for h in searcher.search(text, k, documents=documents)]


def _measured(means: Mapping[str, float]) -> Row:
    return tuple(f"{means[name]:.3f}" for name in MEASURES)


def _variants(made: Bench, asked: Sequence[Topic], second: str) -> Iterator[Row]:
    rankers = {name: _ranker(made, change(settings())) for name, change in VARIANTS.items()}
    if second:
        rankers[f"全部，再用 {second} 重排"] = _ranker(made, settings(), second)
    for name, rank in rankers.items():
        began = time.process_time()
        told = scores(asked, rank)
        spent = (time.process_time() - began) / len(asked) * 1000
        yield (name, *_measured(summary(asked, told)), f"{spent:.1f}")
    whole = [replace(topic, documents=None) for topic in asked]
    yield ("不按问题中的单位和年份筛选", *_measured(summary(whole, scores(whole, _ranker(made, settings())))), "")


def _groups(made: Bench, asked: Sequence[Topic]) -> Iterator[Row]:
    told = scores(asked, _ranker(made, settings()))
    groups = {"全部": list(asked)}
    for topic in asked:
        for group in (topic.split, topic.wording, topic.kind):
            groups.setdefault(group, []).append(topic)
    for name, members in groups.items():
        between = (interval([told[t.id][measure] for t in members]) for measure in ("nDCG@10", "RR"))
        spans = (f"{low:.3f}–{high:.3f}" for low, high in between)
        yield (name, str(len(members)), *_measured(summary(members, told)), *spans)


def _hits(made: Bench, cases: Sequence[tuple[str, str, frozenset[str]]]) -> Iterator[Row]:
    for name in list(VARIANTS)[:7]:
        rank = _ranker(made, VARIANTS[name](settings()))
        found = [rank(text, (document,), 5) for text, document, _ in cases]
        yield (name, *_hit_rates(found, [relevant for _, _, relevant in cases]))


def _hit_rates(found: Sequence[Sequence[str]], relevant: Sequence[frozenset[str]]) -> Row:
    pairs = list(zip(found, relevant, strict=True))
    first = np.mean([bool(set(ids[:1]) & wanted) for ids, wanted in pairs])
    five = np.mean([bool(set(ids[:5]) & wanted) for ids, wanted in pairs])
    return f"{first:.3f}", f"{five:.3f}"


def _notions(path: Path, model: str) -> Iterator[Row]:
    """Which notion is meant, among the notions asked for and among all that have a definition."""
    questions = read_unlisted(path)
    asked = sorted({key for _, key in questions})
    for name, keys in (("问到的概念", asked), ("全部概念", None)):
        held = entries(keys, asked)
        with bench(held, model) as made:
            for variant in list(VARIANTS)[:7]:
                rank = _ranker(made, VARIANTS[variant](settings()))
                found = [rank(text, None, 5) for text, _ in questions]
                yield (f"{name} {len(held)}", variant, *_hit_rates(found, [frozenset({key}) for _, key in questions]))


def _sizes(store: Library, gold: Sequence[dict[str, object]], model: str) -> Iterator[Row]:
    for target, rows in SIZES:
        by_document = _divided(store, target, rows)
        asked = topics(gold, store, by_document)
        held = [p for ps in by_document.values() for p in ps]
        with bench(held, model) as made:
            told = scores(asked, _ranker(made, settings()))
            yield (f"{target}/{rows}", str(len(held)), *_measured(summary(asked, told)))


def _also(file: Path, store: Library, model: str) -> Iterator[Row]:
    by_document = _divided(store, 0, 0)
    asked = topics(read_gold(file), store, by_document)
    with bench([p for ps in by_document.values() for p in ps], model) as made:
        for name in list(VARIANTS)[:2]:
            told = scores(asked, _ranker(made, VARIANTS[name](settings())))
            yield (name, str(len(asked)), *_measured(summary(asked, told)))


def _models(
    gold: Sequence[dict[str, object]], store: Library, models: Sequence[str], unlisted: Path | None
) -> Iterator[Row]:
    by_document = _divided(store, 0, 0)
    asked = topics(gold, store, by_document)
    cases = unlisted_in_documents(read_unlisted(unlisted), by_document) if unlisted else []
    for model in models:
        with bench([p for ps in by_document.values() for p in ps], model) as made:
            rank = _ranker(made, settings())
            found = [rank(text, (document,), 5) for text, document, _ in cases]
            rates = _hit_rates(found, [relevant for _, _, relevant in cases]) if cases else ("", "")
            yield (model, *_measured(summary(asked, scores(asked, rank))), *rates)


def _reading(path: Path, model: str) -> Iterator[Row]:
    held, asked = read_reading(path)
    with bench(held, model) as made:
        for name in list(VARIANTS)[:2]:
            told = scores(asked, _ranker(made, VARIANTS[name](settings())))
            yield (name, *_measured(summary(asked, told)))


def _print(title: str, head: Row, rows: Iterator[Row]) -> None:
    print(f"\n### {title}\n\n| {' | '.join(head)} |\n|{' --- |' * len(head)}")
    for row in rows:
        print(f"| {' | '.join(row)} |", flush=True)


if __name__ == "__main__":
    sys.exit(main())
