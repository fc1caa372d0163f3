"""What is the difference of two printed figures by its name (空编, 举债空间, 收支相抵): worked out where it is not printed itself."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from index.model import Figure
from index.vocabulary import load
from qa import arithmetic
from qa.answer.leaf import leaf
from qa.answer.outcome import Found
from qa.answer.phrase import amount, thing, title
from qa.answer.shelf import Shelf
from qa.evidence.barred import SPENT
from qa.evidence.fitting import own_level
from qa.model import Chunk, Piece, Query, Value
from qa.plan import beside
from qa.plan.cues import patterns

_SAID = "文件没有印出此数，由所列两数相减得出。"
_KINDS = frozenset({"figure", "count", "sum", "change"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A name, what it is called that is more, and that is less, and what of each is asked for; ``first`` where no document prints it."""

    name: re.Pattern[str]
    more: str
    less: str
    asks: str = ""
    first: bool = False


@cache
def differences() -> tuple[Difference, ...]:
    """``differences.toml``, in its order."""
    data = tomllib.loads(files("qa.plan").joinpath("differences.toml").read_text(encoding="utf-8"))
    return tuple(Difference(**told | {"name": re.compile(told["name"])}) for told in data["difference"])


def asks_between(text: str) -> bool:
    """Whether a folded question asks for what lies between two figures and for nothing that a document prints."""
    return any(each.first and each.name.search(text) for each in differences())


def difference(query: Query, shelf: Shelf) -> Found | None:
    """The difference that a question asks for, where one document surely prints both figures, alike in year, stage and kind; None
    where it does not, or the question asks for none."""
    if query.kind not in _KINDS or len(query.orgs) != 1:
        return None
    for each in differences():
        if each.name.search(query.text):
            asked = [_named(query, each, name) for name in (each.more, each.less)]
            more, less = (_one(one, shelf) for one in asked)
            if more is None or less is None:
                more, less = beside.together(asked, shelf) or (None, None)
            return _worked(query, more, less, shelf)
    return _without_a_part(query, shelf)


def _without_a_part(query: Query, shelf: Shelf) -> Found | None:
    """三公经费 without 公务接待费: the whole less the part, where it is one by definition."""
    runs = left_out_in(query.text)
    named = [p for c in query.chunks for p in c.pieces if p.concepts]
    parts = tuple(Chunk(text=p.text, pieces=(p,)) for p in named if any(p.text in run for run in runs))
    rest = tuple(Chunk(text=p.text, pieces=(p,)) for p in named if not any(p.text in run for run in runs))
    keys = [{k for c in chunks for p in c.pieces for k in p.concepts} for chunks in (parts, rest)]
    if len(parts) != 1 or own_level(query.text) or not any(w in load().ancestors(k) for k in keys[0] for w in keys[1]):
        return None
    asked = (replace(query, kind="figure", chunks=c, text="".join(x.text for x in c), words="") for c in (rest, parts))
    more, less = (_one(each, shelf) for each in asked)
    return _worked(query, more, less, shelf)


def _worked(query: Query, more: Figure | None, less: Figure | None, shelf: Shelf) -> Found | None:
    info = shelf.named(more.document) if more else None
    if more is None or less is None or info is None or _place(more) != _place(less):
        return None
    if not query.stages and (_of_several_stages(more, shelf) or _of_several_stages(less, shelf)):
        return None
    moved = arithmetic.gap(more, less)
    if moved is None:
        return None
    worked, way = moved
    worked = arithmetic.in_wished(worked, query.money)
    verb = {1: "多", -1: "少", 0: "相等，相差"}[way]
    return Found(
        text=f"{more.org}{title(info)}：{thing(more)}{amount(more)}，{thing(less)}{amount(less)}，"
        f"前者比后者{verb}{worked.told}。",
        value=Value(amount=worked.amount, unit=worked.unit),
        figures=(more, less),
        computed=worked,
        warnings=(_SAID,),
    )


def left_out_said() -> Iterable[re.Pattern[str]]:
    """What a folded question says to leave something out; each has a group ``part``."""
    return patterns()["without"].values()


def left_out_in(text: str) -> tuple[str, ...]:
    """What a folded question leaves out: 除教育外 → 教育."""
    return tuple(m["part"] for pattern in left_out_said() for m in pattern.finditer(text))


def _named(query: Query, told: Difference, name: str) -> Query:
    """The question after one of the two figures."""
    piece = Piece(text=name, concepts=tuple(load().question_names.get(name, ())))
    left = told.name.sub("|", query.text)
    kept = tuple(said for c in query.chunks if (said := _said_in(c, left)))
    text, words = (told.name.sub(name + told.asks, run) for run in (query.text, query.words))
    kind = "count" if query.kind == "count" else "figure"
    return replace(
        query,
        kind=kind,
        text=text,
        words=words,
        chunks=(*kept, Chunk(text=name, pieces=(piece,))),
        base=None,
        base_year=None,
    )


def _said_in(chunk: Chunk, text: str) -> Chunk | None:
    """What of a chunk a text still says."""
    kept = tuple(p for p in chunk.pieces if p.text in text)
    return replace(chunk, text="".join(p.text for p in kept), pieces=kept) if kept else None


def _one(query: Query, shelf: Shelf) -> Figure | None:
    """The one figure that is surely meant; None where there is none, or several."""
    held = [reading.figure for reading in leaf(query, shelf).values() if reading.figure.value is not None]
    return held[0] if len(held) == 1 else None


def _of_several_stages(figure: Figure, shelf: Shelf) -> bool:
    """Whether the row of a figure tells another stage of the same year too."""
    source = figure.source
    return source.table is not None and any(
        (f.figure.source.table, f.figure.source.row_index, f.figure.year)
        == (source.table, source.row_index, figure.year)
        and _stage(f.figure) != _stage(figure)
        and f.figure.measure is figure.measure
        for f in shelf.facets(figure.document)
    )


def _place(figure: Figure) -> tuple[object, ...]:
    return figure.document, figure.year, _stage(figure), figure.measure


def _stage(figure: Figure) -> str | None:
    """The stage; what was carried out and what was accounted for are one."""
    return "决算" if figure.stage in SPENT else figure.stage
