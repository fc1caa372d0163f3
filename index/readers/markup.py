"""A tree of HTML elements → lines and grids, as a browser would set them.

Elements are taken as they come from the parser (``tag``, ``attributes``, ``iter``); this module knows no parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from index.language.marks import raised
from index.model import Block, Line
from index.readers import pagewords
from index.readers.sheets import blocks_of_cells, placed
from index.readers.text import divided
from index.readers.unseen import FIELDS, Unseen, is_struck, written


def _tags(words: str) -> frozenset[str]:
    return frozenset(words.split())


_SKIPPED = _tags(
    "script style noscript template head title meta link svg iframe object embed audio video select option button input"
    " textarea -comment -doctype map area canvas"
)
_AROUND = _tags("nav footer aside header")
_BLOCK = _tags(
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2"
    " h3 h4 h5 h6 header hr li main nav ol p section summary ul tr td th tbody thead tfoot caption"
)
_LISTS = _tags("ul ol div table dl td")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BETWEEN = re.compile(r"(?<=[\u2e80-\u9fff\uff00-\uffef])\s*\n\s*(?=[\u2e80-\u9fff\uff00-\uffef])")
_SPACE = re.compile(r"[ \t\r\n\f\u00a0]+")
_RAISED = re.compile(r"vertical-align\s*:\s*super", re.IGNORECASE)
_DEEP = 150  # elements within elements: more is no page that people made
_SHALLOW = 40
_MOST = 0.4  # of the page's text: what holds so much is the page, whatever it is called
_LARGE = 300  # pixels: a picture that may hold a table
_LINKS = 3
_LINKED = 0.7
_PARAGRAPHS = 4  # in one cell: the table only lays out the page
_LONG = 400


class Walker:
    """Collects the blocks of one page."""

    def __init__(self, unseen: Unseen) -> None:
        self._unseen = unseen
        self._blocks: list[Block] = []
        self._words: list[str] = []
        self._size = 0
        self.pictures = 0
        self.around: list[str] = []

    def blocks(self, body: Any) -> list[Block]:
        """Everything in reading order."""
        self._size = len(_flat(body))
        self._walk(body, 0)
        self._end_line()
        return self._blocks

    def _end_line(self, heading: int | None = None) -> None:
        text = _tidy("".join(self._words))
        self._words.clear()
        if text:
            self._blocks.append(Line(text=text, heading=heading))

    def _walk(self, parent: Any, depth: int) -> None:
        for node in parent.iter(include_text=True):
            tag = node.tag
            if node.is_text_node:
                self._words.append(node.text_content or "")
            elif tag in FIELDS:
                self._words.append(written(node, in_cell=False))
            elif tag in _SKIPPED or is_struck(node) or (depth < _SHALLOW and self._is_around(node)):
                continue
            elif _is_raised(node):
                self._words.append(raised(_flat(node), "".join(self._words)))
            elif tag == "img":
                self.pictures += max(_side(node, "width"), _side(node, "height")) >= _LARGE
            elif tag == "br":
                self._end_line()
            elif tag == "table":
                self._end_line()
                self._table(node, depth)
            elif tag == "pre":
                self._end_line()
                self._blocks += divided(_flat(node).strip("\n").split("\n"))
            elif depth > _DEEP:
                self._words.append(_flat(node))
            else:
                self._element(node, tag, depth)

    def _element(self, node: Any, tag: str, depth: int) -> None:
        if tag in _BLOCK:
            self._end_line()
        self._walk(node, depth + 1)
        if tag in _BLOCK:
            self._end_line(_HEADINGS.get(tag))

    def _is_around(self, node: Any) -> bool:
        """Navigation and the like: by its name, by links that are most of it, or because nobody sees it."""
        attributes = node.attributes
        named = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
        around = node.tag in _AROUND or any(map(pagewords.is_furniture, named.split()))
        if self._unseen.hides(node) and node.css_first("table") is None:
            return True
        if not around and node.tag not in _LISTS:
            return False
        text = _SPACE.sub("", _flat(node))
        if around:
            if len(text) >= _MOST * self._size:
                return False
            self.around.append(_tidy(_flat(node)))
            return True
        links = [_SPACE.sub("", _flat(link)) for link in node.css("a")] if text else []
        return len(links) >= _LINKS and sum(map(len, links)) > _LINKED * len(text)

    def _table(self, table: Any, depth: int) -> None:
        for caption in (child for child in table.iter() if child.tag == "caption"):
            self._words.append(_flat(caption))
            self._end_line()
        shown = [row for row in _rows(table) if not self._unseen.hides(row)]
        rows = [[c for c in row.iter() if c.tag in ("td", "th") and not self._unseen.hides(c)] for row in shown]
        cells = [cell for row in rows for cell in row]
        if depth > _DEEP or not cells:
            return
        nested = [cell for cell in cells if cell.css_first("table") is not None]
        if max(map(len, rows)) == 1 or len(nested) * 3 > len(cells) or any(map(_is_page, cells)):
            for cell in cells:
                self._walk(cell, depth + 1)
                self._end_line()
            return
        self._blocks += blocks_of_cells(
            placed([[self._cell(cell) for cell in row] for row in rows if row]), loose=False
        )
        for cell in nested:
            for inner in cell.css("table"):
                self._table(inner, depth + 1)

    def _cell(self, cell: Any) -> tuple[str, int, int]:
        text = "\n".join(filter(None, map(_tidy, "".join(self._pieces(cell, 0)).split("\v"))))
        return text, _span(cell, "rowspan"), _span(cell, "colspan")

    def _pieces(self, node: Any, depth: int) -> Iterator[str]:
        """The text of a cell, with a mark where a line ends."""
        before = ""
        for child in node.iter(include_text=True):
            if child.is_text_node:
                before = child.text_content or ""
                yield before
            elif child.tag in FIELDS:
                yield written(child, in_cell=True)
            elif child.tag in _SKIPPED or child.tag == "table" or self._unseen.hides(child) or is_struck(child):
                continue
            elif _is_raised(child):
                yield raised(_flat(child), before)
            elif child.tag in _BLOCK or child.tag == "br":
                yield "\v"
                yield from self._pieces(child, depth + 1) if depth < _DEEP else (_flat(child),)
                yield "\v"
            else:
                before = _flat(child)
                yield from self._pieces(child, depth + 1) if depth < _DEEP else (before,)


def _rows(table: Any) -> list[Any]:
    """Rows of this table, not of those in it; the foot last, as browsers do."""
    body: list[Any] = []
    foot: list[Any] = []
    for child in table.iter():
        if child.tag == "tr":
            body.append(child)
        elif child.tag in ("tbody", "thead", "tfoot"):
            (foot if child.tag == "tfoot" else body).extend(row for row in child.iter() if row.tag == "tr")
    return body + foot


def _is_page(cell: Any) -> bool:
    """A cell that holds a text, not a value."""
    return len(cell.css("p")) > _PARAGRAPHS and len(_flat(cell)) > _LONG


def _is_raised(node: Any) -> bool:
    return node.tag == "sup" or _RAISED.search(node.attributes.get("style") or "") is not None


def _span(cell: Any, name: str) -> int:
    digits = re.match(r"\s*(\d{1,6})", cell.attributes.get(name) or "")
    return int(digits[1]) if digits else 1


def _side(picture: Any, name: str) -> int:
    """How wide or high a picture is said to be, in pixels."""
    style = re.search(rf"(?<![\w-]){name}\s*:\s*(\d+)px", picture.attributes.get("style") or "")
    digits = style or re.match(r"\s*(\d+)", picture.attributes.get(name) or "")
    return int(digits[1][:6]) if digits else 0


def _flat(node: Any) -> str:
    return str(node.text(deep=True))


def _tidy(text: str) -> str:
    return _SPACE.sub(" ", _BETWEEN.sub("", text)).strip(" \u3000\u200b\u200d\ufeff")
