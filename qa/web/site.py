"""The frame around every page: title, look, navigation."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from qa.web import access
from qa.web.config import load
from qa.web.guard import guarded
from qa.web.views import ask, library, login, look_up

_STYLE = Path(__file__).parent / "style.css"


def run() -> None:
    """One run of the page."""
    config = load()
    st.set_page_config(page_title=config.title, page_icon="📑", layout="wide")
    st.html(_STYLE)
    # Screen readers choose their voice by it; Streamlit's own page says "en".
    st.html("<script>document.documentElement.lang = 'zh-CN'</script>", unsafe_allow_javascript=True)
    pages = [
        st.Page(guarded(ask.show), title="问答", icon=":material/forum:", url_path="ask", default=True),
        st.Page(guarded(look_up.show), title="查阅", icon=":material/table_view:", url_path="lookup"),
        st.Page(guarded(library.show), title="资料库", icon=":material/folder_open:", url_path="library"),
    ]
    if access.mode() != access.CLOSED:
        title = "工作人员" if access.is_staff() else "登录"
        pages.append(st.Page(guarded(login.show), title=title, icon=":material/person:", url_path="staff"))
    st.navigation(pages, position="top").run()
