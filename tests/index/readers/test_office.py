"""Formats that need LibreOffice: read where it is installed, told clearly where it is not."""

from __future__ import annotations

import subprocess
from pathlib import Path

import made_files as made
import pytest

from index.errors import UnreadableFile
from index.model import Grid, Line
from index.readers import office, read

needs_office = pytest.mark.skipif(office.program() is None, reason="LibreOffice is not installed")


def test_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "program", lambda: None)
    with pytest.raises(UnreadableFile, match="读取 RTF 需要 LibreOffice，本机没有安装"):
        read("a.rtf", b"{\\rtf1 a}")


def _as(suffix: str, folder: Path) -> bytes:
    source = folder / "a.docx"
    source.write_bytes(made.word())
    program = office.program()
    assert program
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", suffix, "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=100)
    return (folder / f"a.{suffix}").read_bytes()


@needs_office
@pytest.mark.parametrize("suffix", ["doc", "odt"])
def test_the_same_cells(suffix: str, tmp_path: Path) -> None:
    pages = read(f"a.{suffix}", _as(suffix, tmp_path))
    blocks = pages.pages[0].blocks
    (grid,) = [block for block in blocks if isinstance(block, Grid)]
    assert {(c.row, c.column): (c.text, c.row_span, c.column_span) for c in grid.cells} == made.truth()
    assert [block.text for block in blocks if isinstance(block, Line)][:2] == list(made.PROSE)
    assert pages.format == suffix


@needs_office
def test_broken_files() -> None:
    with pytest.raises(UnreadableFile):
        read("a.odt", b"PK\x03\x04" + b"mimetypeapplication/vnd.oasis.opendocument.text" + b"\0" * 50)
