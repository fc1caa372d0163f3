"""Places in words: areas of the list, towns and zones, and whether a body's name lacks the place before it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from index.parsing.identity_recogniser import NAMES, tagged
from index.parsing.identity_rules import rules
from index.vocabulary.areas import areas, chain_at, chains, short_names

LEVELS = "省市区县州旗盟"
_SHORT = 2  # characters of a place without its level, at the least
_RUN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+$")
_BOUND = re.compile(
    "[局厅院委和与对向由及]|包括|所属"
)  # between a place and what it is put before, these end another name
_LONGEST = 14  # characters of a place before a name
_PLACED = re.compile(
    rf"^[\u3400-\u9fff\U00020000-\U0003ffff]{{2,8}}?(?:自治)?[{LEVELS}镇乡](?=[\u3400-\u9fff\U00020000-\U0003ffff]{{2}})"
)


def place_in(words: str) -> str:
    """The first place that folded words name: areas of the list, one inside the other, with a town or zone behind them."""
    for start, chain in chains(words):
        end = start + len("".join(chain))
        if unlisted := rules().inner.match(words, end):
            end = unlisted.end()
        if inner := rules().zone.match(words, end) or rules().town.match(words, end):
            end = inner.end()
        return words[start:end]
    inner = rules().zone.match(words) or rules().town.match(words)
    return inner.group() if inner else ""


def place_of(words: str) -> str:
    """The place that folded words name, or whose government or finance office they name."""
    owner = rules().owner.search(words)
    return place_in(words) or (owner[1] if owner else "")


def full_place(place: str) -> str:
    """A place by its full name (北京 → 北京市) where only one has it."""
    if place in areas():
        return place
    full = [place + level for level in LEVELS if place + level in areas()]
    return full[0] if len(full) == 1 else place


def is_town(name: str) -> bool:
    """Whether a name is a town's and nothing more."""
    return rules().town.search(name) is not None and name.endswith(("镇", "乡", "街道"))


def begins_with_place(name: str) -> bool:
    """Whether a name begins with an area of the list, whole or without its level (临海公安局)."""
    return bool(chain_at(name, 0)) or any(name[:length] in short_names() for length in range(_SHORT, len(name) - 1))


def is_placeless(name: str) -> bool:
    """Whether a name needs the place before it: 县委党校, 官仓镇, 水务局, 第四小学, but not 水利部 or 烟台大学."""
    if is_town(name) and not chain_at(name, 0):
        return not _PLACED.match(name)
    if rules().league.fullmatch(name):
        return True
    if rules().bare_zone.match(name):
        return True
    if chain_at(name, 0) or ((found := _PLACED.match(name)) and not (name[0] in LEVELS and found[0][-1] in LEVELS)):
        return False
    if name[0] in LEVELS:
        return True
    if rules().needs_place.search(name) and not begins_with_place(name):
        return True
    tokens = tagged(name)
    return not any(kind in NAMES for _, kind in tokens) or tokens[0][1] not in NAMES


def in_full(name: str, lines: Iterable[str]) -> str:
    """A placeless name as the text writes it with its place before it (涪陵区审计局 of 区审计局), "" where it never does."""
    for line in lines:
        at = line.find(name, _SHORT)
        before = _RUN.search(line[max(0, at - _LONGEST) : at]) if at >= 0 else None
        run = before[0] if before else ""
        for start in range(len(run) - 1):
            if begins_with_place(run[start:] + name) and not _BOUND.search(run[start:]):
                return run[start:] + name
    return ""


def placed(name: str, place: str) -> str:
    """A name behind the place where it lacks one and the place fits, else as it is."""
    return (place and is_placeless(name) and with_place(name, [place])) or name


def with_place(name: str, around: Iterable[str]) -> str:
    """A placeless name behind the place that stands around it, "" where no place fits."""
    for place in around:
        if place == name:
            continue
        if place.endswith(name):
            return place
        if league := rules().league.fullmatch(name):
            end = place.rfind(league[2])
            if end > 0:
                return f"{league[1]}{place[: end + 1]}委"
            continue
        if name[0] in LEVELS:
            end = place.rfind(name[0])
            if end > 0:
                return place[: end + 1] + name[1:]
        elif place[-1] in LEVELS and not is_town(place) and not chain_at(name, 0):
            return place + name
    return ""
