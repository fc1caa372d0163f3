"""A change is of the amount that it is told with, not of another total that bears the same name."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.ingest import ingest
from index.library import open_library
from qa.ask import Asker
from qa.model import Request

BUDGET = """\
甲州市林业局2025年部门预算
第一部分 预算情况说明
一、收支情况
2025年支出总计{told}万元，比2024年支出总计增加20.00万元。
第二部分 预算表
收支预算总表
单位：万元
项目\t预算数
一、农林水支出\t900.00
支出总计\t900.00
"""


@pytest.mark.parametrize(("told", "amount"), [("900.00", "880.00"), ("500.00", None)])
def test_last_year_is_worked_out_only_from_the_amount_told(tmp_path: Path, told: str, amount: str | None) -> None:
    (tmp_path / "甲州市林业局2025年部门预算.txt").write_text(BUDGET.format(told=told), encoding="utf-8")
    store = open_library(tmp_path / "library", create=True)
    ingest([tmp_path], store)
    answer = Asker(store).ask(Request(question="甲州市林业局2024年支出总计多少"), today=2026)
    assert (answer.value.amount if answer.value else None) == amount, answer.text
