"""Measuring what calls cost in one process: its own CPU time, or the time that somebody waits, the database's included."""

import statistics
import time
from collections.abc import Callable

RUNS = 40
WARM_UP = 5


def cpu_of(calls: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Return the median CPU time of each call in milliseconds, the calls taking turns."""
    return _medians(calls, time.process_time, RUNS)


def wait_of(calls: dict[str, Callable[[], object]], runs: int = RUNS) -> dict[str, float]:
    """Return the median time until each call is answered in milliseconds, the calls taking turns."""
    return _medians(calls, time.perf_counter, runs)


def _medians(
    calls: dict[str, Callable[[], object]], clock: Callable[[], float], runs: int
) -> dict[str, float]:
    """Measure the calls in turns, because a machine that slows down meanwhile slows all of them."""
    for _round in range(WARM_UP):
        for call in calls.values():
            call()
    times: dict[str, list[float]] = {name: [] for name in calls}
    for _round in range(runs):
        for name, call in calls.items():
            start = clock()
            call()
            times[name].append((clock() - start) * 1000)
    return {name: statistics.median(measured) for name, measured in times.items()}
