"""The country's administrative areas down to the county, as they are and as they were called since 2008."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

_SHORT = 2  # characters: a name so short is found only where no other character could belong to it
_LEVEL = re.compile(r"(?<=..)(?:[\u4e00-\u9fff]{1,9}族)*(?:特别行政区|自治[区州县旗]|[省市县区州盟旗])$")
_HOST = re.compile(r"(?:[a-z0-9-]+\.)+gov\.cn", re.IGNORECASE)
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")


@cache
def areas() -> Mapping[str, tuple[str, ...]]:
    """Every area's name with its codes (several areas may share a name)."""
    found: dict[str, list[str]] = {}
    for line in files("index.vocabulary").joinpath("areas.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            code, name = line.split(" ", 1)
            found.setdefault(name, []).append(code)
    return {name: tuple(codes) for name, codes in found.items()}


@cache
def short_names() -> frozenset[str]:
    """Areas as they are called in short, without the word for their level: 仓山, 彭水, 连云港."""
    return frozenset(_LEVEL.sub("", name) for name in areas() if len(_LEVEL.sub("", name)) >= _SHORT)


@cache
def _longest() -> int:
    return max(map(len, areas()))


@cache
def _by_address() -> Mapping[str, str]:
    """Areas by how an address writes them (安吉县 as anji or anjixian), where one only is written so."""
    lines = files("index.vocabulary").joinpath("area_addresses.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split(" ", 1) for line in lines if not line.startswith("#"))
    return dict(pairs)


def area_of_host(host: str) -> str:
    """The area whose name a government's host bears (www.anji.gov.cn), "" where none or more than one does."""
    if not _HOST.fullmatch(host):
        return ""
    labels = host.lower().split(".")[:-2]
    return next((name for label in reversed(labels) if (name := _by_address().get(label, ""))), "")


def chain_at(words: str, start: int) -> tuple[str, ...]:
    """The areas named one inside the other from ``start`` on: 重庆市, 綦江区; () where none is named there."""
    chain: list[str] = []
    inside: tuple[str, ...] = ("",)
    while True:
        name = next((n for n in _names_at(words, start) if _under(n, inside)), "")
        if not name:
            return tuple(chain)
        chain.append(name)
        inside = tuple(code.rstrip("0") for code in areas()[name])
        start += len(name)


def chains(words: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Each place in folded words: where it begins and its areas from the outermost to the innermost."""
    position = 0
    while position < len(words):
        chain = chain_at(words, position)
        alone = position == 0 or not _HAN.match(words[position - 1])
        if chain and (alone or len("".join(chain)) > _SHORT):
            yield position, chain
            position += len("".join(chain))
        else:
            position += 1


def _names_at(words: str, start: int) -> Iterator[str]:
    for length in range(min(_longest(), len(words) - start), 1, -1):
        if (name := words[start : start + length]) in areas():
            yield name


def _under(name: str, outer: tuple[str, ...]) -> bool:
    return any(code.startswith(each) and code != each for code in areas()[name] for each in outer)
