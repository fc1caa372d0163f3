"""Plain text and Markdown: lines, and grids of lines that tabs or pipes divide."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from pathlib import PurePath

from index.language.marks import raised
from index.model import Block, Grid, GridCell, Line, Page, Pages
from index.readers import flat, flatline, flatrows, flatsingle, flatwords, keyed, spaced
from index.readers.decoding import decode
from index.readers.pagewords import is_metadata

_BREAKS = re.compile(r"[\v\f\x85\u2028\u2029]")
_HEADING = re.compile(r"^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_UNDERLINE = re.compile(r"^ {0,3}(?:=+|-{3,})\s*$")
_RULE = re.compile(r"^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_UNSEEN = re.compile(r"~~(?=\S).+?(?<=\S)~~|<(del|s|strike)>.*?</\1>|<!--.*?-->", re.DOTALL)
_RAISED = re.compile(r"<sup>(.*?)</sup>", re.IGNORECASE)
_NOTE_MARK = re.compile(r"\[\^[\w-]+\](?!:)")
_STROKE = re.compile(r"^\s*[-=+─━┼├┤┬┴┌┐└┘╂|｜│]{4,}\s*$")
_PIPE = re.compile(r"(?<!\\)[|｜│]")
_FEWEST_SPREAD = 10  # cells
_SENTENCE = re.compile(r"^[^:：]{1,12}[:：]|[。；]$|.{40}")


def read_text(name: str, data: bytes) -> Pages:
    """Lines, and a grid for each run of lines that tabs or pipes divide into cells."""
    return _read(name, data, "txt", _plain)


def read_markdown(name: str, data: bytes) -> Pages:
    """Headings with their level, tables as grids, the rest as lines."""
    return _read(name, data, "md", _markdown)


def _read(name: str, data: bytes, format_: str, blocks: Callable[[str], list[Block]]) -> Pages:
    text, warnings = decode(name, data)
    suffix = PurePath(name).suffix.lower().lstrip(".")
    page = Page(number=None, blocks=tuple(blocks(text)))
    return Pages(file=name, format=suffix or format_, pages=(page,), warnings=warnings)


def _plain(text: str) -> list[Block]:
    return divided(_BREAKS.sub("\n", text).split("\n"))


def divided(lines: Iterable[str]) -> list[Block]:
    """Lines, and grids where tabs or pipes divide a run of them into cells."""
    lines = list(lines)
    if (records := keyed.find(lines)) is not None:
        return [*divided(lines[: records.start]), grid(records.rows), *divided(lines[records.end :])]
    blocks: list[Block] = []
    for kind, run in groupby(flat.joined(_unspread(_without_strokes(lines))), _divider):
        blocks += _DIVIDERS[kind](list(run))
    return blocks


def _unspread(lines: Sequence[str]) -> list[str]:
    """Without the blank lines between the cells of a table of which each is a paragraph."""
    kept: list[str] = []
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and (not lines[end].strip() or end == at or not lines[end - 1].strip()):
            end += 1
        cells = [line for line in lines[at:end] if line.strip()]
        spread = len(cells) >= _FEWEST_SPREAD and _rows_of_cells([cell.strip() for cell in cells]) is not None
        kept += cells if spread else lines[at:end]
        at = end
    return kept


def _without_strokes(lines: Sequence[str]) -> list[str]:
    """Without the lines of dashes that part the rows of a table of pipes."""
    runs = [list(run) for _, run in groupby(lines, key=lambda line: bool(_STROKE.match(line)))]
    kept: list[str] = []
    for before, run, after in zip([[""], *runs], runs, [*runs[1:], [""]], strict=False):
        drawn = _STROKE.match(run[0]) and (_PIPE.search(before[-1]) or _PIPE.search(after[0]))
        kept += [] if drawn else run
    return kept


def _divider(line: str) -> str:
    if not line.strip():
        return "blank"
    return "tab" if "\t" in line else "pipe" if _PIPE.search(line) else "none"


def _indented(line: str) -> bool:
    """A sentence or a caption (单位：…) that tabs only push to the right."""
    cells = [cell.strip() for cell in line.split("\t") if cell.strip()]
    return len(cells) == 1 and bool(_SENTENCE.search(cells[0]))


def _tabbed(lines: Sequence[str]) -> list[Block]:
    """A table, unless tabs do nothing but indent."""
    lead = next((n for n, line in enumerate(lines) if not _indented(line)), len(lines))
    rows = [line.split("\t") for line in lines[lead:]]
    if not any(sum(1 for cell in row if cell.strip()) > 1 for row in rows):
        return [_line(line.strip("\t").rstrip()) for line in lines]
    return [*(_line(line.strip("\t").rstrip()) for line in lines[:lead]), grid(rows)]


def _piped(lines: Sequence[str]) -> list[Block]:
    """A table, unless it is one lone line (a path of links) or data about the page."""
    bare = flat.without_bars(lines)
    if bare is not None and (flat.find(bare) or _rows_of_cells([line.strip() for line in bare])) is not None:
        return _plainly(bare)
    rows = rows_of([line for line in lines if not _RULE.match(line)])
    if len(rows) < 2 or max(map(len, rows)) < 2:
        return list(map(_line, lines))
    rows = flat.headed(rows)
    labels = [cell for row in rows[:2] for cell in row if is_metadata(cell)]
    if len(labels) * 2 >= len(rows[0]) or sum(1 for row in rows if is_metadata(row[0])) * 2 > len(rows):
        return list(map(_line, lines))
    return [grid(rows)]


def rebuilt(blocks: Sequence[Block]) -> list[Block]:
    """Paragraphs of which each is a cell of a table, or holds a whole one, made grids again; all else as it is."""
    out: list[Block] = []
    for plain, run in groupby(blocks, lambda block: isinstance(block, Line) and block.heading is None):
        lines = list(run)
        texts = [block.text for block in lines if isinstance(block, Line) and block.text.strip()] if plain else []
        made = _plainly(texts) if len(texts) >= _FEWEST_SPREAD or any(map(flatline.pieces, texts)) else []
        out += made if any(isinstance(block, Grid) for block in made) else lines
    return out


def _plainly(lines: Sequence[str]) -> list[Block]:
    """Lines, unless spaces set them as a table, or they are the cells of one, one after the other."""
    if (records := keyed.find(lines)) is not None:
        return [*_plainly(lines[: records.start]), grid(records.rows), *_plainly(lines[records.end :])]
    if (columns := spaced.find(lines)) is not None:
        return [*_plainly(lines[: columns.start]), grid(columns.rows), *_plainly(lines[columns.end :])]
    for at, line in enumerate(lines):
        if (parted := flatline.pieces(line)) is not None:
            made = (block for piece in parted for block in _blocks_of(piece))
            return [*_plainly(lines[:at]), *made, *_plainly(lines[at + 1 :])]
    rows = _rows_of_cells([line.strip() for line in lines]) or flatline.of_lines(lines)
    if rows is not None:
        left = map(_unplaced, rows.left)
        return [*_plainly(lines[: rows.start]), grid(rows.rows), *left, *_plainly(lines[rows.end :])]
    found = flat.find(lines)
    if found is None:
        return list(map(_line, lines))
    left = map(_unplaced, found.left)
    return [*map(_line, lines[: found.start]), grid(found.rows), *left, *_plainly(lines[found.end :])]


def _rows_of_cells(cells: Sequence[str]) -> flatrows.Rebuilt | None:
    """The first table of which each line is a cell."""
    return flatrows.find(cells) or flatwords.find(cells) or flatsingle.find(cells)


def _blocks_of(piece: flatline.Piece) -> list[Block]:
    return [grid(piece.rows)] if piece.rows else [Line(text=text, unplaced=piece.lost) for text in piece.lines]


def _unplaced(text: str) -> Line:
    return Line(text=text, unplaced=True)


def _line(text: str) -> Line:
    return Line(text=text)


_DIVIDERS: dict[str, Callable[[Sequence[str]], list[Block]]] = {
    "tab": _tabbed,
    "pipe": _piped,
    "none": _plainly,
    "blank": lambda lines: list(map(_line, lines)),
}


def rows_of(lines: Sequence[str]) -> list[list[str]]:
    """The cells of lines of pipes. Where no frame is drawn (the widest line has no pipe at its ends) and a line has as many
    pipes, one at its end parts off a blank cell."""
    split = [_parts(line) for line in lines]
    widest = max(map(len, split), default=0)
    unframed = any(len(parts) == widest and parts[0] and parts[-1] for parts in split)
    return [
        parts if unframed and len(parts) == widest else cells_of(line) for line, parts in zip(lines, split, strict=True)
    ]


def _parts(line: str) -> list[str]:
    return [cell.strip().replace("\\|", "|") for cell in _PIPE.split(line.strip())]


def cells_of(line: str) -> list[str]:
    """The cells of a line of pipes, with or without pipes at its ends."""
    cells = _parts(line)
    if cells and not cells[0]:
        cells = cells[1:] if _PIPE.match(line.strip()) else cells
    return cells[:-1] if len(cells) > 1 and not cells[-1] else cells


def grid(rows: Sequence[Sequence[str]], *, ruled: bool = False) -> Grid:
    """A grid of rows of cells; short rows have fewer cells."""
    cells = tuple(
        GridCell(row=r, column=c, text=text.strip()) for r, row in enumerate(rows) for c, text in enumerate(row)
    )
    return Grid(rows=len(rows), columns=max(map(len, rows)), cells=cells, ruled=ruled)


def _seen(text: str) -> str:
    """Without what is struck through, remarks and marks of notes; raised words raised."""
    text = _NOTE_MARK.sub("", _UNSEEN.sub("", text))
    return _RAISED.sub(lambda found: raised(found[1], text[: found.start()].rpartition("\n")[2]), text)


def _markdown(text: str) -> list[Block]:
    lines = [_EMPHASIS.sub(r"\2", line) for line in _seen(text).split("\n")]
    blocks: list[Block] = []
    plain: list[str] = []
    at = 0
    while at < len(lines):
        line, below = lines[at], lines[at + 1] if at + 1 < len(lines) else ""
        heading = _HEADING.match(line)
        if heading:
            marked: Block = Line(text=heading[2], heading=len(heading[1]))
            used = 1
        elif _PIPE.search(line) and _PIPE.search(below) and _RULE.match(below):
            end = next((n for n in range(at + 2, len(lines)) if not _PIPE.search(lines[n])), len(lines))
            rows = rows_of([line, *lines[at + 2 : end]])
            marked = grid([[cell.replace("<br>", "\n") for cell in row] for row in rows], ruled=True)
            used = end - at
        elif line.strip() and _UNDERLINE.match(below) and not line.lstrip().startswith(("-", "*", ">", "|")):
            marked = Line(text=line.strip(), heading=1 if "=" in below else 2)
            used = 2
        else:
            plain.append(line)
            at += 1
            continue
        blocks += [*divided(plain), marked]
        plain = []
        at += used
    return [*blocks, *divided(plain)]
