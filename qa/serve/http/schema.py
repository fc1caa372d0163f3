"""What may be sent and what comes back, for checking requests and for the OpenAPI description."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from qa.ask import LONGEST
from qa.batch import EARLIER
from qa.model import Kind, Scope, Stage
from qa.serve.limits import Limits

# One name, or a few words: longer than that nothing in a library is called.
_NAME = 200
_MOST = Limits()
Name = Annotated[str, StringConstraints(max_length=_NAME)]
Words = Annotated[str, StringConstraints(max_length=LONGEST)]
Years = Annotated[str, StringConstraints(pattern=r"^(19|20)\d\d(\.\.(19|20)\d\d)?$")]
Year = Annotated[int, Field(ge=1900, le=2099)]


class _Asked(BaseModel):
    """A misspelt name must not widen what is asked."""

    model_config = ConfigDict(extra="forbid")


class Question(_Asked):
    """A question, as a line of a batch file."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "anyOf": [
                {"required": ["question"], "properties": {"question": {"pattern": r"\S"}}},
                {"required": ["ask"], "properties": {"ask": {"type": "string", "minLength": 1}}},
            ]
        },
    )

    question: Words = Field(
        "", description="问题；给出 ask 时可以不写", examples=["石家庄市数据资源管理局2019年三公经费多少"]
    )
    org: Name | None = Field(None, description="单位")
    year: Year | None = Field(None, description="年度")
    stage: Stage | None = Field(None, description="阶段")
    scope: Scope | None = Field(None, description="口径")
    document: Name | None = Field(None, description="只问这份文件：编号、编号的开头或文件名")
    context: list[Words] = Field(default_factory=list, max_length=EARLIER, description="此前的问题，早的在前")
    ask: Words | None = Field(None, description="选定 choices 中的一项：它的 ask")


class Search(_Asked):
    text: Words = Field(min_length=1, description="要找的内容", examples=["公务接待费减少的原因"])
    org: Name | None = None
    year: Years | None = Field(None, description="2019 或 2017..2019")
    stage: Stage | None = None
    scope: Scope | None = None
    kind: Kind | None = None
    k: int = Field(10, ge=1, le=_MOST.passages, description="要几段")


class _Part(_Asked):
    limit: int = Field(_MOST.listed, ge=1, le=_MOST.most_listed, description="最多几条")
    cursor: Annotated[str, StringConstraints(max_length=300)] = Field("", description="上一页的 next；不给则从头")


class Figures(_Part):
    org: Name | None = None
    year: Years | None = Field(None, description="2019 或 2017..2019")
    item: Name | None = Field(None, description="项目，如 公务接待费")
    stage: Stage | None = None
    scope: Scope | None = None
    document: Name | None = None


class Documents(_Part):
    org: Name | None = None
    year: Years | None = None


class Tables(_Part):
    document: Name = Field(min_length=1, description="编号、编号的开头或文件名")
    page: int | None = Field(None, ge=1, le=100_000)


class Checks(_Part):
    document: Name = Field(min_length=1)


class Feedback(_Asked):
    """What a visitor says of an answer. No personal data, please: numbers that look like such are taken out."""

    question: Words = Field(min_length=1)
    verdict: Literal["有用", "没用"]
    answer: Words = Field("", description="答案的 text")
    reason: Annotated[str, StringConstraints(max_length=_MOST.text)] = ""


class Wrong(BaseModel):
    """One line, in Chinese."""

    error: str = Field(examples=["缺少 question，或问题是空的"])


class Value(BaseModel):
    amount: str
    unit: str | None


class Source(BaseModel):
    document: str
    title: str
    file: str
    page: int | None
    section: list[str]
    table: str | None
    row: str | None
    column: str | None
    quote: str
    url: str | None = None


class Figure(BaseModel):
    org: str
    year: int | None
    stage: str | None
    scope: str | None
    item: str
    measure: str
    amount: str
    unit: str | None
    yuan: str | None
    source: Source


class Computed(BaseModel):
    expression: str
    amount: str
    unit: str | None


class Passage(BaseModel):
    document: str
    section: list[str]
    page: int | None
    text: str
    score: float


class Choice(BaseModel):
    question: str
    ask: str
    org: str | None
    year: int | None
    stage: str | None
    scope: str | None
    label: str
    place: str


class Answer(BaseModel):
    """One answer; amounts are decimal strings, digits as printed."""

    model_config = ConfigDict(extra="allow")

    question: str
    status: Literal["answered", "clarify", "not_found"]
    text: str
    value: Value | None
    figures: list[Figure]
    computed: Computed | None
    passages: list[Passage]
    options: list[str]
    choices: list[Choice]
    warnings: list[str]
    elapsed_ms: float


class Hit(Passage):
    kind: str
    org: str
    year: int | None
    stage: str | None
    scope: str | None
    heading: str
    file: str


class Hits(BaseModel):
    query: str
    passages: list[Hit]


class FigureList(BaseModel):
    figures: list[Figure]
    next: str | None = Field(description="接着取：作为 cursor 给出；没有更多时为 null")


class _Listed(BaseModel):
    total: int
    next: str | None


class DocumentList(_Listed):
    documents: list[dict[str, Any]]


class TableList(_Listed):
    tables: list[dict[str, Any]]


class CheckList(_Listed):
    summary: dict[str, int]
    findings: list[dict[str, Any]]


class Kept(BaseModel):
    kept: bool


class Health(BaseModel):
    status: Literal["ok"]
