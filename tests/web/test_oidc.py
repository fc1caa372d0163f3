"""Login through an identity provider, against a local one."""

from __future__ import annotations

import socket
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

provider = pytest.importorskip("oidc_provider_mock", reason="oidc-provider-mock is not installed")
pytest.importorskip("authlib", reason="Authlib is not installed")

SECRETS = """
[auth]
redirect_uri = "{page}/oauth2callback"
cookie_secret = "only-for-this-test-only-for-this-test"
client_id = "budgetqa"
client_secret = "none"
server_metadata_url = "{provider}/.well-known/openid-configuration"
"""


@pytest.mark.parametrize(("email", "staff"), [("wang@finance.example", True), ("li@elsewhere.example", False)])
def test_staff_log_in_through_their_provider(
    browser, serve: Callable[..., object], library: Path, tmp_path: Path, email: str, staff: bool
) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    (tmp_path / "budgetqa.toml").write_text('[web]\nstaff = ["@finance.example"]\n', encoding="utf-8")
    secrets = tmp_path / "secrets.toml"
    settings = {"BUDGETQA_SETTINGS": str(tmp_path / "budgetqa.toml")}
    with provider.run_server_in_thread() as running:
        there = f"http://127.0.0.1:{running.server_port}"
        secrets.write_text(SECRETS.format(page=f"http://127.0.0.1:{port}", provider=there), encoding="utf-8")
        claims = urllib.request.Request(
            f"{there}/users/person",
            method="PUT",
            data=f'{{"email": "{email}", "email_verified": true}}'.encode(),
            headers={"Content-Type": "application/json"},
        )
        urllib.request.urlopen(claims).close()
        with serve(tmp_path, library, settings, port, ("--secrets.files", str(secrets))) as address:
            context = browser.new_context(locale="zh-CN")
            page = context.new_page()
            page.goto(f"{address}/staff")
            page.get_by_role("button", name="前往登录").click()
            page.locator("input[name=sub]").fill("person")
            page.get_by_role("button", name="Authorize").click()
            page.wait_for_url(f"{address}/**")
            page.goto(f"{address}/staff")
            page.get_by_text("您已登录" if staff else "没有工作人员权限").wait_for(timeout=20_000)
            page.goto(f"{address}/library")
            page.wait_for_selector(".bq-grid")
            page.get_by_text("读入资料库" if staff else "由工作人员办理").wait_for()
            context.close()
