"""Deciding questions about one body: figures, counts, changes, rates, shares."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.language.fold import label_key
from index.library import DocumentInfo
from index.model import Figure, State
from index.unread import unread_parts
from index.vocabulary import load
from qa import arithmetic as compute
from qa.answer import asked, counts, words
from qa.answer.dates import as_of, at_years_end
from qa.answer.forms import FORM, project_of
from qa.answer.indicators import asks_actual, indicator
from qa.answer.lookup import Key, candidates, read, readings
from qa.answer.match import weak
from qa.answer.outcome import Found, Missing, Outcome, Reading, Unclear
from qa.answer.ownpart import own_part
from qa.answer.phrase import amount, figure_sentence, options, there_is, title
from qa.answer.purchases import bought_together, only_row_of, purchases
from qa.answer.rows import namesakes
from qa.answer.shelf import Shelf
from qa.answer.stance import without_own
from qa.model import Chunk, Piece, Query, Value
from qa.question.slots import cues

_PROJECT_TOTALS = frozenset(cues()["project"]["totals"])
_PROJECT = tuple(Chunk(text=name, pieces=(Piece(text=name),)) for name in cues()["project"]["totals"])


def value_of(figure: Figure) -> Value | None:
    """The headline, None where nothing is printed."""
    return Value(amount=figure.amount, unit=figure.unit) if figure.value is not None else None


def figure(query: Query, shelf: Shelf) -> Outcome:
    """One figure, asked back where years, stages or scopes are open and say different things."""
    dated = as_of(query, shelf)
    held = read(query, shelf) if dated is None else dated
    held = held or own_part(query, shelf)
    if not any(r.whole and r.own >= 1.0 for r in held.values()):
        bought = purchases(query, shelf)
        worked = compute.total(bought) if len(bought) > 1 else None
        if len(bought) == 1:
            return told(query, shelf, Reading(figure=bought[0]))
        if worked:
            return bought_together(bought, worked)
    if not held:
        return _otherwise(query, shelf) or indicator(query, shelf) or not_found(query, shelf)
    if asks_actual(query) and all(r.figure.table_kind == FORM for r in held.values()):
        return indicator(query, shelf) or not_found(query, shelf)
    return _settled(query, shelf, held)


def _otherwise(query: Query, shelf: Shelf) -> Outcome | None:
    """Other ways to mean the same: the notion in brackets instead of the words before it; a stock at a year's end in the next year's document;
    the whole money of a project that has a form of its own."""
    labels = shelf.labels(query.orgs[0])
    remarks = tuple(
        replace(c, optional=False)
        for c in query.chunks
        if c.remark and (any(p.concepts for p in c.pieces) or labels.at(c.text, 0)[0] == len(c.text))
    )
    last = max((i for i, c in enumerate(query.chunks) if c.optional), default=-1)
    funds = tuple(c for c in query.chunks[:last] if not c.optional and load().fund_of(c.text))
    asked = (*funds, *remarks, *query.chunks[last + 1 :])
    tries = [replace(query, chunks=asked)] if remarks and len(asked) < len(query.chunks) else []
    if query.kind == "figure" and _counted_things(query):
        tries.append(replace(query, kind="count", measure=None))
    if query.years and re.search(r"\d{2,4}年(底|末)", query.text):
        tries.append(replace(query, years=tuple(y + 1 for y in query.years)))
    for other in tries:
        held = read(other, shelf)
        if other.years != query.years:
            held = {key: r for key, r in held.items() if at_years_end(shelf, r.figure, query.years[0])}
        if held:
            return _settled(other, shelf, held)
    if query.kind == "figure" and (people := _people(query)) and (number := counts.counted(people, shelf)):
        return number
    if row := only_row_of(query, shelf):
        return told(query, shelf, Reading(figure=row))
    named = any(not weak(p) for c in query.chunks if not c.optional for p in c.pieces)
    for name in _PROJECT if named else ():
        other = replace(query, chunks=(*query.chunks, name))
        if held := readings(candidates(other, shelf, query.orgs[0], only=_project_money)):
            return _settled(other, shelf, held)
    return None


def _counted_things(query: Query) -> bool:
    """Whether all that a question names is people or things, of which it asks how many without saying so."""
    keys = [k for c in query.chunks for p in c.pieces for k in p.concepts]
    kinds_ = {load().concepts[k].kind for k in keys if k in load().concepts}
    return (
        bool(kinds_)
        and kinds_ <= {"personnel", "asset"}
        and not re.search("钱|元|费|支出|收入|资金", re.sub(r"[百千\d]*万元(?=以上|\(含)", "", query.words))
    )


def _people(query: Query) -> Query | None:
    """The question after a number of people that does not say so: 专任教师有多少."""
    names = [c.text for c in query.chunks if not c.optional]
    plain = re.sub(r"\([^)]*\)", "", query.text)
    asks = re.search(r"有?多少(?![\u4e00-\u9fff钱元])|有多少|几何[?？]?$", plain)
    money = re.search("钱|元|费|支出|收入|资金|预算数", query.words)
    if not names or not asks or money or not re.search(cues()["asked"]["people"], names[-1]):
        return None
    return replace(query, kind="count", counted="人", measure=None)


def _settled(query: Query, shelf: Shelf, held: dict[Key, Reading]) -> Outcome:
    found = settle(query, held)
    return found if isinstance(found, Unclear) else told(query, shelf, found)


def _project_money(figure: Figure) -> bool:
    """A line of a project's form, or of the section on it, that tells its whole money."""
    return (
        figure.item is None
        and label_key(figure.label) in _PROJECT_TOTALS
        and bool(figure.source.table is not None or figure.parents)
    )


def settle(query: Query, held: dict[Key, Reading]) -> Reading | Unclear:
    """The one reading that answers, or the question back. Stages of one document are told apart by its own stage."""
    valued = {key: r for key, r in held.items() if r.figure.value is not None} or held
    stages = dict.fromkeys(query.stages)
    if len(valued) > 1 and len(stages) == 1:
        wanted = next(iter(stages))
        exact = {key: r for key, r in valued.items() if key[1] == wanted}
        valued = exact or valued
    if len(valued) > 1 and query.stages[:1] and len(query.stages) > 1:
        exact = {key: r for key, r in valued.items() if key[1] == query.stages[0]}
        valued = exact or valued
    if len(valued) == 1:
        return next(iter(valued.values()))
    first = next(iter(valued.values()))
    if all(_equal(first.figure, other.figure) for other in valued.values()):
        return max(valued.items(), key=lambda item: item[0][0] or 0)[1]
    slot = next(
        name
        for place, name in enumerate(("年度", "预算还是决算", "部门还是单位"))
        if len({k[place] for k in valued}) > 1
    )
    ordered = sorted(valued, key=lambda k: (k[0] or 0, k[1] or "", k[2] or ""))
    listed = "；".join(f"{k[0] or ''}年{k[2] or ''}{k[1] or ''}" for k in ordered)
    return Unclear(
        slot=slot,
        text=f"该单位有多个口径的数字（{listed}），请问要查哪一个？",
        options=options(query, readings=ordered),
    )


def _equal(a: Figure, b: Figure) -> bool:
    return (
        a.value is not None and b.value is not None and (a.yuan == b.yuan if a.yuan is not None else a.value == b.value)
    )


def told(query: Query, shelf: Shelf, reading: Reading) -> Outcome:
    """The answer for one reading; an empty cell is said to be empty and is no answer."""
    chosen = reading.figure
    info = shelf.named(chosen.document)
    if namesakes(reading):
        return Missing(
            slot="row",
            text=f"{chosen.org}{title(info) if info else ''}的同一张表有几行都名为“{chosen.label}”，看不出问的是哪一行，请补充所属项目。",
        )
    sentence = figure_sentence(_with_project(chosen, shelf), info)
    if chosen.state in (State.BLANK, State.DASH):
        return Missing(slot="cell", text=f"{sentence}文件未列示该数，不等于零。")
    if chosen.state == State.NONE:
        if chosen.source.table is not None and chosen.source.span is not None:  # one cell's word among amounts
            return Missing(slot="cell", text=f"{sentence}文件在该栏印的是“无”，没有列数。")
        return Found(text=sentence, figures=(chosen,))
    text = sentence
    parts: tuple[Figure, ...] = ()
    both = _both_stages(query, shelf)
    if both and both.value is not None:
        text += figure_sentence(both, info)
        parts = (both,)
    said, moved = words.comparison(shelf, chosen)
    return Found(
        text=text + said,
        value=value_of(chosen),
        figures=(chosen, *parts, *reading.same, *moved),
        warnings=conflicts(reading),
        beside=tuple((other.document, other.source) for other, _ in reading.other),
    )


def _with_project(figure: Figure, shelf: Shelf) -> Figure:
    """The figure of a form under the project that the form is of, for telling it."""
    if figure.table_kind != FORM or figure.source.table is None:
        return figure
    project = project_of(shelf.document(figure.document).tables[figure.source.table].title)
    return replace(figure, parents=(project,)) if project and project not in figure.label else figure


def _both_stages(query: Query, shelf: Shelf) -> Figure | None:
    """预算数和决算数 asked in one breath: the second one."""
    if len(query.stages) < 2:
        return None
    held = read(replace(query, stages=query.stages[1:2]), shelf)
    return next((r.figure for r in held.values() if r.figure.value is not None), None)


def conflicts(reading: Reading) -> tuple[str, ...]:
    """What else the document prints for the same thing."""
    chosen = reading.figure
    return tuple(
        f"同一文件另有不同数字：{place(other)}印为{amount(other)}，与{place(chosen)}的{amount(chosen)}不一致。"
        for other, _ in reading.other[:2]
        if other.source.table is None or chosen.source.table is None
        if other.document == chosen.document and other.item == chosen.item and other.fund in (None, chosen.fund)
    )


def place(figure: Figure) -> str:
    """Where a figure stands, in a few words."""
    page = f"第{figure.source.page}页" if figure.source.page else ""
    if figure.source.table is not None:
        return f"{page}表格“{figure.source.row or ''}”行"
    return f"{page}文字说明"


# What of a thing is missing although it may be printed itself.
_LACKING = {"change": "的增减", "share": "的占比"}


def not_found(query: Query, shelf: Shelf) -> Missing:
    """Which slot is missing, and what there is instead. A document that tells no year may be of any."""
    org = query.orgs[0]
    years = "、".join(f"{y}年" for y in query.years)
    if query.years and not any(d.year is None or d.year in query.years for d in shelf.by_org.get(org, ())):
        return Missing(slot="year", text=f"资料库中没有{org}{years}的公开文件。{there_is(shelf, org)}")
    lacking = [s for s in query.stages if not shelf.select(org, years=query.years, stages=(s,))]
    if lacking:
        return Missing(
            slot="stage",
            text=f"资料库中没有{org}的{lacking[0]}文件，无法给出{lacking[0]}数。{there_is(shelf, org)}",
        )
    if query.scopes and not shelf.select(org, years=query.years, scopes=query.scopes):
        return Missing(slot="scope", text=f"资料库中没有{org}的{query.scopes[0]}口径文件。{there_is(shelf, org)}")
    admitted = shelf.select(org, years=query.years, stages=query.stages)
    # Of a document that is known to be of the year asked for, the year goes without saying.
    of = f"{years}的" if years and not any(d.year for d in admitted) else ""
    return Missing(slot="item", text=_not_listed(query, admitted, of))


def _not_listed(query: Query, admitted: Sequence[DocumentInfo], of: str) -> str:
    """That the documents do not print what is asked, ``of`` such a year, as far as they could be read."""
    dated = "、".join(dict.fromkeys(title(d) for d in admitted if d.year))
    places = [f"{query.orgs[0]}{dated}公开文件"] if dated or not admitted else []
    places += dict.fromkeys(f"《{d.title or d.file}》" for d in admitted if not d.year)
    where, what = "、".join(places), asked.topic(query)
    unread = "；".join(dict.fromkeys(words for d in admitted for words in unread_parts(d.warnings)))
    if unread:
        return f"{where}已读出的部分里没有找到{of}“{what or asked.whole(query)}”；但{unread}，不能断定没有公开。"
    if not what:
        return f"{where}中没有找到能回答“{asked.whole(query)}”的内容；如果问的是某一项，请写出它的名称。"
    return f"{where}中没有列示{of}“{what}”{_LACKING.get(query.kind, '')}。"


def count(query: Query, shelf: Shelf) -> Outcome:
    """A number of things or people; from the sentences where no figure was read."""
    outcome = figure(query, shelf)
    if isinstance(outcome, Missing) and outcome.slot == "item":
        return counts.counted(query, shelf) or outcome
    return outcome


def yesno(query: Query, shelf: Shelf) -> Outcome:
    """有没有…: the figure says it."""
    query = without_own(query)
    things = cues()["owned"]
    thing = next(
        (t for t in things if re.search(rf"(?:有|有没有|有无|是否有){t}(?:吗|么|没有?|呢)?[?？]?$", query.text)), None
    )
    counted = figure(_count_of(query, *things[thing]), shelf) if thing else None
    outcome = counted if isinstance(counted, Found) else figure(query, shelf)
    if isinstance(outcome, Missing) and outcome.slot == "item":
        return words.passage(query, shelf) or outcome
    return outcome


def _count_of(query: Query, unit: str, concept: str) -> Query:
    """The question after how many of a thing there are."""
    chunks = tuple(
        replace(c, pieces=tuple(replace(p, concepts=(concept,)) if p.concepts else p for p in c.pieces))
        for c in query.chunks
    )
    return replace(query, kind="count", counted=unit, chunks=chunks, measure=None)
