"""Where nothing can be written: without permission, on a full disk, beside a writer of another user."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.errors import LibraryError
from index.library import EmbeddedStore, Record, inforce, open_library, prepare
from index.library.connection import FILE
from index.library.upkeep import refresh
from index.search import search

Make = Callable[..., Record]
_NOBODY = 65534

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0, reason="only root can be somebody else, and mount a small disk"
)


@pytest.fixture
def place(make_record: Make) -> Iterator[Path]:
    """A library that others may look into, and not write to."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    store = open_library(folder / "library", create=True)
    store.put(prepare(make_record()))
    refresh(store)
    search(store, "档案局")  # what is imported late may lie where nobody else may look
    store.close()
    yield folder / "library"
    shutil.rmtree(folder)


def _as_nobody(look: Callable[[], object]) -> None:
    """Run it as a user without rights; what fails there fails here."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.setgid(_NOBODY)
            os.setuid(_NOBODY)
            look()
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    assert status == 0


def _kept_open(place: Path, make_record: Make, number: int) -> None:
    """A writer that is killed: what it wrote stands in the log alone."""
    child = os.fork()
    if child == 0:
        open_library(place).put(prepare(make_record(name=f"{number}.txt", salt=str(number))))
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0


def test_a_reader_without_rights_follows_the_writer(place: Path, make_record: Make) -> None:
    go = place / "go"

    def look() -> None:
        store = open_library(place)
        assert not store.writable and len(store.documents()) == 1
        assert search(store, "档案局")
        with pytest.raises(LibraryError, match="不能写入"):
            store.remove([store.documents()[0].id])
        os.write(out, b"1")
        while not go.exists():
            time.sleep(0.02)
        assert len(store.documents()) == 2, "the writer has it open"
        os.write(out, b"2")
        while len(store.documents()) < 3:
            time.sleep(0.02)
        assert len(store.documents()) == 3, "the writer has gone"
        assert len(store.figures()) == 6

    back, out = os.pipe()
    failed: list[BaseException] = []

    def run() -> None:
        try:
            _as_nobody(look)
        except BaseException as error:
            failed.append(error)
            os.write(out, b"!!")

    thread = threading.Thread(target=run)
    thread.start()
    assert os.read(back, 1) == b"1"
    writer = open_library(place)
    writer.put(prepare(make_record(name="b.txt", salt="b")))
    go.touch()
    assert os.read(back, 1) == b"2"
    writer.put(prepare(make_record(name="c.txt", salt="c")))
    writer.close()
    thread.join(30)
    assert not failed


def test_a_log_that_a_killed_writer_left_is_read_too(place: Path, make_record: Make) -> None:
    _kept_open(place, make_record, 2)
    assert (place / f"{FILE}-wal").stat().st_size > 0

    def look() -> None:
        assert len(open_library(place).documents()) == 2

    _as_nobody(look)


def test_a_log_that_cannot_be_read_is_not_passed_over(place: Path, make_record: Make) -> None:
    _kept_open(place, make_record, 2)
    (place / f"{FILE}-shm").unlink()

    def look() -> None:
        with pytest.raises(LibraryError, match="尚未并入"):
            open_library(place).documents()

    _as_nobody(look)
    assert len(open_library(place).documents()) == 2


def test_damaged_indexes_say_where_they_can_be_made_again(place: Path) -> None:
    for path in place.glob("indexes/*/rows.npz"):
        path.write_bytes(b"")

    inforce._harm.cache_clear()

    def look() -> None:
        store = open_library(place)
        assert store.figures()
        with pytest.raises(LibraryError, match=r"不能写入.*budgetqa rebuild"):
            search(store, "档案局")

    _as_nobody(look)


@pytest.fixture
def small_disk() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp())
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(folder)], check=False)
    if mounted.returncode:
        pytest.skip("no small disk can be made here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)
    folder.rmdir()


def _fill(folder: Path) -> None:
    with (folder / "fill").open("wb", buffering=0) as out:
        try:
            while True:
                out.write(b"x" * 4096)
        except OSError:
            pass


def test_a_full_disk_stops_writing_and_nothing_else(small_disk: Path, make_record: Make) -> None:
    store = open_library(small_disk / "library", create=True)
    store.put(prepare(make_record()))
    refresh(store)
    store.close()
    _fill(small_disk)
    store = open_library(small_disk / "library")
    assert len(store.figures()) == 2 and search(store, "档案局")
    with pytest.raises(LibraryError, match="磁盘") as told:
        store.put(prepare(make_record(name="b.txt", salt="b")))
    assert "\n" not in str(told.value)
    with pytest.raises(LibraryError):
        refresh(store, force=True)
    assert len(store.documents()) == 1 and search(store, "档案局")
    store.close()
    (small_disk / "fill").unlink()
    store = open_library(small_disk / "library")
    store.put(prepare(make_record(name="b.txt", salt="b")))
    assert refresh(store) == 2


def test_writing_until_the_disk_is_full_loses_nothing(small_disk: Path, make_record: Make) -> None:
    store: EmbeddedStore = open_library(small_disk / "library", create=True)
    reported = []
    with pytest.raises(LibraryError, match="磁盘"):
        for number in range(2000):
            record = make_record(name=f"{number}.txt", salt=str(number), amounts=("1.00",) * 400)
            store.put(prepare(record))
            reported.append(record.document.id)
    assert reported
    store.close()
    store = open_library(small_disk / "library")
    assert [info.id for info in store.documents()] == reported
    assert store.problems() == ()
