"""Addresses within the site that are written into HTML."""

from __future__ import annotations

from urllib.parse import quote

from index.model import Figure

FIGURE = "f"


def address(figure: Figure) -> str:
    """The page that shows where a figure is printed; it can be sent to a colleague."""
    return f"place?{FIGURE}={quote(figure.id)}"
