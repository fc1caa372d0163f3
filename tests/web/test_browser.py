"""Stories of the public in headless Chromium. Screenshots go to a temporary folder (BUDGETQA_SCREENSHOTS names another)."""

from __future__ import annotations

import re
import time
from pathlib import Path
from urllib.parse import quote, urlsplit

from picking import pick
from stories import ENGLISH, answers, ask, downloaded, sheet

ROOT = Path(__file__).resolve().parents[2]
ANSWERED = "石家庄市数据资源管理局2019年三公经费多少"


def test_a_newcomer_asks_and_opens_a_citation(opened, shot) -> None:
    page = opened()
    page.wait_for_selector(".bq-welcome")
    shot(page, "welcome")
    ask(page, ANSWERED)
    page.wait_for_selector(".bq-headline")
    assert page.locator(".bq-number").inner_text() == "3.22万元"
    page.get_by_test_id("stExpander").first.locator("summary").click()
    page.wait_for_selector("td.bq-here")
    assert page.locator("td.bq-here").inner_text() == "3.22"
    shot(page, "citation")
    page.get_by_role("button", name="看整张表").click()
    page.wait_for_selector("[role=dialog] td.bq-here")
    shot(page, "whole-table")
    original = downloaded(page, "下载原文件", page.locator("[role=dialog]"))
    assert original == next((ROOT / "corpus" / "shijiazhuang").glob("*.txt")).read_bytes()


def test_passages_are_marked_in_the_text(opened, shot) -> None:
    page = opened("/?q=" + quote("省委办公厅2018年公务接待费比上年增减多少"))
    page.wait_for_selector(".bq-headline")
    page.get_by_test_id("stExpander").first.locator("summary").click()
    page.wait_for_selector("mark")
    assert "1" in "".join(page.locator("mark").all_inner_texts())
    shot(page, "passage")


def test_a_clarification_is_clicked_and_followed_up(opened, shot) -> None:
    page = opened()
    ask(page, "云汀市民政局2024年三公经费多少")
    answers(page, 1)
    shot(page, "clarify")
    choice = page.locator("[class*=st-key-turn0-choice0] button")
    choice.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".bq-headline")
    for number, question in enumerate(("那2023年呢", "公务接待费呢", "为什么"), 3):
        ask(page, question)
        answers(page, number)
    assert page.locator("p.bq-question").count() == 5
    shot(page, "follow-ups")
    page.get_by_role("button", name="改问题").last.click()
    box = page.get_by_test_id("stChatInputTextArea")
    page.wait_for_function("box => box.value === '为什么'", arg=box.element_handle())
    assert page.locator("p.bq-question").count() == 5, "nothing is asked before Enter"
    box.press("End")
    page.keyboard.type("减少")
    page.keyboard.press("Enter")
    answers(page, 6)
    assert page.locator("p.bq-question").last.inner_text() == "为什么减少"
    assert "那2023年呢" in downloaded(page, "下载对话").decode()
    rows = sheet(downloaded(page, "下载数字"))
    assert len(rows) > 1 and "数值" in rows[0]
    page.get_by_role("button", name="新对话").click()
    page.wait_for_selector(".bq-welcome")


def test_enter_while_composing_sends_nothing(opened) -> None:
    page = opened()
    box = page.get_by_test_id("stChatInputTextArea")
    box.click()
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "san gong", "selectionStart": 8, "selectionEnd": 8})
    # What an input method sends for the Enter that takes a candidate.
    session.send(
        "Input.dispatchKeyEvent",
        {
            "type": "rawKeyDown",
            "key": "Process",
            "code": "Enter",
            "windowsVirtualKeyCode": 229,
            "nativeVirtualKeyCode": 229,
        },
    )
    page.evaluate(
        """() => document.activeElement.dispatchEvent(new KeyboardEvent('keydown',
             {key: 'Enter', code: 'Enter', keyCode: 229, isComposing: true, bubbles: true, cancelable: true}))"""
    )
    page.wait_for_timeout(600)
    assert page.locator("p.bq-question").count() == 0
    session.send("Input.insertText", {"text": "什么是三公经费"})
    box.press("Enter")
    page.wait_for_selector("p.bq-question")
    assert "什么是三公经费" in page.locator("p.bq-question").inner_text()


def test_copying_and_saying_what_was_wrong(opened) -> None:
    page = opened()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, ANSWERED)
    page.wait_for_selector(".bq-headline")
    page.get_by_role("button", name="复制", exact=True).click()
    page.get_by_role("button", name="已复制").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "3.22万元" in copied and "出处：" in copied
    page.get_by_role("button", name="复制链接").click()
    page.wait_for_function("navigator.clipboard.readText().then(text => text.startsWith('http'))")
    link = urlsplit(page.evaluate("navigator.clipboard.readText()"))
    assert re.fullmatch(r"s=[\w-]{22}", link.query), "the link tells no question"
    again = opened(f"{link.path or '/'}?{link.query}")
    again.wait_for_selector(".bq-headline")
    assert again.locator("p.bq-question").inner_text() == ANSWERED
    page.get_by_role("button", name="没用").click()
    page.get_by_text("单位或年度不对").click()
    page.get_by_role("button", name="提交").click()
    page.get_by_text("已记下您的意见").wait_for()


def test_a_click_does_not_throw_the_reader_about(opened) -> None:
    page = opened("/?q=" + quote(ANSWERED))
    page.wait_for_selector(".bq-headline")
    page.wait_for_timeout(500)  # answers slide in
    place = page.locator(".bq-headline").bounding_box()
    page.get_by_test_id("stExpander").first.locator("summary").click()
    page.wait_for_selector("td.bq-here")
    page.wait_for_timeout(500)
    assert page.locator(".bq-headline").bounding_box() == place


def test_a_long_conversation_shows_the_last_question_at_the_top(opened, shot) -> None:
    page = opened("/?q=" + quote(ANSWERED))
    page.wait_for_selector(".bq-headline")
    ask(page, "2024年预算哪个部门三公经费最多")
    answers(page, 2)
    top = "[...document.querySelectorAll('.bq-question')].at(-1).getBoundingClientRect().top"
    page.wait_for_function(f"40 < {top} && {top} < 200")
    shot(page, "last-question")


def test_an_address_that_is_none_of_ours(opened, shot) -> None:
    page = opened("/nonsense")
    page.get_by_text("没有这一页").wait_for()
    shot(page, "no-such-page")
    assert not page.evaluate(ENGLISH)
    page.get_by_role("button", name="关闭").click()
    page.wait_for_selector(".bq-welcome")


def test_the_report_of_a_document_has_an_address(opened, shot) -> None:
    page = opened("/library")
    pick(page, page.get_by_label("选一份文件"), page.get_by_role("option").first, "教育局2023")
    page.wait_for_selector(".bq-facts")
    pick(page, page.get_by_label("看一张表"), page.get_by_role("option").nth(2))
    page.wait_for_function("location.search.includes('report=')")
    shot(page, "report")
    told = urlsplit(page.url)
    again = opened(f"{told.path}?{told.query}")
    again.wait_for_selector(".bq-facts")
    assert again.locator(".bq-facts").first.inner_text() == page.locator(".bq-facts").first.inner_text()
    assert sheet(downloaded(again, "全部表格导出"))


def test_a_keyboard_is_enough(opened) -> None:
    page = opened()
    page.wait_for_selector(".bq-welcome")
    page.get_by_test_id("stChatInputTextArea").focus()
    page.keyboard.type(ANSWERED)
    page.keyboard.press("Enter")
    page.wait_for_selector(".bq-headline")
    page.get_by_test_id("stExpander").first.locator("summary").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("td.bq-here")


def test_it_is_quick(opened) -> None:
    """Bounds that notice a change of kind on a busy machine; the figures are in docs/deployment.md."""
    page = opened()
    page.wait_for_selector(".bq-welcome")
    ask(page, ANSWERED)
    page.wait_for_selector(".bq-headline")
    began = time.perf_counter()
    ask(page, "什么是机关运行经费")
    answers(page, 2)
    assert time.perf_counter() - began < 2


def test_reload_back_and_other_pages_keep_the_conversation(opened) -> None:
    page = opened()
    for number, question in enumerate(("省委办公厅2018年公务接待费多少", "那2017年呢"), 1):
        ask(page, question)
        page.locator(".bq-sentence").nth(number - 1).wait_for()
    assert "q=" not in page.url, "no question stands in an address that nobody shared"
    page.reload()
    page.locator(".bq-sentence").nth(1).wait_for()
    page.get_by_role("link", name="查阅").first.click()
    page.wait_for_selector(".bq-grid")
    assert page.title().startswith("查阅")
    page.go_back()
    page.locator(".bq-sentence").nth(1).wait_for()
    ask(page, "那2019年呢")
    page.locator(".bq-headline").nth(2).wait_for()
    assert page.locator(".bq-question").count() == 3
