"""The words that tell what is to be worked out."""

from __future__ import annotations

from index.language.patterns import Patterns, patterns_of


def patterns() -> Patterns:
    """``words.toml``, compiled."""
    return patterns_of("qa.plan", "words.toml")
