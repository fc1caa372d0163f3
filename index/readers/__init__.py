"""One reader per format: bytes → Pages."""

from index.readers.table import READERS, SUFFIXES, Reader, read, reader_for

__all__ = ["READERS", "SUFFIXES", "Reader", "read", "reader_for"]
