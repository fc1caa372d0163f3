"""Files read in another process: the same result, and what goes wrong there costs one file."""

from __future__ import annotations

import os
import time
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_context

import made_files as made
import pytest

from index.apart import read_apart
from index.errors import UnreadableFile, UnsupportedFormat
from index.model import Line
from index.readers import read, sandbox
from index.readers.limits import Limits

LIMITS = Limits(seconds=30)


@pytest.fixture
def hooked(monkeypatch: pytest.MonkeyPatch, tmp_path: os.PathLike[str]) -> None:
    """Workers with a reader that misbehaves, by way of sitecustomize."""
    path = os.path.join(tmp_path, "sitecustomize.py")  # noqa: PTH118
    with open(path, "w", encoding="utf-8") as file:  # noqa: PTH123
        file.write(
            "import time\n"
            "def bad(name, data):\n"
            "    if b'hang' in data: time.sleep(60)\n"
            "    if b'eat' in data: return [bytearray(1 << 26) for _ in range(100)]\n"
            "    if b'die' in data: import os; os._exit(3)\n"
            "    if b'call' in data:\n"
            "        import socket; socket.create_connection(('192.0.2.1', 80), timeout=1)\n"
            "    return good(name, data)\n"
            "import index.readers.table as table\n"
            "good = table.READERS['.txt']\n"
            "table.READERS['.txt'] = bad\n"
        )
    root = str(sandbox._ROOT)
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}{os.pathsep}{root}")
    sandbox._close_all()
    yield  # type: ignore[misc]
    sandbox._close_all()


def text(pages: object) -> str:
    block = pages.pages[0].blocks[0]  # type: ignore[attr-defined]
    assert isinstance(block, Line)
    return block.text


@pytest.mark.parametrize(
    ("name", "data"), [("a.txt", "甲\n乙\t1".encode()), ("a.xlsx", made.xlsx()), ("a.docx", made.word())]
)
def test_the_same_as_without(name: str, data: bytes) -> None:
    assert read_apart(name, data, LIMITS) == read(name, data)


def test_errors_come_back_as_they_are() -> None:
    with pytest.raises(UnreadableFile) as told:
        read_apart("a.txt", b"", LIMITS)
    assert (told.value.file, told.value.reason) == ("a.txt", "文件是空的")
    with pytest.raises(UnsupportedFormat, match="支持"):
        read_apart("a.exe", b"MZ", LIMITS)


@pytest.mark.usefixtures("hooked")
def test_hanging_eating_dying_calling() -> None:
    began = time.monotonic()
    with pytest.raises(UnreadableFile, match="超过时限 1 秒"):
        read_apart("a.txt", b"hang", Limits(seconds=1))
    assert time.monotonic() - began < 15
    with pytest.raises(UnreadableFile, match="内存超过上限 256 MB"):
        read_apart("a.txt", b"eat", Limits(memory_mb=256))
    with pytest.raises(UnreadableFile, match="意外终止"):
        read_apart("a.txt", b"die", LIMITS)
    with pytest.raises(UnreadableFile, match="PermissionError"):
        read_apart("a.txt", b"call", LIMITS)
    assert text(read_apart("a.txt", "好".encode(), LIMITS)) == "好"


def test_little_is_lost_by_it() -> None:
    read_apart("a.txt", b"1", LIMITS)
    began = time.perf_counter()
    for _ in range(20):
        read_apart("a.txt", b"1", LIMITS)
    assert (time.perf_counter() - began) / 20 < 0.05


def test_several_threads_at_once() -> None:
    with ThreadPoolExecutor(3) as pool:
        found = list(pool.map(lambda n: text(read_apart(f"{n}.txt", f"第{n}份".encode(), LIMITS)), range(12)))
    assert found == [f"第{n}份" for n in range(12)]


def _in_child(queue: object) -> None:
    queue.put(text(read_apart("a.txt", "子".encode(), LIMITS)))  # type: ignore[attr-defined]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_forked_process_has_workers_of_its_own() -> None:
    read_apart("a.txt", b"1", LIMITS)
    context = get_context("fork")
    queue = context.Queue()
    child = context.Process(target=_in_child, args=(queue,))
    child.start()
    assert queue.get(timeout=20) == "子"
    child.join(20)
    assert text(read_apart("a.txt", "父".encode(), LIMITS)) == "父"
