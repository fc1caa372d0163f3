"""Places in a document's text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Half-open range ``[start, end)`` of character offsets into ``Document.text``."""

    start: int
    end: int

    def cut(self, text: str) -> str:
        """The words at this place."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle on a page: points (1/72 inch) from the top left corner; ``top < bottom``."""

    left: float
    top: float
    right: float
    bottom: float
