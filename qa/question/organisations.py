"""Which public body a question means.

People write a body's full name, a short form (省高院, 市数据局, 普陀财政), or a form with a typing error. A short form is a
*subsequence* of a written form of the name that keeps its order and its end, so one alignment finds them all; the
ways of shortening that change characters (人民代表大会 → 人大) are data. What stands directly before the short form must
belong to the name as well: 浙江省委办公厅 is not 江苏省委办公厅 although 江省委办公厅 would fit.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from index.language.fold import fold_text

_REGION = re.compile(
    r"^((?:[\u4e00-\u9fff]{2,7}?(?:省|自治区|特别行政区|自治州|州|盟|市))?"
    r"(?:[\u4e00-\u9fff]{1,6}?(?:市|县|旗)|[\u4e00-\u9fff]{2,6}?(?<!社)(?<!园)(?<!校)(?<!景)(?<!小)区)?)"
)
_JOINED = re.compile(r"[、,，/和与跟同比及或]|还是|vs")
_AFTER_NAME = r"(?=\d|的|$|预算|决算|部门|单位|[,，?？。]|三公"
_HAN = re.compile(r"[\u4e00-\u9fff]")
_YEARS = re.compile(
    r"(?:19|20)?\d{2}年?度?(?:[-~—至到、,和与](?:19|20)?\d{2}年?度?)*|二[〇零○o]?[一二三四五六七八九〇零]{2}年?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A public body of the library: its canonical name, other names, and its subordinate units' names."""

    name: str
    aliases: tuple[str, ...] = ()
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OrgMention:
    """A run ``[start, end)`` of the folded question that names one of ``orgs`` (several: ambiguous; none: unknown).

    ``how`` is 全称, 简称, 同音, 地区 or 未知; ``text`` the run itself.
    """

    start: int
    end: int
    text: str
    orgs: tuple[str, ...]
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    """A written form of a name. ``region`` is the length of the leading place name, ``marks`` the ends of its levels."""

    text: str
    org: str
    region: int
    marks: tuple[int, ...]
    full: bool


@cache
def words() -> dict[str, tuple[str, ...]]:
    """The word lists of ``organisations.toml``."""
    data = _data()
    return {name: tuple(fold_text(word) for word in listed) for name, listed in data["words"].items()}


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("index.vocabulary").joinpath("organisations.toml").read_text(encoding="utf-8"))


def _region(name: str) -> tuple[int, tuple[int, ...]]:
    found = _REGION.match(name)
    length = found.end() if found else 0
    if length >= len(name) - 1:
        return 0, ()
    marks = tuple(i + 1 for i in range(length) if name[i] in "省市县区州盟旗" and (i + 1 == length or i >= 1))
    return length, marks


def _variants(name: str) -> Iterable[str]:
    """The name and the ways in which it is shortened, each once."""
    seen = [name]
    rules = [(fold_text(r["long"]), [fold_text(s) for s in r["short"]]) for r in _data()["short"]]
    for variant in seen:
        for long, shorts in rules:
            if long in variant:
                seen.extend(v for s in shorts if (v := variant.replace(long, s)) not in seen)
        for ending in words()["droppable"]:
            if variant.endswith(ending) and variant[: -len(ending)].endswith(words()["office_of"]):
                rest = variant[: -len(ending)]
                if rest not in seen:
                    seen.append(rest)
        if len(seen) > 24:
            break
    return seen


class Catalogue:
    """The bodies of a library, ready for looking up in questions."""

    def __init__(self, bodies: Sequence[Body]) -> None:
        self.bodies = tuple(bodies)
        forms: dict[tuple[str, str], _Form] = {}
        for body in bodies:
            for name in (body.name, *body.aliases):
                key = fold_text(name).replace(" ", "")
                for variant in _variants(key):
                    if len(variant) >= 2 and (variant, body.name) not in forms:
                        region, marks = _region(variant)
                        forms[variant, body.name] = _Form(
                            text=variant, org=body.name, region=region, marks=marks, full=variant == key
                        )
        self._forms = tuple(forms.values())
        self._units = {
            fold_text(unit): body.name for body in bodies for unit in body.units if len(unit) > 3 and unit != body.name
        }
        self._regions = _region_words(self._forms)

    def find(self, question: str) -> tuple[OrgMention, ...]:
        """The bodies that a folded question names, in order; an unknown body is a mention without ``orgs``."""
        best = _mentions(question, self._forms)
        homophones = _mentions(_sounds(question), _sound_forms(self._forms))
        best = _prefer(best, [m for m in homophones if m[1] - m[0] >= 3])
        mentions: list[OrgMention] = []
        for start, end, forms in best:
            orgs = _tightest(question[start:end], forms)
            exact = any(f.text == question[start:end] and f.full for f in forms)
            how = (
                "全称"
                if exact
                else ("简称" if any(_is_subsequence(question[start:end], f.text) for f in forms) else "同音")
            )
            before = mentions[-1].end if mentions else 0
            mentions.append(_checked(question, start, end, before, orgs, how, self))
        mentions = [
            m
            for i, m in enumerate(mentions)
            if not any(m.orgs and m.orgs == e.orgs for e in mentions[:i])
            and (i == 0 or _JOINED.search(question[mentions[i - 1].end : m.start]))
        ]
        if not mentions:
            mentions = [*self._unit(question), *self._unknown(question)][:1]
        if not mentions:
            mentions = list(self._region(question))
        return tuple(mentions)

    def _unit(self, question: str) -> Iterable[OrgMention]:
        for unit, org in self._units.items():
            at = question.find(unit)
            if at >= 0:
                yield OrgMention(start=at, end=at, text=unit, orgs=(org,), how="下属单位")

    def _unknown(self, question: str) -> Iterable[OrgMention]:
        found = unknown_body(question)
        if found:
            start, end = found
            yield OrgMention(start=start, end=end, text=question[start:end], orgs=(), how="未知")

    def _region(self, question: str) -> Iterable[OrgMention]:
        for word, orgs in sorted(self._regions.items(), key=lambda item: -len(item[0])):
            at = question.find(word)
            if at >= 0:
                yield OrgMention(start=at, end=at + len(word), text=word, orgs=orgs, how="地区")
                return


def _region_words(forms: Iterable[_Form]) -> dict[str, tuple[str, ...]]:
    """Place names, long and short, with the bodies of the place."""
    found: dict[str, dict[str, None]] = {}
    for form in forms:
        begin = 0
        for mark in form.marks:
            level = form.text[begin:mark]
            begin = mark
            for word in (level, level[:-1]):
                if len(word) >= 2:
                    found.setdefault(word, {})[form.org] = None
    return {word: tuple(orgs) for word, orgs in found.items()}


_Match = tuple[int, int, list[_Form]]


def _mentions(question: str, forms: Sequence[_Form]) -> list[_Match]:
    """Non-overlapping runs, longest first, that are short forms of names; sorted by place."""
    found: dict[tuple[int, int], list[_Form]] = {}
    for form in forms:
        for start, end in _runs(question, form):
            found.setdefault((start, end), []).append(form)
    chosen: list[_Match] = []
    for (start, end), matched in sorted(found.items(), key=lambda item: (item[0][0] - item[0][1], item[0][0])):
        if all(end <= s or start >= e for s, e, _ in chosen):
            chosen.append((start, end, matched))
    return sorted(chosen, key=lambda match: match[0])


def _runs(question: str, form: _Form) -> Iterable[tuple[int, int]]:
    """Runs of the question that may stand for the form, the longest at each start."""
    text, size = form.text, len(question)
    for start in range(size - 1):
        position = text.find(question[start])
        if position < 0:
            continue
        places = [position]
        for index in range(start + 1, size):
            position = text.find(question[index], position + 1)
            if position < 0:
                break
            places.append(position)
        while len(places) >= 2:
            if _may_stand_for(question, start, places, form):
                yield start, start + len(places)
                break
            places.pop()


def _may_stand_for(question: str, start: int, places: Sequence[int], form: _Form) -> bool:
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
    generic = form.text[form.region : form.region + len(core)] in words()["generic"]
    if in_region >= 2 and prefix and len(core) >= 2 and not generic:
        return True
    return in_region >= 2 and core == [form.region] and not _HAN.match(following) and length - form.region <= 3


@lru_cache(maxsize=1 << 12)
def _sound(character: str) -> str:
    from pypinyin import lazy_pinyin

    return _SOUND_CODES.setdefault(lazy_pinyin(character)[0], chr(0xE000 + len(_SOUND_CODES)))


_SOUND_CODES: dict[str, str] = {}


def _sounds(text: str) -> str:
    """Each Chinese character replaced by a private-use character for its syllable, so that homophones are equal."""
    return "".join(_sound(c) if _HAN.match(c) else c for c in text)


@lru_cache(maxsize=8)
def _sound_forms(forms: tuple[_Form, ...]) -> tuple[_Form, ...]:
    return tuple(
        _Form(text=_sounds(f.text), org=f.org, region=f.region, marks=f.marks, full=f.full)
        for f in forms
        if len(f.text) > 2
    )


def _prefer(exact: list[_Match], sounding: list[_Match]) -> list[_Match]:
    """Runs found by sound only where they reach further than those found by characters."""
    kept = list(exact)
    for start, end, forms in sounding:
        overlapping = [m for m in kept if m[0] < end and start < m[1]]
        if all(m[1] - m[0] < end - start for m in overlapping):
            kept = [m for m in kept if m not in overlapping]
            kept.append((start, end, forms))
    return sorted(kept, key=lambda match: match[0])


def _is_subsequence(short: str, long: str) -> bool:
    rest = iter(long)
    return all(c in rest for c in short)


def _tightest(run: str, forms: Sequence[_Form]) -> tuple[str, ...]:
    """The bodies that the run fits best: exact names first, then those with no place level skipped after a named one."""
    exact = {f.org: None for f in forms if f.text == run}
    if exact:
        return tuple(exact)
    scored: dict[str, tuple[int, int]] = {}
    for form in forms:
        scored[form.org] = min(_looseness(run, form), scored.get(form.org, (9, 9)))
    least = min(scored.values())
    return tuple(org for org, looseness in scored.items() if looseness == least)


def _looseness(run: str, form: _Form) -> tuple[int, int]:
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


def _checked(
    question: str, start: int, end: int, before: int, orgs: tuple[str, ...], how: str, catalogue: Catalogue
) -> OrgMention:
    """The mention, or an unknown body where characters around the run say that a longer name is meant.

    ``before`` is the end of the mention to the left, 0 without one.
    """
    left = _left_rest(question[before:], start - before)
    right = _right_rest(question, end)
    if not left and not right:
        return OrgMention(start=start, end=end, text=question[start:end], orgs=orgs, how=how)
    begin, stop = start - len(left), end + len(right)
    text = question[begin:stop]
    for unit, org in catalogue._units.items():
        if unit in text or (len(text) > 4 and text in unit):
            return OrgMention(start=start, end=end, text=unit, orgs=(org,), how="下属单位")
    return OrgMention(start=begin, end=stop, text=text, orgs=(), how="未知")


def _left_rest(question: str, start: int) -> str:
    """What stands directly before a run and is neither a leading word nor a year: "" or part of a longer name."""
    left = re.split(r"[^\u4e00-\u9fff0-9]", question[:start])[-1]
    changed = True
    while left and changed:
        changed = False
        for word in words()["lead"]:
            if left.endswith(word):
                left, changed = left[: -len(word)], True
                break
        years = re.search(_YEARS.pattern + "$", left)
        if years and years.end() > years.start():
            left, changed = left[: years.start()], True
    return left if len(left) <= 12 else ""


def _right_rest(question: str, end: int) -> str:
    """What follows a run and makes it another body's name (附属小学, 信息中心 …), "" mostly."""
    after = question[end:]
    for word in words()["tail"]:
        if after.startswith(word):
            return ""
    found = re.match(rf"[^\W\d_和与跟同比及]{{0,8}}?(?:{_endings()}){_AFTER_NAME})", after)
    return found.group() if found else ""


def _endings() -> str:
    return "|".join(words()["endings"])


def unknown_body(question: str) -> tuple[int, int] | None:
    """The run of a folded question that looks like a body's name although no library body fits; None where none does."""
    pattern = rf"[\u4e00-\u9fff]{{2,18}}?(?:{_endings()}){_AFTER_NAME}|有|在|负责|是)"
    for found in re.finditer(pattern, question):
        left = _strip_lead(found.group())
        if len(left) >= 3:
            return found.end() - len(left), found.end()
    return None


def _strip_lead(text: str) -> str:
    changed = True
    while changed:
        changed = False
        for word in words()["lead"]:
            if text.startswith(word) and len(text) - len(word) >= 2:
                text, changed = text[len(word) :], True
                break
    return text
