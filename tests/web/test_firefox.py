"""The same stories in Firefox: asking by keyboard, a citation, other pages, a phone's width, size of the text."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from bidi import ENTER, Firefox, started
from stories import ENGLISH, PHONE, WIDE

FIREFOX = shutil.which("firefox-esr") or shutil.which("firefox")
BOX = "[data-testid=stChatInputTextArea]"
NUMBER = "document.querySelector('.bq-number')?.innerText"


@pytest.fixture(scope="module")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    pytest.importorskip("websockets.sync.client", reason="websockets is not installed")
    if FIREFOX is None:
        pytest.skip("there is no Firefox on this machine")
    with started(FIREFOX, tmp_path_factory.mktemp("firefox")) as driver:
        yield driver


@pytest.fixture
def picture(firefox: Firefox, tmp_path: Path):
    folder = Path(os.environ.get("BUDGETQA_SCREENSHOTS") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    return lambda name: firefox.picture(folder / f"firefox-{name}.png")


def test_a_question_typed_and_its_source(firefox: Firefox, address: str, picture) -> None:
    firefox.size(WIDE)
    firefox.go(address)
    firefox.until("!!document.querySelector('.bq-welcome')")
    picture("welcome")
    firefox.type(BOX, "石家庄市数据资源管理局2019年三公经费多少" + ENTER)
    assert firefox.until(NUMBER) == "3.22万元"
    firefox.click("[data-testid=stExpander] summary")
    assert firefox.until("document.querySelector('td.bq-here')?.innerText") == "3.22"
    picture("citation")
    firefox.type(BOX, "那2018年呢" + ENTER)
    firefox.until("document.querySelectorAll('.bq-sentence').length === 2")
    firefox.go(firefox.value("location.href"))
    firefox.until("document.querySelectorAll('.bq-sentence').length === 2")


def test_size_of_the_text_is_kept(firefox: Firefox, address: str) -> None:
    size = "parseFloat(getComputedStyle(document.documentElement).fontSize)"
    firefox.size(WIDE)
    firefox.go(f"{address}/library")
    firefox.until("!!document.querySelector('.bq-footer')")
    before = firefox.value(size)
    firefox.click("button[data-bq-size=larger]")
    firefox.go(f"{address}/lookup")
    firefox.until(f"document.querySelector('.bq-footer') && {size} > 1.3 * {before}")
    firefox.click("button[data-bq-size=normal]")
    firefox.until(f"{size} === {before}")


@pytest.mark.parametrize(
    ("name", "path", "sign"),
    [
        ("answer", "/?q=" + quote("2024年预算哪个部门三公经费最多"), ".stVegaLiteChart canvas, .stVegaLiteChart svg"),
        ("matrix", "/lookup", ".bq-grid"),
        ("words", "/lookup?view=" + quote("全文检索") + "&words=" + quote("主要原因"), ".bq-hit"),
        ("library", "/library", ".bq-grid"),
        ("login", "/staff", "input[type=password]"),
    ],
)
def test_pages_on_a_phone(firefox: Firefox, address: str, picture, name: str, path: str, sign: str) -> None:
    firefox.size(PHONE)
    firefox.go(address + path)
    firefox.until(f"!!document.querySelector('{sign}') && !!document.querySelector('.bq-footer')")
    picture(f"{name}-phone")
    assert firefox.value("document.documentElement.scrollWidth") <= PHONE["width"]
    assert firefox.value(f"({ENGLISH})()") == []
