"""Which figures of a document are of the body that is asked about: all of them, unless it prints those of several."""

from __future__ import annotations

from dataclasses import replace

from index.library import DocumentInfo
from index.model import Figure

THIS = "该文件"
"""What a document is called that names no body."""


def is_of(figure: Figure, info: DocumentInfo) -> bool:
    """Whether a figure is of the body under which its document is taken. ``info.others`` is () where its figures are not
    told apart."""
    return not info.others or info.org in (figure.org, THIS)


def sheets(info: DocumentInfo) -> tuple[DocumentInfo, ...]:
    """The document once for each body whose figures it prints, the one it is of first."""
    bodies = tuple(dict.fromkeys(body for body in (info.org, *info.others) if body))
    return tuple(_sheet(info, body, bodies) for body in bodies)


def _sheet(info: DocumentInfo, body: str, bodies: tuple[str, ...]) -> DocumentInfo:
    if body == info.org:
        return info
    return replace(info, org=body, others=bodies, aliases=(), units=(), scope=None)
