"""One truth in every format becomes the same figures."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from index.figures import extract
from index.parsing import parse
from index.readers import read

sys.path.insert(0, str(Path(__file__).parent / "readers"))
import made_files as made

MADE: dict[str, Callable[[], bytes]] = {
    "a.docx": made.word,
    "a.xlsx": made.xlsx,
    "a.xls": made.xls,
    "a.png": lambda: made.picture(made.page(150), 150),
    "a.pdf": lambda: made.picture(made.page(300), 300, "PDF"),
}


def figures(name: str, data: bytes) -> set[tuple[str | None, ...]]:
    document = parse(read(name, data), hashlib.sha256(data).hexdigest())
    return {(f.label, f.source.column, f.amount, f.unit) for f in extract(document)}


@pytest.mark.parametrize("name", MADE)
def test_the_same_figures(name: str) -> None:
    if name.endswith((".png", ".pdf")) and made.chinese_font() is None:
        pytest.skip("no Chinese font is installed to draw a page with")
    expected = figures("a.html", made.html())
    assert len(expected) > 10
    assert figures(name, MADE[name]()) == expected
