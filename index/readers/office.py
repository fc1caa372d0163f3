"""DOC, WPS, RTF, ODT, ODS and XML sheets → Pages, through LibreOffice where it is installed.

LibreOffice gets a profile of its own for each file, with macros and links off, and no way to the network.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePath

from index.errors import UnreadableFile
from index.model import Grid, Pages
from index.readers.docx import read_docx
from index.readers.excel import read_xlsx
from index.readers.text import read_text

_PROGRAMS = ("soffice", "libreoffice")
_ANTIWORD_SECONDS = 20
_SECONDS = 100  # the sandbox has the last word
_AMOUNT = re.compile(r"\d[\d,]*\.\d+")
_DEAD = "http://127.0.0.1:9"
# Macros never, links to other files and addresses never.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop></item>
</oor:items>
"""


def read_document(name: str, data: bytes) -> Pages:
    """A text document of another program. Where the conversion lost amounts, antiword's reading is taken."""
    pages = _read(name, data, "docx", read_docx)
    second = _second(data) if PurePath(name).suffix.lower() in (".doc", ".wps", ".dot") else b""
    if not second.strip():
        return pages
    other = replace(read_text(name, second), format=pages.format)
    lost = len(_amounts(other) - _amounts(pages))
    return replace(other, warnings=(f"转换成 DOCX 时丢失了 {lost} 个数字，已改用 antiword 读取",)) if lost else pages


def read_sheets(name: str, data: bytes) -> Pages:
    """A workbook of another program."""
    return _read(name, data, "xlsx", read_xlsx)


def program() -> str | None:
    """Where LibreOffice is, if it is."""
    return next(filter(None, map(shutil.which, _PROGRAMS)), None)


def _read(name: str, data: bytes, target: str, reader: Callable[[str, bytes], Pages]) -> Pages:
    pages = reader(name, _converted(name, data, target))
    return replace(pages, format=PurePath(name).suffix.lower().lstrip("."))


def _converted(name: str, data: bytes, target: str) -> bytes:
    office = program()
    if office is None:
        suffix = PurePath(name).suffix.lower().lstrip(".").upper()
        raise UnreadableFile(
            name, f"读取 {suffix} 需要 LibreOffice，本机没有安装；可安装后重试，或另存为 DOCX、XLSX 再导入"
        )
    with tempfile.TemporaryDirectory(prefix="budgetqa-", ignore_cleanup_errors=True) as folder:
        root = Path(folder)
        (root / "profile" / "user").mkdir(parents=True)
        (root / "profile" / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
        # The file's own name never reaches a command line.
        source = root / f"source{PurePath(name).suffix.lower()}"
        source.write_bytes(data)
        command = [
            office, f"-env:UserInstallation={(root / 'profile').as_uri()}", "--headless", "--norestore", "--nolockcheck",
            "--nodefault", "--nofirststartwizard", "--convert-to", target, "--outdir", str(root / "out"), str(source),
        ]  # fmt: skip
        _run(name, command, root)
        made = root / "out" / f"source.{target}"
        if not made.is_file():
            raise UnreadableFile(name, "LibreOffice 未能打开这个文件（可能已加密或已损坏）")
        return made.read_bytes()


def _run(name: str, command: list[str], home: Path) -> None:
    environment = {
        "HOME": str(home),
        "http_proxy": _DEAD,
        "https_proxy": _DEAD,
        "PATH": os.environ.get("PATH", ""),
        "LANG": "C.UTF-8",
    }
    with subprocess.Popen(
        command,
        cwd=home,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=_without_limit if os.name == "posix" else None,
    ) as process:
        try:
            process.wait(_SECONDS)
        except subprocess.TimeoutExpired:
            raise UnreadableFile(name, f"LibreOffice 转换超过 {_SECONDS} 秒") from None
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGKILL)


def _without_limit() -> None:
    """LibreOffice reserves far more addresses than it uses: the reader's limit would stop it at the start."""
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))


def _second(data: bytes) -> bytes:
    """The text of an old Word document by antiword, tables as lines with pipes; nothing where it is not installed."""
    antiword = shutil.which("antiword")
    if antiword is None:
        return b""
    with tempfile.NamedTemporaryFile(suffix=".doc") as file:
        file.write(data)
        file.flush()
        command = [antiword, "-w", "0", "-m", "UTF-8.txt", file.name]
        try:
            done = subprocess.run(command, capture_output=True, timeout=_ANTIWORD_SECONDS, check=False)
        except (OSError, subprocess.TimeoutExpired):
            return b""
    return done.stdout if done.returncode == 0 else b""


def _amounts(pages: Pages) -> set[str]:
    texts = (
        each.text
        for page in pages.pages
        for block in page.blocks
        for each in (block.cells if isinstance(block, Grid) else (block,))
    )
    return {amount for text in texts for amount in _AMOUNT.findall(text)}
