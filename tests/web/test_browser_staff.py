"""A small office begins: an empty library teaches, staff log in, take files in, read again, take out; a PDF opens as a picture."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from picking import pick
from PIL import Image
from stories import ENGLISH, FAINT, PASSWORD, PHONE, answers, ask, downloaded, log_in

from index.library import open_library
from qa.web.password import hashed

CORPUS = Path(__file__).resolve().parents[2] / "corpus" / "yunting"
TEXT = CORPUS / "云汀市民政局2024年度部门决算.txt"
PRINTED = CORPUS / "云汀市交通运输局2024年度部门预算.html"
# How a body prints its page: ruled tables on A4.
PRINT = "table { border-collapse: collapse; width: 100% } th, td { border: 1px solid #000; padding: 2px 4px } body { font-family: sans-serif }"


@pytest.fixture(scope="module")
def office(
    serve: Callable[..., AbstractContextManager[str]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """A site whose library is still empty."""
    folder = tmp_path_factory.mktemp("office")
    open_library(folder / "library", create=True).close()
    with serve(folder, folder / "library", {"BUDGETQA_WEB_PASSWORD_HASH": hashed(PASSWORD)}) as address:
        yield address


@pytest.fixture(scope="module")
def files(browser, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    """A text, a PDF, and a PDF that broke off."""
    folder = tmp_path_factory.mktemp("files")
    page = browser.new_page()
    page.goto(PRINTED.as_uri())
    page.add_style_tag(content=PRINT)
    page.pdf(path=folder / f"{PRINTED.stem}.pdf", format="A4")
    page.close()
    (folder / "没有传完.pdf").write_bytes((folder / f"{PRINTED.stem}.pdf").read_bytes()[:3000])
    return TEXT, folder / f"{PRINTED.stem}.pdf", folder / "没有传完.pdf"


def test_an_empty_library_teaches(office: str, visit, shot) -> None:
    page = visit(office)
    page.get_by_text("资料库里还没有文件").wait_for()
    shot(page, "empty-ask")
    ask(page, "云汀市民政局2024年三公经费多少")
    answers(page, 1)
    assert "没有" in page.locator(".bq-sentence").inner_text()
    assert page.locator(".bq-headline").count() == 0
    for path, words in (
        ("/lookup", "读入文件后，这里可以按单位、年度、项目查阅"),
        ("/library", "工作人员登录后可以在这里上传"),
    ):
        page.goto(office + path)
        page.get_by_text(words).wait_for()
        shot(page, f"empty{path.replace('/', '-')}")
        assert not page.evaluate(ENGLISH)


def test_staff_take_files_in_and_the_public_asks(office: str, files: tuple[Path, ...], visit, shot) -> None:
    page = visit(office + "/library")
    page.get_by_text("由工作人员办理").wait_for()
    assert page.get_by_test_id("stFileUploader").count() == 0
    page.get_by_role("link", name="登录").click()
    log_in(page, "wrong")
    page.get_by_text("密码不正确").wait_for()
    shot(page, "login-refused")
    log_in(page, PASSWORD)
    page.get_by_text("您已登录").wait_for()
    shot(page, "login-granted")
    page.get_by_role("link", name="资料库").click()
    page.get_by_test_id("stFileUploader").wait_for()
    shot(page, "staff-empty")
    page.get_by_role("button", name="读入资料库").click()
    page.get_by_text("还没有选择文件").wait_for()
    page.locator("[data-testid=stFileUploader] input[type=file]").set_input_files(files)
    page.get_by_text("没有传完.pdf").wait_for()
    page.wait_for_timeout(300)
    shot(page, "chosen")
    assert not page.evaluate(ENGLISH) and not page.evaluate(FAINT, False)
    page.get_by_role("button", name="读入资料库").click()
    page.get_by_text("正在读", exact=False).first.wait_for()
    page.locator(".bq-result.good").first.wait_for()
    shot(page, "reading")
    page.get_by_role("rowheader", name="云汀市交通运输局").wait_for(timeout=60_000)
    told = page.locator(".bq-result").all_inner_texts()
    shot(page, "taken-in")
    assert [line.rpartition("　")[2].partition("：")[0] for line in told] == ["已读入", "已读入", "没有读入"]
    assert "没有传完.pdf" in told[2] and "：" in told[2]
    # The public, in another window, asks both.
    visitor = visit(office)
    for number, (question, amount) in enumerate(
        (("云汀市民政局2024年三公经费决算多少", TEXT), ("云汀市交通运输局2024年三公经费多少", files[1])), 1
    ):
        ask(visitor, question)
        answers(visitor, number)
        assert visitor.locator(".bq-number").count() == number, amount


def test_the_library_opens_for_staff_with_every_file_listed(opened, shot) -> None:
    page = opened("/staff")
    log_in(page, PASSWORD)
    page.get_by_text("您已登录").wait_for()
    page.get_by_role("link", name="资料库").click()
    page.get_by_test_id("stFileUploader").wait_for()
    page.get_by_text("文件清单").click()
    page.get_by_role("columnheader", name="状况").wait_for()
    page.get_by_label("选一份文件").wait_for()
    assert page.get_by_test_id("stAlert").count() == 0, "a part of the page was not shown"
    assert page.get_by_role("rowheader").filter(has_text="云汀市教育局2024年度部门预算.txt").count() == 1
    shot(page, "library-of-staff")


def test_a_pdf_opens_as_a_picture_with_the_cell_framed(office: str, files: tuple[Path, ...], visit, shot) -> None:
    page = visit(office)
    ask(page, "云汀市交通运输局2024年三公经费多少")
    page.wait_for_selector(".bq-headline")
    page.get_by_test_id("stExpander").first.locator("summary").click()
    page.wait_for_selector("td.bq-here")
    assert "第" in page.get_by_test_id("stExpander").first.inner_text()
    page.get_by_role("button", name="看原页").click()
    dialog = page.get_by_role("dialog")
    picture = dialog.locator("img")
    picture.wait_for()
    page.wait_for_function("document.querySelector('[role=dialog] img').naturalWidth > 500")
    page.wait_for_function("document.querySelector('.st-key-sheet').scrollTop > 100")
    shot(page, "page-as-picture")
    assert not page.evaluate(FAINT, False)
    assert not page.evaluate(ENGLISH)
    reds = red(page.request.get(picture.evaluate("image => image.src")).body())
    assert 20 < reds[2] - reds[0] < 400 and 8 < reds[3] - reds[1] < 120
    page.wait_for_selector('[data-test-script-state="notRunning"]', state="attached")
    first = picture.evaluate("image => image.src")
    status = dialog.get_by_role("status").filter(has_text="页，共")
    here = status.inner_text()
    way = "下一页" if dialog.get_by_role("button", name="下一页").is_enabled() else "上一页"
    dialog.get_by_role("button", name=way).click()
    page.wait_for_function("src => document.querySelector('[role=dialog] img')?.src !== src", arg=first)
    status.filter(has_not_text=here).wait_for()
    page.wait_for_selector('[data-test-script-state="notRunning"]', state="attached")
    dialog.get_by_role("button", name="回到第").click()
    page.wait_for_function("src => document.querySelector('[role=dialog] img')?.src === src", arg=first)
    status.filter(has_text=here).wait_for()
    assert downloaded(page, "下载原文件", dialog) == files[1].read_bytes()
    dialog.press("Escape")
    dialog.wait_for(state="hidden")
    page.set_viewport_size(PHONE)
    page.get_by_role("button", name="看原页").click()
    page.wait_for_function("document.querySelector('.st-key-sheet')?.scrollTop > 100")
    shot(page, "page-as-picture-phone")


def red(data: bytes) -> tuple[int, int, int, int]:
    """The box that is drawn in red, left, top, right, bottom."""
    image = Image.open(io.BytesIO(data)).convert("RGB")
    channels = [
        band.point(lambda v, low=low, high=high: 255 * (low <= v <= high))
        for band, (low, high) in zip(image.split(), ((186, 206), (33, 53), (18, 38)), strict=True)
    ]
    box = Image.merge("RGB", channels).convert("L").point(lambda v: 255 * (v > 250)).getbbox()
    assert box is not None
    return box


def test_staff_read_again_and_take_out_with_a_confirmation(office: str, visit, shot) -> None:
    page = visit(office + "/staff")
    log_in(page, PASSWORD)
    page.get_by_text("您已登录").wait_for()
    page.get_by_role("link", name="资料库").click()
    page.get_by_test_id("stFileUploader").wait_for()
    page.get_by_role("tab", name="索引").click()
    page.get_by_text("向量模型").wait_for()
    page.get_by_role("button", name="检查索引").click()
    page.get_by_text("一致", exact=False).first.wait_for()
    shot(page, "index")
    pick(page, page.get_by_label("选一份文件"), page.get_by_role("option", name="民政局"))
    page.get_by_role("button", name="重新读取这份文件").wait_for()
    shot(page, "report-staff")
    assert not page.evaluate(ENGLISH) and not page.evaluate(FAINT, False)
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(300)
    shot(page, "report-staff-dark")
    assert not page.evaluate(FAINT, True)
    page.get_by_role("button", name="重新读取这份文件").click()
    page.locator(".bq-result.good", has_text="重新读取").first.wait_for()
    page.wait_for_function("document.querySelectorAll('.bq-result').length === 1")  # the one of before goes
    page.get_by_role("button", name="删除这份文件").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="不删除").click()
    dialog.wait_for(state="hidden")
    assert page.get_by_role("rowheader", name="云汀市民政局").is_visible()
    page.get_by_role("button", name="删除这份文件").click()
    dialog.get_by_role("button", name="确认删除").wait_for()
    shot(page, "take-out")
    dialog.get_by_role("button", name="确认删除").click()
    page.locator(".bq-result.good", has_text="删除").first.wait_for()
    assert page.get_by_role("rowheader", name="云汀市民政局").count() == 0
    shot(page, "taken-out")
    # The last one by the list, with a tick; then the library is empty again and says so.
    page.get_by_role("tab", name="删除").click()
    assert page.get_by_role("button", name="删除", exact=True).is_disabled()
    pick(page, page.get_by_label("要删除的文件"), page.get_by_role("option", name="交通运输局"))
    page.keyboard.press("Escape")
    page.get_by_text("我确认从资料库中删除这 1 份文件").click()
    shot(page, "take-out-ticked")
    page.get_by_role("button", name="删除", exact=True).click()
    page.get_by_text("请把公开的预算、决算文件拖到下面").wait_for()
    page.get_by_role("link", name="工作人员").click()
    page.get_by_role("button", name="退出登录").click()
    page.get_by_label("密码", exact=True).wait_for()
