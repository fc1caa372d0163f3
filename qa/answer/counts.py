"""How many, told in words: every number with a counting word is a candidate, weighed by what it counts.

What a number counts stands before it in its clause (离退休人员20人) and behind its counting word (20个二级单位). The words of the
question must be said there, or before it in the sentence, or in the heading; what is said there beyond the question
speaks against it (行政编制6人 for 编制), and where two numbers fit alike none is told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.language.fold import fold_text
from index.language.numerals import han_number
from index.library import DocumentInfo
from index.vocabulary.organisations import variants
from qa.answer import texts
from qa.answer.alike import names_of
from qa.answer.dates import other_day
from qa.answer.mentions import Mention, counting_words, fits, mention_pattern, mentions
from qa.answer.outcome import Found, Outcome
from qa.answer.phrase import title
from qa.answer.sentences import Sentence
from qa.answer.shelf import Shelf
from qa.evidence.fitting import asks_mean, excludes
from qa.evidence.otherwise import qualifies
from qa.model import Piece, Query, Value
from qa.question.coordination import side_by_side
from qa.question.fillers import idle
from qa.question.slots import cues

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})年?")
_ASKED = r"(?:几|多少)(?:个(?=人次|批次|场次|班次))?({units})"
_NOUN = re.compile(r"(?:几|多少)(?:个|名|位)?([\u4e00-\u9fff]{2,8}?)(?:[?？,]|$|呢|参加|参与|受益)")
_MONEY = re.compile(
    r"多少(?:钱|元|万|亿|资金|经费|费用|预算|支出|收入|百分|个?点|%)|几(?:成|万|亿|个百分|个点|年|月|号|日)"
)
_FLOOR, _MARGIN = 0.74, 0.06
_IN_LEAD, _IN_HEADING, _IN_BEFORE = 0.85, 0.75, 0.7
_BEYOND = 0.3  # what words beyond the question cost at most
_PART = 0.1  # what an 其中 costs that the question does not say


def asked_unit(query: Query) -> str | None:
    """The counting word that a question names."""
    found = re.search(_ASKED.format(units="|".join(map(re.escape, counting_words()))), query.text)
    if found and re.match("百分|点", query.text[found.end() :]):
        return None
    by_measure = {"人次": "人次", "批次": "批次", "人数": "人"}.get(query.measure or "")
    return found[1] if found else by_measure or query.counted


def asks_count(query: Query) -> bool:
    """Whether a question asks how many of something that is no money there are."""
    text = query.text
    if _MONEY.search(text) or query.money or query.kind not in ("figure", "count", "list", "yesno"):
        return False
    return asked_unit(query) is not None or _noun(query) is not None


def _noun(query: Query) -> str | None:
    """The noun behind 多少 where no counting word stands between: 接待了多少读者."""
    found = _NOUN.search(query.text)
    return found[1] if found and not idle(found[1]) else None


def misfit(query: Query, outcome: Outcome) -> bool:
    """Whether an amount was found whose counting word is not the one asked for: 2人次 for 几个团组 is no answer."""
    asked = asked_unit(query) if query.kind in ("figure", "count") else None
    if asked is None or not isinstance(outcome, Found) or outcome.value is None or not outcome.value.unit:
        return False
    unit = re.sub(r"\(.*\)", "", outcome.value.unit)
    return unit in counting_words() and not fits(asked, unit)


def counted(query: Query, shelf: Shelf) -> Found | None:
    """The number that counts what is asked for; None where none does, or several do alike."""
    pieces = _topic(query)
    if (
        not asks_count(query)
        or not query.orgs
        or not pieces
        or side_by_side(query)
        or excludes(query.text)
        or asks_mean(query.text)
    ):
        return None
    unit, noun = asked_unit(query), _noun(query)
    for info in shelf.select(query.orgs[0], years=query.years, stages=query.stages, scopes=query.scopes):
        told = shelf.sentences(info.id)
        held: list[tuple[float, str, Mention]] = []
        for place, sentence in enumerate(told):
            if other_day(query, sentence.folded):
                continue
            for mention in mentions(sentence):
                if unit and not fits(unit, mention.unit):
                    continue
                if noun and not unit and texts.said(Piece(text=noun), mention.name) < 1.0:
                    continue
                if not _is_of(info, sentence, shelf) or not qualifies(query.text, f"{mention.lead}{mention.name}"):
                    continue
                value = _value(mention)
                weight = _fit(query, pieces, mention, told, place, info.year) if value is not None else 0.0
                if value is not None and weight >= _FLOOR:
                    held.append((weight - 0.04 * bool(unit and unit != mention.unit), value, mention))
        if chosen := _best(held):
            value, mention = chosen
            if _another_meant(query, mention, unit):
                return None
            text = f"据{info.org}{title(info)}公开文件：{mention.sentence.text}"
            one = texts.Told(sentences=(mention.sentence,), score=1.0, explained=1.0)
            return Found(text=text, value=Value(amount=value, unit=mention.unit), told=one)
    return _in_cell(query, pieces, unit, shelf)


def _is_of(info: DocumentInfo, sentence: Sentence, shelf: Shelf) -> bool:
    """Whether a sentence is of the body asked about: in a paper of several, of which it is not the first, it must name it."""
    own = shelf.named(info.id)
    if own is None or info.org == own.org:
        return True
    return any(form in sentence.folded for form in variants(fold_text(info.org)))


def _another_meant(query: Query, chosen: Mention, unit: str | None) -> bool:
    """Whether its sentence counts several such things of which the question means another one, each of them, or all together:
    保有 of 购置3辆，年末保有36辆; 过渡的和考录的各几个; 一共 of 8辆 and 各1辆."""
    asks = cues()["countwords"]
    beside = [m for m in mentions(chosen.sentence) if fits(unit or chosen.unit, m.unit) and m != chosen]
    if re.search(asks["each"], query.text):
        return True
    if not beside:
        return False
    if re.search(asks["together"], query.text) and not re.search(asks["together"], chosen.name):
        return True
    states = [pattern for pattern in asks["states"] if re.search(pattern, query.text)]
    return any(re.search(p, m.name) and not re.search(p, chosen.name) for p in states for m in beside)


def _in_cell(query: Query, pieces: Sequence[Piece], unit: str | None, shelf: Shelf) -> Found | None:
    """A count inside the words of a table's cell: the one number with this counting word in a cell that says it all."""
    for info in (
        shelf.select(query.orgs[0], years=query.years, stages=query.stages, scopes=query.scopes) if unit else ()
    ):
        for figure in (f.figure for f in shelf.facets_of(info) if f.figure.source.table is not None):
            cell = fold_text(figure.label)
            if len(cell) <= 10 or not all(texts.said(p, cell) >= 0.8 for p in pieces):
                continue
            found = [m for m in mention_pattern().finditer(cell) if fits(unit or "", m["unit"])]
            if len(found) == 1 and found[0]["number"][0].isdigit():
                value = Value(amount=found[0]["number"].replace(",", ""), unit=found[0]["unit"])
                text = f"据{info.org}{title(info)}公开文件表格：“{figure.label}”。"
                return Found(text=text, value=value, figures=(figure,))
    return None


def _topic(query: Query) -> list[Piece]:
    """The pieces that say something, a 非 with what it denies."""
    found: list[Piece] = []
    denied = ""
    for piece in texts.pieces_of(query):
        if piece.text in ("非", "未"):
            denied = piece.text
        elif (len(piece.text) > 1 or piece.concepts) and not idle(piece.text):
            found.append(replace(piece, text=denied + piece.text))
            denied = ""
    return found


def _said(piece: Piece, text: str) -> float:
    """How much of a piece a text says; words that stand apart there (晒出“三公”账单 for 晒出账单) count nearly in full."""
    bare = piece if piece.text[0] not in "非未" else replace(piece, text=piece.text[1:])
    runs = {i for i in range(len(bare.text) - 1) if bare.text[i : i + 2] in text}
    covered = len(runs | {i + 1 for i in runs}) / len(bare.text)
    return max(texts.said(bare, text), 0.95 * covered)


def _best(held: Sequence[tuple[float, str, Mention]]) -> tuple[str, Mention] | None:
    if not held:
        return None
    top = max(weight for weight, _, _ in held)
    near = [(value, mention) for weight, value, mention in held if weight > top - _MARGIN]
    return next(((v, m) for w, v, m in held if w == top), None) if len({v for v, _ in near}) == 1 else None


def _value(mention: Mention) -> str | None:
    printed = mention.amount.replace(",", "")
    if printed[0].isdigit():
        return printed
    number = han_number(printed)
    return None if number is None else str(number)


def _fit(
    query: Query, pieces: Sequence[Piece], mention: Mention, told: Sequence[Sentence], place: int, year: int | None
) -> float:
    """How well a number counts what is asked for, 0…1."""
    if _denied(pieces, mention) or _moved(query, mention.head) or _other_year(query, mention, year):
        return 0.0
    earlier = told[place - 1] if place and told[place - 1].paragraph == mention.sentence.paragraph else None
    heading = mention.sentence.heading.rsplit("/", 1)[-1]
    reach = [(mention.name, 1.0), (mention.lead, _IN_LEAD), (heading, _IN_HEADING)]
    reach += [(earlier.folded, _IN_BEFORE)] if earlier else []
    total = explained = 0.0
    own = 0.0
    for piece in pieces:
        weight = float(min(len(piece.text), 6))
        named = _said(piece, mention.name)
        own = max(own, named)
        explained += weight * max(part * _said(piece, text) for text, part in reach)
        total += weight
    if own < 0.8:
        return 0.0
    part = bool(re.search("其中|包括|[(含]$", mention.lead[-4:])) and not re.search("其中|里|中", query.text)
    beside = _beside(query)
    other = 0.1 * bool(beside and beside not in mention.name)
    return explained / total - other - _BEYOND * _beyond(query, pieces, mention) - _PART * part


def _beyond(query: Query, pieces: Sequence[Piece], mention: Mention) -> float:
    """The share of a name's characters that the question does not say, 0…1."""
    name = re.sub(cues()["countwords"]["empty"], "", mention.head) + mention.tail[:12]
    if not name:
        return 0.0
    asked = query.text + "".join(form for p in pieces for k in p.concepts for form in names_of(k))
    return sum(character not in asked for character in name) / len(name)


def _beside(query: Query) -> str:
    """The first characters of the noun behind the counting word of the question: 部门 of 几个部门公布了."""
    found = re.search(rf"(?:几|多少)(?:{'|'.join(map(re.escape, counting_words()))})([\u4e00-\u9fff]{{2}})", query.text)
    return found[1] if found and not idle(found[1]) else ""


def _denied(pieces: Sequence[Piece], mention: Mention) -> bool:
    """Whether a 非 or 未 stands before what is asked for on one side only: 非参照公务员法管理 is not 参照…管理."""
    for piece in pieces:
        bare = re.sub("^[非未]", "", piece.text)
        forms = (bare, *(form for key in piece.concepts for form in names_of(key)))
        at = next((mention.name.find(form) for form in forms if form in mention.name), -1)
        if at >= 0 and (at > 0 and mention.name[at - 1] in "非未") != (bare != piece.text):
            return True
    return False


def _moved(query: Query, before: str) -> bool:
    """Whether a number says how many were added or taken away, which the question does not ask: 核减了4辆."""
    verb = re.search(cues()["asked"]["moved"], before)
    return verb is not None and verb[1] not in query.text


def _other_year(query: Query, mention: Mention, year: int | None) -> bool:
    """Whether the clause speaks of another year than asked for, and not of the end of the one before."""
    stated = [int(y) for y in _YEAR.findall(mention.lead[-40:] + mention.head)]
    wanted = set(query.years) or ({year} if year else set())
    return bool(stated and wanted) and not {stated[-1], stated[-1] + 1} & wanted
