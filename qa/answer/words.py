"""Deciding questions that sentences answer: reasons, definitions, duties, lists, and what the library holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from index.language.fold import fold_text
from index.model import Figure, Measure
from qa.answer import glossary, reasons, structure, texts
from qa.answer.cells import asks_day, codes, published, text_cell
from qa.answer.enumerations import joined
from qa.answer.lookup import candidates, complete
from qa.answer.outcome import Found, Missing, Outcome
from qa.answer.phrase import amount, there_is, title
from qa.answer.rows import enumerated
from qa.answer.sentences import Sentence
from qa.answer.shelf import Shelf
from qa.answer.together import told_together
from qa.answer.turns import asked_turn
from qa.model import Query
from qa.question.slots import cues

_LIMIT = 900
_NAMED = 0.7  # how much of the question a row must name whose cell tells the reason
# What a budget is made up of: the body itself beside its units.
_COMPOSED = re.compile("组成|构成|编制范围|包括|纳入")

Teller = Callable[[Query, Sequence[Sentence]], texts.Told | None]


def sentences_for(query: Query, shelf: Shelf, *, strict: bool = True) -> list[tuple[Sentence, ...]]:
    """The sentences of the documents that the slots admit, latest document first."""
    orgs = query.orgs or tuple(shelf.by_org)
    found = []
    for org in orgs:
        infos = shelf.select(org, years=query.years, stages=query.stages, scopes=query.scopes)
        # Where no paper of the stage is held, the word tells a base or a column (年初没有预算): it shuts nothing out.
        infos = infos or shelf.select(org, years=query.years, scopes=query.scopes)
        if not infos and not strict:
            infos = shelf.by_org.get(org, ())
        found += [shelf.sentences(info.id) for info in infos]
    return found


def _tell(query: Query, shelf: Shelf, teller: Teller, *, strict: bool = True) -> texts.Told | None:
    """The best telling over the documents; of equally good ones the first, that is the latest."""
    best: texts.Told | None = None
    for told in sentences_for(query, shelf, strict=strict):
        found = teller(query, told)
        if found and (best is None or found.score > best.score + 1e-9):
            best = found
    return best


def spoken(told: texts.Told, limit: int = _LIMIT) -> str:
    """The sentences as one text, cut at a sentence's end."""
    kept: list[Sentence] = []
    for sentence in told.sentences:
        if kept and sum(len(s.text) for s in kept) + len(sentence.text) > limit:
            break
        kept.append(sentence)
    return joined(kept)


def told_by(shelf: Shelf, told: texts.Told, lead: str = "") -> Found:
    """What sentences say, under the document that says it; ``lead`` goes before."""
    info = shelf.named(told.sentences[0].document)
    head = f"据{info.org}{title(info)}公开文件：" if info and info.org else "据公开文件："
    return Found(text=f"{lead}{head}{spoken(told)}", told=told)


def _missing(query: Query, shelf: Shelf, what: str) -> Missing:
    org = query.orgs[0] if query.orgs else ""
    if query.years and not shelf.select(org, years=query.years):
        years = "、".join(f"{y}年" for y in query.years)
        return Missing(slot="year", text=f"资料库中没有{org}{years}的公开文件。{there_is(shelf, org)}")
    topic = "、".join(c.text for c in query.chunks) or query.original
    return Missing(slot="text", text=f"{org}的公开文件中没有找到“{topic}”的{what}。")


def reason(query: Query, shelf: Shelf) -> Outcome:
    """Why: the clause that a figure's own sentence gives, else the sentence that says so."""
    printed: list[Figure] = []
    for measure in (Measure.CHANGE, Measure.RATE, Measure.AMOUNT):
        for org in query.orgs[:1]:
            held = complete(candidates(replace(query, measure=measure.value, kind="figure"), shelf, org))
            printed += [c.figure for c in held if c.figure.reason and c.match.own >= 0.9]
    asked = asked_turn(query)
    printed = [f for f in printed if not asked.against(reasons.turn_of_figure(f, _sentence_of(shelf, f)))]
    told = _tell(query, shelf, reasons.reason)
    if printed and (told is None or told.explained < 0.95 or len(printed) == 1):
        chosen = printed[0]
        sentence = _sentence_of(shelf, chosen)
        if sentence:
            return told_by(shelf, texts.Told(sentences=sentence, score=1.0, explained=1.0))
    return told_by(shelf, told) if told else _told_in_cell(query, shelf) or _missing(query, shelf, "原因说明")


def _told_in_cell(query: Query, shelf: Shelf) -> Found | None:
    """The reason that a form tells in the row of the thing asked about (偏差原因)."""
    pieces = reasons.topic(query)
    best: tuple[float, Figure] | None = None
    for info in (i for org in query.orgs for i in shelf.select(org, years=query.years, stages=query.stages)):
        for figure in (
            f.figure for f in shelf.facets_of(info) if "原因" in f.aspect and f.figure.amount.strip("无—-/ ")
        ):
            named = texts.explained(pieces, figure.label) if pieces else 0.0
            if named >= _NAMED and (best is None or named > best[0]):
                best = (named, figure)
    if best is None:
        return None
    figure = best[1]
    return Found(
        text=f"{figure.org}公开文件中“{figure.label}”的“{figure.aspect}”为：{figure.amount}。", figures=(figure,)
    )


def _sentence_of(shelf: Shelf, figure: Figure) -> tuple[Sentence, ...]:
    """The sentences from a figure to its reason."""
    assert figure.reason is not None
    start = figure.source.span.start if figure.source.span else figure.reason.start
    low, high = min(start, figure.reason.start), max(start, figure.reason.end)
    told = shelf.sentences(figure.document)
    inside = [i for i, s in enumerate(told) if s.span.end > low and s.span.start < high]
    return tuple(told[inside[0] : reasons.full_stop(told, inside[-1]) + 1]) if inside else ()


def because(shelf: Shelf, figure: Figure) -> str:
    """The reason printed with a figure, as a sentence; "" where none is."""
    if figure.reason is None:
        return ""
    text = figure.reason.cut(shelf.document(figure.document).text).replace("\n", "").strip("，。；, ")
    return f"原文说明：{text}。" if text else ""


def comparison(shelf: Shelf, figure: Figure) -> tuple[str, tuple[Figure, ...]]:
    """What the document says of this figure against last year's (与上年持平 …) and the change that it prints; "", () where it
    says nothing."""
    if figure.source.quote is None or figure.measure != Measure.AMOUNT:
        return "", ()
    for facets in shelf.facets(figure.document):
        other = facets.figure
        if (
            other.measure == Measure.CHANGE
            and other.item == figure.item
            and other.label == figure.label
            and other.source.quote
            and other.year == figure.year
            and told_together(shelf, figure, other)
        ):
            base = other.base or "上年"
            if other.direction == 0:
                return f"与{base}持平。", (other,)
            if other.value is not None and other.direction:
                way = "增加" if other.direction > 0 else "减少"
                return f"比{base}{way}{amount(replace(other, amount=other.amount.lstrip('-')))}。", (other,)
    return "", ()


def definition(query: Query, shelf: Shelf) -> Outcome:
    """What a term means in the disclosures."""
    told = _tell(query, shelf, glossary.definition) or _tell(replace(query, years=()), shelf, glossary.definition)
    if told:
        return told_by(shelf, told)
    told = (
        _tell(query, shelf, glossary.answered)
        or _tell(query, shelf, glossary.explained_in)
        or _tell(query, shelf, texts.passage)
    )
    return told_by(shelf, told) if told and told.explained > 0.7 else _missing(query, shelf, "名词解释")


def duty(query: Query, shelf: Shelf) -> Outcome:
    """What the body is charged with."""
    told = _tell(query, shelf, texts.duty)
    return told_by(shelf, told) if told else _missing(query, shelf, "职责说明")


def _units(query: Query, shelf: Shelf) -> Found | None:
    """The units that a disclosure names as its own, from the latest document that names any."""
    for org in query.orgs:
        for info in shelf.select(org, years=query.years, stages=query.stages):
            if info.units:
                text = f"据{info.org}{title(info)}公开文件，其下属单位有{len(info.units)}个：{'、'.join(info.units)}。"
                names = [fold_text(unit) for unit in info.units]
                naming = [(sum(n in s.folded for n in names), s) for s in shelf.sentences(info.id)]
                most = max((number for number, _ in naming), default=0)
                told = next((s for number, s in naming if most and number == most), None)
                if told and _COMPOSED.search(query.text) and _COMPOSED.search(told.folded) and len(told.text) < _LIMIT:
                    text += f"原文：{told.text}"
                return Found(text=text, told=texts.Told(sentences=(told,), score=1.0, explained=1.0) if told else None)
    return None


def listing(query: Query, shelf: Shelf) -> Outcome:
    """An enumeration, a code, a text cell."""
    if asks_day(query):
        return published(query, shelf) or _missing(query, shelf, "公开日期")
    cell = enumerated(query, shelf) or text_cell(query, shelf) or codes(query, shelf)
    if cell:
        return cell
    if re.search("职[责能权]", query.text) and isinstance(charged := duty(query, shelf), Found):
        return charged
    if re.search(cues()["asked"]["units"], query.text) and (units := _units(query, shelf)):
        return units
    told = _tell(query, shelf, structure.offices) if structure.wants(query) else None
    told = told or _tell(query, shelf, texts.listing, strict=False)
    if told and re.search(r"下属|所属|派出|(哪些|预算|几家)单位", query.text):
        info = shelf.named(told.sentences[0].document)
        listed = "、".join(info.units) if info else ""
        told_of = told_by(shelf, told)
        return replace(told_of, text=f"{told_of.text}文件所列单位：{listed}。") if listed else told_of
    return told_by(shelf, told) if told else _missing(query, shelf, "内容")


def passage(query: Query, shelf: Shelf) -> Found | None:
    """The sentences nearest to a question that is none of the known kinds."""
    told = _tell(query, shelf, texts.passage)
    return told_by(shelf, told) if told and told.explained >= 0.75 else None
