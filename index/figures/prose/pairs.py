"""Words that name two at once: 政府性基金收支, 政府性基金预算、国有资本经营预算支出."""

from __future__ import annotations

import re

from index.figures.prose.rules import rules

_TWO_FUNDS = re.compile(
    "(?P<first>[^、和及与]+)[、和及与](?P<last>[^、和及与]+?)(?P<side>(?:财政拨款)?(?:收入|支出|收支))"
)


def sides_of(words: str) -> tuple[str, ...]:
    """政府性基金收支 is 政府性基金收入 and 政府性基金支出."""
    if rules()["label.funds"].search(words) and (two := _TWO_FUNDS.fullmatch(words)):
        # 政府性基金预算、国有资本经营预算支出: the side is said once.
        first = two["first"] if two["first"].endswith(("收入", "支出", "收支")) else two["first"] + two["side"]
        return (*sides_of(first), *sides_of(two["last"] + two["side"]))
    both = rules()["none.both"].match(words)
    return (both["stem"] + "收入", both["stem"] + "支出") if both else (words,)
