"""``budgetqa web``: the page over a library."""

from __future__ import annotations

import argparse

from qa.cli import options, page

add = page.add


def run(args: argparse.Namespace) -> int:
    """Serve the page until it is stopped. A library that is not there or damaged is said at once, not by the page."""
    place = options.place(args)
    options.opened(args).close()
    return page.serve(place, args)
