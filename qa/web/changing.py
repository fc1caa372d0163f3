"""What staff do to the library: take files in, read again, take out. Widgets that ask come from the page; this does it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from index.library import DocumentInfo, EmbeddedStore
from qa import settings

if TYPE_CHECKING:
    from index.readers.limits import Limits
    from index.report import Event

_FOLDER = "uploads"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What came of one file: ``outcome`` is 读入, 替换, 未变, 拒绝, 重读 or 去掉."""

    file: str
    outcome: str
    reason: str = ""

    @property
    def kind(self) -> str:
        """How it is shown."""
        return {"拒绝": "bad", "未变": "same"}.get(self.outcome, "good")

    @property
    def words(self) -> str:
        """For people."""
        return f"{self.file}　{self.outcome}{f'：{self.reason}' if self.reason else ''}"


def take_in(
    store: EmbeddedStore, files: Sequence[tuple[str, bytes]], progress: Callable[[int, int, str], None]
) -> tuple[Result, ...]:
    """Keep uploaded files beside the library and read them in. A refused file is not kept."""
    # Readers and parsers cost a second of imports, which a visitor who only asks need not pay.
    from index.ingest import ingest

    folder = Path(store.place) / _FOLDER
    folder.mkdir(exist_ok=True)
    results: list[Result] = []
    for number, (name, data) in enumerate(files):
        path = folder / plain_name(name)
        progress(number, len(files), path.name)
        before = path.read_bytes() if path.is_file() else None
        path.write_bytes(data)
        seen: list[Event] = []
        report = ingest([path], store, jobs=1, limits=_limits(), progress=seen.append)
        results += [Result(file=e.file, outcome=e.outcome, reason=e.reason) for e in seen]
        told = {r.file for r in results}
        results += [Result(file=r.file, outcome="拒绝", reason=r.reason) for r in report.refused if r.file not in told]
        results += [Result(file=f, outcome="拒绝", reason="不支持的文件格式") for f in report.others if f not in told]
        if not (report.read or report.unchanged):
            _put_back(path, before)
    _refresh(store)
    progress(len(files), len(files), "")
    return tuple(results)


def read_again(store: EmbeddedStore) -> tuple[Result, ...]:
    """Parse every document again from the bytes kept."""
    from index.ingest import reread

    results = []
    for file, reason in reread(store, _limits()):
        results.append(
            Result(file=file, outcome="拒绝" if reason else "重读", reason=f"保留旧版，{reason}" if reason else "")
        )
    _refresh(store)
    return tuple(results)


def take_out(store: EmbeddedStore, infos: Sequence[DocumentInfo]) -> tuple[Result, ...]:
    """Remove documents, and their uploaded files with them."""
    from index.ingest import settle

    store.remove(i.id for i in infos)
    folder = (Path(store.place) / _FOLDER).resolve()
    for info in infos:
        path = Path(info.place)
        if path.is_file() and path.resolve().parent == folder:
            path.unlink()
    settle(store)
    _refresh(store)
    return tuple(Result(file=i.file, outcome="去掉") for i in infos)


def state(store: EmbeddedStore) -> tuple[str, ...]:
    """What is wrong with library and indexes, () where all is well."""
    from index.library.upkeep import verify

    return tuple(verify(store))


def rebuild(store: EmbeddedStore) -> int:
    """Make the indexes again; how many passages."""
    from index.library.upkeep import refresh

    return int(refresh(store, force=True))


def plain_name(name: str) -> str:
    """A file name without folders, hidden beginnings and control characters."""
    last = PurePosixPath(name.replace("\\", "/")).name
    kept = "".join(c for c in last if c.isprintable()).strip().lstrip(".")
    return kept[-150:] or "未命名"


def _put_back(path: Path, before: bytes | None) -> None:
    if before is None:
        path.unlink(missing_ok=True)
    else:
        path.write_bytes(before)


def _limits() -> Limits:
    from index.readers.limits import Limits as Bounds

    chosen = settings.load()
    return Bounds(seconds=chosen.seconds, memory_mb=chosen.memory_mb, pages=chosen.pages)


def _refresh(store: EmbeddedStore) -> None:
    from index.library.upkeep import refresh

    refresh(store)
