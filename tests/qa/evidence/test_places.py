"""Places that a question names and a document does not print."""

from __future__ import annotations

import pytest

from qa.evidence.places import Places, unprinted

# question, the document's words → whose place it may be, and which it cannot be
CASES = [
    ("仓山区2020年收入", "全区一般公共预算收入", Places(own=("仓山区",))),
    ("仓山区2020年收入", "一般公共预算收入", Places(own=("仓山区",))),
    ("仓山区2020年收入", "全县一般公共预算收入", Places(foreign=("仓山区",))),
    ("仓山区2020年收入", "鼓楼区一般公共预算收入", Places(foreign=("仓山区",))),
    ("仓山区2020年收入", "仓山区一般公共预算收入", Places()),
    ("彭水2021年财力", "全县总财力", Places(own=("彭水",))),
    ("甘南州一季度收入", "全省一般公共预算收入", Places(foreign=("甘南州",))),
    ("三公经费多少", "全县三公经费", Places()),
]


@pytest.mark.parametrize(("question", "words", "places"), CASES)
def test_a_place_that_is_not_printed(question: str, words: str, places: Places) -> None:
    assert unprinted(question, words) == places
