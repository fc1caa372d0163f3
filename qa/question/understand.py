"""A question's words → slots. Every slot says how it was understood."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from index.language.fold import fold_text
from index.language.thresholds import plain_threshold
from index.vocabulary import Concept, load
from qa.model import Chunk, Piece, Query, Request
from qa.question.alignment import sounds
from qa.question.frames import unframed
from qa.question.organisations import Catalogue, OrgMention
from qa.question.slots import Years, cues, every, first, kind_of, read_years
from qa.question.terms import Trie, chunks

_CODE = re.compile(
    r"(?<![\d.])(?:[123]\d{2}(?:\d{2}){0,2})(?=科目|的|是|这|,|，|编码|代码|$|[\u4e00-\u9fff])(?!年|万|元|亿)"
)
_TOP = re.compile(
    r"前([一二三四五六七八九十]|\d{1,2})(?:名|位|项|个|笔|大|家)?|最[^?]{0,3}的?([两二三四五六七八九十]|\d{1,2})(?:项|个|笔|家)"
)
_BASE = re.compile(
    r"(?:比|较|相比)(?:(?:19|20)?\d{2}年?度?|上年度?|去年|前年)?的?(?:预算执行数?|执行数?|年初预算数?|预算数?|决算数?)(?![^?]{0,4}(?:和|与))"
)
_NUMBERS = {c: i for i, c in enumerate("零一二三四五六七八九十")} | {"两": 2}
_MANY = re.compile(
    r"这(?:[两二三四五六七八九十几]|\d+)(?:家|个)|哪(?:个|一个|家|一家|些)(?:部门|单位|局|委)|谁|各(?:部门|单位|家)|(?:[两二三四五六七八九十几]|\d+)(?:家|个)单位|所有(?:部门|单位)"
)


@cache
def names() -> Trie:
    """The vocabulary's names, aliases and colloquial names, for cutting questions."""
    return Trie(load().question_names)


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What a question is understood against: the library's bodies and years, and the year of asking."""

    catalogue: Catalogue
    years: tuple[int, ...]
    today: int
    years_of: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


def understand(request: Request, world: World) -> Query:
    """Read one question alone, without its thread. Options given in the request win over the words."""
    text = re.sub(r"\s+(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])\s+", " ", _spelled(fold_text(request.question)).strip())
    text = unframed(text, lambda words: _tells(words, world.catalogue))
    mentions = world.catalogue.find(text)
    orgs = {org for m in mentions for org in m.orgs}
    held = sorted({year for org in orgs for year in world.years_of.get(org, ())}) or world.years
    years = read_years(text, today=world.today, available=tuple(held))
    hidden = _hidden(text, mentions, years)
    coded = [m.span() for m in _CODE.finditer(text)]
    named = chunks(text, [*hidden, *coded], names())
    kind = kind_of(text)
    stages, scopes = _stages(text), every("scopes", text)
    query = Query(
        text=text,
        original=request.question,
        kind=kind,
        years=years.asked,
        base_year=years.base,
        year_how=years.how,
        stages=stages,
        scopes=scopes,
        measure=first("measures", text),
        counted=first("units", text),
        money=first("money", text),
        base=first("bases", text),
        top=_top(text),
        lowest=bool(re.search(r"最(少|低|小|便宜)|从(低|少|小)到", text)),
        codes=tuple(m.group() for m in _CODE.finditer(text)),
        chunks=_without_places(named or chunks(text, hidden, names()), orgs),
        words="".join(" " if any(a <= i < b for a, b in hidden) else c for i, c in enumerate(text)),
    )
    return _with_options(_with_orgs(_with_topic(query), mentions), request, world)


def _tells(words: str, catalogue: Catalogue) -> bool:
    """Whether words name a body, a year or a notion: no mere frame of a question."""
    if any(m.orgs for m in catalogue.find(words)) or re.search(r"\d{2,4}年|去年|今年|前年", words):
        return True
    return any(names().at(words, i)[0] > 2 for i in range(len(words)))


def _with_topic(query: Query) -> Query:
    """Notions that only say which paper is meant (部门预算) are left out; what is counted (辆) adds its notion."""
    concepts = load().concepts
    kept = tuple(c for c in query.chunks if not all(p.concepts and _is_paper(p.concepts, concepts) for p in c.pieces))
    chunks = kept if kept or query.kind == "definition" else ()
    if query.kind == "definition" and not kept:
        chunks = query.chunks
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
    over = bool(re.search("超了?预算|超支|突破预算", query.text))
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
    items = [p for c in chunks for p in c.pieces if p.concepts and "政府采购" not in p.concepts]
    joined = re.search(r"[、和与加及跟]|费(?=[^、和与加及跟]{1,6}费)", query.words)
    together = re.search("一共|总共|共|合计|总额|加起来|加上|加在|加一|加总", query.words)
    if together and (len(query.years) > 1 or (joined and len(items) > 1)):
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
    if piece.text in cues()["also"]:
        return replace(piece, concepts=(*piece.concepts, *cues()["also"][piece.text]))
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
    if query.chunks and not all(c.text in ("总", "总额", "总预算", "钱") for c in query.chunks):
        return query
    if query.stages or query.base or re.search("预算|决算|收支|完成", query.text):
        return replace(query, chunks=(_TOTAL,))
    return replace(query, chunks=(_SPENT,)) if re.search("花|支出|用了多少钱|钱", query.text) else query


WHOLE = "收支总额"
_TOTAL = Chunk(text=WHOLE, pieces=(Piece(text=WHOLE, concepts=("收支总计", "支出总计", "收入总计")),))
_SPENT = Chunk(text="支出总额", pieces=(Piece(text="支出总额", concepts=("支出总计",)),))


def _is_paper(keys: Sequence[str], concepts: Mapping[str, Concept]) -> bool:
    return all(re.fullmatch(r"(部门|单位|政府)?(预算|决算)", key) for key in keys if key in concepts)


def _without_places(found: tuple[Chunk, ...], orgs: Iterable[str]) -> tuple[Chunk, ...]:
    """Left out: words that only repeat a part of a chosen body's name (江苏这四家)."""
    return tuple(
        c
        for c in found
        if any(p.concepts for p in c.pieces) or not any(len(c.text) > 1 and c.text in org for org in orgs)
    )


def _spelled(text: str) -> str:
    for wrong, right in cues()["spelling"].items():
        text = text.replace(wrong, right)
    return plain_threshold(text)


def _hidden(text: str, mentions: Sequence[OrgMention], years: Years) -> list[tuple[int, int]]:
    tails = [(m.end, m.end + 2) for m in mentions if text[m.end : m.end + 2] == "机关"]
    return [(m.start, m.end) for m in mentions if m.end > m.start] + tails + list(years.spans)


def _with_orgs(query: Query, mentions: Sequence[OrgMention]) -> Query:
    known = [m for m in mentions if m.orgs]
    unknown = next((m.text for m in mentions if not m.orgs), None)
    orgs = tuple(dict.fromkeys(org for m in known for org in m.orgs))
    several = len(known) > 1 or bool(orgs and len(orgs) > 1 and _MANY.search(query.text))
    return replace(
        query,
        orgs=orgs,
        org_open=len(orgs) > 1 and not several,
        unknown_org=unknown,
        unit=next((m.text for m in known if m.how == "下属单位"), None),
        understood=tuple(("单位", "、".join(m.orgs) or m.text, m.how) for m in mentions),
    )


def _with_options(query: Query, request: Request, world: World) -> Query:
    changes: dict[str, object] = {}
    if request.org:
        found = world.catalogue.find(fold_text(request.org))
        orgs = tuple(dict.fromkeys(org for m in found for org in m.orgs))
        changes |= {"orgs": orgs, "org_open": len(orgs) > 1, "unknown_org": None if orgs else request.org}
    if request.year:
        changes |= {"years": (request.year,), "year_how": "指定"}
    if request.stage:
        changes["stages"] = (request.stage,)
    if request.scope:
        changes["scopes"] = (request.scope,)
    return replace(query, **changes) if changes else query  # type: ignore[arg-type]


def _stages(text: str) -> tuple[str, ...]:
    """The stages that the words tell, the most specific first; 预算 is dropped where 年初预算 or 执行数 stands for it."""
    text = _BASE.sub("", text)
    found = list(every("stages", re.sub("预算执行数?", "执行数", text)))
    bare = re.sub(
        r"一般公共预算|政府性基金预算|基金预算|国有资本经营预算|年初预算数?|调整预算数?|全年预算数?|预算执行数?|预算资金|预算单位|预算科目|预算表|预算科",
        "",
        text,
    )
    if "预算" in found and not any(re.search(p, bare) for p in cues()["stages"]["预算"]):
        found.remove("预算")
    return tuple(found)


def _top(text: str) -> int | None:
    match = _TOP.search(text)
    if not match:
        return None
    digits = match.group(1) or match.group(2)
    return _NUMBERS[digits] if digits in _NUMBERS else int(digits)
