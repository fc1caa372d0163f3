"""The printed place as HTML: a passage with its figure marked, a table with row, column and cell marked."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from index.model import Column, Document, Figure, Paragraph, Span, Table
from qa.web.words import safe

_AROUND = 8
# How much of a long paragraph is shown on each side of the figure.
_REACH = 220


def passage(document: Document, figure: Figure) -> str:
    """The paragraph that a figure of running text stands in, clause and number marked."""
    source = figure.source
    outer = source.quote or source.span
    if outer is None:
        return ""
    inner = source.span or outer
    paragraph = _paragraph(document, outer)
    if paragraph is None:
        return marked(document.text, outer, inner)
    return marked(paragraph.text, _within(paragraph, outer), _within(paragraph, inner))


def words(document: Document, span: Span) -> str:
    """A passage with the paragraph around it."""
    paragraph = _paragraph(document, span)
    if paragraph is None:
        return marked(document.text, span, span)
    inside = _within(paragraph, span)
    return marked(paragraph.text, inside, inside)


def marked(text: str, clause: Span, number: Span) -> str:
    """Text around a clause; clause and number in marks of two strengths."""
    start, end = max(0, clause.start - _REACH), min(len(text), clause.end + _REACH)
    before, after = text[start : clause.start], text[clause.end : end]
    head, tail = text[clause.start : max(clause.start, number.start)], text[min(clause.end, number.end) : clause.end]
    middle = text[max(clause.start, number.start) : min(clause.end, number.end)]
    whole = number == clause
    inside = safe(middle) if whole else f"{safe(head)}<mark class='bq-figure'>{safe(middle)}</mark>{safe(tail)}"
    lead, trail = "…" if start else "", "…" if end < len(text) else ""
    return f"<p class='bq-passage'>{lead}{safe(before)}<mark class='bq-clause'>{inside}</mark>{safe(after)}{trail}</p>"


def table(found: Table, row: int | None = None, column: int | None = None, *, whole: bool = False) -> str:
    """A table with a row, a column and their cell marked; only rows around the marked one unless ``whole``."""
    first, last = _window(len(found.rows), row, whole)
    body = "".join(_row(found, number, row, column) for number in range(first, last))
    above = f"<tr class='bq-gap'><td colspan='{len(found.columns)}'>… 上面还有 {first} 行</td></tr>" if first else ""
    rest = len(found.rows) - last
    below = f"<tr class='bq-gap'><td colspan='{len(found.columns)}'>… 下面还有 {rest} 行</td></tr>" if rest else ""
    unit = f"单位：{safe(found.unit)}" if found.unit else "单位未标明"
    note = f"<p class='bq-note'>{safe(found.note)}</p>" if found.note else ""
    caption = f"<caption><span>{safe(found.title or '（无标题）')}</span><span>{unit}</span></caption>"
    head = "".join(f"<tr>{cells}</tr>" for cells in _head(found.columns, column))
    return (
        f"<div class='bq-scroll' tabindex='0'><table class='bq-table'>{caption}<thead>{head}</thead>"
        f"<tbody>{above}{body}{below}</tbody></table></div>{note}"
    )


def _window(count: int, row: int | None, whole: bool) -> tuple[int, int]:
    if whole or row is None:
        return 0, count
    return max(0, row - _AROUND), min(count, row + _AROUND + 1)


def _row(found: Table, number: int, row: int | None, column: int | None) -> str:
    cells, skip = [], 0
    for index, cell in enumerate(found.rows[number].cells):
        if skip:
            skip -= 1
            continue
        span = 1
        if cell.column_span > 1:
            following = found.rows[number].cells[index + 1 : index + cell.column_span]
            span = 1 + sum(1 for each in following if each.covered)
            skip = span - 1
        here = number == row and column is not None and index <= column < index + span
        kinds = (
            ["bq-here"] if here else ["bq-line"] if number == row or (column is not None and index == column) else []
        )
        if _numeric(cell.text):
            kinds.append("bq-num")
        style = f" class='{' '.join(kinds)}'" if kinds else ""
        wide = f" colspan='{span}'" if span > 1 else ""
        moved = " title='此格在原文中错位，按合计关系归到本列'" if cell.moved_from is not None else ""
        cells.append(f"<td{style}{wide}{moved}>{safe(cell.text)}</td>")
    return f"<tr>{''.join(cells)}</tr>"


def _numeric(text: str) -> bool:
    return bool(text) and text[-1] in "0123456789%％—-" and not any("\u4e00" <= c <= "\u9fff" for c in text)


def _head(columns: Sequence[Column], marked_column: int | None) -> Iterator[str]:
    """Heading rows: neighbours with the same upper levels are joined, short paths reach down."""
    depth = max((len(c.path) for c in columns), default=0)
    for level in range(depth):
        cells, start = [], 0
        while start < len(columns):
            path = columns[start].path[: level + 1]
            end = start + 1
            if len(columns[start].path) > level:
                last = level == len(columns[start].path) - 1
                while (
                    not last
                    and end < len(columns)
                    and columns[end].path[: level + 1] == path
                    and len(columns[end].path) > level + 1
                ):
                    end += 1
                down = depth - level if last else 1
                here = marked_column is not None and start <= marked_column < end
                cells.append(
                    f"<th{_attribute('colspan', end - start)}{_attribute('rowspan', down)}"
                    f"{' class=bq-line' if here else ''}>{safe(path[-1])}</th>"
                )
            elif level == 0:
                cells.append(f"<th{_attribute('rowspan', depth)}></th>")
            start = end
        yield "".join(cells)


def _attribute(name: str, value: int) -> str:
    return f" {name}='{value}'" if value > 1 else ""


def _paragraph(document: Document, span: Span) -> Paragraph | None:
    starts = [p.origin[0] if p.origin else 0 for p in document.paragraphs]
    number = bisect_right(starts, span.start) - 1
    if number < 0:
        return None
    found = document.paragraphs[number]
    return found if found.origin and found.origin[-1] >= span.end - 1 else None


def _within(paragraph: Paragraph, span: Span) -> Span:
    return Span(start=bisect_left(paragraph.origin, span.start), end=bisect_left(paragraph.origin, span.end))
