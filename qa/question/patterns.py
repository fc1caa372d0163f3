"""Patterns that stand in TOML files beside the code that reads them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

Patterns = Mapping[str, Mapping[str, re.Pattern[str]]]


@cache
def patterns_of(package: str, file: str) -> Patterns:
    """Each table of a package's file, compiled: table → name → pattern, in the file's order."""
    data = tomllib.loads(files(package).joinpath(file).read_text(encoding="utf-8"))
    return {table: {name: re.compile(pattern) for name, pattern in rows.items()} for table, rows in data.items()}
