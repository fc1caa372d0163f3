"""How the site is shown is the reader's choice: size of the text, light or dark, on paper, as a Word file. And for everybody: axe-core."""

from __future__ import annotations

import io
from typing import Any
from urllib.parse import quote

import pytest
from stories import PHONE, WIDE, ask, downloaded
from test_browser_looks import VIEWS

ANSWERED = "/?q=" + quote("石家庄市数据资源管理局2019年三公经费多少")
SIZE = "parseFloat(getComputedStyle(document.documentElement).fontSize)"
GROUND = "getComputedStyle(document.querySelector('.stApp')).backgroundColor"


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["desk", "phone"])
def test_the_reader_chooses_size_and_colour(opened, shot, size: dict[str, int]) -> None:
    page = opened(ANSWERED, size=size, strict=True)
    page.locator(".bq-headline").wait_for()
    normal, light = page.evaluate(SIZE), page.evaluate(GROUND)
    assert page.locator("button[data-bq-size=normal]").get_attribute("aria-pressed") == "true"
    page.get_by_role("button", name="特大").click()
    assert page.evaluate(SIZE) > 1.3 * normal
    page.get_by_role("button", name="深色").click()
    page.wait_for_load_state()
    page.locator(".bq-headline").wait_for()
    assert page.evaluate(GROUND) != light and page.evaluate(SIZE) > 1.3 * normal
    assert page.locator(".bq-question").count() == 1, "the conversation is still there"
    page.goto(page.url.split("?")[0] + "lookup")
    page.locator(".bq-grid").wait_for()
    page.locator(".bq-footer").wait_for()
    assert page.evaluate(GROUND) != light and page.evaluate(SIZE) > 1.3 * normal
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert page.locator("[data-bq-theme=Dark]").get_attribute("aria-pressed") == "true"
    shot(page, f"chosen-{size['width']}")


def test_paper_shows_all_of_the_conversation_and_nothing_to_click(opened, shot) -> None:
    pdfium = pytest.importorskip("pypdfium2")
    page = opened(ANSWERED, dark=True)
    page.locator(".bq-headline").wait_for()
    for question in ("什么是机关运行经费", "2024年预算哪个部门三公经费最多"):
        ask(page, question)
        page.locator(".bq-question", has_text=question).wait_for()
        page.wait_for_timeout(800)
    page.get_by_role("button", name="展开前面的问答").click()
    page.wait_for_function("!document.querySelector('.bq-earlier')")
    page.wait_for_selector('[data-test-script-state="notRunning"]', state="attached")
    page.wait_for_timeout(500)  # what is drawn anew would fold it again
    page.get_by_test_id("stExpander").first.locator("summary").click()
    page.locator("td.bq-here").wait_for()
    paper = pdfium.PdfDocument(page.pdf())
    sheets = [sheet.get_textpage().get_text_range() for sheet in paper]
    assert len(sheets) > 1 and "三公经费多少" in sheets[0], "no empty sheet, and more than one window of the page"
    text = "".join("".join(sheets).split())
    assert "什么是机关运行经费" in text and "哪个部门三公经费最多" in text and "以公开文件原文为准" in text
    assert not any(word in text for word in ("复制链接", "新对话", "跟随系统", "请输入问题"))
    corner = paper[0].render().to_pil().convert("L").getpixel((3, 3))
    assert corner == 255, "a dark page is printed on white"


def test_word_and_print_are_offered(opened) -> None:
    docx = pytest.importorskip("docx")
    page = opened(ANSWERED)
    page.locator(".bq-headline").wait_for()
    paper = docx.Document(io.BytesIO(downloaded(page, "下载 Word")))
    assert "3.22" in {cell.text for table in paper.tables for row in table.rows for cell in row.cells}
    page.evaluate("window.print = () => { document.title = '印'; }")
    page.get_by_role("button", name="打印／存为 PDF").click()
    assert page.title() == "印"


def serious(page) -> list[tuple[str, str, list[Any]]]:
    """What axe-core finds serious or worse: rule, what it asks, where."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    found = axe.Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        (each["id"], each["help"], [node["target"] for node in each["nodes"]])
        for each in found
        if each["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("name", VIEWS)
def test_axe_finds_nothing_serious(opened, name: str, dark: bool) -> None:
    path, sign = VIEWS[name]
    page = opened(path, dark=dark)
    page.wait_for_selector(sign)
    page.locator(".bq-footer").wait_for()
    page.wait_for_timeout(500)  # answers slide in, half transparent
    assert serious(page) == []
    if name == "answer":
        page.get_by_test_id("stExpander").first.locator("summary").click()
        page.wait_for_selector("td.bq-here")
        page.wait_for_timeout(500)  # what is unfolded moves while it unfolds
        page.get_by_role("button", name="看整张表").click()
        page.wait_for_selector("[role=dialog] td.bq-here")
        page.wait_for_timeout(500)
        assert serious(page) == []
