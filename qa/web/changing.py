"""What staff do to the library: take files in, read again, take out. Widgets that ask come from the page; this does it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import update_wrapper
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from index.errors import LibraryError
from index.library import DocumentInfo, Library
from index.names import kept
from index.told import COLUMNS, KINDS, PERSON, SCOPES, STAGES, checked, merged
from qa import settings

if TYPE_CHECKING:
    from index.readers.limits import Limits
    from index.report import Event

CHOICES = {"stage": ("阶段", STAGES), "scope": ("口径", SCOPES), "kind": ("种类", KINDS)}
"""Columns of which one value is chosen, with their names."""
_FOLDER = "uploads"
_LOG = logging.getLogger("budgetqa.web")
_TOLD = {
    "读入": "已读入", "替换": "已读入，替换了旧版", "未变": "库中已有，没有变化", "拒绝": "没有读入", "重新读取": "已重新读取", "更正": "已更正", "删除": "已删除",
    "恢复": "已恢复", "未恢复": "没有恢复",
}  # fmt: skip
# How a refusal begins that is a mistake of ours: what follows in it is for the log.
_OURS = "程序未能解析"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What came of one file: ``outcome`` is 读入, 替换, 未变, 拒绝, 重新读取, 删除, 恢复 or 未恢复."""

    file: str
    outcome: str
    reason: str = ""

    @property
    def kind(self) -> str:
        """How it is shown."""
        return {"拒绝": "bad", "未恢复": "bad", "未变": "same"}.get(self.outcome, "good")

    @property
    def words(self) -> str:
        """For people."""
        told = _TOLD.get(self.outcome, self.outcome)
        return f"{self.file}　{told}{f'：{self.reason}' if self.reason else ''}"


Progress = Callable[[int, int, str, tuple[Result, ...]], None]
"""Told before each file and after the last: how many are done, of how many, the file under way, results so far."""


P = ParamSpec("P")
R = TypeVar("R")


def _in_turn(change: Callable[Concatenate[Library, P], R]) -> Callable[Concatenate[Library, P], R]:
    """A change of the library as a whole: one at a time, whoever makes it and from where."""

    def waited(store: Library, /, *args: P.args, **kwargs: P.kwargs) -> R:
        with store.turn():
            return change(store, *args, **kwargs)

    update_wrapper(waited, change)
    return waited


@_in_turn
def take_in(store: Library, files: Sequence[tuple[str, bytes]], progress: Progress) -> tuple[Result, ...]:
    """Keep uploaded files beside the library and read them in. A refused file is not kept."""
    # Readers and parsers cost a second of imports, which a visitor who only asks need not pay.
    from index.ingest import ingest

    folder = store.folder / _FOLDER
    folder.mkdir(exist_ok=True)
    results: list[Result] = []
    for number, (name, data) in enumerate(files):
        path = _place(folder, plain_name(name), data)
        progress(number, len(files), path.name, tuple(results))
        try:
            before = path.read_bytes() if path.is_file() else None
            path.write_bytes(data)
        except OSError as error:  # a full disk, a name that this system has not: the other files go on
            results.append(Result(file=path.name, outcome="拒绝", reason=f"不能保存（{error.strerror}）"))
            continue
        older = [i for i in store.documents() if i.file == path.name and Path(i.place) != path]
        seen: list[Event] = []
        report = ingest([path], store, jobs=1, limits=_limits(), progress=seen.append)
        newer = _replaced(store, older, [i.id for i in report.read])
        results += [Result(file=e.file, outcome="替换" if newer else e.outcome, reason=_plain(e.reason)) for e in seen]
        told = {r.file for r in results}
        results += [
            Result(file=r.file, outcome="拒绝", reason=_plain(r.reason)) for r in report.refused if r.file not in told
        ]
        results += [Result(file=f, outcome="拒绝", reason="不支持的文件格式") for f in report.others if f not in told]
        if not (report.read or report.unchanged):
            _put_back(path, before)
    progress(len(files), len(files), "", tuple(results))
    _refresh(store)
    return tuple(results)


@_in_turn
def read_again(store: Library, infos: Sequence[DocumentInfo], progress: Progress) -> tuple[Result, ...]:
    """Parse documents again from the bytes kept. One that is refused now keeps its old version."""
    from index.apart import Room
    from index.ingest import attempt, settle
    from index.report import Refused
    from index.sources import Origin

    results: list[Result] = []
    room = Room(_limits(), 1)
    for number, info in enumerate(infos):
        progress(number, len(infos), info.file, tuple(results))
        data = store.original(info.id)
        origin = Origin(place=info.place, name=info.file, path=Path(info.place), data=data, told=info.told)
        found = attempt(origin, room=room, known={})
        if isinstance(found, Refused):
            results.append(Result(file=info.file, outcome="拒绝", reason=f"保留旧版，{_plain(found.reason)}"))
        elif found is not None:
            store.put(found, again=True)
            results.append(Result(file=info.file, outcome="重新读取"))
    settle(store)
    progress(len(infos), len(infos), "", tuple(results))
    _refresh(store)
    return tuple(results)


@_in_turn
def correct(store: Library, info: DocumentInfo, said: Mapping[str, str]) -> tuple[Result, ...]:
    """What a person says a document is, column by column, in place of what was said before; "" leaves it to the file."""
    from index.ingest import tell

    told = [each for each in info.told if each[2] != PERSON]
    for column, value in said.items():
        if not value.strip():
            continue
        try:
            told.append((COLUMNS[column][0], checked(column, value.strip()), PERSON))
        except ValueError as error:
            return (Result(file=info.file, outcome="拒绝", reason=f"“{value}”{error}"),)
    found = list(tell(store, {info.id: merged((), tuple(told))}, _limits()))
    _refresh(store)
    return tuple(Result(file=f, outcome="拒绝" if why else "更正", reason=_plain(why)) for f, why in found)


@_in_turn
def take_out(store: Library, infos: Sequence[DocumentInfo]) -> tuple[Result, ...]:
    """Remove documents, and their uploaded files with them."""
    from index.ingest import settle

    store.remove(i.id for i in infos)
    _unlink(store, infos)
    settle(store)
    _refresh(store)
    return tuple(Result(file=i.file, outcome="删除") for i in infos)


def bring_back(store: Library, infos: Sequence[DocumentInfo]) -> tuple[Result, ...]:
    """Out of the bin, each to where it was."""
    from index.ingest import settle

    results: list[Result] = []
    for info in infos:
        try:
            store.bring_back(info.id)
        except LibraryError:
            _LOG.warning("cannot bring back %s", info.id, exc_info=True)
            results.append(Result(file=info.file, outcome="未恢复", reason="同一位置已有另一版，请先删除那一版再恢复"))
        else:
            results.append(Result(file=info.file, outcome="恢复"))
    settle(store)
    _refresh(store)
    return tuple(results)


def state(store: Library) -> tuple[str, ...]:
    """What is wrong with library and indexes, () where all is well."""
    from index.library.upkeep import verify

    # What to do about it is a button here, not a command.
    return tuple(problem.replace("请运行 budgetqa rebuild", "请点“重建索引”") for problem in verify(store))


def index_facts(store: Library) -> dict[str, str]:
    """By which model the passages can be found, and how many; what staff are asked when something looks wrong."""
    from index.library import snapshot

    found = snapshot.current(store.folder)
    if found is None:
        return {"索引": "还没有建立"}
    manifest = found.manifest
    return {"向量模型": f"{manifest.embedder}（{manifest.dimensions} 维）", "索引": f"{manifest.passages} 个段落"}


@_in_turn
def rebuild(store: Library) -> int:
    """Make the indexes again; how many passages."""
    from index.library.upkeep import refresh

    return int(refresh(store, force=True))


def plain_name(name: str) -> str:
    """A file name without folders, hidden beginnings and control characters, short enough for every file system."""
    return kept(name)


def _plain(reason: str) -> str:
    """A reason for people: what only tells us about ourselves goes to the log."""
    if not reason.startswith(_OURS):
        return reason
    _LOG.warning("%s", reason)
    return "这份文件没有解析成功，请联系管理员查看日志"


def _place(folder: Path, name: str, data: bytes) -> Path:
    """Where an upload is kept: under its name, in a folder of its own where another file has that name already."""
    number, path = 1, folder / name
    while path.is_file() and path.read_bytes() != data:
        number += 1
        path = folder / str(number) / name
    path.parent.mkdir(exist_ok=True)
    return path


def _replaced(store: Library, older: Sequence[DocumentInfo], read: Sequence[str]) -> bool:
    """Take out uploads of the same name that print the same as what was just read: they are its older versions."""
    from index.settle import recurs

    gone = [i for i in older if any(recurs(store.figures_of(i.id), store.figures_of(new)) for new in read)]
    store.remove(i.id for i in gone)
    _unlink(store, gone)
    return bool(gone)


def _unlink(store: Library, infos: Sequence[DocumentInfo]) -> None:
    folder = (store.folder / _FOLDER).resolve()
    for info in infos:
        path = Path(info.place)
        if path.is_file() and folder in path.resolve().parents:
            path.unlink()
            if path.parent.resolve() != folder and not any(path.parent.iterdir()):
                path.parent.rmdir()


def _put_back(path: Path, before: bytes | None) -> None:
    if before is None:
        path.unlink(missing_ok=True)
    else:
        path.write_bytes(before)


def _limits() -> Limits:
    from index.readers.limits import Limits as Bounds

    chosen = settings.load()
    return Bounds(seconds=chosen.seconds, memory_mb=chosen.memory_mb, pages=chosen.pages)


def _refresh(store: Library) -> None:
    from index.library.upkeep import refresh

    refresh(store)
