"""What deciding comes to: found, unclear, or missing. These are values; nothing here is an error."""

from __future__ import annotations

from dataclasses import dataclass

from index.model import Figure, Source
from qa.answer.texts import Told
from qa.model import Choice, Computed, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One figure that answers, with others that say the same (``same``) or that differ (``other``, each with why).

    ``whole`` is False where the figure is narrowed by an aspect that the question does not name.
    """

    figure: Figure
    same: tuple[Figure, ...] = ()
    other: tuple[tuple[Figure, str], ...] = ()
    own: float = 1.0
    whole: bool = True


Mention = tuple[str, Source]
"""A place in a document that is neither the answer nor a part of it: its id, and where."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An answer: ``text`` the sentence, ``value`` the headline (None for answers in words), the figures it rests on.

    ``beside`` are the places that its warnings rest on, ``workings`` what the text works out beside the headline.
    """

    text: str
    value: Value | None = None
    figures: tuple[Figure, ...] = ()
    parts: tuple[Figure, ...] = ()
    computed: Computed | None = None
    told: Told | None = None
    warnings: tuple[str, ...] = ()
    beside: tuple[Mention, ...] = ()
    workings: tuple[Computed, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unclear:
    """The question fits several: ``slot`` names what is open, ``options`` are complete questions, ``choices`` printed figures."""

    slot: str
    text: str
    options: tuple[str, ...]
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """The library does not hold it: ``slot`` names what is missing, ``text`` says so and what there is instead, ``choices`` what is near."""

    slot: str
    text: str
    told: Told | None = None
    choices: tuple[Choice, ...] = ()


Outcome = Found | Unclear | Missing
