"""Questions on one small department: its units, projects and their money, what it bought, spent and planned.

The documents are made here, so that every number can be looked up a few lines above the question.
"""

from __future__ import annotations

import pytest

from index.ingest import ingest
from index.library import open_library
from qa.ask import Asker
from qa.model import Answer, Request

BUDGET = """\
甲州市水务局2025年部门预算
第一部分 部门概况
一、主要职责
甲州市水务局的主要职责是：
（一）拟订水资源规划并组织实施。
（二）负责城乡供水和节约用水。
（三）指导河湖保洁和水土保持。
二、机构设置
纳入2025年部门预算编制范围的预算单位包括：甲州市水务局本级、甲州市河湖管理所、甲州市节水事务中心。
第二部分 预算情况说明
一、收支情况
2025年收入预算900.00万元，其中：一般公共预算拨款860.00万元，事业收入40.00万元。与上年相比增加30.00万元，增长3.45%，主要原因是新增堤防加固项目。
二、公务用车运行维护费情况
公务用车运行维护费20.00万元，与上年持平。公务用车运行维护费中：燃料费12.00万元，维修费6.00万元，保险费2.00万元。
三、国有资产占用情况
截至2024年底，共有车辆7辆，其中执法执勤用车2辆。
第三部分 预算表
部门收入总表
单位：万元
单位名称|合计|一般公共预算|事业收入
甲州市水务局（本级）|500.00|500.00|0.00
甲州市河湖管理所|260.00|220.00|40.00
甲州市节水事务中心|140.00|140.00|0.00
合计|900.00|860.00|40.00
部门支出总表
单位：万元
科目编码|科目名称|合计|基本支出|项目支出
213|农林水支出|900.00|540.00|360.00
21303|水利|900.00|540.00|360.00
2130301|行政运行|540.00|540.00|0.00
2130306|水利工程运行与维护|230.00|0.00|230.00
2130311|水资源节约管理与保护|130.00|0.00|130.00
|合计|900.00|540.00|360.00
项目支出表
单位：万元
项目名称|功能科目编码|功能科目名称|合计|一般公共预算|其他资金
两项堤防加固|2130306|水利工程运行与维护|150.00|110.00|40.00
水闸大修|2130306|水利工程运行与维护|80.00|80.00|0.00
居民节水器具补贴|2130311|水资源节约管理与保护|130.00|130.00|0.00
合计|||360.00|320.00|40.00
政府购买服务预算表
单位：万元
项目名称|购买服务内容|金额
河面保洁|保洁服务|36.00
水质检测|检测服务|14.00
合计||50.00
"""

ACCOUNTS = """\
甲州市水务局2023年度部门决算
第一部分 部门决算情况说明
一、支出情况
2023年度一般公共预算财政拨款支出年初预算为800.00万元，支出决算为784.00万元，完成年初预算的98%。其中：基本支出500.00万元，占63.78%；项目支出284.00万元，占36.22%。
二、“三公”经费情况
公务接待费年初预算为4.00万元，支出决算为3.00万元，主要原因是来访减少。
"""


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Asker:
    folder = tmp_path_factory.mktemp("made")
    (folder / "甲州市水务局2025年部门预算.txt").write_text(BUDGET.replace("|", "\t"), encoding="utf-8")
    (folder / "甲州市水务局2023年度部门决算.txt").write_text(ACCOUNTS, encoding="utf-8")
    neighbour = ACCOUNTS.replace("甲州", "乙州").replace("2023", "2024").replace("3.00", "3.50")
    (folder / "乙州市水务局2024年度部门决算.txt").write_text(neighbour, encoding="utf-8")
    store = open_library(folder / "library", create=True)
    ingest([folder], store)
    return Asker(store)


def ask(asker: Asker, question: str) -> Answer:
    return asker.ask(Request(question=question), today=2026)


@pytest.mark.parametrize(
    ("question", "amount", "unit"),
    [
        # units of the department, in full and in short, and its own part
        ("甲州市河湖管理所2025年收入预算多少", "260.00", "万元"),
        ("甲州市水务局本级2025年收入预算是多少", "500.00", "万元"),
        ("河湖管理所和节水事务中心2025年谁的收入预算高，高多少", "120.00", "万元"),
        ("甲州市河湖管理所的收入预算占甲州市水务局2025年收入预算的百分之几", "28.89", "%"),
        ("甲州市河湖管理所2025年事业收入占收入预算的比例", "15.38", "%"),
        # projects: names with counting words in them, one kind of money, the largest
        ("甲州市水务局2025年两项堤防加固和水闸大修两个项目加起来多少", "230.00", "万元"),
        ("甲州市水务局2025年两项堤防加固用的其他资金有多少", "40.00", "万元"),
        ("甲州市水务局2025年一般公共预算安排的项目里金额最大的是哪个", "130.00", "万元"),
        ("甲州市水务局2025年修大闸门（水闸大修）的钱", "80.00", "万元"),
        # a function is not told by one of its projects
        ("甲州市水务局2025年水利工程运行与维护多少", "230.00", "万元"),
        ("甲州市水务局2025年部门支出总表里，水利工程运行与维护多少", "230.00", "万元"),
        ("甲州市水务局2025年政府购买服务预算多少", "50.00", "万元"),
        ("甲州市水务局2025年公务用车运行维护费中，燃料费多少", "12.00", "万元"),
        ("截至2024年底甲州市水务局有几辆车", "7", "辆"),
        # a comparison after a list of parts is of the whole
        ("甲州市水务局2025年收入预算比上年增加多少", "30.00", "万元"),
        ("甲州市水务局2025年收入预算比上年增加多少（百分比）", "3.45", "%"),
        ("甲州市水务局2023年公务接待费比年初预算降了百分之几", "25.00", "%"),
        ("甲州市水务局2023年一般公共预算财政拨款支出完成年初预算的百分之几", "98", "%"),
        # the accounts are where to look, the plan is what is asked for; what was spent of the plan is no part of a whole
        ("根据甲州市水务局2023年度部门决算，公务接待费的年初预算数为多少", "4.00", "万元"),
        ("甲州市水务局2023年公务接待费完成预算的比例是多少", "75.00", "%"),
        # typed by its sound
        ("甲州市水务局2023年公物接待费多少", "3.00", "万元"),
        # each body with a year and a stage of its own
        ("甲州市水务局2023年决算和乙州市水务局2024年决算的公务接待费哪个高，高多少", "0.50", "万元"),
        ("我家门口修堤，甲州市水务局2025年行政运行多少", "540.00", "万元"),
    ],
)
def test_figures(asker: Asker, question: str, amount: str, unit: str) -> None:
    answer = ask(asker, question)
    assert answer.status == "answered", answer.text
    assert answer.value is not None
    assert (answer.value.amount, answer.value.unit) == (amount, unit), answer.text


@pytest.mark.parametrize(
    "question",
    [
        "甲州市水务局2025年政府采购多少",  # what is bought as a service is no 政府采购
        "甲州市水务局2025年维修(护)费",  # told of the cars alone
        "我奶奶领节水器具补贴，甲州市水务局2025年这个项目多少钱",  # not the money of all projects
        "甲州市财政局2025年收入预算",
        "甲州市水务局2025年支出分七大类，最多的是哪一类",
        "甲州市水务局2023年末有几辆车",
        "甲州市水务局2023年女招待费",  # one character makes another word
        # a table that there is not, or that does not list it
        "甲州市水务局2025年政府性基金预算支出表里的行政运行多少",
        "甲州市水务局2025年政府购买服务预算表里的行政运行多少",
        "甲州市水务局2025年2130306行政运行多少",  # the code of another class
        "甲州市水务局2025年第五大的项目是哪个",  # of three
        "甲州市水务局2025年底有几辆车",
        # operands of another stage than the one asked for are none
        "甲州市水务局2025年决算公务接待费和燃料费合计多少",
        "甲州市水务局2025年决算水利工程运行与维护和燃料费一共多少",
        # what whole years' papers do not tell
        "甲州市水务局2023年上半年公务接待费多少",
        "甲州市水务局2023年1-5月公务接待费和会议费一共多少",
        "甲州市水务局有多少职工",  # no money for 职工
        # one body's figure answers no comparison
        "甲州市水务局2025年预算和乙州市水务局2024年决算的公务接待费哪个高，高多少",
        "甲州市水务局2023年决算和乙州市水务局2023年决算的公务接待费哪个高",
    ],
)
def test_no_figure_is_given(asker: Asker, question: str) -> None:
    answer = ask(asker, question)
    assert answer.status == "not_found", answer.text
    assert answer.value is None


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        ("甲州市水务局的主要职责有哪些", ("拟订水资源规划", "节约用水", "水土保持"), ("河湖管理所",)),
        ("甲州市水务局2025年向社会购买了哪些服务", ("河面保洁36.00万元", "水质检测14.00万元", "共2项"), ("合计",)),
        ("甲州市河湖管理所2025年收入预算多少", ("“甲州市河湖管理所”的",), ()),
        ("甲州市水务局2025年不低于130万元的项目有哪些", ("共2项", "堤防加固", "节水器具"), ("水闸大修",)),
        ("甲州市水务局2025年不超过1,300,000元的项目有哪些", ("共2项", "水闸大修", "节水器具"), ("堤防加固",)),
        ("甲州市水务局2025年低于130万元的项目有哪些", ("共1项", "水闸大修"), ("节水器具",)),
        ("甲州市水务局2023年公物接待费多少", ("“公物接待”按“公务接待”理解",), ()),
        ("甲州市水务局2025年收入预算比上年涨了百分之几", ("增长3.45%",), ("增加3.45%",)),
    ],
)
def test_words(asker: Asker, question: str, said: tuple[str, ...], unsaid: tuple[str, ...]) -> None:
    text = ask(asker, question).text
    assert all(words in text for words in said), text
    assert not any(words in text for words in unsaid), text
