"""Paragraphs as the rules read them: cut ones joined, without remarks, without dots that only lead over."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.figures.prose.rules import rules
from index.language.fold import Folded, fold_text
from index.language.squeeze import squeeze
from index.model import Document, Paragraph
from index.parsing.words import level_of

_LEADERS = re.compile(r"(?:\.{3,}|…+|·{2,}|_{2,})(?=\d)")
_LONG = 24
_CUT_NUMBER = re.compile(r"\d[\d,]*\.?\d*$")
_REST_OF_NUMBER = re.compile(r"^\.?\d[\d,.]*(?:万元|亿元|元|%|[,;。])|^(?:万|亿)?元|^%|^元")
# However short the line: 1,2 | 34.56万元, 预算为10 | .5万元.
_BROKEN_GROUP = re.compile(r"\d,\d{0,2}$")
_REST_OF_GROUP = re.compile(r"^\d{1,3}(?:,\d{3})*(?:\.\d+)?(?:万|亿|千|百)?元")
_CUT_WORD = re.compile(r"[,;。].*[\u4e00-\u9fff]$")
_COMPLETE = re.compile(r"\d(?:万|亿|千)?元$|[\d.](?:人|名|辆|个|次|台|套|家|%|人次|批次)$")


def joined(document: Document) -> Iterator[tuple[Paragraph, Folded]]:
    """Each paragraph with its squeezed text; what a page or line cut in the middle of a number or word is one again."""
    open_: tuple[Paragraph, Folded] | None = None
    for paragraph in document.paragraphs:
        view = squeeze(paragraph.text, paragraph.origin)
        if open_ is not None:
            if (
                _in_body(open_[0], document)
                and paragraph.section == open_[0].section
                and _goes_on(open_[1].text, view.text)
            ):
                open_ = open_[0], Folded(text=open_[1].text + view.text, origin=(*open_[1].origin, *view.origin))
                continue
            yield open_
        open_ = paragraph, view
    if open_ is not None:
        yield open_


def _in_body(paragraph: Paragraph, document: Document) -> bool:
    """Whether it is text and no heading."""
    return paragraph.origin[0] >= document.sections[paragraph.section].body.start


def _goes_on(text: str, following: str) -> bool:
    """Whether a paragraph was cut: in a number, or in a word of a long line with stops in it."""
    if not text or not following:
        return False
    if _BROKEN_GROUP.search(text) and _REST_OF_GROUP.match(following):
        return True
    if rules()["unit.stated"].search(text) and _REST_OF_NUMBER.match(following) and level_of(following) is None:
        return True
    if len(text) < _LONG:
        return False
    if _CUT_NUMBER.search(text) and _REST_OF_NUMBER.match(following):
        return True
    return (
        level_of(following) is None
        and _CUT_WORD.search(text) is not None
        and not _COMPLETE.search(text)
        and re.match(r"[\u4e00-\u9fff]", following) is not None
        and re.search(r"[,;。]", following) is not None
    )


def without_remarks(view: Folded) -> Folded:
    """Without brackets that only remark on something: (以合同签订为准), (上一年度,下同)."""
    drop: set[int] = set()
    for match in re.finditer(r"\(([^()]*)\)", view.text):
        if rules()["label.remark"].search(match[1]) and not re.search(r"\d", match[1]):
            drop.update(range(match.start(), match.end()))
    kept = [i for i in range(len(view.text)) if i not in drop]
    return Folded(text="".join(view.text[i] for i in kept), origin=tuple(view.origin[i] for i in kept))


def with_unit(view: Folded, unit: str) -> Folded:
    """With the unit that the document says all amounts are in behind those that print none."""
    text, position = "", 0
    origin: list[int] = []
    for match in rules()["unit.bare"].finditer(view.text):
        text += view.text[position : match.end()] + unit
        origin += [*view.origin[position : match.end()], *[view.origin[match.end() - 1]] * len(unit)]
        position = match.end()
    return Folded(text=text + view.text[position:], origin=(*origin, *view.origin[position:])) if position else view


def unit_of_all(text: str) -> str | None:
    """万元 of 以下数据均以万元为单位 (in a text without white space); None where nothing says so, or not always the same."""
    said = {fold_text(match["unit"]) for match in rules()["unit.of_all"].finditer(text)}
    return said.pop() if len(said) == 1 else None


def without_leaders(view: Folded) -> Folded:
    """会议费……3.5万元: the dots that lead over to an amount are one colon."""
    text, position = "", 0
    origin: list[int] = []
    for match in _LEADERS.finditer(view.text):
        text += view.text[position : match.start()] + ":"
        origin += view.origin[position : match.start() + 1]
        position = match.end()
    return Folded(text=text + view.text[position:], origin=(*origin, *view.origin[position:])) if position else view
