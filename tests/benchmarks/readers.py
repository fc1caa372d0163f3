"""How fast and how exactly files are read, and in how much memory, beside other readers on the same PDFs in one run.

``python tests/benchmarks/readers.py DOCUMENTS TABLES.jsonl [--peer pymupdf4llm … --peer-python PATH] [--out FILE]``
prints (in Markdown, as docs/readers.md shows it):

- PDFs with a text layer under DOCUMENTS: pages a second, peak memory and exact cells of the gold tables for our reader
  (grids as found on the page, and tables as understood) and for each peer, every one in a process of its own;
- the same PDFs through the whole of ``budgetqa ingest``: figures, checks, passages, vectors and indexes;
- one truth in every format, PDF and scans included (``--made N`` disclosures of invented bodies);
- scans as bad machines make them: digits right, and wrong numbers that nothing warns of;
- how soon a PDF of 5,000 pages is refused.

How cells are compared: readers_score.py. How memory is measured: readers_measured.py. Peers are given with the Python
they are installed in (``--peer-python`` stands for the ``--peer`` before it and those after): they never enter ours.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "index" / "readers"))

import pypdfium2
import readers_made as made
from pdf_paper import Paper, pdf
from readers_measured import Run, run
from readers_run import READERS
from readers_score import Gold, load, score
from scan_harms import HARMS, harmed

from corpus.generator.pen import Pen
from index.readers.image import LOW

ROOT = Path(__file__).resolve().parents[2]
_OURS = ("budgetqa-grids", "budgetqa")
_NAMES = {"budgetqa-grids": "budgetqa（只取网格）", "budgetqa": "budgetqa（读懂成表）"}
_HEAD = ("读法", "页", "秒", "页/秒", "处理器秒", "峰值 MB", "单元格一致")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_FEW = 12  # characters on the pages of a PDF that make a text layer
_SCANS = 3  # pages


class Bench:
    """Runs readers and prints rows as they come."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(self, name: str, python: str, files: Sequence[Path]) -> tuple[Run, dict[str, Any]]:
        """One reader over files, in a process of its own."""
        out = self.folder / f"{name}.json"
        ours = {"PYTHONPATH": str(ROOT)} if name in _OURS else {"HF_HUB_OFFLINE": "1"}
        command = [python, str(Path(__file__).with_name("readers_run.py")), name, str(out), *map(str, files)]
        ran = run(command, ours, self.folder / "log.txt")
        if ran.code:
            return ran, {}
        told: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
        return ran, told

    def row(self, label: str, name: str, python: str, files: Sequence[Path], pages: int, golds: Sequence[Gold]) -> dict[str, Any]:  # fmt: skip
        """Read, print the row, give what was read."""
        ran, told = self.read(name, python, files)
        if not told:
            say(label, "", "", "", "", "", f"不能运行：{(ran.said.strip().splitlines() or ['?'])[-1][:160]}")
            return told
        if not any(told["tables"].values()):
            reason = next(iter(told["failed"].values()), "没有读出表")
            say(label, "", "", "", "", "", f"不能运行：{reason[:120]}")
            return told
        exact = score(golds, told["tables"])
        rate = f"{pages / told['seconds']:.1f}"
        cells = f"{exact.share:.2%}（{exact.exact}/{exact.cells}）"
        say(label, pages, f"{told['seconds']:.1f}", rate, f"{told['cpu']:.1f}", f"{ran.peak_mb:.0f}", cells)
        for file, reason in told["failed"].items():
            print(f"{label}：{Path(file).name}：{reason}", file=sys.stderr)
        return told


def say(*cells: object) -> None:
    print(f"| {' | '.join(map(str, cells))} |", flush=True)


def head(title: str, *columns: str) -> None:
    print(f"\n### {title}\n")
    say(*columns)
    say(*("---" for _ in columns))


def text_pdfs(folder: Path) -> list[tuple[Path, int]]:
    """PDFs of which the pages have a text layer, with their pages."""
    found = []
    for path in sorted(folder.resolve().rglob("*.pdf")):
        with pypdfium2.PdfDocument(path) as document:
            filled = sum(len(page.get_textpage().get_text_range().strip()) >= _FEW for page in document)
            if filled >= 0.8 * len(document):
                found.append((path, len(document)))
    return found


def compared(bench: Bench, files: Sequence[Path], pages: int, golds: Sequence[Gold], peers: Iterable[tuple[str, str]]) -> None:  # fmt: skip
    head(f"有文字层的 PDF：{len(files)} 份，{pages} 页；{len(golds)} 张人工抄录的表", *_HEAD)
    for name in _OURS:
        bench.row(_NAMES[name], name, sys.executable, files, pages, golds)
    for name, python in peers:
        version = run(
            [python, "-c", f"from importlib.metadata import version as v; print(v({READERS[name][1]!r}))"],
            log=bench.folder / "version.txt",
        )
        bench.row(f"{name} {version.said.strip().splitlines()[-1]}", name, python, files, pages, golds)


def whole(bench: Bench, files: Sequence[Path], pages: int) -> None:
    head(
        "全程：读、表、数字、核对、段落、向量、FAISS、词语索引",
        "做法",
        "页",
        "秒",
        "页/秒",
        "处理器秒",
        "峰值 MB",
        "结果",
    )
    given = bench.folder / "given"
    given.mkdir()
    for number, file in enumerate(files):
        shutil.copy(file, given / f"{number:02d}{file.name}")
    for jobs in (1, 2):
        library = bench.folder / f"library{jobs}"
        command = [sys.executable, "-m", "qa", "ingest", str(given), "--jobs", str(jobs), "--library", str(library)]
        ran = run(command, {"PYTHONPATH": str(ROOT)}, bench.folder / "log.txt")
        rate = f"{pages / ran.seconds:.1f}"
        closing = ran.said.strip().splitlines()[-1].rpartition("；")[0]  # a run that refused files shows it
        busy, held = f"{ran.cpu:.1f}", f"{ran.peak_mb:.0f}"
        say(f"`budgetqa ingest --jobs {jobs}`", pages, f"{ran.seconds:.1f}", rate, busy, held, closing)


def formats(bench: Bench, count: int) -> None:
    pens = made.pens(count)
    laid = [made.sheets(pen) for pen in pens]
    pages = sum(map(len, laid))
    head(f"同样的内容，各种格式：{count} 份虚构文件，排成 A4 是 {pages} 页", *_HEAD)
    contents = {suffix: [write(pen) for pen in pens] for suffix, write in made.TEXTUAL.items()}
    contents[".pdf"] = [made.as_pdf(sheets) for sheets in laid]
    for suffix, datas in contents.items():
        files, golds = _placed(bench.folder / suffix[1:], suffix, datas, pens)
        bench.row(f"{suffix[1:].upper()}", "budgetqa", sys.executable, files, pages, golds)
    for dpi in (150, 300):
        sheets = laid[0]
        datas = [made.scanned([made.picture(sheet, dpi) for sheet in sheets], dpi)]
        files, golds = _placed(bench.folder / f"scan{dpi}", ".pdf", datas, pens[:1])
        bench.row(f"扫描 PDF {dpi} dpi", "budgetqa", sys.executable, files, len(sheets), golds)


def _placed(folder: Path, suffix: str, datas: Sequence[bytes], pens: Sequence[Pen]) -> tuple[list[Path], list[Gold]]:  # fmt: skip
    folder.mkdir()
    files, golds = [], []
    for number, (data, pen) in enumerate(zip(datas, pens, strict=True)):
        file = folder / f"{number}{suffix}"
        file.write_bytes(data)
        files.append(file)
        golds += [Gold(file=str(file), pages=(), rows=grid.rows) for grid in made.grids(pen)]
    return files, golds


def scans(bench: Bench, dpi: int) -> None:
    sheets = made.sheets(made.pens(1)[0])[:_SCANS]
    clean = [made.picture(sheet, dpi) for sheet in sheets]
    truth = Counter(_numbers(words for sheet in sheets for _, _, words, _ in sheet.words))
    digits = sum(len(_digits(number)) * times for number, times in truth.items())
    head(
        f"坏扫描件：{len(sheets)} 页，{dpi} dpi，{truth.total()} 个数，{digits} 个数字",
        "毛病", "秒/页", "数字对", "错读或多读的数", "其中没有标明把握不大的",
    )  # fmt: skip
    for number, harm in enumerate(HARMS):
        file = bench.folder / f"harmed{dpi}-{number}.pdf"
        file.write_bytes(made.scanned(list(harmed(clean, harm, dpi)), dpi))
        _, told = bench.read("budgetqa-grids", sys.executable, [file])
        texts = told["texts"][str(file)]
        got = Counter(_numbers(text for text, _ in texts))
        right = sum(len(_digits(each)) * times for each, times in (truth & got).items())
        sure = Counter(_numbers(text for text, confidence in texts if confidence is None or confidence >= LOW))
        wrong, unmarked = got - truth, sure - truth
        say(harm, f"{told['seconds'] / len(sheets):.1f}", f"{right / digits:.2%}", wrong.total(), unmarked.total())
        print(harm, "没有标明：", dict(unmarked), "没有读到：", dict(truth - got), file=sys.stderr)


def _numbers(texts: Iterable[str]) -> list[str]:
    return [number for text in texts for number in _NUMBER.findall(text)]


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number)


def limits(bench: Bench, pages: int = 5000) -> None:
    head(f"{pages} 页的 PDF", "做法", "秒", "说的话")
    file = bench.folder / "long.pdf"
    file.write_bytes(pdf([Paper().text(72, 72, f"第{n}页") for n in range(pages)]))
    command = [sys.executable, "-m", "qa", "ingest", str(file), "--library", str(bench.folder / "long")]
    ran = run(command, {"PYTHONPATH": str(ROOT)}, bench.folder / "log.txt")
    say("`budgetqa ingest`", f"{ran.seconds:.1f}", "；".join(ran.said.strip().splitlines()))


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("documents", type=Path)
    parser.add_argument("tables", type=Path)
    parser.add_argument("--peer", action="append", default=[], choices=sorted(set(READERS) - set(_OURS)))
    parser.add_argument(
        "--peer-python", action="append", default=[], metavar="PATH", help="one for all, or one for each"
    )
    parser.add_argument("--made", type=int, default=12, metavar="N")
    parser.add_argument("--only", action="append", choices=("compared", "whole", "formats", "scans", "limits"))
    args = parser.parse_args()
    pythons = args.peer_python or [sys.executable]
    pythons += pythons[-1:] * (len(args.peer) - len(pythons))
    wanted = args.only or ("compared", "whole", "formats", "scans", "limits")
    found = text_pdfs(args.documents)
    files, pages = [path for path, _ in found], sum(number for _, number in found)
    golds = [gold for gold in load(args.tables) if Path(gold.file) in set(files)]
    print(f"{os.cpu_count()} 个核；开始时的负载 {os.getloadavg()[0]:.2f}")
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder))
        if "compared" in wanted:
            compared(bench, files, pages, golds, zip(args.peer, pythons, strict=False))
        if "whole" in wanted:
            whole(bench, files, pages)
        if "formats" in wanted:
            formats(bench, args.made)
        if "scans" in wanted:
            for dpi in (200, 150):
                scans(bench, dpi)
        if "limits" in wanted:
            limits(bench)


if __name__ == "__main__":
    main()
