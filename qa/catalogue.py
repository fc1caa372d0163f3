"""Documents of a library as JSON and as rows: what each is, where that was read and how surely."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from index.library import DocumentInfo
from index.model import DOUBT
from qa.sheets import Sheet

SLOTS = {"org": "单位", "year": "年度", "period": "时期", "stage": "阶段", "scope": "口径", "kind": "种类"}
_NEEDED = ("org", "year", "stage")


def identity_json(info: DocumentInfo) -> dict[str, Any]:
    """Each known slot of a document's identity: its value, where it was read and how surely (1 is beyond doubt)."""
    how, sure = dict(info.how), dict(info.sure)
    values = {
        "org": ";".join(bodies(info)) or None,
        "year": info.year,
        "period": info.period,
        "stage": info.stage,
        "scope": info.scope,
        "kind": info.kind,
    }
    return {
        name: {"value": value, "from": how.get(name, how.get("year", "")), "sure": sure.get(name, sure.get("year"))}
        for name, value in values.items()
        if value is not None
    }


def bodies(info: DocumentInfo) -> tuple[str, ...]:
    """The body that a document is of and the further ones whose figures it prints, () where it names none."""
    return tuple(body for body in (info.org, *info.others) if body)


def info_json(info: DocumentInfo) -> dict[str, Any]:
    """A document of the catalogue."""
    return {
        "id": info.id,
        "file": info.file,
        "title": info.title,
        "org": info.org,
        "aliases": list(info.aliases),
        "year": info.year,
        "period": info.period,
        "stage": info.stage,
        "scope": info.scope,
        "kind": info.kind,
        "url": info.url or None,
        "identity": identity_json(info),
        "code": info.code,
        "published": info.published or None,
        "format": info.format,
        "pages": info.pages or None,
        "tables": info.tables,
        "figures": info.figures,
        "passages": info.passages,
        "failed_checks": info.failed,
        "warnings": list(info.warnings),
    }


def unsure(info: DocumentInfo) -> tuple[str, ...]:
    """The slots among body, year and stage that nothing tells surely."""
    sure = dict(info.sure)
    values = {"org": info.org, "year": info.year, "stage": info.stage}
    return tuple(slot for slot in _NEEDED if not values[slot] or sure.get(slot, 1.0) < DOUBT)


def evidence(info: DocumentInfo) -> str:
    """Where each slot was read, for people: 单位：标题；年度：正文."""
    return "；".join(f"{SLOTS[slot]}：{place}" for slot, place in info.how if slot in SLOTS)


def documents_sheet(infos: Iterable[DocumentInfo]) -> Sheet:
    """The catalogue."""
    columns = ("编号", "单位", "年度", "阶段", "口径", "种类", "页", "表", "数字", "不符", "文件", "依据")
    rows = (
        (
            i.id[:12], "；".join(bodies(i)), i.period or i.year, i.stage, i.scope, i.kind, i.pages or "", i.tables, i.figures, i.failed,
            i.file, evidence(i),
        )
        for i in infos
    )  # fmt: skip
    return Sheet(title="", header=columns, rows=tuple(tuple("" if v is None else str(v) for v in r) for r in rows))
