"""A command's time and the memory of all its processes."""

from __future__ import annotations

import os
import resource
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_EVERY = 0.05  # seconds between looks


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """``peak_mb``: the most that the process and its descendants held at one time, shared pages counted once;
    ``cpu``: the seconds of the processor that they took."""

    code: int
    seconds: float
    cpu: float
    peak_mb: float
    said: str


def run(command: Sequence[str], environment: Mapping[str, str] | None = None, log: Path = Path(os.devnull)) -> Run:
    """Run it to the end; where /proc is missing ``peak_mb`` is 0. The peak of the first process is exact, that of its
    descendants is seen every 50 ms."""
    began, busy = time.perf_counter(), _busy()
    peak = 0.0
    with log.open("w+", encoding="utf-8") as out:
        with subprocess.Popen(
            command, stdout=out, stderr=subprocess.STDOUT, env={**os.environ, **(environment or {})}
        ) as process:
            spent: dict[int, float] = {}
            while process.poll() is None:
                family = _family(process.pid)
                spent |= family
                held = _held(process.pid, "status", "VmHWM:") if len(family) == 1 else 0.0
                peak = max(peak, held, sum(_held(pid, "smaps_rollup", "Pss:") for pid in family))
                time.sleep(_EVERY)
        seconds = time.perf_counter() - began
        out.seek(0)
        return Run(
            code=process.returncode,
            seconds=seconds,
            cpu=max(_busy() - busy, sum(spent.values())),
            peak_mb=peak / 1024,
            said=out.read(),
        )


def _busy() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _family(root: int) -> dict[int, float]:
    """The process and its descendants, with the seconds each has taken: one nobody waits for is in no other account."""
    parents: dict[int, int] = {}
    seconds: dict[int, float] = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            stat = (entry / "stat").read_text(encoding="utf-8", errors="replace")
        except OSError:  # gone since
            continue
        fields = stat.rpartition(")")[2].split()
        parents[int(entry.name)] = int(fields[1])
        seconds[int(entry.name)] = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    found = [root]
    for pid in found:
        found += [child for child, parent in parents.items() if parent == pid]
    return {pid: seconds.get(pid, 0.0) for pid in found}


def _held(pid: int, file: str, field: str) -> float:
    """Kilobytes."""
    try:
        lines = Path(f"/proc/{pid}/{file}").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return 0.0
    return next((float(line.split()[1]) for line in lines if line.startswith(field)), 0.0)
