"""Pages in many manners, each slot against the list beside them."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pytest

from index.library.bodies import body_key
from index.model import Identity
from index.parsing import parse
from index.readers import read
from index.readers.limits import Limits
from index.vocabulary.organisations import variants

FOLDER = Path(__file__).resolve().parents[2] / "data/identities"
SLOTS = ("organisation", "year", "stage", "scope", "kind", "period")
# What falls short today: a slot that is mended must be taken off the list.
SHORT = {("b06.txt", "scope"), ("b12.txt", "kind"), ("c05.txt", "organisation")}


def _cases() -> list[object]:
    with (FOLDER / "sources.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [
        pytest.param(
            row["file"],
            slot,
            row[slot],
            id=f"{row['file']}-{slot}",
            marks=[pytest.mark.xfail(strict=True)] if (row["file"], slot) in SHORT else [],
        )
        for row in rows
        for slot in SLOTS
    ]


@cache
def identity(name: str) -> Identity:
    return parse(read(name, (FOLDER / "pages" / name).read_bytes(), Limits()), "0" * 64).identity


@pytest.mark.parametrize(("name", "slot", "truth"), _cases())
def test_a_slot_is_what_the_page_says(name: str, slot: str, truth: str) -> None:
    found = identity(name)
    if slot == "organisation":
        told = {body_key(each) for each in (found.org, *found.others, *found.aliases) if each}
        assert all(told & {body_key(form) for form in variants(each)} for each in truth.split(";") if each)
        assert bool(truth) == bool(told)
    elif slot == "period":
        assert (found.period or str(found.year or "")) == truth.split(";")[0]
    else:
        assert str(getattr(found, slot) or "") in truth.split(";")
