"""Figures and places in words for people. Digits stay as disclosed; only thousands are set apart."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from decimal import Decimal
from pathlib import PurePath

from index.library import DocumentInfo
from index.model import Figure, Measure, State

_PLAIN = re.compile(r"([-+△]?)(\d+)(\.\d+)?")
# Punctuation that Markdown reads; and places within what Streamlit finds in text that is read already (addresses, :icons:,
# arrows), which no backslash keeps from being found: a character without width goes there.
_MARKUP = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~$:&^=\"'@])")
_TURNED = re.compile(
    r"(?<=:)(?=\w|//)|(?<=/)(?=/)|(?<=w)(?=ww\.)|(?<=@)|(?<=[-<=])(?=[->=])|(?<=>)(?==)", re.IGNORECASE
)
_JOINER = "\u2060"
_STATES = {State.BLANK: "空白", State.DASH: "—", State.NONE: "无"}


def grouped(amount: str) -> str:
    """1234567.80 → 1,234,567.80; anything that is no plain number as it is."""
    found = _PLAIN.fullmatch(amount)
    return f"{found[1]}{int(found[2]):,}{found[3] or ''}" if found and not found[2].startswith("00") else amount


def amount_of(figure: Figure) -> str:
    """The number alone, or what stands in its place."""
    text = grouped(figure.amount) if figure.amount else _STATES.get(figure.state, "")
    return f"{figure.approximate}{text}" if figure.approximate in ("约", "近", "超") else text


def way_of(figure: Figure) -> str:
    """增, 减 or 持平 of a change or a rate, which are printed without a sign; "" for everything else."""
    if figure.measure not in (Measure.CHANGE, Measure.RATE) or figure.amount.startswith(("-", "△")):
        return ""
    return "" if figure.direction is None else {1: "增", -1: "减"}.get(figure.direction, "持平")


def signed(figure: Figure) -> str:
    """The number with its way in front: 减 17.39."""
    way = way_of(figure)
    return f"{way} {amount_of(figure)}" if way in ("增", "减") else amount_of(figure)


def unit_of(figure: Figure) -> str:
    """Its unit; a missing one is said."""
    if not figure.amount:
        return ""
    return figure.unit or ("单位未标明" if figure.measure is Measure.AMOUNT else "")


def with_unit(figure: Figure) -> str:
    """Number and unit."""
    unit = unit_of(figure)
    if unit == "单位未标明":
        return f"{amount_of(figure)}（单位未标明）"
    return f"{amount_of(figure)}{unit}"


def label_of(figure: Figure) -> str:
    """What it is about: the notion's name, narrowed by its aspect, with the measure where it is no amount."""
    name = figure.item or figure.label
    text = f"{name}（{figure.aspect}）" if figure.aspect and figure.aspect not in name else name
    return text if figure.measure is Measure.AMOUNT else f"{text}·{figure.measure}"


def whose(figure: Figure) -> tuple[str, str, str]:
    """Body, year with stage, scope."""
    year = f"{figure.year}年" if figure.year else ""
    return figure.org, f"{year}{figure.stage or ''}", figure.scope or ""


def moved(figure: Figure) -> tuple[str, str]:
    """(比上年预算减少 1.14万元, "down") of a figure that is a change or a rate."""
    direction = figure.direction if figure.direction is not None else _sign(figure.value)
    word = {1: "增加", -1: "减少", 0: "持平"}.get(direction or 0, "变化")
    if figure.measure is Measure.RATE:
        word = {1: "增长", -1: "下降", 0: "持平"}.get(direction or 0, "变化")
    base = f"比{figure.base}" if figure.base else "比上年"
    way = {1: "up", -1: "down"}.get(direction or 0, "same")
    if direction == 0:
        return f"{base.replace('比', '与', 1)}{word}", way
    return f"{base}{word} {with_unit(figure).lstrip('-')}", way


def _sign(value: Decimal | None) -> int | None:
    return None if value is None else (value > 0) - (value < 0)


def apart(*parts: str) -> str:
    """Parts of a line as HTML: it may break between them, hardly within."""
    return "".join(f"<span class='bq-bit'>{safe(part)}</span>" for part in parts if part)


def place_of(figure: Figure, title: str, table: str | None) -> str:
    """Where it is printed, in a line: document, page, table or section."""
    source = figure.source
    section = source.section[-1] if source.section else ""
    parts = (
        named(title, figure.org),
        f"第{source.page}页" if source.page else "",
        f"《{table}》" if table else section,
    )
    return "　".join(part for part in parts if part)


def name_of(info: DocumentInfo) -> str:
    """A document's title, or its file where it has none; with the body in front where neither tells."""
    return named(info.title or info.file, info.org)


def listed(infos: Iterable[DocumentInfo]) -> dict[str, DocumentInfo]:
    """Documents by a name to choose from; two that would have the same name are told apart by their id."""
    out: dict[str, DocumentInfo] = {}
    for info in infos:
        stem = PurePath(info.file).stem
        name = info.file if not info.title or name_of(info) in stem else f"{name_of(info)}（{info.file}）"
        out[f"{name}　{info.id[:8]}" if name in out else name] = info
    return out


def named(title: str, org: str) -> str:
    """A title that says whose document it is."""
    return title if not org or org in title else f"{org}　{title}"


def bare(text: str) -> str:
    """Text without quotes and spaces, to compare what was said with what is printed."""
    return re.sub(r"[\s“”\"'‘’《》]", "", text)


def shown(text: str) -> str:
    """Text for a label, in which Streamlit reads Markdown: shown as it is, on one line. No markup of it is rendered, no
    address fetched or made a link, no ``:name:`` made an icon, no arrow set."""
    return _MARKUP.sub(r"\\\1", _TURNED.sub(_JOINER, " ".join(text.split())))


def safe(text: str) -> str:
    """Text for HTML."""
    return html.escape(text, quote=True)
