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
    "01-xlsx-wan-format": "01a 01b 01c",
    "03-xlsx-red-negative": "03a 03c",
    "05-pdf-hidden-text": "05b 05e",
    "07-pdf-superscript": "07a 07b",
    "08-html-sup": "08a 08b 08c",
    "09-docx-superscript": "09a 09b 09c",
    "100-text-column-by-few-marks": "100a 100b",
    "101-marked-figure-alone": "101a 101b 101c 101d 101e 101f 101g 101i 101j 101k 101l",
    "103-header-mark": "103a 103b 103c",
    "104-large-sheet-time": "104a",
    "11-docx-strikethrough": "11a 11b 11c",
    "14-docx-altchunk": "14a 14b",
    "15-docx-hmerge-and-hidden-row": "15e",
    "17-docx-nobreakhyphen-minus": "17b",
    "20-docx-footnote-unit": "20a 20b",
    "21-two-level-header-blank-stub": "21a 21b",
    "23-xlsx-side-by-side": "23a 23b 23c 23e",
    "24-xlsx-stacked-tables": "24b 24e",
    "25-xlsx-text-numbers-invisible": "25a 25c",
    "26-xlsx-error-and-uncached": "26a 26b",
    "27-xlsx-hidden-variants": "27b 27c 27g",
    "28-xls-not-xls": "28b 28c",
    "32-xlsx-year-as-date": "32c",
    "35-pdf-watermark-upright": "35a",
    "37-pdf-rotated-mixed": "37a 37b",
    "42-pdf-radicals": "42c 42e",
    "43-pdf-form-fields": "43a 43b",
    "44-pdf-ocg-hidden": "44c",
    "46-pdf-no-tounicode": "46a 46b",
    "53-negative-signs": "53d 53e 53j 53k 53l",
    "55-placeholder-cells": "55j",
    "56-prose-units": "56a 56f",
    "58-traditional-and-width": "58a 58b 58c 58e",
    "62-follow-ups": "62f 62g",
    "63-filters": "63e",
    "69-han-year-in-title": "69a 69b 69c 69d 69e 69f",
    "70-place-name-one-character-off": "70e",
    "71-searchable-scan-wrong-layer": "71a 71b",
    "77-double-negative-wording": "77a 77b 77c",
    "79-threshold-count": "79a 79b 79c 79e 79f 79g",
    "80-csv-unquoted-thousands": "80a 80b",
    "81-no-year-in-title": "81a 81b 81c 81e",
    "82-unread-picture-then-denied": "82a",
    "83-mixed-scan-page": "83a 83b",
    "86-number-spaces": "86f",
    "87-list-number-before-year": "87e 87f",
    "88-prose-wrapped-numbers": "88b",
    "89-respectively-and-adjusted": "89h 89i",
    "90-page-subtotals": "90b 90c 90e",
    "91-year-in-table-title": "91a 91b 91e",
    "92-stage-in-table-title": "92b",
    "93-unit-writings": "93f 93g 93i 93j 93k",
    "97-marked-figures": "97a 97b 97c 97d 97e 97f 97g",
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
