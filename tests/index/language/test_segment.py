"""Text in tokens: questions and documents go the same way."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.language.segment import characters, labels, plain_words, runs, sought_characters, sought_words, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1,507.56", "1507.56"),
        ("１，５０７．５６", "1507.56"),
        ("20.10万元", "20.1万元"),
        ("3.00", "3"),
        ("合 计", "合计"),
        ("機關運行經費", "机关运行经费"),
        ("A4纸", "a4纸"),
    ],
)
def test_the_same_in_another_print_is_the_same_tokens(one: str, other: str) -> None:
    assert words(one) == words(other)
    assert characters(one) == characters(other)


def test_a_comma_between_two_amounts_is_no_separator_of_thousands() -> None:
    assert [run for kind, run in runs("分别为4125.49,4143.91万元") if kind == "amount"] == ["4125.49", "4143.91"]


def test_names_of_the_vocabulary_are_words_and_so_are_the_words_inside_them() -> None:
    found = words("公务用车购置及运行维护费")
    assert found[-1] == "公务用车购置及运行维护费"
    assert {"公务", "购置", "运行", "维护费"} <= set(found)
    assert {"三公", "经费"} <= set(words("“三公”经费多少"))


def test_characters_are_single_and_in_pairs_and_questions_look_for_pairs() -> None:
    assert characters("会议费") == ("会", "议", "费", "会议", "议费")
    assert sought_characters("会议费") == ("会议", "议费")
    assert sought_characters("车") == ("车",)
    assert "的" not in sought_words("单位的会议费")


def test_labels_are_what_stands_before_an_amount() -> None:
    found = labels("公务接待费预算0.22万元，主要用于会议费、培训费等。2019年设立，共3个处室")
    assert "接待" in found
    assert "会议" not in found, "named, but no figure of it is given"
    assert "设立" in found or "处室" not in found


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="公务接待费三公经费一共多少万元 ,.0123456789ab（）\n", max_size=40))
def test_no_character_of_a_chinese_run_is_lost(text: str) -> None:
    plain = "".join(plain_words(text))
    assert plain == "".join(run for _, run in runs(text))
