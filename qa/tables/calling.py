"""Which rows of a table are meant: named one by one, or by what they are called, or by what they are without the table's saying so."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.vocabulary import load
from qa.evidence.fitting import own_level
from qa.question.numbers import whole_number
from qa.tables.relation import Entry, Relation
from qa.tables.request import Asked, notions
from qa.tables.words import patterns

CALLED = 0.4  # rows that are surely called what the question calls them
_MOST = 0.6  # the share of the rows whose names must be of the class asked for
_SOME = 3  # rows of a class whose names tell them surely
_FEWEST_LISTED = 3  # things that a question lists in short


def borne_out(word: str, relation: Relation) -> bool:
    """Whether a word is what a paper's rows are without printing it: 全县 in the paper of a county, 支出 over names of expenditure,
    按功能分类 over functions."""
    said = patterns()["rows"]
    if said["whole"].fullmatch(word):
        return relation.info.scope == "地区" and not own_level(relation.above)
    if said["flow"].fullmatch(word):
        return all(word in (_flow(e), e.name[-len(word) :]) for e in relation.entries)
    for kind in ("function", "economic"):
        if said[kind].fullmatch(word):
            kinds = [{load().concepts[key].kind for key in notions(e.name)} for e in relation.entries]
            return sum(kind in each for each in kinds) * 2 > len(kinds)
    return False


def _flow(entry: Entry) -> str:
    return next((c.figure.flow for c in entry.cards.values() if c.figure.flow), "")


def named(asked: Asked, relation: Relation) -> tuple[Entry, ...]:
    """The rows that a question names, but for those that it leaves out."""
    whole, text = asked.whole, asked.text
    for part in asked.left_out:
        whole, text = whole.replace(part, " "), text.replace(part, " ")
    if named := _listed(asked, relation) or relation.named_in(whole, text):
        return named
    # 三个养老保险: those rows whose names say it, where they are so many.
    for said in patterns()["ask"]["alike"].finditer(text):
        alike = tuple(e for e in relation.entries if said["word"] in e.name)
        if len(alike) == whole_number(said["many"]):
            return alike
    return ()


def _listed(asked: Asked, relation: Relation) -> tuple[Entry, ...]:
    """The rows that a question lists in short, one each: 货物、工程、服务 for 政府采购货物支出 and so on; () where one of them is no row, or several."""
    found = [[e for e in relation.entries if item in e.name] for item in asked.listed]
    if len(found) < _FEWEST_LISTED or any(len(rows) != 1 for rows in found):
        return ()
    return tuple(rows[0] for rows in found) if len({rows[0].row for rows in found}) == len(found) else ()


def told_around(asked: Asked, relation: Relation) -> float:
    """The share of the question's words that stand over a table, in the headings of its columns, or in most of its rows' names."""
    over = "|".join((relation.above, relation.heading, relation.info.title, *(c.words for c in relation.columns)))
    told = [
        len(word) * (word in over or sum(word in e.name for e in relation.entries) * 2 > len(relation.entries))
        for word in asked.content
    ]
    return sum(told) / sum(map(len, asked.content)) if asked.content else 1.0


def called(asked: Asked, relation: Relation) -> tuple[Entry, ...]:
    """The rows that are what the question calls them: all, but where their names alone tell it; never the rest of them (其他单位)."""
    rows = relation.entries
    fitting = ((word, _ending(ends, relation)) for word, ends in asked.nouns if ends.pattern)
    kept = next((kept for word, kept in fitting if _are_enough(word, kept, relation)), ())
    if any(word in relation.heading for word, _ in asked.nouns):
        outside = patterns()["total"]["outside"]
        rows = tuple(e for e in rows if e in kept or not outside.search(e.name)) if kept else rows
    elif kept:
        rows = kept
    else:
        return rows
    total = patterns()["total"]
    if any(total["below"].search(word) for word, _ in asked.nouns):
        rows = tuple(e for e in rows if not total["itself"].search(e.name))
    return tuple(e for e in rows if notions(e.name) or not total["other"].search(e.name))


def _ending(ends: re.Pattern[str], relation: Relation) -> tuple[Entry, ...]:
    return tuple(entry for entry in relation.entries if ends.search(entry.name))


def class_fit(asked: Asked, relation: Relation) -> float | None:
    """How well rows are what the question calls them: by their heading, by their names; None where they are something else."""
    if asked.level not in (None, relation.level()):
        return None
    if any(word == entry.name for word, _ in asked.nouns for entry in relation.entries):
        return None
    fits = [fit for word, ends in asked.nouns if (fit := _fit(word, ends, relation))]
    return max(fits, default=None if asked.nouns else 0.0)


def _fit(word: str, ends: re.Pattern[str], relation: Relation) -> float:
    """How well rows are what one word calls them; 0 where they are something else."""
    own = bool(ends.pattern) or _unlisted(relation)  # 收入项目 are no projects
    if own and (word in relation.heading or (relation.heading and relation.heading in word)):
        return 0.5
    if own and not ends.pattern and word in f"{relation.above}|{relation.info.title}":
        return 0.1
    return CALLED if ends.pattern and _are_enough(word, _ending(ends, relation), relation) else 0.0


def _are_enough(word: str, rows: Sequence[Entry], relation: Relation) -> bool:
    """Whether so many rows of a class are what is asked for: most of them; some, where their names tell them surely from the others."""
    surely = patterns()["rows"]["surely"].search(word) is not None
    return len(rows) >= _MOST * len(relation.entries) or (surely and len(rows) >= _SOME)


def _unlisted(relation: Relation) -> bool:
    """Whether most of the rows are called by names of their own: subjects of a classification are no projects."""
    named = sum(bool(notions(entry.name)) for entry in relation.entries)
    return named * 2 <= len(relation.entries)
