"""The body or the area of a document, from every witness in the order of its weight."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.parsing.identity_around import Subject, folder_body, is_site, places, signers, site_body, steps
from index.parsing.identity_kinds import NEWS, is_of_area, office_of
from index.parsing.identity_names import opening_names, title_words
from index.parsing.identity_others import bodies_told_of
from index.parsing.identity_places import in_full, is_placeless, place_in, place_of, with_place
from index.parsing.identity_rules import rules
from index.parsing.identity_subject import recognised
from index.parsing.words import has_amount, level_of
from index.vocabulary.areas import chain_at

_TITLE_LINES = 3
_OPENING = 6  # lines at the beginning, one of which may say before whom a paper was read
LONGEST_TITLE = 60
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]{3}")
_PART = re.compile(r"^(?:第[一二三四五六七八九十]+部分|[((]?[一二三四五六七八九十\d]{1,3}[)、.)])+")
_SHORT = 8  # characters: a sentence no longer names nobody
Names = list[tuple[str, str]]


def heads_of(lines: Sequence[str]) -> list[str]:
    """First lines that read like a title, run together, then alone."""
    heads: list[str] = []
    for line in lines[:_TITLE_LINES]:
        if len(line) > LONGEST_TITLE or "。" in line or has_amount(line) or ("目录" in line and len(line) < 4):
            break
        if (heads and level_of(line) is not None) or rules().site.search(line):
            continue
        heads.append(title_words(line))
        if rules().closed.search(line):
            break
    together = "".join(heads)
    found = [together, *heads] if len(heads) > 1 else heads
    return [head for head in found if rules().money.search(head) and re.search(r"\d年", head)]


def body_of(
    names: Names,
    kind: str | None,
    titles: Sequence[str],
    lines: Sequence[str],
    around: Sequence[str],
    folders: Sequence[str] = (),
    *,
    read: bool,
) -> tuple[Subject, Names]:
    """The body or the area, and every name found with it, the one used first."""
    if not read:
        name, how = names[0] if names else ("", "")
        return Subject(name=name, how=how, sure=rules().sure.get(how, 0.0)), names
    several = kind == NEWS and len(bodies_told_of(lines)) > 1  # 省直部门 of which each is told of
    if office := office_of(kind, titles):
        names = [(office, "标题"), *names]
    elif is_of_area(kind, [*titles, *heads_of(lines)]) and not several:
        subject = _area([rules().about.sub("", title) for title in titles], lines, around, kind)
        full = with_place(subject.name, places(around)) if subject.name else ""
        return (replace(subject, name=full) if full else subject), []
    if not names:
        names = [(name, "正文开头") for name in opening_names(lines)]
    best = names[0] if names else ("", "")
    subject = Subject(name=best[0], how=best[1], sure=rules().sure.get(best[1], 0.0))
    if subject.sure < rules().sure["文件名"]:
        seen = recognised(_witnesses(titles, lines, kind))
        if seen and several and seen.area:
            seen = None
        if seen and (seen.sure >= subject.sure or not subject.name):
            subject = seen
            names = [(seen.name, seen.how), *(n for n in names if n[0] != seen.name)]
    if not subject.name and (found := _signer(lines) or site_body(around) or folder_body(folders)):
        names = [(found.name, found.how)]
        subject = found
    return _placed(subject, names, lines, (*around, *folders)) if subject.name else (subject, names)


def _placed(subject: Subject, names: Names, lines: Sequence[str], around: Sequence[str]) -> tuple[Subject, Names]:
    """The subject with the place that its name has left out: as the text writes it, else by what stands around the page."""
    if not subject.area and is_placeless(subject.name) and (full := in_full(subject.name, lines)):
        names = [(full, subject.how), *names]
        subject = replace(subject, name=full, how=f"{subject.how}，地名据正文")
    if full := _full(subject, around):
        names = [(full, subject.how), *names]
        how, sure = f"{subject.how}，地名据网站", min(subject.sure, rules().sure["网站"])
        subject = replace(subject, name=full, how=how, sure=sure)
    return subject, names


def _full(subject: Subject, around: Sequence[str]) -> str:
    """A name that has left out its place, with the place from around the page; "" where nothing is to be added."""
    if subject.area or is_placeless(subject.name):
        return with_place(subject.name, places(around))
    return ""


def _signer(lines: Sequence[str]) -> Subject | None:
    """The body that signs a paper on itself; who publishes or compiles for all signs for others."""
    name = next((each for each in signers(lines) if not rules().for_all.search(each)), "")
    return Subject(name=name, how="落款", sure=rules().sure["落款"]) if name else None


def _area(titles: Sequence[str], lines: Sequence[str], around: Sequence[str], kind: str | None) -> Subject:
    """The area whose totals a document prints: from the title, what stands around it, the first lines."""
    beside = [(piece, "网站") for piece in steps(around) if rules().site.search(piece)][:2]
    opening = [*heads_of(lines), *(line for line in lines[:_OPENING] if rules().meeting.search(line))]
    opening = [rules().about.sub("", line) for line in opening]
    for words, how in (*((t, "标题") for t in titles), *((line, "正文开头") for line in opening), *beside):
        if place := place_of(words) if how == "标题" else place_in(words):
            return Subject(name=place, how=how, sure=rules().sure[how], area=True)
    compilers = (rules().compiled.sub("", line) for line in lines if rules().compiled.match(line))
    if place := next(filter(None, map(place_of, (*signers(lines), *compilers))), ""):
        return Subject(name=place, how="落款", sure=rules().sure["落款"], area=True)
    seen = recognised(_witnesses(titles, lines, kind), area=True)
    if seen and seen.sure >= rules().sure["网站"]:
        return seen
    if sites := places(around):
        return Subject(name=sites[0], how="网站", sure=rules().sure["网站"], area=True)
    return seen or Subject(name="", how="", sure=0.0, area=True)


def _witnesses(titles: Sequence[str], lines: Sequence[str], kind: str | None) -> list[tuple[str, str, float]]:
    """The few lines that the recogniser is asked about: titles, then sentences most likely to begin with the subject."""
    titles = [rules().about.sub("", title) for title in titles]
    found = [(title, "标题", 0.85) for title in titles if _HAN.search(title)][:2]
    found += [(head, "正文开头", 0.75 if kind == NEWS else 0.8) for head in heads_of(lines)[:1] if head not in titles]
    texts = [line for line in lines if not is_site(line)]
    sentences = [_PART.sub("", each) for line in texts for each in re.split("[。;]", line) if len(each) > _SHORT]
    if kind == NEWS:
        # News tell of several bodies; only what it begins with is its subject.
        first = [*[each for each in sentences[:8] if rules().money.search(each)][:1], *sentences[:2]]
        return found + [(each, "正文", 0.55) for each in first]
    placed = [each for each in sentences if chain_at(each, 0)]
    telling = [each for each in sentences if rules().telling.search(each) and each not in placed]
    ordered = sorted([*placed[:3], *telling[:4]], key=lambda each: not rules().telling.search(each))
    rest = [each for each in sentences[:8] if each not in ordered]
    return found + [(each, "正文", 0.6) for each in ordered] + [(each, "正文", 0.55) for each in rest]
