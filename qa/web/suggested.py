"""What a newcomer sees: what the library holds, and questions that it can answer."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from index.library import DocumentInfo
from qa.web.words import safe

# So many documents are tried for each kind of question; a kind that none of them answers is not offered.
_TRIES = 3


@cache
def _patterns() -> tuple[dict[str, str], ...]:
    data = tomllib.loads((Path(__file__).parent / "suggested.toml").read_text(encoding="utf-8"))
    return tuple(data["question"])


def greeting(title: str, infos: Sequence[DocumentInfo]) -> str:
    """Title, one sentence on what can be asked, and what is there."""
    orgs = {i.org for i in infos if i.org}
    years = sorted({i.year for i in infos if i.year})
    if not infos:
        held = "资料库里还没有文件。工作人员登录后，在“资料库”中上传公开的预算、决算文件，就可以在这里提问。"
    else:
        span = f"{years[0]}—{years[-1]}年" if len(years) > 1 else f"{years[0]}年" if years else ""
        held = f"现有 {len(orgs)} 个单位、{len(infos)} 份公开文件，{span}。"
    return (
        f"<div class='bq-welcome'><h1>{safe(title)}</h1>"
        "<p>就政府部门公开的预算、决算提问，得到原文中的数字和出处。</p>"
        f"<p class='bq-held'>{safe(held)}</p></div>"
    )


def examples() -> str:
    """What can be asked once there are documents, for a library that has none."""
    texts = [p["text"].format(org="某某局", year="某", stage="预算", scope="部门") for p in _patterns()]
    items = "".join(f"<li>{safe(text)}</li>" for text in texts)
    return f"<p class='bq-hint'>读入文件后，可以这样问：</p><ul class='bq-examples'>{items}</ul>"


def questions(infos: Sequence[DocumentInfo], answerable: Callable[[str], bool] = lambda _: True) -> tuple[str, ...]:
    """Questions about the latest documents, each of another body where there are several, that the library answers."""
    known = sorted(
        (i for i in infos if i.org and i.year and i.stage),
        key=lambda i: (-(i.year or 0), i.scope != "部门", i.stage != "预算", i.org),
    )
    if not known:
        return ()
    years = {org: {i.year for i in known if i.org == org} for org in {i.org for i in known}}
    shared = Counter((i.year, i.stage, i.scope) for i in known)
    several = [i for i in known if shared[i.year, i.stage, i.scope] > 1]
    long = [i for i in known if len(years[i.org]) > 1]
    pools = {"years": long, "bodies": several}
    out, used = [], Counter[str]()
    for pattern in _patterns():
        pool = pools.get(pattern.get("needs", ""), known)
        if not pool:
            continue
        for chosen in sorted(pool, key=lambda i: used[i.org])[:_TRIES]:
            text = pattern["text"].format(
                org=chosen.org, year=chosen.year, stage=chosen.stage, scope=chosen.scope or ""
            )
            if answerable(text):
                used[chosen.org] += "{org}" in pattern["text"]
                out.append(text)
                break
    return tuple(dict.fromkeys(out))
