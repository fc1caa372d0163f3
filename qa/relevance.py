"""Which passages tell what a gold question expects: its value or its words, printed there.

A value stands in a passage in any of its forms: 25.40 万元, 254,000 in a table of 元, 五 where the expected value is 5.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from index.expansion import named
from index.language.fold import fold_text, label_key
from index.language.numerals import parse_han_amounts, units
from index.language.segment import runs, value_of
from index.library import DocumentInfo
from index.model import Document, Passage
from index.passages import TABLE
from index.search import alike
from index.vocabulary import load
from qa.answer.shelf import Shelf

# A value of fewer digits stands in too many places: it counts only with its unit behind it.
_TELLING = 3
# One of so many digits stands for the same amount wherever it is printed.
_UNMISTAKABLE = 4
# Values of these kinds are worked out: where their digits are printed without a name, they are of something else.
_WORKED_OUT = frozenset({"sum", "share", "compare_years", "compare_orgs"})
_NOT_WORDS = re.compile(r"[^\w%]+")
_LINE = re.compile(r"[。；;\n]")
_SPACES = re.compile(r"\s+")
_DECIMAL = re.compile(r"\d[\d,]*\.\d+|\d{1,3}(?:,\d{3})+")
_UNIT = re.compile(r"单位[:：]\s*([^)）]+)")
_FORMS = ("元", "万元")


def telling(
    entry: Mapping[str, Any],
    text: str,
    files: Sequence[DocumentInfo],
    shelf: Shelf,
    passages: Mapping[str, Sequence[Passage]],
    open_year: bool,
    open_org: bool,
) -> list[str]:
    """Passages that hold what is expected, in the files named and in the other files of the same disclosures. Words (a
    meaning, a duty) of another year or body are as right where none was asked for; figures are not. A passage that says
    the same as one of them is shown in its stead, and tells as much."""
    words = entry.get("expected_value") is None

    def disclosure(info: DocumentInfo) -> tuple[object, ...]:
        return (
            None if words and open_org else info.org,
            None if words and open_year else (info.year, info.stage),
        )

    same = {disclosure(info) for info in files if info.org}
    own = {info.id for info in files}
    others = [info.id for info in shelf.documents if disclosure(info) in same and info.id not in own]
    names = _names(text)
    held = [(d, p) for d in (*own, *others) for p in passages[d]]
    tell = [p for d, p in held if _tells(entry, p, shelf.document(d) if d in own else None, names)]
    ids = {p.id for p in tell}
    return [p.id for _, p in held if p.id in ids or any(alike(p, other) for other in tell)]


def _names(text: str) -> tuple[str, ...]:
    """What the question asks of, in every printed form, folded."""
    concepts = load().concepts
    forms = (n for each in named(text) for key in each.concepts for n in (each.words, *concepts[key].printed))
    return tuple(dict.fromkeys(form for form in map(label_key, forms) if len(form) > 1))


def _tells(entry: Mapping[str, Any], passage: Passage, document: Document | None, names: Sequence[str]) -> bool:
    """Whether a passage holds what is expected: on the page told (``document`` is None in another file), or, for a
    figure, anywhere if it has many digits or stands in one line with the name of what was asked for."""
    page = entry.get("page")
    there = document is not None and (page is None or not document.page_starts or _on(passage, document, page))
    if entry.get("expected_value") is None:
        wanted = str(entry.get("expected_text") or "")
        return bool(wanted) and _bare(wanted) in _bare(f"{passage.heading}{passage.text}")
    for amount, unit in _amounts(entry, passage):
        if _digits(amount) >= _UNMISTAKABLE:
            if _prints(passage.text, passage.kind, amount, unit):
                return True
        elif names:
            lines = (line for line in _LINE.split(passage.text) if any(n in label_key(line) for n in names))
            if any(_prints(line, passage.kind, amount, unit) for line in lines):
                return True
            there = there and not any(n in label_key(passage.text) for n in names)
        if there and entry["kind"] not in _WORKED_OUT and _prints(passage.text, passage.kind, amount, unit):
            return True
    return False


def _amounts(entry: Mapping[str, Any], passage: Passage) -> Iterator[tuple[str, str | None]]:
    """(amount, unit) as the passage may print what is expected: in a table of another unit of money, in that unit."""
    expected = [(str(entry["expected_value"]), entry.get("expected_unit"))]
    expected += [(str(o["value"]), o.get("unit")) for o in entry.get("also_accept") or ()]
    yield from expected
    printed = _UNIT.search(passage.heading) if passage.kind == TABLE else None
    unit = printed[1].strip() if printed else ""
    worth = units().yuan
    for amount, given in expected:
        if given in _FORMS and unit in _FORMS and given != unit and Decimal(amount):
            yield f"{Decimal(amount) * worth[str(given)] / worth[unit]:f}", unit


def _digits(amount: str) -> int:
    return len(value_of(amount.lstrip("-")).replace(".", "").strip("0"))


def _prints(text: str, kind: str, amount: str, unit: str | None) -> bool:
    value = value_of(amount.lstrip("-"))
    if _digits(amount) < _TELLING and kind != TABLE:
        bare = _SPACES.sub("", _zeros(fold_text(text)))
        return bool(re.search(rf"(?<![\d.]){re.escape(value + (unit or ''))}", bare)) or (
            unit is not None and any(a.printed == value and a.unit == unit for a in parse_han_amounts(bare))
        )
    return any(found == "amount" and run == value for found, run in runs(text))


def _zeros(text: str) -> str:
    return _DECIMAL.sub(lambda match: value_of(match[0]), text)


def _on(passage: Passage, document: Document, page: int) -> bool:
    starts = document.page_starts
    begin = starts[page - 1] if page <= len(starts) else len(document.text)
    end = starts[page] if page < len(starts) else len(document.text)
    return passage.span.start < end and passage.span.end > begin


def _bare(text: str) -> str:
    return _NOT_WORDS.sub("", fold_text(text))
