"""``budgetqa serve`` as processes: workers that count together, how it ends, what it says of wrong calls."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from index.library import EmbeddedStore
from tests.serve.conftest import QUESTION, TOKEN, get
from tests.servers import answering, free_port
from tests.stub_writer import as_reply, data_of, send, stub

pytest.importorskip("uvicorn", reason="needs the extra [serve]: pip install 'budgetqa[serve]'")
pytest.importorskip("fastapi", reason="needs the extra [serve]: pip install 'budgetqa[serve]'")


@pytest.fixture
def served(library: EmbeddedStore, tmp_path: Path) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """Two workers over the library, and their port."""
    port = free_port()
    command = [sys.executable, "-m", "qa", "serve", "--library", library.place, "--port", str(port), "--workers", "2"]
    environment = {
        **os.environ,
        "BUDGETQA_STATE": str(tmp_path / "state"),
        "BUDGETQA_SERVE_BURST": "20",
        "BUDGETQA_SERVE_PER_MINUTE": "1",
    }
    with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as server:
        try:
            answering(lambda: get(port, "/health")[0] == 200)
            yield port, server
        finally:
            server.terminate()
            server.wait(60)


def test_workers_answer_count_and_limit_together(served: tuple[int, subprocess.Popen[bytes]], tmp_path: Path) -> None:
    port, server = served
    asked = f"/ask?question={quote(QUESTION)}"
    found = [get(port, asked) for _ in range(30)]
    # However the connections fell to the workers, a client has one allowance.
    assert [status for status, _ in found] == [200] * 20 + [429] * 10
    assert json.loads(found[0][1])["value"] == {"amount": "3.20", "unit": "万元"}
    status, text = get(port, "/metrics")
    assert status == 200
    assert b'budgetqa_requests_total{route="/ask",status="200"} 20.0' in text
    assert b'budgetqa_refused_total{reason="rate"} 10.0' in text
    assert get(port, "/metrics", x_forwarded_for="198.51.100.7")[0] == 404
    assert {path.name for path in (tmp_path / "state").iterdir()} == {"clients.rates", "feedback.rates", "counters"}
    server.send_signal(signal.SIGTERM)
    assert server.wait(60) == 0


def test_what_no_client_library_would_send(served: tuple[int, subprocess.Popen[bytes]]) -> None:
    port, _ = served
    for sent in (
        b"GET /../../etc/passwd HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: " + b"x" * 40_000 + b"\r\n\r\n",
        b"POST /ask HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc",
        b"GET /ask?question=\xff\xfe HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    ):
        with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
            connection.sendall(sent)
            connection.shutdown(socket.SHUT_WR)
            told = connection.makefile("rb").read(200)
        assert told == b"" or told.startswith(b"HTTP/1.1 4"), told
    assert get(port, "/health")[0] == 200


@pytest.mark.parametrize(
    ("content", "words"),
    [("", "没有令牌"), ("# nothing\n", "没有令牌"), ("short\n", "不合要求"), (f"{TOKEN} with spaces\n", "不合要求")],
)
def test_a_token_file_that_lets_nobody_in(library: EmbeddedStore, tmp_path: Path, content: str, words: str) -> None:
    file = tmp_path / "tokens"
    file.write_text(content, encoding="utf-8")
    command = [sys.executable, "-m", "qa", "serve", "--library", library.place, "--token", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 2
    assert words in done.stderr and len(done.stderr.splitlines()) == 1


def test_no_library_is_said_at_once(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "qa", "serve", "--library", str(tmp_path / "none")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, "没有资料库" in done.stderr) == (2, True)


def test_a_writer_rewords_what_workers_answer(library: EmbeddedStore, tmp_path: Path) -> None:
    port = free_port()
    environment = {**os.environ, "BUDGETQA_STATE": str(tmp_path / "state")}
    with stub(lambda handler, asked: send(handler, as_reply(f"根据公开文件，{data_of(asked)['answer']}"))) as writer:
        command = [sys.executable, "-m", "qa", "serve", "--library", library.place, "--port", str(port)]
        command += ["--writer", writer.address]
        with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as server:
            try:
                answering(lambda: get(port, "/health")[0] == 200)
                told = json.loads(get(port, f"/ask?question={quote(QUESTION)}")[1])
                metrics = get(port, "/metrics")[1]
            finally:
                server.terminate()
                server.wait(60)
    assert told["text"].startswith("根据公开文件，") and told["value"] == {"amount": "3.20", "unit": "万元"}
    assert b'budgetqa_writer_total{outcome="taken"} 1.0' in metrics
