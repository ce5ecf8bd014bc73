"""Measuring the CPU time of requests, in one process."""

import statistics
import time
from collections.abc import Callable

RUNS = 40
WARM_UP = 5


def cpu_of(calls: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Return the median CPU time of each call in milliseconds, the calls taking turns.

    Turns, because a machine that slows down meanwhile slows all of them.
    """
    for _round in range(WARM_UP):
        for call in calls.values():
            call()
    times: dict[str, list[float]] = {name: [] for name in calls}
    for _round in range(RUNS):
        for name, call in calls.items():
            start = time.process_time()
            call()
            times[name].append((time.process_time() - start) * 1000)
    return {name: statistics.median(measured) for name, measured in times.items()}
