"""The words of questions after many rows."""

from __future__ import annotations

import re
from functools import cache

from index.language.patterns import Patterns, patterns_of


def patterns() -> Patterns:
    """``words.toml``, compiled; of ``classes``, ``columns``, ``done``, ``whole`` and ``ratio`` the names are patterns too."""
    return patterns_of("qa.tables", "words.toml")


@cache
def pairs(table: str) -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """Of such a table: what a question says, and what stands for it in the table of a document."""
    return tuple((re.compile(said), printed) for said, printed in patterns()[table].items())
