"""``budgetqa chat``: questions in a terminal, each understood in the light of those before."""

from __future__ import annotations

import argparse
import sys

from index.errors import BadOption
from qa import terminal
from qa.ask import Asker
from qa.cli import options
from qa.model import Answer, Choice, Request

# More than anybody refers back to; a longer thread would only cost time.
_REMEMBERED = 12


def add(parser: argparse.ArgumentParser) -> None:
    """The options."""
    options.slots(parser, "org", "year", "stage", "scope", "document")
    options.library(parser)


def run(args: argparse.Namespace) -> int:
    """Ask until the input ends."""
    store = options.opened(args)
    document = options.document(store, args.document).id if args.document else None
    asker = Asker(store)
    context: list[str] = []
    last: Answer | None = None
    options.note("请提问；回答有多个选项时可输入序号；输入“新”重新开始，“退出”或 Ctrl-D 结束。")
    while (line := _line()) is not None:
        picked = _picked(line.strip(), last)
        question = picked.question if picked else line.strip()
        if not question:
            continue
        if question in ("退出", "exit", "quit"):
            break
        if question == "新":
            context, last = [], None
            options.note("好，重新开始。")
            continue
        request = Request(
            question=question,
            org=args.org,
            year=args.year,
            stage=args.stage,
            scope=args.scope,
            document=document,
            context=tuple(context[-_REMEMBERED:]),
            ask=(picked.ask or None) if picked else None,
        )
        try:
            last = asker.ask(request)
        except BadOption as error:
            options.note(str(error))
            continue
        context.append(question)
        options.say("\n".join(terminal.answer_lines(last, store)))
        options.say()
    return 0


def _line() -> str | None:
    """The next line typed, None at the end."""
    try:
        if sys.stdin.isatty():
            return input("问 > ")
        return sys.stdin.readline() or None
    except EOFError:
        return None


def _picked(line: str, last: Answer | None) -> Choice | None:
    """The choice that a number means."""
    choices = terminal.offered(last) if last else ()
    return choices[int(line) - 1] if line.isdecimal() and len(line) < 4 and 1 <= int(line) <= len(choices) else None
