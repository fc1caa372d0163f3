"""查阅: prior years at a glance. Every view has an address."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import streamlit as st

from index.library import DocumentInfo
from index.model import Figure
from qa.render import figures_sheet
from qa.sheets import Sheet, as_csv, as_xlsx
from qa.web import access, desk, execution, items
from qa.web.config import load
from qa.web.grids import comparison_html, figures_html, matrix_html
from qa.web.leaf import Slots, of_stage
from qa.web.matrix import comparison, comparison_sheet, matrix, sheet, with_figures, with_ways
from qa.web.passages import found as found_passages
from qa.web.words import safe

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SHOWN, _BODIES = 300, 30
_MATRIX, _BOTH, _LIST, _SIDE, _TEXT = "历年一览", "预决算对照", "数字清单", "年度对照", "全文检索"
_ALL = "全部（含正文）"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What is looked at; () is all."""

    orgs: tuple[str, ...]
    years: tuple[int, ...]
    stage: str
    scope: str

    def of(self, stage: str) -> Filters:
        """The same of another stage."""
        return replace(self, stage=stage)

    def admits(self, info: DocumentInfo) -> bool:
        """Whether a document is within them; one that does not tell a slot is."""
        return (
            (not self.orgs or info.org in self.orgs)
            and (not self.years or info.year in self.years)
            and info.stage in (self.stage, None)
            and info.scope in (self.scope, None)
        )


def show() -> None:
    """The page."""
    st.html("<h1 class='bq-title bq-wide'>查阅历年数字</h1>")
    if not load().search_public and not access.is_staff():
        st.info("这一页供工作人员使用，请先登录。")
        return
    infos = [i for i in desk.documents() if i.org and i.year]
    if not infos:
        st.info("资料库里还没有能认出单位和年度的文件。读入文件后，这里可以按单位、年度、项目查阅。")
        return
    filters = _filters(infos)
    view = st.segmented_control(
        "看什么", (_MATRIX, _BOTH, _LIST, _SIDE, _TEXT), default=_MATRIX, required=True, key="view", bind="query-params",
        label_visibility="collapsed",
    )  # fmt: skip
    chosen = [i for i in infos if filters.admits(i)]
    views: dict[str, Callable[[list[DocumentInfo], Filters], None]] = {
        _MATRIX: _show_matrix,
        _BOTH: _show_both,
        _LIST: _show_list,
        _SIDE: _show_side,
        _TEXT: _show_text,
    }
    views[view or _MATRIX](chosen, filters)
    st.caption("把浏览器地址栏中的网址发给同事，对方打开后看到的就是当前这一页。")


def _filters(infos: Sequence[DocumentInfo]) -> Filters:
    orgs = sorted({i.org for i in infos})
    years = sorted({i.year for i in infos if i.year}, reverse=True)
    stages = sorted({i.stage for i in infos if i.stage}, reverse=True) or ["预算"]
    scopes = sorted({i.scope for i in infos if i.scope}, reverse=True) or ["部门"]
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="filters"):
        chosen = st.multiselect(
            "单位", orgs, key="org", bind="query-params", placeholder="全部（可输入名称查找）", width=420
        )
        picked = st.multiselect("年度", years, key="year", bind="query-params", placeholder="全部", width=230)
        both = st.session_state.get("view", st.query_params.get("view")) == _BOTH
        stage = st.segmented_control(
            "阶段", stages, default=stages[0], required=True, key="stage", bind="query-params", disabled=both
        )
        scope = st.segmented_control("口径", scopes, default=scopes[0], required=True, key="scope", bind="query-params")
    return Filters(orgs=tuple(chosen), years=tuple(picked), stage=stage or stages[0], scope=scope or scopes[0])


def _item() -> str | None:
    names = items.known(desk.edition())
    default = names.index(items.FIRST) if items.FIRST in names else 0
    return st.selectbox(
        "项目", names, index=default, key="item", bind="query-params", placeholder="输入项目名称", width=420
    )


def _show_matrix(infos: list[DocumentInfo], filters: Filters) -> None:
    item = _item()
    if not infos or item is None:
        _nothing()
        return
    years = sorted({i.year for i in infos if i.year})
    orgs = sorted({i.org for i in infos})
    pages = -(-len(orgs) // _BODIES)
    number = 1
    if pages > 1:
        number = st.number_input(
            f"第几页（每页 {_BODIES} 个单位，共 {pages} 页）", 1, pages, key="page", bind="query-params", width=320
        )
    about = Slots(org="", year=0, stage=filters.stage, scope=filters.scope, item=item)
    with st.spinner("正在逐格查找…", show_time=False):
        found = matrix(desk.cell, infos, orgs[_BODIES * (number - 1) : _BODIES * number], years, about)
    missing = sum(entry.leaf is None for _, entries in found.rows for entry in entries)
    total = len(found.rows) * len(years)
    st.html(
        f"<p class='bq-lead'>{safe(item)}　{filters.stage}　{filters.scope}：{total} 格中 {total - missing} 格有数。"
        "每格与“问答”中的回答相同；灰字是没有数字的原因，点开可看说明。</p>"
    )
    st.html(matrix_html(found))

    def whole() -> Sheet:
        return sheet(matrix(desk.cell, infos, orgs, years, about), item)

    _exports(whole, f"{item}历年一览", "matrix")


def _show_both(_infos: list[DocumentInfo], filters: Filters) -> None:
    item = _item()
    both = [
        i
        for i in desk.documents()
        if i.org and i.year and i.stage in (execution.PLANNED, execution.SPENT) and filters.of(i.stage).admits(i)
    ]
    about = Slots(org="", year=0, stage=None, scope=filters.scope, item=item or "")
    with st.spinner("正在逐格查找…", show_time=False):
        rows = execution.executions(desk.cell, both, about) if item else ()
    if not rows:
        st.info("没有哪个单位在所选范围内同一年度的预算、决算都已收录。可以放宽单位、年度的范围，或者换一个口径再看。")
        return
    st.html(
        f"<p class='bq-lead'>{safe(item or '')}　{filters.scope}：同一年度预算、决算都已收录的 {len(rows)} 行。"
        "执行率＝决算数÷同年预算公开的预算数；两数口径不同或有一数未列示的不计算。</p>"
    )
    st.html(execution.html(rows[:_SHOWN]))
    _exports(partial(execution.sheet, rows, item or ""), f"{item}预决算对照", "both")


def _show_list(infos: list[DocumentInfo], filters: Filters) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        item = _item()
        # 全部 is a choice among the others: a list that may be left empty is emptied by Escape, and what was chosen is lost.
        kinds = (_ALL, *items.tables(desk.edition(), tuple(i.id for i in infos)))
        kind = st.selectbox("表", kinds, key="kind", bind="query-params", width=320)
    figures = [f for f in _figures(item, infos, filters.stage) if kind in (_ALL, f.table_kind)] if item else []
    if not figures:
        _nothing()
        return
    titles = {i.id: i.title or i.file for i in infos}
    st.html(
        f"<p class='bq-lead'>共 {len(figures)} 个数字{f'，这里列出前 {_SHOWN} 个' if len(figures) > _SHOWN else ''}。</p>"
    )
    st.html(figures_html(figures[:_SHOWN], titles))
    _exports(lambda: with_ways(figures_sheet(figures, desk.store()), figures), f"{item}数字清单", "list")


def _show_side(infos: list[DocumentInfo], filters: Filters) -> None:
    orgs = sorted({i.org for i in infos})
    if not orgs:
        _nothing()
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        org = st.selectbox("对照哪个单位", orgs, key="side", bind="query-params", width=420) or orgs[0]
        mine = {i.year: i for i in infos if i.org == org and i.year}
        kinds = items.tables(desk.edition(), tuple(i.id for i in mine.values()))
        kind = st.selectbox("哪张表", kinds, key="table", bind="query-params", width=320) if kinds else None
    if kind is None:
        _nothing()
        return
    held = {i.id: i for i in mine.values()}
    by_year = {
        year: [f for f in desk.store().figures_of(info.id) if f.table_kind == kind and of_stage(f, held, filters.stage)]
        for year, info in mine.items()
    }
    found = comparison(by_year)
    told = with_figures(found)
    hidden = len(found.rows) - len(told.rows)
    if hidden and st.toggle(f"也列出各年都是空白的 {hidden} 行", key="blank", bind="query-params"):
        told = found
    st.html(comparison_html(told))
    title = f"{org}{kind}{filters.stage}对照"
    _exports(partial(comparison_sheet, found, title), title, "side")


def _show_text(infos: list[DocumentInfo], _filters: Filters) -> None:
    text = st.text_input(
        "检索词", key="words", bind="query-params", placeholder="例如：减少的主要原因", max_chars=200, width=420
    )
    if not text.strip():
        st.caption("在公开文件的文字和表格中查找，列出最相近的段落。")
        return
    shown = found_passages(text.strip(), [i.id for i in infos])
    if not shown:
        st.info("没有找到这样的文字。可以换一个词、少写几个字，或者放宽单位、年度的范围。")
        return
    for block in shown:
        st.html(block)


def _figures(item: str, infos: Sequence[DocumentInfo], stage: str) -> list[Figure]:
    """Figures of an item in the chosen documents, of the document's own year and of this stage themselves."""
    held = {i.id: i for i in infos}
    return [
        f
        for f in desk.figures(desk.edition(), item)
        if f.document in held and f.year == held[f.document].year and of_stage(f, held, stage)
    ]


def _exports(rows: Callable[[], Sheet], name: str, key: str) -> None:
    def workbook() -> bytes:
        return as_xlsx([rows()])

    def commas() -> bytes:
        # Excel takes a CSV file for UTF-8 only by its mark.
        return b"\xef\xbb\xbf" + as_csv([rows()])

    with st.container(horizontal=True, gap="small"):
        st.download_button(
            "导出 XLSX", workbook, file_name=f"{name}.xlsx", mime=_XLSX, on_click="ignore", key=f"{key}-xlsx",
            icon=":material/table:",
        )  # fmt: skip
        st.download_button(
            "导出 CSV", commas, file_name=f"{name}.csv", mime="text/csv", on_click="ignore", key=f"{key}-csv",
            icon=":material/csv:",
        )  # fmt: skip


def _nothing() -> None:
    st.info("没有符合条件的内容。可以放宽单位、年度的范围，或者换一个阶段、口径再看。")
