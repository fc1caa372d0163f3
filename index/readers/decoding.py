"""Bytes → text: byte order mark, strict UTF-8, strict GB18030, then a guess."""

from __future__ import annotations

import codecs
import re

from index.errors import UnreadableFile

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What pages call GB2312 or GBK holds characters that only GB18030 has.
_ALIASES = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "big5": "big5hkscs"}
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SOME = 0.03  # the same for UTF-8, which other encodings do not resemble
_FEW = 0.002  # broken characters for each character: a damaged text, not another encoding
_BINARY = 0.02  # control characters for each character


def decode(name: str, data: bytes, told: str = "") -> tuple[str, tuple[str, ...]]:
    """The text with line ends as line feeds, and warnings. ``told`` is the encoding that the file itself names.

    Raises UnreadableFile for empty files, binary data and encodings that nobody can tell.
    """
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise UnreadableFile(name, "文件是空的")
    text, warnings = _decoded(name, data, _ALIASES.get(told.lower(), told.lower()))
    if len(_CONTROLS.findall(text)) > _BINARY * len(text):
        raise UnreadableFile(name, "不是文本文件（含二进制数据）")
    return _CONTROLS.sub("", text).replace("\r\n", "\n").replace("\r", "\n"), warnings


def _decoded(name: str, data: bytes, told: str) -> tuple[str, tuple[str, ...]]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _tolerant(data[len(mark) :], encoding)
    wide = _wide(data)
    if wide:
        return _tolerant(data, wide)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        pass
    # Before GB18030, in which almost any even run of bytes means something: a UTF-8 text with a cut character.
    if _broken(data, "utf-8") <= _SOME:
        return _tolerant(data, "utf-8")
    for encoding in ("gb18030", told):
        if encoding:
            try:
                return data.decode(encoding), ()
            except (UnicodeDecodeError, LookupError):
                continue
    if _broken(data, "gb18030") <= _FEW:
        return _tolerant(data, "gb18030")
    return _guessed(name, data)


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: line feeds and digits are two bytes of which one is zero, always on the same side."""
    head = data[: 1 << 14]
    low, high = head[1::2].count(0), head[0::2].count(0)
    if max(low, high) < 0.02 * len(head) or min(low, high) > 0.002 * len(head):
        return None
    encoding = "utf-16-le" if low > high else "utf-16-be"
    return encoding if _broken(data, encoding) <= _FEW else None


def _broken(data: bytes, encoding: str) -> float:
    """Broken characters for each character that is not ASCII."""
    text = data.decode(encoding, errors="replace")
    foreign = sum(1 for character in text if character > "\x7f")
    return text.count("\ufffd") / foreign if foreign else 0.0


def _tolerant(data: bytes, encoding: str) -> tuple[str, tuple[str, ...]]:
    text = data.decode(encoding, errors="replace")
    lost = text.count("\ufffd") - data.count("\ufffd".encode(encoding))
    return text, (f"有 {lost} 个字符已损坏，无法辨认",) if lost > 0 else ()


def _guessed(name: str, data: bytes) -> tuple[str, tuple[str, ...]]:
    from charset_normalizer import from_bytes

    best = from_bytes(data[: 1 << 18]).best()
    if best is None or b"\x00" in data:
        raise UnreadableFile(name, "不是文本文件，或无法识别文字编码")
    text, warnings = _tolerant(data, best.encoding)
    return text, (f"文字编码是猜测的（{best.encoding}）", *warnings)
