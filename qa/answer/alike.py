"""How well words name a label or a notion, by characters shared in order."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from index.language.fold import label_key
from index.vocabulary import load
from qa.question.slots import cues


@lru_cache(maxsize=1 << 17)
def alike(said: str, label: str) -> float:
    """How well the words said name the label, 0…1: equal, equal but for weak words, or by characters shared in order."""
    if not label or not said:
        return 0.0
    if said == label:
        return 1.0
    short_said, short_label = stripped(said), stripped(label)
    if short_said == short_label and short_said in cues()["stop"]["bare"]:
        return 0.0
    if short_said == short_label and len(short_said) >= 2:
        return 0.97
    if len(short_said) < 2 or len(short_label) < 2:
        return 0.0
    shared = _shared(short_said, short_label)
    explained, covered = shared / len(short_said), shared / len(short_label)
    if covered < 0.4 and len(short_said) < (4 if short_said != said else 3):
        return 0.0  # 诉讼费 is not 诉讼服务外包, 司法 not 司法拍卖辅助: so little names anything
    if covered < 0.4 and short_said not in short_label:
        return 0.0  # 移交安置 is not 军队移交政府的离退休人员安置
    if _scrambled(short_said, short_label) and short_said not in short_label:
        return 0.73
    if explained < 0.6:
        return 0.0
    if short_said in short_label:
        return 0.95 * (0.75 + 0.25 * covered)
    return 0.92 * explained * (0.75 + 0.25 * covered) if explained > 0.7 else 0.0


def _scrambled(said: str, label: str) -> bool:
    """The same characters in another order (租网络线路, 网络租线费): at least four, nearly all of both sides."""
    common = sum((Counter(said) & Counter(label)).values())
    return common >= 4 and common >= 0.8 * len(said) and common >= 0.8 * len(label)


def _shared(said: str, label: str) -> int:
    """Characters of ``said`` that lie in runs of two or more which the label has too, or that follow each other in it."""
    marked = [False] * len(said)
    for i in range(len(said) - 1):
        if said[i : i + 2] in label:
            marked[i] = marked[i + 1] = True
    return sum(marked)


@lru_cache(maxsize=1 << 15)
def stripped(words: str) -> str:
    """Without the weak words at the end (支出, 经费 …), as long as two characters remain; three where the word says more
    than that money is meant, for 办公设备采购 is not 办公经费."""
    changed = True
    while changed:
        changed = False
        for weak in cues()["stop"]["weak"]:
            if words.endswith(weak) and len(words) - len(weak) >= (2 if weak in cues()["stop"]["money"] else 3):
                words, changed = words[: -len(weak)], True
    return words


@lru_cache(maxsize=1 << 15)
def named(said: str, item: str) -> float:
    """How well free words name a notion by any of its written forms."""
    return max((alike(said, name) for name in names_of(item)), default=0.0)


@lru_cache(maxsize=1 << 12)
def names_of(key: str) -> tuple[str, ...]:
    """The folded written forms of a notion, colloquial ones last; () for an unknown key."""
    concept = load().concepts.get(key)
    if concept is None:
        return ()
    forms = (concept.name, concept.key, *concept.aliases, *concept.colloquial)
    return tuple(dict.fromkeys(label_key(n) for n in forms))
