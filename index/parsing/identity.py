"""Whose disclosure a document is, of which year, stage, scope and kind; each with where it was read and how surely.

Witnesses in the order of their weight: the title on the cover, lines that name the body (编制部门：…), first headings,
what stands around the page (site, way to it), the file's name, sentences of the text. What several witnesses say of one
body in different words becomes its aliases.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from index.model import Clues, Identity
from index.parsing.compose import Composed, PlacedLine
from index.parsing.identity_around import about_page, is_trail
from index.parsing.identity_body import LONGEST_TITLE, body_of, heads_of
from index.parsing.identity_kinds import ACCOUNTS, MONTHLY, kind_of, of_area, scope_of, stage_of
from index.parsing.identity_names import (
    TITLED,
    aliases,
    beside_labels,
    clean,
    is_self,
    labelled,
    ranked,
    title_names,
    title_words,
)
from index.parsing.identity_others import others_of
from index.parsing.identity_renamed import former_names, without_twin
from index.parsing.identity_rules import rules
from index.parsing.identity_time import dated, part_of, published_year, year_of
from index.parsing.units import subordinate
from index.parsing.words import has_amount, is_contents, plain

_COVER_LINES = 12
_BREAK = re.compile(r"[_|丨]+|(?<![\d年月日])-+|-+(?!\d)")


def identify(composed: Composed, texts: Sequence[str], banner: str, clues: Clues | None = None) -> Identity:
    """What the document says of itself. ``texts`` are its paragraphs, ``banner`` its title."""
    clues = clues or Clues()
    texts = [clean(text) for text in texts]
    lines = [clean(b.line.text) for b in composed.blocks if isinstance(b, PlacedLine) and b.line.text.strip()]
    stem = plain(PurePosixPath(composed.file).stem)
    written = [title for title in (clues.title, composed.title, banner) if title.strip()]
    titles, beside = _parted(written)
    around = [*beside, *clues.around, *([clues.url] if clues.url else []), *about_page(lines)]
    # The file's name stands for a title where there is none: it tells less of whose the document is.
    printed = [title for title in titles if title != _main(title_words(stem))[0]]
    cover = _cover(lines)
    told = [line for line in lines if not is_trail(line)]
    heads = [*titles, *heads_of(told)]
    labels = labelled(composed, lines)
    names = ranked([*titles, *cover], labels, stem, texts)
    seen = {name for title in (*printed, *cover) for name in title_names(title)}
    names = [(name, "文件名" if how == "标题" and name not in seen else how) for name, how in names]
    names = names or [(name, "编制单位") for name, _ in beside_labels(composed).most_common(1)]
    kind, kind_how = kind_of(heads, lines)
    subject, names = body_of(names, kind, printed, told, around, clues.folders, read="org" not in clues.told)
    scope, scope_how = scope_of(kind, subject, heads, stem, lines, rules().scopes)
    stage, stage_how = stage_of(kind, [*titles, *cover], stem, texts, rules().stages)
    kind = of_area(kind, stage, titles) if subject.area else kind
    year, year_how = year_of(titles, cover, lines, texts, stem, monthly=kind == MONTHLY)
    if stage is None and year is not None and composed.published[:4] == str(year):
        stage, stage_how = "预算", "发布日期"  # final accounts come out after the year's end
    if year is None:
        day = composed.published or dated(lines)
        year, year_how = published_year(day, stage, titles, told, monthly=kind == MONTHLY)
    org, twin = without_twin(subject.name)
    former = former_names(org, [*titles, *lines])
    code = next((m[1] for line in lines if (m := rules().code.match(line)) and org and org in line), None)
    read = (("year", year_how), ("stage", stage_how), ("scope", scope_how), ("kind", kind_how))
    found = [(slot, place, rules().sure[place]) for slot, place in read if place]
    found = [("org", subject.how, subject.sure), *found] if org else found
    return Identity(
        org=org,
        year=year,
        period=None if kind == ACCOUNTS else part_of(titles, told, year, monthly=kind == MONTHLY),
        stage=stage,
        scope=scope,
        kind=kind,
        others=others_of(kind, subject, told, composed),
        code=code,
        aliases=tuple(dict.fromkeys((*aliases(org, names, texts), *twin, *former))),
        units=tuple(u for u in subordinate(composed, texts) if not is_self(u, org, names)),
        how=tuple((slot, place) for slot, place, _ in found),
        sure=tuple((slot, sure) for slot, _, sure in found),
        former=former,
    )


def _parted(written: Sequence[str]) -> tuple[list[str], list[str]]:
    """The titles of a page without what stands beside them, and that, with those that are the way to the page."""
    trails = [title for title in written if is_trail(title)]
    split = [_main(title_words(title)) for title in written if title not in trails]
    beside = dict.fromkeys(piece for _, pieces in split for piece in pieces)
    return list(dict.fromkeys(main for main, _ in split)), [*beside, *trails]


def _main(title: str) -> tuple[str, tuple[str, ...]]:
    """A title without what the site puts beside it (…-某县人民政府), and those pieces."""
    pieces = [piece for piece in _BREAK.split(title) if piece]
    if len(pieces) < 2:
        return title, ()
    main = max(pieces, key=lambda p: (bool(rules().money.search(p)) + bool(re.search(r"\d{2}年", p)), -pieces.index(p)))
    return main, tuple(piece for piece in pieces if piece is not main)


def _cover(lines: Sequence[str]) -> list[str]:
    """Lines that can be the title: those of the cover, single and run together."""
    cover: list[str] = []
    for line in lines[:_COVER_LINES]:
        if is_contents(line) or len(line) > LONGEST_TITLE or rules().compilers.search(line):
            break
        if "。" in line or has_amount(line):
            continue
        cover.append(title_words(line))
    joined = ["".join(cover[i : i + n]) for n in (1, 2, 3) for i in range(len(cover) - n + 1)]
    # A title that is whole on one line is safer than one put together, but only where it names a body.
    return sorted(joined, key=lambda words: not (TITLED.search(words) and title_names(words)))
