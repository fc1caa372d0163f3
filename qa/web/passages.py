"""Full-text search for 查阅: passages as HTML with the words found marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from index.errors import BudgetqaError
from index.library import DocumentInfo
from index.model import Passage
from qa.settings import load
from qa.web import desk
from qa.web.addresses import report
from qa.web.words import listed, name_of, safe

_SHOWN = 20
_REACH = 240


def found(text: str, documents: Sequence[str]) -> list[str]:
    """The best passages for a text within some documents, words and meaning together."""
    # Indexes and the dictionary cost half a second of imports, which a visitor who only asks need not pay.
    from index.language.segment import words
    from index.search import Filters, search

    try:
        hits = search(desk.store(), text, Filters(documents=tuple(documents)), _SHOWN, load().reranker)
        passages = [hit.passage for hit in hits]
    except BudgetqaError:  # no index yet, or one of another model: the words themselves can still be looked for
        passages = list(islice(_holding(text.split(), set(documents)), _SHOWN))
    marked = [*text.split(), *(word for word in words(text) if len(word) > 1)]
    # Nearness always finds something; where nothing found holds a single word of what was looked for, there is nothing.
    if not any(word in passage.text for passage in passages for word in marked):
        return []
    return [_block(passage, marked) for passage in passages]


def _holding(words: Sequence[str], documents: set[str]) -> Iterator[Passage]:
    """Passages with every word, in the library's order."""
    for info in desk.documents():
        if info.id in documents:
            yield from (p for p in desk.store().passages_of(info.id) if all(word in p.text for word in words))


def _block(passage: Passage, words: Sequence[str]) -> str:
    info = desk.info(passage.document)
    where = "　".join(
        part
        for part in (
            name_of(info) if info else "",
            f"第{passage.page}页" if passage.page else "",
            passage.section[-1] if passage.section else "",
        )
        if part
    )
    links = "".join(
        f"<a class='bq-place' href='{safe(link)}' target='_blank'>{name}</a>" for name, link in _links(info)
    )
    return f"<div class='bq-hit'><p class='bq-where'>{safe(where)}{links}</p><p class='bq-passage'>{highlighted(passage.text, words)}</p></div>"


def _links(info: DocumentInfo | None) -> Iterator[tuple[str, str]]:
    """Where to go on from a hit: the document's report."""
    if info is not None:
        name = next((name for name, each in listed(desk.documents()).items() if each.id == info.id), "")
        yield "看这份文件", report(name)


def highlighted(text: str, words: Sequence[str]) -> str:
    """The text around the first word found, words marked."""
    pattern = re.compile("|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True)) or r"(?!)")
    first = pattern.search(text)
    start = max(0, (first.start() if first else 0) - _REACH // 2)
    piece = text[start : start + 2 * _REACH]
    out, done = [], 0
    for hit in pattern.finditer(piece):
        out += [safe(piece[done : hit.start()]), f"<mark class='bq-figure'>{safe(hit[0])}</mark>"]
        done = hit.end()
    lead, trail = "…" if start else "", "…" if start + len(piece) < len(text) else ""
    return f"{lead}{''.join(out)}{safe(piece[done:])}{trail}"
