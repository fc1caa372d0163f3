"""查阅 adds up what is comparable and sorts its rows where they are."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from index.library import EmbeddedStore
from qa.ask import Asker
from qa.model import Choice
from qa.web import leaf, matrix, offered
from qa.web.grids import matrix_html

ABOUT = leaf.Slots(org="", year=0, stage="预算", scope="部门", item="三公经费")
YEARS = (2022, 2023, 2024)


def found(store: EmbeddedStore, **spoilt: bool) -> matrix.Matrix:
    asker = Asker(store)
    infos = [i for i in store.documents() if i.stage == ABOUT.stage and i.year in YEARS]
    orgs = sorted({i.org for i in infos})

    def ask(slots: leaf.Slots) -> leaf.Leaf:
        told = leaf.leaf(slots, asker.ask(leaf.request(slots)))
        return replace(told, **spoilt) if slots.org == orgs[0] else told

    return matrix.matrix(ask, infos, orgs, YEARS, ABOUT)


def test_a_year_is_added_up_over_the_bodies(store: EmbeddedStore) -> None:
    held = found(store)
    for at, (told, count) in enumerate(matrix.totals(held)):
        leaves = [entries[at].leaf for _, entries in held.rows]
        assert count == len(leaves) == 2
        amount, unit = told.split(" ")
        assert {each.unit for each in leaves if each} == {unit}
        assert Decimal(amount.replace(",", "")) == sum(Decimal(each.amount) for each in leaves if each)
    assert matrix_html(held).count("2 个单位") == len(YEARS)


def test_what_is_in_doubt_or_alone_is_not_added_up(store: EmbeddedStore) -> None:
    for spoilt in ({"worked": True}, {"warned": True}):
        held = found(store, **spoilt)
        assert matrix.totals(held) == (("", 0),) * len(YEARS)
        assert "<tfoot>" not in matrix_html(held)


def test_choices_of_one_name_begin_with_what_tells_them_apart() -> None:
    def choice(stage: str, scope: str, label: str = "“三公”经费") -> Choice:
        return Choice(
            question=f"甲局2023年{stage}{label}是多少", ask="", label=label, org="甲局", year=2023, stage=stage, scope=scope, place="表格"
        )  # fmt: skip

    alike = [choice("预算", "部门"), choice("预算", "单位"), choice("决算", "部门")]
    assert [offered.label(each, alike) for each in alike] == [
        "**2023年预算　部门** *“三公”经费　表格*",
        "**2023年预算　单位** *“三公”经费　表格*",
        "**2023年决算　部门** *“三公”经费　表格*",
    ]
    others = [choice("预算", "部门", "会议费"), choice("预算", "部门", "培训费")]
    assert offered.label(others[0], others) == "**会议费** *2023年预算　部门　表格*"


def column(page, heading: str) -> list[str]:
    """The cells of a column, from above; a change under a figure is left out."""
    at = page.locator(".bq-grid thead th").all_inner_texts().index(heading)
    cells = page.locator(f".bq-grid tbody tr > :nth-child({at + 1})").all_inner_texts()
    return [cell.split("\n")[0] for cell in cells]


def test_rows_are_sorted_by_a_click_on_a_heading(opened, shot) -> None:
    page = opened("/lookup")
    page.wait_for_selector(".bq-grid tfoot")
    before = column(page, "单位")
    button = page.get_by_role("columnheader", name="2024年").get_by_role("button")
    button.click()
    assert column(page, "2024年") == ["89.67 万元", "65.18 万元", "未收录文件", "未收录文件"]
    assert page.get_by_role("columnheader", name="2024年").get_attribute("aria-sort") == "descending"
    shot(page, "sorted")
    button.focus()
    page.keyboard.press("Enter")
    assert column(page, "2024年")[:2] == ["65.18 万元", "89.67 万元"]
    assert page.locator(".bq-grid tr").last.inner_text().startswith("本页合计（计算）")
    button.click()
    assert column(page, "单位") == before
