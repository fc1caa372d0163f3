"""A small real library of the documents that come along, and the page over it."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

import attacked
import pytest
from attacked import Site
from stories import PASSWORD, VISITOR, WIDE

from index.checks import check
from index.figures import extract
from index.library import EmbeddedStore, Record, open_library, prepare
from index.library.bodies import Names, learn
from index.model import Document, Passage, Span
from index.parsing import parse
from index.readers import read
from qa.web import accounts
from qa.web.guesses import Guesses
from qa.web.logins import Logins
from qa.web.password import hashed
from tests.servers import answering, free_port

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FILES = (
    "shijiazhuang/石家庄市数据资源管理局2019年部门预算（整理）.txt",
    *(f"jiangsu/江苏省委办公厅{year}年度部门预算（整理）.txt" for year in (2017, 2018, 2019)),
    *(f"yunting/云汀市民政局{year}年度部门{stage}.txt" for year in (2022, 2023, 2024) for stage in ("预算", "决算")),
    *(f"yunting/云汀市教育局{year}年度部门预算.txt" for year in (2022, 2023, 2024)),
)


def passages(document: Document) -> tuple[Passage, ...]:
    """Paragraphs as passages: what cutting does exactly is no matter here."""
    identity = document.identity
    return tuple(
        Passage(
            id=f"{document.id[:12]}-p{number}",
            document=document.id,
            org=identity.org,
            year=identity.year,
            stage=identity.stage,
            scope=identity.scope,
            kind="正文",
            section=document.sections[paragraph.section].path if document.sections else (),
            heading="",
            text=paragraph.text,
            page=paragraph.page,
            span=Span(start=paragraph.origin[0], end=paragraph.origin[-1] + 1),
        )
        for number, paragraph in enumerate(document.paragraphs)
        if paragraph.origin
    )


def fill(store: EmbeddedStore, path: Path) -> None:
    """Take a file in, without the process that guards the real line."""
    data = path.read_bytes()
    document = parse(read(path.name, data), hashlib.sha256(data).hexdigest())
    figures = extract(document)
    store.put(
        prepare(
            Record(
                place=str(path),
                document=document,
                figures=figures,
                findings=check(document, figures),
                passages=passages(document),
                original=data,
            )
        )
    )


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the library. Tests that change it take ``own_library``."""
    folder = tmp_path_factory.mktemp("web") / "library"
    store = open_library(folder, create=True)
    for name in FILES:
        fill(store, ROOT / "corpus" / name)
    store.set_bodies(learn(Names(org=i.org, aliases=i.aliases, file=i.file, year=i.year) for i in store.as_printed()))
    store.close()
    return folder


@pytest.fixture
def settings(library: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[pytest.MonkeyPatch]:
    """The page's settings: this library, no settings file, nobody logged in."""
    import streamlit as st

    monkeypatch.setenv("BUDGETQA_LIBRARY", str(library))
    monkeypatch.delenv("BUDGETQA_SETTINGS", raising=False)
    monkeypatch.delenv("BUDGETQA_WEB_PASSWORD_HASH", raising=False)
    monkeypatch.chdir(tmp_path)
    # A page by itself has no browser that keeps a cookie; each test is a visitor, and an office, of its own.
    monkeypatch.setattr("qa.web.access.visitor", lambda: VISITOR)
    monkeypatch.setattr("qa.web.access.LOGINS", Logins())
    monkeypatch.setattr("qa.web.access.GUESSES", Guesses())
    st.cache_resource.clear()
    yield monkeypatch
    st.cache_resource.clear()


@pytest.fixture
def store(library: Path) -> Iterator[EmbeddedStore]:
    """The library, to look into."""
    opened = open_library(library)
    yield opened
    opened.close()


def is_healthy(address: str) -> bool:
    """Whether a page's server says that it is well. Raises OSError where it does not answer."""
    with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1) as answer:
        return bool(answer.read() == b"ok")


@contextmanager
def served(
    folder: Path, place: Path, settings: dict[str, str], port: int | None = None, options: Sequence[str] = ()
) -> Iterator[str]:
    """The page over a library, in a process of its own."""
    port = port or free_port()
    address = f"http://127.0.0.1:{port}"
    environment = {**os.environ, "BUDGETQA_LIBRARY": str(place), **settings}
    command = [
        sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), "--server.port", str(port), "--server.address", "127.0.0.1",
        "--server.headless", "true", "--server.showEmailPrompt", "false", *options,
    ]  # fmt: skip
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            answering(lambda: is_healthy(address), lambda: (folder / "server.log").read_text(encoding="utf-8"))
            yield address
        finally:
            server.terminate()
            server.wait(10)


@pytest.fixture(scope="session")
def serve() -> Callable[..., object]:
    """``with serve(folder for its log, library, settings) as address``."""
    return served


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("there is no Chromium on this machine")
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(
            executable_path=CHROMIUM,
            args=[
                "--no-sandbox",
                "--disable-background-networking",
                f"--crash-dumps-dir={tmp_path_factory.mktemp('c')}",
            ],
        )
        yield started
        started.close()


Serve = Callable[[Path, Path, dict[str, str]], AbstractContextManager[str]]


@pytest.fixture(scope="session")
def address(library: Path, serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One server for all who only read, over a copy: what visitors say of answers is kept in it."""
    folder = tmp_path_factory.mktemp("server")
    own = folder / "library"
    shutil.copytree(library, own)
    with serve(folder, own, {"BUDGETQA_WEB_PASSWORD_HASH": hashed(PASSWORD)}) as found:
        yield found


@pytest.fixture
def visit(browser) -> Iterator[Callable[..., object]]:
    """``visit(address)``: a new visitor, with cookies and a window of their own. What breaks in a page fails the test.

    Waiting for a script's word is itself a script that the site's policy forbids: only with ``strict`` does the policy hold.
    """
    contexts, broken = [], []

    def arrive(url: str, *, dark: bool = False, size: dict[str, int] = WIDE, strict: bool = False):
        context = browser.new_context(
            bypass_csp=not strict,
            viewport=size,
            color_scheme="dark" if dark else "light",
            locale="zh-CN",
            accept_downloads=True,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: broken.append(error))
        page.goto(url)
        return page

    yield arrive
    for context in contexts:
        context.close()
    assert not broken


@pytest.fixture
def opened(visit, address: str) -> Callable[..., object]:
    """``opened("/path")``: a new visitor of the server that all share."""

    def open_page(path: str = "/", **how: object):
        return visit(address + path, **how)

    return open_page


@pytest.fixture
def shot(tmp_path: Path) -> Callable[..., None]:
    """Pictures to look at, in a temporary folder or where BUDGETQA_SCREENSHOTS says."""
    kept = os.environ.get("BUDGETQA_SCREENSHOTS")
    folder = Path(kept or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)

    def take(page, name: str) -> None:
        page.wait_for_timeout(500 if kept else 150)
        page.screenshot(path=folder / f"{name}.png")

    return take


@pytest.fixture(scope="module")
def site(library: Path, serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A server with named accounts, narrow limits and a hostile document, for the tests of one module."""
    folder = tmp_path_factory.mktemp("attacked")
    own = folder / "library"
    shutil.copytree(library, own)
    hostile = folder / "![x](http~evil.example~p.png)乙市.txt"
    hostile.write_text(attacked.HOSTILE, encoding="utf-8")
    with closing(open_library(own)) as store:
        fill(store, hostile)
    accounts.with_account(folder / "accounts", attacked.NAME, attacked.PASSWORD)
    (folder / "budgetqa.toml").write_text(
        f'[web]\naccounts = "{folder / "accounts"}"\ntrusted_proxies = ["127.0.0.1"]\n'
        "upload_session_mb = 1\nupload_total_mb = 2\nfeedback_hour = 3\n",
        encoding="utf-8",
    )
    with serve(folder, own, {"BUDGETQA_SETTINGS": str(folder / "budgetqa.toml")}) as address:
        yield Site(address=address, library=own, log=folder / "server.log")


@pytest.fixture(scope="module")
def staff(site: Site) -> str:
    """A cookie of somebody who is logged in."""
    return site.staff()
