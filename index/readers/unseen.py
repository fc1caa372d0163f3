"""Which elements of a web page nobody sees, and what is written in its fields."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

_GONE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0(?![\d.])|opacity\s*:\s*0(?![\d.])",
    re.IGNORECASE,
)
_STRUCK = re.compile(r"text-decoration[^;]*line-through", re.IGNORECASE)
_STRUCK_TAGS = frozenset(("del", "s", "strike"))
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_BLOCK = re.compile(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", re.IGNORECASE)
_SIMPLE = re.compile(r"^(?:[a-z0-9]*)([.#])([\w-]+)$", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_WRITTEN = ("", "text", "number", "tel", "date")
_FIGURE = re.compile(r"^[-+]?[\d,.，]+%?$")


class Unseen:
    """What the style sheets of one page hide, by class and id; rules for print and narrow screens aside."""

    def __init__(self, sheets: Iterable[str]) -> None:
        self._classes: set[str] = set()
        self._ids: set[str] = set()
        for sheet in sheets:
            for selectors, looks in _RULE.findall(_BLOCK.sub("", _COMMENT.sub("", sheet))):
                if _GONE.search(looks):
                    for found in filter(None, (_SIMPLE.match(each.strip()) for each in selectors.split(","))):
                        (self._classes if found[1] == "." else self._ids).add(found[2])

    def hides(self, node: Any) -> bool:
        """Whether an element is not shown."""
        told = node.attributes
        if "hidden" in told or _GONE.search(told.get("style") or ""):
            return True
        classes = (told.get("class") or "").split() if self._classes else ()
        return not self._classes.isdisjoint(classes) or (told.get("id") or None) in self._ids


def is_struck(node: Any) -> bool:
    """Whether its text is struck through: said to hold no longer."""
    return node.tag in _STRUCK_TAGS or _STRUCK.search(node.attributes.get("style") or "") is not None


def written(node: Any, *, in_cell: bool) -> str:
    """What is written in a field: in a table anything, elsewhere (where people search) only figures."""
    told = node.attributes
    if node.tag == "input":
        text = (told.get("value") or "").strip() if (told.get("type") or "").lower() in _WRITTEN else ""
    elif node.tag == "textarea":
        text = str(node.text(deep=True)).strip()
    elif node.tag == "select":
        chosen = [option for option in node.css("option") if "selected" in option.attributes]
        text = str(chosen[0].text(deep=True)).strip() if chosen else ""
    else:
        return ""
    return text if in_cell or _FIGURE.match(text) else ""


FIELDS = frozenset(("input", "textarea", "select"))
