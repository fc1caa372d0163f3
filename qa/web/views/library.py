"""资料库: what is there and how it was understood; staff also change it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from index.library import DocumentInfo
from index.model import Verdict
from qa.render import table_sheet
from qa.sheets import as_xlsx
from qa.web import access, catalogue, citations, desk, marking
from qa.web.views import manage
from qa.web.words import listed, name_of

_HOW = {
    access.OIDC: "请先登录。",
    access.ACCOUNTS: "请先登录。",
    access.PASSWORD: "请先登录。",
    access.CLOSED: "本站还没有设置登录方式，暂不能在网页上更改；设置方法见部署说明。",
}
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show() -> None:
    """The page."""
    st.html("<h1 class='bq-title bq-wide'>资料库</h1>")
    infos, staff = desk.documents(), access.is_staff()
    if infos:
        orgs = {i.org for i in infos if i.org}
        numbers = sum(i.figures for i in infos)
        st.html(f"<p class='bq-lead'>{len(orgs)} 个单位，{len(infos)} 份文件，{numbers:,} 个带出处的数字。</p>")
    elif staff:
        st.info("资料库里还没有文件。请把公开的预算、决算文件拖到下面，点“读入资料库”。读完就可以在“问答”中提问。")
    else:
        st.info("资料库里还没有文件。工作人员登录后可以在这里上传公开文件（PDF、Word、Excel、网页、文本、ZIP）。")
    if staff:
        manage.show(infos)
    elif refused := manage.left():
        st.html(catalogue.results(refused))
    if infos:
        st.html(f"<h2 class='bq-title'>收录情况</h2>{catalogue.coverage(infos)}")
        with st.expander(f"文件清单（{len(infos)} 份）", key="held-files", on_change="rerun") as files:
            if files.open:
                st.html(catalogue.files(infos))
        _report(infos, staff)
    if not staff:
        st.caption(f"上传、重新读取和删除文件由工作人员办理。{_HOW[access.mode()]}")


def _report(infos: Sequence[DocumentInfo], staff: bool) -> None:
    st.html("<h2 class='bq-title'>文件报告</h2>")
    by_name = listed(infos)
    if "report" in st.session_state and st.session_state["report"] not in by_name:
        # Gone, or another name since it was read again: the list must not go on showing it.
        st.session_state["report"] = None
    chosen = st.selectbox(
        "选一份文件", list(by_name), index=None, placeholder="输入单位、年度或文件名", key="report", bind="query-params"
    )
    info = by_name.get(chosen or "")
    if info is None:
        st.caption("选定一份文件，可以看到它是怎样被理解的：认出的单位和年度、每张表、核对不符之处。")
        return
    st.html(catalogue.facts(info))
    failed = [f for f in desk.store().findings_of(info.id) if f.verdict is Verdict.FAIL]
    if failed:
        with st.expander(f"{len(failed)} 处核对不符", expanded=len(failed) <= 3):
            st.html(catalogue.findings(failed))
            st.caption("不符之处照原文列出，资料库不改动任何数字。")
    with st.container(horizontal=True, gap="small"):
        citations.original(info.id, "report-original")
        if staff:
            manage.of_one(info)
    _tables(info)


def _tables(info: DocumentInfo) -> None:
    document = desk.document(info.id)
    names = catalogue.table_names(document)
    if not names:
        return
    number = (
        st.selectbox("看一张表", range(len(names)), format_func=names.__getitem__, key=f"table-{info.id[:12]}") or 0
    )
    st.html(marking.table(document.tables[number], whole=True))

    def workbook() -> bytes:
        return as_xlsx([table_sheet(table) for table in document.tables])

    st.download_button(
        "全部表格导出 XLSX", workbook, file_name=f"{name_of(info)}表格.xlsx", mime=_XLSX, on_click="ignore", key="report-tables",
        icon=":material/table:",
    )  # fmt: skip
