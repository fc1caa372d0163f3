"""The patterns of ``words.toml``, compiled."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files


@cache
def patterns() -> dict[str, dict[str, re.Pattern[str]]]:
    """Each table of the file: name → pattern."""
    data = tomllib.loads(files("qa.plan").joinpath("words.toml").read_text(encoding="utf-8"))
    return {table: {name: re.compile(pattern) for name, pattern in rows.items()} for table, rows in data.items()}
