"""Named question sets, their families and their libraries: data, told by a file such as ``tests/data/training.toml``."""

from __future__ import annotations

import hashlib
import shutil
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from index.errors import BadOption
from index.ingest import ingest
from index.library import open_library
from index.library.upkeep import refresh
from qa.evaluate import read_gold

Note = Callable[[str], None]

_READING = Path(str(files("index")))  # the code that reads documents


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionSet:
    """A set of questions, the library that they are asked of, and what the ids of its questions begin with.

    ``weight`` and ``tuned`` are told of every example (see ``Example``).
    ``hidden`` sets hold the questions about the documents that are left out everywhere else.
    """

    name: str
    family: str
    library: str
    questions: Path
    documents: tuple[Path, ...]
    prefix: str = ""
    hidden: bool = False
    weight: float = 1.0
    tuned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sets:
    """``sets`` are those whose questions and documents are there, ``missing`` the names of the others. ``left_out`` are
    file names of documents about which only hidden sets ask."""

    sets: tuple[QuestionSet, ...]
    missing: tuple[str, ...]
    left_out: frozenset[str]

    def questions(self, chosen: QuestionSet) -> list[dict[str, Any]]:
        """The rows of a set."""
        rows = read_gold(chosen.questions)
        mine = (row for row in rows if str(row.get("id", "")).startswith(chosen.prefix))
        return [row for row in mine if (row.get("document") in self.left_out) == chosen.hidden]


def read_sets(file: Path, *, hidden: bool = False) -> Sets:
    """The sets that a file names; with the hidden ones and their documents where so wished (to measure, once; never to
    learn from). Raises BadOption where the file cannot be read."""
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8"))
        root = (file.parent / told.get("root", ".")).resolve()
        left_out = frozenset(name for one in told.get("left_out", ()) for name in _names(root / one))
        kept_from = frozenset() if hidden else left_out
        libraries = {name: _documents(root, rows, kept_from) for name, rows in told["libraries"].items()}
        sets = tuple(_set(root, row, libraries) for row in told["sets"] if hidden or not row.get("hidden"))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadOption(f"问题集清单 {file} 无法读取：{str(error)[:200]}") from error
    there = tuple(s for s in sets if s.questions.is_file() and s.documents and all(p.exists() for p in s.documents))
    return Sets(sets=there, missing=tuple(s.name for s in sets if s not in there), left_out=left_out)


def _names(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").split() if file.is_file() else []


def _documents(root: Path, told: Mapping[str, Any], left_out: frozenset[str]) -> tuple[Path, ...]:
    without = left_out | set(told.get("without", ()))
    found = (path for line in told["documents"] for path in _expanded(root, line))
    return tuple(path for path in found if path.name not in without)


def _expanded(root: Path, line: str) -> list[Path]:
    folder, _, name = line.rpartition("/")
    return sorted((root / folder).resolve().glob(name)) if "*" in name else [(root / line).resolve()]


def _set(root: Path, row: Mapping[str, Any], libraries: Mapping[str, tuple[Path, ...]]) -> QuestionSet:
    return QuestionSet(
        name=row["name"],
        family=row["family"],
        library=row["library"],
        questions=(root / row["questions"]).resolve(),
        documents=libraries[row["library"]],
        prefix=row.get("prefix", ""),
        hidden=bool(row.get("hidden")),
        weight=float(row.get("weight", 1.0)),
        tuned=bool(row.get("tuned")),
    )


def library_of(chosen: QuestionSet, cache: Path, note: Note, *, stale: bool = False) -> Path:
    """The folder of a set's library, made where it is not there yet, kept under a digest of its documents and one of the code
    that reads them. ``stale``: a kept one will do whatever the code."""
    content = digest(chosen.documents)
    folder = cache / f"{chosen.library}-{content}-{digest([_READING])}"
    if folder.is_dir():
        return folder
    older = sorted(cache.glob(f"{chosen.library}-{content}-*"), key=lambda path: path.stat().st_mtime)
    if stale and older:
        return older[-1]
    unfinished = folder.with_name(f"unfinished-{folder.name}")
    shutil.rmtree(unfinished, ignore_errors=True)
    store = open_library(unfinished, create=True)
    report = ingest(chosen.documents, store, jobs=2)
    refresh(store)
    store.close()
    unfinished.rename(folder)
    note(f"资料库 {chosen.library}：读入 {len(report.read)} 份，未能读入 {len(report.refused)} 份")
    return folder


def digest(paths: Iterable[Path]) -> str:
    """A short digest of files and of whole folders, by names and content."""
    found = hashlib.sha256()
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file() and "__pycache__" not in file.parts:
                found.update(f"{file.relative_to(path.parent)}\0".encode())
                found.update(hashlib.sha256(file.read_bytes()).digest())
    return found.hexdigest()[:12]


def askable(rows: Sequence[Mapping[str, Any]], files: Iterable[str]) -> list[Mapping[str, Any]]:
    """The rows whose documents are all among the library's files, and none of those that must not be there."""
    present = {Path(name).name for name in files}
    return [row for row in rows if _of(row, "documents") <= present and not _of(row, "not_with") & present]


def _of(row: Mapping[str, Any], name: str) -> set[str]:
    return {Path(each).name for each in row.get(name) or ()}
