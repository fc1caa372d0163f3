"""What the checks object to in a document."""

from __future__ import annotations

from index.checks import check
from index.figures import extract
from index.model import Document, Finding, Verdict


def failed(document: Document) -> list[Finding]:
    """The findings that contradict the document, in the order of the checks."""
    return [f for f in check(document, extract(document)) if f.verdict is Verdict.FAIL]
