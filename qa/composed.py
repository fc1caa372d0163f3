"""From what was decided to the answer with its citations: every figure, place and passage with the words of its document."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any, assert_never

from index.library import DocumentInfo
from index.model import Figure
from index.unread import unread_parts
from qa.answer.choices import figure_of
from qa.answer.outcome import Found, Mention, Missing, Outcome, Unclear
from qa.answer.phrase import title
from qa.answer.reach import changed_reach
from qa.answer.sentences import Sentence
from qa.answer.shelf import Shelf
from qa.answer.suggest import suggestions
from qa.answer.texts import Told
from qa.model import Answer, CitedFigure, CitedPassage, CitedPlace, Query, Request

_HOLDS = "资料库"
_NEXT = 8  # characters: so near to one another sentences are printed in a row


def composed(request: Request, query: Query, outcome: Outcome, shelf: Shelf) -> Answer:
    """The answer that an outcome comes to."""
    base = Answer(
        question=request.question,
        id=request.id,
        status="answered",
        text="",
        kind=query.kind,
        understood=query.understood,
    )
    match outcome:
        case Found():
            cited = tuple(_cite(f, shelf) for f in outcome.figures)
            against = shelf.contradictions.about(outcome.figures, shelf.sentences)
            reach = changed_reach(outcome.figures, shelf)
            warnings = (*outcome.warnings, *(each.words for each in against), *reach)
            mentions = (*outcome.beside, *(m for each in against for m in each.mentions), *reach.values())
            return replace(
                base,
                text=outcome.text,
                value=outcome.value,
                figures=cited,
                parts=tuple(_cite(f, shelf) for f in outcome.parts),
                computed=outcome.computed,
                passages=_passages(outcome.told, shelf),
                warnings=warnings,
                beside=tuple(_place(mention, shelf) for mention in dict.fromkeys(mentions)) if warnings else (),
                workings=outcome.workings,
                suggestions=suggestions(query, outcome, shelf),
                **_holdings(outcome.text, query, shelf, _cited_documents(outcome)),
            )
        case Unclear():
            return replace(
                base,
                status="clarify",
                text=outcome.text,
                options=outcome.options,
                choices=outcome.choices,
                **_holdings(" ".join((outcome.text, *outcome.options)), query, shelf),
            )
        case Missing():
            return replace(
                base,
                status="not_found",
                text=outcome.text,
                passages=_passages(outcome.told, shelf),
                choices=outcome.choices,
                **_holdings(outcome.text, query, shelf),
            )
        case _:
            assert_never(outcome)


def _cite(figure: Figure, shelf: Shelf) -> CitedFigure:
    info = shelf.named(figure.document)
    text = shelf.document(figure.document).text
    quote = figure.source.quote.cut(text) if figure.source.quote else ""
    reason = figure.reason.cut(text) if figure.reason else ""
    title, file = (info.title, info.file) if info else ("", "")
    return CitedFigure(figure=figure, quote=quote, title=title, file=file, reason=reason)


def _place(mention: Mention, shelf: Shelf) -> CitedPlace:
    document, source = mention
    info = shelf.named(document)
    span = source.quote or source.span
    return CitedPlace(
        document=document,
        title=info.title if info else "",
        file=info.file if info else "",
        page=source.page,
        section=source.section,
        row=source.row,
        column=source.column,
        quote=span.cut(shelf.document(document).text) if span else "",
    )


def _passages(told: Told | None, shelf: Shelf) -> tuple[CitedPassage, ...]:
    """The sentences as citations; those of one page that follow one another are one."""
    runs: list[list[Sentence]] = []
    for sentence in told.sentences if told else ():
        last = runs[-1][-1] if runs else None
        if last and last.page == sentence.page and 0 <= sentence.span.start - last.span.end < _NEXT:
            runs[-1].append(sentence)
        else:
            runs.append([sentence])
    return tuple(shelf.cited(run, told.score) for run in runs[:6]) if told else ()


def offered(answer: Answer, shelf: Shelf) -> tuple[CitedFigure, ...]:
    """The figures that an answer's choices stand for, in their order."""
    ids = [figure_of(choice.ask) for choice in answer.choices]
    documents = dict.fromkeys(identifier.partition("-")[0] for identifier in ids)
    infos = [info for document in documents if (info := shelf.named(document))]
    wanted = set(ids)
    found = {f.id: f for info in infos for f in shelf.store.figures_of(info.id) if f.id in wanted}
    return tuple(_cite(found[identifier], shelf) for identifier in ids if identifier in found)


def _holdings(text: str, query: Query, shelf: Shelf, cited: Collection[str] = ()) -> dict[str, Any]:
    """The documents whose identity a text tells, without those that are cited; and how many bodies and documents there are
    where it says that."""
    infos = [info for org in query.orgs or shelf.by_org for info in shelf.by_org.get(org, ())]
    held = tuple(info for info in infos if info.id not in cited and _is_told(info, text))
    return {"held": held, "holds": (len(shelf.by_org), len(shelf.documents)) if _HOLDS in text else None}


def _cited_documents(outcome: Found) -> frozenset[str]:
    return frozenset(figure.document for figure in outcome.figures)


def _is_told(info: DocumentInfo, text: str) -> bool:
    told = (
        title(info) if info.year else "",
        f"{info.org}{info.year}年" if info.org and info.year else "",
        info.published,
        *unread_parts(info.warnings),
    )
    return any(each and each in text for each in told)
