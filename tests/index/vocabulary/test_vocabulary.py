"""The vocabulary that ships holds together, and a wrong file is refused with its name and key."""

from __future__ import annotations

import shutil
import time
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from index.language.fold import label_key
from index.vocabulary import VocabularyError, load, read


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the data without notions, to write wrong ones into."""
    with as_file(files("index.vocabulary")) as source:
        for file in source.iterdir():
            if file.suffix in (".toml", ".csv"):
                shutil.copy(file, tmp_path)
    (tmp_path / "codes.csv").write_text("kind,code,name,from,to\n", encoding="utf-8")
    (tmp_path / "concepts").mkdir()
    return tmp_path


def concept(**fields: str) -> str:
    """A notion as TOML; values are given as TOML."""
    values = {"key": '"甲"', "name": '"甲"', "kind": '"item"'} | fields
    return "[[concept]]\n" + "".join(f"{name} = {value}\n" for name, value in values.items())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (concept(colour='"red"'), "a.toml：甲：不认识的字段 colour"),
        (concept() + concept(), "a.toml：甲：键重复（已见于 a.toml）"),
        (concept(parent='"乙"'), "a.toml：甲：parent 指向不存在的“乙”"),
        (concept(parts='["乙"]'), "a.toml：甲：parts 指向不存在的“乙”"),
        (concept(distinct='["乙"]'), "a.toml：甲：distinct 指向不存在的“乙”"),
        (concept(parent='"甲"'), "a.toml：甲：parent 成环：甲 → 甲"),
        (concept(kind='"thing"'), "a.toml：甲：kind 须为"),
        (concept(flow='"进"'), "a.toml：甲：flow 须为"),
        (concept(aliases='"乙"'), "a.toml：甲：aliases 的类型不对"),
        (
            concept(aliases='["丁项"]') + concept(key='"乙"', name='"乙"', aliases='["“丁 项”"]'),
            "“丁项”同时是“甲”（a.toml）的名称",
        ),
        ("[[item]]\n", "a.toml：item：不认识的表"),
        ("key = ", "a.toml：TOML："),
    ],
)
def test_a_wrong_file_is_refused(folder: Path, text: str, message: str) -> None:
    (folder / "concepts" / "a.toml").write_text(text, encoding="utf-8")
    with pytest.raises(VocabularyError) as error:
        read(folder)
    assert message in str(error.value)


def test_one_name_may_be_of_both_sides(folder: Path) -> None:
    text = concept(key='"收"', name='"拨款"', flow='"收入"') + concept(key='"支"', name='"拨款"', flow='"支出"')
    (folder / "concepts" / "a.toml").write_text(text, encoding="utf-8")
    vocabulary = read(folder)
    assert vocabulary.concept_of("拨款") is None
    assert [c.key for side in ("收入", "支出") if (c := vocabulary.concept_of("一、拨 款", side))] == ["收", "支"]


def test_overlapping_years_of_a_code_are_refused(folder: Path) -> None:
    (folder / "codes.csv").write_text(
        "kind,code,name,from,to\n功能,201,甲,,2018\n功能,201,乙,2018,\n", encoding="utf-8"
    )
    with pytest.raises(VocabularyError, match=r"codes.csv：201：年份与“甲”重叠"):
        read(folder)


@pytest.mark.parametrize(
    ("code", "year", "name"),
    [
        ("30311", 2017, "住房公积金"),
        ("30311", 2024, "代缴社会保险费"),
        ("30113", 2018, "住房公积金"),
        ("30113", 2017, None),
        ("210", 2018, "医疗卫生与计划生育支出"),
        ("210", None, "卫生健康支出"),
    ],
)
def test_codes_have_their_names_by_year(code: str, year: int | None, name: str | None) -> None:
    assert load().code_name(code, year) == name


@pytest.mark.parametrize(
    ("label", "flow", "key"),
    [
        ("1.“三公”经费 支出合计", None, "三公经费"),
        ("公务用车购置及运维费", None, "公务用车购置及运行费"),
        ("三、公务用车购置和运行维护费", None, "公务用车购置及运行费"),
        ("因公出（境）国费", None, "因公出国费"),
        ("收 入 总 计", None, "收入总计"),
        ("本年收入合计", None, "本年收入合计"),
        ("财政拨款", "收入", "财政拨款收入"),
        ("一般公共预算", "支出", "一般公共预算支出"),
        ("医疗卫生与计划生育支出", None, "卫生健康支出"),
        ("货物A", None, "政府采购货物"),
        ("公务用车购置及运行费/运行费", None, "公务用车运行费"),
        ("公务车用车运行费", None, "公务用车运行费"),
        ("行政事业单位养老支出/机关事业单位职业年金缴费", "支出", "机关事业单位职业年金缴费支出"),
        ("工资福利支出/机关事业单位职业年金缴费", "支出", "职业年金缴费"),
        ("未归口管理行政单位离退休费", None, "未归口管理的行政单位离退休"),
        ("其他人大事务", None, "其他人大事务支出"),
        ("货物类政府采购支出预算", None, "政府采购货物"),
        ("服务类政府采购支出预算", None, "政府采购服务"),
        ("工程类政府采购支出预算", None, "政府采购工程"),
        ("面向小微企业预留政府采购项目预算金额", None, "面向小微企业预留"),
        ("面向中小企业预留政府采购项目预算金额", None, "面向中小企业预留"),
        ("单价100万（含）以上设备", None, "单价100万元以上设备"),
    ],
)
def test_printed_names(label: str, flow: str | None, key: str) -> None:
    found = load().concept_of(label, flow)
    assert found is not None and found.key == key


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("招待费", "公务接待费"),
        ("接待废", "公务接待费"),
        ("公车", "公务用车购置及运行费"),
        ("人头费", "人员经费"),
        ("工资", "工资福利支出"),
        ("办公经费", "公用经费"),
        ("出国", "因公出国费"),
    ],
)
def test_what_people_say(words: str, key: str) -> None:
    assert key in load().question_names[label_key(words)]


def test_notions_that_must_be_kept_apart_are_apart() -> None:
    vocabulary = load()
    for concept_ in vocabulary.concepts.values():
        own = {label_key(name) for name in concept_.printed}
        for other in concept_.distinct:
            assert not own & {label_key(name) for name in vocabulary.concepts[other].printed}, (concept_.key, other)


def test_units_are_exact_and_money_has_a_factor() -> None:
    vocabulary = load()
    assert [str(vocabulary.units[u].factor) for u in ("元", "千元", "万元", "亿元")] == [
        "1",
        "1000",
        "10000",
        "100000000",
    ]
    assert (unit := vocabulary.unit_of("（台、辆）")) is not None and unit.symbol == "辆"


def test_loading_is_quick() -> None:
    load()
    started = time.perf_counter()
    read(files("index.vocabulary"))
    assert time.perf_counter() - started < 1.0
