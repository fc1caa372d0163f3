"""Earlier turns of a conversation, to be read: what they say and where it is printed, without what can be clicked at each.

Streamlit draws a page anew with every question. Turns that nobody is looking at any more go as text that the browser holds already,
so that the twentieth answer comes as quickly as the second.
"""

from __future__ import annotations

from qa.web import answers, citations
from qa.web.grids import linked
from qa.web.thread import Turn
from qa.web.words import named, place_of, safe

LIVE = 2
"""So many of the latest turns are drawn with everything that can be clicked."""
TOGETHER = 8
"""So many become one text once none of them is looked at: it is sent once and then named."""
_SOURCES = 3


def html(turn: Turn) -> str:
    """One turn: the question, the figure, the sentence, warnings, the small table, links to its sources."""
    answer = turn.answer
    warnings = "".join(
        f"<p class='bq-warning' role='note'><b>请注意</b>　{safe(warning)}</p>"
        for warning in dict.fromkeys(answer.warnings)
    )
    return (
        f"<article class='bq-earlier'><p class='bq-question'>{safe(turn.question)}</p>"
        + answers.headline(answer, picked=turn.ask is not None)
        + answers.sentence(answer)
        + warnings
        + answers.table(answer)
        + _sources(turn)
        + "</article>"
    )


def _sources(turn: Turn) -> str:
    figures = citations.distinct(turn.answer)
    told = [
        linked(c.figure, place_of(c.figure, c.title or c.file, citations.table_title(c.figure)))
        for c in figures[:_SOURCES]
    ]
    if len(figures) > _SOURCES:
        told.append(f"另外 {len(figures) - _SOURCES} 处")
    if not figures:
        told = [
            safe(named(p.title or p.file, p.passage.org) + (f"　第{p.passage.page}页" if p.passage.page else ""))
            for p in turn.answer.passages[:_SOURCES]
        ]
    return "".join(f"<p class='bq-where'>出处　{each}</p>" for each in dict.fromkeys(told))
