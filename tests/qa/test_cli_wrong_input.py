"""Wrong input on the command line is one clear line with exit code 2, and loses nothing."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

from index.library import open_library

Run = Callable[..., tuple[int, str, str]]

LONG = "问" * 10_000
WRONG: list[tuple[tuple[str, ...], str]] = [
    (("nosuch",), "nosuch"),
    ((), "缺少参数"),
    (("ask",), "请给出问题"),
    (("ask", ""), "问题是空的"),
    (("ask", "  "), "问题是空的"),
    (("ask", LONG), "问题太长（10000字）"),
    (("ask", "三公经费", "--frobnicate"), "--frobnicate"),
    (("ask", "三公经费", "--year", "19"), "应为一个年份"),
    (("ask", "三公经费", "--year", "2017..2019"), "应为一个年份"),
    (("ask", "三公经费", "--stage", "估算"), "--stage"),
    (("ask", "三公经费", "--document", "没有的.pdf"), "没有文件“没有的.pdf”"),
    (("ask", "三公经费", "--batch", "q.jsonl"), "不能同时"),
    (("ask", "--ask", " "), "--ask 后面是空的"),
    (("ask", "--ask", "不是标记"), "不认识的选项标记"),
    (("ask", "--ask", "ZjE6MDAwMA"), "不认识的选项标记"),
    (("ask", "--ask", "ZjE6MDAwMA", "--explain"), "不能同时"),
    (("ask", "--batch", "q.jsonl", "--explain"), "不能同时"),
    (("train", "missing.toml"), "" if find_spec("lightgbm") else "budgetqa[train]"),
    (("ask", "--batch", "missing.jsonl"), "missing.jsonl：没有这个文件"),
    (("ask", "三公经费", "--library", "nowhere"), "nowhere 处没有资料库"),
    (("ask", "三公经费", "--library", ""), "是空的"),
    (("ask", "三公经费", "--library", "postgresql://host/db"), "postgresql://"),
    (("tables",), "文件"),
    (("tables", "没有的.pdf"), "没有文件"),
    (("tables", "乙县财政局2021.txt", "--page", "2"), "没有第 2 页"),
    (("tables", "乙县财政局2021.txt", "--format", "pdf"), "--format"),
    (("figures", "--year", "2019..2017"), "起止年份颠倒"),
    (("figures", "-o", "no/such/folder/x.csv"), "不能写入"),
    (("remove", "没有的.pdf"), "没有文件"),
    (("evaluate",), "标准答案"),
    (("evaluate", "missing.jsonl"), "没有这个文件"),
    (("search", " "), "是空的"),
    (("search", "接待", "-k", "0"), "-k"),
    (("ingest", "missing.pdf"), "没有这个文件或文件夹：missing.pdf"),
    (("ingest", "乙.txt", "--jobs", "0"), "--jobs"),
    (("ingest",), "缺少参数"),
]


@pytest.mark.parametrize(("arguments", "words"), WRONG, ids=[" ".join(a)[:40] for a, _ in WRONG])
def test_wrong_input_is_one_clear_line(place: Path, run: Run, arguments: tuple[str, ...], words: str) -> None:
    before = len(open_library(place).documents())
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert words in err
    assert len(err.splitlines()) == 1
    assert "Traceback" not in err
    assert len(open_library(place).documents()) == before


BATCH_LINES = [
    ('{"question": "三公经费多少"', "第 2 行：不是 JSON"),
    ('["三公经费多少"]', "第 2 行：不是 JSON 对象"),
    ('{"id": 1}', "第 2 行：缺少 question"),
    ('{"question": "  "}', "第 2 行：缺少 question"),
    ('{"question": 7}', "第 2 行：缺少 question"),
    ('{"question": "a", "year": "去年"}', "第 2 行：year"),
    ('{"question": "a", "year": true}', "第 2 行：year"),
    ('{"question": "a", "org": 5}', "第 2 行：org"),
    ('{"question": "a", "context": "b"}', "第 2 行：context"),
    ("{" + f'"question": "{LONG}"' + "}", "第 2 行：问题太长"),
    (LONG, "第 2 行：问题太长"),
]


@pytest.mark.parametrize(("line", "words"), BATCH_LINES, ids=[w for _, w in BATCH_LINES])
def test_a_bad_batch_line_is_named(place: Path, run: Run, line: str, words: str) -> None:
    Path("q.jsonl").write_text(f'{{"question": "甲市档案局2021年三公经费多少"}}\n{line}\n', encoding="utf-8")
    code, out, err = run("ask", "--batch", "q.jsonl")
    assert (code, out) == (2, "")
    assert words in err
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize("text", ["", "\n\n", "﻿"], ids=["empty", "blank", "bom"])
def test_a_batch_without_questions(place: Path, run: Run, text: str) -> None:
    Path("q.jsonl").write_text(text, encoding="utf-8")
    code, out, err = run("ask", "--batch", "q.jsonl")
    assert (code, out) == (2, "")
    assert "没有问题" in err
