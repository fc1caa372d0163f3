"""What is counted for those who run the server, added up over all workers. No question, no name, no address is in it.

Where workers count together the environment must name the folder (``COUNTERS``) before this module is imported.
"""

from __future__ import annotations

import os

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from qa.serve.state import COUNTERS

TYPE = CONTENT_TYPE_LATEST
_BOUNDS = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20)

REQUESTS = Counter("budgetqa_requests", "Requests by address and status", ["route", "status"])
SECONDS = Histogram("budgetqa_request_seconds", "Time from request to response", ["route"], buckets=_BOUNDS)
ANSWERS = Counter("budgetqa_answers", "Answers by their status", ["status"])
REFUSED = Counter("budgetqa_refused", "Requests refused before they were worked on, by reason", ["reason"])
WRITER = Counter("budgetqa_writer", "Answers sent to be reworded, by what became of the reply", ["outcome"])
WORKING = Gauge("budgetqa_working", "Requests being worked on", multiprocess_mode="livesum")


def text() -> bytes:
    """All of it in Prometheus' text format."""
    if COUNTERS not in os.environ:
        return generate_latest()
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return generate_latest(registry)
