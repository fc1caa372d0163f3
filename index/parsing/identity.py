"""Whose disclosure a document is, of which year, stage, scope and kind; each with where it was read and how surely.

Witnesses in the order of their weight: the title on the cover, lines that name the body (编制部门：…), first headings,
what stands around the page (site, way to it), the file's name, sentences of the text. What several witnesses say of one
body in different words becomes its aliases.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import PurePosixPath

from index.model import Identity
from index.parsing.compose import Composed, PlacedLine
from index.parsing.identity_kinds import AREA, NEWS, kind_of, kinds, scope_of, stage_of
from index.parsing.identity_names import (
    TITLED,
    aliases,
    clean,
    is_self,
    labelled,
    name_of,
    opening_names,
    ranked,
    rules,
    title_names,
    title_words,
)
from index.parsing.identity_subject import (
    Subject,
    is_placeless,
    place_in,
    places,
    recognised,
    site_body,
    steps,
    with_place,
)
from index.parsing.identity_time import part_of, published_year, year_of
from index.parsing.units import subordinate
from index.parsing.words import has_amount, level_of, plain
from index.vocabulary.areas import chain_at

_COVER_LINES = 12
_TITLE_LINES = 3
_LONGEST_TITLE = 60
_BREAK = re.compile(r"[_|丨]+|(?<![\d年月日])-+|-+(?!\d)")
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]{3}")
_PART = re.compile(r"^(?:第[一二三四五六七八九十]+部分|[((]?[一二三四五六七八九十\d]{1,3}[)、.)])+")
_SHORT = 8  # characters: a sentence no longer names nobody
_BUDGET = re.compile(r"预算|决算|三公|绩效|债务|财政|转移支付|收支")


@dataclass(frozen=True, slots=True, kw_only=True)
class Clues:
    """What is known of a document besides its text: the title and address of the link that led to it, what stands
    around the page (names of the site, the way to it), and the slots that are told and need not be read."""

    title: str = ""
    url: str = ""
    around: tuple[str, ...] = ()
    told: frozenset[str] = frozenset()


@cache
def surely() -> dict[str, float]:
    """How sure a slot is by where it was read."""
    data = tomllib.loads(files("index.parsing").joinpath("identity.toml").read_text(encoding="utf-8"))
    return {place: float(sure) for place, sure in data["sure"].items()}


def identify(composed: Composed, texts: Sequence[str], banner: str, clues: Clues | None = None) -> Identity:
    """What the document says of itself. ``texts`` are its paragraphs, ``banner`` its title."""
    clues = clues or Clues()
    texts = [clean(text) for text in texts]
    lines = [clean(b.line.text) for b in composed.blocks if isinstance(b, PlacedLine) and b.line.text.strip()]
    stem = plain(PurePosixPath(composed.file).stem)
    split = [_main(title_words(t)) for t in (clues.title, composed.title, banner) if t.strip()]
    titles = list(dict.fromkeys(main for main, _ in split))
    around = [*dict.fromkeys(piece for _, beside in split for piece in beside), *clues.around]
    cover = _cover(lines)
    heads = [*titles, *_heads(lines)]
    labels = labelled(composed, lines)
    names = ranked([*titles, *cover], labels, stem, texts)
    kind, kind_how = kind_of(heads, lines)
    subject, names = _subject(names, kind, titles, lines, around, read="org" not in clues.told)
    scope, scope_how = scope_of(kind, subject.area, heads, stem, lines, rules().scopes)
    stage, stage_how = stage_of(kind, [*titles, *cover], stem, texts, rules().stages)
    year, year_how = year_of(titles, cover, lines, texts, stem)
    if stage is None and year is not None and composed.published[:4] == str(year):
        stage, stage_how = "预算", "发布日期"  # final accounts come out after the year's end
    if year is None:
        year, year_how = published_year(composed.published, stage)
    org = subject.name
    code = next((m[1] for line in lines if (m := rules().code.match(line)) and org and org in line), None)
    read = (("year", year_how), ("stage", stage_how), ("scope", scope_how), ("kind", kind_how))
    how = [("org", subject.how)] if org else []
    how += [(slot, place) for slot, place in read if place]
    sure = [("org", subject.sure)] if org else []
    sure += [(slot, surely()[place]) for slot, place in read if place]
    return Identity(
        org=org,
        year=year,
        period=part_of(titles, lines, year),
        stage=stage,
        scope=scope,
        kind=kind,
        code=code,
        aliases=aliases(org, names, texts),
        units=tuple(u for u in subordinate(composed, texts, name_of) if not is_self(u, org, names)),
        how=tuple(how),
        sure=tuple(sure),
    )


def _main(title: str) -> tuple[str, tuple[str, ...]]:
    """A title without what the site puts beside it (…-某县人民政府), and those pieces."""
    pieces = [piece for piece in _BREAK.split(title) if piece]
    if len(pieces) < 2:
        return title, ()
    main = max(pieces, key=lambda p: (bool(_BUDGET.search(p)) + bool(re.search(r"\d{2}年", p)), -pieces.index(p)))
    return main, tuple(piece for piece in pieces if piece is not main)


def _heads(lines: Sequence[str]) -> list[str]:
    """First lines that read like a title, run together, then alone."""
    heads = []
    for line in lines[:_TITLE_LINES]:
        if len(line) > _LONGEST_TITLE or "。" in line or has_amount(line) or ("目录" in line and len(line) < 4):
            break
        if (heads and level_of(line) is not None) or rules().site.search(line):
            continue
        heads.append(title_words(line))
    together = "".join(heads)
    found = [together, *heads] if len(heads) > 1 else heads
    return [head for head in found if _BUDGET.search(head) and re.search(r"\d年", head)]


def _cover(lines: Sequence[str]) -> list[str]:
    """Lines that can be the title: those of the cover, single and run together."""
    cover: list[str] = []
    for line in lines[:_COVER_LINES]:
        if line in ("目录", "目次") or len(line) > _LONGEST_TITLE or rules().compilers.search(line):
            break
        if "。" in line or has_amount(line):
            continue
        cover.append(title_words(line))
    joined = ["".join(cover[i : i + n]) for n in (1, 2, 3) for i in range(len(cover) - n + 1)]
    # A title that is whole on one line is safer than one put together, but only where it names a body.
    return sorted(joined, key=lambda words: not (TITLED.search(words) and title_names(words)))


def _subject(
    names: list[tuple[str, str]],
    kind: str | None,
    titles: Sequence[str],
    lines: Sequence[str],
    around: Sequence[str],
    *,
    read: bool,
) -> tuple[Subject, list[tuple[str, str]]]:
    """The body or the area, and every name found with it, the one used first."""
    told = kinds().named(kind)
    if not read:
        name, how = names[0] if names else ("", "")
        return Subject(name=name, how=how, sure=surely().get(how, 0.0)), names
    if told and told.scope == AREA:
        subject = _area(titles, lines, around, kind)
        full = with_place(subject.name, places(around)) if subject.name else ""
        return (replace(subject, name=full) if full else subject), []
    if not names:
        names = [(name, "正文开头") for name in opening_names(lines)]
    best = names[0] if names else ("", "")
    subject = Subject(name=best[0], how=best[1], sure=surely().get(best[1], 0.0))
    if subject.sure < surely()["文件名"]:
        seen = recognised(_witnesses(titles, lines, kind))
        if seen and (seen.sure >= subject.sure or not subject.name):
            subject = seen
            names = [(seen.name, seen.how), *(n for n in names if n[0] != seen.name)]
    if not subject.name and (site := site_body(around)):
        names = [(site.name, site.how)]
        subject = site
    if subject.name and (full := _full(subject, around)):
        names = [(full, subject.how), *names]
        how, sure = f"{subject.how}，地名据网站", min(subject.sure, surely()["网站"])
        subject = replace(subject, name=full, how=how, sure=sure)
    return subject, names


def _full(subject: Subject, around: Sequence[str]) -> str:
    """A name that has left out its place, with the place from around the page; "" where nothing is to be added."""
    if subject.area or is_placeless(subject.name):
        return with_place(subject.name, places(around))
    return ""


def _area(titles: Sequence[str], lines: Sequence[str], around: Sequence[str], kind: str | None) -> Subject:
    """The area whose totals a document prints: from the title, what stands around it, the first lines."""
    beside = [(piece, "网站") for piece in steps(around) if rules().site.search(piece)][:2]
    for words, how in (*((t, "标题") for t in titles), *((line, "正文开头") for line in _heads(lines)), *beside):
        if place := place_in(words):
            return Subject(name=place, how=how, sure=surely()[how], area=True)
    seen = recognised(_witnesses(titles, lines, kind), area=True)
    if seen and seen.sure >= surely()["网站"]:
        return seen
    if sites := places(around):
        return Subject(name=sites[0], how="网站", sure=surely()["网站"], area=True)
    return seen or Subject(name="", how="", sure=0.0, area=True)


def _witnesses(titles: Sequence[str], lines: Sequence[str], kind: str | None) -> list[tuple[str, str, float]]:
    """The few lines that the recogniser is asked about: titles, then sentences most likely to begin with the subject."""
    found = [(title, "标题", 0.85) for title in titles if _HAN.search(title)][:2]
    found += [(head, "正文开头", 0.8) for head in _heads(lines)[:1] if head not in titles]
    sentences = [_PART.sub("", each) for line in lines for each in re.split("[。;]", line) if len(each) > _SHORT]
    if kind == NEWS:
        # News tell of several bodies; only what it begins with is its subject.
        first = [*[each for each in sentences[:8] if _BUDGET.search(each)][:1], *sentences[:2]]
        return found + [(each, "正文", 0.55) for each in first]
    placed = [each for each in sentences if chain_at(each, 0)]
    telling = [each for each in sentences if rules().telling.search(each) and each not in placed]
    ordered = sorted([*placed[:3], *telling[:4]], key=lambda each: not rules().telling.search(each))
    rest = [each for each in sentences[:8] if each not in ordered]
    return found + [(each, "正文", 0.6) for each in ordered] + [(each, "正文", 0.55) for each in rest]
