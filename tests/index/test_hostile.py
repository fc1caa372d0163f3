"""The smallest inputs that stopped the program, one of each kind: read or refused within the limits, in a process apart."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PIL import Image

from index.apart import Room, picture_apart, read_apart, take_in_apart
from index.errors import UnreadableFile
from index.readers import sandbox
from index.readers.limits import Limits
from index.readers.page_picture import scale_of
from index.readers.wire import Garbled, receive, send

LIMITS = Limits(seconds=3, memory_mb=1024)
HEAD = "青岭市水务局2023年部门预算公开\n\n一、预算情况\n"
ROOT = Path(__file__).resolve().parents[2]
MADE = {
    "spans.html": "<table>" + ("<tr>" + "<td colspan=60 rowspan=99>1" * 3) * 12,
    "digits.txt": HEAD + "三公经费" + "1" * 100_000 + "万元。\n",
    "paragraph.txt": HEAD + "2023年公务接待费1.20万元，会议费3.40万元，" * 8_000 + "完。\n",
    "rows.csv": "序号,项目,金额,备注\n" + "".join(f"{n},河道整治项目{n},{n % 97}.50,\n" for n in range(4000)),
    "deep.html": "<div>" * 50_000 + "甲" + "<table><tr><td>" * 500,
}


@pytest.mark.parametrize("name", MADE)
def test_it_is_taken_or_refused_in_one_line_within_its_time(name: str) -> None:
    read_apart("warm.txt", "甲".encode(), LIMITS)
    began = time.monotonic()
    try:
        take_in_apart(name, MADE[name].encode(), LIMITS, digest="0" * 64, place=name)
    except UnreadableFile as error:
        assert "\n" not in error.reason
        assert "程序未能解析" not in error.reason and "答非所问" not in error.reason
    assert time.monotonic() - began < LIMITS.seconds + 5


@pytest.mark.parametrize("name", ["stray-cell.xlsx", "page-14400-points.pdf"])
def test_the_same_of_files_that_were_found(name: str, shared: Path) -> None:
    began = time.monotonic()
    try:
        take_in_apart(name, (shared / "hostile" / name).read_bytes(), LIMITS, digest="0" * 64, place=name)
    except UnreadableFile as error:
        assert "\n" not in error.reason
    assert time.monotonic() - began < LIMITS.seconds + 15, "the process may have to be started"


def test_a_page_as_large_as_a_house_is_a_picture_of_bounded_size(shared: Path) -> None:
    data = (shared / "hostile" / "page-14400-points.pdf").read_bytes()
    png, scale = picture_apart("a.pdf", data, 1, (100.0, 100.0, 900.0, 200.0), Limits(seconds=20, memory_mb=1024))
    width, height = Image.open(io.BytesIO(png)).size
    assert width * height <= 6_100_000 and max(width, height) <= 8_000 and scale < 1
    with pytest.raises(UnreadableFile, match="没有第 999 页"):
        picture_apart("a.pdf", data, 999, None, LIMITS)


@pytest.mark.parametrize("size", [(595, 842), (14_400, 14_400), (14_400, 1), (1, 1), (200_000, 3), (0, 0)])
def test_pixels_are_bounded_whatever_the_page(size: tuple[float, float]) -> None:
    scale = scale_of(*size)
    assert size[0] * scale * size[1] * scale <= 6_000_001 and max(size) * scale <= 8_001
    assert scale > 0 and scale_of(595, 842) == 130 / 72


ANSWERS = [b"", b"\x80\x04.", b"\xff" * 16, b"\0" * 16]


@pytest.mark.parametrize("answer", ANSWERS)
def test_what_is_no_message_is_not_read_as_one(answer: bytes) -> None:
    with pytest.raises((Garbled, EOFError)):
        receive(io.BytesIO(answer))


HEADERS = ["[]", "{}", '{"sizes": [9]}', '{"sizes": [-1, 4]}', '{"sizes": "abc"}', '{"sizes": [1e3]}', "[" * 9999]


@pytest.mark.parametrize("header", HEADERS)
def test_a_header_that_lies_is_none(header: str) -> None:
    import struct

    told = struct.pack("<QQ", len(header), 3) + header.encode() + b"abc"
    with pytest.raises(Garbled):
        receive(io.BytesIO(told))


def test_a_message_is_what_was_sent() -> None:
    out = io.BytesIO()
    send(out, {"甲": [1, None, "\ud800"]}, [b"", b"abc"])
    out.seek(0)
    assert receive(out) == ({"甲": [1, None, "\ud800"]}, [b"", b"abc"])


# A worker in the hands of a hostile file: it answers what it likes.
LIES = [
    {"chunks": [], "figures": [], "passages": []},
    {"chunks": [["Figure", 0]], "figures": [[1] * 10], "passages": []},
    {"chunks": {}, "figures": None, "passages": "abc"},
    {"reason": {"a": 1}},
    {"reason": "line\nline", "kind": "OutOfMemory"},
]


@pytest.mark.parametrize("lie", LIES, ids=range(len(LIES)))
def test_a_worker_that_lies_costs_one_file(lie: dict[str, object], monkeypatch: pytest.MonkeyPatch) -> None:
    class Lying:
        jobs = 0

        def do(self, *_: object) -> object:
            return json.loads(json.dumps(lie)), [b"x", b"", b"", b""]

    monkeypatch.setattr(sandbox, "_idle", [Lying()])
    with pytest.raises(UnreadableFile) as told:
        take_in_apart("a.txt", b"abc", LIMITS, digest="0" * 64, place="a.txt")
    assert "\n" not in told.value.reason


def test_one_that_needs_more_than_its_share_has_all_of_it_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def take(name: str, data: bytes, limits: Limits, **_: object) -> str:
        asked.append(limits.memory_mb)
        if name == "big.txt" and limits.memory_mb < 4096:
            raise sandbox.OutOfMemory(name, "内存")
        return name

    monkeypatch.setattr("index.apart.take_in_apart", take)
    room = Room(Limits(memory_mb=4096), 4)
    assert [room.take_in(n, b"", digest="", place="") for n in ("a.txt", "big.txt", "b.txt")] == [
        "a.txt",
        "big.txt",
        "b.txt",
    ]  # type: ignore[comparison-overlap]
    assert asked == [1024, 1024, 4096, 1024]


@pytest.mark.skipif(sys.platform != "linux", reason="asks the system for its processes")
def test_a_killed_ingest_leaves_no_process_behind(tmp_path: Path) -> None:
    for number in range(4):
        (tmp_path / f"{number}.html").write_text(MADE["spans.html"] * 3 + str(number), "utf-8")
        (tmp_path / f"{number}.txt").write_text(MADE["paragraph.txt"] + str(number), "utf-8")
    command = [
        sys.executable,
        "-m",
        "qa",
        "ingest",
        str(tmp_path),
        "--jobs",
        "3",
        "--library",
        str(tmp_path / "library"),
    ]
    ingest = subprocess.Popen(command, stderr=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": str(ROOT)})
    end = time.monotonic() + 60
    while len(_workers(ingest.pid)) < 2 and time.monotonic() < end:
        time.sleep(0.1)
    workers = _workers(ingest.pid)
    assert workers
    ingest.send_signal(signal.SIGKILL)
    ingest.wait()
    while any(_lives(pid) for pid in workers) and time.monotonic() < end:
        time.sleep(0.1)
    assert not [pid for pid in workers if _lives(pid)]


def _workers(parent: int) -> list[int]:
    """The processes that work for this one: it stands in their command line."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if words[1:4] == [b"-m", b"index.worker", str(parent).encode()]:
            found.append(int(folder.name))
    return found


def _lives(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
