"""What a file is by its first bytes, whatever it is called."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePath

from index.errors import UnreadableFile
from index.readers.biff import streams

_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"II*\x00", ".tif"),
    (b"MM\x00*", ".tif"),
    (b"BM", ".bmp"),
    (b"GIF8", ".gif"),
    (b"RIFF", ".webp"),
    (b"{\\rtf", ".rtf"),
    (b"Rar!\x1a\x07", ".rar"),
    (b"7z\xbc\xaf\x27\x1c", ".7z"),
    (b"\x1f\x8b", ".gz"),
    (b"MZ", ".exe"),
    (b"\x7fELF", ".exe"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# In an archive or a container, the member that tells what the whole is.
_ZIPPED = (
    ("word/document.xml", ".docx"),
    ("xl/workbook.xml", ".xlsx"),
    ("xl/workbook.bin", ".xlsb"),
    ("ppt/presentation.xml", ".pptx"),
)
_OPEN = ((b"opendocument.text", ".odt"), (b"opendocument.spreadsheet", ".ods"))
_STREAMS = (("encryptedpackage", "encrypted"), ("worddocument", ".doc"), ("workbook", ".xls"), ("book", ".xls"))
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|meta|div)\b", re.IGNORECASE)
_MAIL = re.compile(rb"^\s*(?:[\w-]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)*?mime-version\s*:", re.IGNORECASE)
_SHEET_XML = b"urn:schemas-microsoft-com:office:spreadsheet"
_HEAD = 4096
_LOCKED = 0x0100  # in the flags at the head of an old Word document

# Files that are often called by each other's names: read all the same, and said so.
_FAMILIES = (
    frozenset((".doc", ".docx", ".docm", ".wps", ".rtf", ".odt", ".html", ".mht", ".dot")),
    frozenset((".xls", ".xlsx", ".xlsm", ".et", ".ods", ".html", ".mht", ".xml")),
    frozenset((".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".gif", ".webp")),
    frozenset((".html", ".htm", ".shtml", ".xhtml", ".jsp", ".mht", ".mhtml")),
)
# One and the same format under several names.
_SAME = {
    ".jpeg": ".jpg", ".tiff": ".tif", ".htm": ".html", ".shtml": ".html", ".xhtml": ".html", ".jsp": ".html",
    ".mhtml": ".mht", ".docm": ".docx", ".xlsm": ".xlsx", ".wps": ".doc", ".et": ".xls", ".dot": ".doc",
}  # fmt: skip
_TEXT = frozenset((".txt", ".md", ".markdown", ".csv", ".tsv", ".html", ".mht"))
_NAMES = {
    ".pdf": "PDF", ".docx": "Word 文档（DOCX）", ".doc": "Word 文档（DOC）", ".xlsx": "Excel 工作簿（XLSX）",
    ".xls": "Excel 工作簿（XLS）", ".xlsb": "Excel 二进制工作簿（XLSB）", ".pptx": "演示文稿", ".odt": "ODT 文档", ".ods": "ODS 表格",
    ".rtf": "RTF 文档", ".html": "网页", ".mht": "网页存档", ".zip": "ZIP 压缩包", ".rar": "RAR 压缩包", ".7z": "7z 压缩包",
    ".gz": "GZ 压缩包", ".exe": "可执行程序", ".png": "PNG 图片", ".jpg": "JPEG 图片", ".tif": "TIFF 图片", ".bmp": "BMP 图片",
    ".gif": "GIF 图片", ".webp": "WEBP 图片", ".xml": "XML 表格",
}  # fmt: skip


def kind_of(name: str, data: bytes) -> str | None:
    """The suffix that the content deserves; None where its first bytes tell nothing (plain text, damage)."""
    if b"%PDF-" in data[:1024]:
        return ".pdf"
    if data.startswith(_OLE):
        return _contained(name, data)
    if data.startswith(b"PK\x03\x04"):
        return _zipped(data)
    known = next((suffix for magic, suffix in _MAGIC if data.startswith(magic)), None)
    if known:
        return known
    head = data[:_HEAD]
    if _SHEET_XML in head:
        return ".xml"
    if _HTML.search(head.replace(b"\x00", b"")):
        return ".mht" if _MAIL.match(head) else ".html"
    return ".mht" if _MAIL.match(head) else None


def settled(name: str, data: bytes) -> tuple[str, tuple[str, ...]]:
    """The suffix by which to read a file, and a warning where it is not the one it bears.

    Raises UnreadableFile where the content is something else altogether.
    """
    told = PurePath(name).suffix.lower()
    real = kind_of(name, data)
    told_kind = _SAME.get(told, told)
    if real in (None, ".ole") or real == told_kind:
        if real != told_kind and told_kind == ".xls" and _is_rows(data):
            return ".tsv", (f"扩展名是 {told}，内容却是用制表符或逗号分隔的文本，已按文本表格读取",)
        if real != told_kind and told_kind not in _TEXT and told_kind in _NAMES:
            raise UnreadableFile(name, f"内容不是{_NAMES[told_kind]}，或文件已损坏")
        return told, ()
    if told_kind in _TEXT and real in (".html", ".mht", ".xml", ".bmp", ".exe") and told_kind not in (".html", ".mht"):
        return told, ()  # a text may begin with any letters, or be about markup
    if any(told in family and real in family for family in _FAMILIES):
        return real, (f"扩展名是 {told}，内容却是{_NAMES[real]}，已按{_NAMES[real]}读取",)
    raise UnreadableFile(name, f"扩展名与内容不符：扩展名是 {told}，内容却是{_NAMES.get(real, real)}")


def _is_rows(data: bytes) -> bool:
    """Whether the bytes are lines of a text with tabs or commas: what programs call .xls so that Excel opens it."""
    head = data[:_HEAD]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", errors="ignore").encode()
    lines = head.splitlines()[:-1] or head.splitlines()
    plain = not any(byte < 32 and byte not in b"\t\r\n\f\x1a" for byte in head)
    return plain and any(b"\t" in line or line.count(b",") > 1 for line in lines)


def _zipped(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {info.filename.replace("\\", "/").lower() for info in archive.infolist()}
            found = next((suffix for part, suffix in _ZIPPED if part in names), None)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        # The first member tells of a truncated package what it was.
        return next((suffix for part, suffix in ((b"word/", ".docx"), (b"xl/", ".xlsx")) if part in data), ".zip")
    return found or next((suffix for mark, suffix in _OPEN if mark in data[:200]), ".zip")


def _contained(name: str, data: bytes) -> str:
    inside = streams(data)
    kind = next((suffix for stream, suffix in _STREAMS if stream in inside), ".ole")
    if kind == ".doc":
        flags = int.from_bytes(inside["worddocument"]()[10:12], "little")
        kind = "encrypted" if flags & _LOCKED else kind
    if kind == "encrypted":
        raise UnreadableFile(name, "文件已加密，需要密码")
    return kind
