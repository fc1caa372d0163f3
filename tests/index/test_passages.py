"""Documents → passages: made small and ugly, each for one rule."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest

from index.model import Document, Passage
from index.parsing import parse
from index.passages import indexed, labelled, passages, rules
from index.readers import read

_HEAD = "甲市档案局2021年部门预算\n\n"


def _document(text: str, name: str = "甲市档案局2021年部门预算.txt") -> Document:
    data = text.encode()
    return parse(read(name, data), hashlib.sha256(data).hexdigest())


def _passages(text: str) -> tuple[Passage, ...]:
    return passages(_document(_HEAD + text))


def _holding(found: tuple[Passage, ...], words: str) -> Passage:
    (passage,) = (p for p in found if words in p.text)
    return passage


def test_a_passage_knows_the_headings_above_it_and_does_not_repeat_them() -> None:
    found = _passages(
        "一、部门概况\n（一）主要职责\n负责全市档案的收集、保管和利用。\n二、收支说明\n本年收入100万元。\n"
    )
    passage = _holding(found, "负责全市档案")
    assert passage.section == ("一、部门概况", "（一）主要职责")
    assert passage.heading == "一、部门概况 / （一）主要职责"
    assert "主要职责" not in passage.text
    assert (passage.kind, passage.org, passage.year, passage.stage) == ("正文", "甲市档案局", 2021, "预算")


def test_headings_alone_and_lists_of_contents_are_no_passages() -> None:
    contents = "目录\n一、部门概况……1\n二、收支说明……2\n三、名词解释……3\n\n"
    found = _passages(f"{contents}一、部门概况\n主管档案工作。\n二、收支说明\n本年收入100万元。\n三、名词解释\n")
    assert not [p for p in found if "……" in p.text]
    assert {p.text for p in found} == {"主管档案工作。", "本年收入100万元。"} or len(found) == 1


def test_lists_of_contents_without_page_numbers_are_no_passages_either() -> None:
    listed = "五、部门预算表\n1. 财务收支预算总表\n2. 一般公共预算机关运行经费支\n出预算表\n3. 收入预算总表\n六、其他相关情况说明\n"
    said = "七、政府性基金预算情况\n本部门无政府性基金预算支出，也没有使用以前年度结转的情况说明。\n八、其他\n无国有资本经营预算支出情况说明\n"
    found = _passages(f"{listed}{said}")
    assert not [p for p in found if "总表" in p.text]
    assert [p for p in found if "无政府性基金" in p.text] and [p for p in found if "无国有资本" in p.text]


def test_what_a_total_covers_beside_itself_is_not_the_label_of_the_row_above() -> None:
    cell = "<td>{}</td>".format
    rows = ["".join(map(cell, ("221", "02", "购房补贴", "5.00"))), f"<td colspan=3>合计</td>{cell('105.00')}"]
    head = "".join(map("<th>{}</th>".format, ("类", "款", "科目名称", "金额")))
    table = (
        f"<p>支出预算总表</p><p>单位：万元</p><table><tr>{head}</tr>{''.join(f'<tr>{r}</tr>' for r in rows)}</table>"
    )
    found = passages(_document(f"<html><body><p>甲市档案局2021年部门预算</p>{table}</body></html>", "a.html"))
    assert _holding(found, "105.00").text.startswith("合计，金额")
    assert "221 02 购房补贴" in _holding(found, "购房补贴").text


def test_a_table_without_a_title_is_known_by_the_sentence_before_it_and_its_columns() -> None:
    rows = "<tr><th>单位名称</th><th>备注</th></tr><tr><td>甲市档案馆</td><td>独立核算</td></tr>"
    said = "<h2>二、单位构成</h2><p>本部门依法设立。纳入决算编制范围的单位包括：</p>"
    found = passages(
        _document(f"<html><body><h1>甲市档案局2021年决算</h1>{said}<table>{rows}</table></body></html>", "a.html")
    )
    heading = _holding(found, "甲市档案馆").heading
    assert heading.endswith("纳入决算编制范围的单位包括： 单位名称、备注"), heading


def test_entries_of_a_glossary_are_passages_of_their_own() -> None:
    found = _passages(
        "一、收支说明\n本年收入100万元，支出100万元，与上年持平，没有其他需要说明的事项。\n"
        "二、名词解释\n1.财政拨款收入：指本级财政部门当年拨付的资金。\n2.项目支出：指为完成特定任务发生的支出。\n"
    )
    terms = [p for p in found if p.kind == "名词"]
    assert [("财政拨款收入" in indexed(p), "项目支出" in indexed(p)) for p in terms] == [(True, False), (False, True)]


def test_rows_of_a_table_say_row_column_and_value_under_title_and_unit() -> None:
    found = _passages(
        "一、收支说明\n情况见下表，数字均经财政部门批复，现予公开，请监督。\n支出预算总表\n单位：万元\n"
        "科目编码\t科目名称\t合计\t基本支出\n201\t一般公共服务支出\t80.50\t60.00\n208\t社会保障和就业支出\t19.50\t19.50\n合计\t\t100.00\t79.50\n"
    )
    row = _holding(found, "一般公共服务支出")
    assert row.kind == "表格"
    assert "201 一般公共服务支出，合计 = 80.50，基本支出 = 60.00" in row.text
    assert "支出预算总表（单位：万元）" in row.heading
    total = _holding(found, "100.00")
    assert "社会保障" not in total.text, "a total has a passage of its own"


def test_blank_figures_are_left_out_and_the_notes_of_empty_tables_kept() -> None:
    found = _passages(
        "一、收支说明\n情况见下表，数字均经财政部门批复，现予公开，请监督。\n支出预算总表\n单位：万元\n"
        "科目名称\t合计\n外交支出\t\n教育支出\t19.50\n"
    )
    assert "外交支出" not in _holding(found, "教育支出").text


def test_neighbouring_sections_of_a_few_words_make_one_passage() -> None:
    found = _passages(
        "一、项目情况\n（一）实施周期\n2021年1月至12月\n（二）年度预算安排\n795万元\n（三）实施主体\n甲市档案馆\n"
    )
    passage = _holding(found, "795万元")
    assert "年度预算安排" in passage.text and "甲市档案馆" in passage.text
    assert passage.section == ("一、项目情况",)


def test_long_paragraphs_are_cut_at_the_ends_of_sentences() -> None:
    sentence = "负责组织实施全市档案资源的收集整理鉴定保管统计利用等各项工作并对区县进行指导。"
    found = _passages(f"一、主要职责\n{sentence * 40}\n二、其他\n无其他需要说明的事项，特此公开，请社会各界监督。\n")
    long = [p for p in found if "档案资源" in p.text]
    assert len(long) > 2
    assert all(len(p.text) <= rules().longest + len(sentence) and p.text.endswith("。") for p in long)


def test_text_is_cut_from_the_document_and_ids_do_not_change() -> None:
    document = _document(f"{_HEAD}一、主要职责\n负责全市档案工作。\n承担培训。\n")
    first, again = passages(document), passages(document)
    assert first == again
    assert len({p.id for p in first}) == len(first)
    for passage in first:
        where = document.text[passage.span.start : passage.span.end]
        assert all(line in where for line in passage.text.split("\n"))


def test_what_gives_a_figure_of_something_is_told_from_what_only_names_it() -> None:
    found = _passages(
        "一、收支说明\n情况见下表，数字均经财政部门批复，现予公开，请监督。\n收入预算总表\n单位：万元\n"
        "科目名称\t收入预算合计\t财政拨款收入\n教育支出\t80.50\t60.00\n农林水支出\t19.50\t19.50\n"
    )
    row = _holding(found, "教育支出")
    assert "教育支出" in labelled(row)
    assert "财政拨款收入" not in labelled(row), "a column's name is in every row: it tells none of them"
    assert indexed(row).count("财政拨款收入") == 1


@pytest.mark.parametrize("text", ["", "\n\n", "目录\n", "甲市档案局2021年部门预算\n"])
def test_a_document_that_says_nothing_has_no_passages(text: str) -> None:
    assert passages(replace(_document(f"{_HEAD}{text}"))) == ()
