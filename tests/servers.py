"""What tests need that start a server of their own."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable

import pytest


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answering(is_ready: Callable[[], bool], told: Callable[[], str] = str, seconds: float = 60) -> None:
    """Wait until a server answers, which it may refuse to meanwhile; one that does not within the time fails the test, with what
    is ``told`` of it."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            if is_ready():
                return
        except OSError:
            pass
        time.sleep(0.1)
    pytest.fail(f"the server did not begin to answer within {seconds:g} seconds {told()}")
