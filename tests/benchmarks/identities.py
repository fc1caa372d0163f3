"""How well documents know whose, of when and what they are, against a sources list that holds the truth.

``python tests/benchmarks/identities.py SOURCES.csv [--without KEPT.txt] [--dump OUT.jsonl]`` reads the files beside the
list (in its folder or in ``pages/``) without using the list, and prints for each slot how many are right, unsure and
wrong, and the misses. A body is right under its whole name or a short form of it. ``--without`` names files to leave
out; ``--dump`` writes what was read.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
import time
from collections import Counter
from hashlib import sha256
from pathlib import Path

from index.apart import read_apart
from index.library.bodies import may_be_one, name_key
from index.model import Document, Identity
from index.parsing import parse
from index.readers.limits import Limits
from index.vocabulary.organisations import variants

SLOTS = ("organisation", "year", "stage", "scope", "kind", "period")


def read(path: Path) -> Document:
    """The file as parsed."""
    data = path.read_bytes()
    return parse(read_apart(path.name, data, Limits()), sha256(data).hexdigest())


def told(identity: Identity, slot: str) -> str:
    """What the document says of a slot, as the list would write it."""
    value = getattr(identity, {"organisation": "org"}.get(slot, slot), None)
    if slot == "organisation" and not value:
        return ";".join(identity.others)
    if slot == "period":
        value = value or identity.year
    return "" if value is None else str(value)


def verdict(slot: str, truth: str, found: str) -> str:
    """对, 错, 缺 (not told) or 余 (told where the truth is that nobody can know)."""
    if not found:
        return "缺" if truth else "对"
    if not truth:
        return "余"
    if slot == "organisation":
        names = found.split(";")
        # Of several bodies none of which a page is said to be of, one that the truth names is enough.
        right = any(same_body(each, name) for each in truth.split(";") for name in names)
        return "对" if right else "错" if len(names) == 1 else "缺"
    return "对" if found in truth.split(";") or found == truth else "错"


def same_body(truth: str, found: str) -> bool:
    """Whether a name read is the body's, whole, in short, or with less of the places before it."""
    long, short = name_key(re.sub(r"\([市省县区]级\)$", "", truth)), name_key(found)
    if long == short or may_be_one(truth, found) or (len(short) > 2 and (long.endswith(short) or short.endswith(long))):
        return True
    return found.removeprefix("国家") in set(variants(truth))


def main(arguments: list[str]) -> None:
    """Read, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sources", type=Path)
    parser.add_argument("--without", type=Path)
    parser.add_argument("--dump", type=Path)
    args = parser.parse_args(arguments)
    kept = set(args.without.read_text(encoding="utf-8").split()) if args.without else set()
    with args.sources.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["file"] not in kept]
    counts: dict[str, Counter[str]] = {slot: Counter() for slot in SLOTS}
    misses: list[str] = []
    dumped: list[str] = []
    began = time.perf_counter()
    for row in rows:
        path = next(
            p for p in (args.sources.parent / row["file"], args.sources.parent / "pages" / row["file"]) if p.exists()
        )
        document = read(path)
        identity = document.identity
        dumped.append(
            json.dumps(
                {"file": row["file"], "title": document.title}
                | {s: told(identity, s) for s in SLOTS}
                | {"how": dict(identity.how)},
                ensure_ascii=False,
            )
        )
        for slot in SLOTS:
            if slot not in row or (slot == "organisation" and row.get("named_in", "") in ("nowhere", "address")):
                continue
            found = told(identity, slot)
            result = verdict(slot, row[slot], found)
            counts[slot][result] += 1
            if result != "对":
                how = dict(identity.how).get({"organisation": "org"}.get(slot, slot), "")
                misses.append(
                    f"{slot:12} {result} {row['file']} {row.get('named_in', '')}: {row[slot] or '—'} ≠ {found or '—'} {how} 《{document.title[:40]}》"
                )
    for line in sorted(misses):
        print(line)
    for slot, count in counts.items():
        total = sum(count.values())
        if total:
            print(
                f"{slot:12} {total:4} "
                + " ".join(f"{name} {count[name]}" for name in "对缺错余")
                + f"  {count['对'] / total:.1%}"
            )
    print(f"{time.perf_counter() - began:.1f} s")
    if args.dump:
        args.dump.write_text("\n".join(dumped) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
