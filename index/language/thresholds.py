"""One form for things told by what one of them costs: 单位价值在一百万元（含）以上的设备 is 单价100万元以上设备."""

from __future__ import annotations

import re

_TENS = {"二十": "20", "三十": "30", "五十": "50", "一百": "100", "百": "100", "二百": "200", "两百": "200"}
_COSTING = re.compile(
    r"(?P<price>(?:单[台件]|单位)?(?:单价|价值|价格|原值)|单[台件])?在?(?P<count>\d+|二十|三十|五十|一百|百|二百|两百)万元?"
    r"(?P<and>\(含(?:本数)?\)|及)?以上\(?含?\)?的?(?P<thing>(?:大型?|通用|专用|科研|医疗|仪器|机器)*设备(?:\(不含车辆\))?)?"
)


def plain_threshold(folded: str) -> str:
    """The folded text with each such description in one form; all other text as it is."""
    return _COSTING.sub(_plain, folded) if "以上" in folded else folded


def _plain(match: re.Match[str]) -> str:
    if not match["price"] and not match["thing"]:
        return match.group()
    thing = re.sub(r"\(不含车辆\)|大型?(?=设备)", "", match["thing"] or "")
    return f"单价{_TENS.get(match['count'], match['count'])}万元以上{thing}"
