"""Bad input: each refused with one clear clause, none crashing the reader, none taking long."""

from __future__ import annotations

import io
import struct
import time
import zipfile
import zlib

import made_files as made
import pytest

from index.apart import read_apart
from index.errors import UnreadableFile, UnsupportedFormat
from index.readers import read
from index.readers.archive import members
from index.readers.limits import Limits


def zipped(parts: dict[str, bytes], names: dict[str, str] | None = None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr((names or {}).get(name, name), data)
    return out.getvalue()


def container(*streams: str) -> bytes:
    """An MS-CFB file with nothing but names: header, table of sectors, directory."""
    names = ["Root Entry", *streams]
    entries = b""
    for n, name in enumerate(names):
        raw = name.encode("utf-16-le") + b"\0\0"
        head = raw.ljust(64, b"\0") + struct.pack("<HBB", len(raw), 5 if n == 0 else 2, 1)
        entries += head.ljust(116, b"\0") + struct.pack("<IQ", 0xFFFFFFFE, 0)
    entries = entries.ljust(512, b"\0")
    header = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0"))
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<7I", header, 48, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    struct.pack_into("<109I", header, 76, 0, *[0xFFFFFFFF] * 108)
    table = struct.pack("<128I", 0xFFFFFFFD, 0xFFFFFFFE, *[0xFFFFFFFF] * 126)
    return bytes(header) + table + entries


def png(width: int, height: int) -> bytes:
    """The head of a picture that claims its size."""
    body = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + body + struct.pack(">I", zlib.crc32(body)) + b"\0\0\0\0IDAT"


LAUGHS = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'
BAD = {
    "zero.txt": (b"", "空的"),
    "blank.txt": (b" \r\n\t\r\n", "空的"),
    "zero.pdf": (b"", "空的"),
    "binary.txt": (bytes(range(256)) * 40, "不是文本文件"),
    "noise.csv": (bytes((n * 7919) % 251 for n in range(5000)), "二进制|编码|文本"),
    "text.pdf": ("这不是 PDF".encode(), "不是PDF"),
    "text.docx": ("这不是 Word".encode(), "不是Word"),
    "text.xls": (b"plain", "不是Excel"),
    "really.pdf": (zipped({"word/document.xml": b"<x/>"}), "扩展名与内容不符.*Word"),
    "really.docx": (b"%PDF-1.7\n%%EOF", "扩展名与内容不符.*PDF"),
    "really.txt": (b"%PDF-1.7\n%%EOF", "扩展名与内容不符.*PDF"),
    "picture.xlsx": (png(10, 10), "扩展名与内容不符.*PNG"),
    "truncated.docx": (made.word()[:3000], "不完整|损坏"),
    "truncated.xlsx": (made.xlsx()[:3000], "不完整|损坏"),
    "truncated.xls": (made.xls()[:2000], "损坏"),
    "truncated.png": (png(10, 10), "图片"),
    "no-body.docx": (zipped({"word/document.xml": b"<document/>"}), "没有正文"),
    "not-xml.docx": (zipped({"word/document.xml": b"<document><body>"}), "损坏"),
    "laughs.docx": (zipped({"word/document.xml": LAUGHS}), "实体"),
    "laughs.xlsx": (zipped({"xl/workbook.xml": LAUGHS}), "实体"),
    "locked.xlsx": (container("EncryptedPackage", "EncryptionInfo"), "加密"),
    "locked.docx": (container("EncryptedPackage", "EncryptionInfo"), "加密"),
    "bomb.docx": (zipped({"word/document.xml": b" " * (30 << 20)}), "压缩炸弹"),
    "huge.png": (png(50_000, 50_000), "过大"),
    "wide.png": (png(50_000, 3_000), "过大"),
    "nested.html": (b"<div>" * 100_000, "嵌套"),
    "nothing.html": (b"<html><body><script>1</script></body></html>", "没有文字"),
    "quotes.csv": (b'a,"' + b"x" * (1 << 25), "CSV"),
}


@pytest.mark.parametrize("name", BAD)
def test_refused(name: str) -> None:
    data, words = BAD[name]
    with pytest.raises(UnreadableFile, match=words) as told:
        read_apart(name, data, Limits(seconds=20))
    assert told.value.file == name
    assert "\n" not in told.value.reason


def test_unknown_formats_name_the_known() -> None:
    with pytest.raises(UnsupportedFormat, match=r"\.docx.*\.pdf.*\.zip"):
        read("a.exe", b"MZ")


def test_five_thousand_pages_are_refused_at_once() -> None:
    from pdf_paper import Paper, pdf

    data = pdf([Paper().text(72, 72, "一")] * 5000)
    began = time.perf_counter()
    with pytest.raises(UnreadableFile, match="有 5000 页，超过上限 3000 页") as told:
        read("a.pdf", data)
    assert time.perf_counter() - began < 1.0
    assert "\n" not in str(told.value)


def test_too_many_pages_and_too_large() -> None:
    from pdf_paper import Paper, pdf

    with pytest.raises(UnreadableFile, match="有 12 页，超过上限 10 页"):
        read("a.pdf", pdf([Paper()] * 12), Limits(pages=10))
    with pytest.raises(UnreadableFile, match="超过上限 1 MB"):
        read("a.txt", b"1\n" * (1 << 20), Limits(size_mb=1))


@pytest.mark.parametrize("name", ["甲.et", "甲.xlsx"])
def test_names_within_a_family_are_forgiven_and_told(name: str) -> None:
    pages = read(name, made.xls())
    assert ("已按" in "".join(pages.warnings)) == (name == "甲.xlsx")
    assert any(cell.text == "614.97" for cell in pages.pages[1].blocks[-1].cells)  # type: ignore[union-attr]


def test_a_workbook_that_is_a_web_page() -> None:
    pages = read("甲.xls", made.html())
    assert "网页" in pages.warnings[0]
    assert pages.pages[0].blocks[-1].rows == 6  # type: ignore[union-attr]


def test_archives() -> None:
    inner = zipped({"c.txt": "丙".encode()})
    data = zipped(
        {"a.txt": "甲".encode(), "附件/b.csv": b"1", "more.zip": inner, "__MACOSX/._a": b"x", ".hidden": b"x"}
    )
    found = dict(members("公开.zip", data))
    assert list(found) == ["公开.zip/a.txt", "公开.zip/附件/b.csv", "公开.zip/more.zip/c.txt"]
    assert found["公开.zip/more.zip/c.txt"].decode() == "丙"


def test_names_in_archives_written_by_windows() -> None:
    data = zipped({"x.txt": b"1"}).replace(b"x.txt", "预a".encode("gb18030")[:3] + b"tx")
    assert [name for name, _ in members("a.zip", data)] == ["a.zip/预atx"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "空的"),
        (b"PK\x03\x04 not a zip", "压缩包"),
        (zipped({"../../etc/passwd": b"x"}), "越出目录"),
        (zipped({"/etc/passwd": b"x"}), "越出目录"),
        (zipped({"C:\\x.txt": b"x"}), "越出目录"),
        (zipped({"a.txt": b"0" * (40 << 20)}), "压缩炸弹"),
        (zipped({"1.zip": zipped({"2.zip": zipped({"3.zip": zipped({"4.txt": b"x"})})})}), "嵌套"),
        (zipped({f"{n}.txt": b"x" for n in range(2001)}), "2001 个文件"),
        (made.word(), "扩展名与内容不符"),
    ],
    ids=["empty", "broken", "up", "root", "drive", "bomb", "nested", "many", "word"],
)
def test_archives_refused(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableFile, match=words):
        list(members("公开.zip", data))


def test_an_archive_may_not_hold_more_than_allowed() -> None:
    import random

    noise = random.Random(1).randbytes(3 << 20)
    with pytest.raises(UnreadableFile, match="压缩炸弹"):
        list(members("a.zip", zipped({"a.txt": noise}), Limits(size_mb=2)))


def test_encrypted_archives() -> None:
    data = bytearray(zipped({"a.txt": b"abc"}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(UnreadableFile, match="加密"):
        list(members("a.zip", bytes(data)))
