"""Names and calls that nobody means: each is one clear line, none a traceback, none stops what stands beside it."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from index.errors import BadOption
from index.library import EmbeddedStore, Record, open_library, prepare
from index.names import kept, plain, shown
from qa import settings
from qa.ask import Asker
from qa.model import Request

TEXT = "甲市档案局2021年部门预算\n公务接待费3.20万元。\n"
LONG = "长" * 300
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def place(tmp_path: Path, make_record: Callable[..., Record], monkeypatch: pytest.MonkeyPatch) -> Path:
    store = open_library(tmp_path / "library", create=True)
    store.put(prepare(make_record()))
    store.close()
    monkeypatch.setenv("BUDGETQA_LIBRARY", str(tmp_path / "library"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


CALLS = [
    (("ingest", LONG), "没有这个文件"),
    (("ingest", "a\0b"), "没有这个文件"),
    (("ingest", "a.txt", "--library", LONG), "不能在"),
    (("ask", "三公经费", "--library", LONG), "没有资料库"),
    (("ingest", "a.txt", "--seconds", "99999999999999999999"), "--seconds 应在 1 到"),
    (("ingest", "a.txt", "--memory-mb", "9" * 5000), "--memory-mb"),
    (("ingest", "a.txt", "--pages", "0"), "--pages 应在 1 到"),
    (("ingest", "a.txt", "--embedder", LONG), "不能载入向量模型"),
    (("search", "三公经费", "-k", "99999999999999999999"), "-k 应在 1 到"),
    (("ask", "三公经费", "--document", LONG), "资料库中没有文件"),
    (("ask", "三公经费", "--document", "a\0b"), "资料库中没有文件"),
    (("ask", "--batch", LONG), "无法读取"),
    (("figures", "--output", LONG), "不能写入"),
    (("documents", "\x1b[31m"), "\\u001b[31m"),
]


@pytest.mark.parametrize(("arguments", "words"), CALLS, ids=[str(i) for i in range(len(CALLS))])
def test_a_call_that_means_nothing_is_one_line(place: Path, run: Run, arguments: tuple[str, ...], words: str) -> None:
    (place / "a.txt").write_text(TEXT, "utf-8")
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert words in err and len(err) < 700 and "\x1b" not in err
    assert err.count("\n") == 1


LINES = [
    ('{"question": "三公经费", "stage": "算"}', "stage 不能是 算（可用：预算"),
    ('{"question": "三公经费", "scope": "县"}', "scope 不能是 县"),
    ("[" * 100_000, "嵌套太深"),
    ('{"question": "三公经费", "year": ' + "1" * 5000 + "}", "数字太长"),
    ('{"question": "三公经费", "year": ' + "1" * 4000 + "}", "year 应为年份"),
    ('{"question": "三公经费", "year": NaN}', "year 应为年份"),
    ('{"question": "三公经费", "year": 2e3}', "year 应为年份"),
    ('{"question": "三公经费", "org": "' + "局" * 3000 + '"}', "org 应为文字"),
    (json.dumps({"question": "三公经费", "context": ["三" * 2000] * 400}), "50 个以内"),
    (json.dumps({"question": "三公经费", "context": ["三" * 3000]}), "每个不超过2000字"),
]


@pytest.mark.parametrize(("line", "words"), LINES, ids=[str(i) for i in range(len(LINES))])
def test_a_line_that_is_no_question_is_named(place: Path, run: Run, line: str, words: str) -> None:
    (place / "q.jsonl").write_text("三公经费多少\n" + line + "\n", "utf-8")
    code, out, err = run("ask", "--batch", "q.jsonl")
    assert (code, out) == (2, "")
    assert "第 2 行" in err and words in err and len(err) < 400


ODD = [
    {"question": "甲市档案局三公经费\0是多少"},
    {"question": "甲市档案局\ud800三公经费"},
    {"question": "甲市档案局三公经费", "org": "\udcff"},
    {"question": "甲市档案局三公经费", "document": "a\0b"},
    {"question": "甲市档案局三公经费", "document": "\ud800" * 1000},
    {"question": "\x1b[31m甲市档案局三公经费", "id": {"a": [None, 1.5]}},
    {"question": "最高17年23年补贴"},
    {"question": "前90年2017维修"},
    {"question": "٣٤٥三公经费²"},
]


def test_odd_lines_have_their_answers_and_the_batch_goes_on(place: Path, run: Run) -> None:
    (place / "q.jsonl").write_text("".join(json.dumps(line) + "\n" for line in ODD), "utf-8")
    code, out, err = run("ask", "--batch", "q.jsonl")
    assert (code, err) == (0, "")
    answers = [json.loads(line) for line in out.splitlines()]
    assert len(answers) == len(ODD) and "\x1b" not in out
    assert answers[5]["id"] == {"a": [None, 1.5]}


def test_a_mistake_of_ours_costs_one_line(place: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    ask = Asker.ask

    def failing(self: Asker, request: Request) -> object:
        if request.question == "二":
            raise ZeroDivisionError
        return ask(self, request)

    monkeypatch.setattr(Asker, "ask", failing)
    (place / "q.txt").write_text("三公经费\n二\n三公经费\n", "utf-8")
    code, out, err = run("ask", "--batch", "q.txt")
    assert len(out.splitlines()) == 3 and "第 2 行" in err and "Traceback" not in err
    assert code == 1


@pytest.mark.parametrize("question", ["最高17年23年补贴", "前90年2017维修"])
def test_years_without_a_body_to_say_them_of(corpus_store: EmbeddedStore, question: str) -> None:
    assert Asker(corpus_store).ask(Request(question=question)).status in ("not_found", "clarify", "answered")


@pytest.mark.parametrize(
    ("name", "value"), [("SECONDS", "9" * 5000), ("SECONDS", "99999999999"), ("JOBS", "0"), ("PAGES", "²")]
)
def test_a_setting_that_no_clock_takes_is_named(name: str, value: str) -> None:
    with pytest.raises(BadOption, match="应为 1 到") as told:
        settings.load({f"BUDGETQA_{name}": value})
    assert len(str(told.value)) < 150
    with pytest.raises(BadOption, match="没有设置文件"):
        settings.load({"BUDGETQA_SETTINGS": LONG})


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_names_that_are_no_text_and_links_out_of_the_folder(place: Path, run: Run) -> None:
    folder = place / "folder"
    (folder / "in").mkdir(parents=True)
    names = ["甲市2021年预算.txt".encode("gbk"), b"red\x1b[31m\n.txt", b"\xff\xfe.txt"]
    for number, name in enumerate(names):
        (Path(os.fsdecode(os.fsencode(folder) + b"/" + name))).write_text(f"{number}{TEXT}", "utf-8")
    (place / "secret.txt").write_text("不给人看", "utf-8")
    (folder / "link.txt").symlink_to(place / "secret.txt")
    (folder / "in" / "a.txt").write_text(TEXT, "utf-8")
    (folder / "same.txt").symlink_to(folder / "in" / "a.txt")
    code, out, err = run("ingest", "folder")
    assert (code, err) == (0, "") and "读入 4 份" in out and "link.txt" in out
    code, out, err = run("documents")
    assert (code, "\x1b" in out) == (0, False)
    assert "甲市2021年预算.txt" in out and "link.txt" not in out and "same.txt" not in out
    code, out, err = run("ingest", "folder")
    assert "未变 4 份" in out


NAMES = [
    ("a/b/c.pdf", "c.pdf"),
    ("..\\..\\c.pdf", "c.pdf"),
    ("政" * 66 + "a.pdf", "政" * 62 + "~f36f5188.pdf"),
    ("a" * 300, "a" * 191 + "~9835fa6b"),
    ("", "未命名"),
    ("\x1b[31m.pdf", "[31m.pdf"),
    ("...", "未命名"),
]


@pytest.mark.parametrize(("given", "name"), NAMES, ids=[str(i) for i in range(len(NAMES))])
def test_a_name_that_a_file_can_be_kept_under(given: str, name: str, tmp_path: Path) -> None:
    assert kept(given) == name
    assert len(name.encode()) <= 200
    (tmp_path / kept(given)).write_bytes(b"")


def test_what_steers_a_terminal_is_written_out() -> None:
    assert plain("a\x1b[2J\u202eb\x9b\t\n") == "a\\u001b[2J\\u202eb\\u009b\t\n"
    assert shown("甲\x07\u202e.txt") == "甲\ufffd\ufffd.txt"
    assert shown("甲.txt") == "甲.txt"
