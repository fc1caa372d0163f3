"""How names of public bodies are shortened, by the lists of ``organisations.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from index.language.fold import fold_text

_SHORT = 2  # characters of a nationality's name without which 族 is not left out


@cache
def words() -> dict[str, tuple[str, ...]]:
    """The word lists of ``organisations.toml``."""
    data = _data()
    return {name: tuple(fold_text(word) for word in listed) for name, listed in data["words"].items()}


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("index.vocabulary").joinpath("organisations.toml").read_text(encoding="utf-8"))


def variants(name: str) -> Iterable[str]:
    """The name and the ways in which it is shortened, each once."""
    seen = [name]
    rules = [(fold_text(r["long"]), [fold_text(s) for s in r["short"]]) for r in _data()["short"]]
    for nation in words()["nationalities"]:
        written = f"{nation}?" if len(nation) > _SHORT else nation  # 哈萨克自治州
        plain = re.sub(f"(?:{written})+(?=自治|乡|镇)", "", name)
        if plain != name:
            seen.append(plain.replace("自治县", "县").replace("自治州", "州").replace("自治旗", "旗"))
    for variant in seen:
        for long, shorts in rules:
            if long in variant:
                seen.extend(v for s in shorts if (v := variant.replace(long, s)) not in seen)
        for ending in words()["droppable"]:
            if variant.endswith(ending) and variant[: -len(ending)].endswith(words()["office_of"]):
                rest = variant[: -len(ending)]
                if rest not in seen:
                    seen.append(rest)
        if len(seen) > 24:
            break
    return seen


def is_body(name: str) -> bool:
    """Whether a folded name ends as names of bodies do, alone or for the body without its units (某局本级)."""
    return any(name.removesuffix(own).endswith(words()["endings"]) for own in ("", *words()["own"]))
