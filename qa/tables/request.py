"""What a question asks of many rows: what is to be done, what the rows are called, which are named, left out or alone meant."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from index.language.segment import tagged
from index.vocabulary import load
from qa.model import Query
from qa.plan.cues import patterns as worked_out
from qa.plan.differences import left_out_in
from qa.question.fillers import fillers
from qa.question.numbers import whole_number
from qa.question.slots import cues
from qa.tables.words import classes, patterns

Doing = Literal["order", "limit", "sum", "mean", "count", "list", "share", "ratio"]
_SCALES = {"百": 100, "千": 1000, "万": 10000, "亿": 100000000}
# Parts of speech that name something; what a verb says is told by the headings only by chance.
_NAMING = ("n", "vn", "j", "l", "i", "eng", "an", "t", "s", "b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """One side of an amount, in yuan where it is money (``money``; None where no unit is said). ``said`` is how the question put it."""

    relation: str
    amount: Decimal
    money: bool | None
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """``text`` is the folded question without years and bodies, ``whole`` with them (a row may be a body). ``nouns`` are patterns of the names of rows, one for each word that the question has for rows; ``content`` the words that must
    be printed around them; ``keys`` the notions that it names. ``place`` counts from 0; ``moved`` puts changes in order, -1 falls first."""

    text: str
    whole: str
    doing: Doing
    nouns: tuple[tuple[str, re.Pattern[str]], ...]
    content: tuple[str, ...]
    keys: frozenset[str]
    least: bool = False
    place: int = 0
    top: int = 1
    moved: int = 0
    rate: bool = False
    limit: Limit | None = None
    counts: bool = False
    left_out: tuple[str, ...] = ()
    many: int | None = None
    level: int | None = None


def read(query: Query) -> Asked | None:
    """The question as one after rows; None where it asks for something else."""
    said, text = patterns(), query.words
    doing = _doing(query)
    if doing is None:
        return None
    nouns = _nouns(query)
    held_apart = doing in ("count", "list", "limit") and any(said["two"][n].search(text) for n in ("than", "beyond"))
    if doing in ("count", "list", "mean") and not nouns and not held_apart:
        return None
    left_out = left_out_in(query.text)
    many = said["ask"]["many"].search(text)
    moves = said["moves"]["any"].search(text) if doing in ("order", "limit") else None
    place, top = said["order"]["place"].search(text), said["order"]["top"].search(text)
    return Asked(
        text=text,
        whole=query.text,
        doing=doing,
        nouns=nouns,
        content=content(query, text, [name for name, _ in nouns]),
        keys=frozenset(k for c in query.chunks for p in c.pieces for k in p.concepts),
        least=bool(said["order"]["least"].search(text)),
        place=_place(place),
        top=(whole_number(top["top"] or top["most"]) or 1) if top else 1,
        moved=0 if moves is None else -1 if said["moves"]["down"].search(moves[0]) else 1,
        rate=bool(moves and said["moves"]["rate"].search(text[moves.start() : moves.end() + 6])),
        limit=_limit(text) if doing in ("limit", "count", "list") else None,
        counts=bool(said["ask"]["count"].search(text)),
        left_out=left_out,
        level=next((size for word, size in cues()["levels"].items() if word in text), None),
        many=whole_number(many["many"]) if many and doing in ("sum", "mean") and not top else None,
    )


def _place(said: re.Match[str] | None) -> int:
    """第二 → 1; 0 where no place is said."""
    return (whole_number(said["place"] or said["last"] or "") or 1) - 1 if said else 0


def asks_several(query: Query) -> bool:
    """Whether a question asks which or how many of its rows are so: 哪些科目, 有几个单位."""
    said = patterns()["ask"]
    return bool((said["which"].search(query.words) or said["count"].search(query.words)) and _nouns(query))


def _nouns(query: Query) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The words for rows, but for those within the name of something else (项目支出)."""
    text = query.words
    for piece in (p for c in query.chunks for p in c.pieces if p.concepts):
        text = text.replace(piece.text, " " * len(piece.text))
    return tuple((m[0], ends) for name, ends in classes() if (m := name.search(text)))


def _doing(query: Query) -> Doing | None:
    said, text = patterns(), query.words
    if query.kind == "share":
        return "share" if said["share"]["all"].search(text) else None
    if said["ratio"]["asked"].search(text) and query.kind in ("average", "figure", "sum", "count"):
        return "ratio"
    if said["order"]["top"].search(text) and said["ask"]["sum_of_first"].search(text):
        return "sum"
    if query.kind == "rank":
        return "order"
    if query.kind == "threshold":
        return "limit"
    if query.kind == "average" or (query.kind in ("figure", "sum") and said["ask"]["mean"].search(text)):
        return "mean"
    if query.kind in ("count", "list", "figure", "change", "percent", "passage"):
        several = said["ask"]["which"].search(text) or said["ask"]["count"].search(text)
        if several and (_limit(text) or said["moves"]["any"].search(text) or said["two"]["than"].search(text)):
            return "limit"
        if query.kind == "count" and said["ask"]["count"].search(text):
            return "count"
        if several and query.kind == "list":
            return "list"
    asks = any(said["ask"][name].search(text) for name in ("all", "rest")) or bool(left_out_in(query.text))
    return "sum" if query.kind in ("sum", "figure", "count") and asks else None


def _limit(text: str) -> Limit | None:
    said = patterns()["limit"]
    plain = re.sub(r"(?:19|20)\d{2}年度?", "", text)
    found = said["amount"].search(plain)
    if found is None and (happened := patterns()["ask"]["above_zero"].search(plain)):
        return Limit(relation="over", amount=Decimal(0), money=None, said=f"{happened[0]}的")
    relation = next((name for name in ("at_least", "at_most", "under", "over") if said[name].search(plain)), "")
    if not found or not relation:
        return None
    scale = math.prod((_SCALES[word] for word in found["scale"]), start=1)
    large = bool(set(found["scale"]) & {"万", "亿"})
    money = True if found["unit"] == "元" or (large and not found["unit"]) else False if found["unit"] else None
    if not (found["number"] or found["han"] or found["scale"]):
        return None
    told = (
        Decimal(found["number"].replace(",", ""))
        if found["number"]
        else Decimal(whole_number(found["han"] or "一") or 0)
    )
    return Limit(
        relation=relation,
        amount=told * scale,
        money=money,
        said=_put(said[relation].search(plain), found),
    )


def _put(relation: re.Match[str] | None, amount: re.Match[str]) -> str:
    """How a limit was said: 超过5亿, 5亿以上."""
    word = relation[0] if relation else ""
    return f"{amount[0]}{word}" if patterns()["limit"]["behind"].fullmatch(word) else f"{word}{amount[0]}"


def without() -> dict[str, re.Pattern[str]]:
    """The patterns of what is left out; each has a group ``part``."""
    return worked_out()["without"]


def content(query: Query, text: str, apart: Iterable[str]) -> tuple[str, ...]:
    """The words of a question that name something, without those for what is to be done and what the rows are called."""
    for table, name in _ASIDE:
        text = patterns()[table][name].sub(lambda run: " " * len(run[0]), text)
    for pattern in without().values():
        text = pattern.sub(lambda run: " " * len(run[0]), text)
    for words in apart:
        text = text.replace(words, " " * len(words))
    named = sorted({p.text for c in query.chunks for p in c.pieces if p.concepts}, key=len, reverse=True)
    found: list[str] = []
    for name in named:
        if name in text:
            found.append(name)
            text = text.replace(name, " " * len(name))
    return tuple(dict.fromkeys((*found, *_naming_words(text))))


def _naming_words(text: str) -> Iterator[str]:
    """The nouns, with the verbs and adjectives that stand right before or behind one (重建 in 灾后重建资金, 补助 in 均衡性补助)."""
    beside: list[str] = []
    after = False
    for word, tag in tagged(text):
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


_SINGLE = frozenset("税债车房")
_ASIDE: Sequence[tuple[str, str]] = (
    ("order", "place"),
    ("order", "top"),
    ("limit", "amount"),
    ("ask", "mean"),
    ("ask", "count"),
    ("ask", "which"),
    ("bare", "words"),
    ("share", "all"),
    ("moves", "any"),
    ("ratio", "asked"),
)


def notions(words: str) -> tuple[str, ...]:
    """The notions that a name may mean."""
    return tuple(load().question_names.get(words, ()))
