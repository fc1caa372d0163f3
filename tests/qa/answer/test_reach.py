"""A comparison of years that do not count the same says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.ingest import ingest
from index.library import open_library
from qa.ask import Asker
from qa.model import Request

PAGE = """甲市档案局{year}年部门预算
一、机关运行经费情况
{year}年机关运行经费预算{amount}万元，比上年预算减少{change}万元，主要原因是{reason}。
"""
CHANGED = "机关运行经费统计口径发生调整，不再包含项目支出中的运行经费"


@pytest.mark.parametrize(("reason", "warned"), [(CHANGED, True), ("压缩了办公费和差旅费", False)])
def test_a_changed_reach_between_the_years(tmp_path: Path, reason: str, warned: bool) -> None:
    pages = ((2020, "9.00", "0.50", "节约开支"), (2021, "4.00", "5.00", reason), (2022, "3.50", "0.50", "节约开支"))
    for year, amount, change, why in pages:
        path = tmp_path / f"甲市档案局{year}年部门预算.txt"
        path.write_text(PAGE.format(year=year, amount=amount, change=change, reason=why), encoding="utf-8")
    store = open_library(tmp_path / "library", create=True)
    ingest([tmp_path], store)
    asker = Asker(store)
    apart = asker.ask(Request(question="甲市档案局机关运行经费2022年比2020年少多少"), today=2024)
    assert apart.value and apart.value.amount == "5.50"
    assert any("口径" in w and "2021年部门预算.txt" in w for w in apart.warnings) is warned
    later = asker.ask(Request(question="甲市档案局机关运行经费2022年比2021年少多少"), today=2024)
    assert later.value and not any("口径" in w for w in later.warnings)
