"""All of a library out of one database into another, whichever they are: documents, bin, names, what visitors said."""

from __future__ import annotations

from pathlib import Path

from index.errors import BadOption
from index.library.backing import Backing
from index.library.connection import Database
from index.library.opening import ready

# By document, so that no more than one of them is held at a time.
_OF_DOCUMENT = {
    "documents": "key, id, place, file, info, org, position, removed, why, digest",
    "contents": "key, text, parsed, findings, original, digests",
    "chunks": "key, kind, number, data, digest",
    "figures": "key, ordinal, org, year, item, label, stage, scope, measure, amount, unit, ten_thousandths",
    "passages": "id, key, ordinal",
}
_BESIDE = {"bodies": "name, body", "feedback": "number, entry"}
_TOLD = ("documents", "bodies", "form")


def pour(source: Backing, target: Backing, *, over: bool = True) -> None:
    """Put what one holds at this moment in place of what the other holds, in one transaction. Not ``over`` documents that
    are there: then BadOption is raised."""
    with source.at_once(), target.write() as writer:
        if not over and writer.execute("SELECT 1 FROM documents LIMIT 1").fetchone():
            raise BadOption("那里已有资料库，不会覆盖它")
        for table in ("documents", *_BESIDE):
            writer.execute(f"DELETE FROM {table}")
        for (key,) in source.rows("SELECT key FROM documents ORDER BY key"):
            for table, columns in _OF_DOCUMENT.items():
                rows = source.rows(f"SELECT {columns} FROM {table} WHERE key = ?", [key])
                writer.executemany(_insert(table, columns), rows)
        for table, columns in _BESIDE.items():
            writer.executemany(_insert(table, columns), source.rows(f"SELECT {columns} FROM {table} ORDER BY 1"))
        writer.settle_keys()
        for name in _TOLD:
            writer.describe(name, source.told(name))


def to_file(source: Backing, path: Path) -> None:
    """All of it as a file such as an embedded library has, which takes its name when it is whole."""
    building = path.with_name(f".{path.name}.pouring")
    try:
        database = Database(building.parent, create=True, name=building.name)
        ready(database, create=True)
        pour(source, database)
        database.copy_to(path)
        database.close()
    finally:
        for log in ("", "-wal", "-shm"):
            building.with_name(f"{building.name}{log}").unlink(missing_ok=True)


def from_file(path: Path, target: Backing) -> None:
    """What such a file holds in place of what the target holds."""
    database = Database(path.parent, create=False, name=path.name, still=True)
    try:
        pour(database, target)
    finally:
        database.close()


def _insert(table: str, columns: str) -> str:
    return f"INSERT INTO {table} ({columns}) VALUES ({', '.join('?' for _ in columns.split(','))})"
