"""Questions while documents come and go: an answer or "not found", never an error and never half a document."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from index.library import Record, open_library, prepare
from qa.ask import Asker
from qa.model import Request

ROUNDS = 30


def test_a_document_that_comes_and_goes(tmp_path: Path, make_record: Callable[..., Record]) -> None:
    store = open_library(tmp_path, create=True)
    store.put(prepare(make_record()))
    passing = prepare(make_record(name="乙县财政局2021.txt", org="乙县财政局", amounts=("12.50", "1.00")))
    done, failed = threading.Event(), []

    def ask() -> None:
        asker = Asker(open_library(tmp_path))
        while not done.is_set():
            try:
                answer = asker.ask(Request(question="乙县财政局2021年三公经费是多少"))
                amounts = {cited.figure.amount for cited in answer.figures}
                assert amounts <= {"12.50"}, amounts
                assert answer.status == "answered" or not answer.figures
            except BaseException as error:
                failed.append(error)
                return

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for _ in range(ROUNDS):
        store.put(passing)
        store.remove([passing.info.id])
    done.set()
    for thread in threads:
        thread.join(60)
    assert not failed, failed[0]
