"""问题是这样理解的: slot by slot, what the question said, and what stands for what it left open."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from index.errors import BudgetqaError
from index.vocabulary import load
from qa.model import Answer, Query
from qa.web import desk
from qa.web.thread import Turn
from qa.web.words import bare, label_of, safe

Slot = tuple[str, str, str]
_WORDS = Path(__file__).with_suffix(".toml")
_UNSAID = "问题没有说"


def of(turn: Turn) -> tuple[Slot, ...]:
    """Slot, value and how it was come by, in the order in which people think of them; () where there is nothing to tell."""
    if turn.ask:
        return _picked(turn.answer)
    try:
        query = desk.query(turn.question, turn.before)
    except BudgetqaError:
        return turn.answer.understood
    return slots(query, turn.answer) if query.kind not in ("greeting", "help") else ()


def slots(query: Query, answer: Answer) -> tuple[Slot, ...]:
    """The slots of a question as it was read, filled up from the figures that answer it."""
    figures = [cited.figure for cited in answer.figures] if answer.status == "answered" else []
    years = tuple(dict.fromkeys(str(f.year) for f in figures if f.year))
    stages = tuple(dict.fromkeys(f.stage for f in figures if f.stage))
    scopes = tuple(dict.fromkeys(f.scope for f in figures if f.scope))
    asked = "、".join(str(y) for y in query.years)
    base = f"{query.base_year}年" if query.base_year else query.base or ""
    found = [
        *_bodies(query),
        _slot(
            "年度", f"{asked}年" if asked else "", _years_how(query.year_how), "、".join(years) + "年" if years else ""
        ),
        ("与什么比", base, "") if base else None,
        _slot("阶段", "、".join(query.stages), "", "、".join(stages)),
        _slot("口径", "、".join(query.scopes), "", "、".join(scopes)),
        ("问的是", _words().get(query.kind, ""), ""),
        *_items(query, answer),
        ("编码", "、".join(query.codes), ""),
        ("哪张表", query.table or "", ""),
        ("量", query.measure or query.counted or "", ""),
        ("计量单位", query.money or "", ""),
        *((slot, value, how) for slot, value, how in answer.understood if slot != "单位"),
    ]
    return tuple(dict.fromkeys(slot for slot in found if slot and slot[1]))


def html(told: tuple[Slot, ...]) -> str:
    """The slots, folded."""
    if not told:
        return ""
    rows = "".join(
        f"<dt>{safe(slot)}</dt><dd>{safe(value)}{f'<span>{safe(how)}</span>' if how else ''}</dd>"
        for slot, value, how in told
    )
    return f"<details class='bq-read'><summary>问题是这样理解的</summary><dl class='bq-facts'>{rows}</dl></details>"


def _bodies(query: Query) -> list[Slot]:
    told: list[Slot] = []
    for slot, value, how in query.understood:
        same = f"，原文写作“{query.unit}”" if how == "下属单位" and query.unit else ""
        told.append((slot, value, f"{how}{same}" if how not in ("", "全称") else ""))
    named = "、".join(query.orgs[:3]) + (f" 等 {len(query.orgs)} 个" if len(query.orgs) > 3 else "")
    if not told and query.orgs:
        told.append(("单位", named, "接上一问"))
    return told


def _items(query: Query, answer: Answer) -> list[Slot]:
    words = [chunk.text for chunk in query.chunks if not chunk.optional]
    if not words:
        return []
    concepts = load().concepts
    keys = [key for chunk in query.chunks for piece in chunk.pieces for key in piece.concepts]
    names = dict.fromkeys(concepts[key].name for key in keys if key in concepts)
    meant = [name for name in names if bare(name) not in bare("".join(words))]
    told = [("内容", "、".join(words), f"也就是{'、'.join(meant[:3])}" if meant else "")]
    if answer.status == "answered" and answer.value and answer.figures and not answer.computed:
        printed = label_of(answer.figures[0].figure)
        told += [("公开文件中的项目", printed, "")] if bare(printed) != bare("".join(words)) else []
    return told


def _picked(answer: Answer) -> tuple[Slot, ...]:
    if not answer.figures:
        return ()
    figure = answer.figures[0].figure
    found = (
        ("单位", figure.org, ""),
        ("年度", f"{figure.year}年" if figure.year else "", ""),
        ("阶段", figure.stage or "", ""),
        ("口径", figure.scope or "", ""),
        ("公开文件中的项目", label_of(figure), "从给出的选项中选定"),
    )
    return tuple(slot for slot in found if slot[1])


def _slot(name: str, said: str, how: str, taken: str) -> Slot:
    """What was said; else what was taken, which is told to be so."""
    return (name, said, how) if said else (name, taken, f"{_UNSAID}，按查到的回答" if taken else "")


def _years_how(how: str) -> str:
    return "" if how in ("", "写明", "指定") else how


@cache
def _words() -> dict[str, str]:
    return dict(tomllib.loads(_WORDS.read_text(encoding="utf-8"))["kinds"])
