"""A question's words → slots. Every slot says how it was understood."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from index.language.fold import fold_text
from index.language.thresholds import plain_threshold
from index.vocabulary import load
from qa.model import Chunk, Query, Request
from qa.question.coordination import spaced
from qa.question.fillers import idle
from qa.question.frames import Said, unframed
from qa.question.numbers import whole_number
from qa.question.organisations import Catalogue, OrgMention
from qa.question.periods import parts_of_year
from qa.question.slots import Years, cues, every, first, kind_of, read_years
from qa.question.terms import Trie, chunks, table_named
from qa.question.topic import is_paper, with_topic, without_places

_CODE = re.compile(
    r"(?<![\d.])(?:[123]\d{2}(?:\d{2}){0,2})(?=科目|的|是|这|,|，|编码|代码|$|[\u4e00-\u9fff])(?!年|万|元|亿|个|人|名|辆|台|件|次|家|户|分)"
)
_TOP = re.compile(
    r"前([一二两三四五六七八九十]|\d{1,2})(?:名|位|项|个|笔|大|家)?|最[^?]{0,3}的?([两二三四五六七八九十]|\d{1,2})(?:项|个|笔|家)"
)
_BASE = re.compile(
    r"(?:比|较|相比)(?:(?:19|20)?\d{2}年?度?|上年度?|去年|前年)?的?(?:预算执行数?|执行数?|年初预算数?|预算数?|决算数?)(?![^?]{0,4}(?:和|与))"
)
# 完成调整后预算的百分之几: the budget is what the rate is of, no stage that is asked for.
_RATE_OF = re.compile(
    r"(?:年初|调整后?的?|中期调整|全年)?预算数?的?(?=(?:百分|比例|比重|%|几成|(?:完成|执行)(?:率|比例|进度|情况)))|(?:完成|达到?|为|占)了?(?:年初|调整后?的?|中期调整|全年)?预算数?的?(?=多少(?!万|元|钱|亿)|几)"
)
# 跟年初预算比省了多少, 占调整预算的比重: likewise, where a change or a rate is asked for.
_AS_BASE = re.compile(
    r"(?:比|较|跟|与|和|同|于|完成|占|为|超出?|达到?)了?(?:本年|当年|全年|中期|原)?的?(?:年初|调整后?的?|全年)?(?:预算|计划)(?:数|安排)?(?!收入|支出|执行)"
)
# 决算表中…的年初预算数是多少: the accounts are where to look, the budget is what is asked for.
_COLUMN = re.compile(
    r"决算(?:[ ,]|[^?]{0,12}(?:表|报告|公开|文件|里|中))[^?]{2,30}?的?(年初预算|调整预算|预算)数?(?:是|为|有)?多少(?![^?]*决算)"
)
# Years and papers, which a frame may tell.
_PAPER = re.compile(
    r"\d{2,4}年度?|去年|今年|前年|(?:部门|单位)?(?:预算|决算)(?=公开|报告|说明|表|文件|[^\u4e00-\u9fff])"
)
_LEVEL = re.compile(r"(?<=[\u4e00-\u9fff])\((?:项|款|类)\)")
_AGAINST = re.compile(
    r"(?:跟|与|和|同)(?:上年度?|去年|(?:19|20)?\d{2}年?度?)的?(?:预算执行数?|执行数?|年初预算数?|预算数?|决算数?)(?=相?比)"
)
_SPACED_OUT = re.compile(r"(?<!\S)\S(?:\s\S(?!\S)){3,}")  # written with a space after every character
_MANY = re.compile(
    r"这(?:[两二三四五六七八九十几]|\d+)(?:家|个)|哪(?:个|一个|家|一家|些)(?:部门|单位|局|委)|谁|各(?:部门|单位|家)|(?:[两二三四五六七八九十几]|\d+)(?:家|个)单位|所有(?:部门|单位)"
)


@cache
def names() -> Trie:
    """The vocabulary's names, aliases and colloquial names, for cutting questions."""
    return Trie(load().question_names)


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What a question is understood against: the library's bodies and years, the year of asking, and the names that a body's
    documents print (``labels_always``: those of the one document that is asked, whatever body is named)."""

    catalogue: Catalogue
    years: tuple[int, ...]
    today: int
    years_of: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    labels_of: Callable[[str], Trie] = lambda _: Trie({})
    labels_always: bool = False


def understand(request: Request, world: World) -> Query:
    """Read one question alone, without its thread. Options given in the request win over the words."""
    text = re.sub(r"\s+(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])\s+", " ", _spelled(fold_text(request.question)).strip())
    text = unframed(text, lambda words: _told(words, world))
    mentions = world.catalogue.find(text)
    orgs = {org for m in mentions for org in m.orgs}
    held = sorted({year for org in orgs for year in world.years_of.get(org, ())}) or world.years
    years = read_years(text, today=world.today, available=tuple(held))
    parts = parts_of_year(text)
    hidden = _hidden(text, mentions, years) + [(part.start, part.end) for part in parts]
    coded = [m.span() for m in _CODE.finditer(text)]
    printed = world.labels_of(next(iter(orgs), "")) if len(orgs) == 1 or world.labels_always else Trie({})
    units = {run: unit for run, unit, org in world.catalogue.units_in(text) if orgs == {org} and run not in orgs}
    printed = printed.also(dict.fromkeys(units, ())) if units else printed
    named = chunks(spaced(text), [*hidden, *coded], names(), printed)
    kind = _kind(text)
    stages, scopes = _stages(text, kind), every("scopes", _without_names(text, named))
    query = Query(
        text=text,
        original=request.question,
        kind=kind,
        years=years.asked,
        base_year=years.base,
        year_how=years.how,
        year_unread="" if request.year else years.unread,
        months=parts[0].months if len({part.months for part in parts}) == 1 else None,
        stages=stages,
        scopes=scopes,
        measure=first("measures", text),
        counted=first("units", text),
        money=first("money", text),
        base=first("bases", text),
        top=_top(text),
        lowest=bool(re.search(r"最(少|低|小|便宜)|从(低|少|小)到", text)),
        codes=tuple(m.group() for m in _CODE.finditer(text)),
        table=table_named(text, hidden),
        chunks=_with_units(without_places(named or chunks(spaced(text), hidden, names(), printed), orgs), units),
        words="".join(" " if any(a <= i < b for a, b in hidden) else c for i, c in enumerate(text)),
    )
    return _with_options(_with_orgs(with_topic(query), mentions), request, world)


def _with_units(found: tuple[Chunk, ...], units: Mapping[str, str]) -> tuple[Chunk, ...]:
    """Each piece that is short for a unit with the unit's full name."""
    return tuple(
        replace(c, pieces=tuple(replace(p, unit=units[p.text]) if p.text in units else p for p in c.pieces))
        for c in found
    )


def _without_names(text: str, named: Sequence[Chunk]) -> str:
    """The question without the notions that have 单位 or 部门 in their names (单位预留机动经费), papers left in."""
    for piece in (p for c in named for p in c.pieces if p.concepts and not is_paper(p.concepts)):
        text = text.replace(piece.text, "") if re.search("单位|部门", piece.text) else text
    return text


def _kind(text: str) -> str:
    """The kind that the words outside brackets tell; failing that, those inside, unless they only name a table."""
    plain = kind_of(re.sub(r"\([^)]*\)", "", text))
    whole = kind_of(text) if plain == "figure" else plain
    if plain == "change" and re.search(r"\([^)]*(?:百分|%|比率)[^)]*\)", text):
        return "percent"
    return plain if whole == "source" else whole


def _told(words: str, world: World) -> Said:
    bodies = [m.text for m in world.catalogue.find(words) if m.orgs]
    rest = words
    for body in bodies:
        rest = rest.replace(body, " ")
    papers = _PAPER.findall(rest)
    rest = _PAPER.sub(" ", rest)
    notion = any(names().at(rest, i)[0] > 2 for i in range(len(rest)))
    return Said(kept="".join((*bodies, *papers)), notion=notion, idle=not notion and idle(rest))


def _spelled(text: str) -> str:
    text = _SPACED_OUT.sub(lambda run: re.sub(r"\s", "", run.group()), text)
    for wrong, right in cues()["spelling"].items():
        text = re.sub(wrong, right, text)
    return plain_threshold(_LEVEL.sub("", text))


def _hidden(text: str, mentions: Sequence[OrgMention], years: Years) -> list[tuple[int, int]]:
    tails = [(m.end, m.end + 2) for m in mentions if re.match("机关(?!运行)", text[m.end :])]
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


def _stages(text: str, kind: str) -> tuple[str, ...]:
    """The stages that the words tell, the most specific first; 预算 is dropped where 年初预算 or 执行数 stands for it."""
    text = _RATE_OF.sub("", _AGAINST.sub("", _BASE.sub("", text)))
    if kind in ("change", "percent", "share"):
        text = _AS_BASE.sub("", text)
    column = _COLUMN.search(text)
    if column:
        return (column.group(1),)
    found = list(every("stages", re.sub("预算执行数?", "执行数", text)))
    bare = re.sub(
        r"预算[内外]|一般公共预算|公共财政预算|政府性基金预算|基金预算|国有资本经营预算|年初预算数?|调整预算数?|全年预算数?|预算执行数?|预算资金|预算单位|预算科目|预算表|预算科",
        "",
        text,
    )
    if "预算" in found and not any(re.search(p, bare) for p in cues()["stages"]["预算"]):
        found.remove("预算")
    return tuple(found)


def _top(text: str) -> int | None:
    match = _TOP.search(text)
    return whole_number(match[1] or match[2]) if match else None
