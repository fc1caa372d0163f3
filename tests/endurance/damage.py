"""Bits flipped and files cut anywhere in a library: noticed, made again or refused, never told as if it were true."""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from index.errors import LibraryError
from index.ingest import ingest
from index.library import EmbeddedStore, inforce, open_library
from index.library.upkeep import refresh, verify
from index.search import search

CORPUS = Path(__file__).resolve().parents[2] / "corpus" / "yunting"
QUESTIONS = ("云汀市数据局2023年三公经费", "政府采购", "云汀市图书馆会议费")


def told(store: EmbeddedStore) -> list[object]:
    """What answers and searches are made from."""
    infos = store.documents()
    found: list[object] = [infos, dict(store.bodies())]
    for info in infos:
        found += [store.document(info.id), store.figures_of(info.id), store.findings_of(info.id)]
        found.append(store.original(info.id))
    return found + [search(store, question) for question in QUESTIONS]


def harm(path: Path, chance: random.Random) -> str:
    """Flip a bit, or cut the file."""
    data = bytearray(path.read_bytes())
    if not data or chance.random() < 0.2:
        cut = chance.randrange(len(data) + 1)
        path.write_bytes(data[:cut])
        return f"cut at {cut}"
    at = chance.randrange(len(data))
    data[at] ^= 1 << chance.randrange(8)
    path.write_bytes(data)
    return f"bit at {at}"


def main() -> int:
    """So many harms, half of them to the store and half to the indexes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--files", type=int, default=4)
    args = parser.parse_args()
    chance, outcomes, began = random.Random(args.seed), Counter[str](), time.monotonic()
    with tempfile.TemporaryDirectory() as place:
        whole = Path(place) / "whole"
        store = open_library(whole, create=True)
        ingest(sorted(CORPUS.glob("*.txt"))[: args.files], store)
        refresh(store)
        store.database.merge_log()
        expected = told(store)
        store.close()
        for number in range(args.count):
            library = Path(place) / "harmed"
            shutil.rmtree(library, ignore_errors=True)
            shutil.copytree(whole, library)
            files = sorted(p for p in library.glob("indexes/**/*") if p.is_file())
            path = library / "library.sqlite3" if number % 2 else chance.choice(files)
            what = harm(path, chance)
            inforce._harm.cache_clear()
            outcome = look(library, expected)
            outcomes[f"{'store' if number % 2 else 'index'}: {outcome}"] += 1
            if outcome.startswith("WRONG"):
                print(f"{number} {path.name} {what}: {outcome}", flush=True)
    print(f"{args.count} harms in {time.monotonic() - began:.0f} s")
    for outcome, count in sorted(outcomes.items()):
        print(f"{count:5} {outcome}")
    return 1 if any("WRONG" in outcome for outcome in outcomes) else 0


def look(library: Path, expected: list[object]) -> str:
    """How a harmed library behaves."""
    store = None
    try:
        store = open_library(library)
        seen = bool(verify(store))
        same = told(store) == expected
    except LibraryError:
        return "refused"
    except Exception as error:
        return f"WRONG: {type(error).__name__}: {error}"
    finally:
        if store is not None:
            store.close()
    if not same:
        return "WRONG: told otherwise"
    if not seen:
        return "the same, and nothing to see (bytes that hold nothing)"
    return "told the same, and noticed by verify"


if __name__ == "__main__":
    sys.exit(main())
