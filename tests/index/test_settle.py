"""What a document leaves out and its siblings tell."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index.library import DocumentInfo
from index.model import Identity
from index.settle import completed

FULL = DocumentInfo(
    id="0", file="", place="", title="", format="pdf", org="甲市档案局", aliases=(), units=(), year=2019, stage="预算", scope="部门",
    code=None, published="", pages=1, tables=0, figures=0, passages=0, failed=0, failed_tables=0, characters=1,
)  # fmt: skip


def _info(number: int, file: str, folder: str = "/data", **slots: object) -> DocumentInfo:
    return replace(FULL, id=str(number), file=file, place=f"{folder}/{file}", **slots)  # type: ignore[arg-type]


BARE = {"org": "", "year": None, "stage": None, "scope": None}

CASES = [
    ("one archive", ["a.zip/说明.pdf", "a.zip/附表.pdf"], {}, {"org": "甲市档案局", "year": 2019, "stage": "预算"}),
    ("one prefix", ["甲市档案局__说明.pdf", "甲市档案局__附表.pdf"], {}, {"org": "甲市档案局", "year": 2019, "stage": "预算"}),
    ("names alike", ["档案局部门预算公开.pdf", "档案局部门预算公开表.xlsx"], {}, {"org": "甲市档案局", "year": 2019, "stage": "预算"}),
    ("names that any body's file has", ["2024年部门预算公开说明.pdf", "2024年部门预算公开表.xlsx"], {}, {}),
    ("names that a site numbers", ["content_1361903.html", "content_1361904.html"], {}, {}),
    ("strangers in one folder", ["档案局预算.pdf", "下载文件.pdf"], {}, {}),
    ("only the year is missing", ["a.zip/1.pdf", "a.zip/2.pdf"], {"org": "甲市档案局", "stage": "预算"}, {"year": 2019}),
    ("another body's year is not taken", ["a.zip/1.pdf", "a.zip/2.pdf"], {"org": "乙县财政局", "stage": "预算"}, {}),
    ("another stage is another disclosure", ["a.zip/1.pdf", "a.zip/2.pdf"], {"stage": "决算"}, {"org": "甲市档案局"}),
]  # fmt: skip


@pytest.mark.parametrize(("files", "known", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_siblings(files: list[str], known: dict[str, object], expected: dict[str, object]) -> None:
    full, bare = _info(1, files[0]), _info(2, files[1], **(BARE | known))
    found = list(completed([full, bare]))
    assert [dict(each.slots) for each in found] == ([expected] if expected else [])


def test_the_other_half_tells_the_scope() -> None:
    text, tables = _info(1, "甲市档案局__说明.pdf"), _info(2, "甲市档案局__附表.pdf", scope=None)
    other_year = _info(3, "甲市档案局__2018.pdf", year=2018, scope="单位")
    (found,) = completed([text, tables, other_year])
    assert dict(found.slots) == {"scope": "部门"}
    assert list(completed([text, _info(4, "甲市档案局__单位.pdf", scope="单位"), tables])) == []


def test_a_scope_that_is_only_likely_gives_way_to_a_siblings_and_tells_none() -> None:
    likely = (("scope", 0.5),)
    told, tables = _info(1, "甲市档案局__说明.pdf", scope="单位"), _info(2, "甲市档案局__附表.pdf", sure=likely)
    (found,) = completed([told, tables])
    assert (found.info.id, dict(found.slots)) == ("2", {"scope": "单位"})
    bare = _info(3, "甲市档案局__附表.pdf", scope=None)
    assert list(completed([_info(1, "甲市档案局__说明.pdf", sure=likely), bare])) == []


def test_siblings_that_disagree_tell_nothing() -> None:
    infos = [
        _info(1, "甲市档案局__2018.pdf", year=2018),
        _info(2, "甲市档案局__2019.pdf"),
        _info(3, "甲市档案局__表.pdf", **BARE),
    ]
    (found,) = completed(infos)
    assert dict(found.slots) == {"org": "甲市档案局", "stage": "预算"}


def test_the_identity_says_where_it_was_found() -> None:
    (found,) = completed([_info(1, "a.zip/说明.pdf"), _info(2, "a.zip/附表.pdf", **BARE)])
    identity = found.apply(Identity(how=(("scope", "标题"),)))
    assert (identity.org, identity.year, identity.stage) == ("甲市档案局", 2019, "预算")
    assert identity.how[1] == ("org", "同一批文件《a.zip/说明.pdf》")
