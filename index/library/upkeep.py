"""The derived indexes kept in step with the store: made, made again, and proved."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

from index import derived
from index.derived import Derived
from index.embedding import DEFAULT, Embedder
from index.embedding import embedder as named
from index.embedding.base import Vectors
from index.errors import BudgetqaError, LibraryError
from index.library import snapshot
from index.library.library import Library
from index.library.schema import SCHEMA
from index.library.snapshot import Manifest, Snapshot
from index.library.turns import turn
from index.model import Passage
from index.vectors import FILE

Say = Callable[[str], None]
# What the indexes are of, document by document.
_MARKS = "documents.json"
# By what they are made. With the passages' ids and the generation, which counts every write, so that a document read
# again under the same id is seen too, indexes made now would be those before.
_MADE_BY = ("schema", "vocabulary", "embedder", "embedder_digest", "dimensions")
# Where more than this share is new, making all of them again costs little more and leaves them tidier.
_MOST_NEW = 0.5


def refresh(store: Library, *, embedder: str | None = None, force: bool = False, progress: Say | None = None) -> int:
    """Bring the indexes up to date; how many passages they hold. ``embedder`` changes the model, ``force`` makes them
    again though nothing changed. Vectors of texts that stay the same are kept."""
    say = progress or _silent
    # The folder's turn and not the library's: where that is elsewhere, others may write to it while this reads one moment.
    with turn(store.folder, say), store.database.at_once():
        return _refreshed(store, embedder, force, say)


def _refreshed(store: Library, embedder: str | None, force: bool, say: Say) -> int:
    before = _before(store)
    model = named(embedder or (before.manifest.embedder if before else DEFAULT))
    manifest = _manifest(store, model, [passage for _, passage in store.passage_ids()])
    damaged = before is not None and bool(snapshot.damage(before))
    if before and not force and _same(before.manifest, manifest, (*_MADE_BY, "generation", "ids")) and not damaged:
        return manifest.passages
    say(f"索引：{manifest.passages} 个段落")
    marks = store.marks()
    if before and not force and not damaged and _grown(store, before, manifest, marks, model):
        return manifest.passages
    passages = _passages(store)
    known = _known(before, manifest) if before and not force else {}

    def fill(folder: Path) -> None:
        derived.write(passages, folder, model, known=known, progress=lambda d, n: say(f"向量：{d}/{n}"))
        _mark(folder, marks)

    snapshot.write(store.folder, manifest, fill)
    return len(passages)


def _grown(store: Library, before: Snapshot, now: Manifest, marks: Sequence[tuple[str, str]], model: Embedder) -> bool:
    """Whether all that is new is behind what the indexes before are of: then they have been made from these, with no
    more work than the new documents are."""
    held = _marked(before.folder)
    if (
        not held
        or not _same(before.manifest, now, _MADE_BY)
        or list(marks[: len(held)]) != held
        or len(marks) - len(held) > _MOST_NEW * len(held)
    ):
        return False
    passages = [p for document, _ in marks[len(held) :] for p in store.passages_of(document)]

    def fill(folder: Path) -> None:
        derived.grow(before.folder, passages, folder, model)
        _mark(folder, marks)

    snapshot.write(store.folder, now, fill)
    return True


def _mark(folder: Path, marks: Sequence[tuple[str, str]]) -> None:
    (folder / _MARKS).write_text(json.dumps(marks), encoding="utf-8")


def _marked(folder: Path) -> list[tuple[str, str]]:
    """What the indexes of a folder are of; nothing for those of an earlier version."""
    try:
        return [(document, mark) for document, mark in json.loads((folder / _MARKS).read_text(encoding="utf-8"))]
    except (OSError, ValueError):
        return []


def verify(store: Library) -> tuple[str, ...]:
    """What is wrong in the store or between it and its indexes, one Chinese sentence each; () where all is well. Indexes
    that are made from a shared library are brought up to it first."""
    if store.shared:
        try:
            refresh(store)
        except LibraryError as error:
            return (*store.problems(), str(error))
    with store.database.at_once():
        return _verified(store)


def _verified(store: Library) -> tuple[str, ...]:
    problems = list(store.problems())
    try:
        found = snapshot.current(store.folder)
    except LibraryError as error:
        return (*problems, str(error))
    if found is None:
        return (*problems, "资料库还没有索引，请运行 budgetqa rebuild") if store.passage_ids() else tuple(problems)
    damaged = snapshot.damage(found)
    problems += (f"{problem}，请运行 budgetqa rebuild" for problem in damaged)
    if not damaged:
        try:
            problems += _disagreements(store, found)
        except BudgetqaError as error:
            problems.append(str(error))
        except Exception as error:  # files that are as they were written, and still cannot be read
            problems.append(f"索引无法读取（{type(error).__name__}），请运行 budgetqa rebuild")
    return tuple(problems)


def _disagreements(store: Library, found: Snapshot) -> list[str]:
    """Where store and indexes tell different passages, or the indexes different ones among themselves."""
    manifest = found.manifest
    indexes = derived.read(found.folder)
    ids = [passage for _, passage in store.passage_ids()]
    held = [indexes.rows.id_of(row) for row in range(len(indexes.rows))]
    problems = []
    missing, extra = len(set(ids) - set(held)), len(set(held) - set(ids))
    if missing or extra:
        problems.append(f"索引缺少 {missing} 个段落、多出 {extra} 个段落，请运行 budgetqa rebuild")
    elif ids != held or snapshot.ids_digest(ids) != manifest.ids:
        problems.append("索引中段落的次序与资料库不同，请运行 budgetqa rebuild")
    counts = {"行": len(indexes.rows), "词语": len(indexes.words), "向量": len(indexes.vectors)}
    if len(set(counts.values())) > 1:
        told = "、".join(f"{name} {count}" for name, count in counts.items())
        problems.append(f"各索引的段落数不一致（{told}），请运行 budgetqa rebuild")
    if not problems and derived.digests(_passages(store)) != indexes.rows.texts.tolist():
        problems.append("有段落的文字在建立索引之后变了，请运行 budgetqa rebuild")
    if manifest.schema != SCHEMA:
        problems.append("索引由另一版本的 budgetqa 建立，请运行 budgetqa rebuild")
    if manifest.generation > store.counted:
        problems.append("索引比资料库新：资料库最后写入的内容不见了，请由备份恢复，或运行 budgetqa rebuild 承认现状")
    if manifest.vocabulary != _vocabulary():
        problems.append("词表在建立索引之后变了，请运行 budgetqa rebuild")
    model = named(manifest.embedder)
    if (model.digest, model.dimensions) != (manifest.embedder_digest, manifest.dimensions):
        problems.append(f"向量由另一版本的模型“{manifest.embedder}”生成，请运行 budgetqa rebuild")
    return problems


def _before(store: Library) -> Snapshot | None:
    """The indexes in force; None where there are none that can be read, since they are made again now."""
    try:
        return snapshot.current(store.folder)
    except LibraryError:
        return None


def _passages(store: Library) -> list[Passage]:
    """All passages in the store's fixed order, which is that of the rows."""
    return [p for info in store.documents() for p in store.passages_of(info.id)]


def _manifest(store: Library, model: Embedder, ids: list[str]) -> Manifest:
    return Manifest(
        schema=SCHEMA,
        generation=store.counted,
        vocabulary=_vocabulary(),
        embedder=model.name,
        embedder_digest=model.digest,
        dimensions=model.dimensions,
        passages=len(ids),
        ids=snapshot.ids_digest(ids),
    )


def _same(before: Manifest, now: Manifest, names: Sequence[str]) -> bool:
    """Whether these fields of two manifests are the same."""
    return all(getattr(before, name) == getattr(now, name) for name in names)


def _known(before: Snapshot, now: Manifest) -> dict[int, Vectors]:
    """Vectors that the same model made earlier. What cannot be read is made again."""
    if (before.manifest.embedder_digest, before.manifest.dimensions) != (now.embedder_digest, now.dimensions):
        return {}
    digests = dict(before.manifest.files)
    try:
        indexes: Derived = derived.read(before.folder, digests.get(FILE))
    except LibraryError:
        return {}
    return derived.known(indexes)


@cache
def _vocabulary() -> str:
    """What the words that the indexes are cut and expanded by are known by."""
    digest = hashlib.sha256()
    folder = files("index.vocabulary")
    for place in (folder, folder.joinpath("concepts")):
        for file in sorted((f for f in place.iterdir() if f.name.endswith((".toml", ".csv"))), key=lambda f: f.name):
            digest.update(file.name.encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()


def _silent(_: str) -> None:
    pass
