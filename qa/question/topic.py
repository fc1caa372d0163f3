"""What a question is about: its notions set right, what its kind then is, and the topic where none is named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from index.language.segment import plain_words
from index.vocabulary import load
from qa.model import Chunk, Piece, Query
from qa.question.alignment import sounds
from qa.question.fillers import empty_words
from qa.question.slots import cues

# Kinds of question that sentences answer: what was exceeded is no figure to compare there.
_IN_WORDS = frozenset({"reason", "definition", "duty", "list", "source", "passage", "identity", "composition"})


def with_topic(query: Query) -> Query:
    """Notions that only say which paper is meant (部门预算) are left out; what is counted (辆) adds its notion."""
    kept = tuple(c for c in query.chunks if not all(p.concepts and is_paper(p.concepts) for p in c.pieces))
    chunks = kept if kept or query.kind == "definition" else ()
    if query.kind == "definition" and not kept:
        chunks = query.chunks
    if query.counted == "台" and any("车辆" in p.concepts for c in chunks for p in c.pieces):
        query = replace(query, counted="辆")
    added = tuple(cues()["counted"].get(query.counted or "", ()))
    if added and query.kind == "count":
        chunks = tuple(
            replace(c, pieces=tuple(replace(p, concepts=(*p.concepts, *added)) if p.concepts else p for p in c.pieces))
            for c in chunks
        )
    chunks = tuple(replace(c, pieces=tuple(map(_heard, c.pieces))) for c in chunks)
    chunks = tuple(replace(c, pieces=tuple(replace(p, concepts=_twins(p.concepts)) for p in c.pieces)) for c in chunks)
    beside = cues()["beside"]
    chunks = (
        tuple(
            replace(
                c,
                pieces=tuple(
                    replace(p, concepts=(*p.concepts, *(k for key in p.concepts for k in beside.get(key, ()))))
                    for p in c.pieces
                ),
            )
            for c in chunks
        )
        if query.kind == "count" or query.measure in ("批次", "人次")
        else chunks
    )
    over = bool(re.search(cues()["asked"]["over"], query.text)) and query.kind not in _IN_WORDS
    both = over or (query.base == "年初预算" and query.stages == ("决算",))
    return replace(
        query,
        chunks=chunks,
        stages=("决算", "预算") if both else query.stages,
        kind="change" if over else _kind_with_items(query, chunks),
    )


def _kind_with_items(query: Query, chunks: tuple[Chunk, ...]) -> str:
    """Several items, bodies or years with a word for all of them together ask for a sum, whatever else the words say."""
    if query.kind not in ("figure", "count", "rank", "change") or re.search("谁|哪|最|分别|比", query.text):
        return query.kind
    if query.kind == "change" and len(query.years) > 1:  # 2022到2023年涨了多少
        return query.kind
    items = [p for c in chunks for p in c.pieces if p.concepts and "政府采购" not in p.concepts]
    joined = re.search(r"[、和与加及跟]|费(?=[^、和与加及跟]{1,6}费)", query.words)
    together = re.search("一共|总共|(?<!公)共|合计|累计|总额|加起来|加上|加在|加一|加总", query.words)
    listed = any("、" in p.text and not p.text.endswith("合计") for p in items)  # 水电费 is spelled out as two
    if together and (len(query.years) > 1 or listed or (joined and len(items) > 1)):
        return "sum"
    return "sum" if re.search(r"费加[^?]{1,8}费", query.words) else query.kind


@cache
def _sounding() -> dict[str, tuple[str, ...]]:
    """Names of three characters and more by their sound."""
    found: dict[str, tuple[str, ...]] = {}
    for name, keys in load().question_names.items():
        if 3 <= len(name) <= 8:
            found[sounds(name)] = tuple(dict.fromkeys((*found.get(sounds(name), ()), *keys)))
    return found


def _heard(piece: Piece) -> Piece:
    """A word that no list knows but that sounds like a name (接代费) is taken for it."""
    also = (*cues()["also"].get(piece.text, ()), *cues()["second"].get(piece.text, ()))
    if also:
        return replace(piece, concepts=(*piece.concepts, *also))
    if piece.concepts or not 3 <= len(piece.text) <= 8 or not re.fullmatch(r"[\u4e00-\u9fff]+", piece.text):
        return piece
    return replace(piece, concepts=_sounding().get(sounds(piece.text), ()))


def _twins(keys: tuple[str, ...]) -> tuple[str, ...]:
    """A notion of the economic classification with its namesake of the functional one (缴费 and 缴费支出)."""
    concepts = load().concepts
    twins = [t for k in keys for t in (f"{k}支出", k.removesuffix("支出")) if t in concepts]
    return tuple(dict.fromkeys((*keys, *twins)))


def with_default_topic(query: Query) -> Query:
    """A question about a budget as such, naming no item, is about its total; about money spent, its expenditure."""
    if query.kind not in ("figure", "change", "percent", "sum", "rank"):
        return query
    if query.chunks and not all(c.text in ("总", "总额", "总预算", "钱") or _empty(c) for c in query.chunks):
        return query
    if query.stages or query.base or re.search("预算|决算|收支|完成", query.text):
        return replace(query, chunks=(_TOTAL,))
    return replace(query, chunks=(_SPENT,)) if re.search("花|支出|用了多少钱|钱", query.text) else query


def _empty(chunk: Chunk) -> bool:
    """Whether a chunk says nothing at all: words that may be part of a name (事务, 项目) say something."""
    weak = cues()["stop"]["weak"]
    said = [word for word in plain_words(chunk.text) if word in weak or word not in empty_words()]
    return not any(p.concepts for p in chunk.pieces) and not said


WHOLE = "收支总额"
_TOTAL = Chunk(text=WHOLE, pieces=(Piece(text=WHOLE, concepts=("收支总计", "支出总计", "收入总计")),))
_SPENT = Chunk(text="支出总额", pieces=(Piece(text="支出总额", concepts=("支出总计",)),))


def is_paper(keys: Sequence[str]) -> bool:
    """Whether notions only say which paper is meant (部门预算)."""
    concepts = load().concepts
    return all(re.fullmatch(r"(部门|单位|政府)?(预算|决算)", key) for key in keys if key in concepts)


def without_places(found: tuple[Chunk, ...], orgs: Iterable[str]) -> tuple[Chunk, ...]:
    """Left out: words that only repeat a part of a chosen body's name (江苏这四家), also in front of other words."""
    names = tuple(orgs)
    kept = []
    for chunk in found:
        first, *rest = chunk.pieces
        free = not first.concepts and len(first.text) > 1
        if rest and free and any(org.startswith(first.text) for org in names):
            chunk = replace(chunk, text=chunk.text.removeprefix(first.text), pieces=tuple(rest))
        elif free and not rest and any(first.text in org for org in names):
            continue
        kept.append(chunk)
    return tuple(kept) or found
