"""Which runs of a question may be short forms of a name: subsequences that keep its order and its end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from itertools import pairwise

from index.vocabulary.organisations import words
from qa.question.names import Form

_LEVELS = "省市区县"
_HAN = re.compile(r"[\u4e00-\u9fff]")


Match = tuple[int, int, list[Form]]


class FormIndex:
    """Written forms of names, to be looked up by the characters that they hold. Bit ``i`` of a mask is form ``i``."""

    def __init__(self, forms: Iterable[Form]) -> None:
        self.forms = tuple(forms)
        self._masks: dict[str, int] = {}
        for number, form in enumerate(self.forms):
            for character in set(form.text):
                self._masks[character] = self._masks.get(character, 0) | (1 << number)

    def sounding(self) -> FormIndex:
        """The same forms by their sound, those of two characters left out."""
        return FormIndex(
            Form(text=sounds(f.text), org=f.org, region=f.region, marks=f.marks, full=f.full)
            for f in self.forms
            if len(f.text) > 2
        )

    def beginning(self, first: str, second: str) -> Iterable[Form]:
        """The forms that hold both characters."""
        bits = self._masks.get(first, 0) & self._masks.get(second, 0)
        while bits:
            lowest = bits & -bits
            yield self.forms[lowest.bit_length() - 1]
            bits ^= lowest


def mentions_of(question: str, index: FormIndex) -> list[Match]:
    """Non-overlapping runs, longest first, that are short forms of names; sorted by place."""
    found: dict[tuple[int, int], list[Form]] = {}
    for start in range(len(question) - 1):
        for form in index.beginning(question[start], question[start + 1]):
            end = _end(question, start, form)
            if end is not None:
                found.setdefault((start, end), []).append(form)
    chosen: list[Match] = []
    for (start, end), matched in sorted(found.items(), key=lambda item: (item[0][0] - item[0][1], item[0][0])):
        if all(end <= s or start >= e for s, e, _ in chosen):
            chosen.append((start, end, matched))
    return sorted(chosen, key=lambda match: match[0])


def _end(question: str, start: int, form: Form) -> int | None:
    """Where the longest run that begins at ``start`` and may stand for the form ends, None where there is none."""
    text, position, places = form.text, -1, list[int]()
    for index in range(start, len(question)):
        position = text.find(question[index], position + 1)
        if position < 0:
            break
        places.append(position)
    while len(places) >= 2:
        if _may_stand_for(question, start, places, form):
            return start + len(places)
        places.pop()
    return None


@cache
def _generic() -> frozenset[str]:
    """Beginnings that tell no body from another, as written and as they sound."""
    return frozenset(form for word in words()["generic"] for form in (word, sounds(word)))


def _may_stand_for(question: str, start: int, places: Sequence[int], form: Form) -> bool:
    core = [p for p in places if p >= form.region]
    length = len(form.text)
    if len(places) == length:
        return True
    if not core:
        return False
    if core[-1] == length - 1 and len(core) >= 2:
        contiguous = core[-1] - core[0] == len(core) - 1
        return len(core) >= 3 or core[0] == form.region or (contiguous and core[0] > form.region and len(places) > 2)
    in_region = len(places) - len(core)
    prefix = core == list(range(form.region, form.region + len(core)))
    following = question[start + len(places)] if start + len(places) < len(question) else ""
    generic = form.text[form.region : form.region + len(core)] in _generic()
    if in_region >= 2 and prefix and len(core) >= 2 and not generic:
        return True
    placed = in_region >= 2 or (in_region == 1 and question[start] in _LEVELS)
    return placed and core == [form.region] and not _HAN.match(following) and length - form.region <= 3


_SOUND_CODES: dict[str, str] = {}


@lru_cache(maxsize=1 << 12)
def _sound(character: str) -> str:
    from pypinyin import lazy_pinyin

    return _SOUND_CODES.setdefault(lazy_pinyin(character)[0], chr(0xE000 + len(_SOUND_CODES)))


def sounds(text: str) -> str:
    """Each Chinese character replaced by a private-use character for its syllable, so that homophones are equal."""
    return "".join(_sound(c) if _HAN.match(c) else c for c in text)


def prefer(exact: list[Match], sounding: list[Match]) -> list[Match]:
    """Runs found by sound only where they reach further than those found by characters."""
    kept = list(exact)
    for start, end, forms in sounding:
        overlapping = [m for m in kept if m[0] < end and start < m[1]]
        if all(m[1] - m[0] < end - start for m in overlapping):
            kept = [m for m in kept if m not in overlapping]
            kept.append((start, end, forms))
    return sorted(kept, key=lambda match: match[0])


def is_subsequence(short: str, long: str) -> bool:
    rest = iter(long)
    return all(c in rest for c in short)


def tightest(run: str, forms: Sequence[Form]) -> tuple[str, ...]:
    """The bodies that the run fits best: exact names first, then those with no place level skipped after a named one."""
    exact = {f.org: None for f in forms if f.text == run}
    if exact:
        return tuple(exact)
    scored: dict[str, tuple[int, int]] = {}
    for form in forms:
        scored[form.org] = min(_looseness(run, form), scored.get(form.org, (9, 9)))
    least = min(scored.values())
    return tuple(org for org, looseness in scored.items() if looseness == least)


def _looseness(run: str, form: Form) -> tuple[int, int]:
    """How many levels of the place name are passed over after the first one named, and how many gaps the rest has."""
    begin, named, skipped = 0, False, 0
    position = -1
    placed = []
    for character in run:
        position = form.text.find(character, position + 1)
        placed.append(position)
    places = set(placed)
    core = [p for p in placed if p >= form.region]
    gaps = sum(b - a > 1 for a, b in pairwise(core)) + (bool(core) and core[0] > form.region)
    for mark in form.marks:
        if places & set(range(begin, mark)):
            named = True
        elif named:
            skipped += 1
        begin = mark
    return skipped, gaps
