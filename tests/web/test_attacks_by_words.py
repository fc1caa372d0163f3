"""Attempts on the real server by what is typed into it and what stands in its documents: login, question, document, export."""

from __future__ import annotations

import csv
import io
import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from urllib.parse import quote

import pytest
from attacked import NAME, PASSWORD, Site, fresh_address
from wire import Shown, cookie_of, log_in, window

from index.library import open_library
from qa.sheets import Sheet, as_csv
from qa.web import accounts

OWNER, STRANGER = "198.51.100.7", "203.0.113.9"

# -- login ----------------------------------------------------------------------------------------------------------

WRONG = (
    (NAME, "wrong"),
    (NAME, ""),
    ("", PASSWORD),
    ("nobody", PASSWORD),
    (NAME, PASSWORD + " "),
    (f"{NAME}\x00", PASSWORD),
    ("' or 1=1 --", "x"),
)


@pytest.mark.parametrize(("name", "password"), WRONG)
def test_a_wrong_login(site: Site, name: str, password: str) -> None:
    cookie = cookie_of(site.address)
    shown = log_in(site.address, password, cookie, name, X_Forwarded_For=fresh_address())
    assert "不正确" in shown.told
    with window(site.address, "library", cookie) as opened:
        assert not opened.run().of("file_uploader")


def test_the_hash_is_no_password(site: Site) -> None:
    stored = accounts.read(site.library.parent / "accounts")[NAME]
    assert "不正确" in log_in(site.address, stored, cookie_of(site.address), NAME, X_Forwarded_For=fresh_address()).told


def test_no_login_without_a_cookie(site: Site) -> None:
    assert "cookie" in log_in(site.address, PASSWORD, "", NAME, X_Forwarded_For=fresh_address()).told


def test_guesses_count_before_they_are_checked_and_lock_nobody_out(site: Site) -> None:
    """Many at once from one address, each with a cookie and a spoofed hop of its own; meanwhile the owner gets in."""
    cookies = [cookie_of(site.address) for _ in range(24)]
    together = threading.Barrier(len(cookies))

    def guess(number: int) -> Shown:
        together.wait()
        return log_in(
            site.address, f"guess {number}", cookies[number], NAME, X_Forwarded_For=f"10.0.0.{number}, {STRANGER}"
        )

    with ThreadPoolExecutor(len(cookies)) as pool:
        told = [shown.told for shown in pool.map(guess, range(len(cookies)))]
    checked = sum("不正确" in each for each in told)
    assert 1 <= checked <= 8 and sum("秒后再试" in each for each in told) == len(cookies) - checked
    assert "秒后再试" in log_in(site.address, PASSWORD, cookies[0], NAME, X_Forwarded_For=STRANGER).told
    time.sleep(2.1)  # what an account waits at most, whoever guesses
    cookie = cookie_of(site.address)
    log_in(site.address, PASSWORD, cookie, NAME, X_Forwarded_For=OWNER)
    with window(site.address, "library", cookie) as opened:
        assert opened.run().of("file_uploader")


def test_no_password_stands_in_the_log(site: Site) -> None:
    told = site.log.read_text(encoding="utf-8", errors="replace")
    assert PASSWORD not in told and "guess 1" not in told and "$argon2" not in told


# -- questions and what stands in documents --------------------------------------------------------------------------

QUESTIONS = (
    "<script>alert(1)</script>石家庄市数据资源管理局2019年三公经费",
    "<img src=http://evil.example/x.png>",
    "'; DROP TABLE documents; --",
    "{{7*7}} ${7*7}",
    "../../../../etc/passwd",
    "石家庄市数据资源管理局2019年三公经费" + "多" * 5000,
)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q[:16])
def test_a_hostile_question_is_text(site: Site, question: str) -> None:
    with window(site.address, "", cookie_of(site.address)) as opened:
        shown = opened.run(query=f"q={quote(question)}")
    ours = shown.html.replace("<script>", "", shown.html.count("<script>\n(() =>"))
    assert "<script>alert" not in ours and "<img src=http" not in ours and "root:" not in ours and "49" not in ours


def test_what_a_document_is_called_is_text_everywhere(site: Site) -> None:
    with window(site.address, "", cookie_of(site.address)) as opened:
        shown = opened.run(query=f"q={quote('乙市档案局2021年三公经费多少')}")
    assert "3.20" in shown.html and "99999" not in shown.html and "99,999" not in shown.html
    labels = [fold.label for fold in shown.of("fold")]
    assert labels and all("![" not in label and ":red[" not in label and "http://" not in label for label in labels)
    assert any("evil" in label for label in labels), "shown, only not as markup"
    assert "<img src=x" not in shown.html
    for page in ("library", "lookup"):
        with window(site.address, page, cookie_of(site.address)) as opened:
            assert "<img src=x" not in opened.run().html


def test_addresses_of_figures_and_conversations_are_not_guessed(site: Site) -> None:
    for page, query in (("place", "f=../../etc/passwd"), ("place", "f=%27%20or%201=1"), ("", "k=" + "a" * 22)):
        with window(site.address, page, cookie_of(site.address)) as opened:
            shown = opened.run(query=query)
        assert not shown.of("exception") and "class='bq-number'" not in shown.html and "root:" not in shown.html


def test_personal_numbers_are_in_no_log(site: Site) -> None:
    numbers = ("138 1234 5678", "139-1234-5678", "320102 19900307 123X")
    with window(site.address, "", cookie_of(site.address)) as opened:
        opened.run(query="&".join(f"q={quote(f'我的电话是{number}，民政局三公经费')}" for number in numbers))
    kept = (site.library / "questions.jsonl").read_text(encoding="utf-8")
    assert "我的电话是…" in kept and not any(number in kept for number in numbers)


def test_a_flood_of_judgements_is_stopped(site: Site) -> None:
    cookie = cookie_of(site.address)
    query = f"q={quote('石家庄市数据资源管理局2019年三公经费多少，我的电话13812345678')}"
    for _ in range(6):
        with window(site.address, "", cookie) as opened:
            yes = next(b.id for b in opened.run(query=query).of("button") if b.id.endswith("-yes"))
            opened.run((yes, "trigger_value", True), query=query)
    with closing(open_library(site.library)) as store:
        kept = store.feedback()
    assert len(kept) == 3 and "13812345678" not in json.dumps(kept)


# -- export ---------------------------------------------------------------------------------------------------------


def test_no_cell_of_an_export_is_worked_out() -> None:
    cells = ('=HYPERLINK("http://evil.example")', "@SUM(1+1)*cmd|' /C calc'!A0", "-培训费", "+1+1", "\t=1")
    written = csv.reader(
        io.StringIO(as_csv([Sheet(title="", header=("a",), rows=tuple((c,) for c in cells))]).decode())
    )
    assert [row[0][0] for row in list(written)[1:]] == ["'"] * len(cells)
