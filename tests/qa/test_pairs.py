"""Text and tables of one disclosure in two files stay two documents, and are of one body, year, stage and scope."""

from __future__ import annotations

from collections import defaultdict

from index.library import DocumentInfo, EmbeddedStore


def test_the_pairs_of_jiangsu_agree(real_store: EmbeddedStore) -> None:
    pairs: dict[tuple[str, int | None], list[DocumentInfo]] = defaultdict(list)
    for info in real_store.documents():
        if "/jiangsu/" in info.place:
            pairs[info.org, info.year].append(info)
    twos = [infos for infos in pairs.values() if len(infos) == 2]
    assert len(twos) == 5
    for first, second in twos:
        assert (first.stage, first.scope) == (second.stage, second.scope) == ("预算", "部门"), first.file
