"""Streamlit's own frame in Chinese: menus, pickers and messages that no option of it translates."""

from __future__ import annotations

import json
import tomllib
from functools import cache
from pathlib import Path

_WORDS = Path(__file__).with_suffix(".toml")
# Runs once in a visitor's page and stays, also when the server is gone: texts and labels of the frame are replaced as they appear.
# What we show ourselves (.stHtml) is never touched.
_JS = """
(() => {
  if (window.bqFrame) return;
  window.bqFrame = true;
  // Screen readers choose their voice by it; Streamlit's own page says "en".
  document.documentElement.lang = 'zh-CN';
  const {word, pattern} = __TABLE__;
  const rules = pattern.map(rule => [new RegExp(`^(?:${rule.from})$`, 's'), rule.to]);
  const labels = ['aria-label', 'title', 'placeholder', 'alt'];
  const said = text => {
    const bare = text.trim();
    if (!/^[\\x20-\\x7e\\u2018-\\u201d\\u2026\\n]*[A-Za-z]/.test(bare)) return null;
    if (Object.hasOwn(word, bare)) return word[bare];
    const rule = rules.find(([from]) => from.test(bare));
    return rule ? bare.replace(rule[0], rule[1]) : null;
  };
  const text = node => {
    const chinese = node.parentElement?.closest('.stHtml, script, style') ? null : said(node.nodeValue);
    if (chinese !== null) node.nodeValue = chinese;
  };
  const label = (element, name) => {
    const value = element.getAttribute(name), chinese = value === null ? null : said(value);
    if (chinese !== null) element.setAttribute(name, chinese);
  };
  const all = node => {
    if (node.nodeType === Node.TEXT_NODE) return text(node);
    if (node.nodeType !== Node.ELEMENT_NODE || node.closest('.stHtml')) return;
    for (const name of labels) label(node, name);
    for (const name of labels) for (const each of node.querySelectorAll(`[${name}]`)) label(each, name);
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) text(walker.currentNode);
  };
  new MutationObserver(changes => {
    for (const change of changes) {
      if (change.type === 'attributes') label(change.target, change.attributeName);
      else if (change.type === 'characterData') text(change.target);
      else change.addedNodes.forEach(all);
    }
  }).observe(document.body, {subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: labels});
  all(document.body);
  // Dialogs lie outside of .stApp, on which the theme puts its colour scheme: they take it from the root.
  const scheme = () => {
    const app = document.querySelector('.stApp');
    if (app) document.documentElement.style.colorScheme = getComputedStyle(app).colorScheme;
  };
  scheme();
  new MutationObserver(scheme).observe(document.body, {childList: true});
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => setTimeout(scheme, 200));
  // On a phone the menu lies over the page: it goes when a page has been chosen.
  document.addEventListener('click', event => {
    if (window.innerWidth < 768 && event.target.closest('[data-testid=stSidebarNavLink]'))
      document.querySelector('[data-testid=stSidebarCollapseButton] button')?.click();
  });
})();
"""


@cache
def script() -> str:
    """The script, the same for everybody."""
    table = tomllib.loads(_WORDS.read_text(encoding="utf-8"))
    told = json.dumps({"word": table["words"], "pattern": table["pattern"]}, ensure_ascii=False).replace("</", "<\\/")
    return _JS.replace("__TABLE__", told)
