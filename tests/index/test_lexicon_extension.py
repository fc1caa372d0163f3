"""``[[wordings]]`` tables: further words for a notion of another file, read strictly."""

from __future__ import annotations

import shutil
from importlib.resources import files
from pathlib import Path

import pytest

from index.vocabulary import Vocabulary, VocabularyError, read


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A vocabulary of one notion."""
    shipped = Path(str(files("index.vocabulary")))
    for file in [*shipped.glob("*.toml"), shipped / "codes.csv"]:
        shutil.copy(file, tmp_path / file.name)
    concepts = tmp_path / "concepts"
    concepts.mkdir()
    concepts.joinpath("core.toml").write_text(
        '[[concept]]\nkey = "茶水费"\nname = "茶水费"\nkind = "item"\nflow = "支出"\nwordings = ["喝茶的钱"]\n', "utf-8"
    )
    return tmp_path


def extended(folder: Path, text: str) -> Vocabulary:
    # "a" sorts before "core": the order of the files must not matter
    folder.joinpath("concepts/a.toml").write_text(text, "utf-8")
    return read(folder)


def test_words_are_added_and_a_missing_definition_is_set(folder: Path) -> None:
    text = '[[wordings]]\nkey = "茶水费"\ncolloquial = ["茶钱"]\nwordings = ["喝茶的钱", "泡茶花销"]\ndefinition = "茶水开支。"\n'
    vocabulary = extended(folder, text)
    concept = vocabulary.concepts["茶水费"]
    assert concept.wordings == ("喝茶的钱", "泡茶花销")
    assert concept.definition == "茶水开支。"
    assert vocabulary.question_names["茶钱"] == ("茶水费",)


@pytest.mark.parametrize(
    "text",
    [
        '[[wordings]]\nkey = "没有这个"\nwordings = ["某某"]\n',
        '[[wordings]]\nkey = "茶水费"\nkind = "item"\n',
        '[[wordings]]\nkey = "茶水费"\nwordings = "不是列表"\n',
        '[[wording]]\nkey = "茶水费"\n',
    ],
)
def test_what_fits_no_notion_is_refused(folder: Path, text: str) -> None:
    with pytest.raises(VocabularyError):
        extended(folder, text)


def test_a_second_definition_is_refused(folder: Path) -> None:
    twice = '[[wordings]]\nkey = "茶水费"\ndefinition = "甲。"\n\n[[wordings]]\nkey = "茶水费"\ndefinition = "乙。"\n'
    with pytest.raises(VocabularyError, match="释义重复"):
        extended(folder, twice)
