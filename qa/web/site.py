"""The frame around every page: title, look, navigation."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from qa.web import access, desk, frame, owner, scripts
from qa.web.config import load
from qa.web.guard import guarded
from qa.web.views import ask, library, login, look_up, place

_STYLE = Path(__file__).parent / "style.css"


@guarded
def run() -> None:
    """One run of the page."""
    config = load()
    access.arrived()
    st.set_page_config(page_title=config.title, page_icon="📑", layout="wide")
    st.html(_STYLE)
    st.html(scripts.element(frame.script()), unsafe_allow_javascript=True)
    pages = [
        st.Page(guarded(ask.show), title="问答", icon=":material/forum:", url_path="ask", default=True),
        st.Page(guarded(look_up.show), title="查阅", icon=":material/table_view:", url_path="lookup"),
        st.Page(guarded(library.show), title="资料库", icon=":material/folder_open:", url_path="library"),
    ]
    # Reached from the figures of 查阅 and 资料库, not from the menu.
    pages.append(st.Page(guarded(place.show), title="出处", url_path="place", visibility="hidden"))
    if access.mode() != access.CLOSED:
        title = "工作人员" if access.is_staff() else "登录"
        pages.append(st.Page(guarded(login.show), title=title, icon=":material/person:", url_path="staff"))
    page = st.navigation(pages, position="top")
    st.set_page_config(page_title=f"{page.title} · {config.title}")
    page.run()
    _foot(config.title)


@guarded
def _foot(title: str) -> None:
    told = owner.footer(owner.load(), title, desk.documents())
    st.html(told + scripts.element(scripts.LOOK) + scripts.element(scripts.SORT), unsafe_allow_javascript=True)
