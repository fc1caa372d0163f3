"""Sources of an answer: each opens to the printed place, the whole table, the page, the original file."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from index.errors import BudgetqaError
from index.model import Figure
from qa.model import Answer, CitedFigure, CitedPassage
from qa.web import desk, marking, pictures, scripts
from qa.web.words import apart, label_of, named, place_of, safe, shown, way_of, whose, with_unit

# At first; the others come at a click.
_SHOWN = 3
# A document that came in is saved, never shown by the browser as a page of this site.
_TO_SAVE = "application/octet-stream"
# How much of a passage its fold's title quotes.
_SNIPPET = 14
# Which page of the original is open.
_PAGE = "page_shown"


def show(answer: Answer, key: str) -> None:
    """The figures' places, or the passages where the answer is in words; each opens when it is clicked."""
    figures = distinct(answer)
    first = len(figures) if st.session_state.get(f"{key}-all") else _SHOWN
    for number, cited in enumerate(figures[:first]):
        title = place_of(cited.figure, cited.title or cited.file, table_title(cited.figure))
        place = _opened(f"出处　{title}", f"{key}-f{number}")
        if place.open:
            with place:
                printed(cited.figure, f"{key}-f{number}")
    if len(figures) > first:
        st.button(
            f"另外 {len(figures) - first} 处出处", key=f"{key}-all", type="tertiary", icon=":material/expand_more:"
        )
    if figures:
        return
    for number, passage in enumerate(answer.passages[: 2 * _SHOWN]):
        found = passage.passage
        section = found.section[-1] if found.section else ""
        page = f"第{found.page}页" if found.page else ""
        begin = found.text[:_SNIPPET] + ("…" if len(found.text) > _SNIPPET else "")
        source = named(passage.title or passage.file, found.org)
        title = "　".join(part for part in (source, page, section, f"“{begin}”") if part)
        place = _opened(f"出处　{title}", f"{key}-p{number}")
        if place.open:
            with place:
                _passage(passage, f"{key}-p{number}")


def original(document: str, key: str) -> None:
    """The file as it came in, to download; its bytes are fetched only when they are asked for."""
    info = desk.info(document)
    if info is None:
        return
    name = info.file.rpartition("/")[2]
    st.download_button(
        "下载原文件", partial(desk.original, document), file_name=name, mime=_TO_SAVE, key=key, on_click="ignore",
        icon=":material/download:",
    )  # fmt: skip


def _unfold(flag: str) -> None:
    st.session_state[flag] = True


def _opened(title: str, key: str) -> Any:
    """A fold that is filled only when it is open."""
    return st.expander(shown(title), key=key, on_change="rerun")


def distinct(answer: Answer) -> list[CitedFigure]:
    """Figures of an answer with a printed place, each place once."""
    places: dict[object, CitedFigure] = {}
    for cited in (*answer.figures, *answer.parts):
        source = cited.figure.source
        # Cells of one row are one place to look at.
        spot = (cited.figure.document, source.table, source.row_index, source.quote if source.table is None else None)
        places.setdefault(spot, cited)
    return list(places.values())


def table_title(figure: Figure) -> str | None:
    """The title of the table that a figure stands in; None in running text."""
    if figure.source.table is None or desk.info(figure.document) is None:
        return None
    return _titles(desk.edition(), figure.document)[figure.source.table]


@st.cache_data(max_entries=2000, show_spinner=False)
def _titles(edition: str, document: str) -> tuple[str, ...]:  # noqa: ARG001
    return tuple(table.title or "（无标题）" for table in desk.document(document).tables)


def printed(figure: Figure, key: str) -> None:
    """Where a figure is printed: whose it is, the table or passage with it marked, and the ways on from there."""
    source = figure.source
    if desk.info(figure.document) is None:
        st.caption("这份文件已从资料库中删除。")
        return
    way = {"增": "增 ", "减": "减 "}.get(way_of(figure), "")
    told = f"<b>{safe(way + with_unit(figure))}</b>"
    st.html(f"<p class='bq-where'>{apart(*whose(figure), label_of(figure))}{told}</p>")
    st.html(_place(desk.edition(), figure))
    with st.container(horizontal=True, gap="small"):
        if source.table is not None and st.button("看整张表", key=f"{key}-table", icon=":material/table:"):
            _whole_table(figure)
        if source.page and _is_pdf(figure.document) and st.button("看原页", key=f"{key}-page", icon=":material/image:"):
            _open_page(figure.document, source.page, figure.id)
        original(figure.document, f"{key}-original")


@st.cache_data(max_entries=2000, show_spinner=False, hash_funcs={Figure: lambda f: f.id})
def _place(edition: str, figure: Figure) -> str:  # noqa: ARG001
    document, source = desk.document(figure.document), figure.source
    if source.table is None:
        return marking.passage(document, figure)
    return marking.table(document.tables[source.table], source.row_index, source.column_index)


def _passage(cited: CitedPassage, key: str) -> None:
    found = cited.passage
    if desk.info(found.document) is None:
        st.caption("这份文件已从资料库中删除。")
        return
    document = desk.document(found.document)
    if found.table is not None:
        st.html(marking.table(document.tables[found.table]))
    else:
        st.html(marking.words(document, found.span))
    with st.container(horizontal=True):
        if found.page and _is_pdf(found.document) and st.button("看原页", key=f"{key}-page", icon=":material/image:"):
            _open_page(found.document, found.page)
        original(found.document, f"{key}-original")


def _is_pdf(document: str) -> bool:
    info = desk.info(document)
    return info is not None and info.format == "pdf"


@st.dialog("整张表", width="large")
def _whole_table(figure: Figure) -> None:
    source = figure.source
    document = desk.document(figure.document)
    if source.table is not None:
        st.html(marking.table(document.tables[source.table], source.row_index, source.column_index, whole=True))
        st.html(scripts.element(scripts.TO_CELL), unsafe_allow_javascript=True)
    original(figure.document, "dialog-table-original")


def _open_page(document: str, number: int, figure: str = "") -> None:
    st.session_state[_PAGE] = number
    _page(document, number, figure)


def _turn(by: int) -> None:
    st.session_state[_PAGE] += by


@st.dialog("原页", width="large")
def _page(document: str, first: int, figure: str) -> None:
    """A page, and the ones before and after it; the figure is framed where it stands."""
    info = desk.info(document)
    if info is None:
        return
    number = min(max(st.session_state.get(_PAGE, first), 1), max(info.pages, first))
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="pages"):
        st.button("上一页", on_click=_turn, args=(-1,), disabled=number <= 1, key="page-before")
        st.html(f"<span role='status'>第{number}页，共{max(info.pages, first)}页</span>", width="content")
        st.button("下一页", on_click=_turn, args=(1,), disabled=number >= info.pages, key="page-after")
        if number != first:
            st.button(f"回到第{first}页", on_click=_turn, args=(first - number,), key="page-back")
    try:
        picture = _picture(document, number, figure if number == first else "")
    except BudgetqaError:
        st.caption("这一页没有显示成功，请下载原文件查看。")
    else:
        st.caption(shown(info.file) + ("　红框中是这个数字" if picture.middle else ""))
        with st.container(key="sheet"):
            st.image(picture.data, alt=f"{info.file}第{number}页")
        if picture.middle:
            st.html(
                scripts.element(scripts.TO_FRAME, "at", "{} {}".format(*picture.middle)), unsafe_allow_javascript=True
            )
    original(document, "dialog-page-original")


@st.cache_data(max_entries=64, show_spinner="正在打开原页…")
def _picture(document: str, page: int, figure: str) -> pictures.Picture:
    box = next((f.source.box for f in desk.store().figures_of(document) if f.id == figure), None) if figure else None
    return pictures.page_picture(f"{document[:12]}.pdf", desk.original(document), page, box)
