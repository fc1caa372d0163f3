"""What was filled into the fields of a form, and written on the page as notes: seen like print, but no part of its text."""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2.raw as pdfium

from index.readers.pdf.marks import Glyph, Map

_WRITTEN = {pdfium.FPDF_ANNOT_WIDGET: b"V", pdfium.FPDF_ANNOT_FREETEXT: b"Contents"}
_UNSEEN = 0b100010  # flags of an annotation: hidden, not viewed
_LARGEST = 10.5  # points: type in a high field
_BUTTONS = ("off", "yes", "on", "true", "false")
_INSIDE = 1.0  # points between a field's side and its text


def written(page: Any, form: Any | None, to_display: Map) -> list[Glyph]:
    """The characters of all filled fields and notes, line by line."""
    glyphs: list[Glyph] = []
    for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
        note = pdfium.FPDFPage_GetAnnot(page, index)
        if not note:
            continue
        try:
            key = _WRITTEN.get(pdfium.FPDFAnnot_GetSubtype(note))
            if key is not None and not pdfium.FPDFAnnot_GetFlags(note) & _UNSEEN:
                glyphs += _spread(_value(note, key, form), note, to_display)
        finally:
            pdfium.FPDFPage_CloseAnnot(note)
    return glyphs


def _value(note: Any, key: bytes, form: Any | None) -> str:
    """Its text; a field may leave its value to the field above it, which only the form knows."""
    text = _string(lambda buffer, size: pdfium.FPDFAnnot_GetStringValue(note, key, buffer, size))
    if not text and form is not None and key == b"V":
        text = _string(lambda buffer, size: pdfium.FPDFAnnot_GetFormFieldValue(form, note, buffer, size))
    return "" if text.lower() in _BUTTONS else text


def _string(ask: Any) -> str:
    size = ask(None, 0)
    if size <= 2:
        return ""
    buffer = ctypes.create_string_buffer(size)
    ask(ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    return buffer.raw[:size].decode("utf-16-le", errors="replace").rstrip("\x00")


def _spread(text: str, note: Any, to_display: Map) -> list[Glyph]:
    """The characters put where they are shown: in the middle of the field, at their usual widths from its left side."""
    rect = pdfium.FS_RECTF()
    if not text.strip() or not pdfium.FPDFAnnot_GetRect(note, ctypes.byref(rect)):
        return []
    (x0, y0), (x1, y1) = to_display(rect.left, rect.bottom), to_display(rect.right, rect.top)
    left, right, top, bottom = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
    lines = [line for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if line.strip()]
    room = (bottom - top) / len(lines)
    size = min(room * 0.9, _LARGEST)
    glyphs: list[Glyph] = []
    for number, line in enumerate(lines):
        widths = [0.5 if character < "\u2e80" else 1.0 for character in line]
        unit = min(size, (right - left - 2 * _INSIDE) / sum(widths))
        middle = top + room * (number + 0.5)
        at, joined = left + _INSIDE, False
        for character, width in zip(line, widths, strict=True):
            if character.strip():
                glyphs.append(Glyph(character, at, middle - size / 2, at + width * unit, middle + size / 2, joined))
            joined = bool(character.strip())
            at += width * unit
    return glyphs
