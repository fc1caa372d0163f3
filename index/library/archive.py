"""A library as one file that can be taken away, and back; from folder to folder. Others may use it meanwhile."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path

from index.errors import BadOption, LibraryError
from index.library.connection import FILE, Database, sync_folder
from index.library.embedded import EmbeddedStore
from index.library.opening import is_current
from index.library.turns import turn
from index.library.upkeep import refresh

Say = Callable[[str], None]


def backup(store: EmbeddedStore, file: Path) -> int:
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


def restore(file: Path, folder: Path, *, say: Say | None = None) -> tuple[EmbeddedStore, Path | None]:
    """The library of a backup in a folder, and where what stood there before is kept, None where there was none.

    A backup that is damaged is refused before anything is touched. Raises LibraryError.
    """
    if not file.is_file():
        raise BadOption(f"没有这个备份文件：{file}")
    _sound(file)
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


def copy(store: EmbeddedStore, folder: Path, *, say: Say | None = None) -> EmbeddedStore:
    """The library of this moment in another folder, with indexes of its own."""
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
