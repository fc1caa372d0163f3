"""The embedded library: a folder with one SQLite file. One transaction per document."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from index.errors import LibraryError
from index.language.fold import label_key
from index.library.cache import Cache
from index.library.codec import Rename, dumps, loads
from index.library.connection import Database
from index.library.prepare import CHUNK, FigureRow, Prepared, figure_row
from index.library.records import DocumentInfo
from index.model import Document, Figure, Finding, Passage

T = TypeVar("T")


class EmbeddedStore:
    """See ``Store``. Everything but the derived indexes, which lie beside it in the same folder."""

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        self.folder = folder
        self._db = Database(folder, create=create)
        self._cache = Cache()

    @property
    def place(self) -> str:
        return str(self.folder)

    @property
    def generation(self) -> int:
        return int(self._one("SELECT value FROM meta WHERE name = 'generation'")[0])

    def documents(self) -> tuple[DocumentInfo, ...]:
        def load() -> tuple[DocumentInfo, ...]:
            bodies = self.bodies()
            names: dict[str, list[str]] = {}
            for name, body in bodies.items():
                names.setdefault(body, []).append(name)
            return tuple(_settled(info, bodies, names) for info in self.as_printed())

        return self._kept("documents", load)

    def as_printed(self) -> tuple[DocumentInfo, ...]:
        rows = self._all("SELECT info FROM documents ORDER BY key")
        return tuple(info for (data,) in rows for info in loads(DocumentInfo, data))

    def document(self, document: str) -> Document:
        def load() -> Document:
            parsed, text = self._content(document, "parsed, text")
            (found,) = loads(Document, parsed)
            info = next(i for i in self.documents() if i.id == document)
            identity = replace(found.identity, org=info.org, aliases=info.aliases)
            return replace(found, text=text.decode(errors="surrogatepass"), identity=identity)

        return self._kept(f"document {document}", load)

    def text_of(self, document: str) -> str:
        text: bytes = self._content(document, "text")[0]
        return text.decode(errors="surrogatepass")

    def original(self, document: str) -> bytes:
        return bytes(self._content(document, "original")[0])

    def findings_of(self, document: str) -> tuple[Finding, ...]:
        return loads(Finding, self._content(document, "findings")[0])

    def figures_of(self, document: str) -> tuple[Figure, ...]:
        return self._kept(f"figures {document}", lambda: self._chunks(Figure, document))

    def passages_of(self, document: str) -> tuple[Passage, ...]:
        return self._kept(f"passages {document}", lambda: self._chunks(Passage, document))

    def figures(
        self,
        *,
        org: str | None = None,
        year: int | None = None,
        item: str | None = None,
        stage: str | None = None,
        scope: str | None = None,
        document: str | None = None,
    ) -> tuple[Figure, ...]:
        values = {"org": self.bodies().get(org, org) if org else None, "year": year, "stage": stage, "scope": scope}
        where = [(f"f.{name} = ?", value) for name, value in values.items() if value is not None]
        if document is not None:
            where.append(("f.key = ?", self._key(document)))
        condition = " AND ".join(["1", *(clause for clause, _ in where)])
        given = [value for _, value in where]
        # One branch for each index: an OR over two columns would use neither.
        branches = {"f.item = ?": item, "f.label = ?": label_key(item)} if item else {"1": None}
        query = " UNION ".join(f"SELECT f.key, f.ordinal FROM figures f WHERE {b} AND {condition}" for b in branches)
        arguments = [v for b in branches.values() for v in ([b] if b else []) + given]
        return tuple(self._picked(Figure, self._all(query + " ORDER BY 1, 2", arguments)))

    def passages(self, ids: Sequence[str]) -> tuple[Passage, ...]:
        rows = []
        for at in range(0, len(ids), 500):
            some = ids[at : at + 500]
            marks = ",".join("?" * len(some))
            rows += self._all(f"SELECT key, ordinal FROM passages WHERE id IN ({marks}) ORDER BY 1, 2", some)
        found = {passage.id: passage for passage in self._picked(Passage, rows)}
        return tuple(found[i] for i in ids if i in found)

    def passage_ids(self) -> tuple[tuple[str, str], ...]:
        query = "SELECT d.id, p.id FROM passages p JOIN documents d USING (key) ORDER BY p.key, p.ordinal"
        return tuple(self._all(query))

    def bodies(self) -> Mapping[str, str]:
        return self._kept("bodies", lambda: dict(self._all("SELECT name, body FROM bodies")))

    def set_bodies(self, bodies: Mapping[str, str]) -> None:
        before = self.bodies()
        changed = {n for n in {*before, *bodies} if before.get(n, n) != bodies.get(n, n)}
        if not changed and set(before) == set(bodies):
            return
        touched = {i.id for i in self.documents() if {i.org, *i.aliases} & changed}
        with self._db.write() as db:
            db.execute("DELETE FROM bodies")
            db.executemany("INSERT INTO bodies VALUES (?, ?)", bodies.items())
            for document in touched:
                key = self._key(document)
                rows = map(figure_row, self._chunks(Figure, document, {}))
                db.execute("DELETE FROM figures WHERE key = ?", [key])
                db.executemany(_INSERT_FIGURE, _figure_values(key, rows, bodies))

    def put(self, record: Prepared) -> None:
        info = record.info
        bodies = self.bodies()
        with self._db.write() as db:
            # What is replaced keeps its place in the catalogue.
            old = db.execute("SELECT min(key) FROM documents WHERE id = ? OR place = ?", [info.id, info.place])
            key = old.fetchone()[0]
            db.execute("DELETE FROM documents WHERE id = ? OR place = ?", [info.id, info.place])
            columns = (key, info.id, info.place, dumps(DocumentInfo, [info]), info.org)
            key = db.execute("INSERT INTO documents VALUES (?, ?, ?, ?, ?)", columns).lastrowid
            assert key is not None
            contents = (key, record.text, record.parsed, record.findings, record.original)
            db.execute("INSERT INTO contents VALUES (?, ?, ?, ?, ?)", contents)
            db.executemany("INSERT INTO chunks VALUES (?, ?, ?, ?)", [(key, *chunk) for chunk in record.chunks])
            db.executemany(_INSERT_FIGURE, _figure_values(key, record.figures, bodies))
            rows = [(passage, key, i) for i, passage in enumerate(record.passages)]
            db.executemany("INSERT OR REPLACE INTO passages VALUES (?, ?, ?)", rows)

    def remove(self, documents: Iterable[str]) -> int:
        ids = tuple(documents)
        if not ids:
            return 0
        with self._db.write() as db:
            return sum(db.execute("DELETE FROM documents WHERE id = ?", [d]).rowcount for d in ids)

    def add_feedback(self, entry: Mapping[str, object]) -> None:
        # What visitors say changes no document: nothing that is kept need be made again for it.
        with self._db.write(counted=False) as db:
            db.execute("INSERT INTO feedback (entry) VALUES (?)", [json.dumps(dict(entry), ensure_ascii=False)])

    def feedback(self) -> tuple[Mapping[str, object], ...]:
        return tuple(json.loads(row[0]) for row in self._all("SELECT entry FROM feedback ORDER BY number"))

    def problems(self) -> tuple[str, ...]:
        found = [f"SQLite 报告：{row[0]}" for row in self._all("PRAGMA integrity_check") if row[0] != "ok"]
        found += [f"表 {row[0]} 中有一行没有所属文件" for row in self._all("PRAGMA foreign_key_check")]
        return tuple(found)

    def close(self) -> None:
        self._cache.clear()
        self._db.close()

    # -- reading -------------------------------------------------------------------------------------------------

    def _all(self, query: str, arguments: Sequence[Any] = ()) -> list[Any]:
        with self._db.errors():
            return self._db.connection.execute(query, arguments).fetchall()

    def _one(self, query: str, arguments: Sequence[Any] = ()) -> Any:
        rows = self._all(query, arguments)
        return rows[0] if rows else None

    def _kept(self, name: str, load: Callable[[], T]) -> T:
        return self._cache.get(self.generation, name, load)

    def _key(self, document: str) -> int:
        row = self._one("SELECT key FROM documents WHERE id = ?", [document])
        if row is None:
            raise LibraryError(f"资料库中没有文件 {document}")
        return int(row[0])

    def _content(self, document: str, columns: str) -> Any:
        return self._one(f"SELECT {columns} FROM contents WHERE key = ?", [self._key(document)])

    def _rename(self) -> Rename:
        bodies = self.bodies()
        return {"org": lambda name: bodies.get(name, name)}

    def _chunks(self, record: type[T], document: str, rename: Rename | None = None) -> tuple[T, ...]:
        query = "SELECT data FROM chunks WHERE key = ? AND kind = ? ORDER BY number"
        rows = self._all(query, [self._key(document), record.__name__])
        names = self._rename() if rename is None else rename
        return tuple(item for (data,) in rows for item in loads(record, data, names))

    def _picked(self, record: type[T], places: Iterable[tuple[int, int]]) -> Iterator[T]:
        """The records at (document key, ordinal), places sorted; each chunk is decoded once."""
        last, items, names = (-1, -1), (), self._rename()  # type: tuple[int, int], tuple[T, ...], Rename
        for key, ordinal in places:
            number, offset = divmod(ordinal, CHUNK)
            if (key, number) != last:
                query = "SELECT data FROM chunks WHERE key = ? AND kind = ? AND number = ?"
                row = self._one(query, [key, record.__name__, number])
                last, items = (key, number), loads(record, row[0], names) if row else ()
            if offset < len(items):
                yield items[offset]


_INSERT_FIGURE = f"INSERT INTO figures VALUES ({','.join('?' * 12)})"


def _figure_values(key: int, rows: Iterable[FigureRow], bodies: Mapping[str, str]) -> Iterator[tuple[Any, ...]]:
    for i, r in enumerate(rows):
        org = bodies.get(r.org, r.org)
        yield key, i, org, r.year, r.item, r.label, r.stage, r.scope, r.measure, r.amount, r.unit, r.exact


def _settled(info: DocumentInfo, bodies: Mapping[str, str], names: Mapping[str, Sequence[str]]) -> DocumentInfo:
    """The catalogue entry under the body's canonical name, with every other name that the library knows of it."""
    org = bodies.get(info.org, info.org)
    aliases = dict.fromkeys([info.org, *info.aliases, *names.get(org, ())])
    return replace(info, org=org, aliases=tuple(a for a in aliases if a and a != org))
