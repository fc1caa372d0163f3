"""Libraries that several gates ask: made once for all of them, and never written to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index.ingest import ingest
from index.language.fold import fold_text
from index.library import DocumentInfo, EmbeddedStore, Record, open_library, prepare
from index.model import Document, Figure, Identity, Measure, Paragraph, Source, Span, State, Table
from qa.ask import Asker
from qa.cli import main
from qa.evidence.asked import Asked, asked
from qa.evidence.bars import bars_of
from qa.evidence.card import Card, cards
from qa.evidence.features import matrix
from qa.evidence.gather import Evidence
from qa.evidence.pair import Pair, Scene, met
from qa.model import Chunk, Piece, Query

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


Part = tuple[str, tuple[str, ...]]


def _info(**told: Any) -> DocumentInfo:
    blank: dict[str, Any] = dict.fromkeys(
        ("pages", "tables", "figures", "passages", "failed", "failed_tables", "characters"), 0
    )
    blank |= {"id": "a" * 64, "file": "a.txt", "place": "a.txt", "title": "甲市档案局2021年部门预算", "format": "txt"}
    blank |= {
        "org": "甲市档案局",
        "aliases": (),
        "units": (),
        "year": 2021,
        "stage": "预算",
        "scope": "部门",
        "code": None,
    }
    return DocumentInfo(**(blank | {"published": ""} | told))


def _card(
    label: str = "公务接待费", *, sentence: str = "", behind: str = "万元。", title: str = "", row: str = "", column: str = "",
    section: Sequence[str] = (), info: DocumentInfo | None = None, amount: str = "1.20", **told: Any,
) -> Card:  # fmt: skip
    """The card of one figure: of a cell where ``title``, ``row`` or ``column`` is given, else printed behind a sentence."""
    cell = bool(title or row or column)
    text = sentence + amount + behind
    span = Span(start=len(sentence), end=len(sentence) + len(amount))
    source = Source(
        page=1, section=tuple(section), span=None if cell else span, quote=None, table=0 if cell else None,
        row=row or None, column=column or None,
    )  # fmt: skip
    info = info or _info()
    document = Document(
        id=info.id, file=info.file, format="txt", title=info.title, identity=Identity(org=info.org), text=text, page_starts=(0,),
        sections=(), paragraphs=(Paragraph(text=text, origin=tuple(range(len(text))), section=None, page=1),),
        tables=(Table(title=title, unit=None, unit_from=None, columns=(), rows=(), pages=(1,), section=None),),
    )  # fmt: skip
    given = {
        "id": "a-0", "document": info.id, "org": info.org, "year": info.year, "stage": info.stage, "scope": info.scope, "item": None,
        "label": label, "measure": Measure.AMOUNT, "state": State.VALUE, "amount": amount, "value": Decimal(amount), "unit": "万元",
    } | told  # fmt: skip
    money = {"元": 1, "万元": 10_000}.get(str(given["unit"]))
    given.setdefault("yuan", given["value"] * money if money and given["value"] is not None else None)
    return cards(info, document, [Figure(source=source, **given)])[0]


def _asked(
    words: str, parts: Sequence[Part] = (), aside: str = "", printed: frozenset[str] | None = None, **slots: Any
) -> Asked:
    """A question read by hand; ``parts`` are its pieces, each with the notions that it may mean."""
    chunks = tuple(Chunk(text=text, pieces=(Piece(text=text, concepts=keys),)) for text, keys in parts)
    query = Query(
        **({"text": words, "original": words, "words": fold_text(words), "kind": "figure", "chunks": chunks} | slots)
    )
    return asked(query, None, aside, printed=printed)


def _pair(
    question: Asked,
    card: Card,
    *,
    figures: str = "",
    text: str = "",
    named: str = "",
    likeness: tuple[float, float, float] = (0, 0, 0),
) -> Pair:
    printed, told = card.all_pairs | _pairs(figures), card.all_pairs | _pairs(text)
    scene = Scene(figures=printed, text=told, documents=1, named=named)
    return Pair(
        asked=question, card=card, scene=scene, likeness=likeness, met=tuple(met(p, card) for p in question.parts)
    )


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[i : i + 2] for i in range(len(text) - 1))


@pytest.fixture(scope="session")
def asker_of(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Mapping[str, str]], Asker]]:
    """Makes a library of texts, each under its file name, and what answers over it."""
    opened = []

    def make(texts: Mapping[str, str]) -> Asker:
        folder = tmp_path_factory.mktemp("texts")
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8")
        store = open_library(folder / "library", create=True)
        ingest([folder / name for name in texts], store)
        opened.append(store)
        return Asker(store)

    yield make
    for store in opened:
        store.close()


@pytest.fixture
def make_info() -> Callable[..., DocumentInfo]:
    """What the catalogue knows of a document."""
    return _info


@pytest.fixture
def make_card() -> Callable[..., Card]:
    """The card of a figure made by hand."""
    return _card


@pytest.fixture
def make_asked() -> Callable[..., Asked]:
    """A question made by hand, weighed."""
    return _asked


@pytest.fixture
def make_pair() -> Callable[..., Pair]:
    """A question beside one figure."""
    return _pair


@pytest.fixture
def make_evidence() -> Callable[..., Evidence]:
    """A question with all its cards, as it is gathered; nothing is alike in meaning only."""

    def make(question: Asked, found: Sequence[Card]) -> Evidence:
        scene = Scene(figures=frozenset(), text=frozenset(), documents=1)
        rows = matrix(question, found, scene, np.zeros((len(found), 3), dtype=np.float32))
        return Evidence(asked=question, cards=tuple(found), rows=rows, documents=1, bars=bars_of(question, found))

    return make


@pytest.fixture
def place(tmp_path: Path, make_record: Callable[..., Record], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library of three small documents of two bodies, named by the environment."""
    folder = tmp_path / "library"
    store = open_library(folder, create=True)
    for record in (
        make_record(),
        make_record(name="甲市档案局2022年部门预算.txt", year=2022, amounts=("3.00", "0.90")),
        make_record(name="乙县财政局2021.txt", org="乙县财政局", amounts=("12.50",)),
    ):
        store.put(prepare(record))
    store.close()
    monkeypatch.setenv("BUDGETQA_LIBRARY", str(folder))
    monkeypatch.chdir(tmp_path)
    return folder


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Call the program as from a shell: exit code, standard output, standard error."""

    def call(*arguments: str) -> tuple[int, str, str]:
        try:
            code = main(arguments)
        except SystemExit as stop:
            code = int(stop.code or 0)
        out, err = capfd.readouterr()
        return code, out, err

    return call
