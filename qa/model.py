"""Types of the asking side: a question as understood, what was found for it, the answer as given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from index.library import DocumentInfo
from index.model import Figure, Passage

Stage = Literal["预算", "年初预算", "调整预算", "执行", "决算"]
Scope = Literal["部门", "单位", "地区"]
Kind = Literal["正文", "表格", "名词"]  # of a passage
STAGES: tuple[str, ...] = get_args(Stage)
SCOPES: tuple[str, ...] = get_args(Scope)
KINDS: tuple[str, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A question as it comes in. ``document`` is an id, an id's beginning or a file name; the slots given here win over the text's.

    ``context`` holds the earlier questions of the thread, oldest first. ``today`` is the asking date's year, for 今年/去年.
    ``ask`` is the opaque token of a choice: it says all by itself, and ``question`` is then only what people read.
    """

    question: str
    id: str | None = None
    org: str | None = None
    year: int | None = None
    stage: str | None = None
    scope: str | None = None
    document: str | None = None
    context: tuple[str, ...] = ()
    ask: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """The headline figure as disclosed: digits untouched."""

    amount: str
    unit: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Computed:
    """A worked-out figure and the expression that gives it, its inputs being in ``Answer.figures``."""

    expression: str
    amount: str
    unit: str | None

    @property
    def told(self) -> str:
        """The amount with its unit, where it has one."""
        return f"{self.amount}{self.unit or ''}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedFigure:
    """A figure with what the answer says of its source in words: the quote cut from the document, the clause that gives
    its reason, the title of its table; "" where there is none."""

    figure: Figure
    quote: str
    title: str
    file: str
    reason: str = ""
    table: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedPlace:
    """A place that a warning rests on: the verbatim words, the labels of the cell, and where they stand."""

    document: str
    title: str
    file: str
    page: int | None
    section: tuple[str, ...]
    row: str | None
    column: str | None
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedPassage:
    """A passage with its score and the title and file of its document."""

    passage: Passage
    score: float
    title: str
    file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Something printed that may be meant: a complete question, and the opaque ``ask`` that answers exactly this figure.

    ``label`` is the figure's full name, ``place`` where it stands, in words. Its amount is not told: it is no answer yet.
    """

    question: str
    ask: str
    org: str | None = None
    year: int | None = None
    stage: str | None = None
    scope: str | None = None
    label: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer: see the interface. ``status`` is answered, clarify or not_found.

    ``kind`` is the kind of question (figure, change, percent, count, reason, duty, list, definition, compare_years,
    compare_orgs, share, rank, sum, trend, passage, help …). ``understood`` says slot by slot how the question was read
    (``(("单位", "石家庄市数据资源管理局", "简称"), …)``). ``parts`` are figures to show as a small table beside the headline.
    ``beside`` are the places that warnings rest on, ``workings`` what is worked out beside the headline (each with its
    inputs in ``figures``). ``held`` are the documents whose identity the text tells although none of their figures is
    cited, ``holds`` how many bodies and documents the library has, where the text says so.
    ``suggestions`` are complete follow-up questions that fit. ``choices`` stand in clarify, and in not_found where
    something printed is near, nearest first, at most eight.
    """

    question: str
    status: str
    text: str
    kind: str = "figure"
    id: str | None = None
    value: Value | None = None
    figures: tuple[CitedFigure, ...] = ()
    parts: tuple[CitedFigure, ...] = ()
    computed: Computed | None = None
    passages: tuple[CitedPassage, ...] = ()
    options: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    warnings: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    understood: tuple[tuple[str, str, str], ...] = ()
    elapsed_ms: float = 0.0
    beside: tuple[CitedPlace, ...] = ()
    workings: tuple[Computed, ...] = ()
    held: tuple[DocumentInfo, ...] = ()
    holds: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of the question that names something: ``concepts`` are the vocabulary's keys it may mean, () for free words.

    ``unit`` is the full name of the subordinate unit that it is short for, "" for all else.
    """

    text: str
    concepts: tuple[str, ...] = ()
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """Neighbouring pieces with no function word between them: 办公设备购置费 + 复印机.

    ``optional`` chunks say where to look or stood in brackets: they help to choose and need not be met, except that a
    ``remark`` in brackets that names an amount of its own may not be passed over. ``said`` is what was asked where the text
    has been put in a paper's words, else "".
    """

    text: str
    pieces: tuple[Piece, ...]
    optional: bool = False
    remark: bool = False
    said: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A question as understood. Slots that the question leaves open are None or ().

    ``orgs`` are canonical names; several with ``org_open`` True mean that the words fit each of them, with False that
    the question speaks of all of them. ``unknown_org`` is a body the library does not know. ``unit`` is a subordinate
    unit that the question names. ``among`` are bodies that a document of several may print, looked for by their names. ``years`` are the years asked for, ``base_year`` the one compared with, ``year_unread`` what is written like a year and is none, ``months`` the
    first and last month of a part of the year.
    ``table`` is the title of the table to look in, as far as the words say it.
    ``chunks`` is what the question is about, in order; ``words`` the question without organisation and years. ``money`` is the unit in which the answer is wished.
    ``understood`` holds (slot, value, how) for people.
    """

    text: str
    original: str
    kind: str
    orgs: tuple[str, ...] = ()
    org_open: bool = False
    unknown_org: str | None = None
    unit: str | None = None
    among: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    base_year: int | None = None
    year_how: str = ""
    year_unread: str = ""
    months: tuple[int, int] | None = None
    stages: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()
    measure: str | None = None
    counted: str | None = None
    money: str | None = None
    base: str | None = None
    top: int | None = None
    lowest: bool = False
    codes: tuple[str, ...] = ()
    table: str | None = None
    chunks: tuple[Chunk, ...] = ()
    words: str = ""
    understood: tuple[tuple[str, str, str], ...] = ()
