"""``budgetqa check``: do the disclosed figures fit together?"""

from __future__ import annotations

import argparse
from collections import Counter
from typing import Any

from index.model import Verdict
from qa import checked, render, terminal
from qa.cli import options


def add(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument("documents", nargs="*", metavar="文件", help="编号或文件名（不给则全部）")
    parser.add_argument("--all", action="store_true", help="也列出相符、数据不足和不适用的各项")
    options.library(parser)
    options.json_switch(parser)


def run(args: argparse.Namespace) -> int:
    """List what does not hold, in each file and between the files of one body; exit code 1 where anything does not."""
    store = options.opened(args)
    infos = [options.document(store, name) for name in args.documents] or list(store.documents())
    only = tuple(info.id for info in infos) if args.documents else ()
    counts: Counter[Verdict] = Counter()
    listed: list[dict[str, Any]] = []
    for name, found in (*checked.within(store, only), *checked.between(store, only)):
        here = Counter(finding.verdict for finding, *_ in found)
        counts.update(here)
        if args.json:
            listed += [render.finding_json(*told) for told in found if args.all or told[0].verdict in _PROVED]
            continue
        options.say(f"{name}：{_counted(here)}")
        for told in found:
            if args.all or told[0].verdict is Verdict.FAIL:
                options.say("\n".join(terminal.finding_lines(*told)))
    if args.json:
        options.say(render.dump({"summary": {str(v): counts[v] for v in Verdict}, "findings": listed}))
    return 1 if counts[Verdict.FAIL] else 0


_PROVED = (Verdict.PASS, Verdict.FAIL)


def _counted(counts: Counter[Verdict]) -> str:
    rest = "，".join(f"{counts[v]} 项{v}" for v in (Verdict.NOT_ENOUGH, Verdict.NOT_APPLICABLE) if counts[v])
    return f"{counts[Verdict.PASS]} 项相符，{counts[Verdict.FAIL]} 项不符" + (f"（另有 {rest}）" if rest else "")
