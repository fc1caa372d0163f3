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

from index.figures.columns import views
from index.language.fold import fold_text, label_key
from index.model import Document, Paragraph, Passage, Row, Section, Span, Table
from index.vocabulary import load

PROSE, TABLE, TERM = "正文", "表格", "名词"
_SENTENCE = re.compile(r"[^。；;！？]*[。；;！？]+[”’」』）)]*|[^。；;！？]+$")
_SPACE = re.compile(r"\s+")
_LABELS = frozenset({"label", "code", "year"})
_TOTAL = re.compile(r"^(?:收入|支出|收支|本年收入|本年支出)?(?:总计|合计)$")
_SIDES = frozenset({"左", "右"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """See ``passages.toml``."""

    glossary: re.Pattern[str]
    entry: re.Pattern[str]
    caption: re.Pattern[str]
    says: re.Pattern[str]
    target: int
    longest: int
    small: int
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A part of a passage: words and their place; ``whole`` for the totals of a table."""

    text: str
    span: Span
    page: int | None
    whole: bool = False


@cache
def rules() -> Rules:
    """The rules that ship."""
    told = tomllib.loads(files("index").joinpath("passages.toml").read_text(encoding="utf-8"))
    glossary, entry, caption, says = (re.compile(told[name]) for name in ("glossary", "entry", "caption", "says"))
    return Rules(glossary=glossary, entry=entry, caption=caption, says=says, **told["size"])


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
        if not body:
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
        pieces = list(_rows(table))
        if table.note:
            place = pieces[-1].span if pieces else table.title_span or Span(start=0, end=0)
            page = table.pages[-1] if table.pages else None
            pieces.append(Piece(text=table.note, span=place, page=page))
        heading = " / ".join((*path, _titled(table)))
        # Totals apart: who asks for the figure of the whole table asks for none of its rows.
        totals = [[p for p in pieces if p.whole]]
        for group in (*filter(None, totals), *_grouped([p for p in pieces if not p.whole], rules.rows)):
            yield replace(_passage(document, path, TABLE, heading, group), table=number)


def _titled(table: Table) -> str:
    unit = f"（单位：{table.unit}）" if table.unit else ""
    return f"{table.title}{unit}"


def _rows(table: Table) -> Iterator[Piece]:
    roles = [view.role for view in views(table, load())]
    names = [_column(column.path) for column in table.columns]
    above: dict[int, str] = {}
    for row in table.rows:
        text = _row(row, roles, names, above)
        spans = [span for cell in row.cells for span in cell.spans]
        if text and spans:
            whole = Span(start=min(s.start for s in spans), end=max(s.end for s in spans))
            yield Piece(text=text, span=whole, page=row.page, whole=_total(row, roles))


def _total(row: Row, roles: Sequence[str]) -> bool:
    """Whether the row's name is that of a total: 合计, 总计, 收入总计."""
    names = [cell.text for cell, role in zip(row.cells, roles, strict=False) if role in _LABELS and cell.text]
    return any(_TOTAL.search(label_key(name)) for name in names)


def _row(row: Row, roles: Sequence[str], names: Sequence[str], above: dict[int, str]) -> str:
    """One line: "label，column = value，column = value；label，…", panels side by side each with their own label.

    ``above`` keeps the label that a merged cell covers, for the rows that follow. A label whose figures are all blank
    is left out: it would be found for what it does not say.
    """
    segments: list[tuple[list[str], list[str]]] = []
    before = ""
    for index, (cell, role, name) in enumerate(zip(row.cells, roles, names, strict=False)):
        if role == "ignore":
            continue
        text = above.get(index, "") if cell.covered else cell.text
        labelled = role in _LABELS
        if not segments or (labelled and before not in _LABELS):
            segments.append(([], []))
        before = role
        if labelled:
            above[index] = text
            segments[-1][0].extend([text] if text else [])
        elif text:
            segments[-1][1].append(f"{name} = {text}" if name else text)
    said = "value" in roles
    return "；".join("，".join(filter(None, (" ".join(ls), *vs))) for ls, vs in segments if vs or (ls and not said))


def _column(path: Sequence[str]) -> str:
    """A column's levels in one; 左 and 右 only tell panels apart."""
    return "/".join(dict.fromkeys(_SPACE.sub("", level) for level in path if level and level not in _SIDES))


def _passage(document: Document, path: tuple[str, ...], kind: str, heading: str, group: Sequence[Piece]) -> Passage:
    who = document.identity
    return Passage(
        id="",
        document=document.id,
        org=who.org,
        year=who.year,
        stage=who.stage,
        scope=who.scope,
        kind=kind,
        section=path,
        heading=heading,
        text="\n".join(piece.text for piece in group),
        page=group[0].page,
        span=Span(start=min(p.span.start for p in group), end=max(p.span.end for p in group)),
    )
