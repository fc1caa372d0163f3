"""查阅 and 问答 say the same: every cell is what the chat answers when the slots are typed as words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.library import DocumentInfo, EmbeddedStore, open_library
from index.library.bodies import Names, learn
from index.model import Figure, Measure
from qa.answer.choices import token
from qa.ask import Asker
from qa.model import Request
from qa.web import leaf, matrix
from qa.web.words import grouped
from tests.web.conftest import ROOT, fill

ITEMS = ("三公经费", "收入总计", "公务接待费", "会议费", "项目支出", "支出总计")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedStore]:
    """All documents that come along."""
    folder: Path = tmp_path_factory.mktemp("whole") / "library"
    store = open_library(folder, create=True)
    for path in sorted((ROOT / "corpus").glob("*/*")):
        if path.suffix in (".txt", ".html", ".csv", ".md"):
            fill(store, path)
    store.set_bodies(learn(Names(org=i.org, aliases=i.aliases, file=i.file, year=i.year) for i in store.as_printed()))
    yield store
    store.close()


@pytest.fixture(scope="module")
def asker(whole: EmbeddedStore) -> Asker:
    return Asker(whole)


def views(store: EmbeddedStore) -> list[tuple[str, str, list[DocumentInfo]]]:
    """What the filters of 查阅 can show: (stage, scope, documents)."""
    infos = [i for i in store.documents() if i.org and i.year]
    pairs = sorted({(i.stage, i.scope) for i in infos if i.stage and i.scope})
    return [(a, b, [i for i in infos if (i.stage, i.scope) == (a, b)]) for a, b in pairs]


def filled(asker: Asker, infos: list[DocumentInfo], about: leaf.Slots) -> matrix.Matrix:
    years, orgs = sorted({i.year for i in infos if i.year}), sorted({i.org for i in infos})
    return matrix.matrix(lambda slots: leaf.leaf(slots, asker.ask(leaf.request(slots))), infos, orgs, years, about)


@pytest.mark.parametrize("item", ITEMS)
def test_every_cell_is_the_answer_of_the_chat(whole: EmbeddedStore, asker: Asker, item: str) -> None:
    seen = 0
    for stage, scope, infos in views(whole):
        found = filled(asker, infos, leaf.Slots(org="", year=0, stage=stage, scope=scope, item=item))
        exported = matrix.sheet(found, item).rows
        for (org, entries), row in zip(found.rows, exported, strict=True):
            for number, (year, entry) in enumerate(zip(found.years, entries, strict=True)):
                # As a person types it: nothing told apart from the words.
                said = asker.ask(Request(question=f"{org}{year}年{scope}{stage}的{item}是多少？"))
                kept = row[1 + 3 * number : 3 + 3 * number]
                if said.status != "answered" or said.value is None:
                    assert entry.leaf is None and kept == (entry.text, ""), (org, year, said.text)
                    continue
                assert kept == (said.value.amount, said.value.unit or ""), (org, year, stage)
                assert entry.text.startswith(grouped(said.value.amount)), (org, year, stage)
                assert entry.figure == said.figures[0].figure
                seen += 1
    assert seen


def test_the_accounts_show_what_was_spent_and_not_what_was_planned(whole: EmbeddedStore, asker: Asker) -> None:
    for stage, scope, infos in views(whole):
        found = filled(asker, infos, leaf.Slots(org="", year=0, stage=stage, scope=scope, item="三公经费"))
        figures = [e.figure for _, entries in found.rows for e in entries if e.figure]
        assert figures and {(f.stage, f.scope) for f in figures} == {(stage, scope)}


def test_lists_and_tables_over_years_hold_the_stage_that_was_chosen(whole: EmbeddedStore, asker: Asker) -> None:
    held = {i.id: i for i in whole.documents()}
    both = 0
    for info in (i for i in held.values() if i.stage == "决算"):
        figures = [f for f in whole.figures_of(info.id) if f.year == info.year and f.measure is Measure.AMOUNT]
        kept = [f for f in figures if leaf.of_stage(f, held, "决算")]
        assert {leaf.stage_of(f, info) for f in kept} == {"决算"}
        both += len(kept) < len(figures)
        for kind in {f.table_kind for f in kept if f.table_kind}:
            assert info.year is not None
            rows = matrix.comparison({info.year: [f for f in kept if f.table_kind == kind]}).rows
            cells = [f for _, found in rows for f in found if f and f.amount]
            assert all(exactly(asker, f) == (f.amount, f.unit) for f in cells[:3])
    assert both


def exactly(asker: Asker, figure: Figure) -> tuple[str, str | None]:
    said = asker.ask(Request(question="这个数字", ask=token(figure)))
    assert said.value is not None
    return said.value.amount, said.value.unit


def test_the_list_holds_the_figure_that_the_chat_answers(whole: EmbeddedStore, asker: Asker) -> None:
    held = {i.id: i for i in whole.documents()}
    for stage, scope, infos in views(whole):
        ids = {i.id for i in infos}
        listed = [f for f in whole.figures(item="三公经费") if f.document in ids and leaf.of_stage(f, held, stage)]
        found = filled(asker, infos, leaf.Slots(org="", year=0, stage=stage, scope=scope, item="三公经费"))
        shown = [e.figure for _, entries in found.rows for e in entries if e.figure]
        assert {f.id for f in shown} <= {f.id for f in listed}
