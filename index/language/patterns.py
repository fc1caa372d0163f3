"""Patterns that stand in TOML files beside the code that reads them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

Patterns = Mapping[str, Mapping[str, re.Pattern[str]]]
_PART = re.compile(r"\{([a-z]+)\}")  # braces that count repetitions ({2,30}) are none


@cache
def patterns_of(package: str, file: str) -> Patterns:
    """Each table of a package's file, compiled: table → name → pattern, in the file's order. Where the file has a table
    ``[parts]``, ``{name}`` in a pattern stands for the part of that name; one that is not there raises ``KeyError``."""
    data = tomllib.loads(files(package).joinpath(file).read_text(encoding="utf-8"))
    parts = parts_of(data.pop("parts", {}))
    return {
        table: {name: re.compile(filled(pattern, parts)) for name, pattern in rows.items()}
        for table, rows in data.items()
    }


def parts_of(told: Mapping[str, str]) -> dict[str, str]:
    """The parts of patterns by name, each with those before it put in."""
    parts: dict[str, str] = {}
    for name, words in told.items():
        parts[name] = filled(words, parts)
    return parts


def filled(words: str, parts: Mapping[str, str]) -> str:
    """A pattern with the parts that it names put in.

    >>> filled("{up}了{2,3}", {"up": "增|升"})
    '增|升了{2,3}'
    """
    return _PART.sub(lambda match: parts[match[1]], words)
