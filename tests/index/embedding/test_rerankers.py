"""An optional cross-encoder: any by its folder, and what it does to the order of passages."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from index.derived import Derived, read, write
from index.embedding import Reranker, embedder, reranker
from index.embedding.base import Vectors
from index.errors import BadOption
from index.library import Record, open_library, prepare
from index.library.upkeep import refresh
from index.model import Passage, Span
from index.search import Searcher, search
from qa.cli import main

TEXTS = ("会议费预算3万元。", "会议费主要用于召开工作会议。", "公务接待费预算2万元。")


def _made(folder: Path, labels: int) -> Path:
    """A cross-encoder of a few numbers, with as many classes."""
    pytest.importorskip("sentence_transformers")
    transformers = pytest.importorskip("transformers")
    torch = pytest.importorskip("torch")
    folder.mkdir()
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *sorted(set("".join(TEXTS)))]
    (folder / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    torch.manual_seed(3)
    config = transformers.BertConfig(
        vocab_size=len(words), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16,
        max_position_embeddings=64, num_labels=labels,
    )  # fmt: skip
    transformers.BertForSequenceClassification(config).save_pretrained(folder)
    transformers.BertTokenizerFast(str(folder / "vocab.txt"), model_max_length=64).save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _made(tmp_path_factory.mktemp("models") / "小重排", 1)


@pytest.fixture(scope="module")
def indexes(tmp_path_factory: pytest.TempPathFactory) -> Derived:
    folder = tmp_path_factory.mktemp("indexes")
    document = hashlib.sha256(b"a").hexdigest()
    passages = [
        Passage(
            id=f"p{i}", document=document, org="甲局", year=2021, stage="预算", scope="部门", kind="正文",
            section=(), heading="", text=text, page=1, span=Span(start=0, end=1),
        )
        for i, text in enumerate(TEXTS)
    ]  # fmt: skip
    write(passages, folder, embedder())
    return read(folder)


class Liking:
    """Likes texts that say something."""

    def __init__(self, words: str) -> None:
        self.name, self._words, self.asked = "喜欢", words, 0

    def scores(self, question: str, texts: Sequence[str]) -> Vectors:
        self.asked = len(texts)
        return np.array([7.0 if self._words in text else -7.0 for text in texts], dtype=np.float32)


def test_any_cross_encoder_by_its_folder(tiny: Path) -> None:
    model = reranker(str(tiny))
    assert isinstance(model, Reranker) and model is reranker(str(tiny))
    scores = model.scores("会议费多少\ud83d", TEXTS)
    assert scores.shape == (len(TEXTS),) and scores.dtype == np.float32 and np.isfinite(scores).all()
    assert model.scores("会议费", ()).shape == (0,)


def test_what_cannot_be_loaded_or_gives_no_order_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    for place in (tmp_path / "没有", _made(tmp_path / "三类", 3)):
        with pytest.raises(BadOption, match="不能载入重排模型"):
            reranker(str(place))


def test_the_second_look_moves_what_it_likes_to_the_front(indexes: Derived) -> None:
    plain = Searcher(indexes, embedder()).search("会议费多少")
    assert plain[0].passage.text == TEXTS[0] and plain[0].second is None
    liking = Liking("召开")
    hits = Searcher(indexes, embedder(), second=liking).search("会议费多少", 1)
    assert [h.passage.text for h in hits] == [TEXTS[1]] and liking.asked == len(plain), (
        "it looks at more than are wanted"
    )
    assert hits[0].second == 1.0 and hits[0].why[-1] == "重排 1.000"
    same = Searcher(indexes, embedder(), second=Liking("没有")).search("会议费多少")
    assert [h.passage for h in same] == [h.passage for h in plain], "what it cannot tell apart stays in its order"
    assert Searcher(indexes, embedder(), second=liking).search("会议费", documents=()) == ()


def test_by_option_or_setting_and_not_otherwise(
    tiny: Path,
    tmp_path: Path,
    make_record: Callable[..., Record],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    store = open_library(tmp_path / "library", create=True)
    store.put(prepare(make_record()))
    refresh(store)
    assert search(store, "项目")[0].second is None
    assert search(store, "项目", second=str(tiny))[0].second is not None
    asked = ["search", "项目", "--explain", "--library", str(tmp_path / "library")]
    assert main(asked) == 0 and "重排" not in capsys.readouterr().out
    assert main([*asked, "--reranker", str(tiny)]) == 0 and "重排" in capsys.readouterr().out
    monkeypatch.setenv("BUDGETQA_RERANKER", str(tiny))
    assert main([*asked, "--json"]) == 0 and '"second"' in capsys.readouterr().out
    assert main([*asked, "--reranker", ""]) == 0 and "重排" not in capsys.readouterr().out
