"""The cases: each folder is a library of its own, whose questions are asked and judged as gold questions are.

SHORT lists what falls short today: case → ids of its questions. What is mended must be taken off it: an expected failure that
passes is a failure. A case whose documents take longer to read than LONGEST fails with all its questions.
"""

from __future__ import annotations

import argparse
import json
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from index.ingest import ingest
from index.library import EmbeddedStore, open_library
from qa.ask import Asker
from qa.cli import ask
from qa.evaluate import mark, request_of

CASES = Path(__file__).resolve().parents[3] / "shared" / "cases"
TODAY = 2026
LONGEST = 15.0  # seconds of the processor's time, so that a busy machine changes nothing

SHORT = {
    "27-xlsx-hidden-variants": "27g",
}


def _questions() -> Iterator[Any]:
    """Every question of every case, with its place on the list of those that fall short."""
    for file in sorted(CASES.glob("*/questions.jsonl")):
        name, short = file.parent.name, SHORT.get(file.parent.name, "").split()
        entries = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
        assert not set(short) - {entry["id"] for entry in entries}, f"SHORT names a question that {name} has not"
        for entry in entries:
            marks = [pytest.mark.xfail(strict=True)] if entry["id"] in short else []
            yield pytest.param(name, entry, id=f"{name}/{entry['id']}", marks=marks)


@contextmanager
def _limited() -> Iterator[None]:
    def late(*_: object) -> None:
        raise TimeoutError(f"reading took more than {LONGEST} s")

    before = signal.signal(signal.SIGPROF, late)
    signal.setitimer(signal.ITIMER_PROF, LONGEST)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], EmbeddedStore]:
    """The library of a case, made when its first question is asked."""

    @cache
    def made(name: str) -> EmbeddedStore | TimeoutError:
        store = open_library(tmp_path_factory.mktemp(name) / "library", create=True)
        beside = {"README.md", "questions.jsonl"}
        try:
            with _limited():
                ingest([file for file in sorted((CASES / name).iterdir()) if file.name not in beside], store)
        except TimeoutError as late:
            return late
        return store

    def opened(name: str) -> EmbeddedStore:
        found = made(name)
        if isinstance(found, TimeoutError):
            raise found
        return found

    return opened


@pytest.fixture(scope="module")
def asker(library: Callable[[str], EmbeddedStore]) -> Callable[[str], Asker]:
    """Who answers a case's questions."""
    return cache(lambda name: Asker(library(name)))


@pytest.mark.parametrize(("name", "entry"), list(_questions()))
def test_a_case_is_answered_rightly(
    shared: Path,
    library: Callable[[str], EmbeddedStore],
    asker: Callable[[str], Asker],
    name: str,
    entry: dict[str, Any],
) -> None:
    options = argparse.ArgumentParser()
    ask.add(options)
    flags = options.parse_args([str(flag) for flag in entry.get("flags") or ()])
    request = ask.narrowed(request_of(entry), flags, library(name))
    found = mark(entry, asker(name).ask(request, today=TODAY))
    assert found.verdict == "right", f"{found.verdict}: {found.question}\nexpected {found.expected}\ngot {found.got}"


def test_no_case_of_the_list_is_gone(shared: Path) -> None:
    assert not set(SHORT) - {folder.name for folder in CASES.iterdir()}
