"""How many right answers are among the figures read, before anything is chosen: ``python tests/benchmarks/reading.py [--sets web …]``.

For each set of ``tests/data/training.toml`` (documents of ``kept.txt`` left out): the questions with a value, how many of those
values are printed in the document asked (or in those that the question rests on) and need not be computed, and of how many a
figure prints it. Each missing one with the places where its digits stand, in a table (T) or in running text (P).
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from index.apart import read_apart
from index.figures import extract
from index.language.fold import fold_text
from index.model import Document, Figure
from index.parsing import parse
from index.readers.limits import Limits
from qa.ranking.examples import is_printed
from qa.ranking.sets import QuestionSet, read_sets

SETS = Path(__file__).resolve().parents[1] / "data/training.toml"
_AROUND = 45  # characters shown on either side of a number
_PLACES = 3


@cache
def understood(path: Path) -> tuple[Document, tuple[Figure, ...]]:
    """A file as parsed, and its figures; what the crawler knew of it is left out, for it changes no amounts."""
    data = path.read_bytes()
    document = parse(read_apart(path.name, data, Limits()), sha256(data).hexdigest())
    return document, tuple(extract(document))


def asked(chosen: QuestionSet, rows: list[dict[str, Any]]) -> Iterator[tuple[Mapping[str, Any], list[Path]]]:
    """The questions after one printed value, with the files that may hold it."""
    files = {file.name: file for path in chosen.documents for file in _files(path)}
    for row in rows:
        names = [row["document"]] if row.get("document") else [Path(each).name for each in row.get("documents") or ()]
        found = [files[name] for name in names if name in files]
        if (
            row.get("expected_value") is not None
            and row.get("status") == "answered"
            and not row.get("computed")
            and found
        ):
            yield row, found


def _files(path: Path) -> list[Path]:
    return sorted(each for each in path.rglob("*") if each.is_file()) if path.is_dir() else [path]


def places(document: Document, row: Mapping[str, Any]) -> list[str]:
    """Where the document prints the expected digits, each with T (in a table) or P (in running text) before it."""
    text = fold_text(document.text)
    held = {
        at for t in document.tables for r in t.rows for c in r.cells for s in c.spans for at in range(s.start, s.end)
    }
    found = []
    for written in writings(str(row["expected_value"])):
        for hit in re.finditer(rf"(?<![\d.,]){written}(?![\d]|\.\d)", text):
            around = text[max(0, hit.start() - _AROUND) : hit.end() + _AROUND]
            found.append(f"{'T' if hit.start() in held else 'P'} {around!r}")
    return found[:_PLACES]


def writings(value: str) -> list[str]:
    """Regular expressions of the ways in which an amount may be printed, in its own unit or the next ones."""
    try:
        amount = abs(Decimal(value.replace(",", "").rstrip("%")))
    except InvalidOperation:
        return [re.escape(value)]
    found = []
    for power in (0, 4, -4):
        whole, _, rest = f"{amount.scaleb(power):f}".partition(".")
        grouped = f"{int(whole):,}".replace(",", "[,，]?")
        rest = rest.rstrip("0")
        found.append(grouped + (rf"\.{rest}0*" if rest else r"(?:\.0+)?"))
    return found


def main() -> None:
    """Print it."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sets", default="", help="only sets whose name begins so")
    options.add_argument("--quiet", action="store_true", help="no list of what is missing")
    given = options.parse_args()
    sets = read_sets(SETS)
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for chosen in (each for each in sets.sets if each.name.startswith(given.sets)):
        for row, files in asked(chosen, sets.questions(chosen)):
            read = [understood(file) for file in files]
            good = any(is_printed(figure, row) for _, figures in read for figure in figures)
            found = [place for document, _ in read for place in places(document, row)]
            kinds = (chosen.name, f"{chosen.name} {row['kind']}", f"all {row['kind']}", "all")
            for kind in kinds:
                counted[kind]["asked"] += 1
                counted[kind]["printed"] += good or bool(found)
                counted[kind]["read"] += good
            if not good and found and not given.quiet:
                wanted = f"{row['expected_value']} {row.get('expected_unit') or ''}"
                print(f"\n{row['id']} {row['kind']} {files[0].name}: {row['question']} = {wanted}")
                print("\n".join(f"    {place}" for place in found))
    print("\n| 问题 | 题数 | 印着 | 读到 | 份额 |\n| --- | ---: | ---: | ---: | ---: |")
    for kind, count in counted.items():
        share = f"{100 * count['read'] / count['printed']:.1f}%" if count["printed"] else "—"
        print(f"| {kind} | {count['asked']} | {count['printed']} | {count['read']} | {share} |")


if __name__ == "__main__":
    main()
