"""Picking from a list as people do, who open it again where it has closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

_TRIES = 8


def pick(page: Page, control: Locator, option: Locator, typed: str = "") -> None:
    """Open a list, type, take an option. A list that a redraw of the page has closed is opened again."""
    from playwright.sync_api import TimeoutError  # the tests skip where it is not installed

    for _ in range(_TRIES):
        page.wait_for_selector('[data-test-script-state="notRunning"]', state="attached")
        control.scroll_into_view_if_needed()
        control.click()
        if typed:
            page.keyboard.type(typed)
        try:
            option.click(timeout=3_000)
        except TimeoutError:
            page.keyboard.press("Escape")
        else:
            return
    raise AssertionError(f"{option} could not be picked")
