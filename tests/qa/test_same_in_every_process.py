"""A question comes to the same in every process: nothing rests on the order of a set, which Python draws anew each time."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from index.ingest import ingest
from index.library import open_library

# Two names of one length, both said by the question: 小学教育, 教育支出.
PAPER = """# 云县教育局2021年部门预算

## 支出预算表

单位：万元

| 功能科目 | 合计 | 基本支出 | 项目支出 |
|---|---|---|---|
| 教育支出 | 900.00 | 600.00 | 300.00 |
| 小学教育 | 400.00 | 250.00 | 150.00 |
| 高中教育 | 500.00 | 350.00 | 150.00 |
"""


def test_the_candidates_are_the_same_whatever_the_hash_seed(tmp_path: Path) -> None:
    paper = tmp_path / "云县教育局2021年部门预算.md"
    paper.write_text(PAPER, encoding="utf-8")
    store = open_library(tmp_path / "library", create=True)
    ingest([paper], store)
    store.close()
    call = [
        sys.executable,
        "-m",
        "qa",
        "ask",
        "云县教育局2021年小学教育支出",
        "--explain",
        "--library",
        str(tmp_path / "library"),
    ]
    told = {
        subprocess.run(call, env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=True).stdout
        for seed in ("0", "1", "2", "3")
    }
    assert len(told) == 1 and b"400.00" in next(iter(told))
