"""Starting the API: one process or several workers, told everything by the environment, which is all they share."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path

import uvicorn

from index.library import open_library
from qa.serve import limits, state
from qa.serve.desk import Desk
from qa.serve.http.guard import App

_GIVEN = "BUDGETQA_SERVING"
_SHARED = "PROMETHEUS_MULTIPROC_DIR"
_HEADER_BYTES = 16_384
_LONGEST_STOP_S = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """How to serve: ``library`` a place, ``token`` a file or "", ``names`` the host names answered to, () for any."""

    library: str
    token: str = ""
    names: tuple[str, ...] = ()


def run(serving: Serving, *, host: str, port: int, workers: int) -> None:
    """Serve until stopped."""
    counters = state.folder(serving.library) / "counters"
    # What workers of an earlier time counted would be added to what is counted now.
    shutil.rmtree(counters, ignore_errors=True)
    counters.mkdir()
    os.environ[_SHARED] = str(counters)
    os.environ[_GIVEN] = json.dumps(asdict(serving))
    uvicorn.run(
        "qa.serve.http.start:app",
        factory=True,
        host=host,
        port=port,
        workers=workers,
        log_level="warning",
        access_log=False,
        server_header=False,
        h11_max_incomplete_event_size=_HEADER_BYTES,
        http="h11",
        ws="none",
        timeout_graceful_shutdown=_LONGEST_STOP_S,
    )


def app() -> App:
    """The API of one worker, as the environment says."""
    # Not before the environment says where counters lie.
    from qa.serve.http.app import made
    from qa.serve.http.tokens import Tokens

    told = json.loads(os.environ[_GIVEN])
    serving = Serving(**{**told, "names": tuple(told["names"])})
    given = limits.load()
    tokens = Tokens(Path(serving.token) if serving.token else None)
    return made(Desk(open_library(serving.library), given), given, tokens, state.folder(serving.library), serving.names)
