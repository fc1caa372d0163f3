"""A chart where one tells more than a number: bars over years or over bodies. Exact values are text; floats only place marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from index.model import Figure, Measure
from qa.web.words import with_unit

_BAR, _FONT = "#2F6EA5", 13
# Labels of an axis: years lose their stage where there is no room for it, long names take two lines.
_YEARS = "width / domain('x').length < 84 ? slice(datum.label, 0, 5) : datum.label"
_BODIES = "length(datum.label) > 11 ? [slice(datum.label, 0, 11), slice(datum.label, 11)] : datum.label"


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


def spec(found: Series) -> dict[str, Any]:
    """A Vega-Lite chart with its data inside. Texts take the colour of the page around them, light or dark."""
    by_year = found.along == "年度"
    values = [
        {"谁": f"{f.year}年{f.stage or ''}" if by_year else f.org, "数": float(f.yuan or 0), "原文数字": with_unit(f)}
        for f in found.figures
    ]
    room = max(_width(with_unit(f)) for f in found.figures) + 8
    label = _YEARS if by_year else _BODIES
    axis = {"labelAngle": 0, "labelLimit": 220 if by_year else 160, "labelOverlap": by_year, "labelExpr": label}
    names = {"field": "谁", "type": "ordinal", "sort": None, "title": None, "axis": axis}
    numbers = [float(f.yuan or 0) for f in found.figures]
    # Room for the label beyond the longest bar: above it little, beside it as much as the text is wide.
    top, beyond = max(0.0, *numbers) or 1.0, "1.12" if by_year else f"width / max(width - {room}, 40)"
    scale = {"domainMin": min(0.0, *numbers), "domainMax": {"expr": f"{top} * {beyond}"}, "nice": False}
    amounts = {"field": "数", "type": "quantitative", "title": None, "axis": None, "scale": scale}
    tooltip = [{"field": "谁", "title": found.along}, {"field": "原文数字", "title": "数字"}]
    text: dict[str, Any] = {"align": "center", "dy": -8} if by_year else {"align": "left", "dx": 6}
    if by_year:
        # On a phone many numbers would run into each other; pointing at a bar and the table below still tell them.
        text["opacity"] = {"expr": f"width / {len(values)} > {room} ? 1 : 0"}
    return {
        "data": {"values": values},
        "height": 220 if by_year else 40 * len(values) + 10,
        "encoding": {"x" if by_year else "y": names, "y" if by_year else "x": amounts, "tooltip": tooltip},
        "layer": [
            {
                "mark": {
                    "type": "bar",
                    "aria": False,
                    "color": _BAR,
                    "cornerRadiusEnd": 2,
                    "size": 34 if by_year else 20,
                }
            },
            {
                "mark": {"type": "text", "aria": False, "fontSize": _FONT, "color": "currentColor", **text},
                "encoding": {"text": {"field": "原文数字"}},
            },
        ],
        # The page says in Chinese what a screen reader is to say of the chart.
        "config": {
            "aria": False,
            "view": {"stroke": None},
            "axis": {"labelFontSize": _FONT, "labelColor": "currentColor", "domain": False, "ticks": False},
        },
    }


def _width(text: str) -> float:
    """About how wide a text is drawn, in pixels."""
    return sum(_FONT if ord(c) > 0x2E80 else 0.6 * _FONT for c in text)
