"""Where a writer is set, and where it is asked for."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.errors import BadOption
from qa.ask import Asker
from qa.cli import main
from qa.model import Answer
from qa.serve.desk import Desk
from qa.serve.limits import Limits
from qa.writing import config
from qa.writing.config import Config
from qa.writing.writer import rewording
from tests.qa.writing.written import FAITHFUL, KEY, ONE, ROOT
from tests.stub_writer import saying, stub

# -- settings -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "budgetqa.toml"
    monkeypatch.setenv("BUDGETQA_SETTINGS", str(file))
    file.write_text("", encoding="utf-8")
    return file


def test_option_before_environment_before_file(settings: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert config.load() == Config() and not config.load().address
    settings.write_text("[writer]\naddress = 'http://a/v1'\nmodel = 'm'\nseconds = 3\n", encoding="utf-8")
    assert config.load() == Config(address="http://a/v1", model="m", seconds=3)
    monkeypatch.setenv("BUDGETQA_WRITER_ADDRESS", "https://b")
    monkeypatch.setenv("BUDGETQA_WRITER_KEY", KEY)
    assert (config.load().address, config.load().key) == ("https://b", KEY)
    assert config.load("http://c:8080/v1").address == "http://c:8080/v1"


@pytest.mark.parametrize(
    "address",
    ["", "localhost:8080", "ftp://a", "file:///etc/passwd", "http://", "http://u:p@a/v1", "http://a:99999", "http://a/v1?x=1", "http://a/\n"],
)  # fmt: skip
def test_an_address_that_means_nothing_is_refused(settings: Path, address: str) -> None:
    with pytest.raises(BadOption):
        config.load(address)


def test_without_a_writer_nothing_is_touched(one: Answer) -> None:
    assert rewording(Config())(one) is one


def test_no_writer_costs_nothing_at_start() -> None:
    code = "import sys, qa.writing.writer; sys.exit('http.client' in sys.modules or 'ssl' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


# -- where it is asked for ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def library(asker: Asker) -> Iterator[str]:
    yield str(asker.shelf.store.folder)


def test_ask_and_batch(
    library: str, settings: Path, one: Answer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with stub(saying(FAITHFUL.replace("为", "是"))) as server:
        assert main(["ask", ONE, "--json", "--library", library, "--writer", server.address]) == 0
        told = json.loads(capsys.readouterr().out)
        assert told["text"] == FAITHFUL.replace("为", "是") and told["value"] == {"amount": "63.56", "unit": "万元"}
        lines = tmp_path / "questions.txt"
        lines.write_text(f"{ONE}\n云汀市教育局2031年三公经费多少\n", encoding="utf-8")
        assert main(["ask", "--batch", str(lines), "--library", library, "--writer", server.address]) == 0
        first, second = map(json.loads, capsys.readouterr().out.splitlines())
        assert first["text"] == FAITHFUL.replace("为", "是") and second["status"] == "not_found"
        assert len(server.requests) == 2
    assert main(["ask", ONE, "--library", library, "--writer", "nonsense"]) == 2


def test_the_interface(asker: Asker, one: Answer) -> None:
    with stub(saying(FAITHFUL.replace("为", "是"))) as server:
        worded = rewording(Config(address=server.address))
        told = Desk(asker.shelf.store, Limits(), worded=worded).ask({"question": ONE})
    assert told["text"] == FAITHFUL.replace("为", "是") and told["figures"][0]["amount"] == "63.56"
