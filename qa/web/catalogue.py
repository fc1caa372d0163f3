"""What the library holds, as HTML: coverage, a document's report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from index.library import DocumentInfo
from index.model import Document, Finding
from qa.catalogue import SLOTS, bodies, evidence, unsure
from qa.web.addresses import report
from qa.web.changing import Result
from qa.web.grids import headings, table_html
from qa.web.words import listed, safe


def coverage(infos: Sequence[DocumentInfo]) -> str:
    """Bodies × years: which disclosures are there, each leading to its report."""
    names = _names(infos)
    years = sorted({i.year for i in infos if i.year})
    held: dict[tuple[str, int | None], list[DocumentInfo]] = defaultdict(list)
    for info in infos:
        held[info.org or "（未认出单位）", info.year].append(info)
    undated = any(year is None for _, year in held)
    columns: list[int | None] = [*years, None] if undated else [*years]
    head = "<th>单位</th>" + "".join(f"<th>{f'{year}年' if year else '年度不明'}</th>" for year in columns)
    rows = []
    for org in sorted({org for org, _ in held}):
        cells = "".join(_held(held.get((org, year), []), names) for year in columns)
        rows.append(f"<tr><th scope='row'>{safe(org)}</th>{cells}</tr>")
    return table_html(head, "".join(rows))


def _held(infos: Sequence[DocumentInfo], names: Mapping[str, str]) -> str:
    if not infos:
        return "<td class='bq-missing'>—</td>"
    chips = sorted((f"{i.scope or ''}{i.stage or ''}" or "公开文件", names[i.id]) for i in infos)
    links = (f"<a class='bq-chip' href='{safe(report(name))}' target='_self'>{safe(what)}</a>" for what, name in chips)
    return f"<td>{''.join(links)}</td>"


def files(infos: Sequence[DocumentInfo]) -> str:
    """Every document in a line: whose it is, how much was read of it, what is doubtful; its name leads to its report."""
    names = _names(infos)
    head = headings("文件", "单位", "年度", "种类", "格式", "页", "表", "数字", "公布日期", "状况")
    order = sorted(infos, key=lambda i: (i.org, -(i.year or 0), i.stage or "", i.scope or "", i.file))
    rows = "".join(
        f"<tr><th scope='row'><a class='bq-place' href='{safe(report(names[i.id]))}' target='_self'>{safe(i.file)}</a></th>"
        f"<td>{safe(i.org or '未认出')}</td><td>{i.year or '未认出'}</td>"
        f"<td class='bq-whole'>{safe((i.scope or '') + (i.stage or '') or i.kind or '未认出')}</td>"
        f"<td>{safe(i.format)}</td><td class='bq-num'>{i.pages or '—'}</td><td class='bq-num'>{i.tables}</td>"
        f"<td class='bq-num'>{i.figures}</td><td class='bq-whole'>{safe(i.published) or '—'}</td><td class='bq-text'>{safe(state(i))}</td></tr>"
        for i in order
    )
    return table_html(head, rows)


def state(info: DocumentInfo) -> str:
    """What is to be looked after, in a few words; 正常 where nothing is."""
    doubts = "、".join(SLOTS[slot] for slot in unsure(info))
    told = (
        f"需要确认{doubts}" if doubts else "",
        f"{info.failed} 处核对不符" if info.failed else "",
        f"{len(info.warnings)} 处读取提示" if info.warnings else "",
    )
    return "；".join(part for part in told if part) or "正常"


def _names(infos: Sequence[DocumentInfo]) -> dict[str, str]:
    """The name in the list of reports, by id."""
    return {info.id: name for name, info in listed(infos).items()}


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
