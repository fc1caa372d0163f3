"""What the library holds, as HTML: coverage, a document's report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from index.library import DocumentInfo
from index.model import Document, Finding
from qa.catalogue import SLOTS, bodies, evidence, unsure
from qa.web.changing import Result
from qa.web.words import safe


def coverage(infos: Sequence[DocumentInfo]) -> str:
    """Bodies × years: which disclosures are there."""
    years = sorted({i.year for i in infos if i.year})
    held: dict[tuple[str, int | None], list[DocumentInfo]] = defaultdict(list)
    for info in infos:
        held[info.org or "（未认出单位）", info.year].append(info)
    undated = any(year is None for _, year in held)
    columns: list[int | None] = [*years, None] if undated else [*years]
    head = "<th>单位</th>" + "".join(f"<th>{f'{year}年' if year else '年度不明'}</th>" for year in columns)
    rows = []
    for org in sorted({org for org, _ in held}):
        cells = "".join(_held(held.get((org, year), [])) for year in columns)
        rows.append(f"<tr><th scope='row'>{safe(org)}</th>{cells}</tr>")
    return (
        "<div class='bq-scroll bq-tall' tabindex='0'><table class='bq-table bq-grid'>"
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def _held(infos: Sequence[DocumentInfo]) -> str:
    if not infos:
        return "<td class='bq-missing'>—</td>"
    names = sorted(f"{i.scope or ''}{i.stage or ''}" or "公开文件" for i in infos)
    return f"<td>{''.join(f'<span class=bq-chip>{safe(name)}</span>' for name in names)}</td>"


def facts(info: DocumentInfo) -> str:
    """Who, when, what, how much."""
    rows = {
        "单位": "、".join(bodies(info)) or "未认出",
        "年度": (f"{info.year}年" if info.year else "未认出") + (f"（{info.period}）" if info.period else ""),
        "阶段与口径": f"{info.stage or '未认出'}　{info.scope or '未标明部门或单位'}",
        "种类": info.kind or "未认出",
        "依据": evidence(info) or "无",
        "文件": f"{info.file}（{info.format}{f'，{info.pages} 页' if info.pages else ''}）",
        "读出": f"{info.tables} 张表，{info.figures} 个数字，{info.passages} 个段落",
        "核对": f"{info.failed} 处不符" if info.failed else "没有发现不符",
    }
    if info.url:
        rows["网址"] = info.url
    doubts = "、".join(SLOTS[slot] for slot in unsure(info))
    warnings = (*([f"需要确认：{doubts}"] if doubts else []), *info.warnings)
    notes = "".join(f"<p class='bq-warning'>{safe(w)}</p>" for w in warnings)
    return pairs(rows) + notes


def pairs(rows: Mapping[str, str]) -> str:
    """Names and what they are, one to a line."""
    cells = "".join(f"<dt>{safe(name)}</dt><dd>{safe(value)}</dd>" for name, value in rows.items())
    return f"<dl class='bq-facts'>{cells}</dl>"


def results(found: Sequence[Result]) -> str:
    """What came of each file, one to a line, for screen readers too."""
    lines = "".join(f"<p class='bq-result {each.kind}'>{safe(each.words)}</p>" for each in found)
    return f"<div class='bq-results' role='status'>{lines}</div>"


def findings(found: Sequence[Finding]) -> str:
    """Checks that do not hold, in sentences."""
    rows = []
    for finding in found:
        difference = f"　相差 {safe(finding.difference)}" if finding.difference else ""
        rows.append(f"<p class='bq-finding'><b>{safe(finding.check)}</b>　{safe(finding.message)}{difference}</p>")
    return "".join(rows)


def table_names(document: Document) -> list[str]:
    """Tables by number, title, pages and size."""
    names = []
    for number, table in enumerate(document.tables, 1):
        pages = f"　第{'、'.join(map(str, table.pages))}页" if table.pages else ""
        names.append(f"{number}. {table.title or '（无标题）'}{pages}　{len(table.rows)} 行")
    return names
