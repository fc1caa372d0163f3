"""Old Excel files (XLS): what python-calamine does not tell of them. Number formats, hidden rows and columns.

An XLS is a small file system of its own (MS-CFB) with one stream of records (MS-XLS); only the few records are read
that say how a cell is shown.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from functools import partial

from index.errors import UnreadableFile
from index.readers.looks import Looks
from index.readers.numberformat import BUILT_IN

_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = 0xFFFFFFFA  # sector numbers from here on are marks
_SHORT = 4096  # streams below this lie in the small sectors
_STREAMS = ("workbook", "book")
_BOF, _EOF, _FORMAT, _XF, _SHEET, _LOCKED = 0x809, 0x0A, 0x41E, 0xE0, 0x85, 0x2F
_NUMBER, _RK, _MULRK, _FORMULA, _ROW, _COLUMNS = 0x203, 0x27E, 0xBD, 0x06, 0x208, 0x7D
_WORKSHEET = 0x10
_LAST_COLUMN = 0xFF


def streams(data: bytes) -> dict[str, Callable[[], bytes]]:
    """The streams and storages of an MS-CFB file by their names in lower case."""
    container = _Container(data)
    return {name: partial(container.stream, first, size) for name, first, size in container.entries}


def looks_of(name: str, data: bytes) -> list[Looks]:
    """How the cells of each sheet are shown, in the order of the sheets."""
    container = _Container(data)
    found = next((entry for stream in _STREAMS for entry in container.entries if entry[0] == stream), None)
    if found is None:
        raise UnreadableFile(name, "不是 Excel 文件（没有工作簿）")
    book = container.stream(found[1], found[2])
    formats, codes, starts = dict(BUILT_IN), list[int](), list[int]()
    for kind, body in _records(book, 0):
        if kind == _LOCKED:
            raise UnreadableFile(name, "文件已加密，需要密码")
        if kind == _FORMAT and len(body) > 5:
            formats[int.from_bytes(body[:2], "little")] = _text(body[2:])
        elif kind == _XF and len(body) >= 4:
            codes.append(int.from_bytes(body[2:4], "little"))
        elif kind == _SHEET and len(body) >= 6:
            starts.append(int.from_bytes(body[:4], "little"))
    shown = [formats.get(code, "General") for code in codes]
    return [_sheet(book, start, shown) for start in starts]


def _sheet(book: bytes, start: int, shown: list[str]) -> Looks:
    formats: dict[tuple[int, int], str] = {}
    rows: set[int] = set()
    columns: set[int] = set()

    def put(row: int, column: int, code: int) -> None:
        if code < len(shown) and shown[code] != "General":
            formats[row, column] = shown[code]

    for kind, body in _records(book, start):
        if kind in (_NUMBER, _RK, _FORMULA) and len(body) >= 6:
            put(*struct.unpack_from("<HHH", body))
        elif kind == _MULRK and len(body) >= 6:
            row, first = struct.unpack_from("<HH", body)
            for at in range((len(body) - 6) // 6):
                put(row, first + at, int.from_bytes(body[4 + 6 * at : 6 + 6 * at], "little"))
        elif kind == _ROW and len(body) >= 16 and body[12] & 0x20:
            rows.add(int.from_bytes(body[:2], "little"))
        elif kind == _COLUMNS and len(body) >= 10 and body[8] & 0x01:
            first, last = struct.unpack_from("<HH", body)
            columns.update(range(first, min(last, _LAST_COLUMN) + 1))
    return Looks(formats=formats, hidden_rows=frozenset(rows), hidden_columns=frozenset(columns), uncomputed=0)


def _records(book: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """Records from a BOF to its EOF; what is embedded in between (charts) has a BOF and EOF of its own."""
    depth = 0
    while start + 4 <= len(book):
        kind, size = struct.unpack_from("<HH", book, start)
        depth += kind == _BOF
        if depth == 1:
            yield kind, book[start + 4 : start + 4 + size]
        depth -= kind == _EOF
        if depth <= 0:
            return
        start += 4 + size


def _text(body: bytes) -> str:
    """A string with its length in two bytes and a byte that says how wide its characters are."""
    length, wide = int.from_bytes(body[:2], "little"), body[2] & 1
    raw = body[3 : 3 + length * (2 if wide else 1)]
    return raw.decode("utf-16-le" if wide else "latin-1", errors="replace")


class _Container:
    """The file system: chains of sectors."""

    def __init__(self, data: bytes) -> None:
        self.entries: list[tuple[str, int, int]] = []
        if not data.startswith(_MAGIC) or len(data) < 512:
            return
        self._data = data
        shift, small = struct.unpack_from("<HH", data, 30)
        self._size, self._small = 1 << min(shift, 16), 1 << min(small, 12)
        directory, _, _, first_small, _, first_table, _ = struct.unpack_from("<7I", data, 48)
        heads = list(struct.unpack_from("<109I", data, 76))
        seen: set[int] = set()
        while first_table < _END and first_table not in seen:
            seen.add(first_table)
            more = self._numbers(self._sector(first_table))
            heads += more[:-1]
            first_table = more[-1] if more else _END
        self._table = [n for head in heads if head < _END for n in self._numbers(self._sector(head))]
        self._smalls = self._numbers(b"".join(self._chain(first_small)))
        self._roots = b""
        self._read_directory(b"".join(self._chain(directory)))

    def _read_directory(self, raw: bytes) -> None:
        for at in range(0, len(raw) - 127, 128):
            length, kind = struct.unpack_from("<HB", raw, at + 64)
            first, size = struct.unpack_from("<IQ", raw, at + 116)
            if kind == 5:
                self._roots = b"".join(self._chain(first))
            name = raw[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", errors="replace").lower()
            if kind:
                self.entries.append((name, first, size & 0xFFFFFFFF))

    def stream(self, first: int, size: int) -> bytes:
        """The bytes of a stream."""
        if size >= _SHORT:
            return b"".join(self._chain(first))[:size]
        pieces: list[bytes] = []
        seen: set[int] = set()
        while first < len(self._smalls) and first not in seen:
            seen.add(first)
            pieces.append(self._roots[first * self._small : (first + 1) * self._small])
            first = self._smalls[first]
        return b"".join(pieces)[:size]

    def _chain(self, first: int) -> Iterator[bytes]:
        seen: set[int] = set()
        while first < len(self._table) and first not in seen:
            seen.add(first)
            yield self._sector(first)
            first = self._table[first]

    def _sector(self, number: int) -> bytes:
        return self._data[(number + 1) * self._size : (number + 2) * self._size]

    @staticmethod
    def _numbers(raw: bytes) -> list[int]:
        return list(struct.unpack(f"<{len(raw) // 4}I", raw[: len(raw) // 4 * 4]))
