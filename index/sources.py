"""Paths → the files to read: folders searched through, archives opened, nothing read twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from index.errors import InputError, UnreadableFile
from index.library.connection import FILE as LIBRARY
from index.names import is_there, shown
from index.readers.archive import is_archive, member, members
from index.readers.limits import Limits
from index.report import Refused
from index.told import Told


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """A file to read. ``place`` says where it lies and stays the same when its bytes change; ``name`` is shown;
    ``told`` is what a sources list or a person says of it."""

    place: str
    name: str
    path: Path
    data: bytes | None = None
    told: Told = ()
    inside: str = ""

    def read(self) -> bytes:
        """Its bytes; of a file in an archive only now, one at a time. Raises OSError, UnreadableFile."""
        if self.data is not None:
            return self.data
        return member(self.path, self.inside) if self.inside else self.path.read_bytes()


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What the paths hold: files to read, and the names of those in folders that are no documents."""

    origins: tuple[Origin, ...]
    others: tuple[str, ...]


def gather(paths: Iterable[str | Path], suffixes: frozenset[str]) -> Gathered:
    """The files under some paths, each once, in a stable order. A path that is not there is an error.

    A file that is named is always tried, so that its refusal can be told; in a folder only the suffixes that some
    reader knows are documents.
    """
    origins: dict[str, Origin] = {}
    others: list[str] = []
    for given in paths:
        path = Path(given)
        if not is_there(path):
            raise InputError(f"没有这个文件或文件夹：{shown(str(given))[:200]}")
        if not path.is_dir():
            _add(origins, path)
            continue
        found, rest = _in_folder(path, suffixes)
        if not found:
            raise InputError(f"文件夹 {given} 中没有可以读取的文件（支持：{'、'.join(sorted(suffixes))}）")
        others += rest
        for each in found:
            _add(origins, each)
    return Gathered(origins=tuple(origins.values()), others=tuple(others))


def opened(origins: Iterable[Origin], limits: Limits) -> tuple[tuple[Origin, ...], tuple[Refused, ...]]:
    """Archives replaced by their members, and those that cannot be opened."""
    out: list[Origin] = []
    refused: list[Refused] = []
    for origin in origins:
        if not is_archive(origin.name):
            out.append(origin)
            continue
        try:
            for inner, _ in members(origin.name, origin.read(), limits):
                place = f"{origin.place}/{shown(inner.removeprefix(origin.name + '/'))}"
                out.append(Origin(place=place, name=shown(inner), path=origin.path, inside=inner))
        except UnreadableFile as error:
            refused.append(Refused(file=error.file, reason=error.reason))
        except OSError as error:
            refused.append(Refused(file=origin.name, reason=f"无法读取（{error.strerror}）"))
    return tuple(out), tuple(refused)


def _add(origins: dict[str, Origin], path: Path) -> None:
    place = shown(str(path.resolve()))
    origins.setdefault(place, Origin(place=place, name=shown(path.name), path=path))


def _in_folder(folder: Path, suffixes: frozenset[str]) -> tuple[list[Path], list[str]]:
    found: list[Path] = []
    rest: list[Path] = []
    root = folder.resolve()
    for path in sorted(_walk(folder)):
        # A link out of the folder is no file of it: who gave the folder did not give what it points to.
        ours = not path.is_symlink() or path.resolve().is_relative_to(root)
        (found if ours and path.suffix.lower() in suffixes else rest).append(path)
    return found, [shown(path.name) for path in rest]


def _walk(folder: Path) -> Iterator[Path]:
    if (folder / LIBRARY).is_file():
        return  # a library among the files: its own are nobody's disclosure
    for path in folder.iterdir():
        # Hidden files and Office's lock files (~$report.docx) are nobody's disclosure.
        if path.name.startswith((".", "~$")):
            continue
        if path.is_dir():
            if not path.is_symlink():
                yield from _walk(path)
        elif path.is_file():
            yield path
