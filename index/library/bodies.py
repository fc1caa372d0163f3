"""Which names are one public body, learned from the documents of a library.

Three witnesses, none of them trusted alone with names that contain each other: two names that have the same key once
the usual ways of writing are taken away; names that one document gives itself; names of files of one disclosure
(``body__title.pdf``). 上海市财政局 and 上海市普陀区财政局, a university and its primary school stay two.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import PurePosixPath

from index.language.fold import fold_text
from index.vocabulary.areas import areas, chain_at

_HAN_NAME = re.compile(r"[\u4e00-\u9fff（）()·]{3,40}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What one document says about its body: its name, other names, and the file's name."""

    org: str
    aliases: tuple[str, ...] = ()
    file: str = ""
    year: int | None = None


@cache
def _data() -> tuple[tuple[tuple[re.Pattern[str], str], ...], dict[str, tuple[str, ...]]]:
    data = tomllib.loads(files("index.library").joinpath("bodies.toml").read_text(encoding="utf-8"))
    rules = tuple((re.compile(rule["pattern"]), rule["to"]) for rule in data["rewrite"])
    return rules, {name: tuple(words) for name, words in data["guard"].items()}


@lru_cache(maxsize=1 << 14)
def name_key(name: str) -> str:
    """A name's form for comparing: equal keys are one body."""
    key = fold_text(name)
    for pattern, to in _data()[0]:
        key = pattern.sub(to, key)
    return key


def body_key(name: str) -> str:
    """A name's form by which bodies are told apart: its place by the area's code, so that 四川省渠县水务局 is 渠县水务局; a
    place that several areas share counts only where the areas around it are named."""
    key = name_key(name)
    chain = chain_at(key, 0)
    if not chain or len(key) == len("".join(chain)):
        return key
    codes = areas()[chain[-1]]
    for outer in chain[:-1]:
        above = tuple(code.rstrip("0") for code in areas()[outer])
        codes = tuple(code for code in codes if code.startswith(above))
    return codes[0] + key[len("".join(chain)) :] if len(set(codes)) == 1 else key


def may_be_one(first: str, second: str) -> bool:
    """Whether two names of which something says that they are one body can be: one shortens the other harmlessly."""
    short, long = sorted((name_key(first), name_key(second)), key=len)
    if short == long:
        return True
    guard = _data()[1]
    if len(short) < 3 or short in guard["pronouns"]:
        return False
    if long.endswith(short):
        return short[0] in guard["levels"]
    return not any(word in gap for gap in _gaps(short, long) for word in guard["between"])


def _gaps(short: str, long: str) -> Sequence[str]:
    """What the long name has more, piece by piece; a piece that forbids it where it is no shortening at all."""
    if short[0] != long[0] or short[-1] != long[-1]:
        return _data()[1]["between"][:1]
    gaps, position = [], 0
    for character in short:
        found = long.find(character, position)
        if found < 0:
            return _data()[1]["between"][:1]
        gaps.append(long[position:found])
        position = found + 1
    gaps.append(long[position:])
    return [gap for gap in gaps if gap]


def file_prefix(file: str) -> str:
    """The body named before ``__`` in a file's name, "" where there is none."""
    stem = PurePosixPath(file).stem
    head, separator, _ = stem.partition("__")
    return head if separator and _HAN_NAME.fullmatch(head) else ""


def learn(documents: Iterable[Names]) -> Mapping[str, str]:
    """Every name seen → the name to use for its body: the one that most documents give themselves."""
    seen = [(d, d.org or file_prefix(d.file)) for d in documents]
    primary = Counter(name for _, name in seen if name)
    last = {name: d.year or 0 for d, name in sorted(seen, key=lambda pair: pair[0].year or 0)}
    groups = _Groups(primary)
    for document, name in seen:
        for other in _others(document, name):
            # Only names that stand in front of some document may bring two bodies together: a short form such as
            # 省人大办公厅 is said of itself by a body in every province.
            twin = groups.known(other)
            if twin and may_be_one(name, other):
                groups.join(name, twin)

    def rank(name: str) -> tuple[bool, int, int, int, str]:
        placeless = name[0] in _data()[1]["levels"]
        return not placeless, primary[name], last.get(name, 0), -len(name), name

    canonical = {name: max(group, key=rank) for group in groups.all() for name in group}
    said: dict[str, set[str]] = {}
    for document, name in seen:
        for other in _others(document, name):
            said.setdefault(other, set()).add(canonical[name])
    aliases = {other: bodies.pop() for other, bodies in said.items() if len(bodies) == 1 and other not in canonical}
    return canonical | aliases


def _others(document: Names, name: str) -> Iterable[str]:
    if name:
        yield from (a for a in (*document.aliases, file_prefix(document.file)) if a and a != name)


class _Groups:
    """Names put together; names of one key are together from the start."""

    def __init__(self, names: Iterable[str]) -> None:
        self._parent: dict[str, str] = {}
        self._by_key: dict[str, str] = {}
        for name in names:
            self._parent[name] = self._by_key.setdefault(body_key(name), name)

    def known(self, name: str) -> str | None:
        """A member with this name's key."""
        return self._by_key.get(body_key(name))

    def _root(self, name: str) -> str:
        while (parent := self._parent[name]) != name:
            name = parent
        return name

    def join(self, first: str, second: str) -> None:
        self._parent[self._root(second)] = self._root(first)

    def all(self) -> Iterable[list[str]]:
        found: dict[str, list[str]] = {}
        for name in self._parent:
            found.setdefault(self._root(name), []).append(name)
        return found.values()
