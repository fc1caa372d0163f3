"""Words typed by their sound: what is put right, and what is left as it is written."""

from __future__ import annotations

import pytest

from qa.question.spelling import respelt


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("甲局2024年公物接待费多少", "公务接待"),
        ("甲局2024年工资富利支出", "工资福利"),
        ("甲局一班公共预算支出", "一般公共预算"),
    ],
)
def test_a_word_typed_by_its_sound_is_put_right(question: str, meant: str) -> None:
    found = respelt(question)
    assert found is not None
    assert (found.meant, meant in found.question, found.written in found.question) == (meant, True, False)


@pytest.mark.parametrize(
    "question",
    [
        "甲局2024年公务接待费多少",
        "甲局2024年油电费多少",  # three characters that sound like 邮电费
        "甲局2024年住房公积金支出",  # 积金支出 sounds like 基金支出
        "",
    ],
)
def test_words_of_the_vocabulary_and_short_ones_are_left(question: str) -> None:
    assert respelt(question) is None
