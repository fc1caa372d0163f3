"""What can be set: by option, else by environment (``BUDGETQA_…``), else in one TOML file, else the default."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from index.errors import BadOption

FILE = "budgetqa.toml"
# Seconds, megabytes, pages: more than this nobody means, and clocks and kernels do not take.
LARGEST = 10_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """``seconds``, ``memory_mb`` and ``pages`` are the limits for reading one file; ``embedder`` a name or a folder;
    ``reranker`` that of a cross-encoder, "" for none."""

    library: str = "library"
    embedder: str = ""
    reranker: str = ""
    seconds: int = 120
    memory_mb: int = 2048
    pages: int = 3000
    jobs: int = 1
    log_questions: bool = True


def load(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings in force. An unknown name or a value of the wrong kind is an error that names it."""
    given = os.environ if environment is None else environment
    path = Path(given.get("BUDGETQA_SETTINGS", FILE))
    told = _from_file(path, wanted="BUDGETQA_SETTINGS" in given)
    for field in fields(Settings):
        variable = f"BUDGETQA_{field.name.upper()}"
        if given.get(variable):
            told[field.name] = (variable, given[variable])
    kinds: dict[str, type] = {f.name: type(f.default) for f in fields(Settings)}
    return Settings(**{name: _typed(kinds[name], *value) for name, value in told.items()})


@cache
def _parsed(path: Path, _changed: float) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise BadOption(f"设置文件 {path} 无法读取：{str(error)[:200]}") from error


def _from_file(path: Path, *, wanted: bool) -> dict[str, tuple[str, Any]]:
    if not _is_file(path):
        if wanted:
            raise BadOption(f"没有设置文件 {str(path)[:200]}（BUDGETQA_SETTINGS）")
        return {}
    known = {f.name for f in fields(Settings)}
    # Tables of the file ([web], [auth] …) belong to others.
    values = {k: v for k, v in _parsed(path, path.stat().st_mtime).items() if not isinstance(v, dict)}
    for name in values.keys() - known:
        raise BadOption(f"设置文件 {path} 中有不认识的项 {name}（可用：{'、'.join(sorted(known))}）")
    return {name: (f"{path} 的 {name}", value) for name, value in values.items()}


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _typed(kind: type, where: str, value: Any) -> Any:
    if kind is bool:
        words = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
        known = words.get(str(value).lower())
        if known is None:
            raise BadOption(f"{where} 应为 true 或 false，现为 {value}")
        return known
    if kind is int:
        told = str(value)
        if not told.isdecimal() or len(told) > len(str(LARGEST)) or not 1 <= int(told) <= LARGEST:
            raise BadOption(f"{where} 应为 1 到 {LARGEST} 的整数，现为 {told[:40]}")
        return int(told)
    return str(value)
