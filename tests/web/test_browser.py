"""Whole stories in headless Chromium. Screenshots go to a temporary folder (BUDGETQA_SCREENSHOTS names another)."""

from __future__ import annotations

import io
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

from qa.web.password import hashed

ROOT = Path(__file__).resolve().parents[2]
Serve = Callable[[Path, Path, dict[str, str]], AbstractContextManager[str]]
PASSWORD = "desk-of-the-budget"
ANSWERED = "石家庄市数据资源管理局2019年三公经费多少"
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def address(library: Path, serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("server")
    own = folder / "library"
    shutil.copytree(library, own)
    with serve(folder, own, {"BUDGETQA_WEB_PASSWORD_HASH": hashed(PASSWORD)}) as found:
        yield found


@pytest.fixture
def opened(browser, address: str) -> Iterator[Callable[..., object]]:
    contexts = []

    def open_page(path: str = "/", *, dark: bool = False, size: dict[str, int] = WIDE):
        context = browser.new_context(
            viewport=size, color_scheme="dark" if dark else "light", locale="zh-CN", accept_downloads=True
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.goto(address + path)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def shot(tmp_path: Path) -> Callable[[object, str], None]:
    folder = Path(os.environ.get("BUDGETQA_SCREENSHOTS", tmp_path))
    folder.mkdir(parents=True, exist_ok=True)

    def take(page, name: str) -> None:
        page.wait_for_timeout(500)
        page.screenshot(path=folder / f"{name}.png")

    return take


def ask(page, question: str) -> None:
    box = page.get_by_test_id("stChatInputTextArea")
    box.fill(question)
    box.press("Enter")


def answers(page, count: int) -> None:
    page.wait_for_function(f"document.querySelectorAll('.bq-sentence').length >= {count}")


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
    with page.expect_download() as download:
        page.locator("[role=dialog]").get_by_role("button", name="下载原文件").click()
    original = Path(download.value.path()).read_bytes()
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
    page.locator("[class*=st-key-turn0-option] button").first.click()
    page.wait_for_selector(".bq-headline")
    for number, question in enumerate(("那2023年呢", "公务接待费呢", "为什么"), 3):
        ask(page, question)
        answers(page, number)
    assert page.locator("p.bq-question").count() == 5
    shot(page, "follow-ups")
    with page.expect_download() as download:
        page.get_by_role("button", name="下载对话").click()
    assert "那2023年呢" in Path(download.value.path()).read_text(encoding="utf-8")
    with page.expect_download() as download:
        page.get_by_role("button", name="下载数字").click()
    rows = sheet(Path(download.value.path()).read_bytes())
    assert len(rows) > 1 and "数值" in rows[0]
    page.get_by_role("button", name="新对话").click()
    page.wait_for_selector(".bq-welcome")


def sheet(data: bytes) -> list[tuple[object, ...]]:
    from openpyxl import load_workbook

    return [tuple(row) for row in load_workbook(io.BytesIO(data)).active.iter_rows(values_only=True)]


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
    again = opened(f"{link.path or '/'}?{link.query}")
    again.wait_for_selector(".bq-headline")
    assert again.locator("p.bq-question").inner_text() == ANSWERED
    page.get_by_role("button", name="没用").click()
    page.get_by_text("单位或年度不对").click()
    page.get_by_role("button", name="提交").click()
    page.get_by_text("已记下您的意见").wait_for()


def test_staff_look_up_filter_and_export(opened, shot) -> None:
    page = opened("/lookup")
    page.wait_for_selector(".bq-grid")
    shot(page, "matrix")
    with page.expect_download() as download:
        page.get_by_role("button", name="导出 XLSX").click()
    rows = {row[0]: row for row in sheet(Path(download.value.path()).read_bytes())}
    assert (
        rows["中共江苏省委办公厅"][1:6] == ("509.20", "万元", None, "508.20", "万元")
        or rows["中共江苏省委办公厅"][1] == "509.20"
    )
    page.get_by_text("年度对照").click()
    page.wait_for_selector("text=哪张表")
    page.wait_for_function("location.search.includes('view=')")
    shot(page, "side-by-side")
    again = opened(page.url.removeprefix(page.url.split("/lookup")[0]))
    again.wait_for_selector("text=哪张表")


def test_login_refused_and_granted_then_upload(opened, shot, tmp_path: Path) -> None:
    page = opened("/library")
    page.wait_for_selector(".bq-grid")
    assert page.get_by_text("由工作人员办理").is_visible()
    assert page.locator("[data-testid=stFileUploader]").count() == 0
    page.get_by_role("link", name="登录").click()
    page.get_by_label("密码").fill("wrong")
    page.get_by_test_id("stFormSubmitButton").locator("button").click()
    page.get_by_text("密码不正确").wait_for()
    shot(page, "login")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_test_id("stFormSubmitButton").locator("button").click()
    page.get_by_text("您已登录").wait_for()
    page.get_by_role("link", name="资料库").click()
    page.wait_for_selector("[data-testid=stFileUploader]")
    shot(page, "staff")
    pytest.importorskip("index.library.upkeep", reason="the upkeep of indexes is not there yet")
    good = sorted((ROOT / "corpus" / "yunting").glob("云汀市数据局20*部门预算.txt"))[:2]
    bad = tmp_path / "坏文件.pdf"
    bad.write_bytes(b"%PDF-1.4 broken")
    page.locator("[data-testid=stFileUploader] input[type=file]").set_input_files([*good, bad])
    page.get_by_role("button", name="读入资料库").click()
    page.locator(".bq-result.bad").wait_for(timeout=60_000)
    assert page.locator(".bq-result.good").count() == 2
    assert "坏文件.pdf" in page.locator(".bq-result.bad").inner_text()
    shot(page, "uploaded")
    assert page.get_by_role("rowheader", name="云汀市数据局").is_visible()


@pytest.mark.parametrize("path", ["/?q=" + quote(ANSWERED), "/lookup", "/library"])
def test_a_phone_shows_everything_without_scrolling_sideways(opened, shot, path: str) -> None:
    page = opened(path, size=PHONE)
    page.wait_for_selector(".bq-headline, .bq-grid")
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= PHONE["width"]
    shot(page, f"phone{path.split('?')[0].replace('/', '-')}")


# Text that must be read: (selector, selector of an ancestor that gives the ground).
_RATIO = """
(dark) => {
  const channel = v => { v /= 255; return v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; };
  const light = c => .2126 * channel(c[0]) + .7152 * channel(c[1]) + .0722 * channel(c[2]);
  const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const numbers = text => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = text; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data]; };
  const ground = e => { for (; e; e = e.parentElement) { const c = numbers(getComputedStyle(e).backgroundColor); if (c[3] > 250) return c; }
    return dark ? [17, 23, 30] : [255, 255, 255]; };
  const out = [];
  for (const e of document.querySelectorAll('.stMain *, .stBottom *')) {
    const own = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
    if (!own || !e.offsetParent || ['SCRIPT', 'STYLE'].includes(e.tagName) || e.closest('[data-testid=stIconMaterial]')) continue;
    const a = light(numbers(getComputedStyle(e).color)), b = light(ground(e));
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (ratio < 4.5) out.push([e.className || e.tagName, e.textContent.trim().slice(0, 20), Math.round(ratio * 100) / 100]);
  }
  return out;
}
"""


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("path", ["/", "/?q=" + quote("2024年预算哪个部门三公经费最多"), "/lookup", "/library"])
def test_contrast(opened, shot, path: str, dark: bool) -> None:
    page = opened(path, dark=dark)
    page.wait_for_selector(".bq-welcome, .bq-sentence, .bq-grid")
    page.wait_for_timeout(600)
    low = [entry for entry in page.evaluate(_RATIO, dark) if "stIcon" not in str(entry[0])]
    shot(
        page,
        f"{'dark' if dark else 'light'}{quote(path.replace('/', '-').split('?')[0])}{'-rank' if '?' in path else ''}",
    )
    assert not low


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
    """Bounds that notice a change of kind on a busy machine; the figures are in the measurements of the project."""
    page = opened()
    page.wait_for_selector(".bq-welcome")
    ask(page, ANSWERED)
    page.wait_for_selector(".bq-headline")
    began = time.perf_counter()
    ask(page, "什么是机关运行经费")
    answers(page, 2)
    assert time.perf_counter() - began < 3
