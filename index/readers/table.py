"""Which reader reads which file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePath

from index.errors import UnreadableFile, UnsupportedFormat
from index.model import Grid, Line, Pages
from index.readers import flatrows
from index.readers.commas import read_csv
from index.readers.docx import pictures_of, read_docx
from index.readers.excel import read_xls, read_xlsx
from index.readers.html import read_html, read_mhtml
from index.readers.image import low_confidence, picture_count, read_image, read_pictures, recognise
from index.readers.limits import DEFAULT, Limits
from index.readers.office import read_document, read_sheets
from index.readers.pdf import read_pdf
from index.readers.pdf.source import opened
from index.readers.sheetml import read_sheetml
from index.readers.sniff import settled
from index.readers.text import read_markdown, read_text

Reader = Callable[[str, bytes], Pages]


def _read_pdf(name: str, data: bytes) -> Pages:
    pages = read_pdf(name, data, recognise=recognise)
    return replace(pages, warnings=(*pages.warnings, *low_confidence(pages.pages)))


def _read_docx(name: str, data: bytes) -> Pages:
    """A Word document; one that is nothing but pictures of pages is read as those."""
    pages = read_docx(name, data)
    if any(isinstance(block, Grid) or block.text.strip() for page in pages.pages for block in page.blocks):
        return pages
    pictures = pictures_of(name, data)
    if not pictures:
        raise UnreadableFile(name, "文档里没有文字")
    return read_pictures(name, pictures)


def _pdf_pages(name: str, data: bytes) -> int:
    with opened(name, data) as document:
        return len(document)


READERS: dict[str, Reader] = {
    ".txt": read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".csv": read_csv,
    ".tsv": read_csv,
    ".html": read_html,
    ".htm": read_html,
    ".shtml": read_html,
    ".xhtml": read_html,
    ".jsp": read_html,
    ".mht": read_mhtml,
    ".mhtml": read_mhtml,
    ".docx": _read_docx,
    ".docm": _read_docx,
    ".xlsx": read_xlsx,
    ".xlsm": read_xlsx,
    ".xls": read_xls,
    ".et": read_xls,
    ".pdf": _read_pdf,
    ".png": read_image,
    ".jpg": read_image,
    ".jpeg": read_image,
    ".tif": read_image,
    ".tiff": read_image,
    ".bmp": read_image,
    ".doc": read_document,
    ".wps": read_document,
    ".rtf": read_document,
    ".odt": read_document,
    ".ods": read_sheets,
}
# What is found in files that are called by another name, and is not looked for in folders.
_INSIDE: dict[str, Reader] = {".xml": read_sheetml, ".gif": read_image, ".webp": read_image}
# An archive is opened before anything is read; what it holds is what counts.
SUFFIXES = frozenset({*READERS, ".zip"})


# Formats of which the number of pages is known before they are read.
_PAGES: dict[str, Callable[[str, bytes], int]] = {
    ".pdf": _pdf_pages,
    ".tif": picture_count,
    ".tiff": picture_count,
}


# Formats that disclosures come in and no reader is for: what to do with them.
_ADVICE = {
    ".rar": "RAR 压缩包不能直接读取，请先解压，再导入里面的文件",
    ".7z": "7z 压缩包不能直接读取，请先解压，再导入里面的文件",
    ".gz": "GZ 压缩包不能直接读取，请先解压，再导入里面的文件",
    ".tar": "TAR 压缩包不能直接读取，请先解压，再导入里面的文件",
    ".ofd": "OFD 版式文件不能直接读取，请用 OFD 阅读器打开并另存（或打印）为 PDF 再导入",
    ".ceb": "CEB 版式文件不能直接读取，请用方正阅读器打开并打印为 PDF 再导入",
    ".xlsb": "Excel 二进制工作簿不能直接读取，请另存为 XLSX 再导入",
    ".pptx": "演示文稿不能直接读取，请另存为 PDF 再导入",
    ".ppt": "演示文稿不能直接读取，请另存为 PDF 再导入",
    ".caj": "CAJ 文件不能直接读取，请用阅读器打印为 PDF 再导入",
    ".heic": "HEIC 图片不能直接读取，请另存为 JPG 或 PNG 再导入",
}


def reader_for(name: str) -> Reader:
    """The reader for a file name; UnsupportedFormat where none is registered, UnreadableFile with what to do instead for
    formats that disclosures come in."""
    suffix = PurePath(name).suffix.lower()
    if suffix in _ADVICE:
        raise UnreadableFile(name, _ADVICE[suffix])
    try:
        return READERS[suffix]
    except KeyError:
        raise UnsupportedFormat(name, known=sorted(SUFFIXES)) from None


def read(name: str, data: bytes, limits: Limits = DEFAULT) -> Pages:
    """Read a file of any known format. Raises UnreadableFile with one clear reason."""
    reader_for(name)
    if not data:
        raise UnreadableFile(name, "文件是空的")
    if len(data) > limits.size_mb << 20:
        raise UnreadableFile(name, f"文件有 {len(data) >> 20} MB，超过上限 {limits.size_mb} MB")
    suffix, warnings = settled(name, data)
    if suffix in _PAGES and (pages := _PAGES[suffix](name, data)) > limits.pages:
        raise UnreadableFile(name, f"文件有 {pages} 页，超过上限 {limits.pages} 页")
    reader = READERS.get(suffix) or _INSIDE.get(suffix)
    if reader is None:
        raise UnsupportedFormat(name, known=sorted(SUFFIXES))
    read = reader(name, data)
    told = (*warnings, *read.warnings, *_unplaced(read))
    return replace(read, warnings=told) if told != read.warnings else read


def _unplaced(pages: Pages) -> tuple[str, ...]:
    """That numbers of tables which lost their shape could not be placed, and how many."""
    lines = (b.text for page in pages.pages for b in page.blocks if isinstance(b, Line) and b.unplaced)
    numbers = sum(flatrows.is_amount(word) for line in lines for word in line.split())
    return (f"失去格式的表格中有 {numbers} 个数字无法对应到栏目，未读取",) if numbers else ()
