"""What several browser stories do in the page."""

from __future__ import annotations

import io
from pathlib import Path

VISITOR = "visitor-of-the-tests"
PASSWORD = "desk-of-the-budget"
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}

# Words that are on the screen, or in a label, in English: of the frame, not of ours (.stHtml) and not of icons.
ENGLISH = r"""
() => {
  const found = new Set(), walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const ours = '.stHtml, script, style, noscript,  [data-testid=stFileUploaderFileName], [data-testid=stFileChipName]';
  const plain = text => text.replace(/XLSX|CSV|PDF|Word|Excel|ZIP|\d+(\.\d+)? ?[KMG]?B|\S+\.(pdf|txt|xlsx|html)/g, '');
  while (walker.nextNode()) {
    const node = walker.currentNode, element = node.parentElement;
    if (element && element.offsetParent && !element.closest(ours) && !getComputedStyle(element).fontFamily.includes('Material Symbols') && /[A-Za-z]{3,}/.test(plain(node.nodeValue))) found.add(node.nodeValue.trim());
  }
  for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
    for (const element of document.querySelectorAll(`[${name}]`)) {
      const text = element.getAttribute(name);
      if (!element.closest('.stHtml') && element.checkVisibility() && /[A-Za-z]{3,}/.test(plain(text))) found.add(`${name}: ${text}`);
    }
  return [...found];
}
"""

# Text whose contrast with the ground under it is less than 4.5, both as they are painted: with transparency.
FAINT = r"""
(dark) => {
  const channel = v => { v /= 255; return v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; };
  const light = c => .2126 * channel(c[0]) + .7152 * channel(c[1]) + .0722 * channel(c[2]);
  const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const numbers = text => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = text; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data]; };
  const over = (top, alpha, under) => [0, 1, 2].map(i => top[i] * alpha + under[i] * (1 - alpha));
  const ground = e => { if (!e) return dark ? [17, 23, 30] : [255, 255, 255];
    const c = numbers(getComputedStyle(e).backgroundColor);
    return c[3] === 255 ? c : over(c, c[3] / 255, ground(e.parentElement)); };
  const opacity = e => e ? getComputedStyle(e).opacity * opacity(e.parentElement) : 1;
  const ratio = (e, style) => { const under = ground(e), c = numbers(style.color);
    const a = light(over(c, c[3] / 255 * opacity(e) * style.opacity / getComputedStyle(e).opacity, under)), b = light(under);
    return (Math.max(a, b) + .05) / (Math.min(a, b) + .05); };
  const out = [];
  const tell = (e, text, style) => { const found = ratio(e, style);
    if (found < 4.495) out.push([`${e.className || e.tagName}`.slice(0, 60), text.slice(0, 20), Math.round(found * 100) / 100]); };
  for (const e of document.querySelectorAll('.stApp *, [role=dialog] *')) {
    if (!e.offsetParent || ['SCRIPT', 'STYLE'].includes(e.tagName) || e.offsetWidth < 3 || getComputedStyle(e).fontFamily.includes('Material Symbols') || e.closest(':disabled, [aria-disabled=true]')) continue;
    const own = [...e.childNodes].filter(n => n.nodeType === 3).map(n => n.textContent.trim()).join('');
    if (own) tell(e, own, getComputedStyle(e));
    if (e.placeholder && !e.value) tell(e, e.placeholder, getComputedStyle(e, '::placeholder'));
  }
  return out;
}
"""


def ask(page, question: str) -> None:
    """Type a question and press Enter."""
    box = page.get_by_test_id("stChatInputTextArea")
    box.fill(question)
    box.press("Enter")


def answers(page, count: int) -> None:
    """Wait until there are so many answers and the page is drawn: an earlier one may stand there twice while it is drawn over."""
    page.wait_for_function(
        "n => document.querySelectorAll('.bq-sentence').length >= n && document.querySelector('[data-test-script-state=notRunning]')",
        arg=count,
    )


def log_in(page, password: str) -> None:
    """On the page 登录."""
    page.get_by_label("密码", exact=True).fill(password)
    page.get_by_test_id("stFormSubmitButton").locator("button").click()


def downloaded(page, button: str, within=None) -> bytes:
    """Click a button of that name and take the file."""
    with page.expect_download() as download:
        (within or page).get_by_role("button", name=button).first.click()
    return Path(download.value.path()).read_bytes()


def sheet(data: bytes) -> list[tuple[object, ...]]:
    """The rows of a workbook's first sheet."""
    from openpyxl import load_workbook

    return [tuple(row) for row in load_workbook(io.BytesIO(data)).active.iter_rows(values_only=True)]
