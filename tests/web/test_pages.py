"""The chat's logic, run without a browser."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from pages import QUESTION, ask, html, link, page, told
from streamlit.testing.v1 import AppTest

from index.library import EmbeddedStore, archive
from qa.web import kept


def test_the_whole_site_runs(settings: pytest.MonkeyPatch) -> None:
    root = Path(__file__).resolve().parents[2]
    test = AppTest.from_file(str(root / "qa/web/page/page.py"), default_timeout=20).run()
    assert not test.exception
    assert "预决算问答" in html(test)


def test_the_site_runs_over_a_server(
    settings: pytest.MonkeyPatch, database: Callable[[], str], store: EmbeddedStore
) -> None:
    place = database()
    archive.copy(store, place).close()
    settings.setenv("BUDGETQA_LIBRARY", place)
    for name in ("look_up", "library"):
        assert not page(name).exception
    test = ask(page("ask"), QUESTION)
    assert not test.exception
    assert "3.22<small>万元</small>" in html(test)


def test_a_newcomer_gets_questions_that_have_answers(settings: pytest.MonkeyPatch) -> None:
    test = page("ask")
    assert "3 个单位" in html(test) or "4 个单位" in html(test)
    suggested = [b for b in test.button if b.key and b.key.startswith("suggested")]
    assert len(suggested) >= 4
    suggested[0].click().run()
    assert not test.exception
    assert "bq-headline" in html(test)


def test_an_answer_shows_figure_unit_source(settings: pytest.MonkeyPatch) -> None:
    test = ask(page("ask"), QUESTION)
    shown = html(test)
    assert not test.exception
    assert "<div class='bq-number'>3.22<small>万元</small></div>" in shown
    assert "持平" in shown
    assert any("出处" in e.label for e in test.expander)
    assert not {"q", "c", "a"} & set(test.query_params), "no question in the address"
    assert told(test, "k") and not told(test, "q"), "no question stands in an address that nobody shared"


def test_how_a_question_was_read(settings: pytest.MonkeyPatch) -> None:
    shown = html(ask(page("ask"), QUESTION))
    assert "问题是这样理解的" in shown and "石家庄市数据资源管理局" in shown.partition("bq-read")[2]


def test_the_address_opens_the_same_question(settings: pytest.MonkeyPatch) -> None:
    test = page("ask", q=QUESTION)
    assert "3.22<small>万元" in html(test)
    assert "bq-welcome" not in html(test)


def test_a_follow_up_keeps_its_thread_in_the_address(settings: pytest.MonkeyPatch) -> None:
    test = ask(page("ask"), "省委办公厅2018年公务接待费多少")
    test = ask(test, "那2017年呢")
    assert "28.00<small>万元" in html(test) or "28<small>万元" in html(test)
    again = page("ask", **link(test))
    assert html(again).count("<section") == 2
    old = page("ask", c="省委办公厅2018年公务接待费多少", q="那2017年呢")
    assert html(old) == html(again)


def test_options_are_buttons(settings: pytest.MonkeyPatch) -> None:
    test = ask(page("ask"), "三公经费多少")
    options = [b for b in test.button if b.key and "option" in b.key]
    assert len(options) >= 2
    options[0].click().run()
    assert html(test).count("<p class='bq-question'>") == 2


def test_many_bodies_are_found_by_typing(settings: pytest.MonkeyPatch) -> None:
    from qa.web import offered

    settings.setattr(offered, "_OPTIONS", 2)
    test = ask(page("ask"), "三公经费多少")
    picker = test.selectbox(key="turn0-picker")
    assert picker.label == f"共 {len(picker.options)} 个单位" and len(picker.options) > 2
    picker.select("石家庄市数据资源管理局").run()
    assert not test.exception
    assert html(test).count("<p class='bq-question'>") == 2 and "石家庄市数据资源管理局三公经费" in html(test)
    assert test.selectbox(key="turn0-picker").value is None


def test_printed_figures_that_may_be_meant_are_buttons(settings: pytest.MonkeyPatch) -> None:
    test = ask(page("ask"), "云汀市民政局2024年三公经费多少")
    found = [b for b in test.button if b.key and re.search(r"choice\d+$", b.key)]
    assert len(found) == 2, "what lies far behind the first is not offered"
    # The two stages asked about are among them: not offered a second time.
    assert not [b for b in test.button if b.key and "option" in b.key]
    assert (
        "2024年决算" in found[0].label and re.search("表格|文字说明", found[0].label) and "“三公”经费" in found[0].label
    )
    assert not re.search(r"\d+\.\d\d", "".join(b.label for b in found)), "a choice is no answer yet"
    test.button(key="turn0-choice0").click().run()
    assert html(test).count("<p class='bq-question'>") == 2
    headline = re.search(r"<div class='bq-number'>.*?</div>", html(test))
    shared = link(test)
    assert headline
    again = page("ask", **shared)
    assert headline.group() in html(again)
    assert "从给出的选项中选定" in html(again)


def test_of_many_choices_four_are_shown_first(settings: pytest.MonkeyPatch) -> None:
    def shown() -> list[str]:
        return [b.key for b in test.button if b.key and re.search(r"choice\d+$", b.key)]

    test = ask(page("ask"), "云汀市民政局2024年无人机采购多少钱")
    assert len(shown()) == 4
    next(b for b in test.button if b.label.startswith("更多")).click().run()
    assert 4 < len(shown()) <= 8


def test_a_link_to_a_figure_that_is_gone_falls_back_to_its_words(settings: pytest.MonkeyPatch) -> None:
    test = page("ask", q=QUESTION, a="ZjE6MDEyMzQ1Njc4OWFiLTE")
    assert not test.exception and "3.22<small>万元" in html(test)


def test_not_found_shows_no_figure(settings: pytest.MonkeyPatch) -> None:
    shown = html(ask(page("ask"), "石家庄市数据资源管理局2031年三公经费多少"))
    assert "bq-headline" not in shown
    assert "bq-none" in shown


def test_a_new_conversation(settings: pytest.MonkeyPatch) -> None:
    test = ask(page("ask"), QUESTION)
    test.button(key="new").click().run()
    assert "bq-welcome" in html(test)
    assert "q" not in test.query_params and "k" not in test.query_params


def test_a_reload_keeps_the_conversation(settings: pytest.MonkeyPatch) -> None:
    test = ask(ask(page("ask"), "省委办公厅2018年公务接待费多少"), "那2017年呢")
    again = page("ask", k=told(test, "k"))
    assert html(again).count("<section") == 2
    # Who was sent the address goes on alone: the first window's conversation stays as it was.
    ask(again, "那2019年呢")
    assert told(again, "k") != told(test, "k")
    assert html(page("ask", k=told(test, "k"))).count("<section") == 2
    assert html(page("ask", k=told(again, "k"))).count("<section") == 3
    assert "bq-welcome" in html(page("ask", k="gone"))


def test_conversations_are_kept_for_a_day_and_not_without_end() -> None:
    found = kept.Conversations(seconds=1000, most=2)
    for name in "abc":
        found.put(name, [kept.Asked(question=name)])
    assert [bool(found.get(name)) for name in "abcd"] == [False, True, True, False]
    found = kept.Conversations(seconds=-1)
    found.put("a", [kept.Asked(question="a")])
    assert not found.get("a")


def test_what_was_said_of_an_answer_is_kept(settings: pytest.MonkeyPatch, store: EmbeddedStore) -> None:
    before = len(store.feedback())
    test = ask(page("ask"), QUESTION)
    test.button(key="turn0-yes").click().run()
    kept = store.feedback()[before:]
    assert [(k["question"], k["verdict"]) for k in kept] == [(QUESTION, "有用")]
    test = ask(page("ask"), QUESTION)
    test.button(key="turn0-no").click().run()
    test.text_input(key="turn0-words").set_value("年度不对")
    next(b for b in test.button if b.label == "提交").click().run()
    assert not test.exception
    last = store.feedback()[-1]
    assert (last["verdict"], last["reason"]) == ("没用", "年度不对")


def test_questions_are_logged_without_personal_data(settings: pytest.MonkeyPatch, library: Path) -> None:
    ask(page("ask"), "我的电话13800138000，云汀市民政局地址在哪里")
    lines = (library / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(lines[-1])["question"] == "我的电话…，云汀市民政局地址在哪里"
    settings.setenv("BUDGETQA_LOG_QUESTIONS", "false")
    ask(page("ask"), QUESTION)
    assert (library / "questions.jsonl").read_text(encoding="utf-8").splitlines() == lines


def test_no_library_is_told_in_plain_words(settings: pytest.MonkeyPatch, tmp_path: Path) -> None:
    settings.setenv("BUDGETQA_LIBRARY", str(tmp_path / "none"))
    test = page("ask")
    assert not test.exception
    assert "资料库还没有建立" in html(test)
    assert "budgetqa demo" in test.info[0].value


def test_mistakes_of_ours_are_never_shown(settings: pytest.MonkeyPatch) -> None:
    from qa.web import desk

    def fail(*_: object) -> None:
        raise RuntimeError("secret path /etc")

    settings.setattr(desk, "documents", fail)
    test = page("look_up")
    assert not test.exception
    assert "secret" not in test.error[0].value and "请刷新后重试" in test.error[0].value


def test_too_long_a_question_is_said(settings: pytest.MonkeyPatch) -> None:
    test = page("ask", q="三" * 5000)
    assert not test.exception
