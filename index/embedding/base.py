"""What an embedder is, and how one is described."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


@runtime_checkable
class Embedder(Protocol):
    """Texts → unit vectors. ``digest`` changes with the model: vectors of another digest do not compare."""

    @property
    def name(self) -> str:
        """What it was asked for by."""

    @property
    def dimensions(self) -> int:
        """Length of its vectors."""

    @property
    def digest(self) -> str:
        """What its weights are known by."""

    def encode(self, texts: Sequence[str], *, query: bool = False) -> Vectors:
        """One vector of unit length for each text, float32; a question may be encoded otherwise than a passage."""


def clean(texts: Sequence[str]) -> list[str]:
    """Texts that every tokenizer takes: halves of characters, which broken files leave behind, replaced."""
    return [text.encode(errors="replace").decode() for text in texts]


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """How a model wants to be used. ``query`` stands before a question, ``passage`` before a passage."""

    folder: str = ""
    query: str = ""
    passage: str = ""
    dimensions: int | None = None
