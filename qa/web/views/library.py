"""资料库: what is there and how it was understood; staff also change it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from index.library import DocumentInfo
from index.model import Verdict
from qa.render import table_sheet
from qa.sheets import as_xlsx
from qa.web import access, catalogue, changing, citations, desk, marking
from qa.web.changing import Result
from qa.web.words import name_of, safe

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_RESULTS = "library_results"


def show() -> None:
    """The page."""
    st.html("<h1 class='bq-title bq-wide'>资料库</h1>")
    infos = desk.documents()
    if infos:
        orgs = {i.org for i in infos if i.org}
        numbers = sum(i.figures for i in infos)
        st.html(f"<p class='bq-lead'>{len(orgs)} 个单位，{len(infos)} 份文件，{numbers} 个带出处的数字。</p>")
        st.html(catalogue.coverage(infos))
        _report(infos)
    else:
        st.info("资料库里还没有文件。工作人员登录后可以在这里上传公开文件（PDF、Word、Excel、网页、文本、ZIP）。")
    _staff(infos)


def _report(infos: Sequence[DocumentInfo]) -> None:
    st.html("<h2 class='bq-title'>文件报告</h2>")
    by_name = {f"{name_of(i)}　{i.file}" if i.title else i.file: i for i in infos}
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
    citations.original(info.id, "report-original")
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


def _staff(infos: Sequence[DocumentInfo]) -> None:
    st.divider()
    if not access.is_staff():
        how = (
            "请先登录。"
            if access.mode() != access.CLOSED
            else "本站还没有设置登录方式（见 docs/deployment.md），暂不能在网页上更改。"
        )
        st.caption(f"上传、重读和去掉文件由工作人员办理。{how}")
        return
    st.html("<h2 class='bq-title'>管理</h2>")
    for result in st.session_state.pop(_RESULTS, ()):
        st.html(f"<p class='bq-result {result.kind}'>{safe(result.words)}</p>")
    upload, remove, upkeep = st.tabs(["上传", "去掉文件", "重读与索引"])
    with upload:
        _upload()
    with remove:
        _remove(infos)
    with upkeep:
        _upkeep()


def _upload() -> None:
    with st.form("upload", clear_on_submit=True):
        files = st.file_uploader("公开文件", accept_multiple_files=True, key="files")
        sent = st.form_submit_button("读入资料库", type="primary")
    if not sent:
        return
    if not files:
        st.warning("还没有选择文件。")
        return
    bar = st.progress(0.0, "准备读入…")

    def told(done: int, total: int, name: str) -> None:
        bar.progress(done / total, f"正在读 {name}（{done + 1}/{total}）" if name else "正在更新索引…")

    _done(changing.take_in(desk.store(), [(f.name, f.getvalue()) for f in files], told))


def _remove(infos: Sequence[DocumentInfo]) -> None:
    by_name = {f"{name_of(i)}　{i.file}　{i.id[:8]}": i for i in infos}
    chosen = st.multiselect("要去掉的文件", list(by_name), key="removing", placeholder="可选多份")
    sure = st.checkbox(f"我确认从资料库中去掉这 {len(chosen)} 份文件", key="sure", disabled=not chosen)
    if st.button("去掉", disabled=not (chosen and sure), key="remove"):
        _done(changing.take_out(desk.store(), [by_name[name] for name in chosen]))


def _upkeep() -> None:
    store = desk.store()
    st.caption(f"资料库位置：{store.place}　更新次数：{store.generation}")
    with st.container(horizontal=True):
        if st.button("检查索引", key="verify"):
            problems = changing.state(store)
            st.session_state[_RESULTS] = tuple(Result(file=p, outcome="") for p in problems) or (
                Result(file="资料库和索引", outcome="一致"),
            )
            st.rerun()
        if st.button("重建索引", key="rebuild"):
            with st.spinner("正在重建索引…"):
                count = changing.rebuild(store)
            _done((Result(file=f"索引（{count} 个段落）", outcome="已重建"),))
        if st.button("全部重读", key="reread", help="用保存的原件重新解析每份文件"):
            with st.spinner("正在重读…"):
                results = changing.read_again(store)
            _done(results)


def _done(results: tuple[Result, ...]) -> None:
    st.session_state[_RESULTS] = results
    st.rerun()
