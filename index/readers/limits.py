"""What one file may cost."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Limits for reading one file. ``size_mb`` is for the file itself and for what an archive holds unpacked."""

    seconds: int = 120
    memory_mb: int = 2048
    pages: int = 3000
    size_mb: int = 512


DEFAULT = Limits()
