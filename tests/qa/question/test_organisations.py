"""Which body a question means: short forms, homophones, names within names, and bodies that the library lacks."""

from __future__ import annotations

import pytest

from index.language.fold import fold_text
from qa.question.organisations import Body, Catalogue

CATALOGUE = Catalogue(
    [
        Body(name="云汀市财政局", units=("云汀市国库收付中心",)),
        Body(name="云汀市柳浦区财政局"),
        Body(name="云汀市大数据发展管理局"),
        Body(name="云汀市柳浦区人民政府办公室"),
        Body(name="云汀市柳浦区人民政府河埠街道办事处"),
        Body(name="岭东省人大常委会办公厅", aliases=("岭东省人大办公厅",)),
        Body(name="岭东省人民检察院"),
        Body(name="岭东省委办公厅"),
        Body(name="云汀大学"),
    ]
)

FOUND = [
    ("云汀市财政局2023年三公经费", ["云汀市财政局"]),
    ("云汀财政局2023年三公经费", ["云汀市财政局"]),
    ("柳浦财政2023年三公经费", ["云汀市柳浦区财政局"]),
    ("柳浦区财局三公经费", ["云汀市柳浦区财政局"]),
    ("市财政局2023年三公经费", ["云汀市财政局"]),
    ("财政局2023年三公经费", ["云汀市财政局", "云汀市柳浦区财政局"]),
    ("云汀数据局2023年预算", ["云汀市大数据发展管理局"]),
    ("请问柳浦区府办2023年接待费", ["云汀市柳浦区人民政府办公室"]),
    ("河埠街道2023年预算", ["云汀市柳浦区人民政府河埠街道办事处"]),
    ("省人大2018年培训费", ["岭东省人大常委会办公厅"]),
    ("岭东省检查院2018年培训费", ["岭东省人民检察院"]),
    ("省委办公厅2018年办公费", ["岭东省委办公厅"]),
    ("云大2021年教育支出", ["云汀大学"]),
    ("雲汀市財政局2023年三公經費", ["云汀市财政局"]),
]

UNKNOWN = [
    "北山省委办公厅2017年三公经费",
    "云汀市松原区财政局2025年收入预算",
    "云汀财经大学2023年决算",
    "松原市人大2017年三公经费",
    "柳浦区法律援助中心2026年预算",
]


@pytest.mark.parametrize(("question", "orgs"), FOUND, ids=[q for q, _ in FOUND])
def test_bodies_are_found(question: str, orgs: list[str]) -> None:
    mentions = CATALOGUE.find(fold_text(question))
    assert [org for m in mentions for org in m.orgs] == orgs


@pytest.mark.parametrize("question", UNKNOWN)
def test_a_body_the_library_lacks_is_never_taken_for_a_near_one(question: str) -> None:
    mentions = CATALOGUE.find(fold_text(question))
    assert mentions
    assert all(m.orgs == () and m.how == "未知" for m in mentions)


def test_several_bodies_in_one_question() -> None:
    mentions = CATALOGUE.find("云汀市财政局和柳浦区财政局2023年三公经费差多少")
    assert [m.orgs for m in mentions] == [("云汀市财政局",), ("云汀市柳浦区财政局",)]


def test_a_place_alone_stands_for_its_bodies() -> None:
    (mention,) = CATALOGUE.find("岭东2017年的会议费是多少")
    assert mention.how == "地区"
    assert set(mention.orgs) == {"岭东省人大常委会办公厅", "岭东省人民检察院", "岭东省委办公厅"}


def test_a_subordinate_unit_leads_to_its_body() -> None:
    (mention,) = CATALOGUE.find("云汀市国库收付中心经费怎么保障")
    assert (mention.orgs, mention.how) == (("云汀市财政局",), "下属单位")


@pytest.mark.parametrize("question", ["政府性基金有支出吗", "2023年政府采购预算多少", "政府债务余额是多少"])
def test_a_budget_term_is_no_government(question: str) -> None:
    catalogue = Catalogue([Body(name="云汀市人民政府"), Body(name="云汀市财政局")])
    assert catalogue.find(fold_text(question)) == ()
    assert [m.orgs for m in catalogue.find("市政府2023年支出")] == [("云汀市人民政府",)]


@pytest.mark.parametrize("question", ["学生数最少的学校", "没有寄宿生的学校有几所", "拨款第二多的学校"])
def test_what_is_asked_of_rows_is_no_bodys_name(question: str) -> None:
    assert CATALOGUE.find(question) == ()
