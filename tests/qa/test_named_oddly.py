"""Documents whose body, year or stage is written in another way than usual are asked for it as any other."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from qa.ask import Asker
from qa.model import Request

TABLE = "“三公”经费预算表\n单位：万元\n项目\t预算数\n合计\t{total}\n公务接待费\t{meals}\n公务用车运行费\t{cars}\n"
PAGES = {
    "繁体.txt": "雲汀縣檔案館2023年部門預算\n一、三公經費\n單位：萬元\n項目\t預算數\n合計\t8.10\n公務接待費\t3.10\n公務用車運行費\t5.00\n",
    "汉字年.txt": "云汀县林业局二○二三年部门预算\n" + TABLE.format(total="9.20", meals="4.20", cars="5.00"),
    "零年.txt": "云汀县气象局二零二三年部门预算\n" + TABLE.format(total="9.30", meals="4.30", cars="5.00"),
    "表头年.txt": (
        "云汀县渡口所部门预算公开\n一、职责\n管理渡口。\n“三公”经费预算表\n单位：万元\n项目\t2022年预算数\t2023年预算数\n"
        "合计\t9.60\t9.40\n公务接待费\t4.60\t4.40\n公务用车运行费\t5.00\t5.00\n"
    ),
    "部首.txt": "云汀县⺠政局2023年部⻔预算\n"
    + TABLE.format(total="9.50", meals="4.50", cars="5.00").replace("车", "⻋"),
    "表名年.txt": (
        "云汀县水务局2023年部门预算\n" + TABLE.format(total="9.80", meals="4.80", cars="5.00") + "\n"
        "2022年会议费培训费预算表\n单位：万元\n项目\t预算数\n会议费\t7.70\n培训费\t1.10\n"
    ),
    "表名阶段.txt": (
        "云汀县审计局2023年部门预算\n" + TABLE.format(total="9.90", meals="4.90", cars="5.00") + "\n"
        "2022年度“三公”经费决算表\n单位：万元\n项目\t决算数\n合计\t8.80\n公务接待费\t3.80\n公务用车运行费\t5.00\n"
    ),
    "全称.txt": "渠县科学技术协会2023年部门预算\n" + TABLE.format(total="7.20", meals="2.20", cars="5.00"),
    "简称.txt": "渠县科协2021年部门决算\n一、三公经费\n2021年“三公”经费决算7.10万元，其中公务接待费2.10万元。\n",
    "改名.txt": (
        "渠县市场监督管理局（原渠县工商局）2023年部门预算\n" + TABLE.format(total="6.50", meals="1.50", cars="5.00")
    ),
    "朝阳县.txt": "朝阳县财政局2023年部门预算\n" + TABLE.format(total="6.10", meals="1.10", cars="5.00"),
    "朝阳区.txt": "朝阳区财政局2023年部门预算\n" + TABLE.format(total="6.20", meals="1.20", cars="5.00"),
    "清川.txt": "青川县教育局2023年部门预算\n" + TABLE.format(total="8.30", meals="3.30", cars="5.00"),
}


@pytest.fixture(scope="module")
def asker(asker_of: Callable[[Mapping[str, str]], Asker]) -> Asker:
    return asker_of(PAGES)


@pytest.mark.parametrize(
    ("question", "amount"),
    [
        ("云汀县档案馆2023年公务接待费多少", "3.10"),
        ("雲汀縣檔案館2023年公務接待費多少", "3.10"),
        ("云 汀 县 档 案 馆 2023年 公 务 接 待 费 多少", "3.10"),
        ("云汀县林业局2023年公务接待费多少", "4.20"),
        ("云汀县气象局2023年公务接待费多少", "4.30"),
        ("云汀县渡口所2023年公务接待费多少", "4.40"),
        ("云汀县渡口所2022年公务接待费多少", "4.60"),
        ("云汀县民政局2023年公务用车运行费多少", "5.00"),
        ("云汀县水务局2022年会议费预算多少", "7.70"),
        ("云汀县审计局2022年公务接待费决算多少", "3.80"),
        ("云汀县审计局2023年公务接待费预算多少", "4.90"),
        ("青川县教育局2023年公务接待费多少", "3.30"),
        ("渠县科协2023年公务接待费多少", "2.20"),
        ("渠县科学技术协会2021年公务接待费决算多少", "2.10"),
        ("渠县工商局2023年公务接待费多少", "1.50"),
        ("朝阳县财政局2023年公务接待费多少", "1.10"),
    ],
)
def test_answered(asker: Asker, question: str, amount: str) -> None:
    answer = asker.ask(Request(question=question), today=2025)
    assert answer.value is not None and answer.value.amount == amount, answer.text


def test_a_name_that_two_places_share_is_asked_back(asker: Asker) -> None:
    answer = asker.ask(Request(question="朝阳财政局2023年公务接待费多少"), today=2025)
    assert answer.status == "clarify"
    assert {option[:6] for option in answer.options} == {"朝阳县财政局", "朝阳区财政局"}


@pytest.mark.parametrize(
    "question",
    [
        "云汀县水务局2023年会议费多少",
        "云汀县林业局2022年公务接待费多少",
        "清川县教育局2023年公务接待费多少",
        "青山县教育局2023年公务接待费多少",
        "青川县体育局2023年公务接待费多少",
        "云亭县林业局2023年公务接待费多少",
    ],
)
def test_no_other_year_or_place_answers(asker: Asker, question: str) -> None:
    answer = asker.ask(Request(question=question), today=2025)
    assert answer.value is None, answer.text
