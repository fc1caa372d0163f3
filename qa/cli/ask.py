"""``budgetqa ask``: one question, or a batch of them."""

from __future__ import annotations

import argparse
import logging
import sys
from dataclasses import replace

from index.errors import BadOption, LibraryError
from index.library import Store
from qa import render, terminal
from qa.ask import Asker
from qa.batch import Line, read_batch
from qa.cli import options
from qa.model import Answer, Request
from qa.writing import config
from qa.writing.writer import rewording

_LOG = logging.getLogger(__name__)


def add(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument("question", nargs="*", metavar="问题", help="要问的话")
    parser.add_argument(
        "--batch", metavar="文件", help="每行一个 JSON 对象或一句问话；- 为标准输入；每行输出一个 JSON 答案"
    )
    parser.add_argument("--ask", metavar="标记", help="选定答案 choices 中的一项：给出它的 ask，不必再写问题")
    parser.add_argument("--explain", action="store_true", help="另列出最可能的几个数字，以及各自的理由")
    options.slots(parser, "org", "year", "stage", "scope", "document")
    options.library(parser)
    options.writer(parser)
    options.json_switch(parser)


def run(args: argparse.Namespace) -> int:
    """Answer."""
    words = " ".join(args.question)
    if args.batch is not None:
        if words:
            raise BadOption("--batch 与一句问话不能同时给出")
        if args.ask is not None:
            raise BadOption("--batch 与 --ask 不能同时给出（可写在每行的 ask 里）")
        if args.explain:
            raise BadOption("--batch 与 --explain 不能同时给出")
        return _batch(args)
    if args.ask is not None:
        if not args.ask.strip():
            raise BadOption("--ask 后面是空的")
    elif not args.question:
        raise BadOption('请给出问题，例如：budgetqa ask "某某局2019年三公经费多少"，或用 --batch 文件')
    elif not words.strip():
        raise BadOption("问题是空的，请输入要查的内容")
    if args.explain and args.ask is not None:
        raise BadOption("--explain 与 --ask 不能同时给出：选定的数字没有别的可能")
    worded = rewording(config.load(args.writer))
    store = options.opened(args)
    asker = Asker(store)
    request = narrowed(Request(question=words, ask=args.ask), args, store)
    answer = worded(asker.ask(request))
    explained = asker.explained(request) if args.explain else None
    if args.json:
        options.say(render.dump(render.answer_json(answer, store, explained=explained)))
    else:
        options.say("\n".join([*terminal.answer_lines(answer, store), *terminal.explained_lines(explained)]))
    return 0


def narrowed(request: Request, args: argparse.Namespace, store: Store) -> Request:
    """The request with the slots given as options, where it has none of its own."""
    document = request.document or args.document
    return replace(
        request,
        org=request.org or args.org or None,
        year=request.year or args.year,
        stage=request.stage or args.stage,
        scope=request.scope or args.scope,
        document=options.document(store, document).id if document else None,
    )


def _batch(args: argparse.Namespace) -> int:
    # The whole file is checked before the first answer: a bad line must not leave half a result behind.
    lines = read_batch(args.batch)
    worded = rewording(config.load(args.writer))
    store = options.opened(args)
    asker = Asker(store)
    failed = 0
    for line in lines:
        try:
            answer = worded(_one(asker, line, args, store))
        except LibraryError:
            raise
        except Exception as error:  # a mistake of ours in one line must not cost the lines that follow
            _LOG.debug("line %d", line.number, exc_info=True)
            options.note(f"第 {line.number} 行未能处理（程序错误 {type(error).__name__}）")
            asked, failed = line.request, failed + 1
            answer = Answer(question=asked.question, id=asked.id, status="not_found", text="程序未能处理这个问题。")
        options.say(render.dump(render.answer_json(answer, store, with_id=True), compact=True))
        sys.stdout.flush()
    return 1 if failed else 0


def _one(asker: Asker, line: Line, args: argparse.Namespace, store: Store) -> Answer:
    try:
        return asker.ask(narrowed(line.request, args, store))
    except BadOption as error:
        # One line that asks of a document which is not there; the others have a right to their answers.
        request = line.request
        return Answer(question=request.question, id=request.id, status="not_found", text=f"{error}。")
