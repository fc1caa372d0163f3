"""What an amount is about: the words in front of it made into a label and, where the vocabulary knows it, a notion."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from index.figures.prose.names import noun_phrase
from index.figures.prose.pairs import sides_of
from index.figures.prose.rules import rules
from index.language.periods import periods
from index.vocabulary import Concept, Vocabulary

_PAIRS = (("收入、支出", "收支"), ("收入和支出", "收支"), ("收入支出", "收支"), ("收、支", "收支"), ("其它", "其他"))
_LEADS = ("label.lead_in", "label.bodies", "label.within_year", "label.condition")
_QUOTES = re.compile("[\"“”'‘’「」『』]")
_LEVELS = {"类": 3, "款": 2, "项": 2}
_MAX_LABEL = 40
_NO_AMOUNTS = frozenset({"process", "table", "measure"})
_CODED = re.compile(r"\((\d{3}|\d{5}|\d{7})[类款项]?\)$")
_CODE_FIRST = re.compile(
    r"^(?:[、,;:]|\(\d{1,2}\)|\d{1,2}[、.](?=\d))*(\d{3}|\d{5}|\d{7})[-—]{0,2}(?=[\u4e00-\u9fff]{3})(?![万亿千百元余多个名人家辆台件项次年月日])"
)
_ARRANGED = "安排"
_ALIAS = re.compile(r"^\([^()]*\)(?=.)")
_NOTE = re.compile(r"^\([^()\d]*\)[、,;](?=.)")  # of the amount before: 拨款1543万元(彩票公益金)、事业收入2000万元
_GIVEN = re.compile("^.*(?:拨款|资金|预算)安排的")
_QUOTED = re.compile('^["“]([^"“”]*)["”]$')
_SIDE = re.compile("收入|支出|收支")
_STAGES = re.compile("预算|决算")
_TOTAL = re.compile("收入|收支|(?:总计|合计)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """``label`` as printed, ``at`` where it begins in the text; ``parents`` outermost first."""

    label: str
    at: int
    item: str | None = None
    parents: tuple[str, ...] = ()
    flow: str | None = None
    fund: str | None = None
    code: str | None = None
    unit: str = ""
    counted: str | None = None
    key: object = field(default_factory=object, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Namer:
    """Names subjects: knows the vocabulary and the names of the body itself, which are no part of a label."""

    vocabulary: Vocabulary
    bodies: tuple[str, ...]

    def subject(
        self, words: str, at: int, parents: Sequence[str] = (), *, fund: str | None = None, opening: bool | None = False
    ) -> Subject | None:
        """The subject that ``words`` (which begin at ``at``) name, None where they name nothing by themselves.

        ``opening``: they open a sentence, where 支出预算 is the total and not only the stage of what was just named;
        None where they follow a name and a colon, and can only be its stage.
        """
        path = self.path(words, at, parents, fund=fund)
        if path is not None:
            return path
        coded = _CODED.search(words)
        front = _CODE_FIRST.match(words)
        bare = words[: coded.start()] if coded else words[front.end() :] if front else words
        label, offset = self.label(bare, opening=opening)
        coded, offset = coded or front, offset + (front.end() if front and not coded else 0)
        if len(label) > _MAX_LABEL and "、" in label:
            offset, label = offset + label.rindex("、") + 1, label[label.rindex("、") + 1 :]
        if not label or len(label) > _MAX_LABEL:
            return None
        label = self._without_stage(label)
        own = self._fund((words,)) or fund or self._fund(parents)
        flow = _flow(label)
        concept, words = self.concept(label, flow, parents)
        if concept is None and rules()["label.empty"].match(label):
            concept = self._total(label)
        if concept and label.startswith(words) and _is_stage(label[len(words) :], words):
            label = words
        return Subject(
            label=label,
            at=at + offset,
            item=concept.key if concept else None,
            parents=tuple(dict.fromkeys(p for p in parents if p != label)),
            flow=concept.flow if concept and concept.flow else _flow(label),
            fund=own,
            code=coded[1] if coded else None,
        )

    def _total(self, text: str) -> Concept | None:
        """The total that such words name: 决算收入总计 is 收入总计 of the stage 决算."""
        plain = _STAGES.sub("", text)
        names = (text, plain, plain.removesuffix("总") + "总计") if plain.endswith("总") else (text, plain)
        return next((found for name in names if (found := self.concept(name, _flow(name))[0])), None)

    def sides(self, words: str) -> tuple[Subject, ...]:
        """The notions that ``words`` name, both sides where they name a 收支; () where no list knows them."""
        subjects = (self.subject(name, 0) for name in sides_of(words))
        return tuple(subject for subject in subjects if subject is not None and subject.item is not None)

    def path(self, words: str, at: int, parents: Sequence[str] = (), *, fund: str | None = None) -> Subject | None:
        """A functional path 类 → 款 → 项: the last step is the label, those before it its parents."""
        steps = list(rules()["path.step"].finditer(words))
        if not steps:
            return self._dashed(words, at, parents, fund)
        names = [rules()["label.lead_in"].sub("", _QUOTES.sub("", s["name"])) for s in steps]
        names = [re.sub(r"^\d{1,2}[.、]|^\(\d{1,2}\)|^(?:\d{7}|\d{5}|\d{3})[-—]?(?=\D)", "", name) for name in names]
        codes = [s["code"] for s in steps]
        code = "".join(codes) if all(codes) and steps[0]["kind"] == "类" else None
        above = tuple(p for p in parents if p not in names)
        if steps[0]["kind"] == "类":
            above = tuple(
                p for p in above if (c := self.vocabulary.concept_of(p, "支出")) is None or c.kind != "function"
            )
        first = steps[-1]
        concept, _ = self.concept(names[-1], "支出", (*above, *names[:-1]))
        return Subject(
            label=names[-1],
            at=at + first.end("name") - len(names[-1]),
            item=concept.key if concept else None,
            parents=(*above, *names[:-1]),
            flow="支出",
            fund=fund or self._fund(above),
            code=code,
        )

    def _dashed(self, words: str, at: int, parents: Sequence[str], fund: str | None) -> Subject | None:
        """“一般公共服务支出-财政事务-行政运行”科目: the same path with dashes."""
        match = rules()["path.dashed"].match(words)
        if match is None:
            return None
        *above, label = re.split("[-—–]", match["path"])
        concept, _ = self.concept(label, "支出", (*parents, *above))
        if concept is None:
            return None
        return Subject(
            label=label,
            at=at + match.end("path") - len(label),
            item=concept.key,
            parents=(*parents, *above),
            flow="支出",
            fund=fund or self._fund(parents),
        )

    def _fund(self, parents: Sequence[str]) -> str | None:
        single = (p for p in reversed(parents) if not rules()["label.funds"].search(p))
        return next((fund for p in single if (fund := self.vocabulary.fund_of(p))), None)

    def label(self, words: str, *, opening: bool | None = False, bare: bool = False) -> tuple[str, int]:
        """The label in the words and its offset in them, ("", 0) where they hold none.

        ``bare``: words that name nothing by themselves (支出) are given all the same.
        """
        if note := _NOTE.match(words):
            found, at = self.label(words[note.end() :], opening=opening, bare=bare)
            return found, at + note.end() if found else 0
        text = words
        offset = 0
        for period in periods(text):
            rest = text[period.end :]
            kept = text[: period.start]
            if period.relative and not re.match(r"(?:年初|预算|决算|执行|数|为)", rest):
                continue
            if rules()["label.behind_year"].match(rest) and self._led_in(kept) not in ("", *self.bodies):
                # 开支单位2012年共计: the name stands in front of the year.
                text = kept
                break
            if rest and not re.search(r"[的在于自]$", kept):
                offset = max(offset, period.end)
        text = text[offset:]
        if re.match(r"^(?:当年|全年|年初|年末|末|底|初|份)(?=.)", text) and offset:
            cut = re.match(r"^(?:当年|全年|末|底|初|份)", text)
            offset += cut.end() if cut else 0
            text = words[offset:]
        if (match := _GIVEN.search(text)) and match.end() < len(text):
            offset, text = offset + match.end(), text[match.end() :]
        for _ in range(2):
            before = len(text)
            text = self._led_in(text)
            offset += before - len(text)
            text = rules()["label.adverb"].sub("", rules()["label.tail"].sub("", rules()["label.adverb"].sub("", text)))
            if self.vocabulary.concept_of(text) is not None:
                break
            start, end = noun_phrase(text)
            if (start, end) == (0, len(text)):
                break
            offset, text = offset + start, text[start:end]
        text = text.strip("、,.:;-")
        if match := _QUOTED.match(text):
            offset, text = offset + 1, match[1]
        if len(_QUOTES.sub("", text)) < 2:
            return "", 0
        if (
            not bare
            and rules()["label.empty"].match(text)
            and (
                opening is None
                or not (
                    rules()["label.own_year"].search(words)
                    or (((opening and _SIDE.search(text)) or _TOTAL.search(text)) and self._total(text) is not None)
                )
            )
        ):
            return "", 0
        return text, offset

    def _led_in(self, text: str) -> str:
        """The words without what only leads in to them: list marks, conjunctions, the body's own name, a time."""
        shorter = True
        while shorter:
            shorter = False
            for pattern in _LEADS:
                if (match := rules()[pattern].match(text)) and 0 < match.end() < len(text):
                    text, shorter = text[match.end() :], True
            if text.startswith(_ARRANGED) and self.vocabulary.concept_of(text[len(_ARRANGED) :]) is not None:
                text, shorter = text[len(_ARRANGED) :], True
            for name in self.bodies:
                if text.startswith(name) and len(text) > len(name):
                    # 老干部局(关工委办公室)编制: its other name in brackets goes too.
                    text, shorter = _ALIAS.sub("", text[len(name) :]) or text[len(name) :], True
        return text

    def _without_stage(self, label: str) -> str:
        """The label without 预算数, 决算数 at its end, which have a slot of their own, where a name is left."""
        for pattern in ("label.stage_number", "label.stage_word"):
            rest = rules()[pattern].sub("", label)
            if rest != label and (not rules()["label.empty"].match(rest) or rules()["label.own_year"].match(rest)):
                return rest
        return label

    def concept(self, label: str, flow: str | None, parents: Sequence[str] = ()) -> tuple[Concept | None, str]:
        """The notion a label names (the label itself, then with weak words taken off its ends) and the words that do."""
        for words, fund in _variants(label):
            for parent in (*reversed(parents), ""):
                whole = self.vocabulary.concept_of(parent, flow) if parent else None
                if parent and whole is None:
                    continue
                found = self.vocabulary.concept_of(f"{whole.key}/{words}" if whole else words, flow)
                if found is not None and _fits(found, flow) and not (fund and found.key.endswith(("总计", "合计"))):
                    return found, words
        return None, label


def _variants(label: str) -> Iterator[tuple[str, bool]]:
    """The label, then ever less of it, and whether the words cut off named a fund (its totals are others)."""
    if rules()["label.own_year"].match(label):
        # 本年预算收入 must not become 预算收入: what is carried over is not in it.
        yield label, False
        yield re.sub("预算|决算", "", label), False
        return
    seen = set()
    plain = re.sub(r"\((?:类|款|项)\)|(?:19|20)\d\d年度?", "", label)
    queue = [(words, False) for words in (label, plain, re.sub(r"(?<=预算|基金)(?:财政)?拨款", "", label))]
    for old, new in _PAIRS:
        queue.extend((words.replace(old, new), fund) for words, fund in tuple(queue) if old in words)
    while queue:
        words, fund = queue.pop(0)
        if len(words) < 2 or words in seen:
            continue
        seen.add(words)
        yield words, fund
        if len(seen) < 24:
            queue.extend((words[: -len(s)], fund) for s in rules().soft if words.endswith(s) and len(words) > len(s))
            heads = (h for h in rules().head if words.startswith(h) and len(words) > len(h) + 1)
            queue.extend((words[len(h) :], fund or "拨款" in h or "公共" in h or "基金" in h) for h in heads)


def _is_stage(rest: str, words: str) -> bool:
    """Whether a label's end only says its stage: 支出 behind 拨款 says more, behind a 费 it does not."""
    return rules()["label.stage_tail"].match(rest) is not None and (
        "支出" not in rest or words.endswith(("费", "费用", "支出"))
    )


def _fits(concept: Concept, flow: str | None) -> bool:
    """Whether a notion can have an amount, and be meant by a label that says 收入 or 支出."""
    if concept.kind in _NO_AMOUNTS:
        return False
    return flow is None or concept.flow is None or concept.flow == flow


def _flow(label: str) -> str | None:
    """收入 or 支出, whichever alone is printed in the label."""
    income, expenditure = "收入" in label, "支出" in label
    return None if income == expenditure else ("收入" if income else "支出")


def renamed(subject: Subject, **changes: str | tuple[str, ...] | None) -> Subject:
    """The same subject with other facets, and a key of its own."""
    return replace(subject, key=object(), **changes)  # type: ignore[arg-type]
