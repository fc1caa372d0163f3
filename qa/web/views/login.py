"""登录: for staff."""

from __future__ import annotations

import streamlit as st

from qa.web import access
from qa.web.config import load


def show() -> None:
    """The page."""
    st.html("<h1 class='bq-title'>工作人员登录</h1>")
    if access.is_staff():
        st.success("您已登录，可以在“资料库”中上传、重新读取和删除文件。")
        st.caption(f"{load().minutes} 分钟没有操作会自动退出。")
        st.button("退出登录", on_click=access.log_out, key="log-out")
        return
    if st.session_state.pop("staff_expired", False):
        st.info("您有一段时间没有操作，已自动退出，请重新登录。")
    if access.mode() == access.OIDC:
        _with_provider()
    else:
        _with_password()
    st.caption("问答和查阅不需要登录。登录后可以上传、重新读取和删除文件；没有账号或忘记密码，请联系本站管理员。")


def _with_provider() -> None:
    if st.user.is_logged_in:
        st.warning("您的账号没有工作人员权限。请联系管理员，把您的邮箱加入名单。")
        st.button("换一个账号", on_click=st.logout, key="other-account")
        return
    st.write("使用本单位统一身份认证登录。")
    st.button("前往登录", on_click=st.login, type="primary", key="log-in")


def _with_password() -> None:
    with st.form("login", width=420):
        named = access.mode() == access.ACCOUNTS
        name = st.text_input("账号", key="account", autocomplete="username") if named else ""
        password = st.text_input("密码", type="password", key="password", autocomplete="current-password")
        if st.form_submit_button("登录", type="primary"):
            told = access.log_in(password, name.strip())
            if not told:
                st.rerun()
            st.error(told)
