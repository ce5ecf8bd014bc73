"""What the supervisor does with the processes it has started. Without Django."""

import contextlib
import ctypes
import os
import sys
from typing import IO


def forward(name: str, output: IO[str] | None) -> None:
    """Copy a child's lines to ours, each with its name before it."""
    for line in output or ():
        say(f"{name:<7}| {line.rstrip()}")


def say(line: str) -> None:
    """Print a line, also when the terminal is gone."""
    with contextlib.suppress(OSError):
        print(line, flush=True)


def kill_group(group: int, number: int) -> None:
    """Send a signal to what is left of a child's process group."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, number)


def die_with_parent(number: int) -> None:
    """On Linux, ask the kernel to send this child a signal when the supervisor is killed: nothing is left behind."""
    if sys.platform == "linux":
        set_parent_death_signal = 1
        ctypes.CDLL(None).prctl(set_parent_death_signal, number)
