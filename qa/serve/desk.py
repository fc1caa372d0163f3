"""What may be asked over a wire, as the JSON of the interface. Thread-safe; what changes documents is not here."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from index.apart import picture_apart
from index.errors import BadOption, UnreadableFile
from index.library import DocumentInfo, Store
from index.model import Figure, Verdict
from index.readers.limits import Limits as Reading
from index.search import Filters, search
from qa import catalogue, checked, lookup, personal, render
from qa.ask import Asker
from qa.batch import request_of
from qa.lookup import NotHere
from qa.model import Answer
from qa.serve import cursor
from qa.serve.limits import Limits
from qa.settings import load
from qa.writing.writer import as_it_is

T = TypeVar("T")
_DRAWING = Reading(seconds=20, memory_mb=1024)
_PAGED = "pdf"
_SHOWN = (Verdict.PASS, Verdict.FAIL)


class Desk:
    """Answers over one store; keeps what it has prepared until the store changes. ``link`` makes of a figure's id the
    address of the place where it is printed: then every figure has it in its source. ``worded`` has the last word on the
    text of an answer."""

    def __init__(
        self,
        store: Store,
        limits: Limits,
        link: Callable[[str], str] | None = None,
        worded: Callable[[Answer], Answer] = as_it_is,
    ) -> None:
        self.store = store
        self.limits = limits
        self._link = link
        self._worded = worded
        self._asker = Asker(store)

    def answer(self, given: Mapping[str, Any]) -> Answer:
        """The answer to the question of a JSON object (the fields of a batch line). Raises BadOption."""
        request = request_of(given)
        if request.document:
            request = replace(request, document=self._document(request.document).id)
        return self._worded(self._asker.ask(request))

    def ask(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """The same as ``ask --json`` gives it."""
        answer = self.answer(given)
        told = render.answer_json(answer, self.store)
        for cited, figure in zip(answer.figures, told["figures"], strict=True):
            self._linked(figure, cited.figure)
        return told

    def search(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """Ranked passages: ``text``, and by choice ``org``, ``year`` (2017..2019), ``stage``, ``scope``, ``kind``, ``k``."""
        text = str(asked["text"])
        if not text.strip():
            raise BadOption("要找的内容是空的")
        filters = Filters(
            orgs=self._bodies(asked) or (),
            years=_years(asked) or (),
            stage=asked.get("stage") or None,
            scope=asked.get("scope") or None,
            kind=asked.get("kind") or None,
        )
        hits = search(self.store, text, filters, int(asked.get("k") or 10), load().reranker)
        infos = {info.id: info for info in self.store.documents()}
        return {"query": text, "passages": [render.hit_json(hit, infos) for hit in hits]}

    def figures(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """Figures by ``org``, ``year``, ``item``, ``stage``, ``scope``, ``document``, one of org, item and document at least;
        ``limit`` of them from ``cursor`` on."""
        if not any(asked.get(name) for name in ("org", "item", "document")):
            raise BadOption("请至少给出 org、item、document 中的一项")
        count, start, generation = self._part(asked)
        wanted = lookup.Wanted(
            orgs=self._bodies(asked) or (None,),
            years=_years(asked) or (None,),
            item=asked.get("item") or "",
            stage=asked.get("stage") or None,
            scope=asked.get("scope") or None,
            document=self._document(asked["document"]).id if asked.get("document") else None,
        )
        part = lookup.part_of_figures(self.store, wanted, start, count)
        infos = {info.id: info for info in self.store.documents()}
        told = [self._figure(f, infos[f.document]) for f in part.figures]
        return {"figures": told, "next": part.next and cursor.written(part.next, _same(asked), generation)}

    def printed(self, identifier: str) -> dict[str, Any]:
        """Where a figure is printed: itself, and of a table the names of the columns and its row as printed. Raises NotHere."""
        found = lookup.figure(self.store, identifier)
        if found is None:
            raise NotHere("资料库中没有这个数字")
        figure, info = found
        place = figure.source
        row: dict[str, Any] = {}
        if place.table is not None and place.row_index is not None:
            table = self.store.document(info.id).tables[place.table]
            cells = [cell.text for cell in table.rows[place.row_index].cells]
            row = {"title": table.title, "unit": table.unit, "header": render.header(table), "row": cells}
        return {"figure": self._figure(figure, info), "table": row or None}

    def documents(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """The catalogue, of ``org`` and ``year`` where they are given; ``limit`` of them from ``cursor`` on."""
        orgs = self._bodies(asked)
        years = _years(asked)
        infos = [
            info
            for info in self.store.documents()
            if (not orgs or info.org in orgs) and (not years or info.year in years)
        ]
        return self._listed("documents", infos, catalogue.info_json, asked)

    def bodies(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """The bodies with their other names and the years held of each, those whose names hold ``text``; ``limit`` of them
        from ``cursor`` on."""
        wanted = set(lookup.bodies(self.store, asked["text"])) if asked.get("text") else None
        held: dict[str, list[DocumentInfo]] = {}
        for info in self.store.documents():
            if info.org and (wanted is None or info.org in wanted):
                held.setdefault(info.org, []).append(info)
        return self._listed("bodies", sorted(held), lambda name: _body_json(name, held[name]), asked)

    def tables(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """The tables of ``document`` as understood, those on ``page`` where it is given; ``limit`` of them from ``cursor``."""
        parsed = self.store.document(self._document(asked["document"]).id)
        page = asked.get("page")
        if page is not None and not 1 <= page <= len(parsed.page_starts):
            raise BadOption(f"没有第 {page} 页，{parsed.file} 共 {len(parsed.page_starts)} 页")
        chosen = [n for n, table in enumerate(parsed.tables) if page is None or page in table.pages]
        findings = self.store.findings_of(parsed.id)
        return self._listed("tables", chosen, lambda number: render.table_json(parsed, number, findings), asked)

    def checks(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """What was checked of ``document``, and between it and the others of its body: what holds and what does not;
        ``limit`` of them from ``cursor`` on."""
        only = (self._document(asked["document"]).id,)
        found = [
            told for _, some in (*checked.within(self.store, only), *checked.between(self.store, only)) for told in some
        ]
        counts = Counter(finding.verdict for finding, *_ in found)
        shown = [told for told in found if told[0].verdict in _SHOWN]
        summary = {str(verdict): counts[verdict] for verdict in Verdict}
        return {"summary": summary, **self._listed("findings", shown, lambda each: render.finding_json(*each), asked)}

    def picture(self, document: str, page: int) -> bytes:
        """A page of a PDF (from 1) as a PNG. Raises NotHere, UnreadableFile."""
        info = next((i for i in self.store.documents() if i.id == document), None)
        if info is None:
            raise NotHere("资料库中没有这份文件")
        if info.format != _PAGED:
            raise NotHere("这种格式没有原页，只有 PDF 有")
        if not 1 <= page <= info.pages:
            raise NotHere(f"没有第 {page} 页，共 {info.pages} 页")
        try:
            return picture_apart(f"{document[:12]}.pdf", self.store.original(document), page, None, _DRAWING)[0]
        except UnreadableFile as error:
            raise NotHere(f"这一页画不出来（{error.reason}）") from error

    def feedback(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """Keep what a visitor said of an answer, without what tells who it was."""
        entry = {name: personal.masked(str(given.get(name) or "")) for name in ("question", "answer", "reason")}
        now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
        self.store.add_feedback({"time": now, "verdict": given["verdict"], **entry, "by": "api"})
        return {"kept": True}

    def _figure(self, figure: Figure, info: DocumentInfo) -> dict[str, Any]:
        told = render.cited_json(render.cite(figure, self.store, info), self.store)
        self._linked(told, figure)
        return told

    def _linked(self, told: dict[str, Any], figure: Figure) -> None:
        if self._link is not None:
            told["source"]["link"] = self._link(figure.id)

    def _document(self, name: str) -> DocumentInfo:
        return lookup.document(self.store, name, paths=False)

    def _bodies(self, asked: Mapping[str, Any]) -> tuple[str, ...]:
        """The bodies that are meant, () where none is named. Raises NotHere."""
        if not asked.get("org"):
            return ()
        found = lookup.bodies(self.store, asked["org"])
        if not found:
            raise NotHere(f"资料库中没有单位“{asked['org'][:100]}”")
        return found

    def _part(self, asked: Mapping[str, Any]) -> tuple[int, tuple[int, int], int]:
        """How many of a list, from where on, and of which state of the library."""
        generation = self.store.generation
        count = min(asked.get("limit") or self.limits.listed, self.limits.most_listed)
        return count, cursor.read(asked.get("cursor") or "", _same(asked), generation), generation

    def _listed(
        self, name: str, every: Sequence[T], as_json: Callable[[T], dict[str, Any]], asked: Mapping[str, Any]
    ) -> dict[str, Any]:
        """The part of a list that is asked for, under its name, and where to go on."""
        count, (start, _), generation = self._part(asked)
        some = every[start : start + count]
        end = start + len(some)
        more = cursor.written((end, 0), _same(asked), generation) if some and end < len(every) else None
        return {name: [as_json(each) for each in some], "total": len(every), "next": more}


def _years(asked: Mapping[str, Any]) -> tuple[int, ...]:
    """The years that are meant, () where none is told. Raises BadOption."""
    return tuple(lookup.years(asked["year"])) if asked.get("year") else ()


def _same(asked: Mapping[str, Any]) -> dict[str, Any]:
    """What makes a list the same list from page to page."""
    return {name: value for name, value in asked.items() if name not in ("cursor", "limit")}


def _body_json(name: str, infos: list[DocumentInfo]) -> dict[str, Any]:
    years: dict[int, list[str]] = {}
    for info in infos:
        if info.year is not None:
            years.setdefault(info.year, []).append(info.stage or "")
    return {
        "name": name,
        "aliases": sorted({alias for info in infos for alias in info.aliases} - {name}),
        "years": [{"year": year, "stages": sorted(set(filter(None, years[year])))} for year in sorted(years)],
    }
