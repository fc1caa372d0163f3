"""One reader per format: bytes → Pages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

from index.errors import UnsupportedFormat
from index.model import Pages
from index.readers.pdf import read_pdf
from index.readers.text import read_text

Reader = Callable[[str, bytes], Pages]
READERS: dict[str, Reader] = {".txt": read_text, ".md": read_text, ".pdf": read_pdf}
SUFFIXES = frozenset(READERS)


def reader_for(name: str) -> Reader:
    """The reader for a file name; UnsupportedFormat where none is registered."""
    try:
        return READERS[PurePath(name).suffix.lower()]
    except KeyError:
        raise UnsupportedFormat(name, known=sorted(READERS)) from None


def read(name: str, data: bytes) -> Pages:
    """Read a file of any known format."""
    return reader_for(name)(name, data)
