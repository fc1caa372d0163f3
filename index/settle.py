"""What a document leaves out and its siblings tell.

A disclosure is often two files, and the tables alone name neither body nor year. Files are siblings that came in one
archive, or whose names begin with the same body (``body__title.pdf``), or that lie in one folder and share the
beginning of their names. A slot is taken over only where all siblings that tell it agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import PurePosixPath
from typing import Any

from index.language.fold import label_key
from index.library import DocumentInfo
from index.library.bodies import file_prefix, name_key
from index.model import Figure, Identity

# Two file names in one folder are of one disclosure only if they begin alike for at least so many characters.
_ALIKE = 6
# Of these characters at least so many must say whose they are: any body's file may be called 2024年部门预算公开 or content_12.
_OWN = 2
_GENERIC = re.compile(
    r"[\x00-\xff]|年度?|部门|单位|预算|决算|公开|情况|说明|信息|报告|编制|附件|附表|表|三公|经费|财政|的|关于"
)
_SURE = 0.8
_FEW = 3
_MOST = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Completed:
    """Slots of a document taken from a sibling: what ``apply`` adds to its identity."""

    info: DocumentInfo
    slots: tuple[tuple[str, str | int], ...]
    sibling: str

    def apply(self, identity: Identity) -> Identity:
        """The identity with the missing slots filled, and a note of where they came from."""
        how = tuple((name, f"同一批文件《{self.sibling}》") for name, _ in self.slots)
        sure = tuple((name, _SURE) for name, _ in self.slots)
        printed = replace(identity, org=self.info.org, aliases=self.info.aliases, sure=(*identity.sure, *sure))
        return replace(printed, how=(*identity.how, *how), **dict(self.slots))  # type: ignore[arg-type]


def completed(infos: Sequence[DocumentInfo]) -> Iterator[Completed]:
    """The documents that lack something their siblings tell."""
    groups: dict[str, list[DocumentInfo]] = {}
    for info in infos:
        for family in _families(info):
            groups.setdefault(family, []).append(info)
    for info in infos:
        if info.org and info.year is not None and info.stage and info.known_scope:
            continue
        siblings = [other for family in _families(info) for other in groups[family] if _related(info, other)]
        found = _completed(info, siblings)
        if found:
            yield found


def recurs(old: Sequence[Figure], new: Sequence[Figure]) -> bool:
    """Whether most figures of an older document stand in a newer one under the same labels: then it is its new version."""
    before, after = ({(label_key(f.label), f.year, f.measure, f.amount) for f in some} for some in (old, new))
    return len(before) >= _FEW and len(before & after) >= _MOST * len(before)


def _families(info: DocumentInfo) -> Iterable[str]:
    if info.place != info.file and "/" in info.file:
        yield "archive " + info.place.removesuffix(info.file) + info.file.partition("/")[0]
    prefix = file_prefix(info.file)
    folder = str(PurePosixPath(info.place).parent)
    if prefix:
        yield f"prefix {folder} {name_key(prefix)}"
    yield f"folder {folder}"


def _related(info: DocumentInfo, other: DocumentInfo) -> bool:
    if other.id == info.id:
        return False
    if "/" in info.file and info.file.partition("/")[0] == other.file.partition("/")[0]:
        return True
    prefix = file_prefix(info.file)
    if prefix and name_key(prefix) == name_key(file_prefix(other.file)):
        return True
    alike = _alike(PurePosixPath(info.file).stem, PurePosixPath(other.file).stem)
    return len(alike) >= _ALIKE and len(_GENERIC.sub("", alike)) >= _OWN


def _alike(first: str, second: str) -> str:
    """What two names have in common at their beginning, a year at its end not counted."""
    pairs = takewhile(lambda pair: pair[0] == pair[1], zip(first, second, strict=False))
    return "".join(a for a, _ in pairs).rstrip("0123456789")


def _completed(info: DocumentInfo, siblings: Sequence[DocumentInfo]) -> Completed | None:
    # What is known narrows who can tell the rest: siblings of another body, year or stage are another disclosure.
    # The body alone they all share.
    rest = [s for s in siblings if not info.org or name_key(s.org) == name_key(info.org)]
    narrowed = [s for s in rest if all(_agree(getattr(s, n), getattr(info, n)) for n in ("year", "stage"))]
    slots: list[tuple[str, str | int]] = []
    used = ""
    # A body publishes for itself and for its subordinates side by side: only the other half of this very disclosure
    # can tell the scope.
    halves = [s for s in rest if info.year and (s.year, s.stage) == (info.year, info.stage)]
    tellers = {"org": rest, "year": narrowed, "stage": narrowed, "scope": halves}
    for name, those in tellers.items():
        told = {value: s for s in those if (value := _known(s, name))}
        keys = {name_key(v) if name == "org" else v for v in told}
        if not _known(info, name) and len(keys) == 1:
            value, sibling = next(iter(told.items()))
            slots.append((name, value))
            used = used or sibling.file
    return Completed(info=info, slots=tuple(slots), sibling=used) if slots else None


def _known(info: DocumentInfo, slot: str) -> Any:
    """What a slot tells; a scope that is only likely tells nothing."""
    return info.known_scope if slot == "scope" else getattr(info, slot)


def _agree(theirs: object, ours: object) -> bool:
    return not theirs or not ours or theirs == ours
