"""A document made ready for the library as a message and back: plain values and bytes, taken apart with care."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from index.library.codec import dumps, loads
from index.library.prepare import FigureRow, Prepared
from index.library.records import DocumentInfo
from index.model import Grid, Line, Page, Pages

_ROW = ("org", "year", "item", "label", "stage", "scope", "measure", "amount", "unit", "exact")
_TEXT, _OPEN_TEXT, _OPEN_NUMBER = (str,), (str, type(None)), (int, type(None))
_KINDS: Mapping[str, tuple[type, ...]] = {
    "year": _OPEN_NUMBER, "exact": _OPEN_NUMBER, "stage": _OPEN_TEXT, "scope": _OPEN_TEXT, "unit": _OPEN_TEXT,
}  # fmt: skip
# A catalogue entry is a few kilobytes: one that unpacks to more is none.
_INFO = 16 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """A block of a page as a record: one of the two."""

    line: Line | None
    grid: Grid | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    number: int | None
    blocks: tuple[_Block, ...]
    width: float | None
    height: float | None


def sent_pages(pages: Pages) -> list[bytes]:
    """A file as read, as bytes."""
    made = [
        _Page(
            number=page.number,
            blocks=tuple(
                _Block(line=b if isinstance(b, Line) else None, grid=b if isinstance(b, Grid) else None)
                for b in page.blocks
            ),
            width=page.width,
            height=page.height,
        )
        for page in pages.pages
    ]
    told = {f.name: getattr(pages, f.name) for f in fields(Pages) if f.name != "pages"}
    return [json.dumps(told, ensure_ascii=False).encode(errors="surrogatepass"), dumps(_Page, made)]


def received_pages(blobs: Sequence[bytes]) -> Pages:
    """Such bytes as a file as read. Raises ValueError where they are none."""
    try:
        told = json.loads(blobs[0].decode(errors="surrogatepass"))
        pages = tuple(
            Page(
                number=page.number,
                blocks=tuple(_is(b.line or b.grid, (Line, Grid)) for b in page.blocks),
                width=page.width,
                height=page.height,
            )
            for page in loads(_Page, blobs[1])
        )
        lists = {name: tuple(value) for name, value in told.items() if isinstance(value, list)}
        return Pages(pages=pages, **{**told, **lists})
    except Exception as error:  # whatever values of the wrong kinds do
        raise ValueError("no pages") from error


def sent(record: Prepared) -> tuple[dict[str, Any], list[bytes]]:
    """As a message; the file's own bytes stay where they are."""
    header = {
        "chunks": [[kind, number] for kind, number, _ in record.chunks],
        "figures": [[getattr(row, name) for name in _ROW] for row in record.figures],
        "passages": list(record.passages),
    }
    info = dumps(DocumentInfo, [record.info])
    return header, [info, record.text, record.parsed, record.findings, *(data for _, _, data in record.chunks)]


def received(
    header: Mapping[str, Any], blobs: Sequence[bytes], *, document: str, place: str, original: bytes
) -> Prepared:
    """Such a message as a document of this id and place. Raises ValueError where it is none."""
    try:
        told, text, parsed, findings, *pieces = blobs
        unpacked = zlib.decompressobj()
        unpacked.decompress(told, _INFO)
        if unpacked.unconsumed_tail:
            raise ValueError("catalogue entry")
        (info,) = loads(DocumentInfo, told)
        chunks = tuple(
            (_is(kind, _TEXT), _is(number, (int,)), data)
            for (kind, number), data in zip(header["chunks"], pieces, strict=True)
        )
        figures = tuple(map(_row, header["figures"]))
        passages = tuple(_is(each, _TEXT) for each in header["passages"])
    except Exception as error:  # whatever values of the wrong kinds do
        raise ValueError("no prepared document") from error
    if (info.id, info.place, info.figures, info.passages) != (document, place, len(figures), len(passages)):
        raise ValueError("another document")
    return Prepared(
        info=info,
        text=text,
        parsed=parsed,
        findings=findings,
        chunks=chunks,
        figures=figures,
        passages=passages,
        original=original,
    )


def _row(values: Sequence[Any]) -> FigureRow:
    given = dict(zip(_ROW, values, strict=True))
    return FigureRow(**{name: _is(value, _KINDS.get(name, _TEXT)) for name, value in given.items()})


def _is(value: Any, kinds: tuple[type, ...]) -> Any:
    if type(value) not in kinds:
        raise ValueError(f"{value!r:.40}")
    return value
