"""The model that ships, and any other in its place."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from index.embedding import DEFAULT, EMBEDDERS, Embedder, embedder, static
from index.errors import BadOption

FOLDER = Path(EMBEDDERS[DEFAULT].folder)
TEXTS = (
    "石家庄市数据资源管理局2019年“三公”经费预算安排3.22万元",
    "公务接待费",
    "請客吃飯花了多少錢",
    "ＡＢＣ full-width and Latin",
    "1,507.56",
    "",
    "　",
    "😀 emoji 龘",
    "一般公共服务支出（类）财政事务（款）行政运行（项）" * 20,
)
LARGEST = 15 << 20


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """A second small model, made here."""
    scores = dict.fromkeys("公务接待费会议培训收入支出合计三四五", -5.0) | {"接待": -3.0, "会议费": -3.0}
    tokenizer = static.make_tokenizer(scores)
    table = np.random.default_rng(2).standard_normal((tokenizer.get_vocab_size(), 24)).astype(np.float32)
    static.write(tmp_path / "小模型", tokenizer, table)
    return tmp_path / "小模型"


def test_vectors_are_float32_of_unit_length() -> None:
    model = embedder()
    assert isinstance(model, Embedder)
    vectors = model.encode(TEXTS)
    assert vectors.dtype == np.float32 and vectors.shape == (len(TEXTS), model.dimensions)
    lengths = np.linalg.norm(vectors, axis=1)
    assert np.allclose(lengths[[0, 1, 2]], 1, atol=1e-5)
    assert lengths[TEXTS.index("")] == 0, "what says nothing means nothing"


def test_one_at_a_time_is_the_same_as_together() -> None:
    model = embedder()
    assert np.allclose(model.encode(TEXTS), np.vstack([model.encode([t], query=True) for t in TEXTS]), atol=1e-6)


def test_half_a_character_of_a_broken_file_does_no_harm() -> None:
    assert np.allclose(*embedder().encode(["接待\ud83d费", "接待?费"]))


def test_amounts_do_not_change_the_meaning() -> None:
    one, other = embedder().encode(["2019年公务接待费1,507.56万元", "2021年公务接待费3万元"])
    assert one @ other == pytest.approx(1, abs=1e-5)


def test_the_folder_is_small_and_says_what_it_was_made_of() -> None:
    assert sum(p.stat().st_size for p in FOLDER.rglob("*") if p.is_file()) <= LARGEST
    told = (FOLDER / "training.json").read_text(encoding="utf-8")
    assert '"vocabulary"' in told and '"hit@1"' in told


def test_the_shipped_model_needs_neither_torch_nor_sentence_transformers() -> None:
    code = (
        "import sys; from index.embedding import embedder; embedder().encode(['三公经费']);"
        "assert not {'torch', 'sentence_transformers', 'transformers'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).resolve().parents[3])


def test_a_question_is_encoded_in_a_tenth_of_a_millisecond() -> None:
    model = embedder()
    model.encode(["预热"])
    best = min(_seconds(model) for _ in range(50))
    assert best <= 0.001, "ten times the bound: notices a change of kind, not a busy machine"


def _seconds(model: Embedder) -> float:
    began = time.perf_counter()
    model.encode(["某局2019年三公经费比上年减少了多少，原因是什么"], query=True)
    return time.perf_counter() - began


@pytest.mark.parametrize("folder", ["shipped", "tiny"])
def test_the_fast_path_equals_sentence_transformers(folder: str, tiny: Path) -> None:
    os.environ["HF_HUB_OFFLINE"] = "1"
    sentence_transformers = pytest.importorskip("sentence_transformers")
    place = FOLDER if folder == "shipped" else tiny
    model = sentence_transformers.SentenceTransformer(str(place), device="cpu")
    theirs = np.asarray(model.encode(list(TEXTS)), dtype=np.float32)
    ours = embedder(str(place)).encode(TEXTS)
    # The table is in half precision: so are the sums that the library makes of it.
    theirs /= np.maximum(np.linalg.norm(theirs, axis=1, keepdims=True), 1e-12)
    exact = np.asarray(model.float().encode(list(TEXTS)), dtype=np.float32)
    assert np.abs(ours - exact).max() <= 1e-4
    assert (ours * theirs).sum(axis=1)[:3] == pytest.approx(1, abs=1e-3)


def test_any_model_of_sentence_transformers_by_its_folder(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("sentence_transformers")
    from index.embedding.base import Description
    from index.embedding.transformer import TransformerEmbedder

    plain = TransformerEmbedder(str(tiny), "小模型", Description())
    asked = TransformerEmbedder(str(tiny), "小模型", Description(query="会议", dimensions=16))
    assert plain.dimensions == 24 and asked.dimensions == 16
    assert plain.digest != asked.digest
    assert np.allclose(plain.encode(["接待费"]), embedder(str(tiny)).encode(["接待费"]), atol=1e-3)
    vectors = asked.encode(["接待费"], query=True)
    assert vectors.dtype == np.float32 and np.linalg.norm(vectors[0]) == pytest.approx(1, abs=1e-5)
    assert not np.allclose(vectors, asked.encode(["接待费"])), "a question has its instruction in front"


def test_two_models_do_not_have_one_digest(tiny: Path) -> None:
    assert embedder(str(tiny)).digest != embedder().digest


def test_a_model_that_is_not_there_is_told_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("sentence_transformers")
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(BadOption, match="不能载入向量模型"):
        embedder(str(tmp_path / "没有"))
