"""Whose a document is, where titles and labels do not tell it by their form: names that the recogniser sees, places
from the site and the way to the page put before names that have none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from index.parsing.identity_names import clean, name_of, rules
from index.parsing.identity_recogniser import Token, tagged
from index.vocabulary.areas import areas, chain_at, chains

_SITE = 0.65  # a site may belong to the body above
_SHORTEST = 3
_ENOUGH = 0.9  # so sure, no further line is looked at
LINES = 5  # that the recogniser looks at in one document
_LEVELS = "省市区县州旗盟"
_STEPS = re.compile(r"[>»→›|/\s:：,，]+")
_NAMES = ("ORG", "LOC")
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]{2}")
_OFFICE = re.compile("[院局委厅府部处所社](?!镇|乡|区|县|市)")
_GROWS = 5  # words that may follow a place to make it a body's name
_BRACKET = re.compile(r"\(([\u3400-\u9fff\U00020000-\U0003ffff]{2,8})\)")
_PLACED = re.compile(
    rf"^[\u3400-\u9fff\U00020000-\U0003ffff]{{2,8}}?(?:自治)?[{_LEVELS}镇乡](?=[\u3400-\u9fff\U00020000-\U0003ffff]{{2}})"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A body or an area, where it was read and how surely (1: beyond doubt)."""

    name: str
    how: str
    sure: float
    area: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    name: str
    score: float
    area: bool


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


def steps(around: Iterable[str]) -> list[str]:
    """The pieces of what stands around a page: names of the site, steps of the way to it."""
    return [clean(piece) for line in around for piece in _STEPS.split(line) if piece.strip()]


def places(around: Iterable[str]) -> list[str]:
    """Areas that stand around a page, the site's own before others."""
    named = [(bool(rules().site.search(piece)), place) for piece in steps(around) if (place := _owner(piece))]
    return list(dict.fromkeys(place for _, place in sorted(named, key=lambda pair: not pair[0])))


def _owner(piece: str) -> str:
    """The place that a piece names, or whose government runs the site."""
    owner = rules().owner.search(piece)
    return place_in(piece) or (owner[1] if owner else "")


def site_body(around: Iterable[str]) -> Subject | None:
    """The body that the site or the line about who published names, where nothing else names one; not who publishes for
    all (a government, its finance office)."""
    for piece in steps(around):
        name = name_of(piece)
        if name == piece and not rules().for_all.search(name) and len(name) > _SHORTEST and _is_named(name):
            return Subject(name=name, how="网站", sure=_SITE)
    return None


def _is_named(name: str) -> bool:
    return bool(chain_at(name, 0)) or name[0] in _LEVELS or all(kind in _NAMES for _, kind in tagged(name))


def recognised(lines: Sequence[tuple[str, str, float]], *, area: bool = False) -> Subject | None:
    """The likeliest body, or area, that some lines name; each line comes with where it stands and how much it weighs."""
    found: dict[str, tuple[float, str, bool]] = {}
    for words, how, weight in [line for line in lines if line[0]][:LINES]:
        for seen in _seen(tagged(words), area):
            name = place_in(seen.name) or (seen.name if seen.area else "") if area else seen.name
            if len(name) < 2 or (seen.area and not area and weight < 0.8):
                continue
            score, where, is_area = found.get(name, (0.0, how, seen.area or area))
            found[name] = (max(score, weight + seen.score) + (0.05 if score else 0.0), where, is_area)
        if any(score >= _ENOUGH for score, _, _ in found.values()):
            break
    if not found:
        return None
    for name in sorted(found, key=len):
        # A name cut short is the longer one; what speaks for it speaks for both.
        longer = next((other for other in found if other != name and other.endswith(name)), None)
        if longer:
            score, how, is_area = found.pop(name)
            found[longer] = (max(score, found[longer][0]), found[longer][1], is_area)
    name, (score, how, is_area) = max(found.items(), key=lambda pair: (pair[1][0], len(pair[0])))
    return Subject(name=name, how=how, sure=round(min(score, 0.95), 2), area=is_area) if score >= 0.5 else None


def _seen(tokens: Sequence[Token], area: bool) -> Iterator[_Seen]:
    at = 0
    while at < len(tokens):
        if tokens[at][1] not in _NAMES:
            at += 1
            continue
        end = at + 1
        while end < len(tokens) and tokens[end][1] in _NAMES:
            end += 1
        name, end = _grown(tokens, at, end)
        body = name_of(name) or (name if tokens[at][1] == "ORG" and rules().brief.fullmatch(name) else "")
        place = (
            not body
            and (name in areas() or bool(place_in(name)) or tokens[end - 1][1] == "LOC")
            and not _OFFICE.search(name)
        )
        if (body or place) and _HAN.search(name):
            yield _Seen(
                name=body or _full(name), score=_context(tokens, at, end, area), area=place and not _is_town(name)
            )
        at = end


def _grown(tokens: Sequence[Token], start: int, end: int) -> tuple[str, int]:
    """A name with what belongs to it: the office behind a place (随州 + 调频台), a bracket behind the name."""
    name = "".join(word for word, _ in tokens[start:end])
    if not name_of(name):
        longer = name
        for at in range(end, min(end + _GROWS, len(tokens))):
            word, kind = tokens[at]
            if kind in ("TIME", "w", "p", "u", "v", "c") and not name_of(longer + word):
                break
            longer += word
            if name_of(longer):
                return longer, at + 1
        return name, end
    rest = "".join(word for word, _ in tokens[end : end + 4])
    if bracket := _BRACKET.match(rest):
        length = 0
        for at in range(end, len(tokens)):
            length += len(tokens[at][0])
            if length == bracket.end() and (at + 1 == len(tokens) or tokens[at + 1][1] == "TIME"):
                return name + bracket.group(), at + 1
    return name, end


def _context(tokens: Sequence[Token], start: int, end: int, area: bool) -> float:
    """How far the words beside a name speak for its being the one that is written about."""
    before = "".join(word for word, _ in tokens[max(start - 2, 0) : start])
    after = "".join(word for word, _ in tokens[end : end + 3])
    name = "".join(word for word, _ in tokens[start:end])
    score = 0.0
    if end < len(tokens) and tokens[end][1] == "TIME":
        score += 0.1
    if rules().verbs.match(after):
        score += 0.05
    if not before:
        score += 0.1 if chain_at(name, 0) else 0.05
    if area and place_in(name):
        # Who gave the order for an area's paper, or put it together, is of that area; other places are only spoken of.
        dated = end < len(tokens) and tokens[end][1] == "TIME"
        return score if not before or dated or rules().ordered.search(before) else score - 0.5
    if rules().before.search(before) or rules().after.match(after) or rules().not_subject.match(name):
        score -= 0.5
    return score


def _is_town(name: str) -> bool:
    return rules().town.search(name) is not None and name.endswith(("镇", "乡", "街道"))


def _full(place: str) -> str:
    """A place by its full name (北京 → 北京市) where only one has it."""
    if place in areas():
        return place
    full = [place + level for level in _LEVELS if place + level in areas()]
    return full[0] if len(full) == 1 else place


def is_placeless(name: str) -> bool:
    """Whether a name needs the place before it: 县委党校, 官仓镇, 第四小学, but not 水利部 or 烟台大学."""
    if _is_town(name) and not chain_at(name, 0):
        return not _PLACED.match(name)
    if rules().league.fullmatch(name):
        return True
    if chain_at(name, 0) or _PLACED.match(name):
        return False
    if name[0] in _LEVELS:
        return True
    tokens = tagged(name)
    return not any(kind in _NAMES for _, kind in tokens) or tokens[0][1] not in _NAMES


def with_place(name: str, around: Sequence[str]) -> str:
    """A placeless name behind the place that stands around it, "" where no place fits."""
    for place in around:
        if place != name and place.endswith(name):
            return place
        if league := rules().league.fullmatch(name):
            end = place.rfind(league[2])
            if end > 0:
                return f"{league[1]}{place[: end + 1]}委"
            continue
        if name[0] in _LEVELS:
            end = place.rfind(name[0])
            if end > 0:
                return place[: end + 1] + name[1:]
        elif place[-1] in _LEVELS and not _is_town(place) and not chain_at(name, 0):
            return place + name
    return ""
