"""Projects that each have a form of their own: the whole money of every form, called by the project that its title names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from qa.answer.forms import FORM, project_of
from qa.evidence.card import Card
from qa.plan.alike import Group
from qa.question.slots import cues


def of_forms(cards: Iterable[Card]) -> Group | None:
    """One member for each form; None where a document has fewer than two, or one whose title names no project."""
    found: dict[str, Card] = {}
    for card in cards:
        if card.figure.table_kind == FORM and not card.aspect and card.label in cues()["project"]["totals"]:
            name = project_of(card.title)
            found.setdefault(
                name, replace(card, label=name, parents=card.label, figure=replace(card.figure, label=name, parents=()))
            )
    return Group(members=tuple(found.values()), forms=True) if len(found) > 1 and "" not in found else None
