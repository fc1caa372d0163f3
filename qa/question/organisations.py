"""Which public body a question means.

People write a body's full name, a short form (省高院, 市数据局, 普陀财政), or a form with a typing error. A short form is a
*subsequence* of a written form of the name that keeps its order and its end, so one alignment finds them all; the
ways of shortening that change characters (人民代表大会 → 人大) are data. What stands directly before the short form must
belong to the name as well: 浙江省委办公厅 is not 江苏省委办公厅 although 江省委办公厅 would fit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.language.fold import fold_text
from index.vocabulary.organisations import variants, words
from qa.question.alignment import FormIndex, is_subsequence, mentions_of, prefer, sounds, tightest
from qa.question.names import Form, region_of, region_words
from qa.question.slots import cues

_JOINED = re.compile(r"[、,，/和与跟同比及或占]|还是|vs")
_AFTER_NAME = r"(?=\d|的|$|预算|决算|部门|单位|[,，?？。]|三公"
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


class Catalogue:
    """The bodies of a library, ready for looking up in questions."""

    def __init__(self, bodies: Sequence[Body]) -> None:
        self.bodies = tuple(bodies)
        forms: dict[tuple[str, str], Form] = {}
        for body in bodies:
            for name in (body.name, *body.aliases):
                key = fold_text(name).replace(" ", "")
                for variant in variants(key):
                    if len(variant) >= 2 and (variant, body.name) not in forms:
                        region, marks = region_of(variant)
                        forms[variant, body.name] = Form(
                            text=variant, org=body.name, region=region, marks=marks, full=variant == key
                        )
        self._forms = tuple(forms.values())
        self._index = FormIndex(self._forms)
        self._by_sound = self._index.sounding()
        self._units = {
            unit: body.name
            for body in bodies
            for unit in map(fold_text, body.units)
            if len(unit) > 3 and unit != body.name and not self._is_body(unit, body.name)
        }
        self._unit_forms = FormIndex(
            Form(text=unit, org=unit, region=region, marks=marks, full=True)
            for unit in self._units
            for region, marks in (region_of(unit),)
        )
        self._regions = region_words(self._forms)

    def find(self, question: str) -> tuple[OrgMention, ...]:
        """The bodies that a folded question names, in order; an unknown body is a mention without ``orgs``."""
        full = any(form.full and form.text in question for form in self._forms)
        in_full = tuple(m for m in self._unit_mentions(question) if m.text in self._units)
        if in_full and not full:
            return in_full
        best = mentions_of(question, self._index)
        homophones = mentions_of(sounds(question), self._by_sound)
        best = prefer(best, [m for m in homophones if m[1] - m[0] >= 3])
        mentions: list[OrgMention] = []
        for start, end, forms in best:
            if any(question.startswith(term, start) for term in words()["terms"]):
                continue
            orgs = tightest(question[start:end], forms)
            exact = any(f.text == question[start:end] and f.full for f in forms)
            how = (
                "全称"
                if exact
                else ("简称" if any(is_subsequence(question[start:end], f.text) for f in forms) else "同音")
            )
            if how == "同音" and _another_place(question[start:end], orgs):
                mentions.append(OrgMention(start=start, end=end, text=question[start:end], orgs=(), how="未知"))
                continue
            before = mentions[-1].end if mentions else 0
            mentions.append(_checked(question, start, end, before, orgs, how, self))
        mentions = [
            m
            for i, m in enumerate(mentions)
            if not any(m.orgs and m.orgs == e.orgs for e in mentions[:i])
            and (i == 0 or mentions[i - 1].end == m.start or _JOINED.search(question[mentions[i - 1].end : m.start]))
        ]
        if not any(m.orgs for m in mentions) and (named := self._unit_mentions(question)):
            return named
        if not mentions:
            mentions = [*self._unknown(question)][:1]
        if not mentions:
            mentions = [_body_of_place(question, m) or m for m in self._region(question)]
        return tuple(mentions)

    def _is_body(self, unit: str, department: str) -> bool:
        """Whether a unit's name is that of another body which has documents of its own."""
        return any(
            (start, end) == (0, len(unit)) and any(form.org != department for form in forms)
            for start, end, forms in mentions_of(unit, self._index)
        )

    def units_in(self, question: str) -> tuple[tuple[str, str, str], ...]:
        """(run, unit, its department) for each subordinate unit that a folded question names, in full or in short."""
        found = []
        for start, end, forms in mentions_of(question, self._unit_forms):
            run = question[start:end]
            names = tightest(run, forms)
            if len(names) == 1 and len(run) > 2 and run[-1] == names[0][-1]:
                found.append((run, names[0], self._units[names[0]]))
        return tuple(found)

    def _unit_mentions(self, question: str) -> tuple[OrgMention, ...]:
        """The units named, of one department only; nothing of the question is hidden for them."""
        named = self.units_in(question)
        if not named or len({org for _, _, org in named}) > 1:
            return ()
        return tuple(
            OrgMention(start=at, end=at, text=run, orgs=(org,), how="下属单位")
            for run, _, org in named
            for at in (question.find(run),)
        )

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


def _another_place(run: str, orgs: Sequence[str]) -> bool:
    """Whether a run that only sounds like a body's name begins with another place: places are not put right by sound."""
    length, _ = region_of(run)
    return length > 0 and not any(is_subsequence(run[:length], fold_text(org)) for org in orgs)


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
            return OrgMention(start=begin, end=begin, text=unit, orgs=(org,), how="下属单位")
    return OrgMention(start=begin, end=stop, text=text, orgs=(), how="未知")


def _body_of_place(question: str, place: OrgMention) -> OrgMention | None:
    """A place's name followed at once by a body's: 云汀市 + 财政局, although the library has no such body."""
    strong = "|".join(words()["strong"])
    found = re.match(rf"[^\W\d_和与跟同比及的]{{1,10}}?(?:{strong})", question[place.end :])
    if not found:
        return None
    end = place.end + found.end()
    return OrgMention(start=place.start, end=end, text=question[place.start : end], orgs=(), how="未知")


def _left_rest(question: str, start: int) -> str:
    """What stands directly before a run and may be part of a longer name; "" where a function word, a year or a
    whole clause stands there (课后服务归|教育局): names do not end in such words, and are not that long."""
    left = re.split(r"[^\u4e00-\u9fff0-9]", question[:start])[-1]
    if re.search(r"\d月(\d{1,2}日)?$", left):
        return ""
    while left:
        years = re.search(_YEARS.pattern + "$", left)
        if years and years.end() > years.start():
            left = left[: years.start()]
            continue
        word = next((w for w in words()["lead"] if left.endswith(w)), None)
        if word is None:
            break
        if len(word) > 1 or word in words()["function"]:
            return ""
        left = left[: -len(word)]
    return left if len(left) <= 6 else ""


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
        asks = cues()["bodies"]  # 全区有几所学校, 民办学校是哪几所: bodies are counted or asked for, none is named
        counted = re.search(asks["counted"], left) or re.match(asks["which"], question[found.end() :])
        if len(left) >= 3 and not counted:
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
