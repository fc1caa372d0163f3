"""The index of words: what is found, what is filtered."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.errors import LibraryError
from index.language.segment import pairs, sought_characters, sought_words
from index.lexical import CHARACTERS, LABELS, WORDS, LexicalIndex, build
from index.model import Passage, Span


def _passage(number: int, text: str, document: str = "a", kind: str = "正文") -> Passage:
    return Passage(
        id=f"p{number}", document=document, org="丙局", year=2021, stage="预算", scope="部门", kind=kind,
        section=(), heading="", text=text, page=None, span=Span(start=0, end=1),
    )  # fmt: skip


_TEXTS = ("公务接待费预算0.22万元", "会议费1,507.56万元", "负责全市档案工作", "培训费、会议费、公务接待费等支出")


@pytest.fixture
def index(tmp_path: Path) -> LexicalIndex:
    passages = [_passage(i, text, "ab"[i % 2], "表格" if i == 1 else "正文") for i, text in enumerate(_TEXTS)]
    assert build(passages, tmp_path / "words") == len(_TEXTS)
    return LexicalIndex(tmp_path / "words")


def _rows(index: LexicalIndex, text: str, field: str = CHARACTERS, **filters: object) -> list[int]:
    cut = {CHARACTERS: sought_characters, WORDS: sought_words, LABELS: pairs}[field]
    return index.search({field: dict.fromkeys(cut(text), 1.0)}, 10, **filters)[0].tolist()  # type: ignore[arg-type]


@pytest.mark.parametrize("field", [CHARACTERS, WORDS])
def test_the_passage_that_says_it_comes_first(index: LexicalIndex, field: str) -> None:
    assert _rows(index, "接待费预算", field)[0] == 0
    assert _rows(index, "档案工作", field)[0] == 2
    assert _rows(index, "没有这种东西", field) == []


def test_an_amount_is_found_in_whatever_form(index: LexicalIndex) -> None:
    assert _rows(index, "1507.56") == _rows(index, "１，５０７．５６") == [1]


def test_labels_find_what_gives_a_figure_not_what_only_names_it(index: LexicalIndex) -> None:
    assert set(_rows(index, "公务接待费")) == {0, 3}
    assert _rows(index, "公务接待费", LABELS) == [0]


def test_filters_come_first(index: LexicalIndex) -> None:
    assert set(_rows(index, "会议费", documents=("b",))) == {1, 3}
    assert _rows(index, "会议费", documents=("b",), kind="表格") == [1]
    assert _rows(index, "会议费", documents=()) == []
    assert _rows(index, "会议费", documents=("none",)) == []


def test_weights_count(index: LexicalIndex) -> None:
    tokens = {CHARACTERS: {"档案": 1.0, "会议": 1.0}}
    heavy = {CHARACTERS: {"档案": 9.0, "会议": 1.0}}
    plain = dict(zip(*(x.tolist() for x in index.search(tokens, 10)), strict=True))
    weighted = dict(zip(*(x.tolist() for x in index.search(heavy, 10)), strict=True))
    assert weighted[2] == pytest.approx(9 * plain[2], rel=1e-4)
    assert weighted[1] == pytest.approx(plain[1], rel=1e-4)


def test_a_large_index_passes_over_what_nearly_all_passages_say(
    index: LexicalIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.lexical.LARGE", 0)
    assert _rows(index, "全市档案工作经费等支出")[0] in (2, 3)
    assert index.information(CHARACTERS, ["档案"]) > index.information(CHARACTERS, ["接待"]) > 0


def test_an_empty_index_finds_nothing_and_a_missing_one_says_so(tmp_path: Path) -> None:
    build([], tmp_path / "words")
    assert _rows(LexicalIndex(tmp_path / "words"), "接待费") == []
    with pytest.raises(LibraryError, match="rebuild"):
        LexicalIndex(tmp_path / "none")


def test_whether_one_passage_has_all_of_a_name(index: LexicalIndex) -> None:
    assert index.holds(CHARACTERS, pairs("公务接待费"))
    assert not index.holds(CHARACTERS, pairs("档案接待费")), "its parts stand in different passages"
    assert index.holds(CHARACTERS, pairs("公务接待费"), documents=("b",))
    assert not index.holds(CHARACTERS, pairs("公务接待费"), kind="表格")
    assert not index.holds(CHARACTERS, ()) and not index.holds(CHARACTERS, pairs("公务接待费"), documents=())
