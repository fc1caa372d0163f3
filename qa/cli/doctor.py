"""``budgetqa doctor``: is everything here that the program needs, and what to do where it is not."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path

from index.embedding import DEFAULT, embedder
from index.errors import BudgetqaError, LibraryMissing
from index.library import is_address, open_library, snapshot
from index.library.schema import SCHEMA
from qa import settings
from qa.cli import options
from qa.render import dump

_NEEDED = (
    "faiss",
    "tantivy",
    "jieba",
    "numpy",
    "tokenizers",
    "safetensors",
    "pypdfium2",
    "pdfplumber",
    "lxml",
    "openpyxl",
)
_OFFICE = ("soffice", "libreoffice")
_CHROME = ("chromium", "chromium-browser", "google-chrome")
_FONTS = ("/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", "C:/Windows/Fonts")
_CHINESE = ("cjk", "song", "hei", "kai", "wqy", "simsun", "fangsong", "ukai", "uming")
_TIGHT = 1 << 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What one look came to: ``level`` is 好, 注意 or 不行; ``todo`` what to do about it."""

    what: str
    level: str
    told: str
    todo: str = ""


def add(parser: argparse.ArgumentParser) -> None:
    """The options."""
    options.library(parser)
    options.json_switch(parser)


def run(args: argparse.Namespace) -> int:
    """Look at everything; exit code 1 where something does not work."""
    found = [look(args) for look in _LOOKS]
    if args.json:
        options.say(dump({"checks": [asdict(each) for each in found]}))
    else:
        for each in found:
            options.say(f"{each.level}　{each.what}：{each.told}" + (f"。{each.todo}" if each.todo else ""))
    return 1 if any(each.level == "不行" for each in found) else 0


def _environment(_: argparse.Namespace) -> Told:
    version = ".".join(map(str, sys.version_info[:3]))
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        return Told(
            what="环境", level="不行", told=f"缺少 {'、'.join(missing)}", todo="请重新安装：pip install budgetqa"
        )
    return Told(what="环境", level="好", told=f"Python {version}，{os.cpu_count()} 个处理器")


def _settings(_: argparse.Namespace) -> Told:
    try:
        given = settings.load()
    except BudgetqaError as error:
        return Told(what="设置", level="不行", told=str(error), todo="请改正后再运行")
    return Told(
        what="设置", level="好", told=f"每份文件最多 {given.seconds} 秒、{given.memory_mb} MB、{given.pages} 页"
    )


def _library(args: argparse.Namespace) -> Told:
    try:
        store = open_library(options.place(args))
        infos = store.documents()
    except LibraryMissing as error:
        return Told(what="资料库", level="注意", told=str(error))
    except BudgetqaError as error:
        return Told(what="资料库", level="不行", told=str(error))
    told = f"{store.place}：{len(infos)} 份文件，回收站 {len(store.removed())} 份"
    if not store.writable:
        return Told(what="资料库", level="注意", told=f"{told}；只能读", todo="要读入文件，请换有写入权限的用户或位置")
    return Told(what="资料库", level="好", told=told, todo="全部内容用 budgetqa verify 核对")


def _index(args: argparse.Namespace) -> Told:
    rebuild = "请运行 budgetqa rebuild"
    try:
        store = open_library(options.place(args))
        found = snapshot.current(store.folder)
    except LibraryMissing:
        return Told(what="索引", level="注意", told="还没有资料库")
    except BudgetqaError as error:
        return Told(what="索引", level="不行", told=str(error))
    if found is None:
        return Told(what="索引", level="注意" if not store.documents() else "不行", told="还没有建立", todo=rebuild)
    manifest = found.manifest
    damaged = snapshot.damage(found, whole=False)
    if damaged or manifest.schema != SCHEMA:
        return Told(what="索引", level="不行", told=damaged[0] if damaged else "由另一版本建立", todo=rebuild)
    if manifest.generation != store.counted:
        return Told(what="索引", level="注意", told="建立之后资料库又有变化", todo=rebuild)
    return Told(what="索引", level="好", told=f"{manifest.passages} 个段落，模型 {manifest.embedder}")


def _model(args: argparse.Namespace) -> Told:
    name = settings.load().embedder or DEFAULT
    try:
        found = snapshot.current(_folder(args))
        name = found.manifest.embedder if found else name
        model = embedder(name)
    except BudgetqaError as error:
        return Told(what="向量模型", level="不行", told=str(error), todo="换用请运行 budgetqa rebuild --embedder")
    return Told(what="向量模型", level="好", told=f"{name}，{model.dimensions} 维")


def _folder(args: argparse.Namespace) -> Path:
    """Where the indexes lie, or are to lie, on this machine."""
    place = options.place(args)
    try:
        return open_library(place).folder if is_address(place) else Path(place)
    except BudgetqaError:
        return Path()


def _fonts(_: argparse.Namespace) -> Told:
    roots = (*_FONTS, str(Path.home() / ".fonts"), str(Path.home() / ".local/share/fonts"))
    names = (path.name.lower() for root in roots if Path(root).is_dir() for path in Path(root).rglob("*.[to]t[fc]"))
    if any(word in name for name in names for word in _CHINESE):
        return Told(what="中文字体", level="好", told="有")
    todo = "没有嵌入字体的 PDF 页面图片会缺字；Linux 上可安装 fonts-noto-cjk"
    return Told(what="中文字体", level="注意", told="没有找到", todo=todo)


def _program(what: str, names: tuple[str, ...], why: str) -> Callable[[argparse.Namespace], Told]:
    def look(_: argparse.Namespace) -> Told:
        path = next(filter(None, map(shutil.which, names)), None)
        return Told(what=what, level="好" if path else "注意", told=path or "没有找到", todo="" if path else why)

    return look


def _disk(args: argparse.Namespace) -> Told:
    place = _folder(args)
    folder = next(p for p in (place, *place.resolve().parents) if p.exists())
    try:
        free = shutil.disk_usage(folder).free
        size = sum(path.stat().st_size for path in place.rglob("*") if path.is_file()) if place.is_dir() else 0
        count = len(open_library(options.place(args)).documents())
    except (BudgetqaError, OSError):
        count, size, free = 0, 0, shutil.disk_usage(folder).free
    lasts = (
        f"，按现有每份 {size / count / 1e6:.1f} MB 计还能放约 {int(free * count / size)} 份" if count and size else ""
    )
    told = f"还有 {free / (1 << 30):.1f} GB{lasts}"
    if free < max(_TIGHT, size):
        return Told(what="磁盘", level="注意", told=told, todo="重建索引和备份需要与资料库一样大的空间，请腾出一些")
    return Told(what="磁盘", level="好", told=told)


_LOOKS: tuple[Callable[[argparse.Namespace], Told], ...] = (
    _environment,
    _settings,
    _library,
    _index,
    _model,
    _fonts,
    _program("LibreOffice", _OFFICE, "旧版 .doc、.ppt 等要靠它读入，需要时请安装"),
    _program("Chromium", _CHROME, "只有网页的浏览器测试需要它"),
    _disk,
)
