"""A server that is not there, goes away, or is held up by another: one line, and nothing lost."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from index.errors import LibraryError
from index.library import Library, Record, prepare
from index.library.turns import WAITING
from index.library.upkeep import verify
from qa.cli.main import main
from tests.index.library.filling import filled

Make = Callable[..., Record]
New = Callable[[], str]


ODD = (
    ("postgresql://u:geheim@127.0.0.1:9/db", "连不上服务器"),
    ("postgresql://u:geheim@127.0.0.1:geheim/db", "写得不对"),
    ("postgresql://u:ge?heim=geheim@127.0.0.1:9/db", "连不上服务器"),
    ("postgresql://127.0.0.1:9/db?password=geheim", "连不上服务器"),
    ("postgresql://u:1/geheim@127.0.0.1/db", "写得不对"),
    ("postgresql://u:x@geheim@127.0.0.1/db", "写得不对"),
    ("mysql://u:geheim@host/db", "不支持 mysql://"),
)


@pytest.mark.parametrize(("place", "words"), ODD)
@pytest.mark.parametrize("command", [("ask", "三公经费多少"), ("verify",), ("web",), ("documents",), ("doctor",)])
def test_a_server_that_cannot_be_reached_is_said_in_a_line(
    place: str, words: str, command: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("psycopg")
    code = main([*command, "--library", place])
    said = "".join(capsys.readouterr())
    assert "geheim" not in said
    assert "Traceback" not in said
    if command != ("doctor",):
        assert code == 2
        assert said.startswith("budgetqa: ")
        assert said.count("\n") == 1
        assert words in said


def test_without_the_extra_it_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert main(["ask", "三公经费多少", "--library", "postgresql://u:geheim@host/db"]) == 2
    said = capsys.readouterr().err
    assert said == "budgetqa: postgresql:// 资料库需要附加项：pip install 'budgetqa[postgres]'（缺少 psycopg）\n"


def test_a_server_that_goes_away_is_said_in_a_line(
    database: New, make_record: Make, caplog: pytest.LogCaptureFixture
) -> None:
    store = filled(database(), make_record)
    name = store.database.rows("SELECT current_database()")[0][0]
    end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ? AND pid <> pg_backend_pid()"
    with caplog.at_level(logging.ERROR):
        with pytest.raises(LibraryError, match=r"断了|中断"), store.database.at_once():
            ThreadPoolExecutor(1).submit(store.database.rows, end, [name]).result()
            store.passage_ids()
        # The next question is asked over another connection.
        assert len(store.figures()) == 4


def test_who_is_killed_in_its_turn_lets_the_next_one_in(database: New, make_record: Make) -> None:
    place = database()
    store = filled(place, make_record)
    code = (
        "import sys, time; from index.library import open_library\n"
        "store = open_library(sys.argv[1])\n"
        "with store.turn(), store.database.write() as writer:\n"
        "    writer.execute('DELETE FROM documents'); print('in', flush=True); time.sleep(600)"
    )
    with subprocess.Popen([sys.executable, "-c", code, place], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"in\n"
        said: list[str] = []
        with ThreadPoolExecutor(1) as pool:
            waiting = pool.submit(_in_turn, store, said.append)
            with pytest.raises(TimeoutError):
                waiting.result(0.5)
            other.kill()
            assert waiting.result(30) == 2
    assert said == [WAITING]
    store.put(prepare(make_record(name="新.txt")))
    assert verify(store) == ()


def _in_turn(store: Library, say: Callable[[str], None]) -> int:
    with store.turn(say):
        return len(store.documents())
