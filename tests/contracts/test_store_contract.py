"""What every store must do, with a plain dictionary as the one that cannot be wrong."""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from index.errors import LibraryError, LibraryMissing
from index.library import EmbeddedStore, Library, Prepared, Record, Store, open_library, prepare

Make = Callable[..., Record]


@pytest.fixture(params=["embedded", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a library is to be."""
    return str(tmp_path / "资料 库") if request.param == "embedded" else request.getfixturevalue("database")()


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    made = open_library(place, create=True)
    yield made
    made.close()


def _records(make: Make) -> list[Record]:
    return [
        make(),
        make(name="乙.pdf", org="乙县财政局", year=2020, amounts=tuple(f"{i}.{i % 100:02}" for i in range(700))),
        make(name="甲市档案局2022.txt", year=2022, amounts=("9.99",)),
    ]


def test_gives_back_what_was_put_in(store: Store, make_record: Make) -> None:
    records = _records(make_record)
    for record in records:
        store.put(prepare(record))
    assert [i.id for i in store.documents()] == [r.document.id for r in records]
    for record in records:
        document = record.document
        assert store.document(document.id) == document
        assert store.text_of(document.id) == document.text
        assert store.original(document.id) == record.original
        assert store.figures_of(document.id) == record.figures
        assert store.passages_of(document.id) == record.passages
        assert store.findings_of(document.id) == record.findings


SLOTS = [
    {},
    {"org": "甲市档案局"},
    {"year": 2020},
    {"item": "三公经费"},
    {"item": "项目1"},
    {"item": "项 目 1", "org": "甲市档案局"},
    {"org": "甲市档案局", "year": 2022, "item": "三公经费", "stage": "预算"},
    {"stage": "决算"},
    {"scope": "部门", "year": 2021},
    {"org": "没有的单位"},
    {"item": "没有的项目"},
]


@pytest.mark.parametrize("slots", SLOTS)
def test_figures_are_those_that_a_loop_finds(store: Store, make_record: Make, slots: dict[str, str]) -> None:
    records = _records(make_record)
    for record in records:
        store.put(prepare(record))
    item = str(slots.get("item", "")).replace(" ", "")
    rest = {k: v for k, v in slots.items() if k != "item"}
    expected = [
        f
        for r in records
        for f in r.figures
        if all(getattr(f, k) == v for k, v in rest.items()) and (not item or item in (f.item, f.label))
    ]
    assert list(store.figures(**slots)) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize("slots", [{}, {"org": "乙县财政局"}, {"item": "项目1"}, {"org": "没有的单位"}])
@pytest.mark.parametrize(("start", "count"), [(0, 1), (1, 2), (60, 10), (0, 10_000), (10_000, 5), (3, 0), (2, None)])
def test_figures_in_parts_are_a_cut_of_them_all(
    store: Store, make_record: Make, slots: dict[str, str], start: int, count: int | None
) -> None:
    for record in _records(make_record):
        store.put(prepare(record))
    every = store.figures(**slots)  # type: ignore[arg-type]
    end = None if count is None else start + count
    assert store.figures(**slots, start=start, count=count) == every[start:end]  # type: ignore[arg-type]


def test_a_changed_file_replaces_its_old_version_whole(store: Store, make_record: Make) -> None:
    old, new = make_record(amounts=("1.00", "2.00", "3.00")), make_record(amounts=("7.00",))
    store.put(prepare(old))
    before = store.generation
    store.put(prepare(new))
    assert store.generation > before
    assert [i.id for i in store.documents()] == [new.document.id]
    assert [f.amount for f in store.figures()] == ["7.00"]
    assert store.passages([old.passages[0].id, new.passages[0].id]) == new.passages
    with pytest.raises(LibraryError):
        store.document(old.document.id)


def test_removing_leaves_nothing_behind(store: Store, make_record: Make) -> None:
    records = _records(make_record)
    for record in records:
        store.put(prepare(record))
    assert store.remove([records[1].document.id, "unknown"]) == 1
    assert [f.document for f in store.figures(year=2020)] == []
    assert len(store.passage_ids()) == 2
    assert store.problems() == ()


def test_one_body_under_two_names(store: Store, make_record: Make) -> None:
    records = [make_record(), make_record(name="b.txt", org="甲市档案局（本级）", year=2020)]
    for record in records:
        store.put(prepare(record))
    store.set_bodies({"甲市档案局": "甲市档案局", "甲市档案局（本级）": "甲市档案局", "市档案局": "甲市档案局"})
    assert {f.org for f in store.figures(org="市档案局")} == {"甲市档案局"}
    assert len(store.figures(org="甲市档案局（本级）")) == 4
    assert store.documents()[1].aliases == ("甲市档案局（本级）", "市档案局")
    assert store.as_printed()[1].org == "甲市档案局（本级）"
    store.set_bodies({})
    assert {f.org for f in store.figures(org="甲市档案局（本级）")} == {"甲市档案局（本级）"}


def test_feedback_is_kept_in_order(store: Store) -> None:
    store.add_feedback({"question": "三公经费多少", "helpful": True})
    store.add_feedback({"question": "为什么", "helpful": False, "reason": "不对"})
    assert [e["helpful"] for e in store.feedback()] == [True, False]


def test_feedback_is_forgotten_after_a_time(store: Store) -> None:
    for month in ("01", "05", "09"):
        store.add_feedback({"time": f"2026-{month}-01T00:00:00+00:00"})
    store.add_feedback({"question": "不知何时"})
    store.forget_feedback("2026-05-01T00:00:00+00:00")
    assert [e.get("time", "")[5:7] for e in store.feedback()] == ["05", "09", ""]


def test_what_was_made_from_a_document_that_is_gone_is_left_out(store: Store, make_record: Make) -> None:
    old, new, other = make_record(amounts=("1.00",)), make_record(amounts=("7.00",)), make_record(name="乙.txt")
    for record in (old, new, other):
        store.put(prepare(record))
    store.remove([other.document.id])
    for record in (old, other):
        store.put(prepare(record), again=True)
    assert [i.id for i in store.documents()] == [new.document.id]
    store.put(prepare(new), again=True)
    assert [f.amount for f in store.figures()] == ["7.00"]
    assert store.problems() == ()


def test_a_zero_byte_in_a_label_is_taken(store: Store, make_record: Make) -> None:
    record = make_record()
    odd = replace(record.figures[1], label="项\x00目")
    store.put(prepare(replace(record, figures=(record.figures[0], odd))))
    assert store.figures(item="项\x00目") == (odd,)
    assert store.problems() == ()


def test_a_turn_is_had_once_more_within_it_and_by_one_thread_only(store: Store) -> None:
    said: list[str] = []
    order: list[str] = []

    def wait() -> None:
        with store.turn(said.append):
            order.append("second")

    with store.turn(), store.turn():
        thread = threading.Thread(target=wait)
        thread.start()
        thread.join(0.3)
        order.append("first")
    thread.join(30)
    assert order == ["first", "second"]


def test_everything_is_read_at_one_moment(store: Library, make_record: Make) -> None:
    store.put(prepare(make_record()))
    with store.database.at_once():
        before = store.documents()
        with ThreadPoolExecutor(1) as elsewhere:
            elsewhere.submit(store.put, prepare(make_record(name="乙.txt"))).result()
        assert (store.documents(), store.passage_ids()) == (before, store.passage_ids()[:1])
    assert len(store.documents()) == 2


def test_four_processes_write_at_once_and_nothing_is_lost(place: str, make_record: Make) -> None:
    open_library(place, create=True).close()
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        records = [[prepare(make_record(name=f"{w}-{i}.txt", salt=f"{w}{i}")) for i in range(15)] for w in range(4)]
        # All four read one and the same file too, and each has its own idea of what another now holds.
        for w, own in enumerate(records):
            own.insert(w, prepare(make_record(name="同.txt")))
            own.append(prepare(make_record(name="异.txt", salt=str(w))))
        pool.starmap(_write, [(place, own) for own in records])
    store = open_library(place)
    files = sorted(info.file for info in store.documents())
    assert files == sorted([*(f"{w}-{i}.txt" for w in range(4) for i in range(15)), "同.txt", "异.txt"])
    assert len(store.figures()) == 2 * len(files)
    assert len(store.removed()) == 3
    assert store.problems() == ()
    store.close()


def _write(place: str, records: list[Prepared]) -> None:
    store = open_library(place)
    for record in records:
        store.put(record)
    store.close()


def test_other_processes_and_threads_read_while_one_writes(store: Store, place: str, make_record: Make) -> None:
    store.put(prepare(make_record()))
    seen: list[int] = []

    def look() -> None:
        for _ in range(20):
            seen.append(len(store.figures()) - 2 * len(store.documents()))

    threads = [threading.Thread(target=look) for _ in range(3)]
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        elsewhere = pool.apply_async(_count, (place,))
        for thread in threads:
            thread.start()
        for i in range(10):
            store.put(prepare(make_record(name=f"{i}.txt", salt=str(i))))
        for thread in threads:
            thread.join()
        assert elsewhere.get(60) >= 1
    assert len(seen) == 60
    assert len(store.documents()) == 11


def _count(place: str) -> int:
    return len(open_library(place).documents())


def test_a_failed_write_changes_nothing(store: Store, make_record: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    record = make_record()
    store.put(prepare(record))
    before = store.generation
    monkeypatch.setattr("index.library.shelving.INSERT_FIGURE", "INSERT INTO nowhere VALUES (?)")
    with pytest.raises(LibraryError):
        store.put(prepare(make_record(amounts=("8.00",))))
    assert store.generation == before
    assert store.figures() == record.figures


def test_no_library_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(LibraryMissing, match="没有资料库"):
        open_library(tmp_path)
    (tmp_path / "library.sqlite3").write_bytes(b"not a database at all, only some bytes" * 40)
    with pytest.raises(LibraryError):
        open_library(tmp_path)


def test_a_library_without_write_permission_can_be_read(tmp_path: Path, make_record: Make) -> None:
    store = open_library(tmp_path, create=True)
    store.put(prepare(make_record()))
    store.close()
    tmp_path.chmod(0o555)
    (tmp_path / "library.sqlite3").chmod(0o444)
    try:
        assert len(EmbeddedStore(tmp_path).documents()) == 1
    finally:
        tmp_path.chmod(0o755)
