"""Text → vectors: the model that ships, or any other of sentence-transformers by name or folder."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from index.embedding.base import Description, Embedder
from index.embedding.modelfiles import is_folder
from index.embedding.rerankers import Reranker, reranker
from index.embedding.static import StaticEmbedder, is_static
from index.errors import BadOption

__all__ = ["DEFAULT", "EMBEDDERS", "Description", "Embedder", "Reranker", "embedder", "lasting", "reranker"]

DEFAULT = "budgetqa"
_MODELS = Path(__file__).parent / "models"

# Models that we know how to use. Others are used as they say themselves.
EMBEDDERS: Mapping[str, Description] = {
    DEFAULT: Description(folder=str(_MODELS / DEFAULT)),
    "BAAI/bge-small-zh-v1.5": Description(query="为这个句子生成表示以用于检索相关文章：", dimensions=512),
    "BAAI/bge-base-zh-v1.5": Description(query="为这个句子生成表示以用于检索相关文章：", dimensions=768),
    "Qwen/Qwen3-Embedding-0.6B": Description(
        query="Instruct: Given a question about a Chinese government budget disclosure, retrieve passages that answer it\n"
        "Query:",
        dimensions=1024,
    ),
}


def embedder(name: str = DEFAULT) -> Embedder:
    """The embedder of a name of the table, a folder, or any name that sentence-transformers knows; loaded once.

    Raises BadOption where it cannot be loaded.
    """
    return _loaded(name)


@lru_cache(maxsize=4)
def _loaded(name: str) -> Embedder:
    description = EMBEDDERS.get(name) or EMBEDDERS.get(_known(name)) or Description()
    place = description.folder or name
    if is_static(Path(place)):
        try:
            return StaticEmbedder(Path(place), name)
        except Exception as error:  # the libraries that read weights and tokens raise whatever they like
            raise BadOption(f"不能载入向量模型“{name}”：文件夹中的文件不完整或已损坏") from error
    from index.embedding.transformer import TransformerEmbedder

    return TransformerEmbedder(place, name, description)


def lasting(name: str) -> str:
    """A name that means the same model wherever it is asked for: a folder by its whole path."""
    return name if not name or name in EMBEDDERS or not is_folder(name) else str(Path(name).resolve())


def _known(name: str) -> str:
    """The entry for a copy of a known model in a folder: …/bge-small-zh-v1.5."""
    last = Path(name).name
    return next((known for known in EMBEDDERS if known.rsplit("/", 1)[-1] == last), "")
