"""A library's file made ready to be used: made anew, checked to be whole, or brought forward from an earlier version."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from index.errors import DamagedLibrary, LibraryError, SchemaMismatch
from index.library.backing import Backing
from index.library.codec import loads
from index.library.connection import FILE, Database
from index.library.digests import bodies_digest, contents_digests, digest, row_digest
from index.library.disk import sync_folder
from index.library.formats import form, readable
from index.library.records import DocumentInfo
from index.library.schema import SCHEMA, TABLES
from index.library.snapshot import made_at
from index.model import Document, Figure, Finding, Passage

# Versions whose tables are those of the first.
_FIRST = (1, 2)
_NAMES = frozenset(re.findall(r"CREATE (?:TABLE|UNIQUE INDEX|INDEX) (\w+)", TABLES))


def ready(db: Database, *, create: bool, mending: bool = False) -> None:
    """See to it that the file can be used. ``mending`` opens one too whose pieces are to be made again. Raises LibraryError."""
    with db.errors():
        names = {row[0] for row in db.connection.execute("SELECT name FROM sqlite_master")}
        if not names and create:
            _make(db)
            return
        if db.writable:
            db.connection.execute("PRAGMA journal_mode = WAL")  # a backup or a copy has none
        told = dict(db.connection.execute("SELECT name, value FROM meta")) if "meta" in names else {}
    if "schema" not in told:
        raise LibraryError(f"{db.path} 不是 budgetqa 的资料库")
    folder = db.path.parent
    if told["schema"] in _FIRST:
        _forward(db, folder)
        with db.errors():
            names = {row[0] for row in db.connection.execute("SELECT name FROM sqlite_master")}
            told = dict(db.connection.execute("SELECT name, value FROM meta"))
    elif told["schema"] != SCHEMA:
        raise SchemaMismatch(
            f"资料库 {folder} 是更新版本的 budgetqa 建立的（结构版本 {str(told['schema'])[:20]}，本程序为 {SCHEMA}），"
            "请更新本程序"
        )
    if missing := sorted(_NAMES - names):
        raise DamagedLibrary(f"表或索引（{'、'.join(missing)}）")
    if told.get("generation", 0) < made_at(folder) and not mending:
        raise DamagedLibrary("最后写入的内容不见了，资料库")
    if not mending:
        check_form(db, str(folder))


def is_current(db: Database) -> bool:
    """Whether a file is a whole library of this version's tables; False for an earlier one. Raises LibraryError."""
    with db.errors():
        told = [row[0] for row in db.connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
        names = {row[0] for row in db.connection.execute("SELECT name FROM sqlite_master")}
        row = (
            db.connection.execute("SELECT value FROM meta WHERE name = 'schema'").fetchone()
            if "meta" in names
            else None
        )
    if told:
        raise DamagedLibrary(f"文件（{told[0]}）")
    if row is None or row[0] not in (SCHEMA, *_FIRST):
        raise LibraryError("不是本程序能读的资料库")
    return bool(row[0] == SCHEMA)


def check_form(db: Backing, place: str) -> None:
    """Raises SchemaMismatch where what is kept has a form that is not read any more."""
    if not readable(db.told("form")):
        raise SchemaMismatch(
            f"资料库 {place} 是另一版本的 budgetqa 建立的；原件都在库中，"
            "请运行 budgetqa rebuild --reread 由原件重新解析（先自动备份）"
        )


def keep_before(db: Backing, folder: Path) -> None:
    """Keep the library as it is as a file in its folder, where what it keeps is of another form than this version's."""
    if not readable(db.told("form")):
        db.copy_to(folder / f"{FILE}.before-reread")


def settle_form(db: Backing) -> None:
    """All of it was made again: it is of the form that this version reads."""
    with db.write() as writer:
        writer.describe("form", form())


def _make(db: Database) -> None:
    db.connection.execute("PRAGMA journal_mode = WAL")
    with db.write() as writer:
        # Two processes may both have found no tables: the second one finds them here.
        if writer.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone() is None:
            for statement in TABLES.split(";"):
                writer.execute(statement)
            rows = [
                ("schema", SCHEMA),
                ("form", form()),
                ("generation", 0),
                ("documents", 0),
                ("bodies", bodies_digest({})),
            ]
            writer.executemany("INSERT INTO meta VALUES (?, ?)", rows)
    sync_folder(db.path.parent)


def _forward(db: Database, folder: Path) -> None:
    """The tables of the first version as those of this one; the file as it was stays beside it."""
    if not db.writable:
        raise SchemaMismatch(
            f"资料库 {folder} 是较早版本的 budgetqa 建立的，而这里不能写入；请在能写入的地方对它运行一次 budgetqa verify"
        )
    before = folder / f"{FILE}.before-{SCHEMA}"
    if not before.exists():
        db.copy_to(before)
    db.connection.create_function("budgetqa_digest", 1, digest, deterministic=True)
    db.connection.execute("PRAGMA foreign_keys = OFF")
    try:
        with db.write() as writer:
            if writer.execute("SELECT value FROM meta WHERE name = 'schema'").fetchone()[0] in _FIRST:
                _moved(writer.execute)
    finally:
        db.connection.execute("PRAGMA foreign_keys = ON")


def _moved(execute: Callable[..., Any]) -> None:
    made = next(s for s in TABLES.split(";") if "CREATE TABLE documents" in s)
    execute(made.replace("CREATE TABLE documents", "CREATE TABLE documents_after"))
    for key, identifier, place, info, org in execute("SELECT key, id, place, info, org FROM documents").fetchall():
        file = str(place).rpartition("/")[2]
        row = (identifier, place, file, info, org, key, None, None)
        execute("INSERT INTO documents_after VALUES (?,?,?,?,?,?,?,?,?,?)", (key, *row, row_digest(row)))
    execute("DROP TABLE documents")
    execute("ALTER TABLE documents_after RENAME TO documents")
    execute(next(s for s in TABLES.split(";") if "documents_by_place" in s))
    execute("ALTER TABLE contents ADD COLUMN digests BLOB NOT NULL DEFAULT x''")
    for (key,) in execute("SELECT key FROM contents").fetchall():
        contents = execute("SELECT text, parsed, findings, original FROM contents WHERE key = ?", [key]).fetchone()
        execute("UPDATE contents SET digests = ? WHERE key = ?", [contents_digests(contents), key])
    execute("ALTER TABLE chunks ADD COLUMN digest BLOB NOT NULL DEFAULT x''")
    execute("UPDATE chunks SET digest = budgetqa_digest(data)")
    count = execute("SELECT count(*) FROM documents").fetchone()[0]
    bodies = dict(execute("SELECT name, body FROM bodies").fetchall())
    known = {"form": form() if _readable(execute) else "", "documents": count, "bodies": bodies_digest(bodies)}
    for name, value in {**known, "schema": SCHEMA}.items():
        execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", [name, value])


def _readable(execute: Callable[..., Any]) -> bool:
    """Whether what was written by an earlier version has the form that this one reads."""
    try:
        for (info,) in execute("SELECT info FROM documents").fetchall():
            loads(DocumentInfo, info)
        for parsed, findings in execute("SELECT parsed, findings FROM contents LIMIT 5").fetchall():
            loads(Document, parsed), loads(Finding, findings)
        for kind in (Figure, Passage):
            for (data,) in execute("SELECT data FROM chunks WHERE kind = ? LIMIT 20", [kind.__name__]).fetchall():
                loads(kind, data)
    except Exception:  # whatever bytes of another form do to the codec
        return False
    return True
