"""Stories of budget staff who look things up in prior years."""

from __future__ import annotations

from decimal import Decimal
from urllib.parse import quote, urlsplit

from picking import pick
from stories import ENGLISH, FAINT, downloaded, sheet


def grid(page) -> list[list[str]]:
    """The table on the screen without its foot, cell by cell; a change under a figure is a second line."""
    return page.evaluate(
        "[...document.querySelectorAll('.bq-grid :is(thead, tbody) tr')].map(row => [...row.cells].map(cell => cell.innerText))"
    )


def same_again(page, opened) -> None:
    """A colleague who is sent the address sees the same."""
    page.wait_for_timeout(300)
    told = urlsplit(page.url)
    again = opened(f"{told.path}?{told.query}")
    again.wait_for_selector(".bq-grid")
    assert grid(again) == grid(page)


def choose(page, label: str, *names: str) -> None:
    """Pick in a list of choices as people do: type, take the first."""
    for name in names:
        # A choice made while the page is still being drawn is lost with what is drawn anew.
        pick(page, page.get_by_label(label, exact=True), page.get_by_role("option", name=name).first, name)
    page.keyboard.press("Escape")


def test_staff_filter_see_what_is_missing_and_export(opened, shot) -> None:
    page = opened("/lookup")
    page.wait_for_selector(".bq-grid")
    rows = {row[0]: row[1:] for row in grid(page)}
    assert rows["中共江苏省委办公厅"][:3] == ["509.20 万元", "508.20 万元\n−1.00 万元（−0.20%）", "508.20 万元\n持平"]
    assert rows["中共江苏省委办公厅"][3] == "未收录文件"
    choose(page, "单位", "民政局", "教育局")
    page.wait_for_function("document.querySelectorAll('.bq-grid tbody tr').length === 2")
    choose(page, "年度", "2024", "2023")
    page.wait_for_function("document.querySelectorAll('.bq-grid thead th').length === 3")
    choose(page, "项目", "会议费")
    page.get_by_text("会议费　预算　部门").wait_for()
    shot(page, "filtered")
    assert [row[0] for row in grid(page)] == ["单位", "云汀市教育局", "云汀市民政局"]
    same_again(page, opened)
    exported = sheet(downloaded(page, "导出 XLSX"))
    assert exported[0][:5] == ("单位", "2023年", "2023年（供计算）", "2023年计量单位", "2023年比上年")
    for shown, kept in zip(grid(page)[1:], exported[1:], strict=True):
        for number, cell in enumerate(shown[1:]):
            amount, counted, unit = kept[1 + 4 * number : 4 + 4 * number]
            assert cell.split("\n")[0].replace(",", "") == f"{amount} {unit}"
            assert isinstance(amount, str)
            assert Decimal(str(counted)) == Decimal(amount)
    assert downloaded(page, "导出 CSV").decode("utf-8-sig").splitlines()[1].startswith("云汀市教育局,")
    page.get_by_role("radio", name="决算", exact=True).click()
    page.get_by_text("会议费　决算　部门").wait_for()
    assert [row[0] for row in grid(page)] == ["单位", "云汀市民政局"]


def test_figures_of_an_item_one_by_one(opened, shot) -> None:
    page = opened("/lookup?item=" + quote("公务接待费") + "&org=" + quote("云汀市民政局"))
    page.wait_for_selector(".bq-grid")
    page.get_by_role("radio", name="数字清单").click()
    page.get_by_text("个数字").first.wait_for()
    listed = grid(page)
    assert listed[0] == ["单位", "年度", "阶段", "项目", "数字", "计量单位", "出处"]
    assert any(row[4].startswith(("增 ", "减 ")) for row in listed)
    rows = sheet(downloaded(page, "导出 XLSX"))
    told = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    assert [Decimal(str(r["数值"])) for r in told if r["量"] == "金额"] == [
        Decimal(r[4].replace(",", "")) for r in listed[1:] if "·" not in r[3]
    ]
    assert all(row["出处" if "出处" in row else "原文"] for row in told)
    shot(page, "list-of-one")
    choose(page, "表", "三公")
    page.wait_for_function(f"document.querySelectorAll('.bq-grid tbody tr').length < {len(listed) - 1}")
    # Whoever presses Escape once more by habit keeps what was chosen.
    page.keyboard.press("Escape")
    page.wait_for_timeout(1_000)
    assert 1 < len(grid(page)) < len(listed)
    assert "三公" in page.get_by_label("表", exact=True).input_value()
    same_again(page, opened)


def test_a_disclosure_side_by_side(opened, shot) -> None:
    page = opened("/lookup")
    page.get_by_role("radio", name="年度对照").click()
    page.get_by_text("哪张表").wait_for()
    choose(page, "对照哪个单位", "省委办公厅")
    page.get_by_role("rowheader", name="财政拨款收入", exact=True).wait_for()
    shot(page, "side-by-side")
    assert grid(page)[0] == ["项目", "2017年", "2018年", "2019年"]
    assert grid(page)[1][3] == "27,664.22 万元\n+3,205.79 万元（+13.11%）"
    few = len(grid(page))
    page.get_by_text("也列出各年都是空白的").click()
    page.wait_for_function(f"document.querySelectorAll('.bq-grid tr').length > {few}")
    same_again(page, opened)
    rows = sheet(downloaded(page, "导出 XLSX"))
    assert ("27664.22", "万元") in {(str(row[-2]), row[-1]) for row in rows}
    assert len(rows) == len(grid(page))


def test_words_are_found_and_marked(opened, shot) -> None:
    page = opened("/lookup?view=" + quote("全文检索"))
    page.get_by_label("检索词").fill("主要原因")
    page.keyboard.press("Enter")
    page.wait_for_selector(".bq-hit mark")
    assert "主要原因" in page.locator(".bq-hit mark").all_inner_texts()
    shot(page, "found")
    page.get_by_label("检索词").fill("没有哪份文件会这样写")
    page.keyboard.press("Enter")
    page.get_by_text("没有找到这样的文字").wait_for()
    shot(page, "found-nothing")


def test_filters_that_leave_nothing_say_what_to_do(opened, shot) -> None:
    page = opened("/lookup?year=2024&org=" + quote("石家庄市数据资源管理局"))
    page.get_by_text("没有符合条件的内容").wait_for()
    shot(page, "nothing")


def test_one_click_leads_to_the_printed_place(opened, shot) -> None:
    page = opened("/lookup?item=" + quote("公务接待费") + "&org=" + quote("中共江苏省委办公厅"))
    page.wait_for_selector(".bq-grid")
    with page.context.expect_page() as opening:
        page.get_by_role("link", name="27.00 万元").or_(page.get_by_role("link", name="27 万元")).first.click()
    place = opening.value
    place.wait_for_selector("td.bq-here, mark.bq-figure")
    assert place.locator("td.bq-here, mark.bq-figure").first.inner_text() in ("27", "27.00")
    shot(place, "place")
    assert not place.evaluate(ENGLISH) and not place.evaluate(FAINT, False)
    gone = opened("/place?f=0123456789ab-1")
    gone.get_by_text("资料库里没有这个数字").wait_for()
