"""An answer on the screen: the figure large, the sentence, parts, chart, warnings, sources, what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from index.figures.compare import agree
from index.model import Figure, Measure
from qa.answer.choices import full_name
from qa.model import Answer, CitedFigure
from qa.web import charts, citations, copying, desk, links, moves, offered, reading, said
from qa.web.grids import linked
from qa.web.guard import guarded
from qa.web.thread import Turn, plain
from qa.web.words import apart, grouped, label_of, moved, safe, signed, unit_of, way_of, whose, with_unit

_ENOUGH = "够多了"
_THANKS = {"没用": "已记下您的意见，谢谢。", _ENOUGH: "您这一小时已经评价过很多次，这一次没有记下，请稍后再评。"}
_REASONS = ("数字不对", "单位或年度不对", "没有答到点上", "出处不对", "看不懂", "其他")


@st.fragment
@guarded
def show(number: int, turn: Turn) -> None:
    """One answer; clicks inside it run only this part of the page again."""
    answer, key = turn.answer, f"turn{number}"
    st.html(headline(answer, picked=turn.ask is not None) + sentence(answer) + reading.html(reading.of(turn)))
    offered.options(turn, key)
    offered.choices(answer, key)
    for warning in dict.fromkeys(answer.warnings):
        st.html(f"<p class='bq-warning' role='note'><b>请注意</b>　{safe(warning)}</p>")
    _parts(answer, key)
    citations.show(answer, key)
    _actions(answer, turn, key)
    offered.follow_ups(answer, key)


def headline(answer: Answer, *, picked: bool = False) -> str:
    """The figure large, with whose it is above and how it moved below; "" where the answer is in words.

    A figure that was picked among others goes by the name it was picked by.
    """
    if answer.value is None:
        return ""
    first = answer.figures[0].figure if answer.figures else None
    unit = answer.value.unit or ("" if answer.computed or first is None else unit_of(first))
    what = f"<div class='bq-what'>{_what(answer, first, picked)}</div>"
    number = (
        f"<div class='bq-number'>{_sign(first)}{safe(grouped(answer.value.amount))}<small>{safe(unit)}</small></div>"
    )
    return f"<section class='bq-headline' aria-label='数字'>{what}{number}{_change(answer, first)}</section>"


def _what(answer: Answer, first: Figure | None, picked: bool) -> str:
    if first is None:
        return ""
    if answer.computed and len(answer.figures) > 1:
        return f"由 {len(answer.figures)} 个公开数字计算"
    return apart(*whose(first), full_name(first) if picked else label_of(first))


def _sign(first: Figure | None) -> str:
    word = way_of(first) if first else ""
    return f"<span class='bq-sign'>{word}</span>" if word in ("增", "减") else ""


def _change(answer: Answer, first: Figure | None) -> str:
    """How the headline figure moved, as disclosed beside it; "" where nothing is disclosed or the question was the change."""
    if first is None or answer.computed or first.measure is not Measure.AMOUNT:
        return ""
    found = moves.changes(desk.edition(), first)
    if not found:
        return ""
    text, way = moved(found[0])
    rate = f"（{with_unit(found[1])}）" if len(found) > 1 and found[0].direction else ""
    return f"<div class='bq-change {way}'>{safe(text)}{safe(rate)}</div>"


def sentence(answer: Answer) -> str:
    """What is said, and how an amount was worked out."""
    work = ""
    if answer.computed:
        result = f"{grouped(answer.computed.amount)}{answer.computed.unit or ''}"
        work = f"<p class='bq-work'>计算：{safe(answer.computed.expression)} = {safe(result)}</p>"
    kind = " bq-none" if answer.status == "not_found" else ""
    lines = "<br>".join(safe(line) for line in answer.text.splitlines())
    return f"<p class='bq-sentence{kind}'>{lines}</p>{work}"


def _parts(answer: Answer, key: str) -> None:
    """Parts as a table, and a chart where the figures compare."""
    rows = _rows(answer)
    if len(rows) < 2:
        return
    drawn = charts.series([c.figure for c in rows])
    if drawn:
        summary = "，".join(f"{f.year if drawn.along == '年度' else f.org} {with_unit(f)}" for f in drawn.figures)
        st.vega_lite_chart(charts.spec(drawn), width="stretch", key=f"{key}-chart", alt=summary)
    st.html(parts_table(rows))


def table(answer: Answer) -> str:
    """The parts as a table; "" where there are none."""
    rows = _rows(answer)
    return parts_table(rows) if len(rows) > 1 else ""


def _rows(answer: Answer) -> tuple[CitedFigure, ...]:
    return once(answer.parts or _beside(answer.figures))


def _beside(figures: Sequence[CitedFigure]) -> tuple[CitedFigure, ...]:
    """The figures without the change that stands under the headline already."""
    amount = bool(figures) and figures[0].figure.measure is Measure.AMOUNT
    return tuple(c for c in figures if not (amount and c.figure.measure is Measure.CHANGE))


def once(cited: Sequence[CitedFigure]) -> tuple[CitedFigure, ...]:
    """What is printed in several places, there in 元 and here in 万元, is one row: the first place's."""
    rows: list[CitedFigure] = []
    for each in cited:
        if not any(_slots(each.figure) == _slots(row.figure) and _same(each.figure, row.figure) for row in rows):
            rows.append(each)
    return tuple(rows)


def _slots(figure: Figure) -> tuple[object, ...]:
    return (figure.org, figure.year, figure.stage, figure.scope, label_of(figure))


def _same(a: Figure, b: Figure) -> bool:
    if a.value is None or b.value is None:
        return (a.amount, a.unit, a.state) == (b.amount, b.unit, b.state)
    return agree(a, b)


def parts_table(rows: tuple[CitedFigure, ...]) -> str:
    """A small table; only columns whose entries differ are shown beside item and number."""
    figures = [cited.figure for cited in rows]
    columns = {
        "单位": [f.org for f in figures],
        "年度": [f"{f.year or ''}" for f in figures],
        "阶段": [f.stage or "" for f in figures],
        "口径": [f.scope or "" for f in figures],
        "项目": [label_of(f) for f in figures],
    }
    shown = {name: cells for name, cells in columns.items() if len(set(cells)) > 1} or {"项目": columns["项目"]}
    head = "".join(f"<th>{name}</th>" for name in shown) + "<th class='bq-num'>数字</th><th>计量单位</th>"
    body = "".join(
        "<tr>"
        + "".join(f"<td>{safe(cells[i])}</td>" for cells in shown.values())
        + f"<td class='bq-num'>{linked(f, signed(f))}</td><td>{safe(unit_of(f))}</td></tr>"
        for i, f in enumerate(figures)
    )
    return f"<div class='bq-scroll' tabindex='0'><table class='bq-table bq-parts'><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"


def _actions(answer: Answer, turn: Turn, key: str) -> None:
    if answer.status == "clarify":
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key=f"{key}-actions"):
        copying.button(plain(answer), key=f"{key}-copy")
        if link := links.address(key, (st.context.url or "").partition("?")[0]):
            copying.button(link, label="复制链接", key=f"{key}-link", on_copied=partial(links.keep, key, turn))
        given = st.session_state.get(f"{key}-given")
        if given:
            st.caption(_THANKS.get(given, "已记下，谢谢。"))
            return
        st.button("有用", key=f"{key}-yes", icon=":material/thumb_up:", on_click=_keep, args=(turn, key, "有用"))
        if st.button("没用", key=f"{key}-no", icon=":material/thumb_down:"):
            st.session_state[f"{key}-asking"] = True
    if st.session_state.get(f"{key}-asking"):
        _why(turn, key)


def _why(turn: Turn, key: str) -> None:
    with st.form(f"{key}-why"):
        st.pills("哪里不好？", _REASONS, key=f"{key}-reason")
        st.text_input("补充说明（可不填，请勿写个人信息）", key=f"{key}-words", max_chars=300)
        st.form_submit_button("提交", on_click=_keep, args=(turn, key, "没用"))


def _keep(turn: Turn, key: str, verdict: str) -> None:
    told = (st.session_state.get(f"{key}-reason"), str(st.session_state.get(f"{key}-words") or "").strip())
    kept = said.keep(turn.question, turn.answer, verdict, "；".join(part for part in told if part))
    st.session_state[f"{key}-given"] = verdict if kept else _ENOUGH
    st.session_state.pop(f"{key}-asking", None)
