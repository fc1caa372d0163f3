"""Several questions in one breath: X是多少，比上年增加多少，为什么？"""

from __future__ import annotations

import re

from index.language.fold import fold_text
from qa.question.slots import kind_of

_ASKS = re.compile(r"多少|几(?!乎|何|经)|吗[??]?$|么[??]?$|什么|啥|哪|为何|怎么|咋|是否|有没有|占比|变化|呢[??]?$")
_CUT = re.compile(r"[,;。??](?![^()]*\))")
_FIRST = frozenset({"figure", "count", "yesno", "change", "percent"})
_THEN = _FIRST | {"share", "reason", "list", "composition", "duty", "passage", "rank"}
_ALONE = re.compile(
    r"^(?:一共|总共|又|都|各|分别)?(?:是|为)?(?:多少|几)(?:钱|元|万元?|万|亿元?|个|人|辆)*$|怎么(?:说|写|讲|解释)"
    r"|^(?:差额|差距|相差|高出|多出|幅度)(?:是|为)?(?:多少|几)|^(?:又|还|各|相差|差|高|多|低|少|大|小)(?:出|了)?(?:多少|几)"
)


def questions_in(question: str) -> tuple[str, ...]:
    """The questions of one line in order, each to be read as going on from those before; one alone as it is.

    A clause that asks nothing belongs to the question behind it, and what only asks the amount of what was just asked
    (是哪一类, 多少钱) is no question of its own.
    """
    text = fold_text(question)
    if len(text) != len(question):
        return (question,)
    found: list[str] = []
    begin = 0
    for cut in [*(m.start() for m in _CUT.finditer(text)), len(text)]:
        if _ASKS.search(text[begin:cut]):
            found.append(question[begin:cut].strip(",;。?，；？ "))
            begin = cut + 1
    if begin < len(text) and found:
        found[-1] += question[begin - 1 :].rstrip("?？")
    if len(found) < 2 or any(_ALONE.search(part) for part in found[1:]):
        return (question,)
    kinds = [kind_of(fold_text(part)) for part in found]
    fits = kinds[0] in _FIRST and all(kind in _THEN for kind in kinds[1:])
    return tuple(found) if fits else (question,)
