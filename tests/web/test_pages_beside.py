"""The logic of the pages beside the chat, run without a browser: 查阅, 出处, 资料库, 登录."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from pages import html, page
from stories import VISITOR

from index.library import EmbeddedStore
from qa.web import access, accounts
from qa.web.password import hashed


def test_the_matrix(settings: pytest.MonkeyPatch) -> None:
    shown = html(page("look_up"))
    assert re.search(
        r"<th scope='row'>中共江苏省委办公厅</th><td class='bq-num'[^>]*><a [^>]*>509\.20 万元</a></td>", shown
    )
    assert "未收录文件" in shown


@pytest.mark.parametrize("view", ["数字清单", "年度对照", "全文检索"])
def test_every_view_has_an_address(settings: pytest.MonkeyPatch, view: str) -> None:
    test = page("look_up", view=view, words="主要原因")
    assert not test.exception and not test.error
    assert {"数字清单": "计量单位", "年度对照": "27,664.22", "全文检索": "<mark"}[view] in html(test)


def test_words_that_are_nowhere_find_nothing(settings: pytest.MonkeyPatch) -> None:
    test = page("look_up", view="全文检索", words="zzzzqq")
    assert any("没有找到" in i.value for i in test.info) and "bq-hit" not in html(test)


def test_a_figure_has_an_address(settings: pytest.MonkeyPatch, store: EmbeddedStore) -> None:
    figure = next(f for f in store.figures(item="三公经费") if f.source.table is not None)
    shown = html(page("place", f=figure.id))
    assert f">{figure.amount}</td>" in shown and "bq-here" in shown
    for other in ("", "none", "-1", figure.document[:12] + "-99999"):
        assert any("没有这个数字" in i.value for i in page("place", f=other).info)


def test_filters_that_leave_nothing_teach(settings: pytest.MonkeyPatch) -> None:
    test = page("look_up")
    test.multiselect(key="org").set_value(["石家庄市数据资源管理局"])
    test.multiselect(key="year").set_value([2024]).run()
    assert any("没有符合条件" in i.value for i in test.info)


def test_search_can_be_for_staff_only(settings: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "budgetqa.toml").write_text("[web]\nsearch_public = false\n", encoding="utf-8")
    test = page("look_up")
    assert "bq-grid" not in html(test)
    assert "请先登录" in test.info[0].value


def test_the_library_shows_what_it_holds(settings: pytest.MonkeyPatch, store: EmbeddedStore) -> None:
    test = page("library")
    assert "部门决算" in html(test)
    assert not [b for b in test.button if b.key in ("remove", "reread")]
    names = test.selectbox(key="report").options
    test.selectbox(key="report").set_value(next(n for n in names if "石家庄" in n)).run()
    shown = html(test)
    assert not test.exception
    assert ("石家庄市数据资源管理局" in shown and "终端设备" in shown) or "部门基本情况表" in shown


def test_nobody_changes_anything_without_login(settings: pytest.MonkeyPatch) -> None:
    settings.setenv("BUDGETQA_WEB_PASSWORD_HASH", hashed("right horse"))
    test = page("library")
    assert not test.get("file_uploader")
    assert any("请先登录" in c.value for c in test.caption)


def test_login_refused_and_granted(settings: pytest.MonkeyPatch) -> None:
    settings.setenv("BUDGETQA_WEB_PASSWORD_HASH", hashed("right horse"))
    test = page("login")
    test.text_input(key="password").set_value("wrong")
    next(b for b in test.button if b.label == "登录").click().run()
    assert "密码不正确" in test.error[0].value
    test.text_input(key="password").set_value("right horse")
    next(b for b in test.button if b.label == "登录").click().run()
    assert test.success and not test.error
    access.LOGINS.enter(VISITOR, "工作人员", time.time() - 31 * 60)
    test.run()
    assert any("自动退出" in i.value for i in test.info)


def test_guessing_is_slowed(settings: pytest.MonkeyPatch) -> None:
    settings.setenv("BUDGETQA_WEB_PASSWORD_HASH", hashed("right horse"))
    test = page("login")
    settings.setattr("qa.web.access.address", lambda: "203.0.113.9")
    for _ in range(4):
        assert access.GUESSES.admit("203.0.113.9", "another") == 0
    test.text_input(key="password").set_value("right horse")
    next(b for b in test.button if b.label == "登录").click().run()
    assert "秒后再试" in test.error[0].value and not test.success


def test_named_accounts_log_in_by_name(settings: pytest.MonkeyPatch, tmp_path: Path) -> None:
    accounts.with_account(tmp_path / "accounts", "王会计", "a long password")
    (tmp_path / "budgetqa.toml").write_text(f'[web]\naccounts = "{tmp_path / "accounts"}"\n', encoding="utf-8")
    test = page("login")
    for name, told in (("李会计", "不正确"), ("王会计", "")):
        test.text_input(key="account").set_value(name)
        test.text_input(key="password").set_value("a long password")
        next(b for b in test.button if b.label == "登录").click().run()
        assert (told in test.error[0].value) if told else test.success
    assert access.LOGINS.account(VISITOR, 60) == "王会计"


def test_staff_see_what_they_can_do(settings: pytest.MonkeyPatch) -> None:
    settings.setenv("BUDGETQA_WEB_PASSWORD_HASH", hashed("right horse"))
    access.LOGINS.enter(VISITOR, "王会计", time.time())
    test = page("library")
    assert not test.exception
    assert {"verify", "rebuild", "reread", "remove"} <= {b.key for b in test.button}
    assert test.button(key="remove").disabled
