"""The domain's words as data, behind one strict loader."""

from index.vocabulary.entries import VocabularyError
from index.vocabulary.loader import load, read
from index.vocabulary.model import CodeName, Column, Concept, Fund, StageCue, TableKind, Unit, Vocabulary

__all__ = [
    "CodeName",
    "Column",
    "Concept",
    "Fund",
    "StageCue",
    "TableKind",
    "Unit",
    "Vocabulary",
    "VocabularyError",
    "load",
    "read",
]
