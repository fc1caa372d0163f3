"""A question without what people say around it: greetings, who they are, why they ask, how they want the answer."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import NamedTuple

# A question of fewer characters than this is never cut further.
_SHORTEST = 5
# 这个项目安排了多少: the topic was told before.
_BACK = re.compile(r"(?:这|那|该)(?:个|项|笔|种|类|些)|(?:这|该)项目|它|其中")


class Said(NamedTuple):
    """What words say: the bodies, years and papers as written; whether a notion is named; whether nothing else is said."""

    kept: str
    notion: bool
    idle: bool


def unframed(text: str, told: Callable[[str], Said]) -> str:
    """The folded question without its frame; what ``told`` says is kept stays. Words that name a notion are cut away only
    where they speak of the asker, and what he says of himself only where a question with a topic of its own follows.

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
                kept, notion, _ = told(found.group())
                topic = place == "asker" and not told(rest).idle and not _BACK.search(rest)
                if len(rest.strip()) < _SHORTEST or not (topic if place == "asker" else not notion):
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
