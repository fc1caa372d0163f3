"""An answer warns of what another document says against its figure."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from index.ingest import ingest
from index.library import EmbeddedStore, open_library
from qa.ask import Asker
from qa.model import Answer, Request

CORPUS = Path(__file__).resolve().parents[3] / "corpus" / "yunting"
PENSION = "云汀市图书馆{}年机关事业单位基本养老保险缴费支出多少"
Add = Callable[[int], None]


@pytest.fixture
def store(tmp_path: Path) -> EmbeddedStore:
    """An empty library."""
    return open_library(tmp_path / "library", create=True)


@pytest.fixture
def add(store: EmbeddedStore, tmp_path: Path) -> Add:
    """Takes in one year of a body; the later file's amount of the year before was changed from 77.26."""

    def take_in(year: int) -> None:
        (found,) = CORPUS.glob(f"*图书馆{year}*.csv")
        path = tmp_path / found.name
        path.write_text(found.read_text(encoding="utf-8-sig").replace("77.26,81.16", "77.62,81.16"), encoding="utf-8")
        ingest([path], store)

    return take_in


def _asked(asker: Asker, year: int, document: str | None = None) -> Answer:
    return asker.ask(Request(question=PENSION.format(year), document=document), today=2024)


def test_the_other_document_is_warned_of_as_soon_as_it_is_there(store: EmbeddedStore, add: Add) -> None:
    asker = Asker(store)
    add(2022)
    assert _asked(asker, 2022).value and not _asked(asker, 2022).warnings
    add(2023)
    (warning,) = _asked(asker, 2022).warnings
    assert all(part in warning for part in ("77.26", "77.62", "2022年度单位预算", "2023年度单位预算"))
    store.remove(i.id for i in store.documents() if i.year == 2023)
    assert not _asked(asker, 2022).warnings


def test_one_document_asked_alone_is_warned_of_too(store: EmbeddedStore, add: Add) -> None:
    add(2022)
    add(2023)
    (file,) = (i.file for i in store.documents() if i.year == 2022)
    assert _asked(Asker(store), 2022, file).warnings


def test_other_figures_of_the_two_are_not_touched(store: EmbeddedStore, add: Add) -> None:
    add(2022)
    add(2023)
    for year in (2022, 2023):
        found = Asker(store).ask(Request(question=f"云汀市图书馆{year}年住房公积金多少"), today=2024)
        assert found.value and not found.warnings
