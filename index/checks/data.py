"""The checks' data, and text without white space that knows its way back."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def data() -> dict[str, Any]:
    """``checks.toml`` as it is."""
    return tomllib.loads(files("index.checks").joinpath("checks.toml").read_text(encoding="utf-8"))


def squeezed(text: str) -> tuple[str, list[int]]:
    """The text without white space, and for each character its offset in ``text``."""
    places = [m.start() for m in re.finditer(r"\S", text)]
    return "".join(text.split()), places
