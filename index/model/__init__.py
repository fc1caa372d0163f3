"""Frozen types, one per stage; standard library only."""

from index.model.document import (
    DOUBT,
    Cell,
    Clues,
    Column,
    Document,
    Identity,
    Paragraph,
    Row,
    Section,
    Table,
)
from index.model.figure import Figure, Measure, Source, State
from index.model.finding import Finding, Verdict
from index.model.pages import Block, Grid, GridCell, Line, Page, Pages
from index.model.passage import Passage
from index.model.text import Box, Span

__all__ = [
    "DOUBT",
    "Block",
    "Box",
    "Cell",
    "Clues",
    "Column",
    "Document",
    "Figure",
    "Finding",
    "Grid",
    "GridCell",
    "Identity",
    "Line",
    "Measure",
    "Page",
    "Pages",
    "Paragraph",
    "Passage",
    "Row",
    "Section",
    "Source",
    "Span",
    "State",
    "Table",
    "Verdict",
]
