"""A table of word vectors: the mean of a text's tokens, of unit length.

The folder is one of sentence-transformers (StaticEmbedding, Normalize). Reading it here takes milliseconds, where
importing that library takes seconds; a test holds both equal.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file, save
from tokenizers import Regex, Tokenizer, models, normalizers

from index.embedding.base import Vectors, clean

__all__ = ["StaticEmbedder", "Tokenizer", "is_static", "make_tokenizer", "write"]

WEIGHTS, TOKENIZER, MODULES = "model.safetensors", "tokenizer.json", "modules.json"
_KEY = "embedding.weight"
_UNKNOWN = "[UNK]"
_KINDS = ("StaticEmbedding", "Normalize")
_BATCH = 2048
_SHAPE = [
    {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.StaticEmbedding"},
    {"idx": 1, "name": "1", "path": "1_Normalize", "type": "sentence_transformers.models.Normalize"},
]
_CONFIG = {
    "model_type": "SentenceTransformer",
    "prompts": {"query": "", "document": ""},
    "default_prompt_name": None,
    "similarity_fn_name": "cosine",
}


class StaticEmbedder:
    """A static model of a folder. Safe to share between threads."""

    def __init__(self, folder: Path, name: str) -> None:
        self.name = name
        self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._table: Vectors = load_file(folder / WEIGHTS)[_KEY].astype(np.float32)
        self.dimensions = int(self._table.shape[1])
        self.digest = _digest(folder)

    def encode(self, texts: Sequence[str], *, query: bool = False) -> Vectors:  # noqa: ARG002
        """See ``Embedder``; questions and passages go the same way."""
        out = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for at in range(0, len(texts), _BATCH):
            some = clean(texts[at : at + _BATCH])
            # A batch starts the tokenizer's threads: more than one question costs.
            encoded = (
                [self._tokenizer.encode(some[0], add_special_tokens=False)]
                if len(some) == 1
                else self._tokenizer.encode_batch_fast(some, add_special_tokens=False)
            )
            for i, encoding in enumerate(encoded):
                ids = encoding.ids
                if ids:
                    vector = self._table[ids].mean(axis=0)
                    out[at + i] = vector / max(float(np.linalg.norm(vector)), 1e-12)
        return out


def is_static(folder: Path) -> bool:
    """Whether a folder holds a model of this kind."""
    try:
        modules = json.loads((folder / MODULES).read_text(encoding="utf-8"))
        return tuple(str(m["type"]).rsplit(".", 1)[-1] for m in modules) == _KINDS
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return False


def make_tokenizer(scores: Mapping[str, float]) -> Tokenizer:
    """A Unigram tokenizer over words with log-probabilities; what it does not know becomes one unknown token.

    Full-width forms and upper case are folded; numbers, punctuation and white space dropped: what a number is worth is
    the business of the words, not of the meaning.
    """
    worst = min(scores.values()) - 10.0
    entries = [(_UNKNOWN, worst), *sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))]
    tokenizer = Tokenizer(models.Unigram(entries, unk_id=0, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFKC(), normalizers.Lowercase(), normalizers.Replace(Regex(r"[^\p{Han}a-z]+"), "")]
    )
    return tokenizer


def write(folder: Path, tokenizer: Tokenizer, table: Vectors) -> None:
    """A folder that sentence-transformers loads; the table in half precision."""
    (folder / "1_Normalize").mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(folder / TOKENIZER), pretty=False)
    # Written as bytes: the library would make the file for its owner's eyes only.
    (folder / WEIGHTS).write_bytes(save({_KEY: np.ascontiguousarray(table.astype(np.float16))}))
    for name, told in ((MODULES, _SHAPE), ("config_sentence_transformers.json", _CONFIG)):
        (folder / name).write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    (folder / "1_Normalize" / "config.json").write_text("{}\n", encoding="utf-8")


def _digest(folder: Path) -> str:
    digest = hashlib.sha256()
    for name in (WEIGHTS, TOKENIZER):
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()
