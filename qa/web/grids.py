"""The tables of 查阅 as HTML: amounts are text of ours, digits as disclosed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from index.model import Figure
from qa.arithmetic import comparable
from qa.web.addresses import address, chat
from qa.web.matrix import Comparison, Entry, Matrix, changes, totals
from qa.web.words import amount_of, label_of, safe, signed, unit_of


def matrix_html(found: Matrix) -> str:
    """Organisation × year, changes under the figures."""
    head = headings("单位", *(f"{year}年" for year in found.years))
    body = "".join(
        f"<tr><th scope='row'>{safe(org)}</th>{''.join(map(entry_html, entries))}</tr>" for org, entries in found.rows
    )
    return table_html(head, body, _totals(totals(found)))


def _totals(sums: Sequence[tuple[str, int]]) -> str:
    """A row under the bodies; "" where no year has a sum."""
    if not any(count for _, count in sums):
        return ""
    cells = "".join(
        f"<td class='bq-num'>{safe(told)}<span class='bq-delta'>{f'{count} 个单位' if count else ''}</span></td>"
        for told, count in sums
    )
    return f"<tr><th scope='row' title='由程序把本页列出的数字相加；计算得出的、有出入的不计入'>本页合计（计算）</th>{cells}</tr>"


def headings(*names: str) -> str:
    """Column headings that sort the rows by a click, where they are: nothing is asked of the server."""
    return "".join(f"<th aria-sort='none'><button type='button' class='bq-sort'>{safe(n)}</button></th>" for n in names)


def worth(figure: Figure | None) -> str:
    """What a cell is sorted by, as an attribute: 万元 and 元 side by side are not sorted by their digits."""
    return "" if figure is None or figure.value is None else f" data-v='{comparable(figure):f}'"


def entry_html(entry: Entry) -> str:
    """A cell of the matrix: its figure or why there is none."""
    if entry.leaf is None or entry.figure is None:
        return f"<td class='bq-missing'>{asked(entry.question, entry.text, entry.told)}</td>"
    change = f"<span class='bq-delta {entry.way}'>{safe(entry.change)}</span>" if entry.change else ""
    note = f"<span class='bq-delta'>{asked(entry.question, entry.note, entry.told)}</span>" if entry.note else ""
    shown = asked(entry.question, entry.text, entry.told) if entry.leaf.worked else linked(entry.figure, entry.text)
    return f"<td class='bq-num'{worth(entry.figure)}>{shown}{change}{note}</td>"


def asked(question: str, text: str, told: str) -> str:
    """Words that lead to the chat, where the same question is answered at length."""
    return f"<a class='bq-place' href='{safe(chat(question))}' target='_blank' title='{safe(told or '到问答中看')}'>{safe(text)}</a>"


def linked(figure: Figure, text: str) -> str:
    """A figure that leads to its printed place, in a tab of its own: filters and conversation stay as they are."""
    return f"<a class='bq-place' href='{address(figure)}' target='_blank' title='看出处'>{safe(text)}</a>"


def figures_html(figures: Sequence[Figure], titles: Mapping[str, str]) -> str:
    """Figures one to a row."""
    names = ("单位", "年度", "阶段", "项目", "数字", "计量单位", "出处")
    head = headings(*names)
    rows = []
    for f in figures:
        place = f.source
        where = " / ".join(p for p in (place.row, place.column) if p) or (
            place.section[-1] if place.section else "正文"
        )
        page = f"第{place.page}页　" if place.page else ""
        cells = (str(f.year or ""), f.stage or "")
        rows.append(
            f"<tr><th scope='row'>{safe(f.org)}</th>" + "".join(f"<td>{safe(cell)}</td>" for cell in cells) + f"<td class='bq-text'>{safe(label_of(f))}</td>"
            + f"<td class='bq-num'{worth(f)}>{linked(f, signed(f))}</td><td>{safe(unit_of(f))}</td>"
            + f"<td class='bq-text' title='{safe(titles.get(f.document, ''))}'>{safe(page + where)}</td></tr>"
        )  # fmt: skip
    return table_html(head, "".join(rows))


def comparison_html(found: Comparison) -> str:
    """Rows of one table over years."""
    head = headings("项目", *(f"{year}年" for year in found.years))
    rows = []
    for (label, aspect, code), figures in found.rows:
        name = f"{safe(code)}　{safe(label)}" if code else safe(label)
        more = f"<span class='bq-delta'>{safe(aspect)}</span>" if aspect else ""
        cells = "".join(_year(f, change) for f, change in zip(figures, changes(figures), strict=True))
        rows.append(f"<tr><th scope='row'>{name}{more}</th>{cells}</tr>")
    return table_html(head, "".join(rows))


def _year(figure: Figure | None, change: tuple[str, str]) -> str:
    if figure is None:
        return "<td class='bq-missing'>未列示</td>"
    text, way = change
    delta = f"<span class='bq-delta {way}'>{safe(text)}</span>" if text else ""
    told = f"{amount_of(figure)} {unit_of(figure)}".strip()
    blank = "" if figure.amount else " bq-blank"
    return f"<td class='bq-num{blank}'{worth(figure)}>{linked(figure, told)}{delta}</td>"


def table_html(head: str, body: str, foot: str = "") -> str:
    """A table that is scrolled by itself; its foot stays where it is when the rows are sorted."""
    return (
        "<div class='bq-scroll bq-tall' tabindex='0'><table class='bq-table bq-grid'>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody>{f'<tfoot>{foot}</tfoot>' if foot else ''}</table></div>"
    )
