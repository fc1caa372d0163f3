"""How addresses write areas: nothing but the syllables of the names in the list of areas."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from importlib.resources import files

from pypinyin import lazy_pinyin

from index.vocabulary.areas import area_of_host, areas

LISTED = dict(
    line.split(" ", 1)
    for line in files("index.vocabulary").joinpath("area_addresses.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
)


def written(name: str) -> Iterator[str]:
    """The ways in which an address may write a name: whole, and of three characters without the last."""
    syllables = lazy_pinyin(name)
    yield "".join(syllables)
    if len(name) > 2:
        yield "".join(syllables[:-1])


def test_every_address_is_a_writing_of_its_area() -> None:
    assert [(address, name) for address, name in LISTED.items() if name not in areas()] == []
    assert [(address, name) for address, name in LISTED.items() if address not in written(name)] == []


def test_every_writing_of_one_area_alone_is_listed() -> None:
    claims: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for name, codes in areas().items():
        for address in written(name):
            claims[address] |= {(name, code) for code in codes}
    alone = {address: name for address, claimed in claims.items() if len(claimed) == 1 for name, _ in claimed}
    assert {address: LISTED.get(address) for address in alone} == alone


def test_an_address_of_several_areas_tells_none() -> None:
    assert area_of_host("www.tengchong.gov.cn") == "腾冲市"
    assert area_of_host("www.chaoyang.gov.cn") == "", "朝阳区, 潮阳区 and others"
    assert area_of_host("www.tengchong.com") == ""
