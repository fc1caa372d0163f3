"""The embedded library: a folder with one SQLite file. One transaction per document."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal, localcontext
from pathlib import Path
from typing import Any, TypeVar

from index.errors import LibraryError
from index.language.fold import label_key
from index.library.cache import Cache
from index.library.codec import Rename, dumps, loads
from index.library.connection import Database
from index.library.store import DocumentInfo, Record
from index.model import Document, Figure, Finding, Passage, Verdict

T = TypeVar("T")
# Small enough that one figure out of many documents is found without decoding them whole.
_CHUNK = 256
_MAX_INTEGER = 2**63 - 1
_SLOTS = ("org", "year", "stage", "scope")


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
            rows = self._all("SELECT info FROM documents ORDER BY key")
            return tuple(_settled(info, bodies, names) for (data,) in rows for info in loads(DocumentInfo, data))

        return self._kept("documents", load)

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
                rows = _figure_rows(key, self._chunks(Figure, document, {}), bodies)
                db.execute("DELETE FROM figures WHERE key = ?", [key])
                db.executemany(_INSERT_FIGURE, rows)

    def put(self, record: Record) -> None:
        document = record.document
        bodies = self.bodies()
        with self._db.write() as db:
            db.execute("DELETE FROM documents WHERE id = ? OR place = ?", [document.id, record.place])
            info = dumps(DocumentInfo, [_info(record)])
            columns = (document.id, record.place, info, document.identity.org)
            key = db.execute("INSERT INTO documents (id, place, info, org) VALUES (?, ?, ?, ?)", columns).lastrowid
            assert key is not None
            parsed = dumps(Document, [replace(document, text="")])
            text = document.text.encode(errors="surrogatepass")
            contents = (key, text, parsed, dumps(Finding, record.findings), record.original)
            db.execute("INSERT INTO contents VALUES (?, ?, ?, ?, ?)", contents)
            db.executemany("INSERT INTO chunks VALUES (?, ?, ?, ?)", _chunked(key, Figure, record.figures))
            db.executemany("INSERT INTO chunks VALUES (?, ?, ?, ?)", _chunked(key, Passage, record.passages))
            db.executemany(_INSERT_FIGURE, _figure_rows(key, record.figures, bodies))
            rows = [(p.id, key, i) for i, p in enumerate(record.passages)]
            db.executemany("INSERT OR REPLACE INTO passages VALUES (?, ?, ?)", rows)

    def remove(self, documents: Iterable[str]) -> int:
        with self._db.write() as db:
            return sum(db.execute("DELETE FROM documents WHERE id = ?", [d]).rowcount for d in documents)

    def add_feedback(self, entry: Mapping[str, object]) -> None:
        with self._db.write() as db:
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
            number, offset = divmod(ordinal, _CHUNK)
            if (key, number) != last:
                query = "SELECT data FROM chunks WHERE key = ? AND kind = ? AND number = ?"
                row = self._one(query, [key, record.__name__, number])
                last, items = (key, number), loads(record, row[0], names) if row else ()
            if offset < len(items):
                yield items[offset]


_INSERT_FIGURE = f"INSERT INTO figures VALUES ({','.join('?' * 12)})"


def _chunked(key: int, record: type[T], items: Sequence[T]) -> Iterator[tuple[int, str, int, bytes]]:
    for number, at in enumerate(range(0, len(items), _CHUNK)):
        yield key, record.__name__, number, dumps(record, items[at : at + _CHUNK])


def _figure_rows(key: int, figures: Iterable[Figure], bodies: Mapping[str, str]) -> Iterator[tuple[Any, ...]]:
    for i, f in enumerate(figures):
        org, exact = bodies.get(f.org, f.org), _ten_thousandths(f.yuan)
        item, label = f.item or "", label_key(f.label)
        yield key, i, org, f.year, item, label, f.stage, f.scope, str(f.measure), f.amount, f.unit, exact


def _ten_thousandths(yuan: Decimal | None) -> int | None:
    """The amount in 1/10,000 元 where it is a whole number of them; None rather than rounded."""
    if yuan is None:
        return None
    with localcontext() as context:
        context.prec = 60
        scaled = yuan * 10_000
        whole = scaled == scaled.to_integral_value() and abs(scaled) <= _MAX_INTEGER
    return int(scaled) if whole else None


def _info(record: Record) -> DocumentInfo:
    document = record.document
    identity = document.identity
    return DocumentInfo(
        id=document.id,
        file=document.file,
        place=record.place,
        title=document.title,
        format=document.format,
        org=identity.org,
        aliases=identity.aliases,
        units=identity.units,
        year=identity.year,
        stage=identity.stage,
        scope=identity.scope,
        code=identity.code,
        published=document.published,
        pages=len(document.page_starts),
        tables=len(document.tables),
        figures=len(record.figures),
        passages=len(record.passages),
        failed=sum(f.verdict is Verdict.FAIL for f in record.findings),
        characters=len(document.text),
        warnings=document.warnings,
    )


def _settled(info: DocumentInfo, bodies: Mapping[str, str], names: Mapping[str, Sequence[str]]) -> DocumentInfo:
    """The catalogue entry under the body's canonical name, with every other name that the library knows of it."""
    org = bodies.get(info.org, info.org)
    aliases = dict.fromkeys([*info.aliases, *names.get(org, ())])
    return replace(info, org=org, aliases=tuple(a for a in aliases if a != org))
