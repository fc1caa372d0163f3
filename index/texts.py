"""The passages of an index as they were indexed, by row.

The store keeps them too, many in one compressed piece: to read twenty of them there takes longer than to find them.
"""

from __future__ import annotations

import json
import mmap
import shutil
import zlib
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from index.model import Passage, Span

FILE, PLACES = "passages.jsonl", "places.npy"
_CHECK = 8


def write(passages: Iterable[Passage], folder: Path, before: Path | None = None) -> None:
    """Write passages into a folder, row by row, each line behind a number that it is checked by; behind those of an
    earlier folder where one is given."""
    places = [0]
    if before is not None:
        shutil.copyfile(before / FILE, folder / FILE)
        with (before / PLACES).open("rb") as file:
            places = np.load(file, allow_pickle=False).tolist()
    with (folder / FILE).open("ab") as out:
        for p in passages:
            told = (
                p.id, p.document, p.org, p.year, p.stage, p.scope, p.kind, p.section, p.heading, p.text, p.page,
                p.span.start, p.span.end, p.table,
            )  # fmt: skip
            line = (json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n").encode(errors="surrogatepass")
            places.append(places[-1] + out.write(b"%08x%b" % (zlib.crc32(line), line)))
    with (folder / PLACES).open("wb") as out:
        np.save(out, np.array(places, dtype=np.int64))


class Texts:
    """The passages of a folder. Safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        with (folder / PLACES).open("rb") as file:
            self._places = np.load(file, allow_pickle=False)
        with (folder / FILE).open("rb") as file:
            self._data: mmap.mmap | bytes = b""
            if self._places[-1]:
                self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        if len(self._data) != self._places[-1]:
            raise ValueError(f"{folder / FILE}: {len(self._data)} bytes, not {self._places[-1]}")

    def passage(self, row: int) -> Passage:
        """The passage of a row."""
        piece = self._data[int(self._places[row]) : int(self._places[row + 1])]
        told, line = piece[:_CHECK], piece[_CHECK:]
        if b"%08x" % zlib.crc32(line) != told:
            raise ValueError(f"row {row} is not what was written")
        (
            identifier, document, org, year, stage, scope, kind, section, heading, text, page, start, end, table,
        ) = json.loads(line.decode(errors="surrogatepass"))  # fmt: skip
        return Passage(
            id=identifier,
            document=document,
            org=org,
            year=year,
            stage=stage,
            scope=scope,
            kind=kind,
            section=tuple(section),
            heading=heading,
            text=text,
            page=page,
            span=Span(start=start, end=end),
            table=table,
        )
