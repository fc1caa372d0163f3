"""Which grids are one table, and their columns brought together."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.language.fold import fold_text
from index.parsing.tables.captions import Caption, caption_of, captions_of
from index.parsing.tables.forms import is_form
from index.parsing.tables.heading import depth_of, lead_rows, looks_like_heading
from index.parsing.tables.parted import parted
from index.parsing.tables.parts import Item, Part, without_rows
from index.parsing.tables.words import is_caption, is_heading_word, squeeze, words

_EDGE = 0.012  # share of the table's width: boundaries this near are one
_STRAY = 8  # characters: what little may stand between two halves of a table (a stamp, a page number)
_NEAR = 3.0  # points: edges on two pages that are one
_COLUMNS = 3  # so many columns in the same places are no accident
_WIDTH = 0.06  # a table goes on in a grid whose width differs by no more than this


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """The grids of one table. ``depth`` is how many rows of ``part`` are the heading; ``joints`` the rows where a
    new page begins; ``pages`` where it stands; ``captions`` what its own caption lines say."""

    part: Part
    depth: int
    joints: tuple[int, ...]
    caption: Caption
    pages: tuple[int, ...]
    form: bool
    captions: frozenset[str]


def chains_of(parts: Sequence[Part]) -> list[Chain]:
    """Tables as chains of grids."""
    chains: list[Chain] = []
    for raw in (piece for part in parts for piece in parted(part)):
        part, caption = _bare(raw)
        if not part.rows:
            continue
        if raw.begins and not caption.title:
            # Not under the title of the table before it: called by its labels.
            caption = replace(caption, title=next((item.text for item in part.row(0) if item.text), ""))
        last = chains[-1] if chains else None
        if last is not None and not raw.begins:
            repeated = _repeated(last, part)
            if _goes_on(last, part, caption, repeated):
                chains[-1] = _joined(last, without_rows(part, range(repeated)))
                continue
        chains.append(_chain(part, caption))
    return chains


def _bare(part: Part) -> tuple[Part, Caption]:
    """The part without the title and captions printed inside it; all of which it says."""
    lead = lead_rows(part)
    inside = tuple(item for item in part.items if item.row < lead and item.text)
    return _spread(without_rows(part, range(lead))), caption_of(part.above, inside)


def _spread(part: Part) -> Part:
    """收入 | 支出 over 项目 | 预算数 | 项目 | 预算数, where the format lost how wide the upper cells are."""
    if part.ruled or part.rows < 2:
        return part
    upper, lower = part.row(0), [squeeze(item.text) for item in part.row(1)]
    count = len(upper)
    width = len(lower) // count if count else 0
    if count < 2 or width < 2 or len(lower) != part.columns or width * count != len(lower):
        return part
    alike = all(lower[at] == lower[at % width] for at in range(len(lower))) and all(lower)
    if not alike or not all(item.text and item.column == n for n, item in enumerate(upper)):
        return part
    wide = {id(item): replace(item, column=n * width, column_span=width) for n, item in enumerate(upper)}
    return replace(part, items=tuple(wide.get(id(item), item) for item in part.items))


def _chain(part: Part, caption: Caption) -> Chain:
    return Chain(
        part=part,
        depth=depth_of(part),
        joints=(),
        caption=caption,
        pages=(part.page,) if part.page is not None else (),
        form=is_form(part),
        captions=captions_of(part.above),
    )


def _key(part: Part, row: int) -> tuple[str, ...]:
    """What a row says; brackets of either width are one, as a scan may show the same heading either way."""
    return tuple(fold_text(squeeze(item.text)) for item in part.row(row) if item.text)


def _repeated(last: Chain, part: Part) -> int:
    """How many rows at the top print the table's heading again (in part: only its lowest rows)."""
    heading = [_key(last.part, row) for row in range(last.depth)]
    for skipped in range(len(heading)):
        want = heading[skipped:]
        if part.rows >= len(want) and [_key(part, row) for row in range(len(want))] == want and any(want):
            return len(want)
    return 0


def _goes_on(last: Chain, part: Part, caption: Caption, repeated: int) -> bool:
    """Whether the part continues the table before it."""
    told = [line.line.text for line in part.above if line.line.text.strip()]
    same_title = bool(caption.title) and squeeze(caption.title) == squeeze(last.caption.title)
    captions = all(is_caption(text) for text in told) and not caption.title_inside
    if not captions and not same_title and len("".join(told)) > _STRAY:
        return False
    if any(key not in last.captions for key in captions_of(part.above)):
        return False  # another department or date: another table of the same form
    apart = part.page - last.part.page if part.page is not None and last.part.page is not None else None
    if apart is not None and apart > 1:
        return False
    if repeated:
        return (not told or apart != 0) and (captions or same_title) and _fits(last.part, part)
    if apart is None or apart == 0:
        alike = not part.edges and last.part.columns == part.columns
        return alike and not told and not looks_like_heading(part, 0)
    if caption.title_inside or not (part.first or same_title or (captions and caption.continued)):
        return False
    if last.form and not told:
        return _fits(last.part, part) and squeeze(part.row(0)[0].text) not in words().form_names
    return not looks_like_heading(part, 0) and _fits(last.part, part)


def _fits(last: Part, part: Part) -> bool:
    """Whether the columns may be the same: as many, or a grid of the same place and width."""
    if last.box is None or part.box is None:
        return last.columns == part.columns
    width, next_width = last.box.right - last.box.left, part.box.right - part.box.left
    if last.columns == part.columns and abs(width - next_width) < 2 * _WIDTH * width:
        return True
    return abs(width - next_width) < _WIDTH * width or _is_among(_edges(part), _edges(last))


def _edges(part: Part) -> tuple[float, ...]:
    """Where on the page the columns begin and end."""
    if part.box is None:
        return ()
    width = part.box.right - part.box.left
    return tuple(part.box.left + edge * width for edge in part.edges)


def _is_among(some: Sequence[float], edges: Sequence[float]) -> bool:
    """Whether a grid begins where another does and has no other edges: it only leaves out columns at the end, all blank."""
    if len(some) < _COLUMNS + 1 or len(some) >= len(edges):
        return False
    return all(abs(own - other) < _NEAR for own, other in zip(some, edges, strict=False))


def _joined(last: Chain, part: Part) -> Chain:
    upper, lower = last.part, part
    if _is_among(_edges(lower), _edges(upper)):
        lower = replace(lower, columns=upper.columns, edges=upper.edges, box=upper.box)
    elif upper.columns != lower.columns:
        upper, lower = _aligned(upper, lower)
    items = (*upper.items, *(replace(item, row=item.row + upper.rows) for item in lower.items))
    pages = last.pages if part.page is None or part.page in last.pages else (*last.pages, part.page)
    return replace(
        last,
        part=replace(upper, items=items, rows=upper.rows + lower.rows, page=part.page, below=part.below, box=part.box),
        joints=(*last.joints, upper.rows) if lower.rows else last.joints,
        pages=pages,
    )


def _aligned(upper: Part, lower: Part) -> tuple[Part, Part]:
    """Both with the same columns: those of both together, by their place; without places, by count from the left."""
    if upper.edges and lower.edges:
        edges = _union(upper.edges, lower.edges)
        return _placed(upper, edges), _placed(lower, edges)
    columns = max(upper.columns, lower.columns)
    return replace(upper, columns=columns), replace(lower, columns=columns)


def _union(first: Sequence[float], second: Sequence[float]) -> tuple[float, ...]:
    edges = list(first)
    for edge in second:
        if min(abs(edge - other) for other in edges) > _EDGE:
            edges.append(edge)
    return tuple(sorted(edges))


def _placed(part: Part, edges: tuple[float, ...]) -> Part:
    """The part's cells on finer columns."""

    def place(edge: float) -> int:
        right = bisect_left(edges, edge)
        return min((i for i in (right - 1, right) if 0 <= i < len(edges)), key=lambda i: abs(edges[i] - edge))

    items: list[Item] = []
    for item in part.items:
        begin, end = place(part.edges[item.column]), place(part.edges[item.column + item.column_span])
        items.append(replace(item, column=begin, column_span=max(1, end - begin)))
    return replace(part, items=tuple(items), columns=len(edges) - 1, edges=edges)


def is_heading_again(part: Part, row: int, heading: Sequence[tuple[str, ...]]) -> bool:
    """A row inside the table that prints a row of the heading again."""
    key = _key(part, row)
    return len(key) > 1 and key in heading and all(is_heading_word(text) for text in key)
