"""What visitors asked and what they said of answers, for staff: to read, and to take along."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path

import streamlit as st

from qa import records
from qa.sheets import Sheet, as_xlsx
from qa.web import desk
from qa.web.words import safe

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SHOWN = 50
_STATUS = {"answered": "已答", "clarify": "已追问", "not_found": "没有答"}
_SAID = {"time": "时间", "verdict": "评价", "reason": "理由", "question": "问题", "answer": "当时的回答"}
_ASKED = {"time": "时间", "question": "问题", "status": "结果"}


def show() -> None:
    """The part of 管理."""
    store = desk.store()
    _listed("对回答的评价", _sheet("评价", _SAID, store.feedback()), "said")
    _listed("提问", _sheet("提问", _ASKED, records.read(Path(store.place) / records.QUESTIONS)), "asked")
    st.caption("电话、身份证号、银行卡号和邮箱在记下之前已经隐去；到保留期限自动删除。")


def _sheet(title: str, columns: Mapping[str, str], entries: Iterable[Mapping[str, object]]) -> Sheet:
    """The latest first."""
    rows = [tuple(_told(name, entry.get(name)) for name in columns) for entry in entries]
    return Sheet(title=title, header=tuple(columns.values()), rows=tuple(sorted(rows, reverse=True)))


def _told(name: str, value: object) -> str:
    text = "" if value is None else str(value)
    if name == "time":
        return text[:19].replace("T", " ")
    return _STATUS.get(text, text) if name == "status" else text


def _listed(title: str, sheet: Sheet, key: str) -> None:
    count = len(sheet.rows)
    more = f"，这里列出最近 {_SHOWN} 条" if count > _SHOWN else ""
    st.html(f"<h3 class='bq-title'>{title}</h3><p class='bq-lead'>共 {count} 条{more}（时间为协调世界时）。</p>")
    if not count:
        return
    head = "".join(f"<th>{safe(name)}</th>" for name in sheet.header)
    body = "".join("<tr>" + "".join(f"<td>{safe(cell)}</td>" for cell in row) + "</tr>" for row in sheet.rows[:_SHOWN])
    st.html(
        "<div class='bq-scroll bq-tall' tabindex='0'><table class='bq-table bq-grid'>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )
    st.download_button(
        f"导出{sheet.title} XLSX", partial(as_xlsx, [sheet]), file_name=f"{sheet.title}.xlsx", mime=_XLSX, on_click="ignore",
        key=f"{key}-xlsx", icon=":material/table:",
    )  # fmt: skip
