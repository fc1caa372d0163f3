"""Questions that sentences answer: why, what for, which, how many, whose – over two pages made here, so that every
answer can be looked up a few lines above the question. Each page is asked alone, as one that a reader has open."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from qa.ask import Asker
from qa.model import Answer, Request

ACCOUNTS = """\
丙江县林业局2022年度部门决算公开说明
一、部门概况
（一）主要职责
1.负责全县林业生态建设和森林资源监督管理。
2.承担森林防火的日常工作，指导乡镇扑火队伍建设。
3.管理国有林场，核发林木采伐许可证。
（二）机构设置
丙江县林业局内设办公室、造林股、资源股、防火股4个股室，下属国有林场3个、参照公务员法管理的事业单位1个、非参照公务员法管理的事业单位6个。
（三）人员情况
年末编制86人，其中：行政编制12人，事业编制74人；实有在职人员81人，临时聘用人员15人，退休人员40人。
二、收入支出决算总体情况
2022年度收入总计2,480.50万元，其中：财政拨款收入2,300.00万元，事业收入120.50万元，年初结转和结余60.00万元。与2021年度相比，收入总计增加180.50万元，增长7.85%，主要原因是新增松材线虫病防治项目。
2022年度支出总计2,480.50万元。项目支出1,100.00万元，比上年减少90.00万元，主要原因是：一是护林员工资改由乡镇发放；二是苗圃工程完工。基本支出1,380.50万元，比上年增加270.50万元，主要是人员工资调标，主要用于在职人员工资、社保缴费和日常办公。
三、“三公”经费支出决算情况
“三公”经费支出决算为26.40万元，完成年初预算30.00万元的88.00%，决算数小于年初预算数的主要原因是严控接待标准；比上年增加2.40万元，增加的主要原因是防火巡护用车增多。
公务接待费支出决算6.40万元，比上年减少1.10万元，主要是来访团组减少。国内公务接待52批次、430人次。
公务用车运行维护费支出决算20.00万元，与上年相比增加3.50万元，主要是防火期巡护里程增加。
四、其他
全年举办防火培训8期，培训护林员320人次，发放宣传册5000册，新造林1200亩。
本部门2022年未安排政府性基金预算支出。
五、名词解释
事业收入：指事业单位开展专业业务活动及辅助活动取得的收入。
林业防灾减灾：反映森林火灾预防、扑救和有害生物防治方面的支出。
"""

NEWS = """\
预算里的新账本
本报讯 今年的盘子比去年紧，机关拿出了过紧日子的办法。
车辆购置预算减了八成，负责人解释是公车平台统一调度，不再单独买车。
到目前为止，已有17个部门晒出“三公”账单。
"""


@pytest.fixture(scope="module")
def asker(asker_of: Callable[[Mapping[str, str]], Asker]) -> Asker:
    return asker_of({"决算.txt": ACCOUNTS, "新闻.txt": NEWS})


def ask(asker: Asker, question: str, document: str = "决算.txt") -> Answer:
    return asker.ask(Request(question=question, document=document), today=2026)


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        ("三公经费为什么比上年多了", "防火巡护用车增多", "严控接待标准"),
        ("三公经费决算为什么小于预算", "严控接待标准", "防火巡护"),
        ("项目支出为啥少了", "护林员工资改由乡镇发放；二是苗圃工程完工", "松材线虫"),
        ("基本支出怎么一下子多了270万", "人员工资调标", "护林员"),
        ("公务接待费下降的原因", "来访团组减少", "里程"),
        ("收入增加主要因为什么", "松材线虫病防治", "护林员"),
        ("收入总计增长,解释是什么", "松材线虫病防治", "护林员"),
        ("公车运行费为什么涨", "巡护里程增加", "来访"),
    ],
)
def test_a_reason_is_of_this_item_this_way_and_against_this_base(
    asker: Asker, question: str, said: str, unsaid: str
) -> None:
    answer = ask(asker, question)
    assert (answer.status, answer.value) == ("answered", None), answer.text
    assert said in answer.text
    assert unsaid not in answer.text


@pytest.mark.parametrize(
    "question", ["公务接待费为什么增加", "公车运行费为什么下降", "会议费为什么减少", "公务接待费为什么低于预算"]
)
def test_no_reason_of_another_change(asker: Asker, question: str) -> None:
    assert ask(asker, question).status == "not_found"


@pytest.mark.parametrize(
    ("question", "amount", "unit"),
    [
        ("编制多少人", "86", "人"),
        ("行政编制几个", "12", "人"),
        ("临时聘用的有几个人", "15", "人"),
        ("下属几个国有林场", "3", "个"),
        ("非参公的事业单位有几个", "6", "个"),
        ("办了几期防火培训", "8", "期"),
        ("培训了多少护林员", "320", "人次"),
        ("发了多少册宣传册", "5000", "册"),
        ("新造林多少亩", "1200", "亩"),
        ("有几个股室", "4", "个"),
    ],
)
def test_counts(asker: Asker, question: str, amount: str, unit: str) -> None:
    answer = ask(asker, question)
    assert answer.value is not None, answer.text
    assert (answer.value.amount, answer.value.unit) == (amount, unit)


@pytest.mark.parametrize("question", ["有几艘船", "离休干部几人", "下属几个苗圃", "接待了几个国家的客人"])
def test_no_count_of_another_thing(asker: Asker, question: str) -> None:
    assert ask(asker, question).value is None


@pytest.mark.parametrize(
    ("question", "amount", "also"),
    [
        ("国内接待批次和人次", "52", "430"),
        ("编制和退休人数", "86", "40"),
        ("临时聘用的和退休的各几人", "15", "40"),
        ("内设几个股室，下属几个国有林场", "4", "3"),
        ("收入总计是多少，钱从哪里来", "2480.50", "事业收入"),
        ("三公经费多少钱，比上年为什么增加", "26.40", "防火巡护用车增多"),
        ("编制多少人，离休的几个", "86", "没有"),
    ],
)
def test_two_things_asked_at_once(asker: Asker, question: str, amount: str, also: str) -> None:
    answer = ask(asker, question)
    assert answer.value is not None, answer.text
    assert answer.value.amount.replace(",", "") == amount
    assert also in answer.text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("主要职责有哪些", "核发林木采伐许可证"),
        ("在森林防火方面负责什么", "指导乡镇扑火队伍建设"),
        ("采伐许可证谁来发", "核发林木采伐许可证"),
        ("有哪些股室", "办公室、造林股、资源股、防火股"),
        ("基本支出主要用于什么", "在职人员工资、社保缴费和日常办公"),
        ("事业收入是什么意思", "开展专业业务活动"),
        ("林业防灾减灾怎么解释", "森林火灾预防"),
        ("收入来源有哪些", "事业收入120.50万元"),
        ("这是哪个单位的三公经费", "丙江县林业局"),
        ("这是哪一年的决算", "2022年"),
        ("这份文件是预算还是决算", "决算"),
    ],
)
def test_told_in_words(asker: Asker, question: str, said: str) -> None:
    answer = ask(asker, question)
    assert (answer.status, answer.value) == ("answered", None), answer.text
    assert said in answer.text


@pytest.mark.parametrize("question", ["职工之家是什么意思", "这是谁签发的", "这是哪一年的预算", "这是哪个单位的"])
def test_what_a_page_does_not_say_is_not_told(asker: Asker, question: str) -> None:
    assert ask(asker, question, "新闻.txt").status != "answered"


def test_what_somebody_explains_is_a_reason(asker: Asker) -> None:
    answer = ask(asker, "车辆购置预算为什么减了", "新闻.txt")
    assert "公车平台统一调度" in answer.text
    assert ask(asker, "有几个部门晒出账单", "新闻.txt").text.count("17个部门")


REPORT = """\
戊江县2022年财政预算执行情况
一、收支情况
1.契税完成82.00万元，完成年初预算的86%，短收的主要原因是商品房交易量下滑；
2.公务接待费支出决算9.80万元，决算数小于预算数的主要原因是从紧安排，与上年相比减少1.30万元，减少的主要原因是外地来访批次减少。
3.公务用车购置及运行费60.00万元。运行费较上年减少12.00万元，得益于统一调度平台上线。购置费上升是因为两台旧车报废更新。
（二）政府性基金预算。收入完成9.30亿元，下降31.7%，主要是地块流拍较多。
教育支出3.10亿元，增长2.0%。
二、调整原因：一是上半年煤炭价格回落，资源税减收；二是盘活闲置资产，非税收入增收。
三、机构
管委会设党政综合部、经济发展部、招商部，无派出机构。
问：什么是零基预算？
答：不看去年花了多少，按今年要办的事逐项核定。
新增一般债券主要投向农村公路、水库加固。
"""


@pytest.fixture(scope="module")
def report(asker_of: Callable[[Mapping[str, str]], Asker]) -> Asker:
    return asker_of({"报告.txt": REPORT})


@pytest.mark.parametrize(
    ("question", "says", "not_said"),
    [
        ("契税怎么短收了", "商品房交易量下滑", "流拍"),
        ("接待费为什么比上年少了", "来访批次减少", "调度"),
        ("公车运行费少花十几万，靠的是什么", "统一调度平台", "流拍"),
        ("购置费上升的头一条原因", "旧车报废更新", "流拍"),
        ("基金收入为什么掉了这么多", "地块流拍", "调度"),
        ("资源税为啥调减", "煤炭价格回落", "流拍"),
        ("管委会下设哪些部", "党政综合部、经济发展部、招商部", "流拍"),
        ("零基预算啥意思", "逐项核定", "流拍"),
        ("新增一般债主要投向", "农村公路、水库加固", "流拍"),
    ],
)
def test_what_is_told_in_other_words(report: Asker, question: str, says: str, not_said: str) -> None:
    answer = ask(report, question, "报告.txt")
    assert answer.status == "answered"
    assert says in answer.text
    assert not_said not in answer.text
    assert answer.value is None


@pytest.mark.parametrize("question", ["教育支出为什么增长", "契税为什么增加", "运行费为什么增加", "什么是绩效评价"])
def test_no_reason_of_another_thing_or_direction(report: Asker, question: str) -> None:
    assert ask(report, question, "报告.txt").status == "not_found"
