"""A Firefox by WebDriver BiDi: what the stories need of it, and no more."""

from __future__ import annotations

import base64
import itertools
import json
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.servers import answering, free_port

ENTER = "\ue007"
# A fresh profile asks nothing and fetches nothing.
PROFILE = """
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("browser.aboutwelcome.enabled", false);
user_pref("app.update.enabled", false);
user_pref("intl.locale.requested", "zh-CN");
user_pref("intl.accept_languages", "zh-CN");
"""


class Firefox:
    """One window. Every wait ends in TimeoutError after some seconds."""

    def __init__(self, socket: Any) -> None:
        self._socket, self._numbers = socket, itertools.count(1)
        self.call("session.new", capabilities={})
        self._window = self.call("browsingContext.getTree")["contexts"][0]["context"]

    def call(self, method: str, **params: object) -> Any:
        """A command and its result. Raises AssertionError with what Firefox says is wrong."""
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            told = json.loads(self._socket.recv(timeout=60))
            if told.get("id") == number:
                assert told["type"] == "success", told
                return told["result"]

    def size(self, size: dict[str, int]) -> None:
        self.call("browsingContext.setViewport", context=self._window, viewport=size)

    def go(self, address: str) -> None:
        self.call("browsingContext.navigate", context=self._window, url=address, wait="complete")

    def value(self, expression: str) -> Any:
        """What an expression comes to, by way of JSON."""
        told = self.call(
            "script.evaluate",
            expression=f"JSON.stringify({expression})",
            target={"context": self._window},
            awaitPromise=False,
        )
        assert told["type"] == "success", told
        return json.loads(told["result"].get("value", "null"))

    def until(self, expression: str, seconds: float = 40) -> Any:
        """Its first value that is true."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if found := self.value(expression):
                return found
            time.sleep(0.1)
        raise TimeoutError(expression)

    def click(self, selector: str) -> None:
        self.until(f"!!document.querySelector({json.dumps(selector)})")
        self.value(f"document.querySelector({json.dumps(selector)}).click() ?? true")

    def type(self, selector: str, text: str) -> None:
        """Real keys into a field."""
        self.until(f"!!document.querySelector({json.dumps(selector)})")
        self.value(f"document.querySelector({json.dumps(selector)}).focus() ?? true")
        keys = [{"type": kind, "value": key} for key in text for kind in ("keyDown", "keyUp")]
        self.call("input.performActions", context=self._window, actions=[{"type": "key", "id": "k", "actions": keys}])

    def picture(self, file: Path) -> None:
        told = self.call("browsingContext.captureScreenshot", context=self._window)
        file.write_bytes(base64.b64decode(told["data"]))


@contextmanager
def started(program: str, profile: Path) -> Iterator[Firefox]:
    """A headless Firefox with a fresh profile."""
    from websockets.sync.client import connect

    (profile / "user.js").write_text(PROFILE, encoding="utf-8")
    port = free_port()
    command = [program, "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", str(port)]
    with (profile / "log").open("wb") as log:
        process = subprocess.Popen([*command, "about:blank"], stdout=log, stderr=subprocess.STDOUT)
        try:
            marker = "WebDriver BiDi listening"
            answering(
                lambda: marker in (profile / "log").read_text("utf-8"), lambda: (profile / "log").read_text("utf-8")
            )
            with connect(f"ws://127.0.0.1:{port}/session", max_size=None) as socket:
                yield Firefox(socket)
        finally:
            process.terminate()
            process.wait(20)
