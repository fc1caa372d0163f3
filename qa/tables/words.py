"""The patterns of ``words.toml``, compiled."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files


@cache
def patterns() -> dict[str, dict[str, re.Pattern[str]]]:
    """Each table of the file: name → pattern; of ``classes`` the names are patterns too."""
    data = tomllib.loads(files("qa.tables").joinpath("words.toml").read_text(encoding="utf-8"))
    return {table: {name: re.compile(pattern) for name, pattern in rows.items()} for table, rows in data.items()}


@cache
def classes() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """What rows may be called in a question, and how names of such rows end."""
    return tuple((re.compile(said), ends) for said, ends in patterns()["classes"].items())
