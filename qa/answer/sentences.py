"""A document's sentences, prepared for answering reasons, duties, lists and definitions."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.language.fold import fold_text
from index.model import Document, Span

_END = re.compile(r"[。！？;；](?![”\"）)])|[。！？][”\"]|$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """``text`` as printed without line ends, ``folded`` for comparing, ``paragraph`` the index in the document.

    ``heading`` is the folded section path; ``position`` the sentence's number within its paragraph.
    """

    document: str
    paragraph: int
    position: int
    text: str
    folded: str
    heading: str
    section: tuple[str, ...]
    page: int | None
    span: Span


def sentences(document: Document) -> tuple[Sentence, ...]:
    """Sentences in order. A paragraph without an end mark is one sentence."""
    found: list[Sentence] = []
    for number, paragraph in enumerate(document.paragraphs):
        path = document.sections[paragraph.section].path if document.sections else ()
        heading = fold_text("/".join(path)).replace(" ", "")
        start = position = 0
        for mark in _END.finditer(paragraph.text):
            if paragraph.text[start : mark.end()].strip():
                text = paragraph.text[start : mark.end()]
                found.append(
                    Sentence(
                        document=document.id,
                        paragraph=number,
                        position=position,
                        text=text.strip(),
                        folded=fold_text(text).replace(" ", ""),
                        heading=heading,
                        section=path,
                        page=paragraph.page,
                        span=paragraph.span(start, mark.end()),
                    )
                )
                position += 1
            start = mark.end()
    return tuple(found)
