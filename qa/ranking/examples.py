"""Question sets with known answers → examples to learn from: the evidence of each question, and which figures are right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Any

import numpy as np
import numpy.typing as npt

from index.embedding import Embedder
from index.model import Figure
from qa.answer.evidence import open_to_evidence
from qa.answer.outcome import Found, Missing, Unclear
from qa.answer.shelf import Shelf
from qa.ask import Asker
from qa.chosen import within
from qa.decide import by_rules
from qa.evidence.card import Card
from qa.evidence.features import FEATURES, NAMES, RELATIVE, Matrix
from qa.evidence.gather import Evidence, gather
from qa.evidence.quantity import Quantifier, quantity_of
from qa.model import Query, Request
from qa.plan.planner import compares, planned

Entry = Mapping[str, Any]

LEARNED = frozenset({"figure", "change", "percent", "count", "share", "sum", "follow_up"})
UNANSWERABLE = frozenset({"unanswerable"})
_MONEY = {
    "元": Decimal(1),
    "千元": Decimal(1000),
    "万元": Decimal(10) ** 4,
    "百万元": Decimal(10) ** 6,
    "亿元": Decimal(10) ** 8,
}
_FITS = "quantity_fits"


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One question with its evidence. ``right`` says for each card whether it is an answer; none is, where the question has no
    printed answer. ``read`` is False where the right amount is nowhere among the documents' figures. ``rules`` is what the rules come to: closed (nothing for the evidence to say), found
    (``told`` is the figure), unclear or missing. ``weight`` is what the question counts when deciding is learnt;
    where the rules were ``tuned`` on the family, how well they agree there tells nothing about new documents.
    """

    family: str
    id: str
    kind: str
    question: str
    answerable: bool
    evidence: Evidence
    right: npt.NDArray[np.bool_]
    read: bool
    rules: str
    told: Figure | None
    weight: float = 1.0
    tuned: bool = False


def examples(family: str, gold: Sequence[Entry], asker: Asker, embedder: Embedder, *, today: int) -> Iterator[Example]:
    """Those questions that ask for one figure of known documents, and those that have no answer there."""
    shelf = asker.shelf
    for entry in gold:
        answerable = entry.get("expected_value") is not None and entry.get("status") == "answered"
        kind = str(entry.get("kind"))
        if not (kind in LEARNED and answerable) and not (kind in UNANSWERABLE and not answerable):
            continue
        request = Request(
            question=entry["question"], context=tuple(entry.get("context") or ()), document=entry.get("document")
        )
        query, where = asker.understood(request, shelf, today), shelf
        if request.document:
            if shelf.named(request.document) is None:
                continue
            query, where, _ = within(request.document, query, shelf)
            infos = where.documents
        else:
            infos = tuple(i for org in query.orgs for i in shelf.by_org.get(org, ()))
        if not infos or query.unknown_org or query.org_open or entry.get("computed"):
            continue
        rules = _rules(query, where)
        evidence = gather(query, infos, shelf.drawers, embedder, None, where.tables_named(query, infos))
        right = np.array([answerable and is_right(card, entry) for card in evidence.cards], dtype=bool)
        read = bool(right.any()) or (
            answerable and any(is_right(c, entry) for i in infos for c in shelf.drawers.of(i).cards)
        )
        yield Example(
            family=family,
            id=str(entry["id"]),
            kind=kind,
            question=entry["question"],
            answerable=answerable,
            evidence=evidence,
            right=right,
            read=read,
            rules=rules[0],
            told=rules[1],
        )


def _rules(query: Query, shelf: Shelf) -> tuple[str, Figure | None]:
    if query.org_open or not query.orgs or compares(planned(query, shelf), query):
        return "closed", None
    outcome = by_rules(query, shelf)
    if not open_to_evidence(query, outcome, shelf):
        return "closed", None
    match outcome:
        case Found():
            return "found", outcome.figures[0]
        case Unclear():
            return "unclear", None
        case Missing():
            return "missing", None


def is_right(card: Card, entry: Entry) -> bool:
    """Whether a card's figure is an answer."""
    return is_printed(card.figure, entry)


def is_printed(figure: Figure, entry: Entry) -> bool:
    """Whether a figure prints the expected amount, or one that is accepted as well, in any unit of its dimension."""
    unit = entry.get("expected_unit")
    wanted = [(entry["expected_value"], unit)]
    wanted += [(other["value"], other.get("unit") or unit) for other in entry.get("also_accept") or ()]
    other = entry.get("alt_value")
    wanted += [(other, unit)] if isinstance(other, str) else []
    return any(_same(figure, value, its_unit) for value, its_unit in wanted)


def _same(figure: Figure, value: Any, unit: str | None) -> bool:
    try:
        amount = abs(Decimal(str(value).replace(",", "").rstrip("%")))
    except InvalidOperation:
        return False
    if figure.value is None:
        return False
    if unit in _MONEY:
        return figure.yuan is not None and abs(figure.yuan) == amount * _MONEY[unit]
    if figure.yuan is not None or (unit == "%") != (figure.unit in ("%", "％", "百分点")):
        return False
    scale = Decimal(10000) if (figure.unit or "").startswith("万") and not (unit or "").startswith("万") else Decimal(1)
    return abs(figure.value) * scale == amount


def quantities(found: Sequence[Example]) -> tuple[list[str], list[int]]:
    """The questions and the quantity that each asks for: that of its right figure."""
    texts, wanted = [], []
    for example in found:
        places = np.flatnonzero(example.right)
        if example.answerable and len(places):
            best = places[np.argmax(crude(example.evidence.rows)[places])]
            texts.append(example.evidence.asked.text)
            wanted.append(quantity_of(example.evidence.cards[int(best)]))
    return texts, wanted


_CRUDE = tuple(NAMES.index(name) for name in ("in_label", "in_named", "in_near", "in_all", "item_asked"))


def crude(rows: Matrix) -> npt.NDArray[np.float32]:
    """How much of the question stands around each figure: enough to tell hard examples from easy ones."""
    found: npt.NDArray[np.float32] = rows[:, list(_CRUDE)].sum(axis=1)
    return found


def with_quantities(example: Example, quantifier: Quantifier) -> Example:
    """The example with what a model that reads quantities says of its question."""
    evidence = example.evidence
    likely = quantifier.probabilities(evidence.asked.text)
    rows = evidence.rows.copy()
    if len(rows):
        own = np.array([likely[quantity_of(card)] for card in evidence.cards], dtype=np.float32)
        rows[:, NAMES.index("quantity_asked")] = float(np.argmax(likely))
        rows[:, NAMES.index(_FITS)] = own
        rows[:, NAMES.index(f"{_FITS}~best")] = own - own.max()
    return replace(example, evidence=replace(evidence, rows=rows))


assert len(NAMES) == len(FEATURES) + len(RELATIVE)
