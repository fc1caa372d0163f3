"""Sentences and the figures that they state: each row is a sentence of our own."""

from __future__ import annotations

import pytest

from index.figures.prose import figures_from_prose
from index.model import Document, Figure, Line, Measure, Page, Pages, State
from index.parsing import parse

A, C, R, S = Measure.AMOUNT, Measure.CHANGE, Measure.RATE, Measure.SHARE
N, P, V, B = Measure.COUNT, Measure.PEOPLE, Measure.VISITS, Measure.BATCHES


def document(text: str, stage: str = "预算") -> Document:
    lines = (f"甲市档案局2021年部门{stage}", "一、情况", *text.split("\n"))
    blocks = tuple(Line(text=line) for line in lines)
    return parse(Pages(file="x.txt", format="txt", pages=(Page(number=None, blocks=blocks),)), "0" * 64)


def figures(text: str, stage: str = "预算") -> tuple[Figure, ...]:
    return figures_from_prose(document(text, stage))


def brief(figure: Figure) -> tuple[object, ...]:
    return (figure.item or figure.label, figure.measure, figure.amount, figure.unit)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "2021年预算收入100.50万元，其中：一般公共预算收入90万元，基金预算收入0万元。",
            [("收入总计", A, "100.50", "万元"), ("一般公共预算财政拨款收入", A, "90", "万元"), ("政府性基金预算财政拨款收入", A, "0", "万元")],
        ),
        # the unit is carried over, the comma is a list
        ("基本支出和项目支出分别为4125.49，4143.91万元。", [("基本支出", A, "4125.49", "万元"), ("项目支出", A, "4143.91", "万元")]),
        # a template blank borrows nothing
        ("公务接待费减少 万元，公务用车购置费3万元。", [("公务用车购置费", A, "3", "万元")]),
        ("政府性基金预算支出 万元。会议费5万元。", [("会议费", A, "5", "万元")]),
        # codes, thresholds, document numbers and years are no amounts
        ("根据批复（甲财预〔2021〕19号），小学教育（2050202）10万元。", [("小学教育", A, "10", "万元")]),
        ("单价50万元以上的设备3台（套）。", [("单价50万元以上设备", N, "3", "台(套)")]),
        ("2021年无公务接待费支出。", [("公务接待费", A, "", None)]),
        ("共有车辆5辆，其中，执法执勤用车2辆。", [("车辆", N, "5", "辆"), ("执法执勤用车", N, "2", "辆")]),
        ("我局内设五个处室，编制30名。", [("内设机构", N, "5", "个"), ("编制数", P, "30", "名")]),
        ("国内公务接待12批次、150人次。", [("公务接待费", B, "12", "批次"), ("公务接待费", V, "150", "人次")]),
        (
            "公务接待费2万元，接待国内来访团组3个、来宾20人次；国（境）外接待支出0万元，接待1批次、8人次。",
            [("公务接待费", A, "2", "万元"), ("公务接待费", B, "3", "个"), ("公务接待费", V, "20", "人次"),
             ("外事接待费", A, "0", "万元"), ("外事接待费", B, "1", "批次"), ("外事接待费", V, "8", "人次")],
        ),
        # readers are no guests; a number of guests is not compared with their money
        ("公务接待费2万元。接待读者20万人次。", [("公务接待费", A, "2", "万元"), ("接待读者", V, "20", "万人次")]),
        ("公务接待费2万元，接待12批次，增加3批次。", [("公务接待费", A, "2", "万元"), ("公务接待费", B, "12", "批次"), ("接待", C, "3", "批次")]),
        ("开展4次执法检查。", [("执法检查", N, "4", "次")]),
        ("占地约8,347亩。", [("占地", Measure.AREA, "8347", "亩")]),
        ("基本支出560元，占56.00%。", [("基本支出", A, "560", "元"), ("基本支出", S, "56.00", "%")]),
        ("會議費預算支出3萬(wàn)元。", [("会议费", A, "3", "万元")]),
    ],
)  # fmt: skip
def test_what_is_stated(text: str, expected: list[tuple[object, ...]]) -> None:
    assert [brief(f) for f in figures(text)] == expected


@pytest.mark.parametrize(
    ("text", "amount", "base", "direction"),
    [
        ("会议费5万元，比上年预算增加2万元。", "2", "上年预算", 1),
        ("会议费5万元，较2020年预算减少13.47万元。", "13.47", "上年预算", -1),
        ("会议费5万元，与上年相比增加2万元。", "2", "上年", 1),
        ("会议费5万元，本年数小于上年预算数2万元。", "2", "上年预算", -1),
        ("会议费5万元，与上年预算数一致。", "0", "上年预算", 0),
        ("会议费5万元，与2020年持平，无增减变化。", "0", "上年", 0),
        ("会议费5万元，与上年相比增加（减少）0万元。", "0", "上年", 0),
        ("会议费5万元，比2021年预算增加2万元。", "2", "2021年预算", 1),
        ("会议费5万元，比2018年决算增加2万元。", "2", "2018年决算", 1),
    ],
)
def test_comparisons(text: str, amount: str, base: str, direction: int) -> None:
    changes = [f for f in figures(text) if f.measure is C]
    assert [(f.item, f.amount, f.base, f.direction) for f in changes] == [("会议费", amount, base, direction)]


def test_reduced_to_is_an_amount_and_reduced_by_a_change() -> None:
    found = figures("差旅费由上年的10万元减少到8万元，同比下降20%。")
    assert [(f.item, f.measure, f.amount, f.year, f.base) for f in found] == [
        ("差旅费", A, "10", 2020, None),
        ("差旅费", A, "8", 2021, None),
        ("差旅费", R, "20", 2021, "上年"),
    ]


def test_the_heading_names_what_the_sentence_leaves_out() -> None:
    found = figures("二、公务接待费情况说明\n2021年预算数为5万元，2020年预算数为6万元，减少1万元。")
    assert [(f.item, f.measure, f.amount, f.year) for f in found] == [
        ("公务接待费", A, "5", 2021),
        ("公务接待费", A, "6", 2020),
        ("公务接待费", C, "1", 2021),
    ]


def test_a_notion_beside_the_whole_is_no_part_of_it() -> None:
    found = figures("基本支出8万元，其中：人员经费7万元，公用经费1万元；项目支出4万元。")
    assert [(f.item, f.parents) for f in found] == [
        ("基本支出", ()),
        ("人员经费", ("基本支出",)),
        ("公用经费", ("基本支出",)),
        ("项目支出", ()),
    ]


def test_a_rate_has_the_base_of_its_sentence() -> None:
    rate = next(f for f in figures("会议费5万元，比2020年预算执行数增加1万元，增长25%。") if f.measure is R)
    assert (rate.amount, rate.unit, rate.base, rate.direction) == ("25", "%", "上年执行", 1)


PATH = (
    "1、公共安全支出（204类）司法（06款）行政运行（01项）16.70万元。主要用于：行政单位的基本支出。"
    "2020年当年预算执行数为16.90万元，2021年预算安排16.70万元，比2020年预算执行数减少1.18%。主要原因是：部分人员退休。"
)


def test_a_path_with_last_years_execution() -> None:
    found = figures(PATH)
    assert [(f.amount, f.year, f.stage, f.measure) for f in found] == [
        ("16.70", 2021, "预算", A),
        ("16.90", 2020, "执行", A),
        ("1.18", 2021, "预算", R),
    ]
    text = document(PATH).text
    for figure in found:
        assert (figure.item, figure.code, figure.parents) == ("行政运行", "2040601", ("公共安全支出", "司法"))
        assert figure.reason is not None and figure.reason.cut(text) == "部分人员退休"


def test_final_accounts_beside_the_initial_budget() -> None:
    found = figures("会议费年初预算为5.00万元，支出决算为4.50万元，完成年初预算的90.00%。", "决算")
    assert [(f.item, f.amount, f.stage, f.base) for f in found] == [
        ("会议费", "5.00", "年初预算", None),
        ("会议费", "4.50", "决算", None),
        ("会议费", "90.00", "决算", "年初预算"),
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("培训费5万元，比上年增加2万元，主要原因是新增轮训；会议费3万元，与上年持平。", "新增轮训"),
        ("培训费5万元，比上年增加2万元。原因是项目有所减少，已建设完成。", "项目有所减少，已建设完成"),
        ("培训费5万元，比上年增加2万元，主要原因：一是人数增加；二是标准提高。", "一是人数增加；二是标准提高"),
        ("培训费5万元，比上年增加2万元。主要原因是。", None),
        ("培训费5万元，比上年增加2万元，主要用于轮训。", None),
        ("培训费5万元，比上年增加2万元，因公车改革。", "公车改革"),
        ("培训费5万元，比上年增加2万元，因公出国费3万元。", None),
        ("培训费5万元，比上年增加2万元。\n培训费增加的主要原因是扩大轮训。", "扩大轮训"),
    ],
)
def test_reasons(text: str, reason: str | None) -> None:
    change = next(f for f in figures(text) if f.item == "培训费" and f.measure is C)
    assert (change.reason.cut(document(text).text) if change.reason else None) == reason


def test_numbers_inside_a_reason_are_no_figures_of_the_notion() -> None:
    text = "会议费5万元，比上年减少2万元，主要原因是其余会议费压减10%，增加租赁费1万元。"
    inside = [f for f in figures(text) if f.amount in ("10", "1")]
    assert inside and all(f.item is None and f.parents[-1] == "会议费" for f in inside)


def test_brackets_and_semicolons_nest() -> None:
    found = figures(
        "“三公”经费3.22万元；其中公务用车购置及运行费3万元（其中：公务用车购置费0万元；公务用车运行费3万元）；公务接待费0.22万元。"
    )
    assert [(f.item, len(f.parents)) for f in found] == [
        ("三公经费", 0),
        ("公务用车购置及运行费", 1),
        ("公务用车购置费", 2),
        ("公务用车运行费", 2),
        ("公务接待费", 1),
    ]


def test_lists_under_numbers() -> None:
    found = figures(
        "（一）支出预算总计10万元。包括：\n1．住房保障支出4万元。与上年相比增加1万元。\n此外，基本支出预算数为6万元。"
    )
    assert [(f.item, f.measure, f.parents) for f in found] == [
        ("支出总计", A, ()),
        ("住房保障支出", A, ("支出预算总计",)),
        ("住房保障支出", C, ("支出预算总计",)),
        ("基本支出", A, ()),
    ]


@pytest.mark.parametrize("lead", ["其中：", "其中，一是", "包括：", "（1）", "其中，"])
@pytest.mark.parametrize("name", ["因公出国（境）费", "因公出国（境）经费", "因公出国（境）费用支出"])
def test_a_journey_abroad_is_no_reason(lead: str, name: str) -> None:
    found = figures(f"“三公”经费5万元。{lead}{name}3万元，与上年持平；公务接待费2万元。")
    assert [(f.item, f.label.startswith("因公"), f.measure) for f in found] == [
        ("三公经费", False, A),
        ("因公出国费", True, A),
        ("因公出国费", True, C),
        ("公务接待费", False, A),
    ]


def test_cars_to_be_bought_are_not_cars() -> None:
    found = figures("2021年预算安排购置车辆1辆，其中：执法执勤用车1辆。")
    assert [bool(f.aspect) for f in found if f.item == "执法执勤用车"] == [True]


def test_none_zero_and_unchanged_stay_different() -> None:
    found = figures("2021年无会议费支出。培训费0万元。公务接待费3.00万元，与上年持平。")
    assert [(f.item, f.state, f.amount) for f in found] == [
        ("会议费", State.NONE, ""),
        ("培训费", State.ZERO, "0"),
        ("公务接待费", State.VALUE, "3.00"),
        ("公务接待费", State.ZERO, "0"),
    ]


def test_the_year_carried_over_is_not_the_year() -> None:
    found = figures("2021年收入预算490.80万元（本年预算收入390.10万元，上年结转100.70万元）。")
    assert [(f.item, f.amount) for f in found] == [
        ("收入总计", "490.80"),
        ("本年收入合计", "390.10"),
        ("上年结转", "100.70"),
    ]


@pytest.mark.parametrize(
    "text", [PATH, "会议费５万元，比上年预算增加２万元，增长6 6.7 %。", "三公”经费3万元，2021年  4辆。"]
)
def test_quotes_hold_their_numbers(text: str) -> None:
    parsed = document(text)
    for figure in figures_from_prose(parsed):
        span, quote = figure.source.span, figure.source.quote
        assert span is not None and quote is not None
        assert quote.start <= span.start < span.end <= quote.end <= len(parsed.text)
        assert "\n" not in quote.cut(parsed.text)


def test_among_begins_a_statement_of_its_own() -> None:
    """其中： after a whole named in the paragraph before: the year's own income is told, not swallowed."""
    found = figures("本部门2021年收入总计58.50万元。\n其中：本年收入合计58.10万元。")
    assert [brief(f) for f in found] == [("收入总计", A, "58.50", "万元"), ("本年收入合计", A, "58.10", "万元")]
