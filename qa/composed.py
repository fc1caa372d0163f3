"""From what was decided to the answer with its citations: every figure, place and passage with the words of its document."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

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
            answer = _answered(base, query, outcome, shelf)
        case Unclear():
            answer = replace(
                base, status="clarify", text=outcome.text, options=outcome.options, choices=outcome.choices
            )
        case Missing():
            answer = replace(
                base,
                status="not_found",
                text=outcome.text,
                passages=_passages(outcome.told, shelf),
                choices=outcome.choices,
            )
        case _:
            assert_never(outcome)
    return _with_holdings(answer, query, shelf)


def _answered(base: Answer, query: Query, found: Found, shelf: Shelf) -> Answer:
    against = shelf.contradictions.about(found.figures, shelf.sentences)
    reach = changed_reach(found.figures, shelf)
    warnings = (*found.warnings, *(each.words for each in against), *reach)
    mentions = (*found.beside, *(m for each in against for m in each.mentions), *reach.values())
    return replace(
        base,
        text=found.text,
        value=found.value,
        figures=tuple(_cite(f, shelf) for f in found.figures),
        parts=tuple(_cite(f, shelf) for f in found.parts),
        computed=found.computed,
        passages=_passages(found.told, shelf),
        warnings=warnings,
        beside=tuple(_place(mention, shelf) for mention in dict.fromkeys(mentions)) if warnings else (),
        workings=found.workings,
        suggestions=suggestions(query, found, shelf),
    )


def _cite(figure: Figure, shelf: Shelf) -> CitedFigure:
    info = shelf.named(figure.document)
    document, source = shelf.document(figure.document), figure.source
    return CitedFigure(
        figure=figure,
        quote=source.quote.cut(document.text) if source.quote else "",
        title=info.title if info else "",
        file=info.file if info else "",
        reason=figure.reason.cut(document.text) if figure.reason else "",
        table=document.tables[source.table].title if source.table is not None else "",
    )


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


def _with_holdings(answer: Answer, query: Query, shelf: Shelf) -> Answer:
    """The answer with the documents whose identity its words tell, without those that its figures are cited from; and with how
    many bodies and documents there are where it says that."""
    words = " ".join((answer.text, *answer.options))
    cited = {each.figure.document for each in answer.figures}
    infos = [info for org in query.orgs or shelf.by_org for info in shelf.by_org.get(org, ())]
    return replace(
        answer,
        held=tuple(info for info in infos if info.id not in cited and _is_told(info, words)),
        holds=(len(shelf.by_org), len(shelf.documents)) if _HOLDS in words else None,
    )


def _is_told(info: DocumentInfo, text: str) -> bool:
    told = (
        title(info) if info.year else "",
        f"《{info.title or info.file}》",
        f"{info.org}{info.year}年" if info.org and info.year else "",
        info.published,
        *unread_parts(info.warnings),
    )
    return any(each and each in text for each in told)
