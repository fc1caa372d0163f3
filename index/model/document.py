"""A disclosure as parsed: who and when, sections, tables."""

from __future__ import annotations

from dataclasses import dataclass

from index.model.text import Box, Span

DOUBT = 0.6
"""A slot of an identity that is known less surely than this is only likely: it is shown, and decides nothing."""


def known(slot: str, value: str | None, sure: tuple[tuple[str, float], ...]) -> str | None:
    """The value of a slot, None where it is only likely."""
    return value if dict(sure).get(slot, 1.0) >= DOUBT else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Whose disclosure this is. ``org`` is "" and the others None where the document does not tell.

    ``stage`` is 预算, 决算 or 执行; ``scope`` is 部门, 单位 or 地区 (a whole area: then ``org`` is the area's name);
    ``kind`` is 部门预决算, 三公, 执行报告, 政府决算, 债务, 收支月报, 转移支付, 绩效, 新闻 or 其他; ``period`` is set where the
    document is not of a whole year (``2020H1``, ``2020Q1``, ``2020-01/2020-05``). ``others`` are further bodies whose
    figures it prints, ``aliases`` other names of ``org`` seen in it, ``former`` those that it had before or has since.
    ``how`` says in a few words for each slot where it was found (``(("org", "标题"), …)``), ``sure`` how surely (1 is
    beyond doubt).
    """

    org: str = ""
    year: int | None = None
    period: str | None = None
    stage: str | None = None
    scope: str | None = None
    kind: str | None = None
    others: tuple[str, ...] = ()
    code: str | None = None
    aliases: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    how: tuple[tuple[str, str], ...] = ()
    sure: tuple[tuple[str, float], ...] = ()
    former: tuple[str, ...] = ()

    @property
    def known_scope(self) -> str | None:
        """The scope where it is told, None where it is only likely."""
        return known("scope", self.scope, self.sure)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clues:
    """What is known of a document besides its text: the title and address of the link that led to it, what stands
    around the page (names of the site, the way to it), the slots that are told and need not be read, and the names of
    the folders that the file lay in, the nearest first."""

    title: str = ""
    url: str = ""
    around: tuple[str, ...] = ()
    told: frozenset[str] = frozenset()
    folders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading and what stands under it, up to the next heading of any level.

    ``path`` are the headings from the outermost down to this one (this one last); () before the first heading.
    ``span`` covers heading and body; ``body`` only the body. ``page`` is the page of the heading.
    """

    path: tuple[str, ...]
    level: int
    span: Span
    body: Span
    page: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Running text put together again: wrapped lines joined.

    ``text`` has no line ends; ``origin[i]`` is the offset in ``Document.text`` of ``text[i]``
    (``len(origin) == len(text)``). ``section`` is the index into ``Document.sections``.
    """

    text: str
    origin: tuple[int, ...]
    section: int
    page: int | None

    def span(self, start: int, end: int) -> Span:
        """Where ``text[start:end]`` (not empty) stands in the document."""
        return Span(start=self.origin[start], end=self.origin[end - 1] + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column's name, outermost level first: ("支出", "功能分类", "金额"). ``unit`` where its heading prints one."""

    path: tuple[str, ...]
    unit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell as printed, white space that only justifies removed from labels, digits untouched.

    ``text == ""`` is blank. A position covered by a merged cell has ``covered`` True and ``text == ""``.
    ``spans`` are its places in ``Document.text``, several where a page break cut it, () where blank.
    ``moved_from`` is the column in which it was printed, where a shifted row was set right.
    """

    text: str
    spans: tuple[Span, ...] = ()
    page: int | None = None
    box: Box | None = None
    row_span: int = 1
    column_span: int = 1
    covered: bool = False
    moved_from: int | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Cells aligned with ``Table.columns``. ``page`` is where the row begins."""

    cells: tuple[Cell, ...]
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table as understood: joined over pages, repeated headings and column-number rows left out.

    ``unit`` is as printed (万元) and ``unit_from`` says where: "caption", "heading", "title", "page", "inferred";
    None where no place tells. ``note`` is the sentence under an empty table (本表无数据), "" where none.
    ``section`` is the index into ``Document.sections``.
    """

    title: str
    unit: str | None
    unit_from: str | None
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    pages: tuple[int, ...]
    section: int
    note: str = ""
    title_span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file as parsed. ``id`` is the SHA-256 of its bytes in hex.

    ``text`` is the whole document as read: lines ended by ``\\n``, cells of a table row separated by ``\\t``.
    Every Span points into it. ``page_starts[i]`` is the offset where page ``i + 1`` begins, () without pages.
    """

    id: str
    file: str
    format: str
    title: str
    identity: Identity
    text: str
    page_starts: tuple[int, ...]
    sections: tuple[Section, ...]
    paragraphs: tuple[Paragraph, ...]
    tables: tuple[Table, ...]
    published: str = ""
    warnings: tuple[str, ...] = ()
