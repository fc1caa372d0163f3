"""Documents put onto the shelf of a library, taken off it into the bin, brought back, and wiped.

A document in the bin keeps its content; what it would be found by is gone, so that no answer, search or export meets it.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields, replace
from typing import Any

from index.errors import DamagedLibrary, LibraryError
from index.library.backing import Writer
from index.library.codec import dumps, loads
from index.library.digests import contents_digests, digest, row_digest
from index.library.prepare import FigureRow, Prepared
from index.library.records import DocumentInfo

ROW = "id, place, file, info, org, position, removed, why"
REPLACED, REMOVED = "被新版替换", "去掉"
_THERE = "SELECT 1 FROM documents WHERE id = ? AND place = ? AND removed IS NULL"
_INSERT_PASSAGE = (
    "INSERT INTO passages VALUES (?, ?, ?)"
    " ON CONFLICT (id) DO UPDATE SET key = excluded.key, ordinal = excluded.ordinal"
)
INSERT_FIGURE = f"INSERT INTO figures VALUES ({','.join('?' * 12)})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """A document in the bin: since when (seconds since 1970), and why."""

    info: DocumentInfo
    at: int
    why: str


def put(db: Writer, record: Prepared, bodies: Mapping[str, str], *, again: bool = False) -> None:
    """Take a document in, whole. An earlier version at its place goes into the bin; the same bytes are replaced.

    ``again``: it was made from what the library had of it, and is left out where another has its place since.
    """
    info = record.info
    if again and not db.execute(_THERE, [info.id, info.place]).fetchone():
        return
    query = "SELECT min(position) FROM documents WHERE (id = ? OR place = ?) AND removed IS NULL"
    position = db.execute(query, [info.id, info.place]).fetchone()[0]
    gone = _wipe(db, info.id)[1]
    for (before,) in db.execute(
        "SELECT id FROM documents WHERE place = ? AND removed IS NULL", [info.place]
    ).fetchall():
        gone += _put_away(db, before, why=REPLACED)
    key = db.next_key()
    row = (info.id, info.place, info.file, dumps(DocumentInfo, [info]), info.org, position or key, None, None)
    db.execute("INSERT INTO documents VALUES (?,?,?,?,?,?,?,?,?,?)", (key, *row, row_digest(row)))
    contents = (record.text, record.parsed, record.findings, record.original)
    db.execute("INSERT INTO contents VALUES (?,?,?,?,?,?)", (key, *contents, contents_digests(contents)))
    chunks = [(key, *chunk, digest(chunk[2])) for chunk in record.chunks]
    db.executemany("INSERT INTO chunks VALUES (?,?,?,?,?)", chunks)
    _shelve(db, key, record.figures, record.passages, bodies)
    db.count("documents", 1 - gone)


def remove(db: Writer, documents: Iterable[str]) -> int:
    """Off the shelf into the bin; how many were on it."""
    count = sum(_put_away(db, document, why=REMOVED) for document in documents)
    db.count("documents", -count)
    return count


def _put_away(db: Writer, document: str, *, why: str) -> int:
    found = db.execute(f"SELECT key, {ROW} FROM documents WHERE id = ? AND removed IS NULL", [document]).fetchone()
    if found is None:
        return 0
    key, *row = found
    row[-2:] = (int(time.time()), why)
    # Another writer may have been quicker, between the question and this.
    update = "UPDATE documents SET removed = ?, why = ?, digest = ? WHERE key = ? AND removed IS NULL"
    if db.execute(update, (row[-2], row[-1], row_digest(row), key)).rowcount != 1:
        return 0
    db.execute("DELETE FROM figures WHERE key = ?", [key])
    db.execute("DELETE FROM passages WHERE key = ?", [key])
    return 1


def bring_back(
    db: Writer, document: str, figures: Iterable[FigureRow], passages: Iterable[str], bodies: Mapping[str, str]
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
    db.count("documents", 1)


def purge(db: Writer, documents: Iterable[str]) -> int:
    """For good, wherever they lie; how many were there."""
    wiped = [_wipe(db, document) for document in documents]
    db.count("documents", -sum(shelved for _, shelved in wiped))
    return sum(there for there, _ in wiped)


def _wipe(db: Writer, document: str) -> tuple[int, int]:
    """How many there were, and of these on the shelf."""
    rows = db.execute("DELETE FROM documents WHERE id = ? RETURNING removed", [document]).fetchall()
    return len(rows), sum(row[0] is None for row in rows)


def binned(db: Writer, before: int | None) -> tuple[str, ...]:
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
    db: Writer, key: int, figures: Iterable[FigureRow], passages: Iterable[str], bodies: Mapping[str, str]
) -> None:
    db.executemany(INSERT_FIGURE, list(figure_values(key, figures, bodies)))
    rows = [(passage, key, i) for i, passage in enumerate(passages)]
    db.executemany(_INSERT_PASSAGE, rows)
