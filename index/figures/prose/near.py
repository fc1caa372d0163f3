"""What stands right beside a number: the number before it, the names that several numbers share, the words behind."""

from __future__ import annotations

import re
from dataclasses import replace

from index.figures.prose.clauses import Clause
from index.figures.prose.context import Context
from index.figures.prose.facts import COUNTS
from index.figures.prose.leads import Lead, read_lead
from index.figures.prose.names import noun_behind
from index.figures.prose.rules import rules
from index.figures.prose.subjects import Subject
from index.language.numerals import Amount
from index.model import Measure

_OF_IT = re.compile(r"^的(?:比例)?(?:为)?$")
_BESIDE = re.compile(r"^[(,、或即]*$")
_JOINED = re.compile(r"^[、,和及与]*$")
_NUMBERS = re.compile(r"(?:[\d,.]+(?:万元|亿元|元|%)?[、,和及与]*)+")
_YEAR = re.compile(r"(?:19|20)\d\d年度?")
_YEARS = re.compile(r"(?P<first>(?:19|20)\d\d)年?(?:[-—–~]|至|到)(?P<last>(?:19|20)\d\d)年度?")
_NUMBER = re.compile(r"\d[\d.]*(?:,\d{3})*(?:\.\d+)?(?:万元|亿元|元|%)?")


class Near:
    """Remembers the number read last: its words, where it ended, whether it was only what is compared with."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.ended = -1
        self.counts = False
        self.subject: Subject | None = None
        self._words = ""
        self._base = False
        self._verb: Lead | None = None
        self._price = False
        self._names: list[str] = []

    def passed(self, words: str, lead: Lead, end: int, subject: Subject | None) -> None:
        """A number was read."""
        self.ended, self.subject, self.counts = end, subject, lead.measure in COUNTS
        self._words, self._base = words, lead.is_base
        verb = lead.measure is Measure.CHANGE and (lead.verb or words.startswith(("、", "和", "及")))
        self._verb = lead if verb else None
        self._price = lead.measure is Measure.PRICE

    def sentence(self, position: int) -> bool:
        """Whether nothing but a comma stands between the number read last and a place."""
        return 0 <= self.ended <= position and not self.text[self.ended : position].strip("、,")

    def lead(self, words: str, position: int, amount: Amount, context: Context) -> Lead:
        """The words in front of a number, understood with what stood before them."""
        if self._names and _JOINED.match(words):
            return self._of_name(self._names.pop(0), amount, context)
        self._names = []
        rate = amount.dimension == "rate"
        if rate and self.ended == position and _OF_IT.match(words):
            # 占年初预算10065万元的43.2%
            return read_lead(self._words + "的", amount, context.year)
        last = context.facts[-1] if context.facts else None
        beside = last is not None and rate and _BESIDE.match(words) and amount.start - last.number[1] <= 8
        if last is not None and beside and last.measure is Measure.CHANGE:
            # 减少18.50万元(65.37%)
            return Lead(
                measure=Measure.RATE, words="", direction=last.direction, base=last.base, rate="增长", adjoins=True
            )
        if not words and self.ended == position and amount.dimension == "money":
            if self._base and (change := self._difference(amount, context)) is not None:
                return change
            if self.counts:
                return Lead(measure=Measure.AMOUNT, words="", adjoins=True)
        lead = read_lead(words, amount, context.year)
        if self._verb is not None and lead.measure is Measure.AMOUNT and words.startswith(("、", "和", "及")):
            # 压减办公费5万元、差旅费7万元: the verb is said once.
            lead = replace(lead, measure=Measure.CHANGE, direction=self._verb.direction, base=self._verb.base)
        if lead.rate == "增长" and lead.base is None and rules()["compare.without"].search(words):
            # 剔除减税因素后增长9.8%
            lead = replace(lead, base="同口径")
        if (year := context.time_of(words)) is not None:
            lead = replace(lead, year=year)
        if lead.measure is Measure.AMOUNT and self._price and rules()["compare.until"].search(words):
            # 由每人每月600元提高到650元
            return replace(lead, measure=Measure.PRICE)
        if lead.measure is Measure.CHANGE and lead.base is None and context.base is None:
            lead = replace(lead, base=self._compared(amount, context))
        if lead.measure is Measure.AMOUNT and (each := rules()["price.each"].search(lead.words)):
            # 人均消费98元 has a name, 平均每辆2万元 none of its own.
            words = lead.words if each["name"] else lead.words[: each.start()]
            return replace(lead, measure=Measure.PRICE, words=words)
        if lead.measure is Measure.AMOUNT and rules()["price.per"].match(self.text[amount.unit_end :]):
            return replace(lead, measure=Measure.PRICE)
        if names := self._paired(lead.words, position + len(words)):
            self._names = names[1:]
            return self._of_name(names[0], amount, context)
        return lead

    def _of_name(self, name: str, amount: Amount, context: Context) -> Lead:
        lead = read_lead(name, amount, context.year)
        return replace(lead, name=name, year=context.time_of(name) or lead.year)

    def _difference(self, amount: Amount, context: Context) -> Lead | None:
        """较2022年决算数13.8万元49.26万元: the verb was lost, the numbers prove what it is."""
        same = [f for f in context.facts if self.subject and f.subject.key is self.subject.key and f.worth is not None]
        if len(same) < 2 or amount.yuan is None or same[-1].worth is None or same[-2].worth is None:
            return None
        difference = same[-2].worth - same[-1].worth
        if abs(difference) != amount.yuan:
            return None
        return Lead(measure=Measure.CHANGE, words="", direction=(difference > 0) - (difference < 0), base=context.base)

    def _compared(self, amount: Amount, context: Context) -> str | None:
        """2012年预算数99万元，2011年预算数46万元增加53万元: the two numbers before tell what is compared."""
        same = [f for f in context.facts if self.subject and f.subject.key is self.subject.key and f.worth is not None]
        if len(same) < 2 or amount.yuan is None:
            return None
        later, earlier = same[-2], same[-1]
        if later.worth is None or earlier.worth is None or abs(later.worth - earlier.worth) != amount.yuan:
            return None
        if later.year is None or earlier.year is None or later.year == earlier.year:
            return earlier.stage
        return f"{'上年' if earlier.year == later.year - 1 else f'{earlier.year}年'}{earlier.stage or ''}"

    def behind(self, clause: Clause, lead: Lead, amount: Amount) -> tuple[str, int] | None:
        """(words, place) of what money is for, where nothing in front names it: 2000元康复补助, 30万元用于防汛物资储备."""
        if lead.measure not in (Measure.AMOUNT, Measure.PRICE) or lead.base or lead.stage:
            return None
        match = rules()["price.behind"].match(self.text[amount.unit_end : clause.end])
        opens = clause.first or lead.measure is Measure.PRICE or bool(re.search(r"给|发放|补助|奖励", lead.words))
        if match is None or not opens:
            return None
        words = match["use"] or noun_behind(match["np"])
        return (words, self.text.index(words, amount.unit_end)) if len(words) > 1 else None

    def _paired(self, words: str, at: int) -> list[str]:
        """A、B和C分别为 …: the names, where as many numbers follow as there are names."""
        if "分别" not in words:
            return []
        names = [n for n in re.split(rules()["label.split"], words.split("分别")[0]) if n]
        run = _NUMBERS.match(self.text, at)
        numbers = _NUMBER.findall(run[0]) if run else []
        names = _each_year(names)
        return names if len(names) == len(numbers) > 1 else []


def _each_year(names: list[str]) -> list[str]:
    """2021年、2022年“三公”经费 and “三公”经费2021年、2022年: the name said once is that of each year; 2021年至2023年 are three."""
    if len(names) == 1 and (span := _YEARS.search(names[0])):
        before, behind = names[0][: span.start()], names[0][span.end() :]
        return [f"{year}年{before}{behind}" for year in range(int(span["first"]), int(span["last"]) + 1)]
    years = [_YEAR.search(name) for name in names]
    if len(names) < 2 or not all(years) or any(_YEAR.fullmatch(name) is None for name in names[1:-1]):
        return names
    first, last = years[0], years[-1]
    if first is None or last is None or names[0][first.end() :] or names[-1][: last.start()]:
        return names
    before, behind = names[0][: first.start()], names[-1][last.end() :]
    return [f"{year[0]}{before}{behind}" for year in years if year]
