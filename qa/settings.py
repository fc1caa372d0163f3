"""What can be set: by option, else by environment (``BUDGETQA_…``), else in one TOML file, else the default."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from index.errors import BadOption

T = TypeVar("T")
FILE = "budgetqa.toml"
# Seconds, megabytes, pages: more than this nobody means, and clocks and kernels do not take.
LARGEST = 10_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """``seconds``, ``memory_mb`` and ``pages`` are the limits for reading one file; ``embedder`` a name or a folder;
    ``reranker`` that of a cross-encoder, "" for none; ``state`` the folder of what is kept of visitors, "" for one beside the
    library."""

    library: str = "library"
    state: str = ""
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
    # Tables of the file ([web], [auth] …) belong to others.
    values = {k: v for k, v in _values(given).items() if not isinstance(v, dict)}
    return _made(Settings, str(_path(given)), values, "BUDGETQA", given)


def table(name: str, kind: type[T], environment: Mapping[str, str] | None = None) -> T:
    """A table of the settings file as a frozen type of texts, whole numbers and switches; ``BUDGETQA_NAME_…`` wins."""
    given = os.environ if environment is None else environment
    return _made(kind, f"{_path(given)} [{name}]", section(name, given), f"BUDGETQA_{name.upper()}", given)


def section(name: str, environment: Mapping[str, str] | None = None) -> Mapping[str, Any]:
    """A table of the settings file as it stands there, {} where there is none. Raises BadOption."""
    given = os.environ if environment is None else environment
    values = _values(given).get(name, {})
    if not isinstance(values, dict):
        raise BadOption(f"设置文件 {_path(given)} 中的 {name} 应为一张表：[{name}]")
    return values


def _path(given: Mapping[str, str]) -> Path:
    return Path(given.get("BUDGETQA_SETTINGS", FILE))


def _made(kind: type[T], where: str, values: Mapping[str, Any], prefix: str, given: Mapping[str, str]) -> T:
    kinds: dict[str, type] = {f.name: type(f.default) for f in fields(kind)}  # type: ignore[arg-type]
    for name in values.keys() - kinds.keys():
        raise BadOption(f"设置文件 {where} 中有不认识的项 {name}（可用：{'、'.join(sorted(kinds))}）")
    told = {name: (f"{where} 的 {name}", value) for name, value in values.items()}
    for name in kinds:
        variable = f"{prefix}_{name.upper()}"
        if given.get(variable):
            told[name] = (variable, given[variable])
    return kind(**{name: typed(kinds[name], *value) for name, value in told.items()})


@cache
def _parsed(path: Path, _changed: float) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise BadOption(f"设置文件 {path} 无法读取：{str(error)[:200]}") from error


def _values(given: Mapping[str, str]) -> dict[str, Any]:
    path = _path(given)
    if not _is_file(path):
        if "BUDGETQA_SETTINGS" in given:
            raise BadOption(f"没有设置文件 {str(path)[:200]}（BUDGETQA_SETTINGS）")
        return {}
    return _parsed(path, path.stat().st_mtime)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def typed(kind: type, where: str, value: Any) -> Any:
    """A value of a settings file or the environment as a switch, a whole number from 1 on or a text. Raises BadOption, which names
    ``where`` it stands."""
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
