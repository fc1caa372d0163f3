"""An optional second look at the best passages: a cross-encoder, which reads question and passage together, by name."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol, runtime_checkable

from index.embedding.base import Vectors


@runtime_checkable
class Reranker(Protocol):
    """How well texts answer a question."""

    @property
    def name(self) -> str:
        """What it was asked for by."""

    def scores(self, question: str, texts: Sequence[str]) -> Vectors:
        """One number for each text, the higher the better; comparable for one question only."""


@lru_cache(maxsize=2)
def reranker(name: str) -> Reranker:
    """The cross-encoder of a folder, or of any name that sentence-transformers knows; loaded once.

    Raises BadOption where it cannot be loaded.
    """
    # It takes seconds to import, and most never ask for it.
    from index.embedding.transformer import CrossReranker

    return CrossReranker(name)
