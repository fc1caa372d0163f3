"""出处: where one figure is printed. Its address can be sent to a colleague."""

from __future__ import annotations

import streamlit as st

from qa.web import citations, desk
from qa.web.addresses import FIGURE
from qa.web.words import apart, place_of


def show() -> None:
    """The page."""
    figure = desk.figure(st.query_params.get(FIGURE, ""))
    info = desk.info(figure.document) if figure else None
    if figure is None or info is None:
        st.html("<h1 class='bq-title'>出处</h1>")
        st.info("资料库里没有这个数字：它所在的文件可能已经更新或删除。请到“查阅”中重新查找。")
        return
    table = citations.table_title(figure)
    where = apart(*place_of(figure, info.title or info.file, table).split("　"))
    st.html(f"<h1 class='bq-title bq-wide'>出处</h1><p class='bq-lead'>{where}{apart(info.file)}</p>")
    citations.printed(figure, "place")
