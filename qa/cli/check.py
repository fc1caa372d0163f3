"""``budgetqa check``: do the disclosed figures fit together?"""

from __future__ import annotations

import argparse
from collections import Counter

from index.model import Verdict
from qa import render
from qa.cli import options


def add(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument("documents", nargs="*", metavar="文件", help="编号或文件名（不给则全部）")
    parser.add_argument("--all", action="store_true", help="也列出相符的各项")
    options.library(parser)
    options.json_switch(parser)


def run(args: argparse.Namespace) -> int:
    """List what does not hold; exit code 1 where anything does not."""
    store = options.opened(args)
    infos = [options.document(store, name) for name in args.documents] or list(store.documents())
    counts: Counter[Verdict] = Counter()
    told = []
    for info in infos:
        document, findings = store.document(info.id), store.findings_of(info.id)
        counts.update(f.verdict for f in findings)
        if args.json:
            told += [render.finding_json(f, document) for f in findings]
            continue
        shown = [f for f in findings if args.all or f.verdict is Verdict.FAIL]
        passed = sum(f.verdict is Verdict.PASS for f in findings)
        failed = sum(f.verdict is Verdict.FAIL for f in findings)
        options.say(f"{info.file}：{passed} 项相符，{failed} 项不符")
        for finding in shown:
            options.say("\n".join(render.finding_lines(finding, document)))
    if args.json:
        options.say(render.dump({"summary": {str(v): counts[v] for v in Verdict}, "findings": told}))
    return 1 if counts[Verdict.FAIL] else 0
