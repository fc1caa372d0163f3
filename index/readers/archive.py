"""ZIP archives: a disclosure with its attachments. Only the files inside are documents."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path, PurePath, PurePosixPath

from index.errors import UnreadableFile
from index.readers.limits import DEFAULT, Limits
from index.readers.sniff import kind_of

_SUFFIXES = frozenset({".zip"})
_DEPTH = 3  # an archive in an archive in an archive, and no more
_MEMBERS = 2000
_RATIO = 200  # unpacked to packed, over a size that matters
_SMALL = 1 << 24
_UTF8 = 0x800  # the flag that says how names are written
_ENCRYPTED = 0x1
_SKIPPED = ("__MACOSX/", ".", "~$", "Thumbs.db", "desktop.ini")
_CHUNK = 1 << 20


def is_archive(name: str) -> bool:
    """Whether a file of this name is an archive."""
    return PurePath(name).suffix.lower() in _SUFFIXES


def members(name: str, data: bytes, limits: Limits = DEFAULT) -> Iterator[tuple[str, bytes]]:
    """(``archive.zip/inner.pdf``, its bytes) for each file inside, inner archives opened too.

    Nothing is written to disk. Raises UnreadableFile for what is no archive, is encrypted, or grows beyond bounds.
    """
    kind = kind_of(name, data) if data else None
    if kind and kind != ".zip":
        raise UnreadableFile(name, f"扩展名与内容不符：扩展名是 .zip，内容却是 {kind} 文件")
    budget = limits.size_mb << 20
    yield from _members(name, data, [budget], depth=1)


def member(path: Path, inside: str) -> bytes:
    """One of the files that ``members`` told of, by its name there. Raises UnreadableFile, OSError."""
    outer, _, rest = inside.partition("/")
    try:
        with zipfile.ZipFile(path) as archive:
            return _found(archive, inside, rest, (str(path), path.stat().st_mtime_ns))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError):
        raise UnreadableFile(outer, "不是有效的压缩包，或文件不完整、已损坏") from None


def _found(archive: zipfile.ZipFile, inside: str, rest: str, key: tuple[str, int]) -> bytes:
    for info in archive.infolist():
        inner = "/".join(PurePosixPath(_name(info)).parts)
        if inner == rest:
            return unpacked(inside, archive, info)
        if is_archive(inner) and rest.startswith(f"{inner}/"):
            data = _nested((*key, inner), partial(unpacked, inside, archive, info))
            with zipfile.ZipFile(io.BytesIO(data)) as nested:
                return _found(nested, inside, rest.removeprefix(f"{inner}/"), (f"{key[0]}/{inner}", key[1]))
    raise UnreadableFile(inside, "压缩包在读的时候变了，里面没有这个文件了")


_last: tuple[tuple[str, int, str], bytes] | None = None


def _nested(key: tuple[str, int, str], unpack: Callable[[], bytes]) -> bytes:
    """An archive in an archive, kept until another one is asked for: its files are asked for one after the other."""
    global _last
    kept = _last
    if kept is None or kept[0] != key:
        kept = _last = (key, unpack())
    return kept[1]


def check_expansion(name: str, data: bytes, budget: int) -> zipfile.ZipFile:
    """An open archive whose contents are within bounds: also for formats that are archives (DOCX, XLSX, ODT)."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, OverflowError):
        raise UnreadableFile(name, "不是有效的压缩包，或文件不完整、已损坏") from None
    listed = archive.infolist()
    if len(listed) > _MEMBERS:
        raise UnreadableFile(name, f"压缩包内有 {len(listed)} 个文件，超过上限 {_MEMBERS} 个")
    size = sum(info.file_size for info in listed)
    if size > budget or (size > _SMALL and size > _RATIO * len(data)):
        raise UnreadableFile(name, f"疑似压缩炸弹：{len(data) >> 10} KB 解压后有 {size >> 20} MB")
    return archive


def unpacked(name: str, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """The bytes of one member, never more than it declared."""
    if info.flag_bits & _ENCRYPTED:
        raise UnreadableFile(name, "压缩包已加密，需要密码")
    out = bytearray()
    try:
        with archive.open(info) as stream:
            while piece := stream.read(_CHUNK):
                out += piece
                if len(out) > info.file_size:
                    raise UnreadableFile(name, "压缩包内文件的大小与声明不符")
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError):
        raise UnreadableFile(name, "压缩包不完整或已损坏") from None
    return bytes(out)


def _members(name: str, data: bytes, budget: list[int], depth: int) -> Iterator[tuple[str, bytes]]:
    if not data:
        raise UnreadableFile(name, "文件是空的")
    if depth > _DEPTH:
        raise UnreadableFile(name, f"压缩包嵌套超过 {_DEPTH} 层")
    with check_expansion(name, data, budget[0]) as archive:
        for info in archive.infolist():
            inner = _name(info)
            parts = PurePosixPath(inner).parts
            if info.is_dir() or any(part.startswith(_SKIPPED[1:]) and part != ".." for part in parts):
                continue
            if inner.startswith(_SKIPPED[0]):
                continue
            if not parts or inner.startswith("/") or ".." in parts or ":" in parts[0] or "\x00" in inner:
                raise UnreadableFile(name, f"压缩包内有越出目录的路径“{inner[:80]}”")
            content = unpacked(name, archive, info)
            budget[0] -= len(content)
            path = f"{name}/{'/'.join(parts)}"
            if is_archive(inner):
                yield from _members(path, content, budget, depth + 1)
            else:
                yield path, content


def _name(info: zipfile.ZipInfo) -> str:
    """The name as its maker wrote it: Windows in China writes GBK and does not say so."""
    name = info.filename
    if not info.flag_bits & _UTF8 and not name.isascii():
        raw = name.encode("cp437", errors="replace")
        told = [text for text in map(partial(_as, raw), ("utf-8", "gb18030")) if text]
        # Two bytes of GBK may be a rare letter in UTF-8: Chinese names are Chinese.
        name = next(
            (text for text in told if all(c.isascii() or c > "\u2e80" for c in text)), told[0] if told else name
        )
    return name.replace("\\", "/")


def _as(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return ""
