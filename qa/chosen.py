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
from qa.model import Query
from qa.question.alignment import is_subsequence
from qa.question.names import variants

UNNAMED = "文件没有写明单位"
_BUDGETS = ("预算", "年初预算", "调整预算", "执行")
# What the reading of a question may take for an unknown body and is none: 全区有几所学校.
_NO_NAME = re.compile(r"有|几|多少|哪|^(?:全|本|该|我|这)[省市区县旗州镇乡校院局委]?")


def within(document: str, query: Query, shelf: Shelf) -> tuple[Query, Shelf, tuple[str, ...]]:
    """The question and the shelf narrowed to one document, and what is to be said of it. Raises BadOption."""
    info = shelf.named(document)
    if info is None:
        raise BadOption(f"资料库中没有文件“{document}”")
    named = _admitted(replace(info, org=info.org or info.file), query, shelf)
    narrowed = shelf.only(named)
    asked = tuple(filter(None, (*query.orgs, query.unknown_org)))
    strangers = [name for name in asked if name != named.org and not _NO_NAME.search(name) and not _is_own(name, info)]
    if any(_contradicts(name, info) for name in strangers):
        return query, narrowed, ()
    one = replace(query, orgs=(named.org,), org_open=False, unknown_org=None, scopes=())
    return one, narrowed, (UNNAMED,) if strangers else ()


def _admitted(info: DocumentInfo, query: Query, shelf: Shelf) -> DocumentInfo:
    """The document without the year and stage that would shut out figures of others that it prints."""
    figures = shelf.store.figures_of(info.id)
    if query.years and info.year not in query.years and {f.year for f in figures} & set(query.years):
        info = replace(info, year=None)
    wanted = {stage for asked in query.stages for stage in (_BUDGETS if asked in _BUDGETS else (asked,))}
    if info.stage == "执行" or (wanted and info.stage not in wanted and {f.stage for f in figures} & wanted):
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
        return any(place in folded for place in chain_at(own[0], 0)[-1:])
    return is_subsequence(folded, fold_text(info.title).replace(" ", ""))


def _contradicts(name: str, info: DocumentInfo) -> bool:
    """Whether the document's body is another than the one named: not where it has none, or none with a place (教育局)."""
    own = fold_text(info.org).replace(" ", "")
    return bool(own) and not (fold_text(name).endswith(own) and not chain_at(own, 0))
