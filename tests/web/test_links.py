"""Links that are passed on carry an id and no question; what it stands for is kept for a set time, in a set number."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from pages import QUESTION, ask, html, link, page

from qa.model import Answer
from qa.web import kept, links
from qa.web.links import Links, Opening
from qa.web.thread import Turn

DAY = 86_400
PICKED = Opening(questions=("甲局2021年三公经费多少", "那2022年呢"), ask="ZjE6MDEyMw")


class Query:
    """An address as the page has it."""

    def __init__(self, told: Mapping[str, Sequence[str]]) -> None:
        self._told = told

    def get(self, name: str) -> str | None:
        return self._told.get(name, [None])[-1]

    def get_all(self, name: str) -> Sequence[str]:
        return self._told.get(name, [])


def test_what_is_kept_comes_back(tmp_path: Path) -> None:
    found, identifier = Links(tmp_path / "links", days=1), kept.new()
    assert found.get(identifier) is None
    found.put(identifier, PICKED)
    assert found.get(identifier) == PICKED == Links(tmp_path / "links", days=1).get(identifier)


def test_only_the_server_reads_them(tmp_path: Path) -> None:
    identifier = kept.new()
    Links(tmp_path / "links", days=1).put(identifier, PICKED)
    assert stat.S_IMODE((tmp_path / "links").stat().st_mode) == 0o700
    assert [stat.S_IMODE(file.stat().st_mode) for file in (tmp_path / "links").iterdir()] == [0o600]


def test_for_a_set_time(tmp_path: Path) -> None:
    found, old, fresh = Links(tmp_path / "links", days=2), kept.new(), kept.new()
    now = time.time()
    found.put(old, PICKED)
    assert found.get(old, now + 1.9 * DAY) == PICKED
    assert found.get(old, now + 2.1 * DAY) is None
    found.put(fresh, PICKED, now + 2.1 * DAY)
    assert not list((tmp_path / "links").glob("*")), "what is too old is dropped with the next that is kept"


def test_in_a_set_number(tmp_path: Path) -> None:
    found, ids = Links(tmp_path / "links", days=9, most=3), [kept.new() for _ in range(5)]
    now = time.time()
    for number, identifier in enumerate(ids):
        found.put(identifier, PICKED)
        os.utime(tmp_path / "links" / identifier, (now, now - 100 + number))
    found.put(ids[-1], PICKED)
    assert [found.get(identifier) is not None for identifier in ids] == [False, False, True, True, True]


@pytest.mark.parametrize(
    "identifier", ["", ".", "..", "../questions.jsonl", "/etc/passwd", "a" * 22 + "\n", "a" * 5000, "\0" * 22]
)
def test_an_id_is_no_path(tmp_path: Path, identifier: str) -> None:
    (tmp_path / "questions.jsonl").write_text('{"questions": ["x"], "ask": null}', encoding="utf-8")
    assert Links(tmp_path / "links", days=1).get(identifier) is None


@pytest.mark.parametrize("data", ["", "{", "[]", '{"questions": 1, "ask": null}', '{"ask": null}'])
def test_a_damaged_one_is_none(tmp_path: Path, data: str) -> None:
    found, identifier = Links(tmp_path / "links", days=1), kept.new()
    (tmp_path / "links" / identifier).write_text(data, encoding="utf-8")
    assert found.get(identifier) is None


def test_personal_data_is_not_kept() -> None:
    turn = Turn(question="我的电话13812345678，三公经费多少", answer=Answer(question="", status="clarify", text=""))
    assert links.opening(turn) == Opening(questions=("我的电话…，三公经费多少",))


def test_old_links_still_open() -> None:
    told = {"c": ["甲局2021年三公经费多少"], "q": ["那2022年呢"], "a": ["ZjE6MDEyMw"]}
    assert links.opened(Query(told)) == (PICKED, False)
    assert links.opened(Query({})) == (Opening(), False)
    assert links.opened(Query({"q": [" ", "x" * 3000]})) == (Opening(questions=("x" * 2000,)), False)


def test_a_link_opens_its_question_and_stays_in_the_address(settings: pytest.MonkeyPatch) -> None:
    shared = link(ask(page("ask"), QUESTION))
    again = page("ask", **shared)
    assert "3.22<small>万元" in html(again) and "bq-welcome" not in html(again)
    assert set(again.query_params) == {"s"}
    asked_on = ask(again, "那为什么")
    assert "s" not in asked_on.query_params and "k" in asked_on.query_params


def test_a_link_that_is_not_kept_any_more_says_so(settings: pytest.MonkeyPatch) -> None:
    test = page("ask", s=kept.new())
    assert not test.exception and "已过保存期限" in test.info[0].value and "bq-welcome" in html(test)


def test_nothing_is_written_until_a_link_is_copied(
    settings: pytest.MonkeyPatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[str] = []
    monkeypatch.setattr(Links, "put", lambda self, identifier, opening: written.append(identifier))
    test = ask(page("ask"), QUESTION)
    assert len(test.session_state["turn0-shared"]) == 22 and not written
