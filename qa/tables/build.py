"""A document's tables and enumerations → relations: which column names the rows, which rows are parts of others, what the totals are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from index.figures.columns import View, views
from index.language.fold import label_key
from index.library import DocumentInfo
from index.model import Document, Measure, Table
from index.parsing.tables.words import squeeze
from index.vocabulary import load
from qa.answer.forms import FORM
from qa.answer.rows import row_name
from qa.evidence.card import Card
from qa.tables.levels import by_sums, over
from qa.tables.relation import FEWEST, Column, Entry, Relation
from qa.tables.words import pairs, patterns


def relations(info: DocumentInfo, document: Document, cards: Iterable[Card]) -> tuple[Relation, ...]:
    """Every table of a document with rows that have names: its highest rows, and beside them the lowest, where these are others."""
    placed: dict[int, dict[tuple[int, int], Card]] = {}
    for card in cards:
        source = card.figure.source
        if (
            card.figure.table_kind != FORM
            and source.table is not None
            and source.row_index is not None
            and source.column_index is not None
        ):
            placed.setdefault(source.table, {}).setdefault((source.row_index, source.column_index), card)
    return tuple(relation for number, held in placed.items() for relation in _of_table(info, document, number, held))


def _of_table(
    info: DocumentInfo, document: Document, at: int, held: Mapping[tuple[int, int], Card]
) -> Iterator[Relation]:
    table = document.tables[at]
    seen = views(table, load())
    above = _above(document, table, next(iter(held.values())))
    for panel in _panels(seen):
        within = {view.index for view in panel}
        yield from _of_panel(
            info, table, at, panel, {key: card for key, card in held.items() if key[1] in within}, above
        )


def _panels(seen: Sequence[View]) -> Iterator[list[View]]:
    """The columns of each half of a table that sets one list beside another: names behind figures begin the next one."""
    panel: list[View] = []
    for view in seen:
        named = view.role == "label" and view.name not in ("class", "year")
        if named and any(v.role == "value" for v in panel) and any(v.role == "label" for v in panel):
            yield panel
            panel = []
        panel.append(view)
    yield panel


def _of_panel(
    info: DocumentInfo,
    table: Table,
    at: int,
    seen: Sequence[View],
    held: Mapping[tuple[int, int], Card],
    above: str,
) -> Iterator[Relation]:
    naming = _naming(table, seen, {row for row, _ in held})
    if naming is None:
        return
    texts = {v.index: label_key("".join(v.path)) for v in seen if v.role in ("text", "label") and v.index != naming}
    rows = [_entry(table, row, naming, texts, held) for row in sorted({row for row, _ in held})]
    named = [entry for entry in rows if entry.name]
    totals = tuple(entry for entry in named if patterns()["total"]["row"].search(entry.name))
    plain = _told_apart([entry for entry in named if entry not in totals])
    above_of = over(plain, table, seen) or by_sums(named)
    levels: list[tuple[list[Entry], Entry | None]] = [
        ([e for e in plain if above_of.get(e.row) not in {p.row for p in plain}], None),
        ([e for e in plain if e.row not in set(above_of.values())], None),
    ]
    levels += [([e for e in plain if above_of.get(e.row) == top.row], top) for top in named]
    told: set[tuple[int, ...]] = set()
    for entries, under in levels:
        key = tuple(e.row for e in entries)
        if len(entries) >= FEWEST and key not in told:
            told.add(key)
            yield from _both_ways(
                Relation(
                    info=info,
                    table=at,
                    above=f"{under.name}|{above}" if under else above,
                    under=under.name if under else "",
                    heading=label_key("".join(table.columns[naming].path)),
                    columns=_columns(entries, seen),
                    texts=texts,
                    entries=tuple(entries),
                    totals=(under,) if under else totals,
                )
            )


def _both_ways(relation: Relation) -> Iterator[Relation]:
    """The relation; with rows and columns changed where the rows are years and stages, and each column is a thing of its own; both
    where the columns are years."""
    period = load().labels["period"]
    if all(period.search(e.name) for e in relation.entries):
        yield _turned(relation)
        return
    yield relation
    if _are_measures(relation) or _are_called(relation):
        yield _turned(relation)
    yearly = tuple(c for c in relation.columns if period.search(c.words) and c.first.figure.measure is Measure.AMOUNT)
    if len({c.first.figure.year for c in yearly}) > 2:
        yield _turned(replace(relation, columns=yearly))


def _are_measures(relation: Relation) -> bool:
    """Whether each row is another quantity of what the columns name (项目数, 合同金额 | 甲局 | 乙局)."""
    kinds = {(c.figure.measure, c.figure.unit) for c in (next(iter(e.cards.values())) for e in relation.entries)}
    return len(kinds) == len(relation.entries)


def _are_called(relation: Relation) -> bool:
    """Whether the columns are called like rows of a class: towns, offices, kinds of insurance."""
    names = [c.words for c in relation.columns if not patterns()["total"]["row"].search(c.words)]
    classes = [ends for _, ends in pairs("classes") if ends.pattern]
    return len(names) > 2 and any(all(ends.search(name) for name in names) for ends in classes)


def _turned(relation: Relation) -> Relation:
    """The relation with rows and columns changed."""
    names = {c.index: c.words.split("/")[-1] for c in relation.columns}
    total = patterns()["total"]["row"]

    def row(index: int) -> Entry:
        held = {n: e.cards[index] for n, e in enumerate(relation.entries) if index in e.cards}
        return Entry(name=names[index], printed=names[index], row=index, texts={}, cards=held)

    rows = [row(index) for index in names]
    columns = tuple(
        Column(index=n, words=e.name, first=next(iter(e.cards.values())), whole=False)
        for n, e in enumerate(relation.entries)
    )
    return replace(
        relation,
        heading="",
        columns=columns,
        texts={},
        entries=tuple(e for e in rows if not total.search(e.name)),
        totals=tuple(e for e in rows if total.search(e.name)),
    )


def _naming(table: Table, seen: Sequence[View], rows: set[int]) -> int | None:
    """The column that names the rows: of those of labels the one with the most different names, the first of equals."""
    best: tuple[int, int] | None = None
    for view in seen:
        if view.role not in ("label", "text") or view.name in ("class", "year"):
            continue
        names = {
            squeeze(table.rows[r].cells[view.index].text) for r in rows if view.index < len(table.rows[r].cells)
        } - {""}
        worded = [name for name in names if re.search(r"[\u4e00-\u9fff]", name)]
        if view.role == "label" and len(worded) >= FEWEST and (best is None or len(worded) > best[0]):
            best = len(worded), view.index
    return best[1] if best else None


def _entry(table: Table, row: int, naming: int, texts: Iterable[int], held: Mapping[tuple[int, int], Card]) -> Entry:
    cells = table.rows[row].cells
    before = (squeeze(cells[i].text) for i in texts if i < min(naming, len(cells)))
    own = squeeze(cells[naming].text) if naming < len(cells) else ""
    printed = own or next((text for text in before if patterns()["total"]["row"].search(text)), "")
    return Entry(
        name=label_key(printed),
        printed=printed,
        row=row,
        texts={i: label_key(text) for i in texts if (text := _over(table, row, i).strip())},
        cards={c: card for (r, c), card in held.items() if r == row},
    )


def _over(table: Table, row: int, column: int) -> str:
    """What a cell prints, or the one above that covers it."""
    cells = table.rows[row].cells
    if column >= len(cells) or not cells[column].covered:
        return cells[column].text if column < len(cells) else ""
    for up in range(row - 1, -1, -1):
        above = table.rows[up].cells[column] if column < len(table.rows[up].cells) else None
        if above is not None and not above.covered:
            return above.text if above.row_span > row - up else ""
    return ""


def _told_apart(entries: list[Entry]) -> list[Entry]:
    """The rows; where several have one name (what is bought), each with the project that it is for."""
    if len({e.name for e in entries}) == len(entries):
        return entries
    names = [row_name(next(iter(e.cards.values())).figure) for e in entries]
    return [replace(e, name=label_key(n), printed=n) for e, n in zip(entries, names, strict=True)]


def _columns(entries: Sequence[Entry], seen: Sequence[View]) -> tuple[Column, ...]:
    counted = Counter(index for entry in entries for index in entry.cards)
    found = []
    for view in seen:
        if counted[view.index] * 2 >= len(entries) and counted[view.index] >= FEWEST:
            first = next(e.cards[view.index] for e in entries if view.index in e.cards)
            words = label_key("/".join(view.path))
            items = {e.cards[view.index].figure.item for e in entries if view.index in e.cards}
            item = next(iter(items)) if len(items) == 1 else None
            found.append(Column(index=view.index, words=words, first=first, whole=_is_whole(words), item=item))
    return tuple(found)


def _is_whole(words: str) -> bool:
    """Whether a heading tells the sum of its row, or of the columns under one heading with it."""
    said = patterns()["heading"]
    return not said["plain"].sub("", words) or bool(said["part"].search(words))


def _above(document: Document, table: Table, card: Card) -> str:
    """The title of a table, the headings that it stands under, and the sentence right before it."""
    return "|".join((card.title, card.section, _before(document, table)))


def _before(document: Document, table: Table) -> str:
    starts = [cell.spans[0].start for row in table.rows[:2] for cell in row.cells if cell.spans]
    at = min(starts, default=0)
    before = [p for p in document.paragraphs if p.origin and p.origin[-1] < at]
    return label_key(before[-1].text[-60:]) if before else ""


def enumerations(info: DocumentInfo, members: Sequence[Card], whole: Card | None) -> Iterator[Relation]:
    """Things that the text tells one after the other, as rows, and what it tells as their ``whole``; where some come to one told before
    them (项目支出50万元，普法20万元，调解30万元), that one's parts apart from the rest."""
    told = _enumeration(info, members, whole)
    yield told
    above = by_sums(told.entries)
    for top in told.entries:
        parts = tuple(members[e.row] for e in told.entries if above.get(e.row) == top.row)
        if len(parts) >= FEWEST:
            under = _enumeration(info, parts, members[top.row])
            yield replace(under, above=f"{top.name}|{under.above}", under=top.name)
    if above:
        rest = tuple(members[e.row] for e in told.entries if e.row not in above)
        if len(rest) >= FEWEST:
            yield _enumeration(info, rest, whole)


def _enumeration(info: DocumentInfo, members: Sequence[Card], whole: Card | None) -> Relation:
    first = members[0]
    words = "|".join(filter(None, (whole.label if whole else "", first.aspect, first.parents)))
    total = (Entry(name="合计", printed="合计", row=-1, texts={}, cards={0: whole}),) if whole else ()
    return Relation(
        info=info,
        table=None,
        above=f"{first.section}|{first.sentence}|{whole.sentence if whole else ''}",
        heading="",
        columns=(Column(index=0, words=words, first=first, whole=whole is not None),),
        texts={},
        entries=tuple(
            Entry(name=c.label, printed=c.figure.label, row=n, texts={}, cards={0: c}) for n, c in enumerate(members)
        ),
        totals=total,
    )
