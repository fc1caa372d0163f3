"""Names of files as they may be kept and shown: text that every store and every terminal takes."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from pathlib import Path, PurePosixPath

# Most file systems take 255 bytes; some of them are for what is put behind a name while a file is written.
LONGEST = 200
# What steers a terminal, or turns the direction of its text.
_STEERING = (*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_WRITTEN = {code: f"\\u{code:04x}" for code in _STEERING if chr(code) not in "\t\n"}
_UNSHOWN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})


def shown(name: str) -> str:
    """A file's name (or path) without bytes that are no text and characters that steer a terminal.

    A name whose bytes are not of this machine's encoding is read as what Windows in China writes.
    """
    if not name.isprintable():
        name = _decoded(name)
    return "".join("\ufffd" if unicodedata.category(c) in _UNSHOWN else c for c in name)


def plain(text: str) -> str:
    """Text that no terminal takes for a command: what steers it is written out, in the way that JSON writes it."""
    return text.translate(_WRITTEN)


def kept(name: str, *, longest: int = LONGEST) -> str:
    """A name under which a file can be kept: its last part, not hidden, of so many bytes at most; 未命名 for none."""
    last = PurePosixPath(name.replace("\\", "/")).name
    last = "".join(c for c in _decoded(last) if c.isprintable()).strip().lstrip(".")
    suffix = PurePosixPath(last).suffix
    suffix = suffix if len(suffix.encode()) <= 12 else ""
    if len(last.encode()) > longest:
        # Long names of one disclosure begin alike: what is cut off must go on telling them apart.
        suffix = f"~{hashlib.sha256(last.encode()).hexdigest()[:8]}{suffix}"
        last = last.encode()[: longest - len(suffix)].decode(errors="ignore") + suffix
    return last or "未命名"


def is_there(path: Path) -> bool:
    """Whether something lies at a path; one that no system could have is not there."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _decoded(name: str) -> str:
    try:
        raw = os.fsencode(name)
    except UnicodeEncodeError:  # halves of characters that no file system gave us
        return name.encode(errors="replace").decode()
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode(errors="replace")
