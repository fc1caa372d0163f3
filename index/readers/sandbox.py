"""Reading what strangers made: in a process of its own, with limits on time and memory."""

from __future__ import annotations

from index.model import Pages
from index.readers.limits import Limits
from index.readers.table import read

__all__ = ["Limits", "read_safely"]


def read_safely(name: str, data: bytes, limits: Limits) -> Pages:
    """Read a file of any known format within limits. Raises UnreadableFile."""
    return read(name, data, limits)
