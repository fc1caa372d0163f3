"""Which commands there are, and the one place that catches the error tree.

A command is a module with ``add(parser)`` and ``run(args) -> exit code``. Only the module of the command that is called
is imported, so that asking does not wait for what reading needs.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

from index.errors import BudgetqaError
from index.names import plain

_LONGEST = 400

COMMANDS = {
    "demo": ("demo", "用自带的示例文件建立资料库，打开网页"),
    "web": ("web", "打开资料库的网页"),
    "serve": ("serve", "提供 HTTP 接口（附加项 serve）"),
    "mcp": ("mcp", "为智能助手提供工具（MCP，附加项 mcp）"),
    "ingest": ("ingest", "把文件和文件夹读入资料库"),
    "ask": ("ask", "回答一个问题，或一批问题（--batch）"),
    "chat": ("chat", "在终端里连续提问"),
    "search": ("search", "查找相关段落"),
    "figures": ("figures", "按单位、年度、项目列出或导出数字"),
    "tables": ("tables", "列出或导出一份文件中的表格"),
    "check": ("check", "核对公开内容的勾稽关系"),
    "evaluate": ("evaluate", "用标准答案评测"),
    "train": ("train", "由问题集训练排序和判定的模型"),
    "identify": ("identify", "查看或更正文件的单位、年度、阶段、口径和种类"),
    "documents": ("documents", "资料库里有哪些文件"),
    "remove": ("remove", "从资料库中去掉文件（先进回收站）"),
    "undo-remove": ("undo_remove", "恢复去掉的文件"),
    "backup": ("backup", "把资料库备份成一个文件"),
    "restore": ("restore", "由备份恢复资料库"),
    "copy": ("copy", "把资料库复制到另一个文件夹"),
    "doctor": ("doctor", "检查环境、资料库、模型、字体和磁盘"),
    "verify": ("verify", "检查资料库和索引是否一致"),
    "rebuild": ("rebuild", "由资料库重建索引"),
    "feedback": ("feedback", "导出用户对回答的评价"),
    "audit": ("audit", "导出工作人员的操作记录"),
}

# argparse speaks English; what it says, in Chinese. The last row takes whatever is left.
_COMPLAINTS = (
    (r"unrecognized arguments: (.*)", r"不认识的参数：\1"),
    (r"the following arguments are required: (.*)", r"缺少参数：\1"),
    (r"argument (\S+): expected .*", r"参数 \1 后面缺少内容"),
    (r"argument (.+?): invalid choice: (.+?) \(choose from (.*)\)", r"参数 \1 不能是 \2（可用：\3）"),
    (r"argument (.+?): invalid (?:\w+) value: (.*)", r"参数 \1 的值不对：\2"),
    (r"argument (.+?): not allowed with argument (.*)", r"参数 \1 不能与 \2 同时使用"),
    (r"ambiguous option: (\S+) could match (.*)", r"参数 \1 不明确，可能是 \2"),
    (r"argument (.+?): (.*)", r"参数 \1：\2"),
    (r"(.*)", r"\1"),
)


class _Parser(argparse.ArgumentParser):
    """Complains in one line."""

    def error(self, message: str) -> NoReturn:
        for pattern, words in _COMPLAINTS:
            found = re.fullmatch(pattern, message, re.DOTALL)
            if found:
                message = found.expand(words)
                break
        self.exit(2, f"{self.prog}: {plain(' '.join(message.split())[:_LONGEST])}（用法见 {self.prog} --help）\n")


class _Version(argparse.Action):
    """Tells the version; looked up only when it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        from importlib.metadata import PackageNotFoundError, version

        try:
            found = version("budgetqa")
        except PackageNotFoundError:
            found = "（未安装）"
        print(f"budgetqa {found}")
        parser.exit()


def run() -> NoReturn:
    """The console script."""
    sys.exit(main(sys.argv[1:]))


def main(arguments: Sequence[str]) -> int:
    """Run one command; the exit code: 0 done, 1 done in part, 2 the call or the input is wrong."""
    _speak_utf8()
    try:
        args = _parser(arguments).parse_args(arguments)
        code: int = args.run(args)
        sys.stdout.flush()
        return code
    except BudgetqaError as error:
        print(f"budgetqa: {plain(str(error))}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        # The reader (head, less) has seen enough; what is left must not complain at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("\nbudgetqa: 已中断", file=sys.stderr)
        return 130


def _parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    parser = _Parser(prog="budgetqa", description="用中文提问，从部门预决算公开文件中得到精确到单元格、带出处的数字")
    parser.add_argument("--version", action=_Version, nargs=0, help="版本")
    subparsers = parser.add_subparsers(metavar="命令", required=True, title="命令")
    chosen = next((a for a in arguments if a in COMMANDS), None)
    for name, (module, words) in COMMANDS.items():
        sub = subparsers.add_parser(name, help=words, description=words)
        if name == chosen:
            command = import_module(f"qa.cli.{module}")
            command.add(sub)
            sub.set_defaults(run=command.run)
    return parser


def _speak_utf8() -> None:
    """Output is UTF-8 whatever the locale; a lone surrogate from a broken file must not stop it."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
