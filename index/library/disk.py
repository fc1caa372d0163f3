"""Files and folders of a library, where a system may refuse them."""

from __future__ import annotations

import os
from pathlib import Path

from index.errors import LibraryError

LONGEST = 200
"""So much of a place is shown to people."""


def sync_folder(folder: Path) -> None:
    """Let names in a folder last as its files do; a system that cannot says so, and loses nothing else."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)


def size(path: Path) -> int:
    """Bytes of a file, 0 where it is not there."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def make_folder(folder: Path) -> None:
    """Have the folder of a library. Raises LibraryError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        sync_folder(folder.parent)
    except (OSError, ValueError) as error:
        told = getattr(error, "strerror", None) or error
        raise LibraryError(f"不能在 {str(folder)[:LONGEST]} 建立资料库（{told}）") from error


def is_file(path: Path) -> bool:
    """Whether there is one."""
    try:
        return path.is_file()
    except (OSError, ValueError):  # a path that no system could have
        return False
