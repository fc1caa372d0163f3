"""The library over a database, whichever that is. One transaction per document."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from index.errors import DamagedLibrary, LibraryError
from index.library import audit, shelving
from index.library.backing import Backing
from index.library.cache import Cache
from index.library.chunks import picked, whole
from index.library.codec import Rename, loads
from index.library.digests import bodies_digest, checked, of_content
from index.library.lookup import MARKS_QUERY, figures_query, marks_of
from index.library.prepare import Prepared, figure_row
from index.library.records import DocumentInfo
from index.library.shelving import ROW, Removed, info_of, settled
from index.model import Document, Figure, Finding, Passage

T = TypeVar("T")
Say = Callable[[str], None]


class Library(ABC):
    """See ``Store``. Everything but the derived indexes, which lie in ``folder``."""

    shared = False

    def __init__(self, database: Backing, folder: Path, *, mending: bool = False) -> None:
        self.database = database
        self.folder = folder
        self._mending = mending
        self._cache = Cache()

    @property
    @abstractmethod
    def place(self) -> str:
        """Where it is, for people."""

    @abstractmethod
    def turn(self, say: Say | None = None) -> AbstractContextManager[None]:
        """The library's turn to be changed as a whole."""

    def taking_in(self, say: Say | None = None) -> AbstractContextManager[None]:
        """The library's turn to take documents in, which several may do at once to a shared one."""
        return nullcontext() if self.shared else self.turn(say)

    @property
    def generation(self) -> int:
        # Another file in this one's place may have counted as far as the one before it.
        return self.counted + (self.database.epoch << 40)

    @property
    def counted(self) -> int:
        """How many writes the database itself counts."""
        return int(self._meta("generation"))

    @property
    def writable(self) -> bool:
        """Whether this process may change it."""
        return self.database.writable

    def documents(self) -> tuple[DocumentInfo, ...]:
        def load() -> tuple[DocumentInfo, ...]:
            bodies = self.bodies()
            names: dict[str, list[str]] = {}
            for name, body in bodies.items():
                names.setdefault(body, []).append(name)
            return tuple(settled(info, bodies, names) for info in self.as_printed())

        return self._kept("documents", load)

    def as_printed(self) -> tuple[DocumentInfo, ...]:
        with self.database.at_once():
            rows = self.database.rows(
                f"SELECT {ROW}, digest FROM documents WHERE removed IS NULL ORDER BY position, key"
            )
            if len(rows) != self._meta("documents"):
                raise DamagedLibrary("文件目录")
        return tuple(info_of(*row, lenient=self._mending) for row in rows)

    def removed(self) -> tuple[Removed, ...]:
        """What lies in the bin, the last first."""
        query = f"SELECT {ROW}, digest FROM documents WHERE removed IS NOT NULL ORDER BY removed DESC, key DESC"
        return tuple(
            Removed(info=info_of(*row, lenient=self._mending), at=row[-3], why=row[-2] or "")
            for row in self.database.rows(query)
        )

    def document(self, document: str) -> Document:
        def load() -> Document:
            parsed, text = self._content(document, "parsed", "text")
            (found,) = loads(Document, parsed)
            info = self._info(document)
            identity = replace(found.identity, org=info.org, aliases=info.aliases)
            return replace(found, text=text.decode(errors="surrogatepass"), identity=identity)

        return self._kept(f"document {document}", load)

    def text_of(self, document: str) -> str:
        return self._content(document, "text")[0].decode(errors="surrogatepass")

    def original(self, document: str) -> bytes:
        return self._content(document, "original")[0]

    def findings_of(self, document: str) -> tuple[Finding, ...]:
        return loads(Finding, self._content(document, "findings")[0])

    def figures_of(self, document: str) -> tuple[Figure, ...]:
        return self._kept(f"figures {document}", lambda: self._all_of(Figure, document))

    def passages_of(self, document: str) -> tuple[Passage, ...]:
        return self._kept(f"passages {document}", lambda: self._all_of(Passage, document))

    def figures(
        self,
        *,
        org: str | None = None,
        year: int | None = None,
        item: str | None = None,
        stage: str | None = None,
        scope: str | None = None,
        document: str | None = None,
        start: int = 0,
        count: int | None = None,
    ) -> tuple[Figure, ...]:
        with self.database.at_once():
            slots = {"org": org or None, "year": year, "stage": stage, "scope": scope, "key": document}
            places = self._places(slots, item)
            return tuple(self._picked(Figure, places[start : None if count is None else start + count]))

    def passages(self, ids: Sequence[str]) -> tuple[Passage, ...]:
        rows = []
        with self.database.at_once():
            for at in range(0, len(ids), 500):
                some = ids[at : at + 500]
                marks = ",".join("?" * len(some))
                rows += self.database.rows(
                    f"SELECT key, ordinal FROM passages WHERE id IN ({marks}) ORDER BY 1, 2", some
                )
            found = {passage.id: passage for passage in self._picked(Passage, rows)}
        return tuple(found[i] for i in ids if i in found)

    def passage_ids(self) -> tuple[tuple[str, str], ...]:
        query = "SELECT d.id, p.id FROM passages p JOIN documents d USING (key) ORDER BY d.position, d.key, p.ordinal"
        return tuple(self.database.rows(query))

    def marks(self) -> tuple[tuple[str, str], ...]:
        """(document id, what its passages are known by), in the order of ``passage_ids``: who knows the one need not read
        the others. Documents without passages are left out."""
        names = {info.id: (info.org, *info.others) for info in self.documents()}
        return marks_of(self.database.rows(MARKS_QUERY), names)

    def bodies(self) -> Mapping[str, str]:
        def load() -> Mapping[str, str]:
            told = dict(self.database.rows("SELECT name, body FROM bodies"))
            if bodies_digest(told) != self._meta("bodies"):
                raise DamagedLibrary("单位名称表")
            return told

        return self._kept("bodies", load)

    def set_bodies(self, bodies: Mapping[str, str]) -> None:
        if self.bodies() == bodies:
            return
        with self.database.write() as db:
            # Asked here and not before: what others took in meanwhile is of these names too.
            before = self.bodies()
            changed = {n for n in {*before, *bodies} if before.get(n, n) != bodies.get(n, n)}
            touched = {i.id for i in self.documents() if {i.org, *i.aliases, *i.others} & changed}
            db.execute("DELETE FROM bodies")
            db.executemany("INSERT INTO bodies VALUES (?, ?)", list(bodies.items()))
            db.describe("bodies", bodies_digest(bodies))
            for document in touched:
                key = self._key(document)
                rows = map(figure_row, self._chunks(Figure, document, {}))
                db.execute("DELETE FROM figures WHERE key = ?", [key])
                db.executemany(shelving.INSERT_FIGURE, list(shelving.figure_values(key, rows, bodies)))

    def put(self, record: Prepared, *, again: bool = False) -> None:
        with self.database.write(of=(record.info.id, record.info.place)) as db:
            shelving.put(db, record, self.bodies(), again=again)

    def remove(self, documents: Iterable[str]) -> int:
        ids = tuple(documents)
        if not ids:
            return 0
        with self.database.write(of=ids) as db:
            return shelving.remove(db, ids)

    def bring_back(self, document: str) -> None:
        """Out of the bin, to where it was. Raises LibraryError where another file has its place now."""
        # Checked before: what comes back damaged would be answered from.
        figures = tuple(map(figure_row, self._chunks(Figure, document, {})))
        passages = tuple(p.id for p in self._chunks(Passage, document, {}))
        with self.database.write() as db:
            shelving.bring_back(db, document, figures, passages, self.bodies())

    def purge(self, documents: Iterable[str] | None = None, *, before: int | None = None) -> int:
        """Wipe documents for good, in the bin or not; or all that came into the bin before a time. How many."""
        with self.database.write() as db:
            ids = shelving.binned(db, before) if documents is None else tuple(documents)
            count = shelving.purge(db, ids)
        if count:
            self._cache.clear()
            self.database.merge_log()
        return count

    def add_feedback(self, entry: Mapping[str, object]) -> None:
        # What visitors say changes no document: nothing that is kept need be made again for it.
        with self.database.write(counted=False, of=()) as db:
            db.execute("INSERT INTO feedback (entry) VALUES (?)", [json.dumps(dict(entry), ensure_ascii=False)])

    def forget_feedback(self, oldest: str) -> None:
        entries = self.database.rows("SELECT number, entry FROM feedback")
        old = [(number,) for number, entry in entries if str(json.loads(entry).get("time") or "~") < oldest]
        with self.database.write(counted=False, of=()) as db:
            db.executemany("DELETE FROM feedback WHERE number = ?", old)

    def feedback(self) -> tuple[Mapping[str, object], ...]:
        return tuple(json.loads(row[0]) for row in self.database.rows("SELECT entry FROM feedback ORDER BY number"))

    def problems(self) -> tuple[str, ...]:
        return tuple(audit.problems(self, self.database))

    def close(self) -> None:
        self._cache.clear()
        self.database.close()

    # -- reading -------------------------------------------------------------------------------------------------

    def _one(self, query: str, arguments: Sequence[Any] = ()) -> Any:
        rows = self.database.rows(query, arguments)
        return rows[0] if rows else None

    def _kept(self, name: str, load: Callable[[], T]) -> T:
        with self.database.at_once():
            return self._cache.get(self.generation, name, load)

    def _meta(self, name: str) -> Any:
        if (told := self.database.told(name)) is None:
            raise DamagedLibrary("资料库的说明")
        return told

    def _key(self, document: str) -> int:
        if (row := self._one("SELECT key FROM documents WHERE id = ?", [document])) is None:
            raise LibraryError(f"资料库中没有文件 {document}")
        return int(row[0])

    def _info(self, document: str) -> DocumentInfo:
        found = self._kept("infos", lambda: {i.id: i for i in self.documents()}).get(document)
        if found is None:
            raise LibraryError(f"资料库中没有文件 {document}")
        return found

    def _content(self, document: str, *columns: str) -> list[bytes]:
        query = f"SELECT digests, {', '.join(columns)} FROM contents JOIN documents USING (key) WHERE id = ?"
        row = self._one(query if self._mending else f"{query} AND removed IS NULL", [document])
        if row is None:
            raise LibraryError(f"资料库中没有文件 {document}")
        named = zip(columns, row[1:], strict=True)
        return [checked(bytes(data), of_content(row[0], c), f"文件 {document[:12]} 的内容") for c, data in named]

    def _rename(self) -> Rename:
        bodies = self.bodies()
        return {"org": lambda name: bodies.get(name, name)}

    def _chunks(self, record: type[T], document: str, rename: Rename | None = None) -> tuple[T, ...]:
        query = "SELECT number, data, digest FROM chunks WHERE key = ? AND kind = ? ORDER BY number"
        rows = self.database.rows(query, [self._key(document), record.__name__])
        return whole(record, rows, self._rename() if rename is None else rename, f"文件 {document[:12]} 的数字或段落")

    def _all_of(self, record: type[T], document: str) -> tuple[T, ...]:
        found, info = self._chunks(record, document), self._info(document)
        if len(found) != (info.figures if record is Figure else info.passages) and not self._mending:
            raise DamagedLibrary(f"文件 {document[:12]} 的数字或段落")
        return found

    def _places(self, slots: Mapping[str, object], item: str | None) -> list[tuple[int, int]]:
        """Where figures with these slots stand, in order."""
        org, document = slots["org"], slots["key"]
        known = {"org": self.bodies().get(str(org), org), "key": None if document is None else self._key(str(document))}
        return self._in_order(self.database.rows(*figures_query({**slots, **known}, item)))

    def _in_order(self, places: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """(document key, ordinal) in the order of the catalogue: one that was replaced keeps its place under another key."""
        query = "SELECT key, position FROM documents WHERE key <> position"
        moved: dict[int, int] = self._kept("positions", lambda: dict(self.database.rows(query)))
        return sorted(places, key=lambda place: (moved.get(place[0], place[0]), *place))

    def _picked(self, record: type[T], places: Iterable[tuple[int, int]]) -> Iterator[T]:
        """The records at (document key, ordinal), places sorted; each chunk is decoded once."""
        query = "SELECT data, digest FROM chunks WHERE key = ? AND kind = ? AND number = ?"
        return picked(record, places, lambda key, n: self._one(query, [key, record.__name__, n]), self._rename())
