"""Files into the library: the line from bytes to what can be asked."""

from __future__ import annotations

import hashlib
import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from index.checks import check
from index.errors import UnreadableFile
from index.figures import extract
from index.library import Prepared, Record, Store, prepare
from index.library.bodies import Names, learn
from index.model import Document
from index.parsing import parse
from index.passages import passages
from index.readers import SUFFIXES
from index.readers.archive import is_archive, members
from index.readers.sandbox import Limits, read_safely
from index.settle import completed
from index.sources import Origin, gather

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A file that was not taken in, and why."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One file is done: for a progress bar. ``outcome`` is 读入, 未变, 拒绝 or 替换."""

    file: str
    outcome: str
    done: int
    total: int
    pages: int
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What came of it. ``failed_tables`` are tables whose sums do not hold; ``others`` files that are no documents."""

    read: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    refused: tuple[Refused, ...] = ()
    others: tuple[str, ...] = ()
    pages: int = 0
    tables: int = 0
    figures: int = 0
    failed_tables: int = 0


def understand(document: Document, *, place: str, original: bytes) -> Prepared:
    """A parsed document as it goes into the library."""
    figures = extract(document)
    findings = check(document, figures)
    return prepare(
        Record(
            place=place,
            document=document,
            figures=figures,
            findings=findings,
            passages=passages(document),
            original=original,
        )
    )


def read_one(origin: Origin, limits: Limits, known: frozenset[str]) -> Prepared | Refused | str:
    """The line for one file: ready to be put, refused, or (a string) the digest of bytes that are there already."""
    try:
        data = origin.read()
        digest = hashlib.sha256(data).hexdigest()
        if digest in known:
            return digest
        pages = read_safely(origin.name, data, limits)
        document = parse(pages, digest)
        return understand(document, place=origin.place, original=data)
    except UnreadableFile as error:
        return Refused(file=origin.name, reason=error.reason)
    except OSError as error:
        return Refused(file=origin.name, reason=f"无法读取（{error.strerror}）")
    except Exception as error:  # a mistake of ours must not cost the files that follow
        _LOG.debug("%s", origin.place, exc_info=True)
        return Refused(file=origin.name, reason=f"程序未能解析（{type(error).__name__}: {error}）")


def ingest(
    paths: Iterable[str | Path],
    store: Store,
    *,
    jobs: int = 1,
    limits: Limits | None = None,
    progress: Callable[[Event], None] | None = None,
) -> Report:
    """Read files and folders into the library. What was refused is told in the report; the others go on."""
    gathered = gather(paths, SUFFIXES)
    report = Report(others=gathered.others)
    origins, refused = _opened(gathered.origins, limits or Limits())
    for each in refused:
        report = replace(report, refused=(*report.refused, each))
    known = {info.id for info in store.documents()}
    places = {info.place for info in store.documents()}
    total = len(origins)
    results = _read_all(origins, limits or Limits(), frozenset(known), jobs)
    for done, (origin, result) in enumerate(zip(origins, results, strict=True), 1):
        report, outcome, reason = _take(report, store, origin, result, known, places)
        if progress:
            progress(
                Event(file=origin.name, outcome=outcome, done=done, total=total, pages=report.pages, reason=reason)
            )
    settle(store)
    return report


def _take(
    report: Report,
    store: Store,
    origin: Origin,
    result: Prepared | Refused | str,
    known: set[str],
    places: set[str],
) -> tuple[Report, str, str]:
    if isinstance(result, Refused):
        return replace(report, refused=(*report.refused, result)), "拒绝", result.reason
    if isinstance(result, str) or result.info.id in known:
        return replace(report, unchanged=(*report.unchanged, origin.name)), "未变", ""
    store.put(result)
    known.add(result.info.id)
    info = result.info
    counted = replace(
        report,
        read=(*report.read, origin.name),
        pages=report.pages + info.pages,
        tables=report.tables + info.tables,
        figures=report.figures + info.figures,
        failed_tables=report.failed_tables + info.failed_tables,
    )
    return counted, "替换" if info.place in places else "读入", ""


def _opened(origins: Iterable[Origin], limits: Limits) -> tuple[list[Origin], list[Refused]]:
    """Archives replaced by their members."""
    out: list[Origin] = []
    refused: list[Refused] = []
    for origin in origins:
        if not is_archive(origin.name):
            out.append(origin)
            continue
        try:
            for inner, data in members(origin.name, origin.read(), limits):
                place = f"{origin.place}/{inner.removeprefix(origin.name + '/')}"
                out.append(Origin(place=place, name=inner, path=origin.path, data=data))
        except UnreadableFile as error:
            refused.append(Refused(file=error.file, reason=error.reason))
        except OSError as error:
            refused.append(Refused(file=origin.name, reason=f"无法读取（{error.strerror}）"))
    return out, refused


def _read_all(
    origins: Iterable[Origin], limits: Limits, known: frozenset[str], jobs: int
) -> Iterator[Prepared | Refused | str]:
    """The results in the order of the files, a few ahead of the one that is put."""
    if jobs <= 1:
        yield from (read_one(origin, limits, known) for origin in origins)
        return
    rest = iter(origins)
    with ProcessPoolExecutor(jobs) as pool:
        waiting: deque[Future[Prepared | Refused | str]] = deque(
            pool.submit(read_one, origin, limits, known) for origin in islice(rest, 2 * jobs)
        )
        while waiting:
            yield waiting.popleft().result()
            waiting.extend(pool.submit(read_one, origin, limits, known) for origin in islice(rest, 1))


def settle(store: Store) -> None:
    """What only the whole library tells: identities completed from siblings, names that are one body."""
    for each in completed(store.as_printed()):
        info, document = each.info, store.document(each.info.id)
        document = replace(document, identity=each.apply(document.identity))
        store.put(understand(document, place=info.place, original=store.original(info.id)))
    printed = store.as_printed()
    store.set_bodies(learn(Names(org=i.org, aliases=i.aliases, file=i.file, year=i.year) for i in printed))
