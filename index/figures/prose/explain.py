"""Which statements a reason explains: those of its own paragraph, else those that its section made before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.figures.prose.facts import Fact
from index.figures.prose.reasons import Reason
from index.figures.prose.rules import rules
from index.figures.prose.subjects import Namer
from index.language.fold import label_key
from index.model import Figure, Measure, Span

_EXPLAINED = (Measure.AMOUNT, Measure.CHANGE, Measure.RATE)


def explains(reason: Reason, fact: Fact, facts: Sequence[Fact]) -> bool:
    """Whether a reason tells why of this fact: of its subject, or of all that its sentence says of the whole."""
    if fact.aside or fact.number[0] >= reason.start:
        return False
    subject = reason.subject
    if not reason.words:
        return subject is not None and fact.subject.key is subject.key
    named = label_key(subject.label if subject else reason.words)
    same = (subject is not None and subject.item is not None and subject.item == fact.subject.item) or (
        len(label_key(fact.subject.label)) > 2 and label_key(fact.subject.label) in named
    )
    anywhere = any(f.subject.item == (subject.item if subject else None) and f.subject.item for f in facts)
    return same or (not anywhere and subject is not None and fact.subject.key is subject.key)


def explained(figures: list[Figure], words: str, reason: Span, path: tuple[str, ...], namer: Namer) -> None:
    """A reason that names what it explains (财政拨款收入支出增加的主要原因是 …) goes to the section's figures of that."""
    both = rules()["none.both"].match(words)
    names = [both["stem"] + "收入", both["stem"] + "支出"] if both else [words]
    keys = {concept.key for name in names if (concept := namer.concept(name, None)[0])}
    for i, figure in enumerate(figures):
        if (
            figure.item in keys
            and figure.source.section == path
            and figure.reason is None
            and figure.measure in _EXPLAINED
        ):
            figures[i] = replace(figure, reason=reason)
