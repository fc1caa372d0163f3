"""Several tables in one grid: side by side, each under its own title or unit; one below the other without a blank row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from index.parsing.tables.forms import is_form
from index.parsing.tables.heading import lead_rows, looks_like_heading
from index.parsing.tables.parts import Part
from index.parsing.tables.units import unit_of
from index.parsing.tables.words import is_caption, is_figure, is_heading_word, is_title, is_total, squeeze

_TOP = 4  # rows in which titles stand side by side
_MOST = 0.6  # of the columns: so many must a heading name
_DEEP = 8  # rows at the top among which a heading may be
_CAPTIONS = 4  # rows with title and captions between two tables


def parted(part: Part) -> list[Part]:
    """The tables that a grid holds, from left to right and from top to bottom; the grid itself where it is one."""
    return [below for beside in _beside(part) for below in _stacked(beside)]


def _beside(part: Part) -> list[Part]:
    """Cut where titles (or units) stand beside one another and no cell runs across."""
    for row in range(min(_TOP, part.rows)):
        filled = [item for item in part.row(row) if item.text]
        titles = len(filled) > 1 and all(is_title(item.text) for item in filled)
        units = len(filled) > 1 and all(unit_of(item.text) for item in filled)
        if not titles and not units:
            if any(is_figure(item.text) for item in filled):
                break
            continue
        starts = [item.column for item in filled]
        cuts = [start if titles else _gap(part, before, start) for before, start in pairwise(starts)]
        edges = [0, *(cut for cut in cuts if cut is not None), part.columns]
        if len(edges) != len(starts) + 1 or any(_crossed(part, cut) for cut in edges[1:-1]):
            continue
        pieces = [_columns(part, left, right) for left, right in pairwise(edges)]
        if all(piece.columns > 1 and _has_figures(piece) for piece in pieces):
            return [pieces[0], *(replace(piece, begins=True, above=(), first=False) for piece in pieces[1:])]
    return [part]


def _gap(part: Part, left: int, right: int) -> int | None:
    """The column behind the last blank one between two others."""
    blank = [c for c in range(left + 1, right + 1) if not any(i.text for i in part.items if i.column == c)]
    return blank[-1] + 1 if blank else None


def _crossed(part: Part, cut: int) -> bool:
    return any(item.column < cut < item.column + item.column_span and item.text for item in part.items)


def _has_figures(part: Part) -> bool:
    return any(is_figure(item.text) for item in part.items)


def _columns(part: Part, left: int, right: int) -> Part:
    items = tuple(
        replace(
            item,
            column=max(item.column, left) - left,
            column_span=min(item.column + item.column_span, right) - max(item.column, left),
        )
        for item in part.items
        if item.column < right and item.column + item.column_span > left
    )
    filled = [item for item in items if item.text]
    width = max((item.column + item.column_span for item in filled), default=0)
    kept = tuple(replace(i, column_span=min(i.column_span, width - i.column)) for i in items if i.column < width)
    return replace(part, items=kept, columns=width, edges=(), box=None)


def _stacked(part: Part) -> list[Part]:
    """Cut before a title or a unit in the midst of the rows, under which another heading stands."""
    cuts = [0]
    bare: set[int] = set()  # where the same labels go on with other columns: title and unit hold on
    row = 1
    forms = is_form(part)
    seen = False
    while row < part.rows:
        seen = seen or any(is_figure(item.text) for item in part.row(row - 1))
        if seen and _begins(part, row):
            cuts.append(row)
            row, seen = row + _CAPTIONS, False
        elif seen and not forms and _is_other_heading(part, cuts[-1], row):
            cuts.append(row)
            if _label(part, row) in {_label(part, r) for r in range(min(_DEEP, row))}:
                bare.add(row)
            row, seen = row + 1, False
        else:
            row += 1
    if len(cuts) == 1:
        return [part]
    lead = lead_rows(part)
    pieces = [_rows(part, range(cuts[0], cuts[1]))]
    for top, bottom in pairwise([*cuts[1:], part.rows]):
        rows = [*(range(lead) if top in bare else ()), *range(top, bottom)]
        piece = _rows(part, rows)
        pieces.append(replace(piece, begins=True, above=part.above if top in bare else (), first=False))
    return pieces


def _label(part: Part, row: int) -> str:
    """What the column of labels is called in a heading."""
    return next((squeeze(item.text) for item in part.row(row) if item.text), "")


def _is_other_heading(part: Part, top: int, row: int) -> bool:
    """A row in the midst of data that holds no figure and is a heading, another one than at the top, with data below: it
    consists of words that columns are called by, or stands behind a total with such words over the figures."""
    filled = [item for item in part.row(row) if item.text]
    if row + 1 >= part.rows or len(filled) < max(2, _MOST * part.columns) or any(is_figure(i.text) for i in filled):
        return False
    below = {item.column for item in part.row(row + 1) if is_figure(item.text)}
    over = [item for item in filled if item.column in below]
    behind = any(is_total(item.text) for item in part.row(row - 1)[:2])
    named = filled if looks_like_heading(part, row) and not behind else over
    if not over or not all(is_heading_word(item.text) for item in named):
        return False
    above = {tuple(squeeze(i.text) for i in part.row(r) if i.text) for r in range(top, min(top + _DEEP, row))}
    return tuple(squeeze(item.text) for item in filled) not in above


def _begins(part: Part, row: int) -> bool:
    """A title (or a unit) alone in its row or with captions beside it, then nothing but captions down to a heading."""
    filled = [item for item in part.row(row) if item.text]
    if not filled or not (is_title(filled[0].text) or unit_of(filled[0].text)) or _is_inside(part, row):
        return False
    if not all(is_caption(item.text) for item in filled[1:]):
        return False
    if any(item.row < row < item.row + item.row_span and item.text for item in part.items):
        return False
    for below in range(row + 1, min(row + _CAPTIONS + 1, part.rows)):
        texts = [item.text for item in part.row(below) if item.text]
        if not texts or all(is_caption(text) or is_title(text) for text in texts):
            continue
        heading = looks_like_heading(part, below) or (len(texts) > 1 and all(map(is_heading_word, texts)))
        return heading and not any(map(is_figure, texts))
    return False


def _is_inside(part: Part, row: int) -> bool:
    """Whether the row's words begin in the midst of the grid: a label of a block, not a title."""
    first = next((item for item in part.row(row) if item.text), None)
    return first is not None and first.column > 0 and part.columns > 2 and first.column_span < part.columns - 1


def _rows(part: Part, rows: Iterable[int]) -> Part:
    places = {row: place for place, row in enumerate(rows)}
    items = tuple(replace(item, row=places[item.row]) for item in part.items if item.row in places)
    return replace(part, items=items, rows=len(places))
