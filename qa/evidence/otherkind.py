"""Hard rules on the kind of quantity: what a figure counts or measures against what is asked for (a table in ``barred``)."""

from __future__ import annotations

import re

from index.model import Measure
from qa.evidence.asked import Asked
from qa.evidence.card import Card
from qa.evidence.fitting import MONEY, PEOPLE
from qa.evidence.rates import words
from qa.question.slots import cues

MOVED = (Measure.CHANGE, Measure.RATE)
_RATES = ("%", "％", "百分点")


def dimension(question: Asked, card: Card) -> bool:
    """Money where a percentage or a number of things is asked for, and so on."""
    wanted, unit = question.unit, card.figure.unit
    if question.query.kind == "figure" and words()["said"]["money"].search(question.text) and card.figure.yuan is None:
        return True
    if words()["said"]["rate"].search(question.text) and card.figure.yuan is not None:
        return True
    if question.query.kind == "count" and wanted is None and card.figure.yuan is not None:
        return True
    if wanted is None or unit is None:
        return False
    rate, money = unit in _RATES, card.figure.yuan is not None
    if wanted == "%":
        return not rate
    return (not money) if wanted == "钱" or wanted in MONEY else rate or money


def kind(question: Asked, card: Card) -> bool:
    """An amount where a change is asked for; a whole amount where the price of one or a mean is."""
    mean = words()["mean"]
    if mean["asked"].search(question.query.text) and card.figure.measure is not Measure.PRICE:
        return not mean["told"].search(card.around)
    if question.query.measure == Measure.PRICE.value:
        return card.figure.measure is not Measure.PRICE and not mean["told"].search(card.around)
    if card.figure.measure is Measure.PRICE and re.search(cues()["countwords"]["together"], question.query.text):
        return question.query.measure is None
    if card.figure.measure in MOVED:
        return False
    against = question.query.base is not None or question.query.base_year is not None
    apart = words()["apart"]["asked"].search(question.query.text) is not None
    return (question.query.kind == "change" and against) or (
        apart and question.query.kind in ("figure", "count", "change")
    )


def rate(question: Asked, card: Card) -> bool:
    """A rate of growth where one of completion, or a share, is asked for, and the other way round."""
    asks = words()["asks"]
    done, grown = bool(asks["done"].search(question.text)), bool(asks["grown"].search(question.text))
    told = card.figure.rate
    if question.query.kind == "share" and ((told == "增长" and not grown) or (told == "完成" and not done)):
        return True
    return bool(told) and done != grown and told == ("增长" if done else "完成")


def people(question: Asked, card: Card) -> bool:
    """Things where people are asked for."""
    wanted = question.unit in PEOPLE or question.query.counted == "人"
    return wanted and card.figure.unit is not None and card.figure.unit not in PEOPLE


def other_kind(question: Asked, card: Card) -> bool:
    """People or things that nothing around the figure says it counts (教师 where students are counted)."""
    if question.query.kind != "count" and question.query.counted is None:
        return False
    asked_for = [of for of in words()["must_be_of"].values() if of.search(question.text)]
    return bool(asked_for) and not any(of.search(card.around) for of in asked_for)
