"""How right the answers are over every development set, in one table: ``python tests/benchmarks/answers.py --cache FOLDER``.

Each set is asked in a process of its own, over a library made once and kept in the cache under a digest of its documents and
of the code that reads them (``--stale``: take a kept one whatever the code). The web pages of ``kept.txt`` are left out of
libraries and questions alike unless ``--kept`` is given; then their questions are a set of their own. Which sets there are is told by ``tests/data/training.toml``.

Printed: set × (questions, right, right or offered, wrong figures, refused, wrong text, and the choices given where nothing can be
answered), for all kinds and for figure, change, percent, count; then the kinds over all sets. In the cache (or ``--out``):
``marks.jsonl`` with every verdict and ``misses.jsonl``; ``--against OLD_MARKS.jsonl`` lists what has changed since. ``--extra NAME QUESTIONS DOCUMENTS`` asks a further set.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from index.library import open_library
from qa.ask import Asker
from qa.evaluate import Mark, choices_of_unanswerable, marks_of, score
from qa.ranking.model import Model, read
from qa.ranking.sets import QuestionSet, Sets, library_of, read_sets
from qa.sheets import Sheet, as_text

SETS = Path(__file__).resolve().parents[1] / "data/training.toml"
TODAY = 2026
ONE_FIGURE = ("figure", "change", "percent", "count")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where everything lies, and which documents' questions only hidden sets ask."""

    cache: Path
    sets: Sets
    stale: bool = False
    models: Path | None = None

    def trained(self, family: str) -> Model | None:
        """The model that has not seen a family, where a folder of such models was given."""
        return read((self.models / f"{family}.npz").read_bytes()) if self.models and family else None

    def library(self, chosen: QuestionSet) -> Path:
        """The folder of a set's library, made where it is not there yet."""
        return library_of(chosen, self.cache, _note, stale=self.stale)


def asked(chosen: QuestionSet, place: Place) -> list[Mark]:
    """The marks of one set."""
    began = time.perf_counter()
    gold = place.sets.questions(chosen)
    store = open_library(place.library(chosen))
    asker = Asker(store, place.trained(chosen.family))
    files = [info.file for info in store.documents()]
    marks, skipped = marks_of(gold, lambda request: asker.ask(request, today=TODAY), files)
    left_out = f", {skipped} left out" if skipped else ""
    _note(f"{chosen.name}: {len(marks)} questions{left_out}, {time.perf_counter() - began:.0f} s")
    return marks


def table(first: str, rows: Sequence[tuple[str, Sequence[Mark]]]) -> str:
    """One line for each set of marks."""
    header = (
        "questions",
        "right",
        "right or offered",
        "wrong",
        "refused",
        "wrong text",
        "unanswerable: choices on",
        "each",
    )
    body = tuple((name, *_row(marks)) for name, marks in rows if marks)
    return as_text([Sheet(title="", header=(first, *header), rows=body)]).decode()


def _row(marks: Sequence[Mark]) -> tuple[str, ...]:
    told = score(marks)
    names = ("right", "right_or_offered", "wrong", "refused", "wrong_text")
    shares = (f"{told[name]} ({100 * told[name] / len(marks):.1f} %)" for name in names)
    choices = choices_of_unanswerable(marks)
    offered = f"{choices['with_choices']} of {choices['questions']}" if choices["questions"] else ""
    return str(len(marks)), *shares, offered, f"{choices['average'] or ''}"


def changed(old: Path, marks: dict[str, list[Mark]]) -> Iterator[str]:
    """What is right now and was not, and the other way round."""
    before = {(told["set"], told["id"]): told["verdict"] for told in map(json.loads, old.open(encoding="utf-8"))}
    for name, found in marks.items():
        for mark in found:
            was = before.get((name, mark.id), mark.verdict)
            if was != mark.verdict:
                yield f"{name} {mark.id} {was} → {mark.verdict}: {mark.question} | {mark.expected} | {mark.got}"


def _written(file: Path, marks: dict[str, list[Mark]], verdicts: Sequence[str] = ()) -> None:
    rows: list[dict[str, Any]] = [
        {"set": name, **asdict(mark)}
        for name, found in marks.items()
        for mark in found
        if not verdicts or mark.verdict in verdicts
    ]
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def _note(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def main() -> None:
    """Make, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cache", type=Path, required=True, help="folder in which libraries are kept")
    parser.add_argument("--list", type=Path, default=SETS, metavar="SETS.toml", help="which sets there are")
    parser.add_argument("--out", type=Path, help="folder for marks.jsonl and misses.jsonl (default: the cache)")
    parser.add_argument("--sets", nargs="*", metavar="SET", help="only these, e.g. gold 'web a'")
    parser.add_argument(
        "--extra", nargs=3, action="append", default=[], metavar=("NAME", "QUESTIONS", "DOCUMENTS"), help="one more set"
    )
    parser.add_argument("--kept", action="store_true", help="with the kept web pages: once, at the end")
    parser.add_argument(
        "--stale", action="store_true", help="a kept library will do although the reading code has changed"
    )
    parser.add_argument("--jobs", type=int, default=1, help="sets asked at a time")
    parser.add_argument("--against", type=Path, metavar="MARKS.jsonl", help="list what has changed since")
    parser.add_argument("--models", type=Path, help="folder of models that have not seen a family (FAMILY.npz)")
    given = parser.parse_args()
    sets = read_sets(given.list, hidden=given.kept)
    place = Place(cache=given.cache.resolve(), sets=sets, stale=given.stale, models=given.models)
    for name in sets.missing:
        _note(f"{name}: not there, left out")
    chosen = [s for s in sets.sets if not given.sets or s.name in given.sets]
    chosen += [
        QuestionSet(name=n, family="", library=n, questions=Path(q), documents=(Path(d).resolve(),))
        for n, q, d in given.extra
    ]
    # Libraries first, so that two sets over one library do not both make it.
    for one in {s.library: s for s in chosen}.values():
        place.library(one)
    spawned = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(given.jobs, mp_context=spawned, max_tasks_per_child=1) as pool:
        marks = dict(zip([s.name for s in chosen], pool.map(asked, chosen, [place] * len(chosen)), strict=True))
    together = [mark for found in marks.values() for mark in found]
    print(table("all kinds", [*marks.items(), ("all sets", together)]))
    one = {name: [m for m in found if m.kind in ONE_FIGURE] for name, found in marks.items()}
    print(table(", ".join(ONE_FIGURE), [*one.items(), ("all sets", [m for found in one.values() for m in found])]))
    kinds = dict.fromkeys(m.kind for m in together)
    print(table("kind", [(kind, [m for m in together if m.kind == kind]) for kind in kinds]))
    if given.against:
        print("\n".join(changed(given.against, marks)))
    out = given.out or place.cache
    out.mkdir(parents=True, exist_ok=True)
    _written(out / "marks.jsonl", marks)
    _written(out / "misses.jsonl", marks, ("half", "refused", "wrong_text", "wrong"))


if __name__ == "__main__":
    main()
