"""The table of evidence as a page for people: ``python -m qa.evidence.table > docs/features.md``."""

from __future__ import annotations

from qa.evidence.features import FEATURES
from qa.evidence.pair import Feature

_HEAD = """# 排序所依据的特征

一句问话的每个候选数字，都按下表逐项打分；模型由这些分数排出先后（见 answering.md）。`budgetqa ask --explain` 用这里的话说明为什么。
“与最好的比”的特征另有一列：与同一句问话的其他候选中最高的相差多少。本页由 `python -m qa.evidence.table` 生成。

| 名称 | 说的是什么 | 分数 | 与最好的比 |
| --- | --- | --- | --- |
"""


def page() -> str:
    """The page."""
    return _HEAD + "".join(_row(feature) for feature in FEATURES)


def _row(feature: Feature) -> str:
    tells = feature.tells if isinstance(feature.tells, str) else "、".join(map(str, feature.tells))
    return f"| `{feature.name}` | {feature.says} | {tells} | {'是' if feature.relative else ''} |\n"


if __name__ == "__main__":
    print(page(), end="")
