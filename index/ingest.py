"""Files into the library: file → read → parse → extract → check → chunk → put."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from index.apart import Room, understand_apart
from index.errors import UnreadableFile
from index.jobs import in_order
from index.library import DocumentInfo, Prepared, Store
from index.library.bodies import Names, learn
from index.readers import SUFFIXES
from index.readers.limits import Limits
from index.report import Event, Refused, Report
from index.settle import completed, recurs
from index.sources import Origin, gather, opened
from index.told import Sources, Told, merged

_LOG = logging.getLogger(__name__)


def ingest(
    paths: Iterable[str | Path],
    store: Store,
    *,
    jobs: int = 1,
    limits: Limits | None = None,
    progress: Callable[[Event], None] | None = None,
    sources: Sources | None = None,
) -> Report:
    """Read files and folders into the library. What was refused is told in the report; the others go on. ``sources``
    tells of files what wins over what is read of them."""
    limits = limits or Limits()
    gathered = gather(paths, SUFFIXES)
    origins, refused = opened(gathered.origins, limits)
    report = Report(others=gathered.others, refused=tuple(refused))
    before = store.documents()
    known, places = {info.id: info.told for info in before}, {info.place: info.told for info in before}
    # The list itself is no document, though it lies among them.
    origins = tuple(o for o in origins if not sources or o.place != sources.place)
    origins = tuple(
        replace(o, told=merged(places.get(o.place, ()), sources.of(o.place) if sources else ())) for o in origins
    )
    work = partial(attempt, room=Room(limits, jobs), known=known)
    total = len(origins) + len(refused)
    if progress:
        for done, each in enumerate(refused, 1):
            progress(Event(file=each.file, outcome="拒绝", done=done, total=total, pages=0, reason=each.reason))
    for origin, result in zip(origins, in_order(work, origins, jobs), strict=True):
        reason = ""
        if isinstance(result, Refused):
            report, outcome, reason = report.with_refused(result), "拒绝", result.reason
        elif result is None or known.get(result.info.id) == result.info.told:
            report, outcome = report.with_unchanged(origin.name), "未变"
        else:
            store.put(result)
            known[result.info.id] = result.info.told
            replaced = origin.place in places or _same_address(store, result.info, before, origins)
            report, outcome = report.with_read(result.info), "替换" if replaced else "读入"
        done = len(report.read) + len(report.unchanged) + len(report.refused)
        if progress:
            progress(
                Event(file=origin.name, outcome=outcome, done=done, total=total, pages=report.pages, reason=reason)
            )
    report = replace(report, removed=_gone(store, origins, gathered.origins, refused))
    settle(store)
    return report


def attempt(origin: Origin, *, room: Room, known: Mapping[str, Told]) -> Prepared | Refused | None:
    """The line for one file, with what may well happen as a value: refused, or None for bytes that are there already
    and of which nothing new is told."""
    try:
        data = origin.read()
        digest = hashlib.sha256(data).hexdigest()
        told = merged(known.get(digest, ()), origin.told)
        if known.get(digest) == told:
            return None
        return room.take_in(origin.name, data, digest=digest, place=origin.place, told=told)
    except UnreadableFile as error:
        return Refused(file=origin.name, reason=error.reason)
    except OSError as error:
        return Refused(file=origin.name, reason=f"无法读取（{error.strerror}）")
    except Exception as error:  # a mistake of ours must not cost the files that follow
        _LOG.debug("%s", origin.place, exc_info=True)
        return Refused(file=origin.name, reason=f"程序未能解析（{type(error).__name__}: {error}）")


def reread(store: Store, limits: Limits, jobs: int = 1) -> Iterator[tuple[str, str]]:
    """Parse every document again from its kept bytes; (file, reason why the old version was kept, "" where it was not)."""
    infos = store.documents()
    origins = (
        Origin(place=i.place, name=i.file, path=Path(i.place), data=store.original(i.id), told=i.told) for i in infos
    )
    work = partial(attempt, room=Room(limits, jobs), known={})
    for info, result in zip(infos, in_order(work, origins, jobs), strict=True):
        if isinstance(result, Prepared):
            store.put(result, again=True)
        yield info.file, result.reason if isinstance(result, Refused) else ""
    settle(store)


def tell(store: Store, told: Mapping[str, Told], limits: Limits) -> Iterator[tuple[str, str]]:
    """Read documents again (by id) under what is told of them now, and those that took a slot from one of them; yields
    as ``reread`` does."""
    infos = {info.id: info for info in store.documents()}
    names = {infos[each].file for each in told}
    followers = [
        i for i in infos.values() if i.id not in told and any(f"《{n}》" in how for n in names for _, how in i.how)
    ]
    room = Room(limits, 1)
    for info in (*(infos[each] for each in told), *followers):
        origin = Origin(
            place=info.place,
            name=info.file,
            path=Path(info.place),
            data=store.original(info.id),
            told=told.get(info.id, info.told),
        )
        result = attempt(origin, room=room, known={})
        if isinstance(result, Prepared):
            store.put(result, again=True)
        if info.id in told:
            yield info.file, result.reason if isinstance(result, Refused) else ""
    settle(store)


def settle(store: Store) -> None:
    """What only the whole library tells: identities completed from siblings, names that are one body."""
    with store.turn():
        _settled(store)


def _settled(store: Store) -> None:
    for each in completed(store.as_printed()):
        info, document = each.info, store.document(each.info.id)
        document = replace(document, identity=each.apply(document.identity))
        made = understand_apart(document, place=info.place, original=store.original(info.id), told=info.told)
        store.put(made, again=True)
    printed = store.as_printed()
    store.set_bodies(learn(map(_names, printed)))


def _names(info: DocumentInfo) -> Names:
    """What a document tells of its body's names."""
    return Names(
        org=info.org, aliases=info.aliases, file=info.file, year=info.year, stage=info.stage, former=info.former
    )


def _same_address(store: Store, info: DocumentInfo, before: Iterable[DocumentInfo], origins: Iterable[Origin]) -> bool:
    """Take out what came earlier from the same address and prints the same: this is its newer version."""
    places = {origin.place for origin in origins}
    older = [i for i in before if info.url and i.url == info.url and i.place not in places and i.id != info.id]
    older = [i for i in older if recurs(store.figures_of(i.id), store.figures_of(info.id))]
    return store.remove(i.id for i in older) > 0


def _gone(
    store: Store, origins: Iterable[Origin], given: Iterable[Origin], refused: Iterable[Refused]
) -> tuple[str, ...]:
    """Members that an archive no longer has: the archive is replaced whole. One that could not be opened tells nothing."""
    places = {origin.place for origin in origins}
    closed = {each.file for each in refused}
    archives = tuple(f"{o.place}/" for o in given if o.place not in places and o.name not in closed)
    gone = [i for i in store.documents() if i.place.startswith(archives) and i.place not in places] if archives else []
    store.remove(info.id for info in gone)
    return tuple(info.file for info in gone)
