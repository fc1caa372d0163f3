"""Nothing is said to be missing from a document of which something was not read."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from PIL import Image

from index.ingest import ingest
from index.library import open_library
from qa.ask import Asker
from qa.model import Request

NAME = "甲州市测绘所2025年部门预算"


@pytest.mark.parametrize("pictured", [True, False])
def test_not_found_says_what_was_not_read(tmp_path: Path, pictured: bool) -> None:
    document = docx.Document()
    for text in (f"{NAME}公开", "一、收支情况", "2025年会议费3.50万元。"):
        document.add_paragraph(text)
    if pictured:
        picture = io.BytesIO()
        Image.new("RGB", (600, 300), "white").save(picture, "PNG")
        document.add_picture(picture)
    document.save(tmp_path / f"{NAME}.docx")
    store = open_library(tmp_path / "library", create=True)
    ingest([tmp_path / f"{NAME}.docx"], store)
    answer = Asker(store).ask(Request(question="甲州市测绘所2025年公务接待费多少"), today=2026)
    assert answer.status == "not_found"
    assert ("没有列示" in answer.text) is not pictured
    assert ("1 张图片" in answer.text) is pictured
