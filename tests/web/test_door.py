"""The door's parts by themselves: cookies, addresses behind proxies, logins, guesses, accounts, records, what is said."""

from __future__ import annotations

import datetime
import json
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from index.errors import BadOption
from qa import records
from qa.cli.main import main
from qa.web import accounts, config, said, visitors
from qa.web.guesses import Guesses
from qa.web.logins import Logins
from qa.web.words import shown


def test_only_a_cookie_of_ours_is_a_visitor() -> None:
    cookie = visitors.issue()
    name = visitors.identifier(cookie)
    assert name and cookie.startswith(name)
    wrong = (
        None,
        "",
        "x",
        name,
        f"{name}.",
        f"{name}.{'0' * 64}",
        cookie[:-1],
        cookie + "0",
        f"{'a' * 22}.{cookie.partition('.')[2]}",
    )
    assert [visitors.identifier(each) for each in wrong] == [None] * len(wrong)
    assert visitors.identifier("名" * 22 + "." + "字" * 64) is None


@pytest.mark.parametrize(
    ("peer", "forwarded", "trusted", "address"),
    [
        ("203.0.113.9", ["1.1.1.1"], (), "203.0.113.9"),
        ("127.0.0.1", ["1.1.1.1"], (), "127.0.0.1"),
        ("127.0.0.1", ["1.1.1.1, 203.0.113.9"], ("127.0.0.1",), "203.0.113.9"),
        ("127.0.0.1", ["1.1.1.1", "203.0.113.9"], ("127.0.0.1",), "203.0.113.9"),
        ("10.0.0.1", ["1.1.1.1, 203.0.113.9, 10.0.0.2"], ("10.0.0.0/8",), "203.0.113.9"),
        ("127.0.0.1", [], ("127.0.0.1",), "127.0.0.1"),
        ("127.0.0.1", ["nonsense"], ("127.0.0.1",), "nonsense"),
        (None, ["1.1.1.1"], ("127.0.0.1",), ""),
    ],
)
def test_whose_word_on_an_address_counts(
    peer: str | None, forwarded: list[str], trusted: tuple[str, ...], address: str
) -> None:
    assert visitors.client_address(peer, forwarded, trusted) == address


def test_a_login_ends_by_itself() -> None:
    logins = Logins()
    logins.enter("a", "王会计", 0.0)
    assert logins.account("a", 60, 59) == "王会计" and logins.account("a", 60, 118) == "王会计"
    assert logins.account("a", 60, 179) is None and logins.has_expired("a", 60, 179)
    assert logins.account(None, 60, 0) is None and logins.account("b", 60, 0) is None
    logins.enter("a", "王会计", 0.0)
    assert all(logins.account("a", 60, float(now)) for now in range(0, 12 * 3600, 50))
    assert logins.account("a", 60, 12 * 3600 + 1) is None, "nobody stays in for longer than a day's work"


def test_a_session_stays_its_first_visitors() -> None:
    logins = Logins()
    logins.own("s", "a")
    logins.own("s", "thief")
    assert logins.owner("s") == "a" and logins.owner("t") is None


def test_guesses_at_the_same_moment_count_one_by_one() -> None:
    guesses = Guesses()
    with ThreadPoolExecutor(16) as pool:
        waits = list(pool.map(lambda _: guesses.admit("a", "x", 100.0), range(200)))
    assert waits.count(0.0) == 4


def test_guessing_gets_slower_for_an_address_and_never_stops_an_owner() -> None:
    guesses = Guesses()
    now, admitted = 0.0, 0
    while now < 3600:
        admitted += guesses.admit("stranger", "x", now) == 0
        now += 0.5
    assert admitted < 75
    assert guesses.admit("owner", "x", now + 2.0) == 0, "the owner waits two seconds at most"
    guesses.right("owner", "x")
    assert guesses.admit("owner", "x", now + 2.0) == 0


def test_an_hour_of_many_addresses_is_bounded_by_the_account() -> None:
    guesses = Guesses()
    admitted = sum(guesses.admit(f"a{n}", "x", n / 10) == 0 for n in range(36_000))
    assert admitted <= 1_900


def test_accounts_are_kept_as_hashes(tmp_path: Path) -> None:
    file = tmp_path / "accounts"
    accounts.with_account(file, "王会计", "a long password")
    accounts.with_account(file, "li@gov.example", "another password")
    accounts.with_account(file, "王会计", "a newer password")
    assert file.stat().st_mode & 0o077 == 0 and "password" not in file.read_text("utf-8")
    known = accounts.read(file)
    assert accounts.matches(known, "王会计", "a newer password")
    assert not accounts.matches(known, "王会计", "a long password")
    assert not accounts.matches(known, "nobody", "a newer password")
    assert not accounts.matches({"x": "$argon2 nonsense"}, "x", "y")


@pytest.mark.parametrize(
    ("name", "password"), [("王:会计", "a long password"), ("", "a long password"), ("王", "short")]
)
def test_no_account_of_that_kind(tmp_path: Path, name: str, password: str) -> None:
    with pytest.raises(BadOption):
        accounts.with_account(tmp_path / "accounts", name, password)


@pytest.mark.parametrize(
    "line",
    [
        'trusted_proxies = ["somewhere"]',
        'trusted_proxies = "127.0.0.1"',
        "staff = [1]",
        'search_public = "nobody"',
        'search_publik = "false"',
        "keep_days = 0",
        "upload_total_mb = -1",
        'feedback_hour = "many"',
    ],
)
def test_a_wrong_setting_of_the_door_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    file = tmp_path / "budgetqa.toml"
    file.write_text(f"[web]\n{line}\n", encoding="utf-8")
    monkeypatch.setenv("BUDGETQA_SETTINGS", str(file))
    with pytest.raises(BadOption, match=line.partition(" ")[0]):
        config.load()


def test_lines_are_kept_for_a_set_time(tmp_path: Path) -> None:
    file, day = tmp_path / "x.jsonl", datetime.timedelta(days=1)
    start = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    for number in range(10):
        assert records.add(file, {"n": number}, 3, start + number * day)
    assert [entry["n"] for entry in records.read(file)] == [6, 7, 8, 9]
    assert file.stat().st_mode & 0o077 == 0
    with file.open("a", encoding="utf-8") as log:
        log.write('{"broken')
    assert len(list(records.read(file))) == 4
    assert not records.add(tmp_path / "none" / "x.jsonl", {}, 3), "a disk that takes nothing costs no answer"


def test_so_many_judgements_an_hour() -> None:
    who = ("v test", "a test")
    assert [said.admitted(who, 3, 10.0 + n) for n in range(5)] == [True, True, True, False, False]
    assert said.admitted(who, 3, 3700.0)
    fresh = [said.admitted((f"v {n}", "a office"), 3, 10.0) for n in range(40)]
    assert fresh.count(True) == 30, "a fresh cookie each time is no fresh visitor for ever"


def test_what_staff_did_is_exported(library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import shutil

    own = tmp_path / "library"
    shutil.copytree(library, own)
    records.add(
        own / records.STAFF,
        {"account": "=cmd()", "address": "203.0.113.9", "action": "删除", "state": "完成", "files": ["a.pdf：删除"]},
        30,
    )
    assert main(["audit", "--library", str(own), "--format", "json"]) == 0
    (entry,) = json.loads(capsys.readouterr().out)["audit"]
    assert (entry["action"], entry["files"]) == ("删除", ["a.pdf：删除"])
    assert main(["audit", "--library", str(own), "--format", "csv"]) == 0
    assert "'=cmd()" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("![x](http://evil.example/p.png)", ("![", "](", "http://")),
        ("**bold** `code` ~~no~~", ("**", "`code", "~~")),
        ("$x^2$", ("$x",)),
        (":red[a] :material/home: :+1:", (":red[", ":material/", ":+1:")),
        ("www.evil.example", ("www.",)),
        ("a@evil.example", ("@evil",)),
        ("<b>x</b>", ("<b>",)),
        ("a -> b <- c", ("->", "<-")),
    ],
)
def test_a_label_shows_markup_and_renders_none(text: str, gone: tuple[str, ...]) -> None:
    told = shown(text)
    unescaped = told.replace("\u2060", "").replace("\\", "")
    assert unescaped == text
    bare = re.sub(r"\\.", "", told)
    assert not [each for each in gone if each in bare] and not set("`*[]<>~$!@") & set(bare)
