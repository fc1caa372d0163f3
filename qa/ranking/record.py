"""What a trained model was made of, kept beside it: digests of data and archive, seeds, numbers of questions."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

from qa.evidence.features import NAMES
from qa.ranking.examples import Example
from qa.ranking.sets import QuestionSet, digest
from qa.ranking.train import SEEDS


def record(archive: bytes, sets: Sequence[QuestionSet], found: Sequence[Example]) -> dict[str, Any]:
    """The record of an archive that was learnt from the examples of some sets."""
    asked = Counter(e.family for e in found)
    answerable = Counter(e.family for e in found if e.answerable)
    return {
        "archive": hashlib.sha256(archive).hexdigest(),
        "features": features_digest(NAMES),
        "seeds": SEEDS,
        "lightgbm": version("lightgbm"),
        "questions": len(found),
        "families": {family: {"questions": n, "answerable": answerable[family]} for family, n in asked.items()},
        "sets": {s.name: digest([s.questions]) for s in sets},
        "documents": {s.library: digest(s.documents) for s in sets},
    }


def features_digest(names: Sequence[str]) -> str:
    """A digest of the features' names, in order."""
    return hashlib.sha256(json.dumps(list(names), ensure_ascii=False).encode()).hexdigest()
