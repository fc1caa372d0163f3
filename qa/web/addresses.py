"""Addresses within the site that are written into HTML."""

from __future__ import annotations

from urllib.parse import quote

from index.model import Figure

FIGURE, ASKED = "f", "q"


def address(figure: Figure) -> str:
    """The page that shows where a figure is printed; it can be sent to a colleague."""
    return f"place?{FIGURE}={quote(figure.id)}"


def chat(question: str) -> str:
    """问答 with this question, from any other page of the site."""
    return f"./?{ASKED}={quote(question)}"


def report(name: str) -> str:
    """The report of a document in 资料库, by the name that its list shows."""
    return f"library?report={quote(name)}"
