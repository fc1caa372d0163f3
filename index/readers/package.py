"""Office packages (DOCX, XLSX): ZIP archives of XML parts, opened with care. The only door to lxml."""

from __future__ import annotations

import zipfile
from typing import Any

from lxml import etree

from index.errors import UnreadableFile
from index.readers.archive import check_expansion, unpacked

_MOST = 256 << 20  # bytes that a package may hold unpacked
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


class Package:
    """The parts of one file, parsed when asked for."""

    def __init__(self, name: str, data: bytes) -> None:
        if data.startswith(_OLE):
            reason = "文件已加密，需要密码" if _ENCRYPTED in data else "扩展名与内容不符（实为旧版 Office 文件）"
            raise UnreadableFile(name, reason)
        self._name = name
        self._archive = check_expansion(name, data, _MOST)
        self._parts = {info.filename.replace("\\", "/").lstrip("/").lower(): info for info in self._archive.infolist()}

    def names(self) -> list[str]:
        """The parts there are, in lower case."""
        return list(self._parts)

    def raw(self, part: str) -> bytes | None:
        """The bytes of a part; None where there is none."""
        info: zipfile.ZipInfo | None = self._parts.get(part.lower())
        return None if info is None else unpacked(self._name, self._archive, info)

    def xml(self, part: str) -> Any | None:
        """The root element of a part; None where there is none."""
        data = self.raw(part)
        return None if data is None else root_of(self._name, data, part)


def root_of(name: str, data: bytes, part: str = "") -> Any:
    """The root element of an XML text, read with care. Raises UnreadableFile."""
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data[:4096]:
        raise UnreadableFile(name, "文件里有 XML 实体定义，疑似实体膨胀攻击")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        where = f"{part} " if part else ""
        raise UnreadableFile(name, f"文件已损坏（{where}不是完整的 XML）") from None


def kind(element: Any) -> str:
    """The element's name without its namespace: the strict and the transitional form are read alike."""
    return str(element.tag).rpartition("}")[2]


def value(element: Any, name: str = "val") -> str | None:
    """An attribute, whatever its namespace."""
    return next((str(text) for key, text in element.attrib.items() if key.rpartition("}")[2] == name), None)


def child(element: Any, *path: str) -> Any | None:
    """The first element down a path of names, else None."""
    for name in path:
        element = next((each for each in element if kind(each) == name), None)
        if element is None:
            return None
    return element


def children(element: Any, *path: str) -> tuple[Any, ...]:
    """The elements in the first one down a path of names; none where there is none."""
    found = child(element, *path)
    return () if found is None else tuple(found)
