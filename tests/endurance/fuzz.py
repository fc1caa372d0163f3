"""Odd inputs by the thousand: each is answered or refused within its time, none ends in an exception or never."""

from __future__ import annotations

import argparse
import json
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from index.apart import take_in_apart
from index.errors import BudgetqaError
from index.language.fold import fold_text
from index.language.numerals import han_number, parse_amounts, parse_han_amounts
from index.readers.limits import Limits
from qa import settings
from qa.batch import parsed
from qa.model import Request
from qa.question.organisations import Body, Catalogue
from qa.question.understand import World, understand

_SECONDS = 5
_PIECES = (
    "万元", "亿元", "元", "增长", "减少", "％", "%", "-", "－", ".", "．", ",", "，", "、", "（", "）", "(", ")", "零", "一", "两", "十", "百",
    "千", "万", "亿", "2019", "2023年", "23年", "上年", "去年", "前年", "年", "预算", "决算", "三公经费", "公务接待费", "甲市财政局", "甲市",
    "多少", "最高", "前", "90", "17", "比", "和", "及", "的", "是", "\u3000", " ", "\n", "\t", "\0", "\ud83d", "😀", "1" * 50, "九" * 30, "?", "…",
    "壹", "贰", "叁", "½", "²", "Ⅳ", "①", "〇", "e", "E", "+", "e9", "∞", "NaN", "{", "[", '"', "\\", "year", "stage", ":", "null", "true", "=",
)  # fmt: skip


class Hung(BaseException):
    """An input took longer than it may."""


def _late(_: int, __: FrameType | None) -> None:
    raise Hung


def text(chance: random.Random) -> str:
    """A text of pieces and of single characters."""
    size = int(chance.paretovariate(0.8)) % 200
    return "".join(
        chance.choice(_PIECES) if chance.random() < 0.8 else chr(chance.choice((chance.randrange(0x250), chance.randrange(0x3000, 0xA000))))
        for _ in range(size)
    )  # fmt: skip


def amounts(chance: random.Random) -> None:
    """The grammar of amounts."""
    given = fold_text(text(chance))
    parse_amounts(given), parse_han_amounts(given), han_number(given)


def questions(chance: random.Random) -> None:
    """The parser of questions."""
    given = text(chance) or "问"
    understand(Request(question=given[:2000]), _WORLD)


_WORLD = World(
    catalogue=Catalogue(
        [Body(name="甲市财政局", aliases=("甲市财政",)), Body(name="乙县教育局", units=("乙县第一小学",))]
    ),
    years=(2019, 2020, 2023),
    today=2024,
    years_of={"甲市财政局": (2019, 2023)},
)


def batch(chance: random.Random) -> None:
    """Lines of a batch file."""
    keys = ("question", "id", "year", "org", "stage", "scope", "document", "context", "ask", text(chance)[:9])
    values: tuple[Callable[[], object], ...] = (
        lambda: text(chance), lambda: chance.randrange(-(10**30), 10**30), lambda: chance.choice((None, True, 1.5, [], {}, "2019", 2019, "决算")),
        lambda: [text(chance) for _ in range(chance.randrange(4))],
    )  # fmt: skip
    line = json.dumps({k: chance.choice(values)() for k in chance.sample(keys, chance.randrange(len(keys)))})
    if chance.random() < 0.5:
        at = chance.randrange(len(line) + 1)
        line = line[:at] + text(chance) + line[at + chance.randrange(3) :]
    parsed("模糊", line.encode(errors="surrogatepass"))


def configured(chance: random.Random) -> None:
    """The settings file and the environment."""
    names = ("library", "embedder", "seconds", "memory_mb", "pages", "jobs", "log_questions", text(chance)[:6])
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "budgetqa.toml"
        values = (json.dumps(text(chance)), str(chance.random()), text(chance), "10", "true", "'x'")
        lines = [f"{chance.choice(names)} = {chance.choice(values)}" for _ in range(3)]
        path.write_bytes("\n".join(lines).encode(errors="surrogatepass"))
        told = {f"BUDGETQA_{chance.choice(names).upper()}": text(chance)} if chance.random() < 0.5 else {}
        settings.load({"BUDGETQA_SETTINGS": str(path), **told})


def files(chance: random.Random) -> None:
    """Mutated files, through the limited process."""
    path = chance.choice(_SEEDS)
    data = bytearray(path.read_bytes())
    for _ in range(chance.choice((1, 4, 40))):
        at = chance.randrange(len(data) + 1)
        kind = chance.randrange(4)
        if kind == 0 and at < len(data):
            data[at] ^= 1 << chance.randrange(8)
        elif kind == 1:
            del data[at : at + chance.randrange(64)]
        elif kind == 2:
            data[at:at] = data[chance.randrange(len(data) + 1) :][: chance.randrange(256)]
        else:
            data[at : at + 4] = chance.randbytes(4)
    take_in_apart(path.name, bytes(data), Limits(seconds=20, memory_mb=1024), digest="0" * 64, place=str(path))


_SEEDS: list[Path] = []
_TARGETS = {"amounts": amounts, "questions": questions, "batch": batch, "settings": configured, "files": files}


def main() -> int:
    """So many inputs for one target."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", choices=_TARGETS)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seeds", type=Path, help="for files: a folder of whole ones")
    args = parser.parse_args()
    if args.target == "files":
        _SEEDS.extend(sorted(p for p in args.seeds.rglob("*") if p.is_file()))
    signal.signal(signal.SIGALRM, _late)
    failed, began, outcomes = 0, time.monotonic(), Counter[str]()
    for number in range(args.count):
        chance = random.Random(f"{args.seed} {number}")
        signal.setitimer(signal.ITIMER_REAL, 60 if args.target == "files" else _SECONDS)
        try:
            _TARGETS[args.target](chance)
            outcomes["taken"] += 1
        except BudgetqaError as error:
            reason = str(error)
            outcomes["refused"] += 1
            if "程序未能解析" in reason or "答非所问" in reason:
                failed += 1
                print(f"{args.target} --seed {args.seed} input {number}: {reason}"[:400], flush=True)
        except (Exception, Hung) as error:
            failed += 1
            print(f"{args.target} --seed {args.seed} input {number}: {type(error).__name__}: {error}"[:400], flush=True)
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    print(f"{args.target}: {args.count} inputs in {time.monotonic() - began:.0f} s, {dict(outcomes)}, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
