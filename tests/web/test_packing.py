"""What is packed on its way to the browser: scripts and styles, and nothing that an answer stands in."""

from __future__ import annotations

import gzip
import re
import urllib.request

import pytest


def fetched(address: str, packs: bool) -> tuple[bytes, str, str]:
    request = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"} if packs else {})
    with urllib.request.urlopen(request, timeout=30) as answer:
        headers = answer.headers
        return answer.read(), headers.get("Content-Encoding", ""), headers.get("Content-Security-Policy", "")


@pytest.mark.parametrize("kind", ["js", "css"])
def test_scripts_and_styles_weigh_less_and_are_the_same(address: str, kind: str) -> None:
    page = fetched(address, False)[0].decode()
    files = sorted(re.findall(rf"static/{kind}/[\w.-]+\.{kind}", page), key=len)
    assert files
    for file in files[:3]:
        plain, how, policy = fetched(f"{address}/{file}", False)
        assert how == "" and "script-src" in policy
        packed, how, policy = fetched(f"{address}/{file}", True)
        if len(plain) > 500:
            assert how == "gzip" and len(packed) < len(plain) and gzip.decompress(packed) == plain
        assert "script-src" in policy, "whoever packs keeps the headers"


@pytest.mark.parametrize("path", ["/", "/_stcore/health"])
def test_nothing_else_is_packed_by_us(address: str, path: str) -> None:
    assert fetched(f"{address}{path}", True)[1] == ""
