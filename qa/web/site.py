"""The frame around every page: title, look, navigation, and what a visitor sees when something goes wrong."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path

import streamlit as st

from index.errors import BudgetqaError, LibraryMissing
from qa.web import access
from qa.web.config import load
from qa.web.views import ask, library, login, look_up

_LOG = logging.getLogger("budgetqa.web")
_STYLE = Path(__file__).parent / "style.css"


def run() -> None:
    """One run of the page."""
    config = load()
    st.set_page_config(page_title=config.title, page_icon="📑", layout="wide")
    st.html(_STYLE)
    # Screen readers choose their voice by it; Streamlit's own page says "en".
    st.html("<script>document.documentElement.lang = 'zh-CN'</script>", unsafe_allow_javascript=True)
    pages = [
        st.Page(partial(_guarded, ask.show), title="问答", icon=":material/forum:", url_path="ask", default=True),
        st.Page(partial(_guarded, look_up.show), title="查阅", icon=":material/table_view:", url_path="lookup"),
        st.Page(partial(_guarded, library.show), title="资料库", icon=":material/folder_open:", url_path="library"),
    ]
    if access.mode() != access.CLOSED:
        title = "工作人员" if access.is_staff() else "登录"
        pages.append(st.Page(partial(_guarded, login.show), title=title, icon=":material/person:", url_path="staff"))
    st.navigation(pages, position="top").run()


def _guarded(show: Callable[[], None]) -> None:
    """A page whose mistakes are told in plain words; the particulars go to the log, never to the visitor."""
    try:
        show()
    except LibraryMissing:
        st.html("<div class='bq-empty'><h2>资料库还没有建立</h2></div>")
        st.info(
            "请在服务器上运行 budgetqa demo（读入自带的示例文件），或用 budgetqa ingest 读入公开文件，然后刷新本页。"
        )
    except BudgetqaError as error:
        st.warning(str(error))
    except Exception:
        _LOG.exception("page failed")
        st.error("这一页暂时没有显示成功。请刷新后重试；如果仍然如此，请联系管理员并说明您刚才的操作。")
