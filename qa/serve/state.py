"""What outlives a worker and is shared by all of them lies in one folder: counters, and who asked how often."""

from __future__ import annotations

from pathlib import Path

from index.errors import BadOption
from index.library import is_address, open_library
from qa import settings

COUNTERS = "PROMETHEUS_MULTIPROC_DIR"
"""What the counting library calls the folder of the workers' counters, in the environment."""


def folder(library: str) -> Path:
    """The folder of ``BUDGETQA_STATE``, by default one beside the library or that of its indexes; made where it is not there. Raises BadOption."""
    told = settings.load().state
    if told:
        place = Path(told)
    elif is_address(library):
        store = open_library(library)
        place = store.folder
        store.close()
    else:
        resolved = Path(library).resolve()
        place = resolved.with_name(f"{resolved.name}.state")
    try:
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        probe = place / ".probe"
        probe.touch()
        probe.unlink()
    except (OSError, ValueError) as error:
        raise BadOption(
            f"不能写入状态文件夹 {place}（{getattr(error, 'strerror', None) or error}），请用 BUDGETQA_STATE 指定别处"
        ) from error
    return place
