"""What a question asks of many rows: what is to be done, what the rows are called, which are named, left out or alone meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from index.language.segment import plain_words, tagged
from index.vocabulary import load
from qa.model import Query
from qa.plan.differences import left_out_in, left_out_said
from qa.question.coordination import side_by_side
from qa.question.fillers import fillers, idle, without_idle
from qa.question.limits import Limit, amount_said, limit_in
from qa.question.numbers import whole_number
from qa.question.slots import cues
from qa.tables.words import pairs, patterns

Doing = Literal["order", "limit", "sum", "mean", "count", "list", "share", "ratio"]
# Parts of speech that name something; what a verb says is told by the headings only by chance.
_NAMING = ("n", "vn", "j", "l", "i", "eng", "an", "t", "s", "b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """The words on either side of a comparison, and which way it goes: 1 where the first is to be more."""

    left: str
    right: str
    way: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """``text`` is the folded question without years and bodies, ``whole`` with them (a row may be a body). ``nouns`` are the words that
    it has for rows, each with how names of such rows end; ``content`` the words that must be printed around them, ``left_out`` what it
    leaves out. ``place`` counts from 0, ``top`` is how many of the first are asked for; ``moved`` puts changes in order, -1 falls first,
    ``rate`` those in percent. ``many`` is how many rows the question says that there are, ``level`` how many digits their codes have;
    ``sides`` are two columns held against each other; ``completed`` says that it is how much of it was carried out that is asked for;
    ``listed`` are the things that the question names side by side."""

    text: str
    whole: str
    doing: Doing
    nouns: tuple[tuple[str, re.Pattern[str]], ...]
    content: tuple[str, ...]
    least: bool = False
    place: int = 0
    top: int = 1
    moved: int = 0
    rate: bool = False
    limit: Limit | None = None
    left_out: tuple[str, ...] = ()
    many: int | None = None
    level: int | None = None
    sides: Sides | None = None
    completed: bool = False
    listed: tuple[str, ...] = ()


def read(query: Query) -> Asked | None:
    """The question as one after rows; None where it asks for something else."""
    said, text = patterns(), query.words
    doing = _doing(query)
    if doing is None:
        return None
    nouns = _nouns(query)
    compared = sides(query.text)
    if doing in ("count", "list", "mean") and not nouns and (doing == "mean" or compared is None):
        return None
    many = said["ask"]["many"].search(text)
    moves = said["moves"]["any"].search(text) if doing in ("order", "limit") else None
    place, top = said["order"]["place"].search(text), said["order"]["top"].search(text)
    return Asked(
        text=text,
        whole=query.text,
        doing=doing,
        nouns=nouns,
        content=content(query, text, [*(name for name, _ in nouns), *left_out_in(query.text)]),
        least=bool(said["order"]["least"].search(text)),
        place=_place(place),
        top=(whole_number(top["top"] or top["most"]) or 1) if top else 1,
        moved=0 if moves is None else -1 if said["moves"]["down"].search(moves[0]) else 1,
        rate=bool(moves and said["moves"]["rate"].search(text[moves.start() : moves.end() + 6])),
        limit=_limit(text) if doing in ("limit", "count", "list") else None,
        left_out=left_out_in(query.text),
        sides=compared,
        listed=tuple(chunk.text for chunk in side_by_side(query)),
        completed=bool(said["rows"]["completed"].search(text)),
        level=next((size for word, size in cues()["levels"].items() if word in text), None),
        many=whole_number(many["many"]) if many and doing in ("sum", "mean") and not top else None,
    )


def sides(text: str) -> Sides | None:
    """The comparison that a folded question makes between two columns; None where it makes none."""
    said = patterns()["two"]
    for name in ("falls_short", "than", "beyond"):
        if found := said[name].search(text):
            way = -1 if said["down"].search(found["sign"]) else 1
            return Sides(left=found["left"], right=found["right"], way=way)
    return None


def _place(said: re.Match[str] | None) -> int:
    """第二 → 1; 0 where no place is said."""
    return (whole_number(said["place"] or said["last"] or "") or 1) - 1 if said else 0


def asks_several(query: Query) -> bool:
    """Whether a question asks which or how many of its rows are so: 哪些科目, 有几个单位, 哪个科目超过了预算."""
    said, text = patterns()["ask"], query.words
    several = said["which"].search(text) or said["count"].search(text)
    return bool((several or (said["one"].search(text) and sides(query.text))) and _nouns(query))


def _nouns(query: Query) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The words for rows, but for those within the name of something else (项目支出)."""
    text = query.words
    for piece in (p for c in query.chunks for p in c.pieces if p.concepts):
        if not any(ends.pattern and name.fullmatch(piece.text) for name, ends in pairs("classes")):
            text = text.replace(piece.text, " " * len(piece.text))
    return tuple(dict.fromkeys((m[0], ends) for name, ends in pairs("classes") for m in name.finditer(text)))


def _doing(query: Query) -> Doing | None:
    said, text = patterns(), query.words
    if query.kind == "share":
        return "share" if said["share"]["all"].search(text) else None
    if said["ask"]["ratio"].search(text) and query.kind in ("average", "figure", "sum", "count"):
        return "ratio"
    if said["order"]["top"].search(text) and said["ask"]["sum_of_first"].search(text):
        return "sum"
    one_of = said["ask"]["one"].search(text) or said["ask"]["which"].search(text)
    if query.kind == "rank" or (one_of and said["order"]["superlative"].search(text) and query.kind in _OPEN):
        return "order"
    if query.kind == "threshold":
        return "limit"
    if query.kind == "average" or (query.kind in ("figure", "sum") and said["ask"]["mean"].search(text)):
        return "mean"
    if query.kind in ("count", "list", "figure", "change", "percent", "passage"):
        compared = sides(query.text) is not None
        several = said["ask"]["which"].search(text) or said["ask"]["count"].search(text)
        if several and (_limit(text) or said["moves"]["any"].search(text) or compared):
            return "limit"
        if compared and said["ask"]["one"].search(text):
            return "limit"
        if query.kind == "count" and said["ask"]["count"].search(text):
            return "count"
        if several and query.kind == "list":
            return "list"
    asks = any(said["ask"][name].search(text) for name in ("all", "rest")) or bool(left_out_in(query.text))
    return "sum" if query.kind in ("sum", "figure", "count") and asks else None


def _limit(text: str) -> Limit | None:
    """The limit of a question; that something is at all (发生了), where no amount is said."""
    if limit := limit_in(text):
        return limit
    if nothing := patterns()["ask"]["nothing"].search(text):
        return Limit(
            relation="at_most", amount=Decimal(0), money=None, said=f"没有{nothing['what'] or nothing['last']}"
        )
    happened = patterns()["ask"]["above_zero"].search(text)
    return Limit(relation="over", amount=Decimal(0), money=None, said=f"{happened[0]}的") if happened else None


def content(query: Query, text: str, apart: Iterable[str]) -> tuple[str, ...]:
    """The words of a question that name something, without those for what is to be done and what the rows are called."""
    for table, name in _ASIDE:
        text = patterns()[table][name].sub(lambda run: " " * len(run[0]), text)
    for pattern in (*left_out_said(), amount_said()):
        text = pattern.sub(lambda run: " " * len(run[0]), text)
    for words in apart:
        text = text.replace(words, " " * len(words))
    named = sorted({p.text for c in query.chunks for p in c.pieces if p.concepts}, key=lambda name: (-len(name), name))
    found: list[str] = []
    for name in named:
        if name in text:
            found.append(name)
            text = text.replace(name, " " * len(name))
    return tuple(dict.fromkeys((*found, *_naming_words(text), *_unread(text))))


def _unread(text: str) -> Iterator[str]:
    """The words that say something and are no part of what is to be done."""
    text = patterns()["bare"]["doing"].sub(" ", text)
    if not idle(text):
        for run in re.findall(r"[\u4e00-\u9fffa-z]{2,}", without_idle(text)):
            yield from (word for word in plain_words(run) if len(word) > 1)


def _naming_words(text: str) -> Iterator[str]:
    """The nouns, with the verbs and adjectives that stand right before or behind one (重建 in 灾后重建资金, 补助 in 均衡性补助)."""
    beside: list[str] = []
    after = False
    for word, tag in _counts_joined(tagged(text)):
        naming = tag.startswith(_NAMING) and re.search(r"[\u4e00-\u9fffa-z]", word) is not None
        if naming and (len(word) > 1 or word in _SINGLE):
            yield from beside
            yield word
        elif tag.startswith(("v", "a")) and len(word) > 1 and word not in fillers():
            if after:
                yield word
            else:
                beside.append(word)
                continue
        beside, after = [], naming


# Kinds of question that may ask which row is the first although nothing in the reading says so.
_OPEN = ("count", "list", "figure", "change", "percent", "passage", "threshold")


def _counts_joined(words: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """户 + 数 as the one noun 户数, and so on for all that is counted."""
    held: tuple[str, str] | None = None
    for word, tag in words:
        if held and held[1].startswith("q") and word == "数":
            held = (held[0] + word, "n")
            continue
        if held:
            yield held
        held = (word, tag)
    if held:
        yield held


_SINGLE = frozenset("税债车房")
_ASIDE: Sequence[tuple[str, str]] = (
    ("order", "place"),
    ("order", "top"),
    ("ask", "mean"),
    ("ask", "count"),
    ("ask", "which"),
    ("bare", "words"),
    ("bare", "superlative"),
    ("share", "all"),
    ("moves", "any"),
    ("ask", "ratio"),
    ("rows", "completed"),
)


def notions(words: str) -> tuple[str, ...]:
    """The notions that a name may mean."""
    return tuple(load().question_names.get(words, ()))
