"""An asker over three documents, and an answer of one amount."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from qa.ask import Asker
from qa.model import Answer
from tests.qa.writing.written import FILES, ONE, ROOT, answer_of


@pytest.fixture(scope="package")
def asker(asker_of: Callable[[Mapping[str, str]], Asker]) -> Asker:
    return asker_of({name: (ROOT / "corpus/yunting" / name).read_text(encoding="utf-8") for name in FILES})


@pytest.fixture(scope="package")
def one(asker: Asker) -> Answer:
    found = answer_of(asker, ONE)
    assert found.text == "云汀市教育局2022年部门预算中“三公”经费为63.56万元。比上年预算减少17.74万元。"
    return found
