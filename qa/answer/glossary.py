"""What a term means: the entry of a disclosure's glossary, or the sentence that explains it elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.language.fold import fold_text, label_key
from qa.answer.alike import alike, names_of
from qa.answer.sentences import Sentence
from qa.answer.texts import Told, pieces_of
from qa.model import Query

_GLOSSARY = re.compile(r"名词解释|名词|相关名词|专业名词|术语")
_DEFINES = re.compile(
    r"^[\s\d一二三四五六七八九十(（)）、.．]*[“\"]?(?P<term>[^:：,，。]{2,40}?)[”\"]?(?:\([^)]*\))?[\s]*(?:[:：]|是指|指的是|,是指|,指|指|主要是指|反映)"
)

_QUOTED = re.compile(r"[“\"]([^”\"()]{2,20})(?:\([类款项]\))?[”\"]")
_ASKS = re.compile(r"(?:什么是|何谓|何为|什么叫)[“\"]?(?P<term>[^”\"??。]{2,20})[”\"]?[??]$")

# What follows a term that is explained in passing: 基本支出主要是保障…的经费; never how much it changed.
_EXPLAINS = re.compile(
    r"[^,，;；。]{0,4}(?:,?是(?:指|用于|为了)|反映|指|包括|主要(?:是|用于)(?!.{0,12}(?:增|减|升|降|因|由于|受|\d)))"
)


def definition(query: Query, told: Sequence[Sentence]) -> Told | None:
    """The glossary entry of the term asked about."""
    pieces = pieces_of(query)
    # A term in quotation marks is the one asked about, though it be the body's name (“档案馆（项）”).
    quoted = [label_key(term) for term in _QUOTED.findall(fold_text(query.original))]
    wanted = quoted or ["".join(p.text for p in pieces), *(p.text for p in pieces)] + [c.text for c in query.chunks]
    best: Told | None = None
    for index, sentence in enumerate(told):
        if sentence.position:
            continue
        entry = _DEFINES.match(sentence.folded)
        if not entry:
            continue
        term = label_key(entry["term"]).strip("“”\"'一二三四五六七八九十、(). ")
        score = max((alike(word, term) for word in wanted), default=0.0)
        score = max(score, 0.98 * max((float(term in names_of(k)) for p in pieces for k in p.concepts), default=0.0))
        score -= 0.02 * abs(len(term) - max((len(w) for w in wanted), default=0)) / 10
        glossary = bool(_GLOSSARY.search(sentence.heading))
        if score >= 0.7 and (glossary or "指" in sentence.folded[: len(term) + 12]):
            score += 0.2 * glossary
            if best is None or score > best.score:
                rest = tuple(s for s in told[index + 1 : index + 4] if s.paragraph == sentence.paragraph)
                best = Told(sentences=(sentence, *rest), score=score, explained=min(score, 1.0))
    return best


def answered(query: Query, told: Sequence[Sentence]) -> Told | None:
    """What a page answers to its own question: 问：什么是公务接待费？答：…"""
    names = [n for p in pieces_of(query) for n in (p.text, *(m for k in p.concepts for m in names_of(k)))]
    for index, sentence in enumerate(told[:-1]):
        asked = _ASKS.search(sentence.folded)
        if asked and any(asked["term"] == name or asked["term"].startswith(name) for name in names):
            return Told(sentences=(sentence, told[index + 1]), score=1.0, explained=1.0)
    return None


def explained_in(query: Query, told: Sequence[Sentence]) -> Told | None:
    """A sentence outside the glossary that explains the term: 公务用车购置费反映… inside another entry."""
    names = [n for p in pieces_of(query) for n in (p.text, *(m for k in p.concepts for m in names_of(k)))]
    for sentence in told:
        for name in names:
            at = sentence.folded.find(name)
            if at >= 0 and _EXPLAINS.match(sentence.folded[at + len(name) :]):
                return Told(sentences=(sentence,), score=0.8, explained=0.8)
    return None
