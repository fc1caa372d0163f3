"""The measures themselves: what counts as found, and what does not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from index.errors import UnreadableFile
from index.library import EmbeddedStore, Record, open_library, prepare
from index.model import Passage
from qa.evaluate_retrieval import Topic, interval, scores, summary, topics, wording
from qa.retrieval_sets import entries, read_reading, read_unlisted, unlisted_in_documents


def _topic(name: str, *relevant: str) -> Topic:
    return Topic(id=name, kind="figure", wording="", text=name, documents=None, relevant=frozenset(relevant))


def _ranked(**rankings: str) -> Callable[[str, tuple[str, ...] | None, int], list[str]]:
    return lambda text, documents, k: list(rankings.get(text, ""))[:k]


def test_the_first_passage_that_tells_counts_and_its_copies_are_passed_over() -> None:
    asked = [_topic("first", "a", "b"), _topic("third", "c"), _topic("never", "z"), _topic("copies", "a", "b", "c")]
    told = scores(asked, _ranked(first="abx", third="xyc", never="abc", copies="xabc"))
    assert told["first"] == {"nDCG@10": 1.0, "R@1": 1.0, "R@5": 1.0, "R@10": 1.0, "RR": 1.0}
    assert told["third"]["RR"] == pytest.approx(1 / 3) and told["third"]["R@1"] == 0
    assert told["copies"]["RR"] == pytest.approx(1 / 2)
    assert set(told["never"].values()) == {0.0}, "a question without a result scores 0, it does not vanish"
    assert summary(asked, told)["R@5"] == pytest.approx(3 / 4)


def test_an_interval_holds_the_mean_and_narrows_with_more() -> None:
    few, many = interval([0.0, 1.0] * 5), interval([0.0, 1.0] * 500)
    assert few[0] < many[0] < 0.5 < many[1] < few[1]
    assert interval([1.0] * 9) == (1.0, 1.0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("公务接待费多少", "official"),
        ("接待费多少", "listed"),
        ("哪怕什么事都不干也得花的钱有多少", "descriptive"),
        ("信息系统建成了没有呀", "unlisted"),
    ],
)
def test_a_question_is_told_by_how_it_names_its_subject(text: str, expected: str) -> None:
    assert wording(text) == expected


@pytest.fixture
def store(tmp_path: Path, make_record: Callable[..., Record]) -> EmbeddedStore:
    made = open_library(tmp_path / "library", create=True)
    record = make_record()
    (passage,) = record.passages
    texts = ("公务接待费预算3.20万元。会议费1.05万元。", "公务接待费主要用于招待来访人员。", "全年支出1,507.56万元。")
    passages = tuple(replace(passage, id=f"{passage.id}{i}", text=text) for i, text in enumerate(texts))
    made.put(prepare(replace(record, passages=passages)))
    return made


def _relevant(store: EmbeddedStore, **entry: object) -> list[str]:
    (info,) = store.documents()
    passages: dict[str, tuple[Passage, ...]] = {info.id: store.passages_of(info.id)}
    given = {"id": "1", "documents": [info.file], "kind": "figure", "status": "answered", **entry}
    asked = topics([given], store, passages)
    return sorted(p.text[:5] for t in asked for p in passages[info.id] if p.id in t.relevant)


def test_relevant_is_what_prints_the_value_beside_its_name(store: EmbeddedStore) -> None:
    question = "甲市档案局2021年公务接待费多少"
    assert _relevant(store, question=question, expected_value="3.20", expected_unit="万元") == ["公务接待费"]
    assert _relevant(store, question=question, expected_value="1.05", expected_unit="万元") == [], "of another item"
    assert _relevant(store, question="全年支出", expected_value="1507.56", expected_unit="万元") == ["全年支出1"]
    assert _relevant(store, question=question, expected_value=None, expected_text="招待来访") == ["公务接待费"]
    assert _relevant(store, question=question, status="not_found") == []
    assert _relevant(store, question=question, expected_value="3.20", not_with=["x.pdf"]) == []


def test_relevant_is_what_prints_the_value_in_another_form(make_record: Callable[..., Record], tmp_path: Path) -> None:
    (passage,) = make_record().passages
    store = open_library(tmp_path / "library", create=True)
    forms = (
        ("正文", "", "根据工作需要内设五个处室。"),
        ("正文", "", "根据工作需要内设五个处室，下同。"),
        ("表格", "三公经费表（单位：元）", "公务接待费，预算数 = 32,000"),
        ("正文", "", "会议费110万元。"),
    )
    passages = tuple(
        replace(passage, id=f"{passage.id}{i}", kind=kind, heading=heading, text=text)
        for i, (kind, heading, text) in enumerate(forms)
    )
    store.put(prepare(replace(make_record(), passages=passages)))
    copies = ["根据工作需", "根据工作需"]
    assert _relevant(store, question="内设几个处室", kind="count", expected_value="5", expected_unit="个") == copies
    question = "甲市档案局2021年公务接待费多少"
    assert _relevant(store, question=question, expected_value="3.20", expected_unit="万元") == ["公务接待费"]
    assert _relevant(store, question="会议费", expected_value="10", expected_unit="万元") == [], "110 is not 10"


def test_what_was_worked_out_is_not_any_passage_with_its_digits(store: EmbeddedStore) -> None:
    given = {"question": "哪个少，少多少", "expected_value": "1.05", "expected_unit": "万元"}
    assert _relevant(store, **given, kind="figure") == ["公务接待费"]
    assert _relevant(store, **given, kind="compare_years") == []


def test_a_year_that_is_not_held_is_looked_for_in_the_bodys_other_years(store: EmbeddedStore) -> None:
    (info,) = store.documents()
    passages = {info.id: store.passages_of(info.id)}
    entry = {
        "id": "1", "documents": [info.file], "kind": "figure", "status": "answered", "expected_unit": "万元",
        "expected_value": "1507.56", "question": f"{info.org}{(info.year or 0) - 1}年支出多少",
    }  # fmt: skip
    assert [t.documents for t in topics([entry], store, passages)] == [(info.id,)]


def test_words_that_no_list_foresaw_are_of_notions_that_there_are(tmp_path: Path) -> None:
    path = Path(__file__).resolve().parents[1] / "data/unlisted_queries.tsv"
    questions = read_unlisted(path)
    assert len(questions) == len({text for text, _ in questions}) >= 200
    assert all(p.text for p in entries(["公务接待费"]))
    bad = tmp_path / "bad.tsv"
    bad.write_text("问题\t没有这个概念\n", encoding="utf-8")
    with pytest.raises(UnreadableFile, match="概念"):
        read_unlisted(bad)


def test_cases_in_documents_ask_for_figures_that_are_there(store: EmbeddedStore) -> None:
    (info,) = store.documents()
    cases = unlisted_in_documents(
        [("请客的钱", "公务接待费"), ("看病", "医疗费")], {info.id: store.passages_of(info.id)}
    )
    assert [(text, document) for text, document, _ in cases] == [("请客的钱", info.id)]


def test_reading_comprehension_files(tmp_path: Path) -> None:
    path = tmp_path / "dev.json"
    path.write_text(
        '{"data": [{"paragraphs": [{"context": "甲乙丙", "qas": [{"id": "1", "question": "甲？"}]}]}]}',
        encoding="utf-8",
    )
    held, asked = read_reading(path)
    assert [p.text for p in held] == ["甲乙丙"] and asked[0].relevant == {held[0].id}
    path.write_text("[]", encoding="utf-8")
    with pytest.raises(UnreadableFile):
        read_reading(path)
