"""Mistakes told in plain words: the particulars go to the log, never to a visitor."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import streamlit as st

from index.errors import BudgetqaError, LibraryMissing

Given = ParamSpec("Given")
_LOG = logging.getLogger("budgetqa.web")


def guarded(show: Callable[Given, None]) -> Callable[Given, None]:
    """A page, or a part of one that runs by itself, that never shows an exception."""

    @wraps(show)
    def safely(*args: Given.args, **kwargs: Given.kwargs) -> None:
        try:
            show(*args, **kwargs)
        except LibraryMissing:
            st.html("<div class='bq-welcome'><h1>资料库还没有建立</h1></div>")
            st.info(
                "请在服务器上运行 budgetqa demo（读入自带的示例文件），或用 budgetqa ingest 读入公开文件，然后刷新本页。"
            )
        except BudgetqaError:
            # Its text is for those who run the site: it may name folders and settings.
            _LOG.exception("library cannot be used")
            st.warning("资料库暂时不能使用，请稍后再试；如果仍然如此，请联系管理员。")
        except Exception:
            _LOG.exception("page failed")
            st.error("这一部分暂时没有显示成功。请刷新后重试；如果仍然如此，请联系管理员并说明您刚才的操作。")

    return safely
