"""Names that are one body, and names that only look like it."""

from __future__ import annotations

import pytest

from index.library.bodies import Names, file_prefix, learn, may_be_one

ONE = [
    ("甲省委办公厅", "中共甲省委办公厅"),
    ("甲省委办公厅", "中国共产党甲省委员会办公厅"),
    ("甲省人大办公厅", "甲省人大常委会办公厅"),
    ("甲省人大办公厅", "甲省人民代表大会常务委员会办公厅"),
    ("政协甲省委员会办公厅", "甲省政协办公厅"),
    ("甲市人民检察院", "甲市检察院"),
    ("甲市乙区人民政府办公室", "甲市乙区人民政府办公室（本级）"),
    ("省人大办公厅", "甲省人大常委会办公厅"),
]
TWO = [
    ("甲市财政局", "甲市乙区财政局"),
    ("甲大学", "甲大学附属小学"),
    ("甲市数据局", "甲市数据局信息中心"),
    ("甲省财政厅", "乙省财政厅"),
    ("甲市公安局", "甲市公安局乙分局"),
    ("甲市公安局", "甲市公安局交警支队"),
    ("我局", "甲市公安局"),
    ("甲市教育局", "甲市体育局"),
]


@pytest.mark.parametrize(("first", "second"), ONE)
def test_one(first: str, second: str) -> None:
    assert may_be_one(first, second)
    assert may_be_one(second, first)


@pytest.mark.parametrize(("first", "second"), TWO)
def test_two(first: str, second: str) -> None:
    assert not may_be_one(first, second)
    assert not may_be_one(second, first)


def test_the_name_used_most_stands_for_the_body() -> None:
    bodies = learn(
        [
            Names(org="中国共产党甲省委员会办公厅", file="甲省委办公厅__2017.pdf", year=2017),
            Names(org="中共甲省委办公厅", file="甲省委办公厅__2018.pdf", year=2018),
            Names(org="中共甲省委办公厅", file="2019.pdf", year=2019),
        ]
    )
    assert set(bodies.values()) == {"中共甲省委办公厅"}
    assert "甲省委办公厅" in bodies


def test_a_short_form_that_two_provinces_use_joins_nothing() -> None:
    bodies = learn(
        [
            Names(org="甲省人大常委会办公厅", aliases=("省人大办公厅",)),
            Names(org="乙省人大常委会办公厅", aliases=("省人大办公厅",)),
        ]
    )
    assert bodies["甲省人大常委会办公厅"] != bodies["乙省人大常委会办公厅"]
    assert "省人大办公厅" not in bodies


def test_a_body_that_a_document_names_wrongly_stays_apart() -> None:
    bodies = learn(
        [
            Names(org="甲市财政局", aliases=("甲市乙区财政局",)),
            Names(org="甲市乙区财政局", aliases=("区财政局",)),
            Names(org="甲大学", aliases=("甲大学附属小学",)),
            Names(org="甲大学附属小学"),
        ]
    )
    assert bodies["甲市财政局"] == "甲市财政局"
    assert bodies["甲市乙区财政局"] == "甲市乙区财政局"
    assert bodies["区财政局"] == "甲市乙区财政局"
    assert bodies["甲大学附属小学"] == "甲大学附属小学"


@pytest.mark.parametrize(
    ("first", "second", "one"),
    [
        ("四川省渠县水务局", "渠县水务局", True),
        ("辽宁省鞍山市海城市教育局（本级）", "海城市教育局", True),
        ("重庆市渝中区财政局", "渝中区财政局", True),
        ("北京市朝阳区教育局", "长春市朝阳区教育局", False),
        ("北京市朝阳区教育局", "朝阳区教育局", False),  # five cities have one
        ("上海市财政局", "上海市普陀区财政局", False),
        ("云县财政局", "云县水务局", False),
    ],
)
def test_places_around_a_place_may_be_left_out(first: str, second: str, one: bool) -> None:
    bodies = learn([Names(org=first), Names(org=second)])
    assert (bodies[first] == bodies[second]) == one


@pytest.mark.parametrize(
    ("how", "names", "one"),
    [
        ("the full name and the usual short one", ("云县科学技术协会 2015预算", "云县科协 2015决算"), True),
        ("the party's office", ("中共云县委员会宣传部 2015预算", "云县委宣传部 2016预算"), True),
        ("two of one year and stage", ("云县科学技术协会 2015预算", "云县科协 2015预算"), False),
        ("a short form of two", ("云县第一高级中学 2015预算", "云县第一初级中学 2015预算", "云县一中 2016预算"), False),
        ("another place's", ("云县科学技术协会 2015预算", "渠县科协 2015决算"), False),
    ],
)
def test_short_forms(how: str, names: tuple[str, ...], one: bool) -> None:
    told = [name.split(" ") for name in names]
    bodies = learn(Names(org=org, year=int(when[:4]), stage=when[4:]) for org, when in told)
    assert len({bodies[org] for org, _ in told}) == (1 if one else len(told)), how


def test_a_body_under_its_former_name() -> None:
    before = Names(org="云县工商局", year=2017, stage="决算")
    since = Names(org="云县市场监督管理局", year=2019, stage="决算", former=("云县工商局",), aliases=("云县工商局",))
    bodies = learn([before, since])
    assert bodies["云县工商局"] == bodies["云县市场监督管理局"] == "云县市场监督管理局", "the name of the last year"
    beside = Names(org="云县工商局", year=2019, stage="决算")
    bodies = learn([before, since, beside])
    assert bodies["云县工商局"] != bodies["云县市场监督管理局"], "both publish for one year: they are two"


@pytest.mark.parametrize(
    ("file", "prefix"),
    [
        ("甲局__2019年预算.pdf", "甲局"[:0]),
        ("甲市财政局__2019年预算.pdf", "甲市财政局"),
        ("disclosures.zip/甲市财政局__b.pdf", "甲市财政局"),
        ("report__v2.pdf", ""),
        ("甲市财政局2019.pdf", ""),
    ],
)
def test_file_prefix(file: str, prefix: str) -> None:
    assert file_prefix(file) == prefix
