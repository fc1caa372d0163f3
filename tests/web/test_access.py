"""Who gets in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from index.errors import BadOption
from qa.web import access, config, pictures
from qa.web.changing import plain_name
from qa.web.config import WebConfig
from qa.web.password import hashed, matches


def test_a_password_is_kept_as_a_hash() -> None:
    stored = hashed("一个很长的密码")
    assert "密码" not in stored and stored.startswith("scrypt:")
    assert matches("一个很长的密码", stored)
    assert not matches("一个很长的密码 ", stored)
    assert hashed("x") != hashed("x")


@pytest.mark.parametrize("stored", ["", "plain", "scrypt:1:2:3", "scrypt:a:b:c:d:e", "md5:16384:8:1:AA==:AA=="])
def test_no_hash_lets_nobody_in(stored: str) -> None:
    assert not matches("", stored)
    assert not matches("plain", stored)


@pytest.mark.parametrize(
    ("user", "allowed"),
    [
        ({"email": "wang@gov.example"}, True),
        ({"email": "WANG@gov.example"}, True),
        ({"email": "li@gov.example"}, False),
        ({"email": "li@desk.example"}, True),
        ({"email": "li@evil-desk.example"}, False),
        ({"email": "wang@gov.example", "email_verified": False}, False),
        ({"email": ""}, False),
        ({"groups": ["budget"]}, True),
        ({"groups": "budget"}, False),
        ({}, False),
    ],
)
def test_staff_by_mail_or_group(user: dict[str, object], allowed: bool) -> None:
    chosen = WebConfig(staff=("wang@gov.example", "@desk.example"), staff_groups=("budget",))
    assert access.may(user, chosen) is allowed


def test_settings_of_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "budgetqa.toml"
    file.write_text(
        'library = "x"\n[web]\ntitle = "某市预决算"\nminutes = 5\nstaff = ["@a.example"]\n', encoding="utf-8"
    )
    monkeypatch.setenv("BUDGETQA_SETTINGS", str(file))
    monkeypatch.delenv("BUDGETQA_WEB_PASSWORD_HASH", raising=False)
    loaded = config.load()
    assert (loaded.title, loaded.minutes, loaded.staff, loaded.password_hash) == ("某市预决算", 5, ("@a.example",), "")
    monkeypatch.setenv("BUDGETQA_WEB_PASSWORD_HASH", "scrypt:…")
    assert config.load().password_hash == "scrypt:…"
    for text, told in (("[web]\nminutes = 0\n", "minutes"), ("web = 3\n", "一张表")):
        file.write_text(text, encoding="utf-8")
        with pytest.raises(BadOption, match=told):
            config.load()
    file.unlink()
    with pytest.raises(BadOption, match="没有设置文件"):
        config.load()


@pytest.mark.parametrize(("told", "public"), [("true", True), ("false", False), ('"false"', False), ("0", False)])
def test_what_is_closed_in_so_many_words_is_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: str, public: bool
) -> None:
    file = tmp_path / "budgetqa.toml"
    file.write_text(f"[web]\nsearch_public = {told}\n", encoding="utf-8")
    monkeypatch.setenv("BUDGETQA_SETTINGS", str(file))
    assert config.load().search_public is public


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("甲局2024年预算.pdf", "甲局2024年预算.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\文件\\预算.xlsx", "预算.xlsx"),
        (".hidden.txt", "hidden.txt"),
        ("a\x00b\n.txt", "ab.txt"),
        ("..", "未命名"),
        ("", "未命名"),
        ("长" * 60 + ".pdf", "长" * 60 + ".pdf"),
    ],
)
def test_names_of_uploads_are_plain(given: str, kept: str) -> None:
    assert plain_name(given) == kept


def test_a_page_as_a_picture(make_pdf: Callable[[], bytes]) -> None:
    from index.model import Box

    plain = pictures.page_picture("x.pdf", make_pdf(), 1, None)
    framed = pictures.page_picture("x.pdf", make_pdf(), 1, Box(left=20, top=20, right=80, bottom=40))
    outside = pictures.page_picture("x.pdf", make_pdf(), 1, Box(left=20, top=20, right=8000, bottom=40))
    assert plain.data.startswith(b"\x89PNG") and framed.data != plain.data and outside == plain
    assert plain.middle is None and framed.middle == pytest.approx((0.25, 0.3), abs=0.01)


@pytest.fixture
def make_pdf() -> Callable[[], bytes]:
    import io

    import pypdfium2

    def make() -> bytes:
        document = pypdfium2.PdfDocument.new()
        document.new_page(200, 100)
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()

    return make


def test_what_a_provider_says_runs_out() -> None:
    assert access.over({"exp": 100}, 101)
    assert not access.over({"exp": 100}, 99)
    assert not access.over({}, 99)
