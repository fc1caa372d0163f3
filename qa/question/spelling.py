"""Words typed by their sound: 公物接待费 is read as 公务接待费 where nothing is called by what is written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from index.vocabulary import load
from qa.question.alignment import sounds

_SHORTEST = 4  # characters: shorter words that sound alike mean different things (邮电费, 油电费)
_NAME = re.compile(rf"[\u4e00-\u9fff]{{{_SHORTEST},}}")


class Respelt(NamedTuple):
    """A question with one word put right: ``written`` is the word as it was typed, ``meant`` the vocabulary's."""

    question: str
    written: str
    meant: str


def respelt(question: str) -> Respelt | None:
    """The question with its longest word that only sounds like one of the vocabulary; None where there is none."""
    sound, by_sound, known = sounds(question), _by_sound(), _known(question)
    for length in range(min(max(map(len, by_sound)), len(question)), _SHORTEST - 1, -1):
        for start in range(len(question) - length + 1):
            written = question[start : start + length]
            meant = by_sound.get(sound[start : start + length])
            wrong = (start + i for i, (a, b) in enumerate(zip(written, meant or written, strict=True)) if a != b)
            if meant and written != meant and known.isdisjoint(wrong):
                return Respelt(question[:start] + meant + question[start + length :], written, meant)
    return None


def _known(question: str) -> set[int]:
    """Where the characters stand that are part of a word of the vocabulary as they are written."""
    names = load().question_names
    longest = max(map(len, names))
    runs = (
        range(start, end)
        for start in range(len(question))
        for end in range(start + 2, min(start + longest, len(question)) + 1)
        if question[start:end] in names
    )
    return {place for run in runs for place in run}


@cache
def _by_sound() -> Mapping[str, str]:
    """The vocabulary's words by their sound; those that sound like another are left out."""
    found: dict[str, set[str]] = {}
    for name in load().question_names:
        if _NAME.fullmatch(name):
            found.setdefault(sounds(name), set()).add(name)
    return {sound: min(names) for sound, names in found.items() if len(names) == 1}
