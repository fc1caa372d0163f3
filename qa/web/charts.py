"""A chart where one tells more than a number: bars over years or over bodies. Exact values are text; floats only place marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from index.model import Figure, Measure
from qa.web.words import with_unit

_BAR, _INK = "#2F6EA5", {False: "#1B2733", True: "#E3E9EF"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Figures that compare, along years or along bodies."""

    along: str
    figures: tuple[Figure, ...]


def series(figures: Sequence[Figure]) -> Series | None:
    """What can be drawn: amounts of one item of one body over years, or of one year over bodies; None where nothing can."""
    money = [f for f in figures if f.measure is Measure.AMOUNT and f.yuan is not None]
    items = {f.item or f.label for f in money}
    years, orgs = {f.year for f in money}, {f.org for f in money}
    if len(items) != 1:
        return None
    if len(orgs) == 1 and len(years) >= 2:
        chosen = {f.year: f for f in reversed(money)}
        return Series(along="年度", figures=tuple(sorted(chosen.values(), key=lambda f: f.year or 0)))
    if len(years) == 1 and len(orgs) >= 2:
        first = {f.org: f for f in reversed(money)}
        return Series(along="单位", figures=tuple(sorted(first.values(), key=lambda f: -(f.yuan or 0))))
    return None


def spec(found: Series, *, dark: bool = False) -> dict[str, Any]:
    """A Vega-Lite chart with its data inside."""
    by_year = found.along == "年度"
    values = [
        {"谁": f"{f.year}年{f.stage or ''}" if by_year else f.org, "数": float(f.yuan or 0), "原文数字": with_unit(f)}
        for f in found.figures
    ]
    names = {
        "field": "谁",
        "type": "ordinal",
        "sort": None,
        "title": None,
        "axis": {"labelAngle": 0, "labelLimit": 220},
    }
    numbers = [float(f.yuan or 0) for f in found.figures]
    # Room for the label beyond the longest bar.
    scale = {"domain": [min(0.0, *numbers), max(0.0, *numbers) * (1.12 if by_year else 1.16) or 1.0], "nice": False}
    amounts = {"field": "数", "type": "quantitative", "title": None, "axis": None, "scale": scale}
    tooltip = [{"field": "谁", "title": found.along}, {"field": "原文数字", "title": "数字"}]
    text = {"align": "center", "dy": -8} if by_year else {"align": "left", "dx": 6}
    return {
        "data": {"values": values},
        "height": 220 if by_year else 40 * len(values) + 10,
        "encoding": {"x" if by_year else "y": names, "y" if by_year else "x": amounts, "tooltip": tooltip},
        "layer": [
            {"mark": {"type": "bar", "color": _BAR, "cornerRadiusEnd": 2, "size": 34 if by_year else 20}},
            {
                "mark": {"type": "text", "fontSize": 13, "color": _INK[dark], **text},
                "encoding": {"text": {"field": "原文数字"}},
            },
        ],
        "config": {
            "view": {"stroke": None},
            "axis": {"labelFontSize": 13, "labelColor": _INK[dark], "domain": False, "ticks": False},
        },
    }
