"""The one place where ambiguity is decided: which reading of a question is answered, asked back, or refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from qa.answer import cells, counts, facts, holdings, kinds, papers, places, rows, words
from qa.answer.evidence import weighed
from qa.answer.outcome import Found, Missing, Outcome, Unclear
from qa.answer.phrase import options, there_is
from qa.answer.shelf import Shelf
from qa.answer.yesno import with_polarity
from qa.evidence.fitting import excludes
from qa.model import Query
from qa.plan.backward import reckoned, year_before
from qa.plan.bodies import all_bodies
from qa.plan.differences import asks_between, difference
from qa.plan.moved import moved
from qa.plan.planner import compares, of_items, planned
from qa.plan.tree import Alike, Beyond, Order, Per, Plan, Share, Total
from qa.plan.working import carried_out
from qa.question.periods import WHOLE, months_of
from qa.question.slots import cues
from qa.tables import answer as tables
from qa.tables.request import asks_several

Decider = Callable[[Query, Shelf], Outcome]

DECIDERS: dict[str, Decider] = {
    "figure": kinds.figure,
    "count": kinds.count,
    "yesno": kinds.yesno,
    "convert": places.convert,
    "source": places.source,
    "reason": words.reason,
    "definition": words.definition,
    "duty": words.duty,
    "list": words.listing,
    "identity": facts.identity,
    "composition": facts.composition,
    # Without a plan nothing is said of which are above a limit.
    "threshold": kinds.not_found,
}


def decide(query: Query, shelf: Shelf) -> Outcome:
    """Choose, and say yes or no where that is asked."""
    return with_polarity(query, _decided(query, shelf), shelf)


def _decided(query: Query, shelf: Shelf) -> Outcome:
    """Slots first: an unknown body or an empty question never reaches the figures."""
    if (settled := _by_slots(query, shelf)) is not None:
        return settled
    asked = query
    if asked.kind == "passage":  # a question in words; where none tells it, a figure may
        query = replace(asked, kind="figure")
    plan = planned(query, shelf)
    if asked.kind == "passage" and not compares(plan, query) and (said := words.passage(asked, shelf)):
        return said
    worked = carried_out(plan, query, shelf) if plan else None
    if not _is_worked_out(plan, worked, query) and (tabled := tables.answered(query, shelf)):
        return tabled
    if plan and worked and compares(plan, query):
        # What is compared may be printed as it is asked for; two things held against each other are not.
        if not isinstance(worked, Missing):
            return worked
        return moved(query, shelf) or (worked if of_items(plan) else weighed(query, shelf, worked))
    if (excludes(query.text) or asks_between(query.text)) and (rest := difference(query, shelf)):
        return rest
    by_rule = worked or _without_plan(query, shelf)
    if of_several(query) and isinstance(by_rule, Found) and by_rule.computed is None and by_rule.value is not None:
        return kinds.not_found(query, shelf)  # one body's figure is not what several have together
    return _counted_in_words(query, shelf, by_rule, weighed(query, shelf, by_rule))


def _by_slots(query: Query, shelf: Shelf) -> Outcome | None:
    """What is settled without looking for a figure: who and when is asked about, names and numbers of papers; None otherwise."""
    if query.kind == "greeting":
        return holdings.help_text(shelf)
    if query.kind == "catalog":
        return holdings.catalog(query, shelf)
    if query.unknown_org:
        return holdings.unknown(query, shelf)
    if not query.orgs:
        return _without_org(query, shelf)
    if holdings.whole_government(query) and not shelf.holds_area(query.orgs):
        return holdings.no_totals(query, shelf)
    if query.org_open:
        return _which_org(query, shelf)
    if query.year_unread:
        return _which_year(query, shelf)
    if query.kind != "definition" and (far := holdings.unheard_of(query, shelf)):
        return far
    if _of_whole_years(query, shelf):
        return Missing(slot="item", text=f"{query.orgs[0]}的公开文件都是全年的，没有列示所问那几个月的数字。")
    if query.codes and _asks_name(query) and (coded := cells.codes(query, shelf)):
        return coded
    return papers.paper(query, shelf)


def _counted_in_words(query: Query, shelf: Shelf, by_rule: Outcome, outcome: Outcome) -> Outcome:
    """A number told in words, where no figure was read or one of another counting word; a difference, where its terms are printed."""
    if counts.misfit(query, outcome):
        return counts.counted(query, shelf) or kinds.not_found(query, shelf)
    if isinstance(outcome, Missing) and outcome.slot in ("item", "row"):
        in_words = counts.counted(query, shelf) or _counted_rows(query, shelf)
        return in_words or difference(query, shelf) or moved(query, shelf) or year_before(query, shelf) or outcome
    if isinstance(outcome, Missing) and outcome.slot == "year":
        return year_before(query, shelf) or outcome
    if isinstance(outcome, Unclear) and isinstance(by_rule, Found) and by_rule.value is not None:
        told = counts.counted(query, shelf)  # a count that the sentences bear out need not be asked back
        if told and told.value and told.value.amount == by_rule.value.amount:
            return by_rule
    return outcome


def _is_worked_out(plan: Plan | None, worked: Outcome | None, query: Query) -> bool:
    """Whether a plan came to something that is called what the question asks for."""
    if isinstance(plan, Per):
        return False  # a table that counts what is asked for is asked first
    if not isinstance(plan, Total | Order | Beyond | Share):
        return plan is not None and not asks_several(query)
    if not isinstance(plan, Share) and isinstance(plan.of, Alike):
        return False  # rows of a table are told from the table first
    return isinstance(worked, Unclear) or (isinstance(worked, Found) and not tables.contradicted(query, worked))


def of_several(query: Query) -> bool:
    """Whether a sum over several bodies is asked for."""
    return query.kind == "sum" and bool(re.search(cues()["asked"]["several_bodies"], query.text))


def _of_whole_years(query: Query, shelf: Shelf) -> bool:
    """Whether a part of a year is asked for, and the bodies' papers are budgets and accounts of whole years."""
    held = [info for org in query.orgs for info in shelf.by_org.get(org, ())]
    part = query.months is not None and query.months != WHOLE
    return part and all(i.stage in ("预算", "决算") and months_of(i.period) is None for i in held)


def _counted_rows(query: Query, shelf: Shelf) -> Found | None:
    """有几个项目: the rows of the table that lists them, counted and named."""
    return rows.enumerated(query, shelf) if query.kind == "count" else None


def by_rules(query: Query, shelf: Shelf) -> Outcome:
    """What the rules of the question's kind say, before the evidence is weighed; the question names one body."""
    plan = planned(query, shelf)
    return carried_out(plan, query, shelf) if plan else _without_plan(query, shelf)


def _without_plan(query: Query, shelf: Shelf) -> Outcome:
    outcome = DECIDERS.get(query.kind, kinds.figure)(query, shelf)
    if isinstance(outcome, Missing) and query.kind == "figure":
        return reckoned(query, shelf) or outcome
    return outcome


def _asks_name(query: Query) -> bool:
    """Whether a question with a code asks what the code is called; else the code only helps to find the figure."""
    named = any(p.concepts for c in query.chunks for p in c.pieces)
    return not named or bool(re.search(cues()["asked"]["name"], query.text))


def _without_org(query: Query, shelf: Shelf) -> Outcome:
    if query.kind == "definition":
        return words.definition(query, shelf)
    orgs = tuple(shelf.by_org)
    if not orgs:
        return Missing(slot="org", text=there_is(shelf))
    if len(orgs) == 1:
        return _decided(replace(query, orgs=orgs), shelf)
    if everybody := all_bodies(query, shelf):
        return _decided(replace(query, orgs=everybody), shelf)
    if not query.chunks or not holdings.known_topic(query):
        return Missing(slot="item", text="没有听明白要查什么。" + there_is(shelf))
    if query.kind == "rank":
        return _decided(replace(query, orgs=orgs), shelf)
    return Unclear(slot="单位", text="请问要查哪个单位？", options=options(query, orgs=orgs))


def _which_org(query: Query, shelf: Shelf) -> Outcome:
    """Several bodies fit the words: only those that hold an answer count; one alone is answered."""
    outcomes = {org: _decided(replace(query, orgs=(org,), org_open=False), shelf) for org in query.orgs}
    held = {org: outcome for org, outcome in outcomes.items() if not isinstance(outcome, Missing)}
    if len(held) == 1 and not any(how == "地区" for _, _, how in query.understood):
        return next(iter(held.values()))
    if not held:
        return next(iter(outcomes.values()))
    return Unclear(
        slot="单位",
        text=f"“{query.understood[0][1] if len(query.orgs) > 6 else '、'.join(held)}”都可能是所指的单位，请选择。",
        options=options(query, orgs=tuple(held)),
    )


def _which_year(query: Query, shelf: Shelf) -> Unclear:
    """What is written like a year and is none is asked back, with the years of the bodies' papers."""
    years = sorted({info.year for org in query.orgs for info in shelf.by_org.get(org, ()) if info.year})
    return Unclear(
        slot="年度",
        text=f"“{query.year_unread}年”看不出是哪一年，请问要查哪一年？",
        options=options(replace(query, orgs=query.orgs[:1]), readings=[(year, None, None) for year in reversed(years)]),
    )
