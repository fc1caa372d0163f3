"""A question asked of one document alone: body, year, stage and scope need not be named.

A body that is named must be the document's, or one that the document neither holds nor contradicts: then it is
accepted with a word. A year or stage that the document prints figures of is no reason to miss it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from index.errors import BadOption
from index.language.fold import fold_text
from index.library import DocumentInfo
from index.library.bodies import name_key
from index.vocabulary.areas import chain_at
from qa.answer.shelf import Shelf
from qa.evidence.bodies import THIS
from qa.model import Query
from qa.question.alignment import is_subsequence
from qa.question.names import variants, words
from qa.question.slots import read_years

UNNAMED = "文件没有写明单位"
_RELATIVE = "推算"  # how the reading of a question calls a year that was counted from today
# What the reading of a question may take for an unknown body and is none: 全区有几所学校.
_NO_NAME = re.compile(r"有|几|多少|哪|^(?:全|本|该|我|这)[省市区县旗州镇乡校院局委]?")


def within(document: str, query: Query, shelf: Shelf) -> tuple[Query, Shelf, tuple[str, ...]]:
    """The question and the shelf narrowed to one document, and what is to be said of it. Raises BadOption."""
    info = shelf.named(document)
    if info is None:
        raise BadOption(f"资料库中没有文件“{document}”")
    alike = [each for each in shelf.documents if each.file == document]
    if len(alike) > 1:
        ids = "、".join(f"{each.id[:12]}（{each.org or each.place}）" for each in alike[:5])
        raise BadOption(f"“{document}”对应多份文件，请用编号：{ids}")
    query = _years_of(info, query)
    named = _admitted(replace(info, org=info.org or THIS), query, shelf)
    narrowed = shelf.only(named)
    one = replace(query, orgs=(named.org,), org_open=False, unknown_org=None, scopes=())
    mentioned = dict.fromkeys(org for mention in narrowed.catalogue.find(query.text) for org in mention.orgs)
    if mentioned:  # among all bodies of the library the words may fit another one better
        return replace(one, orgs=tuple(mentioned) if info.others else one.orgs), narrowed, ()
    asked = tuple(filter(None, (*query.orgs, query.unknown_org)))
    strangers = [name for name in asked if name != named.org and not _NO_NAME.search(name) and not _is_own(name, info)]
    if any(_contradicts(name, info) for name in strangers):
        return query, narrowed, ()
    return one, narrowed, (UNNAMED,) if strangers else ()


def _years_of(info: DocumentInfo, query: Query) -> Query:
    """去年 and 今年 as the document says them: from its own year, news from the year in which they were written."""
    if _RELATIVE not in query.year_how:
        return query
    if info.year is None:
        return replace(query, years=(), base_year=None, year_how="")
    years = read_years(query.text, today=info.year + (info.kind == "新闻" and info.stage == "决算"))
    return replace(query, years=years.asked, base_year=years.base, year_how=years.how)


def _admitted(info: DocumentInfo, query: Query, shelf: Shelf) -> DocumentInfo:
    """The document without the year and stage that would shut out figures of others that it prints."""
    if query.years and info.year not in query.years:
        text = shelf.store.text_of(info.id)
        if any(str(year) in text for year in query.years):
            info = replace(info, year=None)
    if info.stage == "执行" or (query.stages and info.stage not in query.stages):
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


def _is_office(rest: str) -> bool:
    """Whether what stands behind an area's name makes it a body or a town within: 清水镇, 水利局, but not 人民政府."""
    return rest.endswith(words()["endings"]) and not rest.endswith("政府")


def _contradicts(name: str, info: DocumentInfo) -> bool:
    """Whether the document's body is another than the one named: not where it has none, or none with a place (教育局)."""
    own = fold_text(info.org).replace(" ", "")
    return bool(own) and not (fold_text(name).endswith(own) and not chain_at(own, 0))
