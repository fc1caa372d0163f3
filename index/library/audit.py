"""Everything that a library holds, read and compared with what was put in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from index.errors import LibraryError
from index.library.codec import loads
from index.library.digests import CONTENTS, checked, of_content
from index.library.prepare import CHUNK, figure_row
from index.library.records import DocumentInfo
from index.library.shelving import ROW, figure_values, info_of
from index.model import Document, Figure, Finding, Passage

if TYPE_CHECKING:
    from index.library.backing import Backing
    from index.library.store import Store

Read = Callable[..., list[Any]]
_RECORDS = {"parsed": Document, "findings": Finding}
_FIGURE_COLUMNS = "key, ordinal, org, year, item, label, stage, scope, measure, amount, unit, ten_thousandths"


def problems(store: Store, database: Backing) -> Iterator[str]:
    """One Chinese sentence for each thing that is wrong."""
    read = database.rows
    try:
        yield from database.damage()
        store.as_printed()
        bodies = dict(store.bodies())
        rows = read(f"SELECT key, {ROW}, digest FROM documents ORDER BY key")
    except LibraryError as error:
        yield str(error)
        return
    for key, *row in rows:
        try:
            info = info_of(*row)
            yield from (
                f"文件 {info.file}（{info.id[:12]}）：{told}" for told in _of_one(read, key, info, row[-3], bodies)
            )
        except LibraryError as error:
            yield f"文件 {row[2]}（{str(row[0])[:12]}）：{error}"
        except Exception as error:  # a digest agrees, and yet it cannot be read: written wrongly
            yield f"文件 {row[2]}（{str(row[0])[:12]}）的内容无法解读（{type(error).__name__}）"
    keys = {row[0] for row in rows}
    for table in ("contents", "chunks", "figures", "passages"):
        if strays := {row[0] for row in read(f"SELECT DISTINCT key FROM {table}")} - keys:
            yield f"表 {table} 中有 {len(strays)} 份文件的内容没有目录"


def _of_one(read: Read, key: int, info: DocumentInfo, removed: int | None, bodies: dict[str, str]) -> Iterator[str]:
    found = read(f"SELECT digests, {', '.join(CONTENTS)} FROM contents WHERE key = ?", [key])
    if not found:
        yield "内容不见了"
        return
    digests, *contents = found[0]
    for column, data in zip(CONTENTS, contents, strict=True):
        checked(bytes(data), of_content(digests, column), f"内容（{column}）")
        if column in _RECORDS:
            loads(_RECORDS[column], data)
    held: dict[type, list[Any]] = {Figure: [], Passage: []}
    for record, items in held.items():
        query = "SELECT number, data, digest FROM chunks WHERE key = ? AND kind = ? ORDER BY number"
        for at, (number, data, told) in enumerate(read(query, [key, record.__name__])):
            items += loads(record, checked(data, told, "数字或段落"))
            if number != at or len(items) > (at + 1) * CHUNK:
                yield "数字或段落的次序乱了"
    counts = (len(held[Figure]), len(held[Passage]))
    if counts != (info.figures, info.passages):
        yield f"应有 {info.figures} 个数字、{info.passages} 个段落，现有 {counts[0]} 个、{counts[1]} 个"
        return
    expected = list(figure_values(key, map(figure_row, held[Figure]), bodies)) if removed is None else []
    rows = read(f"SELECT {_FIGURE_COLUMNS} FROM figures WHERE key = ? ORDER BY ordinal", [key])
    if list(map(_plain, rows)) != list(map(_plain, expected)):
        yield "用来查找数字的表与内容不同"
    ids = [(p.id, i) for i, p in enumerate(held[Passage])] if removed is None else []
    if read("SELECT id, ordinal FROM passages WHERE key = ? ORDER BY ordinal", [key]) != ids:
        yield "用来查找段落的表与内容不同"


def _plain(row: Sequence[Any]) -> tuple[Any, ...]:
    """A row to compare by: not every database takes a zero byte in a text."""
    return tuple(value.replace("\x00", "\ufffd") if isinstance(value, str) else value for value in row)
