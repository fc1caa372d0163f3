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
from qa.serve.http.asgi import App
from qa.serve.rates import Rates
from qa.writing import config
from qa.writing.writer import rewording

_GIVEN = "BUDGETQA_SERVING"
_HEADER_BYTES = 16_384
_LONGEST_STOP_S = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """How to serve: ``library`` a place, ``token`` a file or "", ``names`` the host names answered to, () for any; ``page``
    the address of the web page over the same library, ``writer`` that of a language model, "" where there is none."""

    library: str
    token: str = ""
    page: str = ""
    names: tuple[str, ...] = ()
    writer: str = ""


def run(serving: Serving, *, host: str, port: int, workers: int, factory: str = f"{__name__}:app") -> None:
    """Serve until stopped what ``factory`` makes in each worker."""
    counters = state.folder(serving.library) / "counters"
    # What workers of an earlier time counted would be added to what is counted now.
    shutil.rmtree(counters, ignore_errors=True)
    counters.mkdir()
    os.environ[state.COUNTERS] = str(counters)
    os.environ[_GIVEN] = json.dumps(asdict(serving))
    uvicorn.run(
        factory,
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


def given() -> Serving:
    """What the environment says."""
    told = json.loads(os.environ[_GIVEN])
    return Serving(**{**told, "names": tuple(told["names"])})


def guarded(app: App, serving: Serving, limit: limits.Limits) -> App:
    """An app behind what stands before every address."""
    # Not before the environment says where counters lie.
    from qa.serve.http.guard import Guard
    from qa.serve.http.tokens import Tokens

    folder = state.folder(serving.library)
    often = limit.feedback_per_minute
    return Guard(
        app,
        limits=limit,
        tokens=Tokens(Path(serving.token) if serving.token else None),
        rates=Rates(folder / "clients.rates", per_minute=limit.per_minute, burst=limit.burst),
        feedback=Rates(folder / "feedback.rates", per_minute=often, burst=often),
        names=serving.names,
    )


def app() -> App:
    """The API of one worker, as the environment says."""
    from qa.serve.http import metrics
    from qa.serve.http.app import made

    serving, limit = given(), limits.load()
    worded = rewording(config.load(serving.writer or None), lambda outcome: metrics.WRITER.labels(outcome).inc())
    return guarded(made(Desk(open_library(serving.library), limit, worded=worded), limit), serving, limit)
