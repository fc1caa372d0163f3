"""What is asked of a library by name, by the command line and by the servers alike: documents, bodies, figures."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

from index.errors import BadOption
from index.language.fold import fold_text, label_key
from index.library import DocumentInfo, Store
from index.model import Figure
from index.names import shown
from index.vocabulary import load
from qa.question.organisations import Body, Catalogue

_LONGEST = 200
_YEARS = re.compile(r"((?:19|20)\d\d)年?(?:\.\.((?:19|20)\d\d)年?)?")


class NotHere(BadOption):
    """What is named is not in the library."""


def years(text: str) -> range:
    """``2019`` or ``2017..2019``. Raises BadOption."""
    found = _YEARS.fullmatch(text.strip())
    if not found:
        raise BadOption(f"应为年份，如 2019 或 2017..2019，现为 {text[:_LONGEST]}")
    first, last = int(found[1]), int(found[2] or found[1])
    if last < first:
        raise BadOption(f"起止年份颠倒：{text[:_LONGEST]}")
    return range(first, last + 1)


def document(store: Store, name: str, *, paths: bool = True) -> DocumentInfo:
    """The document of this id, beginning of an id, file name or (where ``paths``) path; several that fit are an error that
    lists them. Raises NotHere, BadOption."""
    infos = store.documents()
    path = _path(name) if paths else ""
    ways: Sequence[Callable[[DocumentInfo], bool]] = (
        lambda i: name == i.id,
        lambda i: bool(path) and path == i.place,
        lambda i: name == i.file,
        lambda i: name == i.file.rpartition("/")[2],
        lambda i: len(name) >= 4 and i.id.startswith(name.lower()),
    )
    for way in ways:
        found = [info for info in infos if way(info)]
        if len(found) == 1:
            return found[0]
        if found:
            ids = "、".join(f"{info.id[:12]}（{info.place if paths else info.file}）" for info in found[:5])
            raise BadOption(f"“{name[:_LONGEST]}”对应多份文件，请用编号：{ids}")
    raise NotHere(f"资料库中没有文件“{name[:_LONGEST]}”（用 budgetqa documents 查看）")


def figure(store: Store, identifier: str) -> tuple[Figure, DocumentInfo] | None:
    """The figure of this id, which begins like that of its document, and the document; None where there is none."""
    begin = identifier.rpartition("-")[0]
    info = next((info for info in store.documents() if begin and info.id.startswith(begin)), None)
    found = next((f for f in store.figures_of(info.id) if f.id == identifier), None) if info else None
    return (found, info) if found and info else None


def _path(name: str) -> str:
    """The place that a name means as a path; "" for what is none."""
    try:
        return shown(str(Path(name).resolve())) if name else ""
    except (OSError, ValueError):
        return ""


def bodies(store: Store, name: str) -> tuple[str, ...]:
    """The bodies that a name means: exactly, as a short form, or as a part of their names. () where none."""
    known = {info.org for info in store.documents()}
    exact = store.bodies().get(name, name)
    if exact in known:
        return (exact,)
    catalogue = Catalogue([Body(name=i.org, aliases=i.aliases) for i in store.documents() if i.org])
    found = dict.fromkeys(org for mention in catalogue.find(fold_text(name)) for org in mention.orgs)
    return tuple(found) or tuple(sorted(org for org in known if name in org))


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which figures: of any of these bodies and years (None is any), with this item, stage, scope, in this document."""

    orgs: tuple[str | None, ...] = (None,)
    years: tuple[int | None, ...] = (None,)
    item: str = ""
    stage: str | None = None
    scope: str | None = None
    document: str | None = None

    def slots(self) -> list[dict[str, Any]]:
        """What ``Store.figures`` is to be asked, one after the other."""
        rest = {"stage": self.stage, "scope": self.scope, "document": self.document}
        return [{"org": org, "year": year, **rest} for org, year in product(self.orgs, self.years)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Some figures of many, and where to go on: (which look-up, how far in it), None after the last."""

    figures: tuple[Figure, ...]
    next: tuple[int, int] | None


def figures(store: Store, wanted: Wanted) -> list[Figure]:
    """All of them, each once."""
    slots = wanted.slots()
    if not wanted.item:
        return [figure for each in slots for figure in store.figures(**each)]
    found = [f for each in slots for item in items(wanted.item) for f in store.figures(item=item, **each)]
    return list({figure.id: figure for figure in found}.values()) or _labelled(store, wanted)


def part_of_figures(store: Store, wanted: Wanted, start: tuple[int, int], count: int) -> Part:
    """At most ``count`` of them from a place on: only these are read. An item that is no notion and no printed label is
    looked for within labels where a body or a document is named."""
    names = items(wanted.item) if wanted.item else (None,)
    lookups = [{**each, "item": item} for each in wanted.slots() for item in names]
    found: list[Figure] = []
    number, offset = start
    while number < len(lookups) and len(found) < count:
        asked = count - len(found)
        some = store.figures(**lookups[number], start=offset, count=asked)
        before = names[: number % len(names)]
        found += [f for f in some if not any(_is(f, item) for item in before)]
        number, offset = (number + 1, 0) if len(some) < asked else (number, offset + asked)
    if not found and number >= len(lookups) and wanted.item and (wanted.document or wanted.orgs != (None,)):
        # No notion and no label is called so: there is one look-up more, which is through them all.
        return _part_of(_labelled(store, wanted), (start[0] - len(lookups), start[1]), count, len(lookups))
    return Part(figures=tuple(found), next=(number, offset) if number < len(lookups) else None)


def _part_of(every: Sequence[Figure], start: tuple[int, int], count: int, number: int) -> Part:
    offset = start[1] if start[0] == 0 else 0
    end = offset + count
    return Part(figures=tuple(every[offset:end]), next=(number, end) if end < len(every) else None)


def _labelled(store: Store, wanted: Wanted) -> list[Figure]:
    """Those whose label has the words in it."""
    key = label_key(wanted.item)
    return [f for each in wanted.slots() for f in store.figures(**each) if key in label_key(f.label)]


def _is(figure: Figure, item: str | None) -> bool:
    return item is not None and (figure.item == item or label_key(figure.label) == label_key(item))


def items(words: str) -> tuple[str, ...]:
    """What an item is looked up by: the words as a label, and every notion that is called so."""
    vocabulary = load()
    concept = vocabulary.concept_of(words)
    named = vocabulary.question_names.get(label_key(words), ())
    return tuple(dict.fromkeys([*([concept.key] if concept else []), *named, words]))
