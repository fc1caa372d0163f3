"""``budgetqa figures``: the exact figures, as rows to export."""

from __future__ import annotations

import argparse

from index.language.fold import label_key
from index.library import Store
from index.model import Figure
from index.vocabulary import load
from qa import render
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
    found = _figures(store, args)
    infos = {info.id: info for info in store.documents()}

    def as_json() -> object:
        return {"figures": [render.cited_json(render.cite(f, store, infos[f.document]), store) for f in found]}

    options.write_sheets(args, [render.figures_sheet(found, store)], as_json)
    if args.format == "table":
        options.note(f"共 {len(found)} 个数字")
    return 0


def _figures(store: Store, args: argparse.Namespace) -> list[Figure]:
    document = options.document(store, args.document).id if args.document else None
    orgs = options.bodies(store, args.org) if args.org else (None,)
    years = tuple(args.years) if args.years else (None,)
    slots = [
        {"org": org, "year": year, "stage": args.stage, "scope": args.scope, "document": document}
        for org in orgs
        for year in years
    ]
    if not args.item:
        return [figure for each in slots for figure in store.figures(**each)]
    found = [f for each in slots for item in items(args.item) for f in store.figures(item=item, **each)]
    if found:
        return list({figure.id: figure for figure in found}.values())
    # No notion and no label is called so: those whose label has the words in it.
    key = label_key(args.item)
    return [f for each in slots for f in store.figures(**each) if key in label_key(f.label)]


def items(words: str) -> tuple[str, ...]:
    """What an item is looked up by: the words as a label, and every notion that is called so."""
    vocabulary = load()
    concept = vocabulary.concept_of(words)
    named = vocabulary.question_names.get(label_key(words), ())
    return tuple(dict.fromkeys([*([concept.key] if concept else []), *named, words]))
