"""What Streamlit runs for each visitor; in a folder of its own, because Streamlit lets it import from there."""

from __future__ import annotations

from qa.web import site

site.run()
