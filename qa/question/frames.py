"""A question without what people say around it: greetings, who they are, why they ask, how they want the answer."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from functools import cache
from importlib.resources import files

# A question of fewer characters than this is never cut further.
_SHORTEST = 5


def unframed(text: str, told: Callable[[str], tuple[str, bool]]) -> str:
    """The folded question without its frame. ``told`` gives the bodies and years that words name, which stay, and
    whether they name a notion as well: such words are cut away only where they speak of the asker, and only from a
    question that names a notion behind them.

    The question as it is where nothing else would be left.
    """
    frames = _frames()
    for pattern in frames["drop"]:
        text = pattern.sub(" ", text)
    held: list[str] = []
    changed = True
    while changed:
        changed = False
        for place in ("lead", "asker", "tail"):
            for pattern in frames[place]:
                found = pattern.search(text) if place == "tail" else pattern.match(text)
                if found is None or found.end() == found.start():
                    continue
                rest = text[: found.start()] if place == "tail" else text[found.end() :]
                kept, notion = told(found.group())
                if len(rest.strip()) < _SHORTEST or (notion and not (place == "asker" and told(rest)[1])):
                    continue
                text, changed = rest, True
                held += [kept] * bool(kept)
    return " ".join((*held, text.strip()))


@cache
def _frames() -> dict[str, tuple[re.Pattern[str], ...]]:
    data = tomllib.loads(files("qa.question").joinpath("frames.toml").read_text(encoding="utf-8"))
    return {
        place: tuple(re.compile(f"(?:{p})$" if place == "tail" else p) for p in patterns)
        for place, patterns in data.items()
    }
