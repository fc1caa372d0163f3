"""A library on a server through everything that takes one: the same commands, the same answers."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from index.ingest import ingest
from index.library import EmbeddedStore, Library, open_library
from index.library.upkeep import refresh, verify
from index.search import search
from qa.ask import Asker
from qa.cli.main import main
from qa.evaluate import read_gold
from qa.model import Request
from qa.render import answer_json

ROOT = Path(__file__).resolve().parents[2]
PER_KIND = 2
TODAY = 2026


@pytest.fixture(scope="module")
def server_store(postgres: Callable[[], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BUDGETQA_STATE", str(tmp_path_factory.mktemp("state")))
        store = open_library(postgres(), create=True)
        ingest([ROOT / "corpus"], store, jobs=2)
        refresh(store)
        yield store
        store.close()


def _asked() -> list[dict[str, Any]]:
    """The first questions of every kind."""
    by_kind: dict[str, list[dict[str, Any]]] = {}
    for entry in read_gold(ROOT / "tests" / "data" / "questions.jsonl"):
        by_kind.setdefault(str(entry["kind"]), []).append(dict(entry))
    return [entry for some in by_kind.values() for entry in some[:PER_KIND]]


def test_answers_are_those_of_the_folder(corpus_store: EmbeddedStore, server_store: Library) -> None:
    refresh(corpus_store)
    assert verify(server_store) == ()
    assert server_store.documents() == corpus_store.documents()
    askers = [Asker(store) for store in (corpus_store, server_store)]
    asked = _asked()
    assert len(asked) >= 12
    statuses = set()
    for entry in asked:
        request = Request(question=entry["question"], context=tuple(entry.get("context") or ()))
        told = []
        for asker, store in zip(askers, (corpus_store, server_store), strict=True):
            answer = asker.ask(request, today=TODAY)
            told.append({name: v for name, v in answer_json(answer, store).items() if name != "elapsed_ms"})
            statuses.add(answer.status)
        assert told[0] == told[1], entry["question"]
    assert len(statuses) > 1


def test_passages_are_found_as_in_the_folder(corpus_store: EmbeddedStore, server_store: Library) -> None:
    refresh(corpus_store)
    for text in ("培训费", "交通运输局渡口改造", "机关运行经费增加的原因"):
        assert search(server_store, text) == search(corpus_store, text)


def _told(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    done = main(arguments)
    told = capsys.readouterr()
    assert done == code, told
    return told.out


def test_every_command_takes_it(
    database: Callable[[], str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = database()
    here = ("--library", place)
    files = sorted(map(str, (ROOT / "corpus" / "jiangsu").iterdir()))
    batch = tmp_path / "题目.jsonl"
    batch.write_text(json.dumps({"id": "1", "question": "江苏省委办公厅2019年培训费预算"}, ensure_ascii=False))
    assert "读入 3 份" in _told(capsys, "ingest", *files, *here)
    assert "未变 3 份" in _told(capsys, "ingest", *files, *here)
    assert "万元" in _told(capsys, "ask", "江苏省委办公厅2019年培训费预算是多少", *here)
    assert json.loads(_told(capsys, "ask", "--batch", str(batch), *here).splitlines()[0])["status"] == "answered"
    assert "培训费" in _told(capsys, "search", "培训费", *here)
    assert "培训费" in _told(capsys, "figures", "--org", "江苏省委办公厅", "--item", "培训费", *here)
    assert len(json.loads(_told(capsys, "documents", "--json", *here))["documents"]) == 3
    name = Path(files[0]).name
    assert _told(capsys, "tables", name, *here)
    assert main(("check", name, *here)) in (0, 1)
    assert "江苏省委办公厅" in _told(capsys, "identify", name, *here)
    _told(capsys, "identify", name, "--scope", "单位", *here)
    assert "已去掉" in _told(capsys, "remove", name, *here)
    assert name in _told(capsys, "documents", "--removed", *here)
    assert "已恢复" in _told(capsys, "undo-remove", name, *here)
    assert "已重建索引" in _told(capsys, "rebuild", "--reread", *here)
    assert "一致：3 份" in _told(capsys, "verify", *here)
    assert "已备份" in _told(capsys, "backup", str(tmp_path / "a.bak"), *here)
    assert "已复制" in _told(capsys, "copy", place, str(tmp_path / "folder"))
    assert "一致：3 份" in _told(capsys, "verify", "--library", str(tmp_path / "folder"))
    other = database()
    assert "已恢复：3 份" in _told(capsys, "restore", str(tmp_path / "a.bak"), "--library", other)
    assert "一致：3 份" in _told(capsys, "verify", "--library", other)
    assert "已彻底清除" in _told(capsys, "remove", "--purge", name, "--library", other)
    assert "一致：2 份" in _told(capsys, "verify", "--library", other)
    assert "资料库" in _told(capsys, "doctor", *here)
    assert _told(capsys, "feedback", *here) == ""


def test_four_programs_read_in_at_once(
    database: Callable[[], str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = database()
    files = sorted((ROOT / "corpus" / "yunting").iterdir())[:8]
    shares = [[str(file) for file in files[n::4]] for n in range(4)]
    writers = [
        subprocess.Popen([sys.executable, "-m", "qa", "ingest", *share, "--library", place], stdout=subprocess.PIPE)
        for share in shares
    ]
    assert [writer.wait(300) for writer in writers] == [0] * 4
    assert f"一致：{len(files)} 份" in _told(capsys, "verify", "--library", place)
    alone = open_library(tmp_path / "alone", create=True)
    ingest(files, alone)
    together = open_library(place)
    assert sorted(map(repr, together.documents())) == sorted(map(repr, alone.documents()))
    assert together.bodies() == alone.bodies()


def test_it_is_served(server_store: Library, postgres: Callable[[], str]) -> None:
    pytest.importorskip("fastapi")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    place = server_store.database.rows("SELECT current_database()")[0][0]
    address = _address(postgres(), place)
    command = [sys.executable, "-m", "qa", "serve", "--port", str(port), "--library", address]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as server:
        try:
            body = json.dumps({"question": "教育局23年绩效工资预算"}).encode()
            asked = urllib.request.Request(
                f"http://127.0.0.1:{port}/ask", data=body, headers={"Content-Type": "application/json"}
            )
            deadline = time.monotonic() + 60
            while True:
                try:
                    with urllib.request.urlopen(asked, timeout=60) as got:
                        assert json.load(got)["status"] == "answered"
                    break
                except ConnectionError:
                    assert time.monotonic() < deadline
                except OSError as error:
                    if not isinstance(getattr(error, "reason", None), ConnectionError):
                        raise
                    assert time.monotonic() < deadline
                time.sleep(0.2)
        finally:
            server.terminate()
            server.wait(30)


def _address(other: str, name: str) -> str:
    """The address of a database on the server of another one."""
    begin, _, rest = other.partition("?")
    return f"{begin.rpartition('/')[0]}/{name}?{rest}"
