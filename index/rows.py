"""Row numbers: what the derived indexes call a passage. Row i is the i-th passage of the store's fixed order."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.model import Passage
from index.passages import indexed

FILE = "rows.npz"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """``ids[i]`` is the passage of row i, ``documents[of[i]]`` its document, ``kind_names[kinds[i]]`` its kind.

    ``texts[i]`` is the digest of the text that its vector was made of.
    """

    ids: NDArray[np.bytes_]
    documents: tuple[str, ...]
    of: NDArray[np.int32]
    kind_names: tuple[str, ...]
    kinds: NDArray[np.int32]
    texts: NDArray[np.uint64]
    numbers: Mapping[str, int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        # Asked of every filtered question: looking through all documents each time would cost more than the search.
        object.__setattr__(self, "numbers", {document: number for number, document in enumerate(self.documents)})

    def __len__(self) -> int:
        return len(self.ids)

    def id_of(self, row: int) -> str:
        """The passage of a row."""
        return bytes(self.ids[row]).decode()

    def allowed(self, documents: Collection[str] | None, kind: str | None) -> NDArray[np.int64] | None:
        """The rows of these documents and this kind; None where neither is asked for."""
        if documents is None and kind is None:
            return None
        keep = np.ones(len(self), dtype=bool)
        if documents is not None:
            wanted = np.zeros(len(self.documents), dtype=bool)
            wanted[[self.numbers[d] for d in documents if d in self.numbers]] = True
            keep &= wanted[self.of]
        if kind is not None:
            keep &= np.array([name == kind for name in self.kind_names], dtype=bool)[self.kinds]
        return np.flatnonzero(keep)


def rows_of(passages: Iterable[Passage]) -> Rows:
    """The rows of passages in their order."""
    documents: dict[str, int] = {}
    kinds: dict[str, int] = {}
    ids, of, kind, texts = [], [], [], []
    for passage in passages:
        ids.append(passage.id.encode())
        of.append(documents.setdefault(passage.document, len(documents)))
        kind.append(kinds.setdefault(passage.kind, len(kinds)))
        texts.append(text_digest(indexed(passage)))
    return Rows(
        ids=np.array(ids, dtype=np.bytes_) if ids else np.array([], dtype="S1"),
        documents=tuple(documents),
        of=np.array(of, dtype=np.int32),
        kind_names=tuple(kinds),
        kinds=np.array(kind, dtype=np.int32),
        texts=np.array(texts, dtype=np.uint64),
    )


def joined(before: Rows, more: Rows) -> Rows:
    """The rows of two, the second behind the first; they have no document in common."""
    kinds = list(dict.fromkeys((*before.kind_names, *more.kind_names)))
    renumbered = np.array([kinds.index(name) for name in more.kind_names], dtype=np.int32)
    return Rows(
        ids=np.concatenate([before.ids, more.ids]),
        documents=(*before.documents, *more.documents),
        of=np.concatenate([before.of, more.of + np.int32(len(before.documents))]),
        kind_names=tuple(kinds),
        kinds=np.concatenate([before.kinds, renumbered[more.kinds]]),
        texts=np.concatenate([before.texts, more.texts]),
    )


def text_digest(text: str) -> int:
    """What a text is known by: the same text has the same vector."""
    return int.from_bytes(hashlib.blake2b(text.encode(errors="replace"), digest_size=8).digest(), "big")


def save(rows: Rows, folder: Path) -> None:
    """Write the rows into a folder."""
    with (folder / FILE).open("wb") as out:
        np.savez(
            out,
            ids=rows.ids,
            documents=np.array([d.encode() for d in rows.documents] or [b""]),
            of=rows.of,
            kind_names=np.array([k.encode() for k in rows.kind_names] or [b""]),
            kinds=rows.kinds,
            texts=rows.texts,
        )


def load(folder: Path) -> Rows:
    """The rows of a folder."""
    with np.load(folder / FILE, allow_pickle=False) as told:
        return Rows(
            ids=told["ids"],
            documents=tuple(d.decode() for d in told["documents"].tolist()),
            of=told["of"],
            kind_names=tuple(k.decode() for k in told["kind_names"].tolist()),
            kinds=told["kinds"],
            texts=told["texts"],
        )
