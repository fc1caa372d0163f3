"""What a sources list or a person says of documents: it wins, stays, and can be taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.errors import InputError
from index.ingest import ingest, reread, tell
from index.library import EmbeddedStore, open_library
from index.readers.sandbox import Limits
from index.told import LIST, PERSON, applied, clues, forgotten, merged, read_sources, unused

TEXT = "{org}{year}年部门预算公开\n\n一、收入\n\n{year}年预算收入{total}万元，其中：财政拨款收入{total}万元。\n"


@pytest.fixture
def store(tmp_path: Path) -> EmbeddedStore:
    return open_library(tmp_path / "library", create=True)


def listed(folder: Path, *lines: str, encoding: str = "utf-8") -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / "sources.csv"
    path.write_text("\n".join(lines) + "\n", encoding=encoding)
    return path


def page(folder: Path, name: str, text: str = "一、收入\n2021年预算收入120.50万元。\n") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_every_slot_is_what_the_list_says(store: EmbeddedStore, tmp_path: Path) -> None:
    page(tmp_path, "in/a.txt", TEXT.format(org="甲市档案局", year=2021, total="120.50"))
    page(tmp_path, "in/deep/b.txt")
    path = listed(
        tmp_path / "in",
        "file,title,url,organisation,year,period,stage,scope,kind",
        "a.txt,,https://x.cn/1,乙县档案馆;乙县方志办,2020,2020H1,决算,单位,绩效",
        "deep/b.txt,丙县水利局2019年部门决算,,,,,,,",
    )
    ingest([tmp_path / "in"], store, sources=read_sources(path))
    first, second = store.documents()
    assert (first.org, first.others, first.year, first.period) == ("乙县档案馆", ("乙县方志办",), 2020, "2020H1")
    assert (first.stage, first.scope, first.kind, first.url) == ("决算", "单位", "绩效", "https://x.cn/1")
    assert first.aliases == (), "the body that was read is another"
    assert dict(first.how)["org"] == LIST and dict(first.sure)["org"] == 1.0
    assert {f.org for f in store.figures_of(first.id)} == {"乙县档案馆"}
    assert (second.title, second.org, second.stage) == ("丙县水利局2019年部门决算", "丙县水利局", "决算"), (
        "read off the title"
    )
    assert dict(second.how)["org"] == "标题"


def test_a_list_in_gbk_for_files_in_a_folder_below(store: EmbeddedStore, tmp_path: Path) -> None:
    page(tmp_path, "in/pages/a.txt")
    path = listed(tmp_path / "in", "file,organisation", "a.txt,乙县档案馆", "gone.txt,丙局", encoding="gb18030")
    sources = read_sources(path)
    ingest([tmp_path / "in" / "pages"], store, sources=sources)
    (info,) = store.documents()
    assert (info.org, info.year) == ("乙县档案馆", 2021)
    assert unused(sources, [info.place]) == ("gone.txt",)


def test_what_is_told_later_changes_files_that_are_there(store: EmbeddedStore, tmp_path: Path) -> None:
    file = page(tmp_path, "in/a.txt")
    assert ingest([file], store).read
    sources = read_sources(listed(tmp_path / "in", "file,organisation", "a.txt,乙县档案馆"))
    assert ingest([file], store, sources=sources).read, "told something new"
    assert ingest([file], store, sources=sources).unchanged and ingest([file], store).unchanged
    page(tmp_path, "in/a.txt", "一、收入\n2021年预算收入130.50万元。\n")
    ingest([file], store)
    assert [i.org for i in store.documents()] == ["乙县档案馆"], "a new version is still of the same body"


def test_a_person_wins_over_the_list_and_can_be_taken_back(store: EmbeddedStore, tmp_path: Path) -> None:
    file = page(tmp_path, "in/a.txt")
    ingest([file], store, sources=read_sources(listed(tmp_path / "in", "file,organisation", "a.txt,乙县档案馆")))
    (info,) = store.documents()
    said = merged(info.told, (("org", "丙县档案馆", PERSON), ("year", "2020", PERSON)))
    assert list(tell(store, {info.id: said}, Limits())) == [("a.txt", "")]
    assert list(reread(store, Limits())) == [("a.txt", "")]
    ingest([file], store, sources=read_sources(listed(tmp_path / "in", "file,organisation", "a.txt,丁县档案馆")))
    (info,) = store.documents()
    assert (info.org, info.year, dict(info.how)["org"]) == ("丙县档案馆", 2020, PERSON)
    list(tell(store, {info.id: forgotten(info.told)}, Limits()))
    assert [(i.org, i.year) for i in store.documents()] == [("丁县档案馆", 2021)]
    (info,) = store.documents()
    list(tell(store, {info.id: forgotten(info.told)}, Limits()))
    assert [(i.org, i.year) for i in store.documents()] == [("", 2021)]


def test_what_came_from_the_same_address_is_replaced_where_most_of_it_recurs(
    store: EmbeddedStore, tmp_path: Path
) -> None:
    text = "云县档案局2021年部门预算公开\n一、三公经费\n2021年“三公”经费预算{}万元，其中公务接待费2.00万元，出国费1.00万元，公车费3.00万元。\n"
    page(tmp_path, "in/旧.txt", text.format("6.00"))
    page(tmp_path, "in/新.txt", text.format("6.00") + "补充说明。\n")
    page(
        tmp_path,
        "in/别.txt",
        "云县档案局2022年部门预算公开\n一、三公经费\n2022年“三公”经费预算9.00万元，其中公务接待费8.00万元。\n",
    )
    names = ("旧", "新", "别")
    path = listed(tmp_path / "in", "file,url", *(f"{name}.txt,https://yunxian.gov.cn/yusuan.html" for name in names))
    seen: list[tuple[str, str]] = []
    for name in names:
        ingest(
            [tmp_path / f"in/{name}.txt"],
            store,
            sources=read_sources(path),
            progress=lambda event: seen.append((event.file, event.outcome)),
        )
    assert seen == [("旧.txt", "读入"), ("新.txt", "替换"), ("别.txt", "读入")]
    assert [i.file for i in store.documents()] == ["新.txt", "别.txt"]
    (binned,) = store.removed()
    store.bring_back(binned.info.id)
    assert {i.file for i in store.documents()} == {"旧.txt", "新.txt", "别.txt"}


def test_siblings_follow_a_correction(store: EmbeddedStore, tmp_path: Path) -> None:
    page(tmp_path, "in/档案局预算公开说明.txt", TEXT.format(org="甲市档案局", year=2021, total="1.00"))
    page(tmp_path, "in/档案局预算公开说明附表.txt", "一、收入\n收入5万元。\n")
    ingest([tmp_path / "in"], store)
    first, second = store.documents()
    assert (first.org, second.org) == ("甲市档案局", "甲市档案局")
    list(tell(store, {first.id: (("org", "乙县档案馆", PERSON),)}, Limits()))
    assert {i.org for i in store.documents()} == {"乙县档案馆"}


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (("name,year", "a.txt,2020"), "没有 file 栏"),
        (("file,year", "a.txt,去年"), "第 2 行：year 应为一个年份，如 2019，现为“去年”"),
        (("file,stage", "a.txt,预算", "b.txt,初稿"), "第 3 行：stage 应为预算、年初预算、调整预算、执行、决算之一，现为“初稿”"),
        (("file,period", "a.txt,2020年上半年"), "period 应为 2020、2020H1"),
    ],
)  # fmt: skip
def test_a_wrong_list_is_told_with_its_line(tmp_path: Path, lines: tuple[str, ...], reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        read_sources(listed(tmp_path, *lines))


def test_a_list_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="不能读取来源表"):
        read_sources(tmp_path / "none.csv")


def test_the_year_of_a_period_is_its_own(make_record) -> None:  # type: ignore[no-untyped-def]
    document = make_record().document
    told = (("period", "2022;2023", LIST),)
    assert applied(document, told).identity.year == 2022
    assert applied(document, ()) == document
    assert clues((("title", "甲", LIST),)).title == "甲"
