"""Whose, when, what: documents of many forms, each with what it is known to be."""

from __future__ import annotations

import pytest

from index.model import Clues, Identity, Line, Page, Pages
from index.parsing import parse
from index.parsing.identity_names import title_words
from index.vocabulary.areas import areas, chain_at, chains


def identity(
    text: str,
    file: str = "x.txt",
    title: str = "",
    around: tuple[str, ...] = (),
    published: str = "",
    told: str = "",
    folders: tuple[str, ...] = (),
) -> Identity:
    blocks = tuple(Line(text=line) for line in text.split("\n"))
    pages = Pages(
        file=file,
        format="txt",
        title=title,
        published=published,
        around=around,
        pages=(Page(number=None, blocks=blocks),),
    )
    return parse(pages, "0" * 64, Clues(title=told, folders=folders)).identity


# (title, text, around the page) → the body
BODIES = [
    ("a title without 预算 or 决算", "甲镇2019年“三公”经费支出说明", "一、接待费3万元。", (), "甲镇"),
    ("quotes between year and stage", "", "关于临川市水务局2014年“三公经费”预算情况的说明\n一、范围", (), "临川市水务局"),
    ("the place from the site", "区司法局2020年部门预算编制说明-锦川区人民政府", "一、职能。", (), "锦川区司法局"),
    ("the place from the foot of the page", "县委党校2018年部门决算", "一、职能。", ("首页 > 决算", "平昌县人民政府主办"), "平昌县委党校"),
    ("a town below the area of the site", "白鹤镇2016年三公经费说明", "一、接待费3万元。", ("大邑县人民政府主办",), "大邑县白鹤镇"),
    ("no place for what needs none", "2017年东海大学预算-东海大学信息公开网", "一、概况", ("上海市人民政府",), "东海大学"),
    ("only a sentence names it", "", "一、主要职责\n临汾市公安局交警大队2001年成立，主要管理道路交通。", (), "临汾市公安局交警大队"),
    ("the sentence is not the first", "", "一、基本情况\n推动全乡发展。\n2023年收入5万元。武隆区石桥乡人民政府2023年无政府性基金支出。", (), "武隆区石桥乡人民政府"),
    ("who compiled is not the subject", "2019年“三公”经费决算", "本表经云和县财政局汇总审定，公开如下。", (), ""),
    ("an area's compiler is of the area", "2019年全县“三公”经费决算", "经云和县财政局汇总，公开如下。", (), "云和县"),
    ("who gave the order is of the area", "2019年财政决算的报告", "我受白鹤镇人民政府委托向大会作报告。", (), "白鹤镇"),
    ("the way to a page is no title", "首页 > 丰县政府 > 部门决算", "丰县文化馆2019年部门决算", (), "丰县文化馆"),
    ("what belongs to it is not the subject", "", "一、职能\n包括党政办公室、财政办公室、应急管理办公室。", (), ""),
    ("another body rules it", "", "一、概况\n我大队隶属于宁海县公安局，有民警10人。", (), ""),
    ("a body in brackets", "海东区教育局(乡镇学校)2018年度部门决算", "一、职责", (), "海东区教育局(乡镇学校)"),
    ("sounds printed behind characters", "", "臨江縣景區(qū)宗教事務(wù)局2019年度“三公”經費決算說明\n一、總表", (), "临江县景区宗教事务局"),
    ("the site's name beside the title", "视频大全_高清_沐阳县第二中学2021年单位预算", "一、职责", (), "沐阳县第二中学"),
    ("the office that published it", "2018年部门决算", "一、职能。", ("来源：陇县信访局 发布日期：2019-01-02",), "陇县信访局"),
    ("who publishes for all is no subject", "2018年部门决算", "一、职能。", ("来源：陇县财政局",), ""),
    ("two characters", "国办2012年“三公”经费预算", "一、接待费3万元。", (), "国办"),
    ("the place within the name", "团县委2020年部门预算", "一、职能。", ("平山县人民政府",), "团平山县委"),
    ("an office behind a place", "随州调频台2019年部门决算", "一、职能。", (), "随州调频台"),
    ("a character outside the common ones", "重庆市𬭎区2022年政府债务限额表", "单位：亿元", (), "重庆市𬭎区"),
    ("the way to the page ends with it", "2021年部门决算", "一、职责", ("首页 > 信息公开 > 水务局 > 财政信息", "平昌县人民政府主办"), "平昌县水务局"),
    ("not who carries the site out", "2021年部门决算", "一、职责", ("首页>县文联>预决算", "承办：岱山县大数据局", "岱山县人民政府主办"), "岱山县文联"),
    ("who signed", "2021年部门决算", "一、职责\n收入5万元。\n岱山县水务局\n2022年8月1日", (), "岱山县水务局"),
    ("an area by who signed", "2021年全县“三公”经费决算", "支出5万元。\n岱山县财政局\n2022年8月1日", (), "岱山县"),
    ("an area by who heard its report", "关于全市2018年财政决算的报告", "——2019年8月27日在崇左市五届人大常委会第二十次会议上\n各位委员：", (), "崇左市"),
    ("whom a notice speaks to is no part of its title", "", "关于批复2021年部门预算的通知\n县卫生健康局：\n批复你部门收入5万元。", (), ""),
    ("its other name in brackets", "", "云县第二中学（云县第二高级中学）\n2018年单位决算\n一、概况", (), "云县第二中学"),
    ("the place before it in the text", "区审计局2013年度部门决算", "本报告由涪陵区财政局汇总。\n涪陵区审计局2013年度支出5万元。", (), "涪陵区审计局"),
    ("a zone without its place", "高新区社会事业局2020年部门预算", "（襄阳高新区社会事业局）\n一、职责", (), "襄阳高新区社会事业局"),
    ("an area that its own site names", "青岚县2023年“三公”经费决算汇总", "单位：万元", ("青岚县人民政府",), "青岚县"),
    ("the address", "图书馆2021年部门决算", "一、职责", ("https://www.tengchong.gov.cn/info/1.htm",), "腾冲市图书馆"),
    ("an address that several places share", "图书馆2021年部门决算", "一、职责", ("http://www.xincheng.gov.cn/1.htm",), "图书馆"),
    ("a blank of a template", "某局2021年部门决算", "云县水务局2021年决算编制说明\n一、职责", (), "云县水务局"),
    ("news name several: only its head counts", "多部门晒出账单", "近日，多个部门公布三公经费。\n例如海州市水务局支出5万元。", (), ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "text", "around", "org"), [row[1:] for row in BODIES], ids=[row[0] for row in BODIES]
)
def test_bodies(title: str, text: str, around: tuple[str, ...], org: str) -> None:
    assert identity(text, title=title, around=around).org == org


# (title, text) → kind, stage, scope, period or year
KINDS = [
    ("甲县审计局2021年度部门决算", "一、职责", "部门预决算", "决算", "部门", "2021"),
    ("甲县审计局2021年部门预算“三公”经费公开说明", "一、情况", "三公", "预算", "部门", "2021"),
    ("甲学院2021年度决算及“三公”经费公开", "一、职责", "部门预决算", "决算", "单位", "2021"),
    ("丰县2021年“三公”经费决算情况说明", "各部门、各乡镇汇总", "三公", "决算", "地区", "2021"),
    ("关于丰县2022年预算执行情况和2023年预算草案的报告", "各位代表：", "执行报告", "执行", "地区", "2022"),
    ("关于2021年财政预算调整方案（草案）的报告", "全县收入调整为5万元。", "执行报告", "预算", "地区", "2021"),
    ("丰县2020年财政决算草案的报告", "一、收支", "政府决算", "决算", "地区", "2020"),
    ("2020年地方政府债务情况表_丰县人民政府", "单位：亿元", "债务", "执行", "地区", "2020"),
    ("2022年1-5月财政收支情况", "1-5月全县财政总收入完成5万元。", "收支月报", "执行", "地区", "2022-01/2022-05"),
    ("2022年一季度财政收支情况", "全区收入完成5万元。", "收支月报", "执行", "地区", "2022Q1"),
    ("2023年3月财政收支月报", "3月全县收入完成5万元。", "收支月报", "执行", "地区", "2023-03"),
    ("丰县2020年预算公开", "一、收入", "执行报告", "预算", "地区", "2020"),
    ("2022年度县本级国有资本经营决算", "一、收入", "政府决算", "决算", "地区", "2022"),
    ("2021年1至6月份财政运行情况", "一、收入", "收支月报", "执行", "地区", "2021-01/2021-06"),
    ("丰县水利局2019年部门预算绩效目标表", "一、目标", "绩效", "预算", "部门", "2019"),
    ("崇明区2024年1月-6月一般公共预算执行情况", "一、收入", "收支月报", "执行", "地区", "2024-01/2024-06"),
    ("", "一、公共财政收入情况\n上半年，全区公共财政预算收入完成5万元。", "收支月报", "执行", "地区", "None"),
    ("关于下达2020年扶贫资金的通知", "各镇人民政府：", "转移支付", "预算", "地区", "2020"),
    ("对下转移支付情况的说明", "丰县2016年一般性转移支付决算数为5万元。", "转移支付", "决算", "地区", "2016"),
    ("丰县发改局2023年度部门预算项目支出绩效自评表", "项目名称", "绩效", "决算", "部门", "2023"),
    ("水利部公开三公经费 公车花费下降", "水利部2010年公车决算5万元。", "新闻", "决算", "部门", "2010"),
    ("天河区人民法院2017年度一般公共预算财政拨款“三公”经费决算情况说明", "一、决算5万元。", "三公", "决算", "部门", "2017"),
    ("甲县渔政站（本级）2021年度部门决算", "一、职责", "部门预决算", "决算", "单位", "2021"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "text", "kind", "stage", "scope", "period"), KINDS)
def test_kinds(title: str, text: str, kind: str, stage: str, scope: str | None, period: str) -> None:
    found = identity(text, title=title)
    assert (found.kind, found.stage, found.scope, str(found.period or found.year)) == (kind, stage, scope, period)


@pytest.mark.parametrize(
    ("text", "published", "year"),
    [
        ("一、2017年度工作完成情况\n残疾人收入5万元。", "", 2017),
        ("鹤山市气象局二〇二三年部门预算\n一、职责", "", 2023),
        ("项目支出绩效自评表（2020年度） 项目名称", "", 2020),
        ("一、基本情况\n2015年3月1日成立，现有10人。", "", None),
        ("部门决算\n一、去年收入5万元。", "2012-07-23", 2011),
        ("部门预算\n一、今年收入5万元。", "2012-02-23", 2012),
        ("全省前三季度财政预算执行情况\n海东省财政厅 2019年10月25日\n全省收入5亿元。", "", 2019),
        ("国家级贫困县扶贫资金公示\n巴里坤哈萨克自治县2018年县本级债务限额表\n单位：万元", "", 2018),
        ("因公出国费0万元，与2014年决算数持平。2015年接待费5万元，与2014年决算数持平。", "", 2014),
    ],
)
def test_years(text: str, published: str, year: int | None) -> None:
    assert identity(text, published=published).year == year


@pytest.mark.parametrize(("line", "where"), [("目 录", "正文"), ("CONTENTS", "正文"), ("概况", "标题")])
def test_the_cover_ends_where_the_contents_begin(line: str, where: str) -> None:
    found = identity(f"部门预算\n{line}\n丙县水务局2020年部门预算\n一、职责")
    assert (found.year, dict(found.how)["year"]) == (2020, where)


def test_the_link_that_led_to_a_page_names_what_the_page_does_not() -> None:
    found = identity("一、概况\n收入5万元。", told="乐川县妇联2014年部门预算")
    assert (found.org, found.year, found.stage, found.scope) == ("乐川县妇联", 2014, "预算", "部门")


@pytest.mark.parametrize(
    ("text", "org", "former"),
    [
        ("云县市场监督管理局（原云县工商局）2019年部门决算\n一、职责", "云县市场监督管理局", ("云县工商局",)),
        ("云县计划生育局（现云县卫生健康局）2011年部门决算\n一、职责", "云县计划生育局", ("云县卫生健康局",)),
        ("云县卫生健康局2019年部门决算\n一、概况\n2018年机构改革，原卫生局更名为云县卫生健康局。", "云县卫生健康局", ("云县卫生局",)),
        ("云县卫生健康局2019年部门决算\n一、概况\n原云县档案局更名为云县档案馆。", "云县卫生健康局", ()),
        ("云县卫生健康局2019年部门决算\n一、概况\n原卫生局、计生局的职责整合，组建云县卫生健康局。", "云县卫生健康局", ()),
    ],
)  # fmt: skip
def test_former_names(text: str, org: str, former: tuple[str, ...]) -> None:
    found = identity(text)
    assert (found.org, found.former) == (org, former)
    assert set(former) <= set(found.aliases)


def test_news_keep_every_body_that_they_tell_of() -> None:
    found = identity(
        "省直部门晒2012年“三公”账单\n记者获悉，省交通运输厅、省教育厅等公布“三公”经费预算。\n"
        "海东省交通运输厅2012年“三公”经费预算10万元。\n海东省教育厅2012年“三公”经费预算8万元，其中公务接待费3万元。"
    )
    assert {"海东省交通运输厅", "海东省教育厅"} <= {found.org, *found.others}
    assert (found.kind, found.stage, found.year) == ("新闻", "预算", 2012)
    assert identity("云县水利局2012年部门预算\n一、收入\n云县教育局2012年预算10万元。").others == ()


def test_a_scope_that_is_only_likely_is_shown_and_decides_nothing() -> None:
    likely, told = identity("云县中医院2020年预算公开\n一、概况"), identity("云县中医院2020年单位预算公开\n一、概况")
    assert (likely.scope, likely.known_scope, dict(likely.how)["scope"]) == ("单位", None, "推定")
    assert (told.scope, told.known_scope) == ("单位", "单位")


def test_the_folder_tells_what_nothing_else_does() -> None:
    found = identity("一、概况\n收入5万元。", folders=("云县水务局2021年部门预算公开", "下载"))
    assert (found.org, dict(found.how)["org"]) == ("云县水务局", "文件夹")
    assert identity("县科协2021年部门预算\n一、概况", folders=("云县2021",)).org == "云县科协"
    assert identity("渠县水务局2021年部门预算\n一、概况", folders=("云县水务局",)).org == "渠县水务局"


def test_each_slot_says_where_it_was_read_and_how_surely() -> None:
    found = identity("甲市档案局2021年部门预算\n一、收入")
    assert set(dict(found.how)) == {"org", "year", "stage", "scope", "kind"}
    assert set(dict(found.how)) == set(dict(found.sure))
    assert all(0.9 < sure <= 1 for sure in dict(found.sure).values())
    told_by_date = identity("部门决算\n一、去年收入5万元。", published="2012-07-23")
    assert (dict(told_by_date.how)["year"], dict(told_by_date.sure)["year"]) == ("发布日期", 0.5)


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("二〇二三年", "2023年"),
        ("二Ｏ二三年度", "2023年度"),
        ("二零一九年", "2019年"),
        ("預(yù)算", "预算"),
        ("(本级)", "(本级)"),
    ],
)
def test_titles_are_read_in_one_form(title: str, words: str) -> None:
    assert title_words(title) == words


def test_areas_stand_one_inside_the_other() -> None:
    assert len(areas()) > 3000
    assert chain_at("重庆市綦江区人民政府", 0) == ("重庆市", "綦江区")
    assert chain_at("甲局", 0) == ()
    assert [chain for _, chain in chains("在杭州市余杭区和云县")] == [("杭州市", "余杭区")]
    assert chain_at("云县2023年", 0) == ("云县",)


# (title, lines, published) → (year, period)
BY_DAY = [
    ("上半年财政收支情况", "全县收入5万元。", "2023-07-11", (2023, "2023H1")),
    ("1—12月财政收支情况", "全县收入5万元。", "2024-01-15", (None, None)),
    ("四季度财政收支情况", "全县收入5万元。", "2024-01-15", (2023, "2023Q4")),
    ("1—2月财政收支情况", "全县收入5万元。", "2024-03-10", (2024, "2024-01/2024-02")),
    ("全县财政收支情况", "全县收入5万元。", "2024-01-15", (None, None)),
    ("乙县财政收支月报（5月）", "5月份收入1万元；1—5月累计5万元。", "2023-06-09", (2023, "2023-01/2023-05")),
    ("乙县财政收支月报（5月）", "5月份收入1万元。\n乙县财政局 2023年6月9日印发", "", (2023, "2023-05")),
]


@pytest.mark.parametrize(("title", "text", "published", "truth"), BY_DAY)
def test_a_year_by_the_day_of_issue(
    title: str, text: str, published: str, truth: tuple[int | None, str | None]
) -> None:
    found = identity(text, title=title, published=published)
    assert (found.year, found.period) == truth


@pytest.mark.parametrize(
    ("title", "org", "scope"),
    [
        ("丙县民政局关于2023年救助资金分配情况的公示", "丙县民政局", "部门"),
        ("云和县财政局关于2023年救助资金分配情况的公示", "云和县", "地区"),
        ("丙县2023年救助资金分配情况的公示", "丙县", "地区"),
    ],
)
def test_an_office_shares_out_money_of_its_own_field(title: str, org: str, scope: str) -> None:
    found = identity("甲镇5万元。", title=title)
    assert (found.kind, found.org, found.scope) == ("转移支付", org, scope)
