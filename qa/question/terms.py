"""What a question is about: the words that remain, cut into chunks and pieces with the notions they may mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache

from qa.model import Chunk, Piece
from qa.question.slots import cues

_BREAK = "\x00"
_WORD = re.compile(r"[^\W_]+(?:[.%-][^\W_]+)*", re.UNICODE)


@cache
def _stops() -> re.Pattern[str]:
    words = sorted(set(cues()["stop"]["words"]), key=len, reverse=True)
    stop = cues()["stop"]
    return re.compile("|".join((stop["counting"], *map(re.escape, words), stop["last"])))


class Trie:
    """Longest match of names in a text; a name without notions (a label that a document prints) has the keys ``()``."""

    def __init__(self, names: Mapping[str, tuple[str, ...]]) -> None:
        self._names = names
        self._longest: dict[str, int] = {}
        for name in names:
            head = name[:2]
            self._longest[head] = max(self._longest.get(head, 0), len(name))

    def also(self, names: Mapping[str, tuple[str, ...]]) -> Trie:
        """This trie with further names."""
        return Trie({**self._names, **names})

    def at(self, text: str, start: int) -> tuple[int, tuple[str, ...]]:
        """(length, keys) of the longest name at ``start``; (0, ()) where none is."""
        for length in range(self._longest.get(text[start : start + 2], 0), 1, -1):
            keys = self._names.get(text[start : start + length])
            if keys is not None and len(text) >= start + length:
                return length, keys
        return 0, ()


_TABLE = re.compile(r"(?P<name>[\u4e00-\u9fff“”\"、]{2,30})表(?=里|中|的|上|内|那张|这张|格|看|\)|,)")
_NO_LABELS = Trie({})


def chunks(text: str, hidden: Iterable[tuple[int, int]], names: Trie, printed: Trie = _NO_LABELS) -> tuple[Chunk, ...]:
    """Cut a folded question into chunks; ``hidden`` runs (organisation, years) are left out and separate.

    Quoted text is one free piece, whatever stands in it; so is a label that the documents print, where it is longer
    than any name that begins there.
    """
    masked = list(text)
    for start, end in hidden:
        masked[start:end] = _BREAK * (end - start)
    line = "".join(masked)
    position = 0
    pattern, edges = _stops(), re.compile(cues()["stop"]["edges"])
    found: list[Chunk] = []
    ends: list[int] = []
    run: list[Piece] = []
    free = ""
    depth, names_it = 0, True

    def close_free() -> None:
        nonlocal free
        if free:
            run.append(Piece(text=free, concepts=tuple(cues()["single"].get(free, ()))))
            free = ""

    def close_run() -> None:
        nonlocal free
        free = edges.sub("", free) if len(free) > 2 else free
        close_free()
        if run:
            found.append(
                Chunk(
                    text="".join(p.text for p in run),
                    pieces=tuple(run),
                    optional=depth > 0,
                    remark=depth > 0 and names_it,
                )
            )
            ends.append(position)
            run.clear()

    while position < len(line):
        quoted = re.match(r"[“\"'‘《「]([^”\"'’》」\x00]{2,40})[”\"'’》」]", line[position:])
        length, keys = max(printed.at(line, position), names.at(line, position), key=lambda found: found[0])
        stop = _short_of_name(line, pattern.match(line, position), pattern, names)
        if quoted and not names.at(line, position + 1)[0]:
            close_run()
            found.append(Chunk(text=quoted.group(1), pieces=(Piece(text=quoted.group(1)),)))
            position += quoted.end()
            ends.append(position)
        elif length and not (stop and _goes_further(line, position, length, stop, names)):
            close_free()
            run.append(Piece(text=line[position : position + length], concepts=keys))
            position += length
        elif stop and not (free and _inside_word(line, position, stop.end())):
            close_run()
            position = stop.end()
        elif _WORD.match(line[position]):
            free += line[position]
            position += 1
        elif line[position] in "“”\"'":
            position += 1
        else:
            close_run()
            depth = max(0, depth + (line[position] == "(") - (line[position] == ")"))
            if line[position] == "(":
                # (含上年结转) says what is counted in; (专用材料费) names the thing.
                names_it = not re.match(r"不?包?[含括]|其中|除", line[position + 1 :])
            position += 1
    close_run()
    return _before_table(line, found, ends)


def table_named(text: str, hidden: Iterable[tuple[int, int]]) -> str | None:
    """What a folded question calls the table to look in (基本支出表里…), without body and year; None without one."""
    masked = list(text)
    for start, end in hidden:
        masked[start:end] = _BREAK * (end - start)
    found = _TABLE.search("".join(masked))
    name = re.sub(r"^(?:年度?|的|在|从|看|按|部门|单位|预算|决算)+", "", found["name"]) if found else ""
    return name if len(name) > 2 else None


def _before_table(line: str, found: list[Chunk], ends: list[int]) -> tuple[Chunk, ...]:
    """The names before 表中, 表里 say in which table to look: a remark, as long as something else is asked for."""
    table = next((m.start() for m in re.finditer(r"(?<!哪)(?<!哪[张份个])表(?=里|中|的|上|那张|这张|格|\))", line)), -1)
    begin = max(line.rfind(mark, 0, max(table, 0)) for mark in ",(。;:")
    remarks = {i for i, end in enumerate(ends) if begin < end <= table + 1}
    if table < 0 or not remarks or all(c.optional or i in remarks for i, c in enumerate(found)):
        return tuple(found)
    return tuple(
        replace(c, optional=c.optional or i in remarks, remark=c.remark and i not in remarks)
        for i, c in enumerate(found)
    )


def _short_of_name(
    line: str, stop: re.Match[str] | None, pattern: re.Pattern[str], names: Trie
) -> re.Match[str] | None:
    """The stop word, or a shorter one where a name begins inside it and goes on behind it: 预算|数据事务."""
    if stop is None:
        return None
    for end in range(stop.start() + 1, stop.end()):
        if end + names.at(line, end)[0] > stop.end() + 1 and (shorter := pattern.fullmatch(line, stop.start(), end)):
            return shorter
    return stop


def _goes_further(line: str, start: int, length: int, stop: re.Match[str], names: Trie) -> bool:
    """Whether a stop word, with the name after it, reaches further than the name that begins here: 决算|支出总计."""
    if stop.end() - start > length:
        return True
    after = names.at(line, stop.end())[0]
    return bool(after) and stop.end() < start + length < stop.end() + after


def _inside_word(line: str, start: int, end: int) -> bool:
    """A one-character stop word between Latin letters or digits is part of a word."""
    return end - start == 1 and line[start].isascii() and line[start].isalnum()
