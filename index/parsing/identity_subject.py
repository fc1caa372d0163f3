"""Whose a document is, where titles and labels do not tell it by their form: names that the recogniser sees."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.parsing.identity_around import Subject
from index.parsing.identity_names import name_of
from index.parsing.identity_places import full_place, is_town, place_in
from index.parsing.identity_recogniser import NAMES, Token, tagged
from index.parsing.identity_rules import rules
from index.vocabulary.areas import areas, chain_at

_ENOUGH = 0.9  # so sure, no further line is looked at
LINES = 5  # that the recogniser looks at in one document
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]{2}")
_OFFICE = re.compile("[院局委厅府部处所社](?!镇|乡|区|县|市)")
_GROWS = 5  # words that may follow a place to make it a body's name
_BRACKET = re.compile(r"\(([\u3400-\u9fff\U00020000-\U0003ffff]{2,8})\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    name: str
    score: float
    area: bool


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
        if tokens[at][1] not in NAMES:
            at += 1
            continue
        end = at + 1
        while end < len(tokens) and tokens[end][1] in NAMES:
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
                name=body or full_place(name), score=_context(tokens, at, end, area), area=place and not is_town(name)
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
