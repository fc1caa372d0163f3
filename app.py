"""The page behind its door: ``streamlit run app.py``. ``budgetqa demo`` and ``budgetqa web`` start the same."""

from __future__ import annotations

import streamlit as st

from qa.web.server import PAGE, guards

app = st.App(PAGE, middleware=guards())
