"""What says who somebody is has no place in what is kept of visitors: telephone and identity numbers, addresses of mail."""

from __future__ import annotations

import re

_MARK = "…"
_GAP = r"[\s\-‐-―－.·]?"
# Any digits count, full-width ones too, and what people write between them: 138 1234 5678, 0311-8765 4321.
_PERSONAL = re.compile(
    rf"(?<!\d)(?:1[3-9](?:{_GAP}\d){{9}}|\d(?:{_GAP}\d){{16}}{_GAP}[\dXxＸｘ]|0\d{{2,3}}{_GAP}\d{{3,4}}{_GAP}\d{{4}})(?!\d)"
    r"|\d{7,}[\dXx]?"
    r"|[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+\.[A-Za-z0-9.]+"
)


def masked(text: str) -> str:
    """The text with such numbers and addresses taken out."""
    return _PERSONAL.sub(_MARK, text)
