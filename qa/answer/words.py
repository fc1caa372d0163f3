"""Deciding questions that sentences answer: reasons, definitions, duties, lists, and what the library holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from index.language.fold import fold_text
from index.language.numerals import han_number
from index.library import DocumentInfo
from index.model import Figure, Measure
from qa.answer import texts
from qa.answer.lookup import candidates, complete, same_unit
from qa.answer.outcome import Found, Missing, Outcome, Unclear
from qa.answer.phrase import options, there_is, title
from qa.answer.sentences import Sentence
from qa.answer.shelf import Shelf
from qa.model import Chunk, Piece, Query, Value
from qa.question.organisations import words as organisation_words
from qa.question.understand import names

_WHOLE = re.compile(r"占(?P<whole>[^?]*?)(?:的?(?:比例|比重|百分之几|百分之多少|百分比|多少|几成|多大|份额|%|几))")
_COUNTED = r"(?P<number>\d[\d,.]*|[一二三四五六七八九十百两]+)\s*(?P<more>余|多)?(?P<unit>{units})"
_CLAUSE = re.compile(r"[,，、;；。:：()（）]|\d+[人名个辆台件次家篇]")
_LIMIT = 900
_SAMPLE = Query(text="", original="", kind="figure", chunks=(Chunk(text="三公经费", pieces=()),))

Teller = Callable[[Query, Sequence[Sentence]], texts.Told | None]


def _sentences(query: Query, shelf: Shelf, *, strict: bool = True) -> list[tuple[Sentence, ...]]:
    """The sentences of the documents that the slots admit, latest document first."""
    orgs = query.orgs or tuple(shelf.by_org)
    found = []
    for org in orgs:
        infos = shelf.select(org, years=query.years, stages=query.stages, scopes=query.scopes)
        if not infos and not strict:
            infos = shelf.by_org.get(org, ())
        found += [shelf.sentences(info.id) for info in infos]
    return found


def _tell(query: Query, shelf: Shelf, teller: Teller, *, strict: bool = True) -> texts.Told | None:
    """The best telling over the documents; of equally good ones the first, that is the latest."""
    best: texts.Told | None = None
    for told in _sentences(query, shelf, strict=strict):
        found = teller(query, told)
        if found and (best is None or found.score > best.score + 1e-9):
            best = found
    return best


def spoken(told: texts.Told, limit: int = _LIMIT) -> str:
    """The sentences as one text, cut at a sentence's end."""
    text = ""
    for sentence in told.sentences:
        if text and len(text) + len(sentence.text) > limit:
            break
        text += sentence.text
    return text


def _found(shelf: Shelf, told: texts.Told, lead: str = "") -> Found:
    info = shelf.named(told.sentences[0].document)
    head = f"据{info.org}{title(info)}公开文件：" if info and info.org else "据公开文件："
    return Found(text=f"{lead or head}{spoken(told)}", told=told)


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
    told = _tell(query, shelf, texts.reason)
    if printed and (told is None or told.explained < 0.95 or len(printed) == 1):
        chosen = printed[0]
        sentence = _sentence_of(shelf, chosen)
        if sentence:
            return _found(shelf, texts.Told(sentences=sentence, score=1.0, explained=1.0))
    return _found(shelf, told) if told else _missing(query, shelf, "原因说明")


def _sentence_of(shelf: Shelf, figure: Figure) -> tuple[Sentence, ...]:
    """The sentences from a figure to its reason."""
    assert figure.reason is not None
    start = figure.source.span.start if figure.source.span else figure.reason.start
    low, high = min(start, figure.reason.start), max(start, figure.reason.end)
    return tuple(s for s in shelf.sentences(figure.document) if s.span.end > low and s.span.start < high)


def because(shelf: Shelf, figure: Figure) -> str:
    """The reason printed with a figure, as a sentence; "" where none is."""
    if figure.reason is None:
        return ""
    text = figure.reason.cut(shelf.document(figure.document).text).replace("\n", "").strip("，。；, ")
    return f"原文说明：{text}。" if text else ""


def comparison(shelf: Shelf, figure: Figure) -> str:
    """What the document says of this figure against last year's: ，与上年持平 …; "" where it says nothing."""
    if figure.source.quote is None or figure.measure != Measure.AMOUNT:
        return ""
    for facets in shelf.facets(figure.document):
        other = facets.figure
        if (
            other.measure == Measure.CHANGE
            and other.item == figure.item
            and other.label == figure.label
            and other.source.quote
            and other.year == figure.year
        ):
            base = other.base or "上年"
            if other.direction == 0:
                return f"与{base}持平。"
            if other.value is not None and other.direction:
                return f"比{base}{'增加' if other.direction > 0 else '减少'}{other.amount}{other.unit or ''}。"
    return ""


def definition(query: Query, shelf: Shelf) -> Outcome:
    """What a term means in the disclosures."""
    told = _tell(query, shelf, texts.definition) or _tell(replace(query, years=()), shelf, texts.definition)
    if told:
        return _found(shelf, told)
    told = _tell(query, shelf, texts.passage)
    return _found(shelf, told) if told and told.explained > 0.7 else _missing(query, shelf, "名词解释")


def duty(query: Query, shelf: Shelf) -> Outcome:
    """What the body is charged with."""
    told = _tell(query, shelf, texts.duty)
    return _found(shelf, told) if told else _missing(query, shelf, "职责说明")


def listing(query: Query, shelf: Shelf) -> Outcome:
    """An enumeration, a code, a text cell."""
    cell = _text_cell(query, shelf) or codes(query, shelf) or _published(query, shelf)
    if cell:
        return cell
    told = _tell(query, shelf, texts.listing, strict=False)
    return _found(shelf, told) if told else _missing(query, shelf, "内容")


def _text_cell(query: Query, shelf: Shelf) -> Found | None:
    """A cell that holds words (规格, 目录序号, 评价标准), found by its row and column."""
    for org in query.orgs:
        asked = replace(query, measure=Measure.INDICATOR.value)
        if query.unit:
            piece = Piece(text=fold_text(query.unit))
            asked = replace(asked, chunks=(Chunk(text=piece.text, pieces=(piece,)), *query.chunks))
        held = [
            c
            for c in complete(candidates(asked, shelf, org))
            if c.match.aspect >= 0.72 and c.match.own >= 0.72 and c.figure.amount
        ]
        if held and held[0].figure.aspect:
            chosen = held[0].figure
            return Found(
                text=f"{org}公开文件中“{chosen.label}”的“{chosen.aspect}”为：{chosen.amount}。", figures=(chosen,)
            )
    return None


def codes(query: Query, shelf: Shelf) -> Found | None:
    """30311是什么 / 住房公积金的科目编码: codes as printed in the tables of each document asked about."""
    for org in query.orgs:
        infos = shelf.select(org, years=_all_years(query), stages=query.stages, scopes=query.scopes)
        if query.codes:
            rows = [(i, f.figure) for i in infos for f in shelf.facets(i.id) if f.figure.code in query.codes]
            first = {info.id: (info, figure) for info, figure in reversed(rows)}
            if first:
                return _named_codes(query, list(first.values()))
        elif re.search(r"编码|代码|科目号", query.text):
            topic = tuple(c for c in query.chunks if not re.search(r"编码|代码|科目", c.text))
            asked = replace(query, chunks=topic)
            held = [c.figure for c in complete(candidates(asked, shelf, org)) if c.figure.code]
            economic = [f for f in held if (f.code or "").startswith("3") and len(f.code or "") in (3, 5)]
            chosen = next(iter(economic if "经济" in query.text else held), None)
            if chosen:
                text = f"{org}{chosen.year or ''}年公开文件中，“{chosen.label}”的科目编码为{chosen.code}。"
                return Found(text=text, figures=(chosen,))
    return None


def _all_years(query: Query) -> tuple[int, ...]:
    return (*query.years, *([query.base_year] if query.base_year else []))


def _named_codes(query: Query, rows: Sequence[tuple[DocumentInfo, Figure]]) -> Found:
    """What a code is called in each document, the latest first."""
    told = [f"{info.org}{title(info)}中，科目编码{figure.code}为“{figure.label}”" for info, figure in rows]
    figure = rows[0][1]
    valued = figure.value is not None and len(rows) == 1 and "多少" in query.text
    amount = f"，金额{figure.amount}{figure.unit or ''}" if valued else ""
    names = {figure.label for _, figure in rows}
    same = ("名称一致。" if len(names) == 1 else "名称不同。") if len(rows) > 1 else ""
    return Found(
        text="；".join(told) + amount + "。" + same,
        value=Value(amount=figure.amount, unit=figure.unit) if valued else None,
        figures=tuple(f for _, f in rows),
    )


def _published(query: Query, shelf: Shelf) -> Found | None:
    """哪天公布: the date that a page's metadata tells."""
    if not re.search(
        r"(哪天|哪一天|何时|什么时候|时间|日期).*(公布|公开|发布)|(公布|公开|发布).*(哪天|何时|什么时候|时间|日期)",
        query.text,
    ):
        return None
    for org in query.orgs:
        for info in shelf.select(org, years=query.years, stages=query.stages):
            if info.published:
                return Found(text=f"{info.org}{title(info)}于{info.published}公布（网页发布时间）。")
    return None


def counted(query: Query, shelf: Shelf) -> Found | None:
    """A count in a sentence that no figure was read from: the number before the asked counting word, nearest the topic."""
    if not query.counted or not query.chunks:
        return None
    units = "|".join(u for u in _counting_words() if same_unit(query.counted, u))
    pattern = re.compile(_COUNTED.format(units=units))
    best: tuple[float, Sentence, re.Match[str]] | None = None
    for told in _sentences(query, shelf):
        for sentence in told:
            for number in pattern.finditer(sentence.folded):
                before = re.split(_CLAUSE, sentence.folded[: number.start()])[-1]
                near = before[-16:] + re.split(_CLAUSE, sentence.folded[number.end() :])[0][:14]
                score = min((texts.said(p, near) for p in texts.pieces_of(query)), default=0.0)
                if score >= 0.8 and (best is None or score > best[0]):
                    best = (score, sentence, number)
    if best is None:
        return None
    _, sentence, number = best
    printed = number["number"].replace(",", "")
    value = printed if printed[0].isdigit() else han_number(printed)
    told_ = texts.Told(sentences=(sentence,), score=1.0, explained=1.0)
    return (
        Found(text=_found(shelf, told_).text, value=Value(amount=str(value), unit=number["unit"]), told=told_)
        if value is not None
        else None
    )


def _counting_words() -> tuple[str, ...]:
    return (
        "人次",
        "批次",
        "人",
        "名",
        "位",
        "辆",
        "台",
        "套",
        "个",
        "家",
        "件",
        "次",
        "批",
        "篇",
        "项",
        "处",
        "所",
        "场",
        "期",
        "户",
        "分",
        "平方米",
    )


def passage(query: Query, shelf: Shelf) -> Found | None:
    """The sentences nearest to a question that is none of the known kinds."""
    told = _tell(query, shelf, texts.passage)
    return _found(shelf, told) if told and told.explained >= 0.75 else None


def part_and_whole(query: Query) -> tuple[Query, Query | None]:
    """占…的比例: what stands before 占 is the part, what stands after it the whole; 占比 alone means of the total."""
    found = _WHOLE.search(query.text)
    at, cursor = query.text.find("占"), 0
    before: tuple[Chunk, ...] = ()
    after: tuple[Chunk, ...] = ()
    for chunk in query.chunks:
        place = query.text.find(chunk.text, cursor)
        cursor = max(cursor, place + len(chunk.text))
        if found and at < place < found.end():
            after = (*after, chunk)
        else:
            before = (*before, chunk)
    part = replace(query, kind="figure", chunks=before, measure=None)
    if after:
        return part, replace(query, kind="figure", chunks=after, measure=None)
    keys = [k for c in before for p in c.pieces for k in p.concepts]
    whole = _natural_whole(keys)
    return part, replace(query, kind="figure", chunks=(whole,), measure=None) if whole else None


def _natural_whole(keys: Sequence[str]) -> Chunk | None:
    from index.vocabulary import load

    concepts = load().concepts
    for key in keys:
        concept = concepts[key]
        flow = concept.flow or "支出"
        for name in ((concept.parent,) if concept.parent in ("三公经费",) else ()) + (f"{flow}总计",):
            if name and name in concepts:
                return Chunk(text=name, pieces=(Piece(text=name, concepts=(name,)),))
    return None


def whole_government(query: Query) -> bool:
    """Whether a place's whole government is meant."""
    place = any(how == "地区" for _, _, how in query.understood)
    return place and any(word in query.text for word in organisation_words()["whole_government"])


def known_topic(query: Query) -> bool:
    """Whether any word of the question is a notion of the vocabulary."""
    return any(p.concepts for p in texts.pieces_of(query)) or any(
        names().at(query.text, i)[0] for i in range(len(query.text))
    )


def unknown(query: Query, shelf: Shelf) -> Missing:
    """A body that the library does not hold; where its name stands in some disclosure, that sentence is told."""
    name = query.unknown_org or ""
    core = re.sub(r"^.*?(?:省|市|区|县)(?=.{3,})", "", name)
    for info in shelf.documents:
        text = fold_text(shelf.store.text_of(info.id))
        if name in text or (len(core) >= 4 and core in text):
            for sentence in shelf.sentences(info.id):
                if core in sentence.folded and re.search(r"并入|不单|不列|汇总|包括|包含|下属|所属", sentence.folded):
                    told = texts.Told(sentences=(sentence,), score=1.0, explained=1.0)
                    return Missing(
                        slot="org",
                        text=f"资料库中没有“{name}”单列的公开文件。{info.org}{title(info)}中写明：{sentence.text}",
                        told=told,
                    )
    return Missing(slot="org", text=f"资料库中没有“{name}”的公开文件。{there_is(shelf)}")


def catalog(query: Query, shelf: Shelf) -> Outcome:
    """What the library holds, of one body or of all."""
    if query.orgs:
        return Found(text=f"{query.orgs[0]}：{there_is(shelf, query.orgs[0])}")
    return Found(text=there_is(shelf))


def help_text(shelf: Shelf) -> Outcome:
    """A short courteous answer on what can be asked."""
    example = next(iter(shelf.documents), None)
    sample = f"例如：“{example.org}{example.year}年三公经费多少”。" if example and example.org and example.year else ""
    return Unclear(
        slot="question",
        text=f"您好，我可以回答部门预决算公开文件中的问题：金额、增减、占比、原因、职责和名词解释。{sample}",
        options=options(_SAMPLE, orgs=tuple(shelf.by_org)[:4]),
    )
