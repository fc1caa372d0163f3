"""Which year or part of a year a document is of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from index.language.patterns import Patterns, patterns_of
from index.language.periods import plausible
from index.parsing.identity_names import TITLED, name_of, title_words
from index.parsing.identity_rules import rules
from index.parsing.words import plain

_EDGE = 4  # lines at the beginning and at the end
_OFTEN = 2
_NEAR = 16  # characters before the year of a heading
_HEADING = 40  # characters: a line no longer may be a heading
_FIRST = 6  # lines
_SETTLED = 2  # months into a year in which papers are still of the year before


def _patterns() -> Patterns:
    return patterns_of("index.parsing", "identity_time.toml")


def year_of(
    titles: Sequence[str],
    cover: Sequence[str],
    lines: Sequence[str],
    texts: Sequence[str],
    stem: str,
    *,
    monthly: bool = False,
) -> tuple[int | None, str]:
    """The year that the title tells, or the text in front of 预算 and 决算, the file's name, headings. A month in the
    title is the day of issue, except where papers come ``monthly``."""
    for words in (*titles, *cover):
        for match in TITLED.finditer(words):
            if match["year"] and plausible(int(match["year"])):
                return int(match["year"]), "标题"
    of_year, of_month = _patterns()["year"], _patterns()["month"]["told"]
    for words in titles:
        told = of_year["told"].search(words) or (of_month.search(words) if monthly else None)
        if told and plausible(int(told[1])):
            return int(told[1]), "标题"
    every = (int(m[1]) for text in (*texts, *lines) for m in of_year["said"].finditer(title_words(text)))
    said = Counter(filter(plausible, every))
    filed = _filed(stem)
    if said:
        # The text may compare with last year as often as it speaks of its own: the file's name may decide among them.
        top, count = said.most_common(1)[0]
        if filed is not None and said[filed] >= 0.4 * count:
            return filed, "文件名与正文"
        return top, "正文"
    if filed is not None:
        return filed, "文件名"
    return _mentioned(lines)


def dated(lines: Sequence[str]) -> str:
    """The day on which a paper was given out, told by one of the first or last lines alone or beside who did, as
    2021-02-03; "" where none or several are."""
    edges = dict.fromkeys((*lines[:_EDGE], *lines[-_EDGE:]))
    told = [
        (match.groups(), rules().issued.sub("", line.replace(match[0], "")))
        for line in edges
        if (match := _patterns()["day"]["told"].search(line))
    ]
    days = {day for day, rest in told if not rest or name_of(rest) == rest}
    return "-".join(number.zfill(2) for number in days.pop()) if len(days) == 1 else ""


def published_year(
    published: str, stage: str | None, titles: Sequence[str], lines: Sequence[str], *, monthly: bool
) -> tuple[int | None, str]:
    """The year that the day of publication (2021-02-03) makes likely: a budget's own, the one before for final accounts and
    where the part of the year that title or first lines tell of was not over; none where it may be either."""
    if not published or not plausible(int(published[:4])):
        return None, ""
    year, month = int(published[:4]), int(published[5:7])
    part = part_of(titles, lines, year, monthly=monthly)
    if stage == "执行" and part is None and month <= _SETTLED:
        return None, ""
    return year - (stage == "决算" or (part is not None and _last_month(part) > month)), "发布日期"


def _last_month(part: str) -> int:
    """The month in which a part of a year (2020H1, 2020Q1, 2020-01/2020-05, 2020-05) ends."""
    if part[4:5] in ("H", "Q"):
        return int(part[5:]) * (6 if part[4] == "H" else 3)
    return int(part[-2:])


def part_of(titles: Sequence[str], lines: Sequence[str], year: int | None, *, monthly: bool = False) -> str | None:
    """The part of the year that is told of, where it is not the whole: 2020H1, 2020Q1, 2020-01/2020-05."""
    if year is None:
        return None
    of_year, of_month = _patterns()["year"]["told"], _patterns()["month"]
    for words in (*titles[:2], *(line[:30] for line in lines[:3])):
        if monthly and (month := of_month["told"].search(words)) and int(month[1]) == year and 1 <= int(month[2]) <= 12:
            return f"{year}-{int(month[2]):02d}"
        at, part = _told_part(words)
        told = of_year.search(words)
        if at is None or (told and (int(told[1]) != year or told.start() > at or at - told.end() > 1)):
            continue
        return _written(part, year)
    alone = next((int(m[1]) for words in titles[:2] if (m := of_month["closing"].search(words))), 0) if monthly else 0
    if not 1 <= alone <= 12:
        return None
    # A month's report tells mostly of the months so far.
    runs = (run.group("from", "to") for line in lines[:_FIRST] for run in of_month["several"].finditer(line))
    return _written(f"01/{alone:02d}" if alone > 1 and ("1", str(alone)) in runs else f"{alone:02d}", year)


def _told_part(words: str) -> tuple[int | None, str]:
    """Where the first part of a year stands and which it is (H1, Q1, 01/05); "" for the whole year and months that are none."""
    found = [(m.start(), part) for part, pattern in _patterns()["part"].items() if (m := pattern.search(words))]
    if run := _patterns()["month"]["several"].search(words):
        first, last = int(run["from"]), int(run["to"])
        whole = (first, last) == (1, 12) or not 1 <= first <= last <= 12
        found.append((run.start(), "" if whole else f"{first:02d}/{last:02d}"))
    return min(found, default=(None, ""))


def _written(part: str, year: int) -> str | None:
    """A part of this year as identities tell it; None for the whole."""
    if not part or part[0] in "HQ":
        return f"{year}{part}" if part else None
    return "/".join(f"{year}-{month}" for month in part.split("/"))


def _mentioned(lines: Sequence[str]) -> tuple[int | None, str]:
    """The year of headings, else the one named most."""
    of_year = _patterns()["year"]
    headings: Counter[int] = Counter()
    everywhere: Counter[int] = Counter()
    for line in lines:
        words = plain(line)
        if (bracket := of_year["bracketed"].search(words[:60])) and plausible(int(bracket[1])):
            headings[int(bracket[1])] += 1
        years = [int(m[1]) for m in of_year["told"].finditer(words) if plausible(int(m[1]))]
        everywhere.update(years)
        if len(words) <= _HEADING or of_year["heading"].match(words):
            headings.update(year for year in years if words.find(str(year)) <= _NEAR)
    for counts, least in ((headings, 1), (everywhere, _OFTEN)):
        if counts:
            top, count = max(counts.items(), key=lambda pair: (pair[1], pair[0]))
            if count >= least:
                return top, "正文"
    return None, ""


def _filed(stem: str) -> int | None:
    of_year = _patterns()["year"]
    match = of_year["filed"].search(stem) or of_year["short"].search(stem)
    if match is None:
        return None
    year = int(match[1]) if len(match[1]) == 4 else 2000 + int(match[1])
    return year if plausible(year) else None
