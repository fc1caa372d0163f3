"""What stands around a page's text: the site's name, the way to the page, who runs the site and who signed.

Of pages that name their body nowhere else it tells the body (首页 > 水务局 > 财政信息) and the place before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from index.parsing.identity_names import clean, name_of
from index.parsing.identity_places import LEVELS, begins_with_place, place_of
from index.parsing.identity_recogniser import NAMES, tagged
from index.parsing.identity_rules import rules
from index.vocabulary.areas import area_of_host

_STEPS = re.compile(r"[>»→›|/\s:：,，]+")
_SITE = 0.65  # a site may belong to the body above
_SHORTEST = 3
_LINE = 20  # characters: so short, a line with a government's name is the site's
_LINES = 12  # at the beginning, and half as many at the end, may be about the page
_SIGNED = 4  # lines at the beginning and at the end may be the signer's
_SIGNATURE = 16  # characters of such a line


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A body or an area, where it was read and how surely (1: beyond doubt)."""

    name: str
    how: str
    sure: float
    area: bool = False


def about_page(lines: Sequence[str]) -> list[str]:
    """Lines of a text that are about the page: the way to it, the site's name, who publishes it."""
    edges = dict.fromkeys((*lines[:_LINES], *lines[-_LINES // 2 :]))
    return [line for line in edges if is_trail(line) or is_site(line) or rules().publisher.match(line)]


def is_trail(line: str) -> bool:
    """Whether a line is the way to a page, that may stand where its title should: 首页 > 信息公开 > 部门预算."""
    return rules().trail.search(line) is not None


def is_site(line: str) -> bool:
    """Whether a line is nothing but the site's name."""
    return len(line) < _LINE and rules().site_line.search(line) is not None


def steps(around: Iterable[str]) -> list[str]:
    """The pieces of what stands around a page: names of the site, steps of the way to it; not who carries the site out."""
    kept = (rules().carrier.sub("", line) for line in around)
    return [clean(piece) for line in kept for piece in _STEPS.split(line) if piece.strip()]


def places(around: Iterable[str]) -> list[str]:
    """Areas that stand around a page, the site's own before others."""
    named = [(bool(rules().site.search(piece)), place) for piece in steps(around) if (place := _owner(piece))]
    return list(dict.fromkeys(place for _, place in sorted(named, key=lambda pair: not pair[0])))


def _owner(piece: str) -> str:
    """The place that a piece names, or whose government runs the site, or whose name its address bears."""
    return place_of(piece) or area_of_host(piece)


def site_body(around: Sequence[str]) -> Subject | None:
    """The body that the way to the page ends with, or that the site or the line about who published names, where nothing
    else names one; not who publishes for all (a government, its finance office)."""
    ways = [line for line in around if is_trail(line)]
    rest = [line for line in around if line not in ways]
    found = [*reversed([*_bodies(ways)]), *_bodies(rest)]
    return Subject(name=found[0], how="网站", sure=_SITE) if found else None


def _bodies(around: Iterable[str]) -> Iterator[str]:
    for piece in steps(around):
        name = name_of(piece)
        if name and name == piece and not rules().for_all.search(name) and len(name) >= _SHORTEST and _is_named(name):
            yield name


def _is_named(name: str) -> bool:
    """Whether a step names a body, not a part of the site (互动中心)."""
    if begins_with_place(name) or name[0] in LEVELS:
        return True
    return rules().needs_place.search(name) is not None or all(kind in NAMES for _, kind in tagged(name))


def folder_body(folders: Iterable[str]) -> Subject | None:
    """The body that a file's folder is called after, the nearest first."""
    names = (name_of(rules().filed.sub("", clean(folder))) for folder in folders)
    name = next((each for each in names if each and not rules().for_all.search(each)), "")
    return Subject(name=name, how="文件夹", sure=_SITE) if name else None


def signers(lines: Sequence[str]) -> list[str]:
    """Who signed or gave out a paper: a name alone on one of the first or last lines, those beside a date first."""
    found: list[tuple[bool, str]] = []
    for at in dict.fromkeys((*range(len(lines))[:_SIGNED], *range(len(lines))[-_SIGNED:])):
        if name := _signing(lines[at]):
            dated = any(rules().dated.fullmatch(beside) for beside in lines[at + 1 : at + 2])
            found.append((dated, name))
    return [name for _, name in sorted(found, key=lambda pair: not pair[0])]


def _signing(line: str) -> str:
    """The name that a line is, the first where two sign beside each other; "" where it holds anything else."""
    name = name_of(line)
    rest = line.removeprefix(name)
    return name if 0 < len(name) <= _SIGNATURE and (not rest or name_of(rest) == rest) else ""
