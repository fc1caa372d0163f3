"""What a disclosure is: whose, of which year and stage, when it was published; and where a body's income comes from."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.library import DocumentInfo
from index.model import Figure, Measure
from qa.answer.outcome import Found, Missing, Outcome
from qa.answer.phrase import amount, title
from qa.answer.sentences import Sentence
from qa.answer.shelf import Shelf
from qa.answer.texts import Told
from qa.model import Query

_DATED = re.compile(
    r"(?:发布|公布|公开|更新|生成|成文|发文|印发|上网|编辑)(?:日期|时间)?[:： ]*((?:19|20)\d{2}(?:年|-|/|\.)\d{1,2}(?:月|-|/|\.)\d{1,2}日?)"
)
_AMOUNT = re.compile(r"\d[\d,]*(?:\.\d+)?(?:亿|万|千)?元")
_PARTS = re.compile(r"其中|包括|包含|来源于|来自|分别|组成")
_INCOME = re.compile(r"收入|收支|总计|财力|资金来源")
_WHOLE = re.compile(r"收入(?:预算|决算)?(?:总计|合计|总额|总)|总收入|收支总|收入(?:预算|决算)?(?:数)?(?:为|是)?\d")
_LINE = re.compile(r"收入|拨款|结转|结余|结存|补助|借款|债务|资金")
# A body's name that tells its place.
_PLACE = re.compile(r"^..+?(?:省|市|县|区|州|盟|旗|乡|镇)")
_TOTAL = re.compile(r"合计|总计|小计|^本年收入$|^收入$")


def identity(query: Query, shelf: Shelf) -> Outcome:
    """Whose paper it is, of which year, whether budget or accounts."""
    infos = [info for org in query.orgs for info in shelf.by_org.get(org, ())]
    if len(infos) != 1:
        return Missing(slot="document", text="没有选定文件，说不出“这”指哪一份；请选定文件或说明单位。")
    info = infos[0]
    # As the library knows it: a page asked alone stands in for a body that it does not name.
    org = next((d.org for d in shelf.store.documents() if d.id == info.id), "")
    wanted = {
        "年度": (re.search("哪一?(?:个)?年|什么时候", query.text), info.year),
        "地方": (re.search("[个一哪](?:省|市|县|区|州|旗|乡|镇|地方|地区)", query.text), _PLACE.search(org)),
        "单位": (re.search("单位|部门|机关|机构|谁", query.text), org),
        "预算还是决算": (re.search("还是", query.text), info.stage),
    }
    if unsaid := [name for name, (asked, known) in wanted.items() if asked and not known]:
        return Missing(slot="document", text=f"这份文件没有写明{'、'.join(unsaid)}。")
    body = f"是{org}的" if org else "没有写明单位，"
    year = f"{info.year}年" if info.year else "（没有写明年度的）"
    return Found(text=f"这份文件{body}{year}{info.scope or ''}{info.stage or '公开文件'}。")


def dated(query: Query, shelf: Shelf) -> Found | None:
    """The day on which a document says it was published: 发布日期：2019-02-14."""
    for org in query.orgs:
        for info in shelf.select(org, years=query.years, stages=query.stages):
            for sentence in shelf.sentences(info.id):
                if day := _DATED.search(sentence.folded):
                    told = Told(sentences=(sentence,), score=1.0, explained=1.0)
                    return Found(text=f"{info.org}{title(info)}公开文件写明的公开日期是{day[1]}。", told=told)
    return None


def composition(query: Query, shelf: Shelf) -> Outcome:
    """Where the income comes from: the sentence that tells its parts, else the rows of income of one table."""
    infos = [i for org in query.orgs for i in shelf.select(org, years=query.years, stages=query.stages)]
    for info in infos:
        if told := _told_parts(shelf.sentences(info.id)):
            text = "".join(s.text for s in told.sentences)
            return Found(text=f"据{info.org}{title(info)}公开文件：{text}", told=told)
    for info in infos:
        if rows := _rows_of_income(info, shelf):
            listed = "；".join(f"{f.label}{amount(f)}" for f in rows)
            return Found(text=f"据{info.org}{title(info)}公开文件，收入包括：{listed}。", figures=rows, parts=rows)
    return Missing(slot="text", text=f"{query.orgs[0]}的公开文件中没有找到收入来源的说明。")


def _told_parts(told: Sequence[Sentence]) -> Told | None:
    """The sentence on the whole income with most of its parts, and those that go on with them."""
    best: tuple[float, int] | None = None
    for index, sentence in enumerate(told):
        opens = _PARTS.search(sentence.folded)
        head = sentence.folded[: opens.start()] if opens else ""
        amounts = len(_AMOUNT.findall(sentence.folded[opens.end() :])) if opens else 0
        if opens and _INCOME.search(head or sentence.heading.rsplit("/", 1)[-1]) and amounts:
            parts = sum(bool(_LINE.search(part)) for part in re.split("[,、;]", sentence.folded[opens.end() :]))
            score = (
                min(parts, 6)
                + 4 * bool(_WHOLE.search(head))
                - 6 * bool(re.search("支出", head) and not _WHOLE.search(head))
            )
            if parts and score > 0 and (best is None or score > best[0]):
                best = (score, index)
    if best is None:
        return None
    index = best[1]
    chain = [told[index]]
    for other in told[index + 1 : index + 8]:
        ended = chain[-1].folded.endswith(";") and other.paragraph == chain[-1].paragraph
        if not ended or not _LINE.search(other.folded):
            break
        chain.append(other)
    return Told(sentences=tuple(chain), score=1.0, explained=1.0)


def _rows_of_income(info: DocumentInfo, shelf: Shelf) -> tuple[Figure, ...]:
    """The rows of income of the first table that has any, totals and zeros left out."""
    rows: dict[int, list[Figure]] = {}
    for facets in shelf.facets(info.id):
        figure = facets.figure
        income = figure.flow == "收入" and figure.measure == Measure.AMOUNT and not figure.aspect
        if income and figure.source.table is not None and figure.value and not _TOTAL.search(figure.label):
            rows.setdefault(figure.source.table, []).append(figure)
    held = [found for found in rows.values() if len(found) > 1]
    return tuple(held[0][:12]) if held else ()
