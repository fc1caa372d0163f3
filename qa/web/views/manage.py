"""What staff do in 资料库: take files in, read them again, take them out, look after the indexes."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence

import streamlit as st

from index.library import DocumentInfo, Library
from index.library.binned import DAYS
from index.told import PERSON
from qa.web import catalogue, changing, desk, doing
from qa.web.changing import Result
from qa.web.views import heard
from qa.web.words import listed, shown

# What the library calls it when somebody removed a document.
_TAKEN_OUT = "去掉"
_RESULTS, _ROUND = "library_results", "library_round"


def show(infos: Sequence[DocumentInfo]) -> None:
    """The part of the page for staff; what came of the last action stands on top."""
    st.html("<h2 class='bq-title'>管理</h2>")
    # The place stays when there is nothing to tell: what follows it would begin anew, on its first tab.
    told = st.container(key="told")
    results = left()
    if results:
        told.html(catalogue.results(results))
    upload, again, remove, binned, said, upkeep = st.tabs(["上传", "重新读取", "删除", "回收站", "评价和提问", "索引"])
    with upload:
        _upload()
    with again:
        _again(infos)
    with remove:
        _remove(infos)
    with binned:
        _bin()
    with said:
        heard.show()
    with upkeep:
        _upkeep()


def of_one(info: DocumentInfo) -> None:
    """What staff can do with the document whose report is open."""
    if st.button("重新读取这份文件", key="reread-one", icon=":material/refresh:", help="用保存的原件重新读一遍"):
        _do("重新读取", [info], lambda: changing.read_again(desk.store(), (info,), _progress("重新读取")))
    if st.button("删除这份文件", key="remove-one", icon=":material/delete:"):
        _sure(info)
    if st.button("更正单位、年度等", key="correct-one", icon=":material/edit:"):
        _correct(info)


@st.dialog("这份文件是谁的、哪一年的")
def _correct(info: DocumentInfo) -> None:
    st.caption("空着的栏目仍按文件所写。更正在重新读取和换成新版之后仍然有效。")
    told = {slot: value for slot, value, by in info.told if by == PERSON}
    with st.form("correct"):
        said = {
            "organisation": st.text_input("单位", told.get("org", ""), placeholder=info.org, key="correct-org"),
            "year": st.text_input("年度", told.get("year", ""), placeholder=str(info.year or ""), key="correct-year"),
            "period": st.text_input(
                "时期",
                told.get("period", ""),
                placeholder=info.period or "不是整年时填，如 2020H1",
                key="correct-period",
            ),
        }
        for column, (name, values) in changing.CHOICES.items():
            at = values.index(told[column]) if told.get(column) in values else None
            said[column] = st.selectbox(name, values, index=at, placeholder="按文件所写", key=f"correct-{column}") or ""
        sent = st.form_submit_button("更正", type="primary")
    if sent:
        _do("更正", [info], lambda: changing.correct(desk.store(), info, said))


@st.dialog("删除这份文件？")
def _sure(info: DocumentInfo) -> None:
    st.write(f"{shown(info.file)} 将从资料库中删除，问答和查阅中不再出现它的数字。{DAYS} 天内可以在“回收站”中恢复。")
    with st.container(horizontal=True, gap="small"):
        if st.button("确认删除", type="primary", key="sure-one"):
            _do("删除", [info], lambda: changing.take_out(desk.store(), (info,)))
        if st.button("不删除", key="not-sure"):
            st.rerun()


def _upload() -> None:
    with st.form("upload", clear_on_submit=True):
        files = st.file_uploader("公开文件", accept_multiple_files=True, key="files", label_visibility="collapsed")
        st.caption(
            "可读 PDF（含扫描件）、Word、Excel、网页、文本、CSV 和 ZIP。同一份文件的新版替换旧版，同名而不同的各自保留；读不了的文件逐份说明原因。"
        )
        sent = st.form_submit_button("读入资料库", type="primary")
    if sent and not files:
        st.toast("还没有选择文件。", icon=":material/info:")
    elif sent:
        given = [(f.name, f.getvalue()) for f in files]
        _do("上传", [f.name for f in files], lambda: changing.take_in(desk.store(), given, _progress("读")))


def _again(infos: Sequence[DocumentInfo]) -> None:
    st.caption("程序更新后，可以用保存的原件重新读一遍，不必再上传。")
    by_name = listed(infos)
    chosen = st.multiselect("要重新读取的文件", list(by_name), key=_key("again"), placeholder="不选就是全部")
    what = f"这 {len(chosen)} 份" if chosen else f"全部 {len(infos)} 份"
    if st.button(f"重新读取{what}", key="reread", disabled=not infos):
        again = [by_name[n] for n in chosen] or list(infos)
        _do("重新读取", again, lambda: changing.read_again(desk.store(), again, _progress("重新读取")))


def _remove(infos: Sequence[DocumentInfo]) -> None:
    by_name = listed(infos)
    chosen = st.multiselect("要删除的文件", list(by_name), key=_key("removing"), placeholder="可选多份")
    what = f"这 {len(chosen)} 份文件" if chosen else "选中的文件"
    sure = st.checkbox(f"我确认从资料库中删除{what}", key=_key("sure"), disabled=not chosen)
    if st.button("删除", disabled=not (chosen and sure), key="remove"):
        leaving = [by_name[name] for name in chosen]
        _do("删除", leaving, lambda: changing.take_out(desk.store(), leaving))


def _bin() -> None:
    found = desk.store().removed()
    if not found:
        st.caption(f"回收站是空的。删除的文件和被新版替换的旧版在这里保留 {DAYS} 天，其间可以恢复。")
        return
    st.caption(f"删除的文件和被新版替换的旧版在这里保留 {DAYS} 天，其间可以恢复。")
    names = listed(each.info for each in found)
    removed = {each.info.id: each for each in found}

    def told(name: str) -> str:
        each = removed[names[name].id]
        day = datetime.datetime.fromtimestamp(each.at).strftime("%Y-%m-%d")
        return f"{name}　{day}{'删除' if each.why == _TAKEN_OUT else each.why}"

    chosen = st.multiselect(
        "要恢复的文件",
        list(names),
        format_func=told,
        key=_key("restoring"),
        placeholder=f"共 {len(names)} 份，可选多份",
    )
    if st.button("恢复", disabled=not chosen, key="restore", icon=":material/restore_from_trash:"):
        back = [names[name] for name in chosen]
        _do("恢复", back, lambda: changing.bring_back(desk.store(), back))


def _upkeep() -> None:
    store = desk.store()
    st.html(catalogue.pairs({"资料库位置": store.place, **changing.index_facts(store)}))
    with st.container(horizontal=True, gap="small"):
        if st.button("检查索引", key="verify"):
            _do("检查索引", [], lambda: _checked(store))
        if st.button("重建索引", key="rebuild"):
            with st.spinner("正在重建索引…"):
                _do("重建索引", [], lambda: _rebuilt(store))


def _checked(store: Library) -> tuple[Result, ...]:
    problems = changing.state(store)
    return tuple(Result(file=p, outcome="") for p in problems) or (Result(file="资料库和索引", outcome="一致"),)


def _rebuilt(store: Library) -> tuple[Result, ...]:
    return (Result(file=f"索引（{changing.rebuild(store)} 个段落）", outcome="已重建"),)


def _progress(verb: str) -> Callable[[int, int, str, tuple[Result, ...]], None]:
    """A bar, and under it one line per file as soon as it is done."""
    bar, lines = st.progress(0.0, "正在准备…"), st.empty()

    def told(done: int, total: int, name: str, results: tuple[Result, ...]) -> None:
        bar.progress(
            done / max(total, 1), f"正在{verb} {shown(name)}（{done + 1}/{total}）" if name else "正在更新索引…"
        )
        if results:
            lines.html(catalogue.results(results))

    return told


def _key(name: str) -> str:
    """Keys change with each action: what was chosen before it may be gone."""
    return f"{name}-{st.session_state.get(_ROUND, 0)}"


def _do(action: str, about: Sequence[DocumentInfo | str], change: Callable[[], tuple[Result, ...]]) -> None:
    """Make a change if the visitor may at this moment; the page begins anew and tells what came of it."""
    st.session_state[_RESULTS] = doing.done(action, change, [a if isinstance(a, str) else a.file for a in about])
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    st.rerun()


def left() -> tuple[Result, ...]:
    """What came of the last action, once."""
    found: tuple[Result, ...] = st.session_state.pop(_RESULTS, ())
    return found
