"""The page behind its door, as ``budgetqa web`` starts it."""

from __future__ import annotations

import streamlit as st

from qa.web.server import PAGE, guards

app = st.App(PAGE, middleware=guards())
