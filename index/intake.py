"""The line for one file: bytes → pages → document → figures, findings, passages. Pure; run by the worker, within limits."""

from __future__ import annotations

import logging

from index.checks import check
from index.errors import UnreadableFile
from index.figures import extract
from index.library import Prepared, Record, prepare
from index.model import Document
from index.parsing import parse
from index.passages import passages
from index.readers import read
from index.readers.limits import Limits
from index.told import Told, applied, clues

_LOG = logging.getLogger(__name__)


def taken_in(name: str, data: bytes, limits: Limits, *, digest: str, place: str, told: Told = ()) -> Prepared:
    """From a file's bytes to what the library keeps of it, without the bytes themselves. Raises UnreadableFile."""
    pages = read(name, data, limits)
    try:
        document = applied(parse(pages, digest, clues(told, place)), told)
        return understood(document, place=place, told=told)
    except (MemoryError, RecursionError):
        raise
    except Exception as error:  # what was read is well formed: this is a mistake of ours, and it costs one file
        _LOG.debug("%s", place, exc_info=True)
        raise UnreadableFile(name, f"程序未能解析（{type(error).__name__}: {error}）") from error


def understood(document: Document, *, place: str, told: Told = ()) -> Prepared:
    """The second half of the line: from a parsed document on."""
    figures = extract(document)
    return prepare(
        Record(
            place=place,
            document=document,
            figures=figures,
            findings=check(document, figures),
            passages=passages(document),
            original=b"",
            told=told,
        )
    )
