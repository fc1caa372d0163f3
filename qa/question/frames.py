"""A question without what people say around it: greetings, who they are, why they ask, how they want the answer."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from functools import cache
from importlib.resources import files

# A question of fewer characters than this is never cut further.
_SHORTEST = 5


def unframed(text: str, tells: Callable[[str], bool]) -> str:
    """The folded question without its frame; ``tells`` knows words that must not be cut away with it.

    The question as it is where nothing else would be left.
    """
    lead, tail, drop = _patterns()
    for pattern in drop:
        text = pattern.sub(" ", text)
    changed = True
    while changed:
        changed = False
        for pattern, at_end in (*((p, False) for p in lead), *((p, True) for p in tail)):
            found = pattern.search(text) if at_end else pattern.match(text)
            if found is None or found.end() == found.start() or tells(found.group()):
                continue
            rest = text[: found.start()] if at_end else text[found.end() :]
            if len(rest.strip()) >= _SHORTEST:
                text, changed = rest, True
    return text.strip()


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], ...], tuple[re.Pattern[str], ...], tuple[re.Pattern[str], ...]]:
    data = tomllib.loads(files("qa.question").joinpath("frames.toml").read_text(encoding="utf-8"))
    lead = tuple(re.compile(p) for p in data["lead"])
    tail = tuple(re.compile(f"(?:{p})$") for p in data["tail"])
    return lead, tail, tuple(re.compile(p) for p in data["drop"])
