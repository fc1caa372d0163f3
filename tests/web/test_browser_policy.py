"""The page under its own security policy: all that is ours works, and nothing that a document or question brings is fetched or run."""

from __future__ import annotations

from collections.abc import Callable

from stories import ask


def test_everything_of_ours_works_under_the_policy(opened: Callable[..., object]) -> None:
    page = opened("/", strict=True)
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text) if "Content Security Policy" in said.text else None)
    ask(page, "云汀市民政局2022到2024年三公经费")
    page.locator(".bq-sentence").first.wait_for()
    page.locator("[data-testid=stVegaLiteChart] canvas, [data-testid=stVegaLiteChart] svg").first.wait_for()
    page.get_by_role("button", name="复制", exact=True).first.click()
    page.locator("button", has_text="复制").first.wait_for()
    ask(page, "云汀市民政局2024年三公经费多少")
    page.locator(".bq-sentence").nth(1).wait_for()
    assert page.evaluate("() => [window.bqFrame, document.documentElement.lang]") == [True, "zh-CN"]
    assert refused == []


def test_what_a_question_brings_is_neither_run_nor_fetched(opened: Callable[..., object]) -> None:
    page = opened("/", strict=True)
    fetched: list[str] = []
    page.on("request", lambda asked: fetched.append(asked.url) if "evil.example" in asked.url else None)
    ask(page, "<img src=http://evil.example/a.png onerror=window.broken=1>![x](http://evil.example/b.png)三公经费")
    page.locator(".bq-sentence").first.wait_for()
    page.wait_for_timeout(500)
    assert fetched == [] and page.evaluate("() => window.broken") is None
