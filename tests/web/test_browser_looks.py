"""Every page on a desk and on a phone, in light and in dark: nothing cut off, faint, or in English."""

from __future__ import annotations

import os
from urllib.parse import quote

import pytest
from picking import pick
from stories import ENGLISH, FAINT, PHONE, WIDE

# Widths and colours do not depend on each other; whoever looks at the pictures gets all four.
WINDOWS = ((WIDE, False), (PHONE, True))
if os.environ.get("BUDGETQA_SCREENSHOTS"):
    WINDOWS += ((WIDE, True), (PHONE, False))
VIEWS = {
    "welcome": ("/", ".bq-welcome"),
    "answer": ("/?q=" + quote("石家庄市数据资源管理局2019年三公经费多少"), ".bq-headline"),
    "rank": ("/?q=" + quote("2024年预算哪个部门三公经费最多"), ".stVegaLiteChart canvas, .stVegaLiteChart svg"),
    "trend": ("/?q=" + quote("省委办公厅近三年预算三公经费的变化"), ".stVegaLiteChart canvas, .stVegaLiteChart svg"),
    "clarify": ("/?q=" + quote("云汀市民政局2024年三公经费多少"), "[class*=-choices] button"),
    "missing": ("/?q=" + quote("石家庄市数据资源管理局2031年三公经费多少"), ".bq-none"),
    "matrix": ("/lookup", ".bq-grid"),
    "both": ("/lookup?view=" + quote("预决算对照"), ".bq-grid"),
    "list": ("/lookup?view=" + quote("数字清单"), ".bq-grid"),
    "side": ("/lookup?view=" + quote("年度对照"), ".bq-grid"),
    "words": ("/lookup?view=" + quote("全文检索") + "&words=" + quote("主要原因"), ".bq-hit"),
    "library": ("/library", ".bq-grid"),
    "login": ("/staff", "input[type=password]"),
}


@pytest.mark.parametrize("name", VIEWS)
def test_a_page_can_be_read_by_everybody(opened, shot, name: str) -> None:
    path, sign = VIEWS[name]
    page = opened(path)
    page.wait_for_selector(sign)
    if name == "answer":
        page.get_by_test_id("stExpander").first.locator("summary").click()
        page.wait_for_selector("td.bq-here")
    elif name == "library":
        pick(page, page.get_by_label("选一份文件"), page.get_by_role("option").first)
        page.wait_for_selector(".bq-facts")
    page.wait_for_timeout(300)
    assert not page.evaluate(ENGLISH)
    for size, dark in WINDOWS:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme="dark" if dark else "light")
        shot(page, f"{name}-{size['width']}-{'dark' if dark else 'light'}")
        assert not page.evaluate(FAINT, dark)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        assert not page.evaluate(CUT)


# Buttons, labels and headings whose text is wider than the room for it.
CUT = r"""
() => [...document.querySelectorAll('.stApp button p, .stApp label p, .stApp h1, .stApp h2, .stApp .bq-what, .stApp .bq-number')]
  .filter(e => e.offsetParent && e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== 'inline')
  .map(e => e.textContent)
"""


def test_the_menu_of_a_phone(opened, shot) -> None:
    page = opened(size=PHONE)
    page.wait_for_selector(".bq-welcome")
    page.get_by_role("button", name="打开菜单").click()
    page.wait_for_timeout(400)
    shot(page, "phone-menu")
    page.get_by_role("link", name="查阅").click()
    page.wait_for_selector(".bq-grid")
    page.get_by_role("button", name="打开菜单").wait_for()
    page.wait_for_function("document.querySelector('[data-testid=stSidebar]').getBoundingClientRect().right <= 0")
    assert not page.evaluate(ENGLISH)
    shot(page, "phone-menu-left")
