"""``budgetqa figures``: the exact figures, as rows to export."""

from __future__ import annotations

import argparse

from index.library import Store
from qa import lookup, render
from qa.cli import options


def add(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument("--item", metavar="项目", help="只看这个项目，如 公务接待费")
    options.slots(parser, "org", "years", "stage", "scope", "document")
    options.output(parser)
    options.library(parser)


def run(args: argparse.Namespace) -> int:
    """List them."""
    store = options.opened(args)
    found = lookup.figures(store, _wanted(store, args))
    infos = {info.id: info for info in store.documents()}

    def as_json() -> object:
        return {"figures": [render.cited_json(render.cite(f, store, infos[f.document]), store) for f in found]}

    options.write_sheets(args, [render.figures_sheet(found, store)], as_json)
    if args.format == "table":
        options.note(f"共 {len(found)} 个数字")
    return 0


def _wanted(store: Store, args: argparse.Namespace) -> lookup.Wanted:
    return lookup.Wanted(
        orgs=options.bodies(store, args.org) if args.org else (None,),
        years=tuple(args.years) if args.years else (None,),
        item=args.item or "",
        stage=args.stage,
        scope=args.scope,
        document=options.document(store, args.document).id if args.document else None,
    )
