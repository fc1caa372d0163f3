"""What docs/operate.md tells to run: the proxy before the API, the backup with its restore, the units."""

from __future__ import annotations

import configparser
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest

from index.library import EmbeddedStore
from qa.cli import main
from tests.serve.conftest import QUESTION, get
from tests.servers import answering, free_port

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
_BUDGETQA = f"{sys.executable} -m qa"


def _backup(library: EmbeddedStore, folder: Path, keep: int = 14) -> subprocess.CompletedProcess[str]:
    command = [str(DEPLOY / "backup.sh"), library.place, str(folder), str(keep)]
    environment = {**os.environ, "BUDGETQA": _BUDGETQA}
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=False)


def test_a_backup_is_restored_and_looked_through_before_old_ones_go(library: EmbeddedStore, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    for day in range(3):
        (folder / f"budgetqa-2020010{day}-000000.bak").write_bytes(b"old")
    done = _backup(library, folder, keep=2)
    assert done.returncode == 0, done.stderr
    kept = sorted(path.name for path in folder.iterdir())
    assert (len(kept), kept[0]) == (2, "budgetqa-20200102-000000.bak")
    assert main(["restore", str(folder / kept[-1]), "--library", str(tmp_path / "again")]) == 0
    # A library that cannot be backed up takes no older backup away.
    library.close()
    (library.folder / "library.sqlite3").write_bytes(b"x" * 4096)
    assert _backup(library, folder, keep=0).returncode != 0
    assert sorted(path.name for path in folder.iterdir()) == kept


def _proxy(folder: Path, front: int, back: int, log: Path) -> Path:
    """The proxy's configuration as it is delivered, but for its ports and its log, within a whole one."""
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    for old, new in (
        ("listen 8080", f"listen 127.0.0.1:{front}"),
        (":8600", f":{back}"),
        ("/var/log/nginx/budgetqa.log", str(log)),
    ):
        assert old in text
        text = text.replace(old, new)
    scratch = "".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    whole = folder / "nginx.conf"
    whole.write_text(
        f"daemon off; pid {folder}/pid; error_log {folder}/error.log; events {{}} http {{ {scratch}\n{text} }}"
    )
    return whole


@pytest.mark.skipif(shutil.which("nginx") is None, reason="nginx is not installed (apt-get install nginx-light)")
def test_the_proxy_keeps_questions_out_of_its_log_and_counters_from_the_public(
    library: EmbeddedStore, tmp_path: Path
) -> None:
    pytest.importorskip("uvicorn", reason="needs the extra [serve]: pip install 'budgetqa[serve]'")
    front, back = free_port(), free_port()
    log = tmp_path / "access.log"
    whole = _proxy(tmp_path, front, back, log)
    command = [sys.executable, "-m", "qa", "serve", "--library", library.place, "--port", str(back)]
    environment = {
        **os.environ,
        "BUDGETQA_STATE": str(tmp_path / "state"),
        "BUDGETQA_SERVE_BURST": "5",
        "BUDGETQA_SERVE_PER_MINUTE": "1",
    }
    quiet = subprocess.DEVNULL
    with (
        subprocess.Popen(command, env=environment, stderr=quiet) as api,
        subprocess.Popen(["nginx", "-c", str(whole)], stderr=quiet) as proxy,
    ):
        try:
            answering(lambda: get(front, "/api/health")[0] == 200)
            status, body = get(front, f"/api/ask?question={quote(QUESTION)}")
            assert (status, json.loads(body)["value"]) == (200, {"amount": "3.20", "unit": "万元"})
            assert get(front, "/api/metrics")[0] == 404
            assert get(front, "/api//metrics")[0] == 404
            # Whoever says to be somebody else is still one client: the proxy tells where he really comes from.
            found = [get(front, "/api/documents", x_forwarded_for=f"198.51.100.{n}")[0] for n in range(6)]
            assert found == [200] * 4 + [429] * 2
        finally:
            proxy.terminate()
            api.terminate()
    logged = log.read_text(encoding="utf-8")
    assert "/api/ask 200" in logged
    assert "question" not in logged and "%E7" not in logged


@pytest.mark.parametrize("unit", sorted(path.name for path in DEPLOY.glob("*.service")))
def test_units_call_commands_that_there_are(unit: str) -> None:
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(DEPLOY / unit, encoding="utf-8")
    assert parser["Service"]["WorkingDirectory"] == "/srv/budgetqa", (
        "the settings file is read where a command is called"
    )
    start = parser["Service"]["ExecStart"]
    called = re.fullmatch(r"/srv/budgetqa/venv/bin/budgetqa (\w+) (.*)", start)
    if called is None:
        assert (DEPLOY / Path(start.split()[0]).name).is_file()
        return
    done = subprocess.run(
        [sys.executable, "-m", "qa", called[1], "--help"], capture_output=True, text=True, timeout=120, check=True
    )
    for option in re.findall(r"--[a-z-]+", called[2]):
        assert option in done.stdout
