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
