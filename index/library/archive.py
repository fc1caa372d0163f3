"""A library as one file that can be taken away, and back; from place to place. Others may use it meanwhile."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from index.errors import BadOption, LibraryError
from index.library import is_address, open_library
from index.library.connection import FILE, Database
from index.library.disk import sync_folder
from index.library.embedded import EmbeddedStore
from index.library.library import Library
from index.library.opening import is_current
from index.library.pouring import pour
from index.library.turns import turn
from index.library.upkeep import refresh

Say = Callable[[str], None]


def backup(store: Library, file: Path) -> int:
    """Write the library of this moment into a file, checked before it takes its name; how many bytes."""
    if file.is_dir():
        raise BadOption(f"{file} 是文件夹，请给出文件名")
    if file.resolve().parent == store.folder.resolve() and file.name.startswith(FILE):
        raise BadOption("备份不能写在资料库自己的文件上")
    try:
        store.database.copy_to(file)
        return file.stat().st_size
    except OSError as error:
        raise LibraryError(f"不能写入备份 {file}（{error.strerror}）") from error


def restore(file: Path, place: str | Path, *, say: Say | None = None) -> tuple[Library, Path | None]:
    """The library of a backup at a place, and where what stood there before is kept, None where there was none.

    A backup that is damaged is refused before anything is touched. Raises LibraryError.
    """
    if not file.is_file():
        raise BadOption(f"没有这个备份文件：{file}")
    _sound(file)
    if is_address(place):
        return _restored(file, str(place), say)
    folder = Path(place)
    try:
        there = (folder / FILE).exists()
        database = None if there else Database(folder, create=True)
        with turn(folder, say):
            kept = folder / f"{FILE}.before-restore-{time.strftime('%Y%m%d-%H%M%S')}" if there else None
            if kept is not None:
                # Also one that is damaged or no library at all: its bytes are kept, not its sense.
                for log in ("", "-wal"):
                    if (folder / f"{FILE}{log}").exists():
                        shutil.copyfile(folder / f"{FILE}{log}", f"{kept}{log}")
            try:
                (database or Database(folder, create=False)).copy_from(file)
            except LibraryError:
                if not there:
                    raise
                _in_place_of_ruins(file, folder)
            sync_folder(folder)
            return _ready(folder), kept
    except OSError as error:
        raise LibraryError(f"不能写入 {folder}（{error.strerror}）") from error


def copy(store: Library, place: str | Path, *, say: Say | None = None) -> Library:
    """The library of this moment in another place, with indexes of its own."""
    if is_address(place):
        target = open_library(place, create=True, mending=True)
        with target.turn(say):
            pour(store.database, target.database, over=False)
            refresh(target)
        return target
    folder = Path(place)
    if (folder / FILE).exists():
        raise BadOption(f"{folder} 处已有资料库，不会覆盖它")
    part = folder / f".{FILE}.copy"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        sync_folder(folder.parent)
        with turn(folder, say):
            store.database.copy_to(part)
            part.replace(folder / FILE)
            sync_folder(folder)
            return _ready(folder)
    except OSError as error:
        raise LibraryError(f"不能写入 {folder}（{error.strerror}）") from error
    finally:
        part.unlink(missing_ok=True)


def _ready(folder: Path) -> EmbeddedStore:
    store = EmbeddedStore(folder, mending=True)
    refresh(store)
    store.close()
    return EmbeddedStore(folder)


def _restored(file: Path, address: str, say: Say | None) -> tuple[Library, Path | None]:
    store = open_library(address, create=True, mending=True)
    with store.turn(say):
        kept = None
        if store.database.rows("SELECT 1 FROM documents LIMIT 1"):
            kept = store.folder / f"{FILE}.before-restore-{time.strftime('%Y%m%d-%H%M%S')}"
            store.database.copy_to(kept)
        with TemporaryDirectory(dir=store.folder) as scratch:
            # Opened where it may be written to: a file of an earlier version is brought forward.
            EmbeddedStore(Path(shutil.copyfile(file, Path(scratch) / FILE)).parent, mending=True).close()
            store.database.copy_from(Path(scratch) / FILE)
        refresh(store)
    store.close()
    return open_library(address), kept


def _in_place_of_ruins(file: Path, folder: Path) -> None:
    """A backup in place of a file that SQLite cannot open: nobody reads that, and its log must not be applied to another."""
    part = folder / f".{FILE}.restore"
    try:
        Database(file.parent, create=False, name=file.name, still=True).copy_to(part)
        for log in ("-wal", "-shm"):
            (folder / f"{FILE}{log}").unlink(missing_ok=True)
        part.replace(folder / FILE)
    finally:
        part.unlink(missing_ok=True)


def _sound(file: Path) -> None:
    """Raises LibraryError for a file that is no whole library."""
    try:
        database = Database(file.parent, create=False, name=file.name, still=True)
        try:
            told = EmbeddedStore.over(database).problems() if is_current(database) else ()
        finally:
            database.close()
    except LibraryError as error:
        raise LibraryError(f"{file} 不是可用的备份，没有恢复：{error}") from error
    if told:
        raise LibraryError(f"备份 {file} 已损坏，没有恢复：{told[0]}")
