"""What the library holds and does not: unknown bodies, the catalogue, what can be asked."""

from __future__ import annotations

import re

from index.language.fold import fold_text
from index.vocabulary.organisations import words as organisation_words
from qa.answer import texts
from qa.answer.outcome import Found, Missing, Outcome, Unclear
from qa.answer.phrase import options, there_is, title
from qa.answer.shelf import Shelf
from qa.model import Chunk, Query
from qa.question.alignment import is_subsequence
from qa.question.understand import names

_SAMPLE = Query(text="", original="", kind="figure", chunks=(Chunk(text="三公经费", pieces=()),))


def whole_government(query: Query) -> bool:
    """Whether a place's whole government is meant."""
    place = any(how == "地区" for _, _, how in query.understood)
    return place and any(word in query.text for word in organisation_words()["whole_government"])


def no_totals(query: Query, shelf: Shelf) -> Missing:
    """What is said where the totals of an area are asked and the library holds none of it."""
    held = [info for info in shelf.documents if info.scope == "地区"]
    what = "没有该地区的全地区财政收支文件" if held else "收录的是部门（单位）预决算，不含全地区财政总收支"
    return Missing(slot="item", text=f"资料库{'中' if held else ''}{what}，无法回答“{query.original}”。")


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
        namesake = name not in text and is_subsequence(core, fold_text(info.org or ""))  # of another place
        if name in text or (len(core) >= 4 and core in text and not namesake):
            for sentence in shelf.sentences(info.id):
                if core in sentence.folded and re.search(r"并入|不单|不列|汇总|包括|包含|下属|所属", sentence.folded):
                    told = texts.Told(sentences=(sentence,), score=1.0, explained=1.0)
                    return Missing(
                        slot="org",
                        text=f"资料库中没有“{name}”单列的公开文件。{info.org}{title(info)}中写明：{sentence.text}",
                        told=told,
                    )
    return Missing(slot="org", text=f"资料库中没有“{name}”的公开文件。{there_is(shelf)}")


def unheard_of(query: Query, shelf: Shelf) -> Missing | None:
    """What is said of a year that none of the bodies' papers is near, nor prints anywhere; None where there is no such year.

    Its papers would tell the year before and the one after; whatever else would be answered is of another year.
    """
    infos = [info for org in query.orgs for info in shelf.by_org.get(org, ())]
    near = {info.year + step for info in infos if info.year for step in (-1, 0, 1)}
    years = [y for y in (*query.years, query.base_year) if y is not None and y not in near]
    if not near or not years:
        return None
    texts_ = [shelf.store.text_of(info.id) for info in infos]
    far = [year for year in years if not any(str(year) in text for text in texts_)]
    if not far:
        return None
    who = "、".join(query.orgs[:3]) + ("等" if len(query.orgs) > 3 else "")
    instead = there_is(shelf, query.orgs[0]) if len(query.orgs) == 1 else ""
    return Missing(slot="year", text=f"资料库中没有{who}{'、'.join(f'{y}年' for y in far)}的公开文件。{instead}")


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
