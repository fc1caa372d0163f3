"""Whose a figure is where one document prints those of several bodies."""

from __future__ import annotations

from index.figures import extract
from index.model import Figure
from index.parsing import parse
from index.readers import read
from index.readers.limits import Limits

NEWS = """省直部门晒2012年“三公”账单
海东网讯 记者获悉，海东省水利厅、海东省教育厅等陆续公布“三公”经费预算。
海东省水利厅2012年“三公”经费预算2,310.00万元，其中公务用车1,540.00万元。与海东省民政厅相比，多出的公务接待费12.00万元用于防汛。
海东省教育厅2012年“三公”经费预算860.50万元。
公务接待费预算310.00万元。"""
TOWNS = """云县2020年各乡镇“三公”经费决算汇总表
单位：万元
{head}\t合计\t公务接待费\t公务用车费
白石街道\t58.20\t21.40\t36.80
夹浦镇\t41.60\t18.00\t23.60
合计\t99.80\t39.40\t60.40"""
UNITS = """云县教育局2022年度部门决算
一、所属单位收支
单位：万元
单位名称\t收入合计\t支出合计
云县第一中学\t20.00\t19.00
云县实验小学\t10.00\t9.00
合计\t30.00\t28.00"""


def figures(text: str) -> dict[str, Figure]:
    """By amount."""
    return {f.amount: f for f in extract(parse(read("x.txt", text.encode(), Limits()), "0" * 64))}


def test_news_tell_of_one_body_after_the_other() -> None:
    found = figures(NEWS)
    assert {amount: f.org for amount, f in found.items()} == {
        "2310.00": "海东省水利厅",
        "1540.00": "海东省水利厅",
        "12.00": "海东省水利厅",
        "860.50": "海东省教育厅",
        "310.00": "海东省教育厅",
    }


def test_a_name_is_no_part_of_what_is_told_of_it() -> None:
    text = "多部门晒2010年“三公”账单\n本报讯 海东水利部2010年“三公”支出5万元。\n比海东交通部还高。海东交通部去年“三公”支出10万元。"
    found = figures(text)
    assert [(found[a].org, found[a].label) for a in ("5", "10")] == [
        ("海东水利部", "“三公”支出"),
        ("海东交通部", "“三公”支出"),
    ]


def test_a_row_of_an_area_is_its_own() -> None:
    for head in ("乡镇", "名称"):
        found = figures(TOWNS.format(head=head))
        assert (found["18.00"].org, found["18.00"].label) == ("云县夹浦镇", "公务接待费"), head
        assert (found["36.80"].org, found["41.60"].org) == ("云县白石街道", "云县夹浦镇")
        assert {found[amount].org for amount in ("99.80", "39.40", "60.40")} == {"云县"}, "of the whole area"


def test_units_of_a_department_stay_its_own() -> None:
    found = figures(UNITS)
    assert (found["20.00"].org, found["20.00"].parents) == ("云县教育局", ("云县第一中学",))
    assert (found["30.00"].org, found["30.00"].parents) == ("云县教育局", ())


def test_a_body_of_the_county_is_known_by_its_short_row() -> None:
    text = """云县2023年“三公”经费决算汇总表
单位：万元
单位名称\t合计\t公务接待费
县公安局\t58.20\t21.40
县财政局\t41.60\t18.00
合计\t99.80\t39.40"""
    found = figures(text)
    assert (found["21.40"].org, found["18.00"].org) == ("云县公安局", "云县财政局")
