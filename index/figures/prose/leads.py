"""The words in front of a number: what kind of quantity it is, compared with what, of which year and stage."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.figures.prose.rules import rules
from index.language.numerals import Amount
from index.language.periods import periods
from index.model import Measure

_COUNTED = {
    "people": Measure.PEOPLE,
    "batches": Measure.BATCHES,
    "visits": Measure.VISITS,
    "area": Measure.AREA,
    "count": Measure.COUNT,
    "money": Measure.AMOUNT,
    "foreign": Measure.AMOUNT,
    "rate": Measure.INDICATOR,
    "": Measure.AMOUNT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """``words`` are what names the subject. ``is_base``: the amount is what the next one is compared with,
    ``is_whole``: what the next one is a share of (占本部门支出100万元的30%);
    ``verb``: its verb stands before the noun; ``adjoins``: it is of the subject of the number before; ``name``: it is of this one of several names (分别)."""

    measure: Measure
    words: str
    direction: int | None = None
    base: str | None = None
    whole: str = ""
    year: int | None = None
    stage: str | None = None
    template: bool = False
    rate: str | None = None
    is_base: bool = False
    is_whole: bool = False
    adjoins: bool = False
    verb: bool = False
    name: str | None = None


def read_lead(text: str, amount: Amount, year: int | None) -> Lead:
    """Understand the words between the last stop and a number; ``year`` is the document's."""
    if amount.dimension == "rate":
        return _rate(text, year)
    change = (
        _change(text, year)
        if amount.dimension in ("money", "foreign", "people", "count", "visits", "batches")
        else None
    )
    if change is not None:
        return change
    if match := rules()["compare.of"].search(text) or rules()["compare.with"].search(text):
        return Lead(
            measure=_COUNTED[amount.dimension],
            words=text[: match.start("cue")],
            base=base_of(match["ref"], year),
            year=next((period.year for period in periods(match["ref"], year)), None),
            stage=stage_of(match["ref"]),
            is_base=True,
        )
    if match := rules()["share.whole"].match(text):
        return Lead(measure=_COUNTED[amount.dimension], words=match["whole"], year=_year(text, year), is_whole=True)
    if match := rules()["compare.adjusted"].search(text):
        return Lead(
            measure=_COUNTED[amount.dimension],
            words=text[: match.start()],
            year=_year(text[: match.start()], year),
            stage="调整预算",
        )
    until = rules()["compare.until"].search(text)
    base, rest = compared(text[: until.start()] if until else text, year)
    return Lead(
        measure=_COUNTED[amount.dimension],
        words=rest if until else text,
        base=base,
        year=_year(rest, year) or year if until else _year(text, year),
        stage=stage_of(text),
    )


def _rate(text: str, year: int | None) -> Lead:
    if match := rules()["share.done"].search(text):
        return Lead(
            measure=Measure.SHARE,
            words=text[: match.start()],
            base=_done_base(match["name"] or ""),
            whole=match["name"] or "",
            rate="完成",
        )
    change = _change(text, year)
    if change is not None:
        return Lead(
            measure=Measure.RATE,
            words=change.words,
            direction=change.direction,
            base=change.base,
            template=change.template,
            rate="增长",
        )
    if match := rules()["share.of"].match(text):
        return Lead(measure=Measure.SHARE, words=text[: match.start("whole") - 1], whole=match["whole"], rate="占比")
    if match := rules()["share.rate"].match(text):
        return Lead(measure=Measure.SHARE, words=match["name"], rate="占比")
    return Lead(measure=Measure.INDICATOR, words=text)


def _done_base(name: str) -> str:
    return next((base for base, words in rules().targets if words.search(name)), "预算")


def _change(text: str, year: int | None) -> Lead | None:
    """增加, 比上年减少, 小于上年预算数 … right in front of the number."""
    if rules()["compare.until"].search(text):
        return None
    if match := rules()["compare.beside"].search(text):
        return Lead(
            measure=Measure.CHANGE,
            words=text[: match.start()],
            direction=1 if re.match(rules()["compare.up"], match["cue"]) else -1,
            base=base_of(match["ref"], year),
        )
    base, rest = compared(text, year)
    if base is not None and (match := rules()["compare.same"].search(rest)) and match.end() == len(rest):
        return Lead(measure=Measure.CHANGE, words=rest[: match.start()], direction=0, base=base)
    template = rules()["compare.template"].search(text) is not None
    if match := rules()["compare.change"].search(text):
        cue = match["cue"]
        words = rest[: rest.rindex(cue)] if cue in rest else ""
        if base is None and (free := rules()["compare.free"].search(words)):
            base, words = base_of(free["ref"], year), words[: free.start("cue")]
        if template:
            words = rest[: m.start()] if (m := rules()["compare.template"].search(rest)) else ""
        direction = 1 if rules()["compare.up"].match(cue) else -1
        return Lead(
            measure=Measure.CHANGE, words=words, direction=0 if template else direction, base=base, template=template
        )
    if (match := rules()["compare.verb_noun"].search(rest)) and (match["cue"] != "新增" or base is not None):
        if match.start() and base is None and not re.search(r"[,;:、]$", rest[: match.start()]):
            # 因人员增加安排…: a verb inside a longer phrase is no statement about the number.
            return None
        return Lead(
            measure=Measure.CHANGE,
            words=match["noun"],
            direction=1 if rules()["compare.up"].match(match["cue"]) else -1,
            base=base,
            verb=True,
        )
    return None


def compared(text: str, year: int | None) -> tuple[str | None, str]:
    """(base of comparison, the text without the phrase that names it)."""
    base = None
    rest = text
    while match := rules()["compare.phrase"].search(rest):
        base = "上年" if match["yoy"] else "同口径" if match["alike"] else base_of(match["ref"], year)
        rest = rest[: match.start()] + rest[match.end() :]
    return base, rest


def base_of(ref: str, year: int | None) -> str | None:
    """上年预算, 上年决算, 上年执行, 年初预算 …: what the words of a comparison name, in one form."""
    if "序时" in ref:
        return "序时"
    found = periods(ref, year if year is not None else 0)
    stage = next((name for name, words in rules().stages if words.search(re.sub(r"\([^()]*\)", "", ref))), None) or ""
    if not found:
        return stage or None
    named = found[0]
    if re.match(r"(?:本年|今年|当年)", ref[named.start : named.end]):
        return stage or None
    if named.relative or (year is not None and named.year == year - 1):
        return f"上年{stage}"
    if year is not None and named.year == year:
        return stage or f"{named.year}年"
    return f"{named.year}年{stage}"


def _year(text: str, year: int | None) -> int | None:
    """The year that the words name for the number, None where they name none."""
    found = [p for p in periods(text, year) if not p.date]
    for period in reversed(found):
        after = text[period.end :]
        if period.relative and any(p.end == period.start for p in found):
            continue
        if period.relative and not re.match(r"(?:当年)?(?:年初|预算|决算|执行|数|为|支出|收入|的$)", after):
            continue
        return period.year
    return None


def stage_of(text: str) -> str | None:
    """What the end of the words says of the stage; fund names such as 一般公共预算 say nothing."""
    plain = rules()["stage.not"].sub(lambda m: "□" * len(m[0]), text)
    return next((name for name, words in rules().stages if words.search(plain)), None)
