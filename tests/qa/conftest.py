"""Libraries that several gates ask: made once for all of them, and never written to."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.ingest import ingest
from index.library import EmbeddedStore, open_library

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def corpus_store(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedStore:
    """The documents that come with the project."""
    store = open_library(tmp_path_factory.mktemp("corpus") / "library", create=True)
    ingest([ROOT / "corpus"], store, jobs=2)
    return store


@pytest.fixture(scope="session")
def real_store(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> EmbeddedStore:
    """The real disclosures, without those that were doctored."""
    store = open_library(tmp_path_factory.mktemp("real") / "library", create=True)
    folders = [p for p in (shared / "data/disclosures").iterdir() if p.name != "not_real"]
    ingest([*folders, shared / "seeds"], store, jobs=2)
    return store
