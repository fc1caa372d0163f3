"""Which unit a cell's number has, and what it measures by that."""

from __future__ import annotations

from index.figures.columns import View
from index.figures.labels import without_unit
from index.figures.printed import Printed
from index.figures.subjects import Place, Subject
from index.language.fold import label_key
from index.model import Measure
from index.vocabulary import Unit

MEASURES = {"people": Measure.PEOPLE, "visits": Measure.VISITS, "batches": Measure.BATCHES, "area": Measure.AREA}
COUNTED = (Measure.COUNT, Measure.PEOPLE, Measure.VISITS, Measure.BATCHES, Measure.AREA)
_TOLD = (Measure.BATCHES, Measure.VISITS, Measure.PEOPLE, Measure.AREA)
_BY_NAME = {Measure.BATCHES: "批次", Measure.VISITS: "人次", Measure.PEOPLE: "人"}
MONEY = (Measure.AMOUNT, Measure.CHANGE, Measure.PRICE)


def unit_for(
    place: Place, view: View, subject: Subject, printed: Printed, counted: Unit | None, measure: Measure
) -> tuple[Unit | None, Measure]:
    """The cell's unit, else the heading's, the row's, the table's; money never goes to a count, nor a count to money."""
    table = place.vocabulary.unit_of(place.table.unit) if place.table.unit else None
    unit = printed.unit or view.unit
    if measure in (Measure.RATE, Measure.SHARE):
        return unit, measure
    if measure in COUNTED:
        unit = printed.unit or counted or subject.unit or view.unit
        if unit is not None and unit.dimension == "money":
            unit = None
        return unit, MEASURES.get(unit.dimension, measure) if unit and measure is Measure.COUNT else measure
    own = subject.unit or counted  # a row's unit is not that of the table, nor of a column of counts beside it
    if own is not None and printed.unit is None and (own.dimension == "money" or not view.beside_counts):
        unit = own if unit is None or own is counted else unit
    told = _counts(place, subject.label) if unit is None and measure is Measure.AMOUNT else None
    if told is not None:
        # 公务接待批次 among amounts of money: its own name says that it is none.
        return place.vocabulary.unit_of(_BY_NAME.get(told, "")), told
    if unit is None and measure in MONEY:
        unit = table
    if unit is not None and measure is Measure.AMOUNT and unit.dimension != "money":
        measure = _told(place, subject.label) or MEASURES.get(unit.dimension, Measure(unit.measure))
    return unit, measure


def _told(place: Place, label: str) -> Measure | None:
    """What a row's own name says that it counts: 国内公务接待批次（个）."""
    words = label_key(without_unit(label, place.vocabulary))
    rules = (r for r in place.vocabulary.columns if r.measure in _TOLD)
    return next((Measure(r.measure) for r in rules if r.words.search(words)), None)


def _counts(place: Place, label: str) -> Measure | None:
    """The same for a row without a unit, of which the name has to end with what it counts (接待批次, 车辆保有量)."""
    if not place.vocabulary.is_label("counted", label):
        return None
    return _told(place, label) or Measure.COUNT
