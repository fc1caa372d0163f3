"""Web pages (HTML, JSP, SHTML, MHTML) → Pages: the text and tables of the page without what stands around them."""

from __future__ import annotations

import email
import email.policy
import re
from email.message import EmailMessage
from pathlib import PurePath

from selectolax.lexbor import LexborHTMLParser

from index.errors import UnreadableFile
from index.model import Block, Grid, Line, Page, Pages
from index.readers import pagewords
from index.readers.decoding import decode
from index.readers.markup import Walker
from index.readers.text import divided
from index.readers.unseen import Unseen

_SERVER = re.compile(r"<%.*?%>|<\?.*?\?>|<!\[[^>]*\]>", re.DOTALL)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_HEAD = 4096  # bytes in which a page names its encoding
_NESTING = re.compile(r"<(/?)(?:div|span|table|font|b|i|em|strong|ul|ol|center|blockquote)\b", re.IGNORECASE)
_DEEPEST = 4000  # open elements; the parser's time grows with the square
_AROUND = 120  # characters of a line that tells of the page
_PROSE = 60  # characters: from here on a line is the text itself


def read_html(name: str, data: bytes) -> Pages:
    """A web page."""
    told = _CHARSET.search(data[:_HEAD])
    text, warnings = decode(name, data, told[1].decode() if told else "")
    return _page(name, text, warnings)


def read_mhtml(name: str, data: bytes) -> Pages:
    """A web page saved with its pictures in one file; only its text is opened."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    part = next((p for p in message.walk() if p.get_content_type() == "text/html"), None)
    content = part.get_payload(decode=True) if isinstance(part, EmailMessage) else None
    if not isinstance(content, bytes) or part is None:
        raise UnreadableFile(name, "网页存档里没有网页，或文件不完整")
    text, warnings = decode(name, content, part.get_content_charset() or "")
    return _page(name, text, warnings)


def _page(name: str, text: str, warnings: tuple[str, ...]) -> Pages:
    depth = deepest = 0
    for found in _NESTING.finditer(text):
        depth = max(0, depth + (-1 if found[1] else 1))
        deepest = max(deepest, depth)
    if deepest > _DEEPEST:
        raise UnreadableFile(name, f"网页元素嵌套超过 {_DEEPEST} 层")
    tree = LexborHTMLParser(_SERVER.sub("", text))
    if tree.body is None:
        raise UnreadableFile(name, "网页里没有内容")
    walker = Walker(Unseen(node.text() for node in tree.css("style")))
    blocks = _flattened(walker.blocks(tree.body))
    if walker.pictures:
        warnings = (*warnings, f"网页里有 {walker.pictures} 张图片，图片里的文字未读取")
    named = {
        (node.attributes.get("name") or node.attributes.get("property") or "").lower(): node.attributes.get("content")
        or ""
        for node in tree.css("meta")
    }
    days = (pagewords.date_in(_first(named, "published_names")), *map(_published, blocks))
    kept = _without_metadata(blocks)
    if not any(isinstance(block, Grid) or block.text.strip() for block in kept):
        raise UnreadableFile(name, "网页里没有文字" + (f"，只有 {walker.pictures} 张图片" if walker.pictures else ""))
    headed = tree.css_first("title")
    title = _first(named, "title_names") or (headed.text() if headed else "")
    return Pages(
        file=name,
        format=PurePath(name).suffix.lower().lstrip(".") or "html",
        pages=(Page(number=None, blocks=tuple(kept)),),
        title=" ".join(title.split()),
        published=next(filter(None, days), ""),
        warnings=warnings,
        around=_around(named, walker.around, blocks, kept),
    )


def _around(named: dict[str, str], skipped: list[str], blocks: list[Block], kept: list[Block]) -> tuple[str, ...]:
    """Short lines that stand around the text: what the page's head says of the site, the way to the page, its foot."""
    staying = set(map(id, kept))
    left = [block.text for block in blocks if isinstance(block, Line) and id(block) not in staying]
    heads = [named[key] for key in pagewords.words()["site_names"] if named.get(key)]
    return tuple(dict.fromkeys(" ".join(each.split()) for each in (*heads, *skipped, *left) if 0 < len(each) < _AROUND))


def _first(named: dict[str, str], kind: str) -> str:
    return next((named[key] for key in pagewords.words()[kind] if named.get(key) and "${" not in named[key]), "")


def _published(block: Block) -> str:
    if isinstance(block, Line):
        return pagewords.published_in(block.text) if len(block.text) < 4 * _PROSE else ""
    return pagewords.published_in("".join(cell.text for cell in block.cells)) if _is_about_page(block) else ""


def _is_about_page(grid: Grid) -> bool:
    """A table of data about the page: its labels are."""
    filled = [cell.text for cell in grid.cells if cell.text]
    return sum(map(pagewords.is_metadata, filled)) * 3 >= len(filled)


def _without_metadata(blocks: list[Block]) -> list[Block]:
    """Data about the page stand above and below the text, never within it."""
    body = [
        n
        for n, block in enumerate(blocks)
        if (isinstance(block, Grid) and not _is_about_page(block))
        or (isinstance(block, Line) and len(block.text) > _PROSE and not _is_noise(block.text))
    ]
    first, last = (body[0], body[-1]) if body else (len(blocks), len(blocks))
    return [
        block
        for n, block in enumerate(blocks)
        if (first <= n <= last and isinstance(block, Line) and not pagewords.is_trail(block.text))
        or not (_is_about_page(block) if isinstance(block, Grid) else _is_noise(block.text))
    ]


def _is_noise(text: str) -> bool:
    return pagewords.is_metadata(text) or pagewords.is_trail(text)


def _flattened(blocks: list[Block]) -> list[Block]:
    """Tables that a site wrote as lines, with pipes or one cell a line, made grids again."""
    out: list[Block] = []
    run: list[Line] = []
    for block in [*blocks, None]:
        if isinstance(block, Line) and block.heading is None:
            run.append(block)
            continue
        made = divided(line.text for line in run)
        out += made if any(isinstance(each, Grid) for each in made) else run
        run = []
        if block is not None:
            out.append(block)
    return out
