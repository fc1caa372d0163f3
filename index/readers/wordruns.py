"""What people see of a Word paragraph: its text without what is hidden or struck through, raised characters raised."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from index.language.marks import raised
from index.readers.package import child, kind, value

BROKEN = "\v"
# Deleted, moved away, codes of fields, second renderings of a drawing, notes on how things look.
SKIPPED = frozenset(
    (
        "del",
        "moveFrom",
        "delText",
        "instrText",
        "Fallback",
        "pPr",
        "rPr",
        "tblPr",
        "tblGrid",
        "sdtPr",
        "sectPr",
        "pict2",
    )
)
_OFF = ("0", "false", "off", "none")
_SIGNS = {"tab": "\t", "br": BROKEN, "cr": BROKEN, "noBreakHyphen": "-", "ptab": "\t"}
_UNSEEN = ("vanish", "strike", "dstrike")
_TINY = 4  # half points: nobody reads type of this size
# Characters that documents set in a font of symbols: by their place in the font.
_SYMBOL = {0x2D: "-", 0xA3: "≤", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "·", 0xB8: "÷"}
_DINGS = {0x52: "☑", 0x6F: "□", 0xA7: "▪", 0xA8: "□", 0xFC: "✓", 0xFE: "☑"}
_PLAIN = range(0x20, 0x3F)  # signs, digits: the same in every font of symbols


class Styles:
    """What a style says, its ancestors asked too."""

    def __init__(self, root: Any | None) -> None:
        styles = () if root is None else (each for each in root if kind(each) == "style")
        self._styles = {value(style, "styleId") or "": style for style in styles}

    def chain(self, key: str | None) -> Iterator[Any]:
        """The style and those it is based on."""
        seen: set[str] = set()
        while key and key in self._styles and key not in seen:
            seen.add(key)
            style = self._styles[key]
            yield style
            base = child(style, "basedOn")
            key = None if base is None else value(base)

    def name(self, key: str | None) -> str:
        """Its name as people see it."""
        style = self._styles.get(key or "")
        named = None if style is None else child(style, "name")
        return (value(named) if named is not None else None) or key or ""

    def look(self, run: Any, paragraph: str | None, name: str) -> str | None:
        """What holds for a run: told by itself, its style, or the style of its paragraph. None where nothing is."""
        own = child(run, "rPr")
        styled = None if own is None else child(own, "rStyle")
        chains = (self.chain(value(styled) if styled is not None else None), self.chain(paragraph))
        for holder in (own, *(child(each, "rPr") for styles in chains for each in styles)):
            found = None if holder is None else child(holder, name)
            if found is not None:
                return value(found) or "on"
        return None


def text_of(paragraph: Any, styles: Styles, style: str | None) -> str:
    """The paragraph's text as seen, with ``BROKEN`` where a line is broken."""
    text = ""
    for piece, is_raised in _pieces(paragraph, styles, style, shaded=_is_shaded(paragraph)):
        text += raised(piece, text.rpartition(BROKEN)[2]) if is_raised else piece
    return text


def _pieces(element: Any, styles: Styles, style: str | None, *, shaded: bool) -> Iterator[tuple[str, bool]]:
    """Pieces of text and whether they are raised; text boxes and what is not seen are left out."""
    for each in element:
        what = kind(each)
        if what in SKIPPED or what == "txbxContent":
            continue
        if what == "r":
            if not _is_unseen(each, styles, style, shaded=shaded):
                up = styles.look(each, style, "vertAlign") == "superscript"
                yield "".join(_characters(each, styles, style)), up
        else:
            yield from _pieces(each, styles, style, shaded=shaded)


def _characters(run: Any, styles: Styles, style: str | None) -> Iterator[str]:
    for each in run:
        what = kind(each)
        if what in SKIPPED or what == "txbxContent":
            continue
        if what == "t":
            yield (each.text or "").replace("\u00a0", " ")
        elif what == "sym":
            yield _symbol(each)
        elif what in _SIGNS:
            yield _SIGNS[what]
        else:
            yield from _characters(each, styles, style)


def _symbol(element: Any) -> str:
    try:
        code = int(value(element, "char") or "", 16)
    except ValueError:
        return ""
    place = code - 0xF000 if code >= 0xF000 else code
    font = (value(element, "font") or "").lower()
    if "wingdings" in font or "webdings" in font:
        return _DINGS.get(place, "")
    return _SYMBOL.get(place) or (chr(place) if place in _PLAIN or 0xFF < place < 0xE000 else "")


def _is_unseen(run: Any, styles: Styles, style: str | None, *, shaded: bool) -> bool:
    """Hidden, struck through, too small to be read, or white on white."""
    if any(styles.look(run, style, name) not in (None, *_OFF) for name in _UNSEEN):
        return True
    size = styles.look(run, style, "sz") or ""
    if size.isdecimal() and int(size) <= _TINY:
        return True
    white = (styles.look(run, style, "color") or "").upper() == "FFFFFF"
    own = child(run, "rPr")
    return white and not shaded and not any(child(own, name) is not None for name in ("shd", "highlight"))


def _is_shaded(paragraph: Any) -> bool:
    """Whether anything behind the paragraph may be dark: its own ground, that of its cell, or a style of the table."""
    if child(paragraph, "pPr", "shd") is not None:
        return True
    holder = paragraph.getparent()
    while holder is not None and kind(holder) != "body":
        if kind(holder) == "tc" and child(holder, "tcPr", "shd") is not None:
            return True
        if kind(holder) == "tbl" and any(child(holder, "tblPr", name) is not None for name in ("tblStyle", "shd")):
            return True
        if kind(holder) in ("txbxContent", "drawing"):
            return True
        holder = holder.getparent()
    return False
