"""Document → passages: what retrieval finds. Prose by section, tables by rows, a glossary by entries.

Headings alone, captions and lists of contents are no passages: they would be found ahead of what they announce.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from index.language.fold import fold_text, label_key
from index.model import Document, Paragraph, Passage, Section, Span
from index.table_pieces import Piece, pieces_of, titled
from index.vocabulary import load

PROSE, TABLE, TERM = "正文", "表格", "名词"
_SENTENCE = re.compile(r"[^。；;！？]*[。；;！？]+[”’」』）)]*|[^。；;！？]+$")
_SPACE = re.compile(r"\s+")
_MOST = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """See ``passages.toml``."""

    glossary: re.Pattern[str]
    entry: re.Pattern[str]
    caption: re.Pattern[str]
    says: re.Pattern[str]
    announces: re.Pattern[str]
    target: int
    longest: int
    small: int
    rows: int


@cache
def rules() -> Rules:
    """The rules that ship."""
    told = tomllib.loads(files("index").joinpath("passages.toml").read_text(encoding="utf-8"))
    patterns: dict[str, Any] = {
        name: re.compile(told[name]) for name in ("glossary", "entry", "caption", "says", "announces")
    }
    return Rules(**patterns, **told["size"])


def passages(document: Document, given: Rules | None = None) -> tuple[Passage, ...]:
    """All passages of a document, prose first, in its order. Pure: the same document gives the same ids."""
    given = given or rules()
    found = [*_prose(document, given), *_tables(document, given)]
    return tuple(replace(p, id=f"{document.id[:12]}-p{i}") for i, p in enumerate(found))


def context(passage: Passage) -> str:
    """Who, when and which: what a passage does not repeat in its own words."""
    year = f"{passage.year}年" if passage.year else ""
    return f"{passage.org}{year}{passage.scope or ''}{passage.stage or ''}"


def indexed(passage: Passage) -> str:
    """What is indexed of a passage: the headings above it and its text; of a table each column's name once, however
    many rows repeat it."""
    return f"{passage.heading}\n{_once(passage.text) if passage.kind == TABLE else passage.text}"


def _once(text: str) -> str:
    seen: set[str] = set()
    found = []
    for part in re.split(r"(?<=[，；\n])", text):
        column, equals, value = part.partition(" = ")
        found.append(value if equals and column in seen else part)
        seen.add(column)
    return "".join(found)


def labelled(passage: Passage) -> str:
    """What a passage gives figures of. A row's name, not its columns', which every row repeats; but those of a total,
    or of a row without a name, say what it is. Prose is given whole: what stands before its amounts tells."""
    if passage.kind != TABLE:
        return passage.text
    found = []
    for segment in re.split(r"[；\n]", passage.text):
        parts = segment.split("，")
        named = " = " not in parts[0]
        name = parts[0] if named else ""
        columns = [part.rpartition(" = ")[0] for part in parts[named:]]
        whole = not name or load().is_label("whole", name)
        if columns:
            found.append(f"{name}{'，'.join(columns) if whole else ''} 0")
    return "\n".join(found)


def _prose(document: Document, rules: Rules) -> Iterator[Passage]:
    titles = {label_key(words) for t in document.tables for words in (t.title, t.note) if words}
    by_section: dict[int, list[Paragraph]] = {}
    for paragraph in document.paragraphs:
        by_section.setdefault(paragraph.section, []).append(paragraph)
    small: list[tuple[Section, list[Piece]]] = []
    for number, paragraphs in by_section.items():
        section = document.sections[number] if number < len(document.sections) else None
        path = section.path if section else ()
        body = [p for p in paragraphs if not _heading(p, section) and not _caption(p.text, titles, rules)]
        if not path:
            body = [p for p in body if rules.says.search(_bare(p.text))]
        if not body or _contents(body, rules):
            continue
        glossary = any(rules.glossary.search(_bare(heading)) for heading in path)
        pieces = [piece for p in body for piece in _cut(p, rules.longest)]
        tiny = section is not None and path and not glossary and sum(len(p.text) for p in body) <= rules.small
        if small and not (tiny and path[:-1] == small[0][0].path[:-1]):
            yield from _together(document, small, rules)
            small = []
        if section is not None and tiny:
            small.append((section, pieces))
            continue
        starts = _entries(path, body, rules) if glossary else frozenset()
        for group in _grouped(pieces, rules.target, starts):
            yield _passage(document, path, TERM if glossary else PROSE, " / ".join(path), group)
    yield from _together(document, small, rules)


def _together(document: Document, small: Sequence[tuple[Section, list[Piece]]], rules: Rules) -> Iterator[Passage]:
    """Neighbouring sections of a few words each: with their headings, under what stands above them all."""
    if len(small) == 1:
        section, pieces = small[0]
        yield _passage(document, section.path, PROSE, " / ".join(section.path), pieces)
    elif small:
        headed = []
        for section, (first, *others) in small:
            span = Span(start=min(section.span.start, first.span.start), end=first.span.end)
            headed += [replace(first, text=f"{section.path[-1]}\n{first.text}", span=span), *others]
        path = small[0][0].path[:-1]
        for group in _grouped(headed, rules.target):
            yield _passage(document, path, PROSE, " / ".join(path), group)


def _heading(paragraph: Paragraph, section: Section | None) -> bool:
    """Whether the paragraph is the heading itself, wholly above the body."""
    return section is not None and bool(section.path) and paragraph.origin[-1] < section.body.start


def _caption(text: str, titles: set[str], rules: Rules) -> bool:
    return label_key(text) in titles or bool(rules.caption.search(_bare(text)))


def _contents(body: Sequence[Paragraph], rules: Rules) -> bool:
    """Whether most of a section only names what stands elsewhere; lines that were cut in two do not look so."""
    lines = [_bare(p.text) for p in body]
    named = sum(bool(rules.announces.search(line)) for line in lines)
    return named >= _MOST * len(lines) and not any(rules.says.search(line) for line in lines)


def _bare(text: str) -> str:
    return _SPACE.sub("", fold_text(text))


def _cut(paragraph: Paragraph, longest: int) -> Iterator[Piece]:
    """The paragraph, cut at the ends of sentences where it is long."""
    text = paragraph.text
    start = end = 0
    for match in _SENTENCE.finditer(text) if len(text) > longest else ():
        if match.end() - start > longest and end > start:
            yield Piece(text=text[start:end], span=paragraph.span(start, end), page=paragraph.page)
            start = end
        end = match.end()
    if start < len(text):
        yield Piece(text=text[start:], span=paragraph.span(start, len(text)), page=paragraph.page)


def _entries(path: Sequence[str], body: Sequence[Paragraph], rules: Rules) -> frozenset[int]:
    """Where entries of a glossary begin, as offsets. A section below the glossary's own is one entry already."""
    if not rules.glossary.search(_bare(path[-1])):
        return frozenset()
    return frozenset(p.origin[0] for p in body if rules.entry.search(_bare(p.text)))


def _grouped(pieces: Iterable[Piece], target: int, starts: frozenset[int] = frozenset()) -> Iterator[list[Piece]]:
    """Neighbours put together up to a size; what begins at one of ``starts`` begins a group."""
    group: list[Piece] = []
    size = 0
    for piece in pieces:
        if group and (size + len(piece.text) > target or piece.span.start in starts):
            yield group
            group, size = [], 0
        group.append(piece)
        size += len(piece.text)
    if group:
        yield group


def _tables(document: Document, rules: Rules) -> Iterator[Passage]:
    for number, table in enumerate(document.tables):
        path = document.sections[table.section].path if table.section < len(document.sections) else ()
        pieces = list(pieces_of(table))
        if table.note:
            place = pieces[-1].span if pieces else table.title_span or Span(start=0, end=0)
            page = table.pages[-1] if table.pages else None
            pieces.append(Piece(text=table.note, span=place, page=page))
        heading = " / ".join(filter(None, (*path, titled(document, table, pieces))))
        # Totals apart: who asks for the figure of the whole table asks for none of its rows.
        totals = [[p for p in pieces if p.whole]]
        for group in (*filter(None, totals), *_grouped([p for p in pieces if not p.whole], rules.rows)):
            yield replace(_passage(document, path, TABLE, heading, group), table=number)


def _passage(document: Document, path: tuple[str, ...], kind: str, heading: str, group: Sequence[Piece]) -> Passage:
    who = document.identity
    return Passage(
        id="",
        document=document.id,
        org=who.org,
        year=who.year,
        stage=who.stage,
        scope=who.known_scope,
        kind=kind,
        section=path,
        heading=heading,
        text="\n".join(piece.text for piece in group),
        page=group[0].page,
        span=Span(start=min(p.span.start for p in group), end=max(p.span.end for p in group)),
    )
