"""Forms of single projects: which project a form is of, as its title says."""

from __future__ import annotations

import re

from qa.question.slots import cues

FORM = "绩效目标表"
_IN_BRACKETS = re.compile(r"表[(（](?P<name>[^()（）]{2,40}(?:[(（][^()（）]*[)）][^()（）]*)?)[)）]")


def project_of(title: str) -> str:
    """The project that a form's title names, behind it in brackets or before the words for the form; "" where it names
    none.

    >>> project_of("项目支出绩效目标表（河面保洁） 资金部分"), project_of("河面保洁绩效目标表")
    ('河面保洁', '河面保洁')
    """
    found = _IN_BRACKETS.search(title)
    name = found["name"] if found else re.split(cues()["project"]["form"], title)[0]
    return name if not re.search(cues()["project"]["general"], name) else ""
