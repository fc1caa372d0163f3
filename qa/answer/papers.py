"""The number of an official paper that a disclosure names: 苏财预〔2019〕63号."""

from __future__ import annotations

import re

from qa.answer import texts
from qa.answer.outcome import Found
from qa.answer.phrase import title
from qa.answer.shelf import Shelf
from qa.model import Query
from qa.question.slots import cues

_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,8}[〔\[(【](?:19|20)\d{2}[〕\])】]\s*第?\d+号")
_BASIS = re.compile("批复|填列|编制|依据|根据")


def paper(query: Query, shelf: Shelf) -> Found | None:
    """The sentence with a paper's number that says most of the question; of equally good ones the one that tells the
    basis of the disclosure itself. None where the question asks for no paper or the documents name none."""
    if not query.orgs or not re.search(cues()["asked"]["paper"], query.text):
        return None
    best: tuple[float, texts.Told, str] | None = None
    pieces = [p for p in texts.pieces_of(query) if len(p.text) > 1]
    for info in shelf.select(query.orgs[0], years=query.years, stages=query.stages, scopes=query.scopes):
        for sentence in shelf.sentences(info.id):
            if not _NUMBER.search(sentence.folded):
                continue
            said = sum(texts.said(p, sentence.folded) for p in pieces) + 0.5 * len(_BASIS.findall(sentence.folded))
            told = texts.Told(sentences=(sentence,), score=1.0, explained=1.0)
            if best is None or said > best[0]:
                best = (said, told, f"据{info.org}{title(info)}公开文件：{sentence.text}")
    return Found(text=best[2], told=best[1]) if best else None
