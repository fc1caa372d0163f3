"""A part of a whole in percent: as printed, else worked out from the two figures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from index.language.fold import fold_text
from index.model import Figure, Measure
from qa import arithmetic
from qa.answer.alike import names_of
from qa.answer.kinds import not_found, settle, value_of
from qa.answer.leaf import leaf
from qa.answer.lookup import Key, read
from qa.answer.outcome import Found, Missing, Outcome, Reading, Unclear
from qa.answer.phrase import amount, subject, thing
from qa.answer.shelf import Shelf
from qa.arithmetic import comparable
from qa.model import Query, Value
from qa.plan import beside
from qa.plan.cues import patterns
from qa.plan.named import members_named
from qa.plan.proven import part_of_proven
from qa.plan.tree import Share
from qa.plan.wholes import called_whole, is_any_whole, parted

Read = dict[Key, Reading]


def share(query: Query, plan: Share, shelf: Shelf) -> Outcome:
    """What part the one figure is of the other; the printed share first, with a warning where the figures say otherwise. Where neither
    is found, the part within the whole as the question says it otherwise, and the whole that the part is proven to be of."""
    part, whole = plan.part.query, plan.whole.query if plan.whole else None
    if whole and is_any_whole(whole):
        # 全部资金 names no figure: only what the part is proven to be of may be meant.
        outcome: Outcome = not_found(query, shelf)
    else:
        outcome = _share(query, part, whole, shelf)
    if not isinstance(outcome, Missing):
        return outcome
    if (within := parted(query)) and (within[1] is None or within[1].chunks):
        part, whole = within
        if not isinstance(again := _share(query, part, whole, shelf), Missing):
            return again
    pair = part_of_proven(part, called_whole(query.text), shelf)
    return (_worked(*pair) if pair else None) or outcome


def _share(query: Query, part: Query, whole: Query | None, shelf: Shelf) -> Outcome:
    printed = read(replace(part, measure=Measure.SHARE.value), shelf)
    if printed and whole is None:
        settled = settle(query, printed)
        if isinstance(settled, Reading) and settled.figure.value is not None:
            return _printed(settled.figure, None, shelf)
    top = _valued(leaf(part, shelf))
    bottom = _valued(leaf(whole, shelf)) if whole else {}
    common = [key for key in top if key in bottom]
    if len({*common, *_valued(printed)} & set(top)) > 1 and isinstance(back := settle(part, top), Unclear):
        return back
    printed = {key: r for key, r in printed.items() if r.figure.rate != "完成" and not _completes(r.figure)}
    shares = {key: r for key, r in _valued(printed).items() if whole is None or _of_whole(r.figure, whole, shelf)}
    if shares:
        chosen = next(iter(shares.values())).figure
        return _printed(chosen, _recomputed(chosen, ((top[k].figure, bottom[k].figure) for k in common)), shelf)
    if common:
        outcome = settle(part, {key: top[key] for key in common})
        if isinstance(outcome, Unclear):
            return outcome
        key = next((key for key in common if top[key] is outcome), common[0])
        return _worked(top[key].figure, bottom[key].figure) or not_found(query, shelf)
    pair = (_together(part, whole, shelf) or _beside(part, whole, shelf)) if whole else None
    return (_worked(*pair) if pair else None) or not_found(query, shelf)


def _beside(part: Query, whole: Query, shelf: Shelf) -> tuple[Figure, Figure] | None:
    """Both as they stand in one column, row or sentence, the whole the larger one."""
    found = beside.together((part, whole), shelf)
    return (found[0], found[1]) if found and comparable(found[0]) < comparable(found[1]) else None


def _completes(figure: Figure) -> bool:
    """Whether a printed percentage tells how much of its budget was carried out."""
    said = patterns()["share"]["carried_out"]
    return said.search(figure.source.column or "") is not None


def _of_whole(figure: Figure, whole: Query, shelf: Shelf) -> bool:
    """Whether the clause of a printed share names the whole that is asked for, where it names one at all: 占支出合计的56% is none of
    the income."""
    quote = figure.source.quote
    told = fold_text(quote.cut(shelf.document(figure.document).text)) if quote else ""
    of = patterns()["share"]["of"].search(told)
    named = {piece.text for chunk in whole.chunks for piece in chunk.pieces}
    notions = {
        form for chunk in whole.chunks for piece in chunk.pieces for key in piece.concepts for form in names_of(key)
    }
    return of is None or any(name in of["of"] for name in named | notions)


def _valued(held: Read) -> Read:
    return {key: reading for key, reading in held.items() if reading.figure.value is not None}


def _together(part: Query, whole: Query, shelf: Shelf) -> tuple[Figure, Figure] | None:
    """Both as they stand in one enumeration or column."""
    if not part.chunks or not whole.chunks:
        return None
    names = (part.chunks[-1], whole.chunks[-1])
    beside = (*part.chunks[:-1], *whole.chunks[:-1])
    found = members_named(names, beside, part, shelf, over=True)
    return (found[names[0].text].figure, found[names[1].text].figure) if found else None


def _printed(chosen: Figure, other: tuple[str, tuple[Figure, Figure]] | None, shelf: Shelf) -> Found:
    return Found(
        text=f"{subject(chosen, shelf.named(chosen.document))}占比为{amount(chosen)}。",
        value=value_of(chosen),
        figures=(chosen,),
        warnings=(other[0],) if other else (),
        beside=tuple((figure.document, figure.source) for figure in other[1]) if other else (),
    )


def _worked(part: Figure, whole: Figure) -> Found | None:
    worked = arithmetic.share(part, whole) if _part_of(part, whole) else None
    if worked is None:
        return None
    return Found(
        text=f"{subject(part)}为{amount(part)}，占{thing(whole)}（{amount(whole)}）的{worked.amount}%。",
        value=Value(amount=worked.amount, unit="%"),
        figures=(part, whole),
        computed=worked,
    )


def _part_of(part: Figure, whole: Figure) -> bool:
    """Whether one figure may be a part of another: not where they are one, nor where a cell stands in neither row nor column of it."""
    mine, other = part.source, whole.source
    if beside.place(part) == beside.place(whole):
        return False
    if mine.table is None or mine.table != other.table:
        return True
    return mine.row_index == other.row_index or mine.column_index == other.column_index


def _recomputed(printed: Figure, pairs: Iterable[tuple[Figure, Figure]]) -> tuple[str, tuple[Figure, Figure]] | None:
    """A warning where the printed share is not what its two figures give, and these."""
    for part, whole in pairs:
        worked = arithmetic.share(part, whole)
        told = printed.value
        if part.item == whole.item:
            continue  # one row read for both: what the share is of was not found
        if worked and told is not None and arithmetic.half_up(told, 1) != arithmetic.half_up(Decimal(worked.amount), 1):
            return f"原文占比为{amount(printed)}，按所列两数计算为{worked.amount}%（{worked.expression}）。", (
                part,
                whole,
            )
    return None
