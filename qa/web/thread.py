"""A conversation: its turns, what it looks like as Markdown and as rows. No widgets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.model import Answer, CitedFigure
from qa.sheets import Sheet
from qa.web.words import label_of, signed, way_of

# What a follow-up may refer to.
REMEMBERED = 8
_MARKUP = re.compile(r"([\\`*_\[\]<>$~]|^[#+-](?= )|!(?=\[))", re.MULTILINE)
ASKED, BEFORE, PICKED = "q", "c", "a"


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A question and its answer; ``before`` are the earlier questions that it leans on, ``ask`` the choice that was picked.

    ``context`` are all that it was asked with.
    """

    question: str
    answer: Answer
    before: tuple[str, ...] = ()
    ask: str | None = None
    context: tuple[str, ...] = ()


def context(turns: Sequence[Turn]) -> tuple[str, ...]:
    """The earlier questions that the next one may refer to."""
    return tuple(turn.question for turn in turns[-REMEMBERED:])


def plain(answer: Answer) -> str:
    """An answer for the clipboard: the sentence, then its first source."""
    lines = [answer.text]
    if answer.computed:
        lines.append(f"计算：{answer.computed.expression} = {answer.computed.amount}{answer.computed.unit or ''}")
    lines += [f"出处：{source(cited)}" for cited in answer.figures[:1]]
    if not answer.figures:
        lines += [f"出处：{cited.title or cited.file}" for cited in answer.passages[:1]]
    lines += [f"注意：{warning}" for warning in answer.warnings]
    return "\n".join(lines)


def source(cited: CitedFigure) -> str:
    """Where a figure is printed, in a line."""
    place = cited.figure.source
    cell = " / ".join(part for part in (place.row, place.column) if part)
    parts = (
        cited.title or cited.file,
        f"第{place.page}页" if place.page else "",
        place.section[-1] if place.section else "",
        cell,
    )
    return "，".join(part for part in parts if part)


def as_markdown(turns: Sequence[Turn], title: str) -> str:
    """The conversation to keep."""
    lines = [f"# {title}对话记录", ""]
    for number, turn in enumerate(turns, 1):
        answer = turn.answer
        lines += [f"## {number}. {_inert(' '.join(turn.question.split()))}", "", _inert(answer.text), ""]
        if answer.computed:
            lines += [f"计算：{answer.computed.expression} = {answer.computed.amount}{answer.computed.unit or ''}", ""]
        offered = answer.options or tuple(choice.question for choice in answer.choices)
        lines += [f"- {_inert(option)}" for option in offered] + ([""] if offered else [])
        rows = (*answer.figures, *answer.parts)
        if rows:
            lines += ["| 单位 | 年度 | 阶段 | 项目 | 数值 | 计量单位 | 出处 |", "|---|---|---|---|---:|---|---|"]
            lines += [_piped(cited) for cited in _unique(rows)] + [""]
        lines += [_quoted(cited.passage.text, cited.title or cited.file) for cited in answer.passages[:3]]
        lines += [f"**注意：**{_inert(warning)}" for warning in answer.warnings] + ([""] if answer.warnings else [])
    return "\n".join(lines).rstrip() + "\n"


def _inert(text: str) -> str:
    """Text for a Markdown file: shown as it is, no markup of it rendered."""
    return _MARKUP.sub(r"\\\1", text)


def as_sheet(turns: Sequence[Turn]) -> Sheet:
    """Every figure that the conversation rests on, with its source; amounts exactly as disclosed."""
    header = (
        "问题", "单位", "年度", "阶段", "口径", "项目", "量", "增减", "数值", "计量单位", "折合元", "文件", "页", "章节", "行", "列", "原文",
    )  # fmt: skip
    rows = []
    for turn in turns:
        for cited in _unique((*turn.answer.figures, *turn.answer.parts)):
            figure, place = cited.figure, cited.figure.source
            row = (
                turn.question, figure.org, figure.year, figure.stage, figure.scope, figure.label or figure.item, figure.measure,
                way_of(figure), figure.amount, figure.unit, None if figure.yuan is None else f"{figure.yuan:f}", cited.file, place.page,
                " / ".join(place.section), place.row, place.column, cited.quote,
            )  # fmt: skip
            rows.append(tuple("" if value is None else str(value) for value in row))
    return Sheet(title="数字和出处", header=header, rows=tuple(rows), amounts=(header.index("数值"),))


def _unique(rows: Sequence[CitedFigure]) -> tuple[CitedFigure, ...]:
    return tuple({cited.figure.id: cited for cited in rows}.values())


def _quoted(text: str, source: str) -> str:
    told = "\n".join(f"> {_inert(line)}" for line in text.splitlines())
    return f"{told}\n>\n> ——{_inert(source)}\n"


def _piped(cited: CitedFigure) -> str:
    figure = cited.figure
    cells = (
        figure.org, str(figure.year or ""), figure.stage or "", label_of(figure), signed(figure), figure.unit or "",
        source(cited),
    )  # fmt: skip
    return f"| {' | '.join(_inert(cell.replace('|', '／').replace(chr(10), ' ')) for cell in cells)} |"
