"""How right the answers are over every development set, in one table: ``python tests/benchmarks/answers.py --cache FOLDER``.

Each set is asked in a process of its own, over a library made once and kept in the cache under a digest of its documents and
of the code that reads them (``--stale``: take a kept one whatever the code). The web pages of ``kept.txt`` are left out of
libraries and questions alike unless ``--kept`` is given; then their questions are a set of their own.

Printed: set × (questions, right, right or offered, wrong figures, refused, wrong text, and the choices given where nothing can be
answered), for all kinds and for figure, change, percent, count; then the kinds over all sets. In the cache (or ``--out``):
``marks.jsonl`` with every verdict and ``misses.jsonl``; ``--against OLD_MARKS.jsonl`` lists what has changed since. ``--extra NAME QUESTIONS DOCUMENTS`` asks a further set.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import multiprocessing
import shutil
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from index.ingest import ingest
from index.library import open_library
from index.library.upkeep import refresh
from qa.ask import Asker
from qa.evaluate import Mark, choices_of_unanswerable, marks_of, read_gold, score
from qa.ranking.model import Model, read
from qa.sheets import Sheet, as_text

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "tests/data"
TODAY = 2026
ONE_FIGURE = ("figure", "change", "percent", "count")


@dataclass(frozen=True, slots=True, kw_only=True)
class Set:
    """A set of questions, the library they are asked of, and what the ids of its questions begin with."""

    name: str
    questions: Path
    library: str
    documents: Path | None = None
    prefix: str = ""
    kept: bool = False
    family: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where everything lies."""

    shared: Path
    cache: Path
    kept: bool = False
    stale: bool = False
    models: Path | None = None

    def trained(self, family: str) -> Model | None:
        """The model that has not seen a family, where a folder of such models was given."""
        return read((self.models / f"{family}.npz").read_bytes()) if self.models and family else None

    def hidden(self) -> frozenset[str]:
        """The web pages that nobody looks at before the end."""
        file = self.shared / "gold/web/kept.txt"
        return frozenset(file.read_text(encoding="utf-8").split()) if file.is_file() else frozenset()

    def sets(self) -> tuple[Set, ...]:
        """The development sets."""
        web = self.shared / "gold/web/questions.jsonl"
        families = [
            Set(name=f"web {f}", questions=web, library="web", prefix=f"w{f}", family=f"web {f}") for f in "abc"
        ]
        return (
            Set(name="gold", questions=self.shared / "gold/questions.jsonl", library="real", family="real"),
            Set(name="disclosures", questions=DATA / "disclosures_questions.jsonl", library="real", family="real"),
            Set(name="corpus", questions=DATA / "questions.jsonl", library="corpus", family="corpus"),
            Set(name="manners", questions=DATA / "manners_questions.jsonl", library="manners", family="manners"),
            Set(
                name="provinces", questions=DATA / "provinces_questions.jsonl", library="provinces", family="provinces"
            ),
            *families,
            *([Set(name="web kept", questions=web, library="web", kept=True)] if self.kept else []),
        )

    def documents(self, chosen: Set) -> list[Path]:
        """What a set's library is made of."""
        library = chosen.library
        if chosen.documents:
            return [chosen.documents]
        if library == "real":
            folders = [p for p in sorted((self.shared / "data/disclosures").iterdir()) if p.name != "not_real"]
            return [*folders, self.shared / "seeds"]
        if library == "web":
            hidden = frozenset() if self.kept else self.hidden()
            return [p for p in sorted((self.shared / "gold/web/pages").iterdir()) if p.name not in hidden]
        return [ROOT / "corpus" if library == "corpus" else DATA / library]


def made(chosen: Set, place: Place) -> Path:
    """The folder of a set's library, made where it is not there yet."""
    library, paths = chosen.library, place.documents(chosen)
    kind = f"{library}{'-kept' if library == 'web' and place.kept else ''}"
    content = _digest(paths)
    older = sorted(place.cache.glob(f"{kind}-{content}-*"), key=lambda p: p.stat().st_mtime)
    folder = place.cache / f"{kind}-{content}-{_digest([ROOT / 'index'])}"
    if folder.is_dir():
        return folder
    if place.stale and older:
        return older[-1]
    unfinished = folder.with_name(f"unfinished-{folder.name}")
    shutil.rmtree(unfinished, ignore_errors=True)
    began = time.perf_counter()
    store = open_library(unfinished, create=True)
    report = ingest(paths, store, jobs=2)
    refresh(store)
    store.close()
    unfinished.rename(folder)
    _note(
        f"{library}: {len(report.read)} documents, {len(report.refused)} refused, {time.perf_counter() - began:.0f} s"
    )
    return folder


def _digest(paths: Iterable[Path]) -> str:
    found = hashlib.sha256()
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file() and "__pycache__" not in file.parts:
                found.update(f"{file.relative_to(path.parent)}\0".encode())
                found.update(hashlib.sha256(file.read_bytes()).digest())
    return found.hexdigest()[:12]


def asked(chosen: Set, place: Place) -> list[Mark]:
    """The marks of one set."""
    began = time.perf_counter()
    hidden = place.hidden()
    gold = [
        entry
        for entry in read_gold(chosen.questions)
        if str(entry["id"]).startswith(chosen.prefix) and (entry.get("document") in hidden) == chosen.kept
    ]
    store = open_library(made(chosen, place))
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
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
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
    place = Place(
        shared=given.shared.resolve(),
        cache=given.cache.resolve(),
        kept=given.kept,
        stale=given.stale,
        models=given.models,
    )
    chosen = [s for s in place.sets() if not given.sets or s.name in given.sets]
    if not place.shared.is_dir():
        _note(f"{place.shared} is not there: only the sets of this repository are asked")
        chosen = [s for s in chosen if s.library in ("corpus", "manners", "provinces")]
    chosen += [Set(name=n, questions=Path(q), library=n, documents=Path(d).resolve()) for n, q, d in given.extra]
    # Libraries first, so that two sets over one library do not both make it.
    for one in {s.library: s for s in chosen}.values():
        made(one, place)
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
