"""``budgetqa web`` and ``demo``: the page over any library, with every setting, from wherever they are called."""

from __future__ import annotations

import argparse
import os
import socket
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from qa.cli import demo, page
from qa.cli.main import main
from tests.servers import answering, free_port
from tests.web.conftest import ROOT, is_healthy


def test_the_settings_of_both_ways_to_start_are_the_same() -> None:
    shipped, beside = ROOT / "qa/web/streamlit.toml", ROOT / ".streamlit/config.toml"
    assert tomllib.loads(shipped.read_text("utf-8")) == tomllib.loads(beside.read_text("utf-8"))


def test_every_setting_is_one_that_streamlit_takes() -> None:
    from streamlit import config

    names = [part[2:] for part in page.settings()[::2]]
    assert len(names) > 15 and "theme.dark.backgroundColor" in names
    assert [name for name in names if name not in config._config_options_template] == []


def test_loopback_unless_told_otherwise() -> None:
    parser = argparse.ArgumentParser()
    page.add(parser)
    assert parser.parse_args([]).host == "127.0.0.1"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--library", "none"], "没有资料库"),
        (["--port", "99999"], "--port"),
        (["--port", "abc"], "--port"),
        (["--host", "203.0.113.9"], "--host"),
    ],
)
def test_a_wrong_call_is_told_in_a_line(
    arguments: list[str], told: str, library: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BUDGETQA_LIBRARY", str(library))
    try:
        code = main(["web", *arguments])
    except SystemExit as stopped:
        code = stopped.code
    said = capsys.readouterr().err
    assert code == 2 and told in said and said.count("\n") == 1


def test_a_wrong_setting_of_the_page_is_told_before_it_is_served(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "budgetqa.toml"
    file.write_text("[web]\nminutes = 0\n", encoding="utf-8")
    monkeypatch.setenv("BUDGETQA_SETTINGS", str(file))
    monkeypatch.setattr(page.subprocess, "Popen", lambda *_, **__: pytest.fail("the page was served"))
    assert main(["web", "--library", str(library), "--no-browser"]) == 2
    assert "minutes" in capsys.readouterr().err


def test_a_port_that_is_taken_is_told(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert main(["web", "--library", str(library), "--port", str(taken.getsockname()[1])]) == 2
    assert "换一个端口" in capsys.readouterr().err


def test_the_documents_of_the_demonstration_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert demo.corpus() == ROOT / "corpus"
    packages = tmp_path / "lib" / "python3" / "site-packages"
    shared = tmp_path / "share" / "budgetqa" / "corpus"
    packages.mkdir(parents=True)
    shared.mkdir(parents=True)
    monkeypatch.setattr(demo, "_HOME", packages)
    assert demo.corpus() == shared
    kept = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["data-files"]
    folders = {path.parent.relative_to(ROOT).as_posix() for path in (ROOT / "corpus").glob("*/*.txt")}
    assert {name.removeprefix("share/budgetqa/") for name in kept} == folders


def test_the_page_over_any_library_from_any_folder(library: Path, tmp_path: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "qa", "web", "--library", str(library), "--port", str(port), "--no-browser"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stderr=subprocess.PIPE, stdout=subprocess.PIPE) as it:
        try:
            answering(lambda: is_healthy(f"http://127.0.0.1:{port}"))
        finally:
            it.terminate()
            told = it.communicate(timeout=20)[1].decode()
    assert f"http://127.0.0.1:{port}" in told and it.returncode == 0
    with pytest.raises(OSError):
        is_healthy(f"http://127.0.0.1:{port}")
