"""Styles of an XLSX workbook: each style's number format, and whether its letters are white on white."""

from __future__ import annotations

from typing import Any, NamedTuple

from index.readers.numberformat import BUILT_IN
from index.readers.package import child, children, kind, value

_WHITE_INDEX = ("1", "9")
_NO_FILL = (None, "none", "gray125")


class Style(NamedTuple):
    """How a cell is shown."""

    format: str
    unseen: bool
    struck: bool


def styles_of(root: Any | None) -> list[Style]:
    """By the number that cells name."""
    if root is None:
        return []
    known = dict(BUILT_IN)
    for each in children(root, "numFmts"):
        known[_int(value(each, "numFmtId"))] = value(each, "formatCode") or "General"
    fonts = children(root, "fonts")
    white = [_is_white(child(font, "color")) for font in fonts]
    struck = [is_on(child(font, "strike")) for font in fonts]
    plain = [_is_plain(fill) for fill in children(root, "fills")]
    out = []
    for style in children(root, "cellXfs"):
        font, fill = _int(value(style, "fontId")), _int(value(style, "fillId"))
        unseen = font < len(white) and white[font] and (fill >= len(plain) or plain[fill])
        shown = known.get(_int(value(style, "numFmtId")), "General")
        out.append(Style(shown, unseen, font < len(struck) and struck[font]))
    return out


def is_on(element: Any | None) -> bool:
    """A property that is there, and not switched off."""
    return element is not None and (value(element) or "1") not in ("0", "false", "off")


def _is_white(color: Any | None) -> bool:
    if color is None:
        return False
    if value(color, "tint"):
        return False
    rgb = value(color, "rgb") or ""
    return rgb[-6:].upper() == "FFFFFF" or value(color, "indexed") in _WHITE_INDEX or value(color, "theme") == "0"


def _is_plain(fill: Any) -> bool:
    """Whether nothing is painted behind the letters."""
    pattern = child(fill, "patternFill")
    if pattern is None:
        return all(kind(each) != "gradientFill" for each in fill)
    if value(pattern, "patternType") in _NO_FILL:
        return True
    return _is_white(child(pattern, "fgColor"))


def _int(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0
