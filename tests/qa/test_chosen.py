"""One document alone is asked: what need not be named, what is accepted with a word, what is refused."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index.errors import BadOption
from index.ingest import ingest
from index.library import open_library
from qa.ask import Asker
from qa.chosen import UNNAMED
from qa.model import Answer, Request

PAGES = {
    "名.txt": "锦川县水务局2021年度部门决算\n一、三公经费\n2021年度“三公”经费支出决算3.20万元，年初预算4.00万元。\n"
    "二、收入支出决算总表\n单位：万元\n项目\t年初预算数\t调整预算数\t决算数\n教育支出\t51.00\t52.00\t53.00\n卫生健康支出\t1.00\t2.00\t3.00\n",
    "无名.txt": "一、三公经费\n2021年“三公”经费预算安排3.20万元。\n",
    "短.txt": "水务局2021年部门预算\n一、三公经费\n2021年“三公”经费预算安排3.20万元。\n",
    "镇.txt": "石磨镇人民政府2021年度部门决算\n一、三公经费\n2021年度“三公”经费支出决算3.20万元。\n",
    "乡镇.md": "# 赣安县2022年补助资金分配公告\n\n本批资金共300.00万元。\n\n单位：万元\n\n| 乡镇 | 产业发展 | 基础设施 |\n|---|---|---|\n"
    "| 麻双乡 | 58.00 | 86.20 |\n| 长胜乡 | 90.00 | 65.80 |\n| 合计 | 148.00 | 152.00 |\n",
    "比.txt": "云县2023年三公经费决算公开\n2023年全县三公经费决算410.00万元，比上年决算450.00万元减少40.00万元。\n",
    "无年.txt": "锦川县气象局部门预算\n一、三公经费\n“三公”经费预算安排3.20万元。\n",
}


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    folder = tmp_path_factory.mktemp("chosen")
    for name, text in PAGES.items():
        (folder / name[:-4]).mkdir()
        (folder / name[:-4] / name).write_text(text, encoding="utf-8")
    store = open_library(folder / "library", create=True)
    ingest([folder], store)
    yield Asker(store)
    store.close()


def asked(asker: Asker, document: str, question: str) -> Answer:
    return asker.ask(Request(question=question, document=document), today=2025)


@pytest.mark.parametrize(
    ("document", "question", "amount", "warned"),
    [
        ("镇.txt", "云坪县石磨镇2021年三公经费决算多少", "3.20", True),
        ("乡镇.md", "赣安县2022年补助资金里麻双乡基础设施多少", "86.20", False),
        ("乡镇.md", "赣安县2022年基础设施一共多少", "152.00", False),
        ("名.txt", "三公经费决算多少", "3.20", False),
        ("名.txt", "三公经费多少", "3.20", False),
        ("名.txt", "锦川县水务局三公经费决算多少", "3.20", False),
        ("名.txt", "县水务局2021年三公经费决算多少", "3.20", False),
        ("名.txt", "三公经费年初预算多少", "4.00", False),
        ("名.txt", "教育支出年初预算数多少", "51.00", False),
        ("名.txt", "教育支出调整预算多少", "52.00", False),
        ("名.txt", "教育支出调整预算数是多少", "52.00", False),
        ("名.txt", "教育支出决算数多少", "53.00", False),
        ("无名.txt", "三公经费多少", "3.20", False),
        ("无名.txt", "乙县档案馆2021年三公经费多少", "3.20", True),
        ("短.txt", "锦川县水务局2021年三公经费多少", "3.20", True),
        ("无年.txt", "三公经费多少", "3.20", False),
    ],
)
def test_answered(asker: Asker, document: str, question: str, amount: str, warned: bool) -> None:
    answer = asked(asker, document, question)
    assert answer.value is not None and answer.value.amount == amount, answer.text
    assert (UNNAMED in answer.warnings) == warned


@pytest.mark.parametrize(
    ("document", "question"),
    [
        ("名.txt", "乙县档案馆2021年三公经费多少"),
        ("名.txt", "青山县水务局2021年三公经费多少"),
        ("名.txt", "锦川县水务局2020年三公经费多少"),
    ],
)
def test_refused(asker: Asker, document: str, question: str) -> None:
    answer = asked(asker, document, question)
    assert answer.value is None and answer.status != "answered", answer.text


def test_a_document_that_is_not_there(asker: Asker) -> None:
    with pytest.raises(BadOption, match="没有文件"):
        asked(asker, "别的.txt", "三公经费多少")


def test_two_files_of_one_name_are_asked_by_number(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("alike")
    for place in ("东", "西"):
        (folder / place).mkdir()
        text = f"{place}川县水务局2021年部门预算\n一、三公经费\n2021年“三公”经费预算安排3.20万元。\n"
        (folder / place / "预算.txt").write_text(text, encoding="utf-8")
    store = open_library(folder / "library", create=True)
    ingest([folder], store)
    asker = Asker(store)
    with pytest.raises(BadOption, match=r"对应多份文件，请用编号：.*东川县水务局.*西川县水务局"):
        asked(asker, "预算.txt", "三公经费多少")
    first, _ = store.documents()
    assert asked(asker, first.id[:12], "三公经费多少").value is not None


def test_a_change_against_another_year_is_none(asker: Asker) -> None:
    assert asked(asker, "比.txt", "2023年三公经费比2022年少了多少").status == "answered"
    assert asked(asker, "比.txt", "2023年三公经费比2020年少了多少").status != "answered"


def test_the_whole_is_no_answer_for_a_row_that_is_named(asker: Asker) -> None:
    answer = asked(asker, "乡镇.md", "麻双乡本批资金多少")
    assert answer.value is None or answer.value.amount not in ("300.00", "148.00"), answer.text
