"""The page: navigation only. ``budgetqa demo`` or ``streamlit run app.py``."""

from __future__ import annotations

from qa.web import site

site.run()
