"""Any model of sentence-transformers, for vectors or for reading question and passage together. Imported late: the library
takes seconds and most never need it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from index.embedding.base import Description, Vectors, clean
from index.embedding.modelfiles import fingerprint, folder_of, quiet
from index.errors import BadOption

_BATCH = 32


class TransformerEmbedder:
    """A model by name or folder, used as its description says."""

    def __init__(self, place: str, name: str, description: Description) -> None:
        self.name = name
        folder = folder_of(place, "向量模型")
        try:
            with quiet():
                from sentence_transformers import SentenceTransformer

                self._model: Any = SentenceTransformer(
                    str(folder), device="cpu", truncate_dim=description.dimensions, local_files_only=True
                )
        except Exception as error:  # the library raises whatever its parts raise
            raise BadOption(
                f"不能载入向量模型“{name}”：请给出 sentence-transformers 模型的文件夹，或先把模型下载到本机"
            ) from error
        # What the model says of itself comes first; a name that it does not know gets the one of our table.
        prompts = getattr(self._model, "prompts", None) or {}
        self._query = prompts.get("query") or description.query
        self._passage = prompts.get("document") or prompts.get("passage") or description.passage
        self.dimensions = len(self._encode(["维"], "")[0])
        self.digest = fingerprint(folder, f"{self._query}|{self._passage}|{self.dimensions}")

    def encode(self, texts: Sequence[str], *, query: bool = False) -> Vectors:
        """See ``Embedder``."""
        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        return self._encode(clean(texts), self._query if query else self._passage)

    def _encode(self, texts: list[str], prompt: str) -> Vectors:
        told = self._model.encode(
            texts, prompt=prompt, batch_size=_BATCH, convert_to_numpy=True, show_progress_bar=False
        )
        vectors = np.asarray(told, dtype=np.float32)
        length = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(vectors / np.maximum(length, 1e-12), dtype=np.float32)


class CrossReranker:
    """A cross-encoder by name or folder."""

    def __init__(self, name: str) -> None:
        self.name = name
        folder = folder_of(name, "重排模型")
        try:
            with quiet():
                from sentence_transformers import CrossEncoder

                self._model: Any = CrossEncoder(str(folder), device="cpu", local_files_only=True)
            # One that sorts into several classes gives no order: its scores have no such shape.
            self.scores("问", ["答"])
        except Exception as error:  # the library raises whatever its parts raise
            raise BadOption(
                f"不能载入重排模型“{name}”：请给出 sentence-transformers 的 CrossEncoder 文件夹，或先把模型下载到本机"
            ) from error

    def scores(self, question: str, texts: Sequence[str]) -> Vectors:
        """See ``Reranker``."""
        if not texts:
            return np.zeros(0, dtype=np.float32)
        pairs = [(asked, text) for asked in clean([question]) for text in clean(texts)]
        told = self._model.predict(pairs, batch_size=_BATCH, convert_to_numpy=True, show_progress_bar=False)
        return np.asarray(told, dtype=np.float32).reshape(len(texts))
