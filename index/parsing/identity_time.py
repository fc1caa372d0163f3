"""Which year or part of a year a document is of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from index.language.periods import plausible
from index.parsing.identity_names import TITLED, name_of, rules, title_words
from index.parsing.words import plain

_TO = "[-—–~至到]"
_YEAR = re.compile(
    rf"(?<![\d.])(20\d\d)(?:年度?(?!\d{{1,2}}月|度)|年(?=\d{{1,2}}(?:月份?)?{_TO}{{1,2}}\d{{1,2}}月)|(?!年)(?=[\u3400-\u9fff\U00020000-\U0003ffff]))"
)
_MONTH = re.compile(rf"(?<![\d.])(20\d\d)年(\d{{1,2}})月(?!\d{{1,2}}日|\d|份?{_TO})")
_SAID = re.compile(r"((?:19|20)\d\d)年?度?[^\d,。;]{0,24}?(?:预算|决算)")
_DAY = re.compile(r"((?:19|20)\d\d)[年./-](\d{1,2})[月./-](\d{1,2})(?!\d)")
_EDGE = 4  # lines at the beginning and at the end
_OFTEN = 2
_NEAR = 16  # characters before the year of a heading
_HEADING = 40  # characters: a line no longer may be a heading
_ALONE = re.compile(r"\((\d{1,2})月份?\)$")
_FIRST = 6  # lines
_SETTLED = 2  # months into a year in which papers are still of the year before
_QUARTERS = {"一": "Q1", "二": "Q2", "三": "Q3", "四": "Q4", "1": "Q1", "2": "Q2", "3": "Q3", "4": "Q4"}
_PART = re.compile(
    r"(?P<half>[上下])半年|(?<!前)第?(?P<quarter>[一二三四1-4])季度|(?P<nine>前三季度)"
    rf"|(?<!\d)(?P<from>\d{{1,2}})(?:月份?)?{_TO}{{1,2}}(?P<to>\d{{1,2}})月"
)


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
    for words in titles:
        if (told := _YEAR.search(words) or (_MONTH.search(words) if monthly else None)) and plausible(int(told[1])):
            return int(told[1]), "标题"
    said = Counter(
        int(m[1]) for text in (*texts, *lines) for m in _SAID.finditer(title_words(text)) if plausible(int(m[1]))
    )
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
        if (match := _DAY.search(line))
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
    for words in (*titles[:2], *(line[:30] for line in lines[:3])):
        if monthly and (month := _MONTH.search(words)) and int(month[1]) == year and 1 <= int(month[2]) <= 12:
            return f"{year}-{int(month[2]):02d}"
        match = _PART.search(words)
        told = _YEAR.search(words)
        if match is None or (
            told and (int(told[1]) != year or told.start() > match.start() or match.start() - told.end() > 1)
        ):
            continue
        return _period(match, year)
    alone = next((int(m[1]) for words in titles[:2] if (m := _ALONE.search(words))), 0) if monthly else 0
    if not 1 <= alone <= 12:
        return None
    # A month's report tells mostly of the months so far.
    to_date = any(m["from"] == "1" and m["to"] == str(alone) for line in lines[:_FIRST] for m in _PART.finditer(line))
    return f"{year}-01/{year}-{alone:02d}" if to_date and alone > 1 else f"{year}-{alone:02d}"


def _period(match: re.Match[str], year: int) -> str | None:
    if match["half"]:
        return f"{year}H{'上下'.index(match['half']) + 1}"
    if match["quarter"]:
        return f"{year}{_QUARTERS[match['quarter']]}"
    first, last = (1, 9) if match["nine"] else (int(match["from"]), int(match["to"]))
    whole = (first, last) == (1, 12) or not 1 <= first <= last <= 12
    return None if whole else f"{year}-{first:02d}/{year}-{last:02d}"


def _mentioned(lines: Sequence[str]) -> tuple[int | None, str]:
    """The year of headings, else the one named most."""
    headings: Counter[int] = Counter()
    everywhere: Counter[int] = Counter()
    for line in lines:
        words = plain(line)
        if (bracket := re.search(r"\((20\d\d)年度?\)", words[:60])) and plausible(int(bracket[1])):
            headings[int(bracket[1])] += 1
        years = [int(m[1]) for m in _YEAR.finditer(words) if plausible(int(m[1]))]
        everywhere.update(years)
        if len(words) <= _HEADING or re.match(r"[((]?[一二三四五六七八九十\d]+[)、.)]", words):
            headings.update(year for year in years if words.find(str(year)) <= _NEAR)
    for counts, least in ((headings, 1), (everywhere, _OFTEN)):
        if counts:
            top, count = max(counts.items(), key=lambda pair: (pair[1], pair[0]))
            if count >= least:
                return top, "正文"
    return None, ""


def _filed(stem: str) -> int | None:
    match = re.search(r"(?<!\d)((?:19|20)\d\d)(?!\d)", stem) or re.search(r"(?<!\d)([12]\d)年", stem)
    if match is None:
        return None
    year = int(match[1]) if len(match[1]) == 4 else 2000 + int(match[1])
    return year if plausible(year) else None
