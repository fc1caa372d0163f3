"""Our own scripts in the page, each the same for everybody: the security policy of the server carries their hashes.

What differs from visitor to visitor stands in the element beside the script, as data.
"""

from __future__ import annotations

from qa.web import frame

TO_LAST = """
(() => {
  // Charts grow the page after it is drawn: the question is held at the top until the reader takes over.
  let held = true;
  const until = Date.now() + 3000, leave = () => { held = false; };
  for (const what of ['wheel', 'touchstart', 'keydown', 'pointerdown']) addEventListener(what, leave, {once: true, passive: true});
  const go = () => {
    if (!held || Date.now() > until) return;
    const last = [...document.querySelectorAll('.bq-question')].at(-1)?.closest('.stChatMessage');
    if (last && Math.abs(last.getBoundingClientRect().top - 67) > 8) last.scrollIntoView({block: 'start'});
    setTimeout(go, 100);
  };
  setTimeout(go, 30);
})();
"""
# The page is shown at a size that can be read, also on a phone, with its frame in the middle of what is seen.
TO_FRAME = """
(() => {
  const until = Date.now() + 10000;
  const go = () => {
    const told = document.querySelector('[data-bq-at]')?.dataset.bqAt.split(' ').map(Number);
    const sheet = document.querySelector('.st-key-sheet'), image = sheet?.querySelector('img');
    if (told && image?.complete && image.naturalWidth)
      sheet.scrollTo(image.offsetWidth * told[0] - sheet.clientWidth / 2, image.offsetHeight * told[1] - sheet.clientHeight / 2);
    else if (Date.now() < until) setTimeout(go, 50);
  };
  go();
})();
"""
# A long table opens at its cell.
TO_CELL = """
(() => {
  const until = Date.now() + 3000;
  const go = () => {
    const cell = document.querySelector('[role=dialog] td.bq-here');
    if (cell) cell.scrollIntoView({block: 'center', inline: 'center'});
    else if (Date.now() < until) setTimeout(go, 50);
  };
  setTimeout(go, 100);
})();
"""
# How the site is shown is the reader's choice, kept in their browser alone. Streamlit keeps its theme for each address by itself, and
# reads it when a page is loaded.
LOOK = """
(() => {
  const kept = {get: name => { try { return localStorage.getItem(name); } catch { return null; } },
    set: (name, value) => { try { localStorage.setItem(name, value); } catch { /* chosen for this page only */ } }};
  const root = document.documentElement;
  const show = () => {
    const size = kept.get('bqSize') || root.dataset.bqSize || 'normal', theme = kept.get('bqTheme') || 'System';
    root.dataset.bqSize = size;
    for (const button of document.querySelectorAll('.bq-look button'))
      button.setAttribute('aria-pressed', [size, theme].includes(button.dataset.bqSize || button.dataset.bqTheme));
  };
  show();
  if (window.bqLook) return;
  window.bqLook = true;
  document.addEventListener('click', event => {
    if (event.target.closest('[data-bq-print]')) return print();
    const button = event.target.closest('.bq-look button');
    if (!button) return;
    if (button.dataset.bqSize) {
      root.dataset.bqSize = button.dataset.bqSize;
      kept.set('bqSize', button.dataset.bqSize);
      show();
    } else {
      kept.set('bqTheme', button.dataset.bqTheme);
      const pages = [...document.querySelectorAll('a[href]')].map(a => new URL(a.href)).filter(u => u.origin === location.origin);
      const paths = new Set([location, ...pages].map(u => u.pathname).flatMap(p => [p, p.replace(/[^/]*$/, ''), p.replace(/[^/]*$/, 'place')]));
      for (const path of paths) kept.set(`stActiveTheme-${path}-v2`, JSON.stringify(button.dataset.bqTheme));
      location.reload();
    }
  });
})();
"""
# Rows of a table by a click on a heading: up, down, and as they were. What has no value stays at the end.
SORT = """
(() => {
  if (window.bqSort) return;
  window.bqSort = true;
  document.addEventListener('click', event => {
    const heading = event.target.closest('.bq-sort')?.closest('th');
    if (!heading) return;
    const body = heading.closest('table').tBodies[0], rows = [...body.rows];
    rows.forEach((row, at) => { row.dataset.at ??= at; });
    const next = {none: 'descending', descending: 'ascending', ascending: 'none'}[heading.getAttribute('aria-sort')] ?? 'descending';
    for (const each of heading.parentElement.cells) each.setAttribute('aria-sort', each === heading ? next : 'none');
    const told = row => { const cell = row.cells[heading.cellIndex]; return cell.dataset.v ?? (cell.matches('.bq-missing') ? '' : cell.innerText.trim()); };
    const number = text => Number(text.replace(/[,%]/g, '').replace('−', '-'));
    const empty = row => ['', '—'].includes(told(row));
    const counted = rows.every(row => empty(row) || !Number.isNaN(number(told(row))));
    const way = next === 'descending' ? -1 : 1;
    const order = (a, b) => counted ? number(told(a)) - number(told(b)) : told(a).localeCompare(told(b), 'zh');
    rows.sort((a, b) => next === 'none' ? a.dataset.at - b.dataset.at : empty(a) - empty(b) || way * order(a, b) || a.dataset.at - b.dataset.at);
    body.append(...rows);
  });
})();
"""
INLINE = (frame.script(), TO_LAST, TO_FRAME, TO_CELL, LOOK, SORT)
"""The text of every script that the page may run inline."""


def element(script: str, name: str = "", told: str = "") -> str:
    """A script as HTML, with ``told`` beside it as data under a ``name``: another text there runs it again."""
    data = f"<span hidden data-bq-{name}='{told}'></span>" if name else ""
    return f"{data}<script>{script}</script>"
