"""Clients at work: how many acts a second, how long an answer takes."""

import threading
import time
from collections.abc import Callable, Iterable, Sequence

Act = Callable[[], object]


def rate(works: Sequence[Iterable[Act]]) -> tuple[float, list[float]]:
    """Do each client's work at the same time; return acts a second in all, and seconds of each act."""
    times: list[float] = []
    failures: list[BaseException] = []

    def do(work: Iterable[Act]) -> None:
        try:
            for act in work:
                began = time.perf_counter()
                act()
                times.append(time.perf_counter() - began)
        except Exception as error:  # told to whoever measures
            failures.append(error)

    threads = [threading.Thread(target=do, args=(work,)) for work in works]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return len(times) / (time.perf_counter() - began), times


def percentile(times: Sequence[float], part: float) -> float:
    """The time, in milliseconds, that this part of the acts did not exceed."""
    ordered = sorted(times)
    return 1000 * ordered[min(len(ordered) - 1, int(part * len(ordered)))]
