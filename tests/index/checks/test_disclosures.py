"""Checks on whole disclosures: of a doctored copy all that was planted is found, of others nothing is said."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from objections import failed

from index.model import Document


@pytest.fixture(scope="session")
def parsed(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Document]:
    """Documents of the shared folder, parsed once."""
    from index.parsing import parse
    from index.readers import read

    folder = tmp_path_factory.mktemp("parsed")

    def get(pattern: str) -> Document:
        path = next((shared / "data" / "disclosures").glob(pattern))
        kept = folder / f"{sha256(str(path).encode()).hexdigest()}.pickle"
        if not kept.exists():
            data = path.read_bytes()
            kept.write_bytes(pickle.dumps(parse(read(path.name, data), sha256(data).hexdigest())))
        document: Document = pickle.loads(kept.read_bytes())
        return document

    return get


PLANTED = [
    "收入支出总计0万元",
    "XX局",
    "支出决算表",
    "三公",
    "2023年度部门决算情况说明",
    "行政运行”写“决算数大于",
    "职业年金缴费支出”写“决算数大于",
    "行政单位医疗”写“决算数等于",
    "截至2023年12月31日",
]


def test_the_doctored_copy_and_nothing_else(parsed: Callable[[str], Document]) -> None:
    messages = [f.message for f in failed(parsed("not_real/*.pdf"))]
    for planted in PLANTED:
        assert any(planted in message for message in messages), planted
    assert len(messages) <= len(PLANTED) + 1, messages


@pytest.mark.parametrize(
    "name",
    ["shanghai/*财政局2024年度部门决算.pdf", "shanghai/上海市财政局*.pdf", "jiangsu/*检察院__2018*.pdf", "swu/04*.pdf"],
)
def test_no_false_alarm_on_sums(parsed: Callable[[str], Document], name: str) -> None:
    found = [f for f in failed(parsed(name)) if f.check in ("行内合计", "列内合计", "收支平衡", "目录与表", "年度一致")]
    assert not found, [f.message for f in found]
