"""Earlier turns of a conversation stand there to be read, weigh little, and open again at a click."""

from __future__ import annotations

import re

import pytest
from pages import ask, html, page
from stories import answers
from stories import ask as type_in

from qa.web import earlier

QUESTIONS = (
    "石家庄市数据资源管理局2019年三公经费多少",
    "云汀市民政局2024年部门预算会议费多少",
    "省委办公厅近三年预算三公经费的变化",
    "云汀市教育局2023年部门预算收入总计多少",
    "云汀市民政局2023年部门预算公务接待费多少",
    "云汀市教育局2024年部门预算基本支出多少",
)


def conversation(count: int):
    test = page("ask")
    for question in QUESTIONS[:count]:
        test = ask(test, question)
    assert not test.exception
    return test


def clickable(test) -> set[str]:
    return {key for b in test.button if (key := str(b.key)).startswith("turn") and key.endswith("-yes")}


def test_only_the_latest_turns_can_be_clicked_and_all_can_be_read(settings: pytest.MonkeyPatch) -> None:
    test = conversation(4)
    shown = html(test)
    assert clickable(test) == {"turn2-yes", "turn3-yes"}
    assert [shown.count(question) for question in QUESTIONS[:4]] == [1, 1, 1, 1]
    first = shown[: shown.index(QUESTIONS[1])]
    assert "3.22" in first and re.search(r"出处　<a class='bq-place' href='place\?f=", first)


def test_earlier_turns_open_at_a_click_until_the_next_question(settings: pytest.MonkeyPatch) -> None:
    test = conversation(4)
    test.button(key="unfold").click().run()
    assert clickable(test) == {f"turn{number}-yes" for number in range(4)}
    assert "bq-earlier" not in html(test) and "unfold" not in {b.key for b in test.button}
    test = ask(test, QUESTIONS[4])
    assert clickable(test) == {"turn3-yes", "turn4-yes"}


def test_many_turns_become_one_text_and_nothing_of_them_is_lost(settings: pytest.MonkeyPatch) -> None:
    settings.setattr(earlier, "TOGETHER", 2)
    test = conversation(6)
    bodies = [element.proto.body for element in test.get("html")]
    assert sorted(body.count("bq-earlier") for body in bodies if "bq-earlier" in body) == [2, 2]
    shown = "".join(bodies)
    assert [shown.index(q) for q in QUESTIONS] == sorted(shown.index(q) for q in QUESTIONS)
    assert "省委办公厅" in shown and shown.count("<table class='bq-table bq-parts'>") == 1


def test_the_sixth_answer_weighs_little_more_than_the_second(opened, shot) -> None:
    page = opened()
    page.wait_for_selector(".bq-welcome")
    heard: list[int] = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda data: heard.append(len(data))))
    page.reload()
    page.wait_for_selector(".bq-welcome")
    weights = []
    plain = [q for q in QUESTIONS if "变化" not in q]
    for number, question in enumerate((*plain, "云汀市民政局2022年部门预算会议费多少"), 1):
        page.wait_for_timeout(500)
        heard.clear()
        type_in(page, question)
        answers(page, number)
        page.wait_for_timeout(500)
        weights.append(sum(heard))
    shot(page, "earlier")
    assert weights[-1] <= 1.35 * weights[1], weights
