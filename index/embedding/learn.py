"""Learning word vectors from pairs: PPMI vectors as start, then symmetric InfoNCE at several lengths (Matryoshka).

A word's vector is its own plus the mean of its characters': what is said with unseen words is still understood by
their characters. One thread, fixed seeds: the same data give the same model.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from index.embedding.base import Vectors


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How to train."""

    dimensions: int = 256
    lengths: tuple[int, ...] = (256, 128, 64)
    window: int = 5
    smooth: float = 1e-3
    rate: float = 0.01
    batch: int = 512
    scale: float = 12.0
    seed: int = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Pairs as token numbers, of one kind: a batch holds one kind only. ``groups`` tells what is no negative."""

    left: Sequence[Sequence[int]]
    right: Sequence[Sequence[int]]
    groups: Sequence[int]
    epochs: int


def start(sentences: Sequence[Sequence[int]], size: int, recipe: Recipe) -> Vectors:
    """Vectors from which words stand near which (positive pointwise mutual information), frequent words short."""
    torch.set_num_threads(1)
    torch.manual_seed(recipe.seed)
    pairs: Counter[tuple[int, int]] = Counter()
    counts = np.zeros(size)
    for tokens in sentences:
        for i, token in enumerate(tokens):
            counts[token] += 1
            for other in tokens[i + 1 : i + 1 + recipe.window]:
                pairs[(token, other) if token < other else (other, token)] += 1
    places = np.array(list(pairs), dtype=np.int64).reshape(-1, 2)
    values = np.fromiter(pairs.values(), dtype=np.float64)
    places = np.concatenate([places, places[:, ::-1]])
    values = np.concatenate([values, values])
    marginal = np.bincount(places[:, 0], weights=values, minlength=size)
    information = np.log(values * values.sum() / (marginal[places[:, 0]] * marginal[places[:, 1]]))
    keep = information > 0
    matrix = torch.sparse_coo_tensor(
        torch.from_numpy(places[keep].T.copy()),
        torch.from_numpy(information[keep]).float(),
        (size, size),
        check_invariants=False,
    ).coalesce()
    u, s, _ = torch.svd_lowrank(matrix, q=recipe.dimensions, niter=2)
    vectors = (u * s.sqrt()).numpy()
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    share = counts / max(counts.sum(), 1)
    return np.asarray(vectors * (recipe.smooth / (recipe.smooth + share))[:, None], dtype=np.float32)


def learn(
    begin: Vectors,
    characters: Sequence[Sequence[int]],
    sources: Sequence[Source],
    recipe: Recipe,
    progress: Callable[[int, int], None] | None = None,
) -> Vectors:
    """The table of vectors after training. ``characters[i]`` are the tokens of the characters of token i, () for one."""
    torch.set_num_threads(1)
    torch.manual_seed(recipe.seed)
    own = torch.nn.Parameter(torch.from_numpy(begin.copy()))
    parts = torch.nn.Parameter(torch.zeros_like(own))
    spread = _spread(characters, len(begin))
    optimizer = torch.optim.Adam([own, parts], lr=recipe.rate)
    steps = _steps(sources, recipe)
    for number, (source, chosen) in enumerate(steps):
        for group in optimizer.param_groups:
            group["lr"] = recipe.rate * max(0.05, 1 - number / len(steps))
        table = own + torch.sparse.mm(spread, parts)
        left = _bag(table, [source.left[i] for i in chosen])
        right = _bag(table, [source.right[i] for i in chosen])
        groups = torch.tensor([source.groups[i] for i in chosen])
        loss = _loss(left, right, groups, recipe)
        optimizer.zero_grad()
        torch.autograd.backward(loss)
        optimizer.step()
        if progress:
            progress(number + 1, len(steps))
    with torch.no_grad():
        table = own + torch.sparse.mm(spread, parts)
    return np.asarray(table.numpy(), dtype=np.float32)


def _spread(characters: Sequence[Sequence[int]], size: int) -> Tensor:
    places = [(i, c) for i, tokens in enumerate(characters) for c in tokens]
    values = [1.0 / len(tokens) for tokens in characters for _ in tokens]
    return torch.sparse_coo_tensor(
        torch.tensor(places).T, torch.tensor(values), (size, size), check_invariants=False
    ).coalesce()


def _steps(sources: Sequence[Source], recipe: Recipe) -> list[tuple[Source, NDArray[np.int64]]]:
    """Batches of one source each, all mixed."""
    chance = np.random.default_rng(recipe.seed)
    steps: list[tuple[Source, NDArray[np.int64]]] = []
    for source in sources:
        for _ in range(source.epochs):
            order = chance.permutation(len(source.left))
            steps += [(source, order[at : at + recipe.batch]) for at in range(0, len(order), recipe.batch)]
    steps = [step for step in steps if len(step[1]) > 1]
    return [steps[i] for i in chance.permutation(len(steps))]


def _bag(table: Tensor, texts: Sequence[Sequence[int]]) -> Tensor:
    ids = torch.tensor([token for text in texts for token in text], dtype=torch.long)
    starts = torch.tensor(np.cumsum([0, *(len(text) for text in texts[:-1])]), dtype=torch.long)
    return functional.embedding_bag(ids, table, starts, mode="mean")


def _loss(left: Tensor, right: Tensor, groups: Tensor, recipe: Recipe) -> Tensor:
    """Each left should be nearest to its right among all rights of the batch, and the other way."""
    same = groups[:, None] == groups[None, :]
    same.fill_diagonal_(False)
    wanted = torch.arange(len(left))
    total = torch.zeros(())
    for length in recipe.lengths:
        a = functional.normalize(left[:, :length], dim=1)
        b = functional.normalize(right[:, :length], dim=1)
        scores = (recipe.scale * a @ b.T).masked_fill(same, float("-inf"))
        total = total + functional.cross_entropy(scores, wanted) + functional.cross_entropy(scores.T, wanted)
    return total / (2 * len(recipe.lengths))
