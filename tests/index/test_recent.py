"""What was made last is kept, so much of it and no more."""

from __future__ import annotations

import threading

from index.recent import Recent


def test_what_is_unused_for_longest_goes_first() -> None:
    kept: Recent[str, list[str]] = Recent(2)
    made: list[str] = []

    def get(name: str) -> list[str]:
        return kept.get(name, lambda: made.append(name) or [name])  # type: ignore[func-returns-value]

    first = get("a")
    get("b")
    assert get("a") is first
    get("c")  # b goes
    assert get("a") is first
    get("b")
    assert (made, len(kept)) == (["a", "b", "c", "b"], 2)


def test_many_threads_get_what_they_asked_for() -> None:
    kept: Recent[int, int] = Recent(8)
    wrong: list[tuple[int, int]] = []

    def ask(start: int) -> None:
        for n in range(start, start + 4000):
            found = kept.get(n % 31, lambda n=n: n % 31)  # type: ignore[misc]
            if found != n % 31:
                wrong.append((n, found))

    threads = [threading.Thread(target=ask, args=(17 * t,)) for t in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert len(kept) <= 8
