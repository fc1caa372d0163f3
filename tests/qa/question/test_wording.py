"""A question in the words of the paper that it is asked of."""

from __future__ import annotations

import pytest

from qa.model import Chunk, Piece, Query
from qa.question.wording import as_printed, thesaurus


def query(words: str, *pieces: Piece) -> Query:
    chunks = tuple(Chunk(text=p.text, pieces=(p,)) for p in pieces)
    return Query(text=words, original=words, words=words, kind="figure", chunks=chunks)


@pytest.mark.parametrize(
    ("words", "printed", "told"),
    [
        ("居民医保支出多少", "城乡居民基本医疗保险基金支出", "城乡居民基本医疗保险支出多少"),
        ("居民医保支出多少", "居民医保基金和城乡居民基本医疗保险", "居民医保支出多少"),  # printed as it is asked
        ("居民医保支出多少", "公务接待费", "居民医保支出多少"),  # neither is printed
        ("哪个税种最多", "个人所得税", "哪个税种最多"),
        ("个税多少", "个人所得税", "个人所得税多少"),
        ("老师工资多少", "教师工资福利", "教师工资多少"),  # a word of the thesaurus
        ("老师工资多少", "老师和教师", "老师工资多少"),
        ("一共多少", "合计", "一共多少"),  # tells what is asked for, not of what
        ("拖老师傅工资多少", "教师", "拖老师傅工资多少"),  # no word of its own
    ],
)
def test_a_short_form_is_put_as_the_paper_prints_it(words: str, printed: str, told: str) -> None:
    assert as_printed(query(words), printed).words == told


def test_the_thesaurus_holds_words_that_say_something_else() -> None:
    assert len(thesaurus()) > 1000
    for said, forms in thesaurus().items():
        assert forms, said
        assert said not in forms
        assert not any(set(word) & set(" \t→=") for word in (said, *forms))


def test_its_pieces_too_unless_a_notion_explains_them() -> None:
    put = as_printed(query("居民医保", Piece(text="居民医保")), "城乡居民基本医疗保险")
    assert [(c.text, c.pieces[0].text) for c in put.chunks] == [("城乡居民基本医疗保险", "城乡居民基本医疗保险")]
    kept = as_printed(query("居民医保", Piece(text="居民医保", concepts=("医保",))), "城乡居民基本医疗保险")
    assert kept.chunks[0].text == "居民医保"
