"""Tables and sentences of one kind of money: what they may be held against, and what they may not."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from index.checks import check
from index.figures import extract
from index.model import Document, Verdict

Make = Callable[..., Document]
Table = tuple[str, str | None, Sequence[str], Sequence[Sequence[str]]]

SUMMARY: Table = (
    "收支总表",
    "万元",
    ["收入/项目", "收入/金额", "支出/项目", "支出/金额"],
    [["一、财政拨款收入", "8.00", "一、基本支出", "8.00"], ["收入总计", "8.00", "支出总计", "8.00"]],
)


def failed(document: Document) -> list[str]:
    """The checks that do not hold."""
    return [f.check for f in check(document, extract(document)) if f.verdict is Verdict.FAIL]


def _spending(title: str, salaries: str, total: str) -> Table:
    columns = ["科目编码", "科目名称", "合计"]
    return (title, "万元", columns, [["301", "工资福利支出", salaries], ["", "合计", total]])


@pytest.mark.parametrize("title", ["单位资金支出预算表", "财政专户管理资金支出预算表", "自有资金支出表"])
def test_a_table_of_one_kind_of_money_is_not_that_of_all(make_document: Make, title: str) -> None:
    document = make_document([SUMMARY, _spending(title, "3.00", "3.00"), _spending("财政拨款支出表", "5.00", "5.00")])
    assert not failed(document)


def test_a_table_of_all_money_is(make_document: Make) -> None:
    document = make_document(
        [SUMMARY, _spending("支出总表", "3.00", "3.00"), _spending("财政拨款支出表", "5.00", "5.00")]
    )
    assert {"表间一致", "部分与全部"} <= set(failed(document))


@pytest.mark.parametrize(("money", "fails"), [("财政拨款", False), ("", True)])
def test_a_column_of_one_kind_of_money_is_not_all(make_document: Make, money: str, fails: bool) -> None:
    """项目支出 under 财政拨款 leaves out what other money pays for."""
    heads = [f"{money}/{name}" if money else name for name in ("基本支出", "项目支出")]
    whole: Table = ("支出总表", "万元", ["科目", *heads, "单位资金"], [["合计", "6.00", "2.00", "1.00"]])
    projects: Table = ("项目支出表", "万元", ["项目名称", "合计"], [["网络维护", "3.00"], ["合计", "3.00"]])
    assert ("部分与全部" in failed(make_document([whole, projects]))) is fails


@pytest.mark.parametrize(("amount", "fails"), [("0.00", False), ("2.00", True)])
def test_a_sentence_of_one_kind_of_money_against_its_row(make_document: Make, amount: str, fails: bool) -> None:
    columns = ["资金来源", "合计", "因公出国（境）费", "公务用车购置及运行费", "公务接待费"]
    rows = [
        ["财政拨款", "0.00", "0.00", "0.00", "0.00"],
        ["财政专户管理资金", "9.00", "0.00", "7.00", "2.00"],
        ["合计", "9.00", "0.00", "7.00", "2.00"],
    ]
    document = make_document([("“三公”经费预算表", "万元", columns, rows)], [f"财政拨款“三公”经费预算{amount}万元。"])
    assert ("文表一致" in failed(document)) is fails
