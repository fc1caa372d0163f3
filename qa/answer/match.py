"""How well a figure answers to a question's words: by characters explained, in both directions.

Every word of the question must be explained by what the figure is about, and the figure's label by the words of the
question. What stays unexplained on either side is counted, never glossed over by a similarity: it is what tells the
bureau head's wages from wages.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.model import Measure
from index.vocabulary import load
from qa.answer.alike import alike, named, names_of
from qa.answer.facets import Facets
from qa.answer.provisos import another_purchase, described, names_amount, of_another, same_unit
from qa.model import Chunk, Piece, Query
from qa.question.fillers import idle
from qa.question.slots import cues

_FUZZY = 0.72
_SURE = 0.95
_SHORT_NAME = 3  # characters
_REST = ("其他", "其它", "非")
_VERBS = frozenset("收发买办付花建修开搞做拨投给交")
_PUBLIC_MONEY = ("三公经费表", "三公会议培训表")


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A figure against a question. ``missing`` are the question's pieces that nothing explains (weak words left out);
    ``own`` says how surely the label itself is meant (0…1), ``aspect`` likewise for the aspect (1 where there is none);
    ``spare`` is the share of the label that the question does not say; ``context`` counts explained context words.
    """

    facets: Facets
    own: float
    aspect: float
    missing: tuple[str, ...]
    spare: float
    context: float

    @property
    def complete(self) -> bool:
        """Whether nothing of the question is left over."""
        return not self.missing


def match(query: Query, facets: Sequence[Facets]) -> tuple[Match, ...]:
    """All figures whose label or aspect the question names, best first; () where none is named."""
    if not query.chunks:
        return ()
    found = [m for f in facets if (m := _match(query, f)) is not None]
    return tuple(sorted(found, key=rank, reverse=True))


def rank(found: Match) -> tuple[float, ...]:
    """Sort key, higher is better."""
    missing = sum(len(word) for word in found.missing)
    return (-missing, round(found.own, 2), found.aspect, found.context, -found.spare)


def _alternatives(chunk: Chunk) -> tuple[tuple[Piece, ...], ...]:
    """The chunk as one run of words and, where it has several pieces, cut into them."""
    runs = (chunk.pieces,) if len(chunk.pieces) == 1 else ((Piece(text=chunk.text),), chunk.pieces)
    first, *rest = chunk.pieces
    if not first.concepts and len(chunk.text) > 3 and first.text[0] in _VERBS:
        # 收诉讼费, 建实训基地: what is done, with what it is done to.
        runs = (
            *runs,
            (Piece(text=chunk.text[1:]),),
            *(((Piece(text=first.text[1:]), *rest),) if first.text[1:] else ()),
        )
    return runs


def _named_at_all(query: Query, facets: Facets) -> bool:
    """A quick look before the rest is weighed: most figures are not named by any word of the question."""
    if facets.total or facets.figure.measure == Measure.INDICATOR:
        return True
    pieces = (p for c in query.chunks if not c.optional for run in _alternatives(c) for p in run)
    return any(_own(piece, facets) >= _FUZZY for piece in pieces)


def _match(query: Query, facets: Facets) -> Match | None:
    if not _named_at_all(query, facets):
        return None
    own = aspect = context = 0.0
    missing: list[str] = []
    for chunk in query.chunks:
        best = max((_explain(pieces, facets) for pieces in _alternatives(chunk)), key=_Explained.key)
        if chunk.optional:
            context += max(best.own, best.aspect, best.context)
            if chunk.remark and any(map(names_amount, chunk.pieces)):
                missing.extend(best.missing)
            continue
        own, aspect, context = max(own, best.own), max(aspect, best.aspect), context + best.context
        missing.extend(best.missing)
    if own < _FUZZY and aspect >= _FUZZY and (facets.total or _stands_for(query, facets)):
        own = aspect
    if own > _SURE and facets.item:
        missing = [word for word in missing if not described(word, facets.item)]
    if own < _FUZZY or of_another(query, facets) or _of_another_code(query, facets):
        return None
    return Match(
        facets=facets,
        own=own,
        aspect=1.0 if not facets.aspect else (aspect if aspect >= _FUZZY else 0.0),
        missing=tuple(missing),
        spare=_spare(query.text, facets, own),
        context=context,
    )


def _of_another_code(query: Query, facets: Facets) -> bool:
    """Whether the question names the code of another class than the figure is printed with: 30299办公费 is no 30201."""
    named = tuple(code for code in query.codes if len(code) > 3 or code in load().codes)
    return bool(named) and facets.figure.code is not None and not facets.figure.code.startswith(named)


def _stands_for(query: Query, facets: Facets) -> bool:
    """An indicator is also meant by the name of what it stands under."""
    if facets.figure.measure != Measure.INDICATOR:
        return False
    return any(alike(c.text, words) >= 0.9 for c in query.chunks for words in facets.above)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Explained:
    """What a chunk's pieces come to against one figure."""

    own: float
    aspect: float
    context: float
    missing: tuple[str, ...]

    def key(self) -> tuple[float, ...]:
        return (-sum(map(len, self.missing)), self.own + self.aspect, self.context)


def _explain(pieces: Sequence[Piece], facets: Facets) -> _Explained:
    own = aspect = context = 0.0
    missing = []
    for piece, behind in zip(pieces, (*pieces[1:], None), strict=True):
        as_label, as_aspect = _own(piece, facets), _aspect(piece, facets)
        own, aspect = max(own, as_label), max(aspect, as_aspect)
        if max(as_label, as_aspect) < _FUZZY:
            around = _context(piece, facets)
            context += around * len(piece.text) / 10
            told = not weak(piece) or _part_of_name(piece, behind) or another_purchase(piece, facets)
            if around < _FUZZY and told:
                missing.append(piece.text)
    return _Explained(own=own, aspect=aspect, context=context, missing=tuple(missing))


def _part_of_name(piece: Piece, behind: Piece | None) -> bool:
    """Whether a single character makes another word of the short name behind it: 油|电费 is no 电费."""
    if behind is None or not behind.concepts or len(behind.text) > _SHORT_NAME or piece.concepts:
        return False
    return len(piece.text) == 1 and "\u4e00" <= piece.text <= "\u9fff" and piece.text not in cues()["stop"]["light"]


def _own(piece: Piece, facets: Facets) -> float:
    if piece.unit:
        return 1.0 if same_unit(piece.unit, facets.label) else 0.0
    if facets.item and facets.item in piece.concepts:
        return 0.93 if facets.item in cues()["second"].get(piece.text, ()) else 1.0
    if piece.concepts:
        if piece.text == facets.label:
            return 1.0
        names = (piece.text, *(name for key in piece.concepts for name in names_of(key)))
        return 0.0 if facets.item else min(0.9, max(_contained(name, facets.label) for name in names))
    if facets.body and piece.text[-2:] != facets.label[-2:]:
        return 0.0
    if facets.figure.measure is Measure.PEOPLE and facets.label.endswith(piece.text) and len(piece.text) < 3:
        # 留学生 are some of the 学生.
        return 1.0 if piece.text == facets.label else 0.0
    return max(
        alike(piece.text, facets.label),
        named(piece.text, facets.item) if facets.item else 0.0,
        _ending(piece.text, facets),
        0.9 if re.search(rf"\({re.escape(piece.text)}\)$", facets.label) else 0.0,
    )


def _ending(said: str, facets: Facets) -> float:
    """Words that end as the label does and begin with what stands around it: 某工程第三季度用款."""
    label = facets.label
    size = next((n for n in range(min(len(said), len(label)), 3, -1) if said.endswith(label[-n:])), 0)
    rest = said[: len(said) - size]
    if size < 4 or size < 0.5 * len(label) or len(rest) < 2:
        return 0.0
    pairs = [rest[i : i + 2] for i in range(len(rest) - 1)]
    near = "|".join((facets.around, *facets.above))
    return 0.85 if sum(pair in near for pair in pairs) >= 0.7 * len(pairs) else 0.0


def _aspect(piece: Piece, facets: Facets) -> float:
    if not facets.aspect:
        return 0.0
    if facets.aspect_item and facets.aspect_item in piece.concepts:
        return 1.0
    if piece.concepts:
        return (
            1.0
            if piece.text == facets.aspect
            else (0.0 if facets.aspect_item else _contained(piece.text, facets.aspect))
        )
    return alike(piece.text, facets.aspect)


def _is_side(key: str, flow: str) -> bool:
    """Whether a notion is the total of a side of the budget (支出预算): said of an item it only tells the side."""
    return key == f"{flow}总计"


def _framing(piece: Piece) -> bool:
    """Free words, and notions that head a table or column, may be said around a figure; an item may not: a title that
    lists 会议费 beside others makes none of its figures one."""
    concepts = load().concepts
    return all(
        k in concepts and concepts[k].kind in ("performance", "process", "table", "measure") for k in piece.concepts
    )


def _mostly_in(piece: Piece, around: str) -> bool:
    """A long free name that stands around the figure but for a word or two (a project's name in a form's title)."""
    if piece.concepts or len(piece.text) < 6:
        return False
    pairs = [piece.text[i : i + 2] for i in range(len(piece.text) - 1)]
    return sum(pair in around for pair in pairs) >= 0.75 * len(pairs)


def _fund(piece: Piece, fund: str | None, kind: str | None) -> bool:
    """Whether the piece only says of which money the figure's table speaks; 三公 tables speak of public money."""
    if fund is None and kind in _PUBLIC_MONEY:
        fund = "一般公共预算"
    funds = (fund, "财政拨款") if fund == "一般公共预算" else (fund,)
    return fund is not None and any(key.startswith(f) for key in piece.concepts for f in funds if f)


def _contained(said: str, label: str) -> float:
    """A notion's words against a label that is no notion: only where the label is little more than these words, with
    nothing behind them but that money is meant (计算机 is not 计算机软件) and next to nothing in front (安全监管 is not 食品安全监管, nor 非税收入 其他非税收入)."""
    before, found, behind = label.partition(said)
    if not found or len(said) < (0.75 if before else 0.6) * len(label) or before.startswith(_REST):
        return 0.0
    return alike(said, label) if not behind or behind in cues()["stop"]["money"] else 0.0


def _context(piece: Piece, facets: Facets) -> float:
    """How well a piece that is neither label nor aspect is explained by what stands above and around the figure."""
    if piece.unit:
        return 1.0 if any(same_unit(piece.unit, name) for name in facets.above) else 0.0
    told = facets.figure.fund or (load().fund_of(facets.around) if facets.figure.source.table is None else None)
    if facets.wholes.intersection(piece.concepts) or _fund(piece, told, facets.figure.table_kind):
        return 1.0
    if facets.figure.flow and not facets.total and any(_is_side(key, facets.figure.flow) for key in piece.concepts):
        return 0.8
    if piece.text in facets.above or (not piece.concepts and any(piece.text in words for words in facets.above)):
        return 1.0
    if not piece.concepts and (piece.text in facets.label or piece.text in facets.aspect):
        return 0.95
    if _framing(piece) and (piece.text in facets.around or _mostly_in(piece, facets.around)):
        return 0.9
    return 0.0 if piece.concepts else max((alike(piece.text, words) for words in facets.above), default=0.0)


@lru_cache(maxsize=1 << 12)
def weak(piece: Piece) -> bool:
    """Whether a piece says too little to be held against a figure: one character, or nothing but weak words."""
    words = cues()["stop"]["weak"]
    if re.fullmatch(r"\d{3}|\d{5}|\d{7}", piece.text):
        return True
    if piece.text in words or (len(piece.text) == 1 and not piece.concepts):
        return True
    rest = piece.text
    for word in sorted(words, key=len, reverse=True):
        rest = rest.replace(word, "")
    return not piece.concepts and (len(rest) <= 1 or idle(piece.text))


def _spare(text: str, facets: Facets, own: float) -> float:
    """The share of the label's characters that the question does not say; 0 for a label known by its notion."""
    if facets.item and own > 0.95:
        return 0.0 if any(text[i : i + 4] in facets.label for i in range(len(text) - 3)) else 0.1
    label = facets.label
    if not label:
        return 1.0
    marked = [False] * len(label)
    for i in range(len(label) - 1):
        if label[i : i + 2] in text:
            marked[i] = marked[i + 1] = True
    return 1 - sum(marked) / len(label)
