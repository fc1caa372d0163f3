"""A question asked of one document alone: body, year, stage and scope need not be named.

A body that is named must be the document's, or one that the document neither holds nor contradicts: then it is
accepted with a word. A year or stage that the document prints figures of is no reason to miss it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.errors import BadOption
from index.language.fold import fold_text
from index.library import DocumentInfo
from index.library.bodies import name_key
from index.vocabulary.areas import chain_at
from index.vocabulary.organisations import variants, words
from qa.answer.shelf import Shelf
from qa.evidence.bodies import THIS
from qa.model import Chunk, Piece, Query
from qa.question.alignment import is_subsequence
from qa.question.organisations import OrgMention
from qa.question.slots import cues, read_years
from qa.question.wording import as_printed

UNNAMED = "文件没有写明单位"
_PAPERS = 6  # of one body, in whose words a question is put
_LEAST = 3  # characters of a body's name that tell it apart: 教育局
# Kinds of question that last year's figure itself answers.
_TOLD = frozenset({"figure", "count"})
_RELATIVE = "推算"  # how the reading of a question calls a year that was counted from today
# What the reading of a question may take for an unknown body and is none: 全区有几所学校.
_NO_NAME = re.compile(r"有|几|多少|哪|^(?:全|本|该|我|这)[省市区县旗州镇乡校院局委]?")

# A body's name behind that of a place: 某县 + 某镇人民政府.
_PLACED = re.compile(r"[\u4e00-\u9fff]{2,6}?[省市县区州旗盟](?P<rest>[\u4e00-\u9fff]{3,})")


def within(document: str, query: Query, shelf: Shelf) -> tuple[Query, Shelf, tuple[str, ...]]:
    """The question and the shelf narrowed to one document, and what is to be said of it. Raises BadOption."""
    info = shelf.named(document)
    if info is None:
        raise BadOption(f"资料库中没有文件“{document}”")
    alike = [each for each in shelf.documents if each.file == document]
    if len(alike) > 1:
        ids = "、".join(f"{each.id[:12]}（{each.org or each.place}）" for each in alike[:5])
        raise BadOption(f"“{document}”对应多份文件，请用编号：{ids}")
    query = as_printed(_years_of(info, query), shelf.text(info.id))
    named = _admitted(replace(info, org=info.org or THIS), query, shelf)
    narrowed = shelf.only(named)
    one = replace(query, orgs=(named.org,), org_open=False, unknown_org=None, scopes=())
    # A place in the paper of a whole area is one of its rows, not the one body of that place that it happens to name.
    found = _rows_named(query.text, named, narrowed) or narrowed.catalogue.find(query.text)
    rows = [
        m.text for m in found if m.how == "地区" and info.scope == "地区" and info.others and m.text not in named.org
    ]
    if rows:
        return _about(one, rows), narrowed, ()
    mentioned = dict.fromkeys(org for mention in found for org in mention.orgs)
    if mentioned:  # among all bodies of the library the words may fit another one better
        return replace(one, orgs=tuple(mentioned) if info.others else one.orgs), narrowed, ()
    if any(_is_short(mention.text, info) for mention in shelf.catalogue.find(query.text)):
        return one, narrowed, ()
    asked = tuple(filter(None, (*query.orgs, query.unknown_org)))
    strangers = [name for name in asked if name != named.org and not _NO_NAME.search(name) and not _is_own(name, info)]
    others = [name for name in strangers if _contradicts(name, info)]
    held = [run for name in others if (run := _held(name, query, shelf.store.text_of(info.id)))]
    if len(held) < len(others):
        return query, narrowed, ()
    if held:
        # Found by the words around them, not by whose they are: among the figures of all its bodies.
        return _about(one, held), shelf.only(replace(named, others=())), ()
    return one, narrowed, (UNNAMED,) if strangers else ()


def _rows_named(text: str, info: DocumentInfo, shelf: Shelf) -> tuple[OrgMention, ...]:
    """Where a question names a document's body and, anywhere behind it, another one whose figures it prints (某县…里某乡): those others."""
    own = [m for m in shelf.catalogue.find(text) if m.orgs == (info.org,) and m.end > m.start] if info.others else []
    if not own:
        return ()
    rest = text[: own[0].start] + " " * (own[0].end - own[0].start) + text[own[0].end :]
    others = shelf.catalogue.find(rest)
    return others if others and all(m.orgs and m.orgs != (info.org,) for m in others) else ()


def in_its_words(query: Query, shelf: Shelf) -> Query:
    """A question after one body in the words of its papers, where these are few."""
    if len(query.orgs) != 1 or query.org_open or query.unknown_org:
        return query
    papers = shelf.select(query.orgs[0], years=query.years, stages=query.stages, scopes=query.scopes)
    return as_printed(query, "|".join(shelf.text(p.id) for p in papers)) if len(papers) <= _PAPERS else query


def _held(name: str, query: Query, text: str) -> str:
    """What a document of several bodies may call one of them: as much of the end of its name as it prints;
    words that no library holds, as they are asked. "" where it prints neither."""
    folded, printed = fold_text(name).replace(" ", ""), fold_text(text).replace(" ", "")
    for start in range(max(1, len(folded) - _LEAST + 1)):
        if folded[start:] in printed:
            return folded[start:]
    return folded if name == query.unknown_org and not chain_at(folded, 0) else ""


def _about(query: Query, names: Sequence[str]) -> Query:
    """The question with names of bodies among the words that it asks about: their figures are looked for by them."""
    chunks = tuple(Chunk(text=name, pieces=(Piece(text=name),)) for name in names)
    return replace(query, among=tuple(names), chunks=(*chunks, *query.chunks), words=" ".join((*names, query.words)))


def _years_of(info: DocumentInfo, query: Query) -> Query:
    """去年 and 今年 as the document says them: from its own year, news from the year in which they were written."""
    if not query.years and info.year and query.kind in _TOLD and re.search(cues()["thread"]["before"], query.text):
        return replace(query, years=(info.year - 1,), base=None, year_how="上一年")
    if _RELATIVE not in query.year_how:
        return query
    if info.year is None:
        return replace(query, years=(), base_year=None, year_how="")
    # News and reports on what was carried out are written in the next year: there 去年 is the year that they tell of.
    later = info.stage in ("决算", "执行") and info.kind in ("新闻", "执行报告") and info.period is None
    years = read_years(query.text, today=info.year + later)
    return replace(query, years=years.asked, base_year=years.base, year_how=years.how)


def _admitted(info: DocumentInfo, query: Query, shelf: Shelf) -> DocumentInfo:
    """The document without the year and stage that would shut out figures of others that it prints."""
    if query.years and info.year not in query.years:
        text = shelf.store.text_of(info.id)
        if any(str(year) in text for year in query.years):
            info = replace(info, year=None)
    if query.kind != "identity" and (info.stage == "执行" or any(stage != info.stage for stage in query.stages)):
        info = replace(info, stage=None)
    return info


def _is_own(name: str, info: DocumentInfo) -> bool:
    """Whether a name is the document's body, in full or in short, or one that its title holds in order."""
    folded = fold_text(name).replace(" ", "")
    own = [fold_text(each).replace(" ", "") for each in (info.org, *info.aliases, *info.others) if each]
    forms = [form for each in own for form in variants(each)]
    if any(name_key(folded) == name_key(each) or is_subsequence(folded, each) for each in forms):
        return True
    if info.scope == "地区" and own:
        return any(
            place in folded and not _is_office(folded.rpartition(place)[2]) for place in chain_at(own[0], 0)[-1:]
        )
    return is_subsequence(folded, fold_text(info.title).replace(" ", ""))


def _is_short(run: str, info: DocumentInfo) -> bool:
    """Whether a run of the question is short for the document's body, whatever else of the library it may be short for."""
    names = (fold_text(each).replace(" ", "") for each in (info.org, *info.aliases) if each)
    return len(run) > 1 and any(name.startswith(run[:2]) and is_subsequence(run, name) for name in names)


def _is_office(rest: str) -> bool:
    """Whether what stands behind an area's name makes it a body or a town within: 清水镇, 水利局, but not 人民政府."""
    return rest.endswith(words()["endings"]) and not rest.endswith("政府")


def _contradicts(name: str, info: DocumentInfo) -> bool:
    """Whether the document's body is another than the one named: not where it has none, or none with a place (教育局, 石磨镇人民政府)."""
    own = fold_text(info.org).replace(" ", "")
    placed = _PLACED.match(fold_text(name))
    if placed and any(name_key(placed["rest"]) == name_key(form) for form in variants(own)):
        return False
    return bool(own) and not (fold_text(name).endswith(own) and not chain_at(own, 0))
