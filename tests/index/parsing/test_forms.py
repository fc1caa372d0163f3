"""Forms: sections with headings of their own, amounts beside their names, forms of a whole body."""

from __future__ import annotations

from table_paper import cells, flat, header, ruled, tables

INDICATORS = [
    ["一级指标", "二级指标", "三级指标", "指标值", "<"],
    ["产出指标", "数量指标", "门诊人次", "≥86万人次", "<"],
]


def test_a_section_with_headings_of_its_own_is_a_table() -> None:
    form = [
        ["项目名称", "<", "食品抽检", "<", "<", "<"],
        ["项目资金\n（万元）", "", "年初预算数", "全年执行数", "执行率", "得分"],
        ["^", "年度资金总额", "160.00", "155.20", "97.00%", "9.7"],
        ["^", "其中：财政拨款", "160.00", "155.20", "97.00%", "—"],
        ["一级指标", "二级指标", "三级指标", "指标值", "<", "<"],
        ["产出指标", "数量指标", "批次", "≥1300批次", "<", "<"],
    ]
    info, funds, _ = tables(["绩效自评表", ruled(form)])
    assert cells(info) == [["项目名称", "食品抽检"]]
    assert header(funds) == ["项目资金", "年初预算数", "全年执行数", "执行率", "得分"]
    assert cells(funds)[0] == ["年度资金总额", "160.00", "155.20", "97.00%", "9.7"]
    assert funds.unit == "万元"


def test_a_form_of_a_whole_body_with_its_tasks() -> None:
    form = [
        ["单位名称", "甲市医院", "<", "<", "<"],
        ["年度主要任务", "任务名称", "预算金额（万元）", "<", "<"],
        ["^", "^", "总额", "财政拨款", "其他资金"],
        ["^", "医疗服务", "34.39", "1.41", "32.98"],
        ["^", "设备购置", "6.66", "", "6.66"],
        ["年度总体目标", "接诊86万人次。", "<", "<", "<"],
        *INDICATORS,
    ]
    info, tasks, indicators = tables(["整体支出绩效目标表", ruled(form)])
    assert cells(info) == [["单位名称", "甲市医院"], ["年度总体目标", "接诊86万人次。"]]
    assert header(tasks) == ["任务名称", "预算金额/总额", "预算金额/财政拨款", "预算金额/其他资金"]
    assert cells(tasks)[1] == ["设备购置", "6.66", "", "6.66"]
    assert tasks.unit == "万元" and tasks.title.endswith("年度主要任务")
    assert header(indicators)[0] == "一级指标"


def test_peers_beside_each_other_are_one_list() -> None:
    form = [
        ["部门名称", "甲市法院", "<", "<", "<"],
        ["年度预算资金（万元）", "资金总额", "17.51", "基本支出", "12.95"],
        ["^", "项目支出", "4.56", "其他", ""],
        *INDICATORS,
    ]
    _, funds, _ = tables(["整体支出绩效目标申报表", ruled(form)])
    assert cells(funds) == [["资金总额", "17.51"], ["基本支出", "12.95"], ["项目支出", "4.56"], ["其他", ""]]


def test_amounts_beside_their_names_are_apart_from_words() -> None:
    form = [
        ["项目名称", "强制免疫", "项目类别", "经常性", "<"],
        ["年度资金总额", "3,860.00", "其中：财政拨款", "3,860.00", "<"],
        *INDICATORS,
    ]
    info, funds, _ = tables(["绩效目标表", "金额单位：千元", ruled(form)])
    assert cells(info) == [["项目名称", "强制免疫"], ["项目类别", "经常性"]]
    assert cells(funds) == [["年度资金总额", "3,860.00"], ["其中：财政拨款", "3,860.00"]]
    assert (funds.unit, funds.unit_from) == ("千元", "caption")


def test_a_short_table_of_projects_is_no_form() -> None:
    (table,) = tables(
        ["项目支出表", "单位：万元", flat([["项目名称", "合计"], ["合计", "14.74"], ["培训服务", "14.74"]])]
    )
    assert header(table) == ["项目名称", "合计"]


def test_a_unit_behind_the_title_leaves_the_title() -> None:
    rows = [["科目名称", "金额"], ["教育支出", "1.00"]]
    for line in ("支出预算总表（单位：万元）", "支出预算总表　单位：万元"):
        (table,) = tables(["第二部分　预算表", line, "部门：甲局", ruled(rows)])
        assert (table.title, table.unit) == ("支出预算总表", "万元")
    (table,) = tables(["支出决算表", "公开03表　单位：元", ruled(rows)])
    assert (table.title, table.unit) == ("支出决算表", "元")


def test_a_lone_column_number_is_dropped() -> None:
    rows = [["科目名称", "金额"], ["栏次", "1"], ["教育支出", "1.00"]]
    (table,) = tables(["支出总表", ruled(rows)])
    assert cells(table) == [["教育支出", "1.00"]]


def test_label_and_amount_in_one_cell_of_a_form() -> None:
    rows = [
        ["项目名称", "河道整治", "<", "<"],
        ["主管部门", "甲局", "<", "<"],
        ["项目资金", "资金总额：95.25", "其中：财政拨款 90.00", "其他资金 5.25"],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "检测人次", "600人次"],
        ["总分", "<", "<", "100"],
    ]
    found = {table.title.rpartition(" ")[2]: cells(table) for table in tables(["项目绩效目标表", ruled(rows)])}
    assert found["资金部分"] == [["资金总额", "95.25"], ["其中：财政拨款", "90.00"], ["其他资金", "5.25"]]
    assert found["绩效指标部分"][-1][0] == "总分"
