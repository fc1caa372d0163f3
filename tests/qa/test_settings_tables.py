"""A table of the settings file: typed, with the environment before it, and nothing unknown passed over."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.errors import BadOption
from qa import settings
from qa.serve.limits import Limits


def _load(path: Path, text: str, **environment: str) -> Limits:
    path.write_text(text, encoding="utf-8")
    return settings.table("serve", Limits, {"BUDGETQA_SETTINGS": str(path), **environment})


def test_environment_before_file_before_default(tmp_path: Path) -> None:
    found = _load(
        tmp_path / "s.toml", "[serve]\nburst = 5\nseconds = 7\n[web]\ntitle = '别人的'\n", BUDGETQA_SERVE_BURST="9"
    )
    assert (found.burst, found.seconds, found.per_minute) == (9, 7, Limits().per_minute)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[serve]\nbursts = 5\n", "不认识的项 bursts"),
        ("[serve]\nburst = 0\n", "整数"),
        ("[serve]\nburst = '很多'\n", "整数"),
        ("serve = 5\n", "一张表"),
    ],
)
def test_what_means_nothing_is_named(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(BadOption, match=words):
        _load(tmp_path / "s.toml", text)
