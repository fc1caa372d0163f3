"""What figures of sentences are called, what their rates and counts are of, and what they stand under."""

from __future__ import annotations

import pytest

from index.figures.prose import figures_from_prose
from index.figures.prose.names import counted_noun, noun_behind, noun_phrase
from index.model import Document, Figure, Line, Page, Pages
from index.parsing import parse


def document(text: str, stage: str) -> Document:
    lines = (f"甲市水务局2023年部门{stage}", "一、情况", *text.split("\n"))
    blocks = tuple(Line(text=line) for line in lines)
    return parse(Pages(file="x.txt", format="txt", pages=(Page(number=None, blocks=blocks),)), "0" * 64)


def figures(text: str, stage: str = "决算") -> tuple[Figure, ...]:
    return figures_from_prose(document(text, stage))


def named(text: str, stage: str = "决算") -> list[tuple[str, str]]:
    return [(f.label, f.amount) for f in figures(text, stage)]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("领导班子由", "领导班子"),
        ("比预算数多支", ""),
        ("占年初预算", ""),
        ("共花费", ""),
        ("决算虽", "决算"),
        ("会议费拟调整", "会议费"),
        ("统一安排对下转移支付资金", "统一安排对下转移支付资金"),
        ("区级共安排对下转移支付资金", "对下转移支付资金"),
        ("一般公用经费按", "一般公用经费"),
        ("按标准预算的基础上", ""),
        ("向上级争取专项资金", "专项资金"),
        ("用于基本工资等人员经费", "基本工资等人员经费"),
        ("部门预算收入为一般公共预算收入", "一般公共预算收入"),
        # words that look like function words, and verbs that name something
        ("还本付息", "还本付息"),
        ("财政应返还额度", "财政应返还额度"),
        ("对企业的补助", "对企业的补助"),
        ("报刊订阅", "报刊订阅"),
        ("老干部例会", "老干部例会"),
        ("地税部门", "地税部门"),
    ],
)
def test_the_noun_phrase_in_words(words: str, name: str) -> None:
    start, end = noun_phrase(words)
    assert words[start:end] == name


@pytest.mark.parametrize(
    ("words", "noun"),
    [
        ("部门公布了账单", "部门"),
        ("项目编制了绩效目标", "项目"),
        ("教师随宣讲团下乡", "教师"),
        ("供领导参考", ""),
        ("硕士招生专业", "硕士招生专业"),
        ("实有", ""),
    ],
)
def test_the_noun_behind_a_counting_word(words: str, noun: str) -> None:
    assert noun_behind(words) == noun


def test_what_is_counted_is_without_the_verb() -> None:
    assert counted_noun("培训城乡教师") == "城乡教师"
    assert counted_noun("培训") == "培训"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a clause without a subject has that of the clause before
        ("公共财政收入完成203万元，占年初预算400万元的50.8%，同比增长8%，增收15万元。",
         [("公共财政收入", "203"), ("公共财政收入", "400"), ("公共财政收入", "50.8"), ("公共财政收入", "8"), ("公共财政收入", "15")]),
        ("公务用车运行费支出11万元，比预算数多支1.5万元。", [("公务用车运行费支出", "11"), ("公务用车运行费支出", "1.5")]),
        ("税收收入拟调整为850万元，调减160万元。", [("税收收入", "850"), ("税收收入", "160")]),
        # … or that of the list's heading, or what stands behind the number
        ("（一）支出预算，2023年年初预算数200万元。", [("支出预算", "200")]),
        ("给全区符合条件的61名残疾人每人100元养老补贴。", [("残疾人", "61"), ("养老补贴", "100")]),
        ("30万元用于防汛物资储备。", [("防汛物资储备", "30")]),
        # income and expenditure named alone are no part of the other
        ("2023年收入737615447元，支出743452949.21元。", [("收入", "737615447"), ("支出", "743452949.21")]),
        ("党政班子由11人组成，包括局长1名、副局长4名。", [("党政班子", "11"), ("局长", "1"), ("副局长", "4")]),
        ("加上级补助收入12万元，加上上年结余3万元。", [("上级补助收入", "12"), ("上年结余", "3")]),
        # list numbers, leaders, several numbers of one name, capitals
        ("1.2023年会议费5万元。\n2.培训费3万元。\n3.30万元用于维修。", [("会议费", "5"), ("培训费", "3"), ("维修", "30")]),
        ("会议费……3.5万元\n培训费......4.5万元", [("会议费", "3.5"), ("培训费", "4.5")]),
        ("会议费由年初预算3.50万元调整为4.80万元。", [("会议费", "3.50"), ("会议费", "4.80")]),
        ("会议费人民币贰佰壹拾万元整。", [("会议费", "210")]),
        # what is beside each other together, the other side of a fund, what is held
        ("工资支出60万元，补助支出30万元，合计90万元。", [("工资支出", "60"), ("补助支出", "30"), ("合计", "90")]),
        ("养老保险基金收入25亿元，支出24亿元。", [("养老保险基金收入", "25"), ("养老保险基金支出", "24")]),
        ("事业编制35名，实有32人。", [("事业编制", "35"), ("实有", "32")]),
        ("房屋1800平方米，价值650万元。", [("房屋", "1800"), ("房屋", "650")]),
        ("罚没收入1560万元，占年度任务1500万元的104%。", [("罚没收入", "1560"), ("年度任务", "1500"), ("罚没收入", "104")]),
        ("年初结转和结余35万元，年末结转和结余28万元。", [("年初结转和结余", "35"), ("年末结转和结余", "28")]),
        ("新增债券1.5亿元，再融资债券0.8亿元。", [("新增债券", "1.5"), ("再融资债券", "0.8")]),
        ("公务接待费2020年预算20万元，2020年执行18万元，2021年预算22万元。",
         [("公务接待费", "20"), ("公务接待费", "18"), ("公务接待费", "22")]),
    ],
)  # fmt: skip
def test_names(text: str, expected: list[tuple[str, str]]) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("会议费8万元，完成年初预算数的98.59%，较上年增长19.09%。", [("完成", "年初预算"), ("增长", "上年")]),
        ("会议费8万元，为调整预算的55.3%，下降2%。", [("完成", "调整预算"), ("增长", None)]),
        ("会议费8万元，超序时进度5.3个百分点，同比增长8.2%。", [("增长", "序时"), ("增长", "上年")]),
        (
            "收入8万元，下降6.4%，剔除减税因素后同口径下降0.9%，增长1%。",
            [("增长", None), ("增长", "同口径"), ("增长", None)],
        ),
        ("本年支出合计8万元，其中：基本支出5万元，占62.5%。", [("占比", "本年支出合计")]),
        ("非税收入占一般公共预算收入的比重为23.5%。", [("占比", "一般公共预算收入")]),
        ("会议费8万元，比上年减少2万元（20%）。", [("增长", "上年")]),
        ("耕地占用税1.3亿元，增长148.3%。", [("增长", None)]),
        ("收入45亿元，增长6.2%（剔除留抵退税因素后增长9.8%）。", [("增长", None), ("增长", "同口径")]),
        ("罚没收入1560万元，占年度任务1500万元的104%。", [("完成", "目标")]),
    ],
)
def test_what_a_rate_is_of(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert [(f.rate, f.base) for f in figures(text) if f.unit in ("%", "个百分点")] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("外借文献1576人次3898册次。", [("外借文献", "1576", "人次"), ("外借文献", "3898", "册次")]),
        ("培训教师200名。", [("教师", "200", "名")]),
        ("现有43所学校，其中高中3所。", [("学校", "43", "所"), ("高中", "3", "所")]),
        ("98个中央部门中有33个部门公布了账单。", [("中央部门", "98", "个"), ("部门", "33", "个")]),
        ("扶持20名自主创业青年。", [("自主创业青年", "20", "名")]),
    ],
)
def test_what_is_counted(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(f.counted, f.amount, f.unit) for f in figures(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # what is left when the parts have added up is no part
        ("总支出150万元，其中：基本支出30万元，项目支出120万元；年末结转20万元。",
         {"基本支出": ("总支出",), "项目支出": ("总支出",), "年末结转": ()}),
        ("在校学生60人，其中：小学生40人，初中生20人；在职职工9人。",
         {"小学生": ("在校学生",), "初中生": ("在校学生",), "在职职工": ()}),
        ("本年收入合计50万元，其中：财政拨款收入45万元，其他收入5万元。",
         {"财政拨款收入": ("本年收入合计",), "其他收入": ("本年收入合计",)}),
        ("总收入40万元，其中地方收入27万元；加上级补助收入12万元。", {"地方收入": ("总收入",), "上级补助收入": ()}),
        # a new sentence is about the whole; a reason's numbers stand under what is explained
        ("支出预算50万元，其中：教育支出30万元，住房保障支出10万元。支出较去年增加8万元，主要是绩效工资增加7万元。",
         {"教育支出": ("支出预算",), "住房保障支出": ("支出预算",), "绩效工资": ("支出预算",)}),
        ("一般公共预算收入22亿元，其中：税收收入15亿元；非税收入7亿元。主要税收收入项目情况：\n1.增值税7亿元。\n2.契税1亿元。",
         {"税收收入": ("一般公共预算收入",), "非税收入": ("一般公共预算收入",), "增值税": ("税收收入",), "契税": ("税收收入",)}),
        ("专项转移支付30万元，其中：（一）教育补助20万元。\n（二）农业补助10万元。",
         {"教育补助": ("专项转移支付",), "农业补助": ("专项转移支付",)}),
        ("基本支出456万元，其中：人员经费400万元，主要包括：津贴补贴80万元、奖金100万元；公用经费56万元。",
         {"人员经费": ("基本支出",), "奖金": ("基本支出", "人员经费"), "公用经费": ("基本支出",)}),
        ("现有人数10人其中：在职编制5人，离退休2人。", {"在职编制": ("现有人数",), "离退休": ("现有人数",)}),
        ("财政总收入43万元。按级次分：上划收入26万元，地方收入17万元。", {"上划收入": ("财政总收入",), "地方收入": ("财政总收入",)}),
    ],
)  # fmt: skip
def test_parents(text: str, expected: dict[str, tuple[str, ...]]) -> None:
    found = {f.label: f.parents for f in figures(text, "预算")}
    assert {label: found.get(label) for label in expected} == expected


@pytest.mark.parametrize(
    ("text", "year"),
    [("2022年，全市税收收入8亿元。", 2022), ("税收收入9亿元，较上年8亿元增加1亿元。", 2022), ("税收收入8亿元。", 2023)],
)
def test_the_year_of_a_statement(text: str, year: int) -> None:
    assert next(f.year for f in figures(text) if f.amount == "8") == year


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("公务接待费。2023年预算数9.2万元，2022年预算数4.1万元增加5.1万元。", "上年预算"),
        ("公务接待费预算9.2万元，决算4.1万元，减少5.1万元。", "决算"),
        ("公务接待费预算9.2万元，决算4.1万元，减少3万元。", None),
    ],
)
def test_two_numbers_before_a_change_tell_its_base(text: str, base: str | None) -> None:
    assert figures(text)[-1].base == base


def test_a_price_is_no_amount() -> None:
    found = figures("补助标准由每人每月600元提高到650元，人均接待费71元。")
    assert [(f.label, f.measure.value) for f in found] == [
        ("补助标准", "单价"),
        ("补助标准", "单价"),
        ("人均接待费", "单价"),
    ]
    assert [(f.label, f.measure.value) for f in figures("补贴标准93.65元/亩，道路造价1.2万元/公里，补助2万元。")] == [
        ("补贴标准", "单价"),
        ("道路造价", "单价"),
        ("补助", "金额"),
    ]


def test_money_of_two_funds_is_of_neither() -> None:
    assert figures("一般公共预算及政府性基金财政拨款支出5万元。")[0].fund is None


def test_a_code_in_front_is_no_part_of_the_name() -> None:
    found = figures("（8）2101102事业单位医疗37万元、2210201住房公积金8万元；100万元以上设备2台。")
    assert [(f.label, f.code) for f in found] == [
        ("事业单位医疗", "2101102"),
        ("住房公积金", "2210201"),
        ("100万元以上设备", None),
    ]


def test_two_funds_that_there_are_not() -> None:
    found = figures("2023年无政府性基金预算、国有资本经营预算支出。", "预算")
    assert [f.item for f in found] == ["政府性基金预算支出", "国有资本经营预算支出"]


def test_both_stages_of_one_subject() -> None:
    found = figures("“三公”经费预算18万元，实际支出17万元。", "预算")
    assert [(f.label, f.stage, f.amount) for f in found] == [("“三公”经费", "预算", "18"), ("“三公”经费", "执行", "17")]


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("会议费5万元，比上年增加-0.50万元。", -1),
        ("会议费5万元，比上年下降-2.39%。", -1),
        ("会议费5万元，比上年增加0.50万元。", 1),
    ],
)
def test_a_sign_that_says_it_twice(text: str, direction: int) -> None:
    assert figures(text)[-1].direction == direction


def test_a_lost_verb_is_proved_by_the_numbers() -> None:
    found = figures("会议费决算数为63.06万元，较2022年决算数13.80万元49.26万元，增长356.96%。")
    assert [(f.measure.value, f.direction, f.amount) for f in found] == [
        ("金额", None, "63.06"),
        ("金额", None, "13.80"),
        ("增减额", 1, "49.26"),
        ("增减率", 1, "356.96"),
    ]


def test_last_year_is_told_from_the_year_of_speaking() -> None:
    found = figures("去年“三公”经费预算10万元，今年“三公”经费预算9万元。", "预算")
    assert [(f.year, f.amount) for f in found] == [(2022, "10"), (2023, "9")]


def test_a_number_cut_between_paragraphs_is_one() -> None:
    found = figures(
        "2023年财政预算拨款收入120万元，其中财政拨款收入2580974\n4.64元，非税收入32600元，安排如下。", "预算"
    )
    assert ("财政拨款收入", "25809744.64") in [(f.label, f.amount) for f in found]
