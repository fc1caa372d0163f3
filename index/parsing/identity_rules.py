"""``identity.toml``, compiled: the words by which a document says whose it is."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """``identity.toml``, compiled."""

    ending: re.Pattern[str]
    not_name: re.Pattern[str]
    money: re.Pattern[str]
    trail: re.Pattern[str]
    label: re.Pattern[str]
    label_within: re.Pattern[str]
    label_end: re.Pattern[str]
    said: re.Pattern[str]
    own: re.Pattern[str]
    trailing: re.Pattern[str]
    leading: re.Pattern[str]
    compilers: re.Pattern[str]
    short: re.Pattern[str]
    units: re.Pattern[str]
    unit_before: re.Pattern[str]
    unit_behind: re.Pattern[str]
    unit_count: re.Pattern[str]
    unit_between: re.Pattern[str]
    code: re.Pattern[str]
    site: re.Pattern[str]
    site_line: re.Pattern[str]
    ordered: re.Pattern[str]
    carrier: re.Pattern[str]
    publisher: re.Pattern[str]
    filed: re.Pattern[str]
    closed: re.Pattern[str]
    meeting: re.Pattern[str]
    dated: re.Pattern[str]
    issued: re.Pattern[str]
    needs_place: re.Pattern[str]
    owner: re.Pattern[str]
    compiled: re.Pattern[str]
    about: re.Pattern[str]
    on: re.Pattern[str]
    owner_label: re.Pattern[str]
    not_subject: re.Pattern[str]
    spoken_behind: re.Pattern[str]
    spoken_before: re.Pattern[str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    verbs: re.Pattern[str]
    telling: re.Pattern[str]
    bare_zone: re.Pattern[str]
    zone: re.Pattern[str]
    town: re.Pattern[str]
    inner: re.Pattern[str]
    for_all: re.Pattern[str]
    brief: re.Pattern[str]
    league: re.Pattern[str]
    renamed: tuple[re.Pattern[str], ...]
    renamed_marks: re.Pattern[str]
    stages: tuple[tuple[str, re.Pattern[str]], ...]
    scopes: tuple[tuple[str, re.Pattern[str]], ...]
    sure: Mapping[str, float]


@cache
def rules() -> Rules:
    """The rules, loaded once."""
    data: dict[str, Any] = tomllib.loads(files("index.parsing").joinpath("identity.toml").read_text(encoding="utf-8"))
    endings = "|".join(sorted(map(re.escape, data["endings"]), key=len, reverse=True))
    patterns = {f.name: re.compile(data[f.name]) for f in fields(Rules) if isinstance(data.get(f.name), str)}
    return Rules(
        ending=re.compile(rf"(?:{endings})(?:\([^()]{{1,12}}\))?$"),
        not_name=re.compile(data["not_names"]),
        label=re.compile(data["labels"]),
        renamed=tuple(map(re.compile, data["renamed"])),
        stages=tuple((name, re.compile(words)) for name, words in data["stages"]),
        scopes=tuple((name, re.compile(words)) for name, words in data["scopes"]),
        sure={place: float(sure) for place, sure in data["sure"].items()},
        **patterns,
    )
