"""What several tests of the writer need: the documents, the questions, one rewording."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from qa.ask import Asker
from qa.model import Answer, Request
from qa.writing.config import Config
from qa.writing.writer import Writer
from tests.stub_writer import Serve, as_reply, send, stub

ROOT = Path(__file__).resolve().parents[3]
FILES = ("云汀市教育局2022年度部门预算.txt", "云汀市教育局2024年度部门预算.txt", "云汀市民政局2024年度部门预算.txt")
ONE = "云汀市教育局2022年预算三公经费多少"
KEY = "sk-never-shown"
FAITHFUL = "云汀市教育局2022年部门预算中“三公”经费为63.56万元。比上年预算减少17.74万元。"


def answer_of(asker: Asker, question: str) -> Answer:
    return asker.ask(Request(question=question), today=2026)


def worded(serve: Serve, answer: Answer, **settings: Any) -> Answer:
    """The answer as a writer behind such a server leaves it."""
    with stub(serve) as server:
        found = Writer(Config(address=server.address, key=KEY, **settings)).worded(answer)
        assert len(server.requests) == 1, "it was asked"
    return found


def same_but_words(a: Answer, b: Answer) -> bool:
    return replace(a, text="", elapsed_ms=0) == replace(b, text="", elapsed_ms=0)


def raw(body: bytes, status: int = 200, **headers: str) -> Serve:
    """A server that answers so, whatever it is asked."""
    return lambda handler, _: send(handler, body, status, **headers)


FAILING = raw(as_reply(FAITHFUL.replace("为", "是")), 500)
