"""Follow-up questions that fit an answer."""

from __future__ import annotations

from qa.answer.outcome import Found
from qa.answer.shelf import Shelf
from qa.model import Query


def suggestions(query: Query, outcome: Found, shelf: Shelf) -> tuple[str, ...]:
    """Up to four complete questions: the change, the reason, the neighbouring year, a part of it."""
    if not query.orgs or not query.chunks:
        return ()
    org = query.orgs[0]
    figure = outcome.figures[0] if outcome.figures else None
    year = figure.year if figure and figure.year else (query.years[0] if query.years else None)
    topic = "的".join(c.text for c in query.chunks)
    head = f"{org}{f'{year}年' if year else ''}"
    found = []
    if query.kind in ("figure", "sum") and figure:
        found += [f"{head}{topic}比上年增减多少", f"{head}{topic}增减的原因是什么"]
    if query.kind == "change":
        found.append(f"{head}{topic}增减的原因是什么")
    others = sorted({d.year for d in shelf.by_org.get(org, ()) if d.year and d.year != year}, reverse=True)
    found += [f"{org}{other}年{topic}多少" for other in others[:1]]
    if query.kind in ("figure", "definition") and figure and figure.item:
        found.append(f"什么是{topic}")
    return tuple(dict.fromkeys(found))[:4]
