"""Wording: years that slipped, names and numbers of the template that stayed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.checks.case import Case
from index.checks.data import data, squeezed
from index.model import Finding, Source, Span, Verdict


def years(case: Case) -> Iterator[Finding]:
    """Headings, closing dates and bases of comparison that name another year than the document's."""
    year = case.document.identity.year
    if year is None:
        return
    rules = data()["heading"]
    own = {int(y) for y in re.findall(r"20\d\d(?=年)", case.document.title)}
    for title, place in _headings(case):
        if re.search(rules["other"], title):
            continue
        found = {int(y) for y in re.findall(rules["year"], title)}
        named = {int(y) for y in re.findall(r"(20\d\d)年", title)}
        # A report on two years has both in its title, and headings of each.
        if found and named == found and year not in found and len(found) == 1 and not found & own:
            message = f"标题“{title}”写的是{found.pop()}年，本文件为{year}年度"
            yield case.finding("年度一致", Verdict.FAIL, message, sources=(place,))
    slips: dict[str, list[Source]] = {}
    stage = case.document.identity.stage
    dates = data()["dates"]
    for paragraph in case.document.paragraphs:
        text, back = squeezed(paragraph.text)
        for name, match in _dates(text, dates["closing"] if stage == "决算" else dates["base"]):
            if (name == year) == (stage == "决算"):
                continue
            told = (
                f"{year}年度决算的时点应为{year}年12月31日" if stage == "决算" else f"{year}年的预算不能与{year}年相比"
            )
            span = paragraph.span(back[match.start()], back[match.end() - 1] + 1)
            slips.setdefault(f"“{match[0]}”：{told}", []).append(case.place(span))
    for message, sources in slips.items():
        yield case.finding("年度一致", Verdict.FAIL, message, sources=sources)


def _dates(text: str, pattern: str) -> Iterator[tuple[int, re.Match[str]]]:
    for match in re.finditer(pattern, text):
        yield int(match[1]), match


def _headings(case: Case) -> Iterator[tuple[str, Source]]:
    seen: set[str] = set()
    for section in case.document.sections:
        title = re.sub(r"\s", "", section.path[-1]) if section.path else ""
        if title and title not in seen:
            seen.add(title)
            end = section.body.start if section.body.start > section.span.start else section.span.end
            span = Span(start=section.span.start, end=end)
            yield title, Source(page=section.page, section=section.path, span=span, quote=span)
    for index, table in enumerate(case.document.tables):
        title = re.sub(r"\s", "", table.title)
        if title and title not in seen and table.title_span is not None:
            seen.add(title)
            page = table.pages[0] if table.pages else None
            yield title, Source(page=page, section=(), span=table.title_span, quote=table.title_span, table=index)


def templates(case: Case) -> Iterator[Finding]:
    """XX局, 支出    万元, 主要原因是。: what the form left open and nobody filled in."""
    rules = data()["template"]
    text = case.document.text
    flat, back = squeezed(text)
    seen: set[str] = set()
    for match in re.finditer(rules["names"], flat):
        if match[0] not in seen:
            seen.add(match[0])
            span = Span(start=back[match.start()], end=back[match.end() - 1] + 1)
            yield case.finding(
                "模板残留", Verdict.FAIL, f"模板中的名称“{match[0]}”没有改为单位名称", sources=(case.place(span),)
            )
    for match in re.finditer(rules["blanks"], text):
        span = Span(start=max(0, match.start() - 12), end=match.end())
        words = re.sub(r"\s+", " ", span.cut(text))
        yield case.finding("模板残留", Verdict.FAIL, f"金额没有填写：“{words}”", sources=(case.place(span),))
    for match in re.finditer(rules["reasons"], flat):
        span = Span(start=back[match.start()], end=back[match.end() - 1] + 1)
        yield case.finding("模板残留", Verdict.FAIL, f"原因没有填写：“{match[0]}”", sources=(case.place(span),))
