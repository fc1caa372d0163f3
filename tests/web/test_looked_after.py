"""资料库 for those who look after it: every file with its state, and what visitors said and asked."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from html import escape, unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from pages import html, page
from streamlit.testing.v1 import AppTest

from index.library import EmbeddedStore, open_library
from qa import records
from qa.web import catalogue


@pytest.fixture
def own_store(library: Path, tmp_path: Path) -> Iterator[EmbeddedStore]:
    """A copy of the library, to write to."""
    shutil.copytree(library, tmp_path / "own")
    with closing(open_library(tmp_path / "own")) as opened:
        yield opened


def test_what_is_held_leads_to_its_report(settings: pytest.MonkeyPatch, store: EmbeddedStore) -> None:
    shown = html(page("library"))
    links = re.findall(r"<a class='bq-chip' href='([^']+)'", shown)
    assert len(links) == len(store.documents()) == len(set(links))
    for link in links[:2]:
        told = page("library", report=parse_qs(urlsplit(unescape(link)).query)["report"][0])
        assert "读出" in html(told)


def test_every_file_is_listed_with_what_is_to_be_looked_after(store: EmbeddedStore) -> None:
    infos = store.documents()
    listed = catalogue.files(infos)
    assert all(escape(info.file, quote=True) in listed for info in infos)
    first = replace(infos[0], failed=2, warnings=("第1页没有读出",), sure=(("year", 0.1),))
    assert catalogue.state(first) == "需要确认年度；2 处核对不符；1 处读取提示"
    assert catalogue.state(replace(infos[0], failed=0, warnings=(), sure=())) == "正常"


def test_staff_read_what_visitors_said_and_asked(settings: pytest.MonkeyPatch, own_store: EmbeddedStore) -> None:
    own_store.add_feedback(
        {
            "time": "2026-03-01T08:00:00+00:00",
            "question": "<b>甲",
            "verdict": "没用",
            "reason": "数字不对",
            "answer": "乙",
        }
    )
    records.add(Path(own_store.place) / records.QUESTIONS, {"question": "丙", "status": "not_found"}, 30)
    settings.setattr("qa.web.desk.store", lambda: own_store)
    test = AppTest.from_string("from qa.web.views import heard\nheard.show()", default_timeout=20).run()
    shown = html(test)
    assert not test.exception
    assert "2026-03-01 08:00:00" in shown and "&lt;b&gt;甲" in shown and "数字不对" in shown
    assert "丙" in shown and "没有答" in shown
    settings.setattr("qa.web.access.is_staff", lambda: True)
    everything = page("library")
    assert not everything.exception and not everything.error and "丙" in html(everything)
    settings.setattr("qa.web.access.is_staff", lambda: False)
    assert "丙" not in html(page("library"))
