"""Documents put onto the shelf of a library, taken off it into the bin, brought back, and wiped.

A document in the bin keeps its content; what it would be found by is gone, so that no answer, search or export meets it.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields, replace
from typing import Any

from index.errors import DamagedLibrary, LibraryError
from index.library.codec import dumps, loads
from index.library.digests import contents_digests, digest, row_digest
from index.library.prepare import FigureRow, Prepared
from index.library.records import DocumentInfo

ROW = "id, place, file, info, org, position, removed, why"
REPLACED = "被新版替换"
INSERT_FIGURE = f"INSERT INTO figures VALUES ({','.join('?' * 12)})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """A document in the bin: since when (seconds since 1970), and why."""

    info: DocumentInfo
    at: int
    why: str


def put(db: Any, record: Prepared, bodies: Mapping[str, str]) -> None:
    """Take a document in, whole. An earlier version at its place goes into the bin; the same bytes are replaced."""
    info = record.info
    query = "SELECT min(position) FROM documents WHERE (id = ? OR place = ?) AND removed IS NULL"
    position = db.execute(query, [info.id, info.place]).fetchone()[0]
    wipe(db, info.id)
    for (before,) in db.execute(
        "SELECT id FROM documents WHERE place = ? AND removed IS NULL", [info.place]
    ).fetchall():
        put_away(db, before, why=REPLACED)
    key = db.execute("SELECT coalesce(max(key), 0) + 1 FROM documents").fetchone()[0]
    row = (info.id, info.place, info.file, dumps(DocumentInfo, [info]), info.org, position or key, None, None)
    db.execute("INSERT INTO documents VALUES (?,?,?,?,?,?,?,?,?,?)", (key, *row, row_digest(row)))
    contents = (record.text, record.parsed, record.findings, record.original)
    db.execute("INSERT INTO contents VALUES (?,?,?,?,?,?)", (key, *contents, contents_digests(contents)))
    chunks = ((key, *chunk, digest(chunk[2])) for chunk in record.chunks)
    db.executemany("INSERT INTO chunks VALUES (?,?,?,?,?)", chunks)
    _shelve(db, key, record.figures, record.passages, bodies)
    _count(db, 1)


def put_away(db: Any, document: str, *, why: str) -> int:
    """Off the shelf into the bin; 0 where it is not on the shelf."""
    found = db.execute(f"SELECT key, {ROW} FROM documents WHERE id = ? AND removed IS NULL", [document]).fetchone()
    if found is None:
        return 0
    key, *row = found
    row[-2:] = (int(time.time()), why)
    update = "UPDATE documents SET removed = ?, why = ?, digest = ? WHERE key = ?"
    db.execute(update, (row[-2], row[-1], row_digest(row), key))
    db.execute("DELETE FROM figures WHERE key = ?", [key])
    db.execute("DELETE FROM passages WHERE key = ?", [key])
    _count(db, -1)
    return 1


def bring_back(
    db: Any, document: str, figures: Iterable[FigureRow], passages: Iterable[str], bodies: Mapping[str, str]
) -> None:
    """Out of the bin onto the shelf, to where it was."""
    found = db.execute(f"SELECT key, {ROW} FROM documents WHERE id = ? AND removed IS NOT NULL", [document]).fetchone()
    if found is None:
        raise LibraryError(f"回收站中没有文件 {document[:12]}")
    key, *row = found
    taken = db.execute("SELECT id FROM documents WHERE place = ? AND removed IS NULL", [row[1]]).fetchone()
    if taken is not None:
        raise LibraryError(f"{row[1]} 处现在是另一版（{taken[0][:12]}）；请先去掉它，再恢复这一版")
    row[-2:] = (None, None)
    update = "UPDATE documents SET removed = NULL, why = NULL, digest = ? WHERE key = ?"
    db.execute(update, (row_digest(row), key))
    _shelve(db, key, figures, passages, bodies)
    _count(db, 1)


def wipe(db: Any, document: str) -> int:
    """For good, wherever it lies."""
    found = db.execute("SELECT removed FROM documents WHERE id = ?", [document]).fetchone()
    if found is None:
        return 0
    if found[0] is None:
        _count(db, -1)
    db.execute("DELETE FROM documents WHERE id = ?", [document])
    return 1


def binned(db: Any, before: int | None) -> tuple[str, ...]:
    """What came into the bin before a time, None for all of it."""
    query = "SELECT id FROM documents WHERE removed IS NOT NULL AND removed <= ?"
    return tuple(row[0] for row in db.execute(query, [2**62 if before is None else before]).fetchall())


def info_of(*columns: Any, lenient: bool = False) -> DocumentInfo:
    """The catalogue entry of a row with its digest. ``lenient`` makes one of the columns alone where the entry has a form
    that is read no more. Raises DamagedLibrary."""
    *row, told = columns
    if row_digest(row) != told and not lenient:
        raise DamagedLibrary("文件目录")
    identifier, place, file, data, org, *_ = row
    try:
        (info,) = loads(DocumentInfo, data)
    except Exception as error:  # whatever bytes of another form do to the codec
        if not lenient:
            raise DamagedLibrary("文件目录") from error
        return _bare(id=identifier, place=place, file=file, org=org)
    return info


def _bare(**known: str) -> DocumentInfo:
    """An entry of which no more is known than where its file lay."""
    open_ = {f.name: str(f.type) for f in fields(DocumentInfo) if f.default is MISSING and f.name not in known}
    empty: dict[str, Any] = {"int": 0, "str": ""}
    return DocumentInfo(**known, **{n: () if t.startswith("tuple") else empty.get(t) for n, t in open_.items()})  # type: ignore[arg-type]


def figure_values(key: int, rows: Iterable[FigureRow], bodies: Mapping[str, str]) -> Iterator[tuple[Any, ...]]:
    """The rows of a document's figures, each under its body's canonical name."""
    for i, r in enumerate(rows):
        org = bodies.get(r.org, r.org)
        yield key, i, org, r.year, r.item, r.label, r.stage, r.scope, r.measure, r.amount, r.unit, r.exact


def settled(info: DocumentInfo, bodies: Mapping[str, str], names: Mapping[str, Sequence[str]]) -> DocumentInfo:
    """The catalogue entry under the body's canonical name, with every other name that the library knows of it."""
    org = bodies.get(info.org, info.org)
    aliases = dict.fromkeys([info.org, *info.aliases, *names.get(org, ())])
    others = tuple(bodies.get(other, other) for other in info.others)
    return replace(info, org=org, others=others, aliases=tuple(a for a in aliases if a and a != org))


def _shelve(
    db: Any, key: int, figures: Iterable[FigureRow], passages: Iterable[str], bodies: Mapping[str, str]
) -> None:
    db.executemany(INSERT_FIGURE, figure_values(key, figures, bodies))
    rows = [(passage, key, i) for i, passage in enumerate(passages)]
    db.executemany("INSERT OR REPLACE INTO passages VALUES (?, ?, ?)", rows)


def _count(db: Any, more: int) -> None:
    db.execute("UPDATE meta SET value = value + ? WHERE name = 'documents'", [more])
