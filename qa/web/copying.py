"""A button that copies text to the clipboard; Streamlit has none for texts of one's own."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

_CSS = """
button { font: inherit; font-size: 14px; color: var(--st-text-color); background: transparent; border: 1px solid var(--st-border-color);
  border-radius: 6px; padding: 4px 12px; min-height: 2.5rem; cursor: pointer; white-space: nowrap; }
button:hover, button:focus-visible { border-color: var(--st-primary-color); outline: none; }
button:focus-visible { box-shadow: 0 0 0 2px var(--st-primary-color); }
"""
_JS = """
export default function ({ parentElement, data, setTriggerValue }) {
  const button = parentElement.querySelector('button');
  if (!button.dataset.copied) button.textContent = data.label;
  button.onclick = async () => {
    let done = true;
    try { await navigator.clipboard.writeText(data.text); }
    catch {
      const area = document.createElement('textarea');
      area.value = data.text; area.style.position = 'fixed'; area.style.opacity = '0';
      document.body.appendChild(area); area.select();
      done = document.execCommand('copy'); area.remove(); button.focus();
    }
    button.textContent = done ? '已复制' : '未能复制';
    button.dataset.copied = '1';
    setTimeout(() => { delete button.dataset.copied; button.textContent = data.label; }, 1600);
    if (data.tells) setTriggerValue('copied', true);
  };
}
"""
_COPY = st.components.v2.component("budgetqa_copy", html="<button type='button'></button>", css=_CSS, js=_JS)


def button(text: str, *, label: str = "复制", key: str, on_copied: Callable[[], None] | None = None) -> None:
    """A button that copies ``text``; then ``on_copied`` is called."""
    data = {"text": text, "label": label, "tells": on_copied is not None}
    _COPY(data=data, key=key, width="content", height="content", on_copied_change=on_copied or _nothing)


def _nothing() -> None:
    pass
