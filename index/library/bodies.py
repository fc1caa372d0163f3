"""Which names are one public body, learned from the documents of a library.

Witnesses, none of them trusted alone with names that contain each other: two names that have the same key once the
usual ways of writing are taken away; names that one document gives itself; names of files of one disclosure
(``body__title.pdf``); a usual short form that only one body of the library has (某县科协); a document that says what its
body was called before. 上海市财政局 and 上海市普陀区财政局, a university and its primary school stay two, and so do names under
which there are two disclosures of one year and stage.
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
from index.vocabulary.organisations import variants

_HAN_NAME = re.compile(r"[\u4e00-\u9fff（）()·]{3,40}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What one document says about its body: its name, other names, those of other years, and the file's name."""

    org: str
    aliases: tuple[str, ...] = ()
    file: str = ""
    year: int | None = None
    stage: str | None = None
    former: tuple[str, ...] = ()


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
    groups = _Groups(seen)
    for document, name in seen:
        for other in _others(document, name):
            # Only names that stand in front of some document may bring two bodies together: a short form such as
            # 省人大办公厅 is said of itself by a body in every province.
            twin = groups.known(other)
            if twin and may_be_one(name, other):
                groups.join(name, twin)
    for first, second in (*_short_forms(groups), *((n, former) for d, n in seen for former in d.former if n)):
        twin = groups.known(second)
        if twin and groups.can_be_one(first, twin):
            groups.join(first, twin)

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


def _short_forms(groups: _Groups) -> Iterable[tuple[str, str]]:
    """Names with the usual short form of each that is a name of the library too, where no other body has that form."""
    claims: dict[str, dict[str, str]] = {}
    for group in groups.all():
        for name in group:
            for form in variants(name):
                if form != name:
                    claims.setdefault(body_key(form), {})[group[0]] = name
    for key, claimed in claims.items():
        twin = groups.of_key(key)
        if twin and len(claimed) == 1:
            yield next(iter(claimed.values())), twin


def _others(document: Names, name: str) -> Iterable[str]:
    if name:
        yield from (a for a in (*document.aliases, file_prefix(document.file)) if a and a != name)


class _Groups:
    """Names put together; names of one key are together from the start."""

    def __init__(self, seen: Sequence[tuple[Names, str]]) -> None:
        self._parent: dict[str, str] = {}
        self._by_key: dict[str, str] = {}
        self._told: dict[str, set[tuple[int, str]]] = {}
        for name in dict.fromkeys(name for _, name in seen if name):
            self._parent[name] = self._by_key.setdefault(body_key(name), name)
        for document, name in seen:
            if name and document.year and document.stage:
                self._told.setdefault(self._root(name), set()).add((document.year, document.stage))

    def known(self, name: str) -> str | None:
        """A member with this name's key."""
        return self.of_key(body_key(name))

    def of_key(self, key: str) -> str | None:
        """A member with this key."""
        return self._by_key.get(key)

    def can_be_one(self, first: str, second: str) -> bool:
        """Whether no year's disclosure of one stage is there under both names."""
        told = self._told
        return told.get(self._root(first), set()).isdisjoint(told.get(self._root(second), set()))

    def _root(self, name: str) -> str:
        while (parent := self._parent[name]) != name:
            name = parent
        return name

    def join(self, first: str, second: str) -> None:
        root, joined = self._root(first), self._root(second)
        if root != joined:
            self._parent[joined] = root
            self._told.setdefault(root, set()).update(self._told.pop(joined, ()))

    def all(self) -> Iterable[list[str]]:
        found: dict[str, list[str]] = {}
        for name in self._parent:
            found.setdefault(self._root(name), []).append(name)
        return found.values()
