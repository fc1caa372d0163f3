"""``budgetqa web``: the page over a library."""

from __future__ import annotations

import argparse

from qa.cli import options, page

add = page.add


def run(args: argparse.Namespace) -> int:
    """Serve the page until it is stopped."""
    return page.serve(options.place(args), args)
