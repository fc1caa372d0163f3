"""Clauses that say why: where they begin and end, and what they are about."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.figures.prose.clauses import Clause
from index.figures.prose.rules import rules
from index.figures.prose.subjects import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """``text[start:end]`` says why; the cue begins ``at``. ``words`` name what it is about, "" for what was just said."""

    at: int
    start: int
    end: int
    words: str = ""
    subject: Subject | None = None
    sentence: int = 0


def reason_in(text: str, start: int, clause: Clause, following: Clause | None) -> Reason | None:
    """The reason that a clause gives, None where it gives none (主要用于 is a purpose, 主要原因是。 says nothing)."""
    words = text[start : clause.end]
    match = rules()["reason.cue"].search(words)
    if match is None or rules()["reason.not"].search(words):
        return None
    begin = start + match.end()
    if begin >= clause.end:
        if clause.stop not in (":", ",") or following is None:
            return None
        begin = clause.end + 1
    end = _end(text, begin, bracketed=clause.closes > 0)
    if rules()["reason.empty"].match(text[begin:end]):
        return None
    lead = words[: match.start()].rstrip(",")
    # The cue may have begun with the verb (增加的主要原因): the words in front of it are the subject all the same.
    named = rules()["reason.subject"].match(words[: match.end()]) if lead else None
    return Reason(at=start + match.start(), start=begin, end=end, words=named["np"] if named else "")


def _end(text: str, begin: int, *, bracketed: bool) -> int:
    """A reason goes on to the end of its sentence, over ; where another one is counted off (二是 …)."""
    position = begin
    while True:
        match = re.compile(r"[。;)]|,主要用于" if bracketed else r"[。;]|,主要用于").search(text, position)
        if match is None:
            return len(text)
        if not rules()["reason.more"].match(text[match.end() :]):
            return match.start()
        position = match.end()
