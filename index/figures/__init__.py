"""Figures of a document: cells and prose, and when two of them tell the same."""

from __future__ import annotations

from dataclasses import replace

from index.figures.cells import figures_from_tables
from index.figures.compare import agree, same_fact
from index.figures.owned import owned
from index.figures.prose import figures_from_prose
from index.model import Document, Figure

__all__ = ["agree", "extract", "figures_from_prose", "figures_from_tables", "same_fact"]


def extract(document: Document) -> tuple[Figure, ...]:
    """Every figure of the document, cells first, each with its id."""
    found = owned(document, (*figures_from_tables(document), *figures_from_prose(document)))
    return tuple(replace(figure, id=f"{document.id[:12]}-{number}") for number, figure in enumerate(found))
