"""A document made ready for the library: everything that costs time, done where it was parsed.

Worker processes hand over bytes and plain rows; the one process that writes only has to put them in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from typing import TypeVar

from index.language.fold import label_key
from index.library.codec import dumps
from index.library.records import DocumentInfo, Record
from index.model import Document, Figure, Finding, Passage, Verdict

T = TypeVar("T")
# Small enough that one figure out of many documents is found without decoding them whole.
CHUNK = 64
_MAX_INTEGER = 2**63 - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """What figures are looked up by; ``exact`` is the amount in 1/10,000 元."""

    org: str
    year: int | None
    item: str
    label: str
    stage: str | None
    scope: str | None
    measure: str
    amount: str
    unit: str | None
    exact: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """One document as it goes into the store; ``chunks`` are (kind, number, bytes)."""

    info: DocumentInfo
    text: bytes
    parsed: bytes
    findings: bytes
    chunks: tuple[tuple[str, int, bytes], ...]
    figures: tuple[FigureRow, ...]
    passages: tuple[str, ...]
    original: bytes


def prepare(record: Record) -> Prepared:
    """A record made ready. Pure: the same record gives the same bytes."""
    document = record.document
    return Prepared(
        info=_info(record),
        text=document.text.encode(errors="surrogatepass"),
        parsed=dumps(Document, [replace(document, text="")]),
        findings=dumps(Finding, record.findings),
        chunks=(*_chunked(Figure, record.figures), *_chunked(Passage, record.passages)),
        figures=tuple(map(figure_row, record.figures)),
        passages=tuple(p.id for p in record.passages),
        original=record.original,
    )


def figure_row(figure: Figure) -> FigureRow:
    """The columns that a figure is looked up by."""
    return FigureRow(
        org=figure.org,
        year=figure.year,
        item=figure.item or "",
        label=label_key(figure.label),
        stage=figure.stage,
        scope=figure.scope,
        measure=str(figure.measure),
        amount=figure.amount,
        unit=figure.unit,
        exact=ten_thousandths(figure.yuan),
    )


def ten_thousandths(yuan: Decimal | None) -> int | None:
    """The amount in 1/10,000 元 where it is a whole number of them that fits; None rather than rounded."""
    if yuan is None:
        return None
    with localcontext() as context:
        context.prec = 60
        scaled = yuan * 10_000
        whole = scaled == scaled.to_integral_value() and abs(scaled) <= _MAX_INTEGER
    return int(scaled) if whole else None


def _chunked(record: type[T], items: Sequence[T]) -> Iterator[tuple[str, int, bytes]]:
    for number, at in enumerate(range(0, len(items), CHUNK)):
        yield record.__name__, number, dumps(record, items[at : at + CHUNK])


def _info(record: Record) -> DocumentInfo:
    document = record.document
    identity = document.identity
    failed = [f for f in record.findings if f.verdict is Verdict.FAIL]
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
        failed=len(failed),
        failed_tables=len({s.table for f in failed for s in f.sources if s.table is not None}),
        characters=len(document.text),
        warnings=document.warnings,
        period=identity.period,
        kind=identity.kind,
        others=identity.others,
        former=identity.former,
        url=next((value for slot, value, _ in record.told if slot == "url"), ""),
        how=identity.how,
        sure=identity.sure,
        told=record.told,
    )
