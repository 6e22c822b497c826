"""A lock that the operating system holds: whoever is killed gives it back, and nobody breaks it.

The lock is on an open file. The file stays behind, empty: were it taken away, two programs could
each hold a lock on a file of the same name.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from firstlight.base.errors import Fault, InputFaults

PAUSE = 0.02  # seconds between two tries

if sys.platform == "win32":
    import msvcrt

    BUSY: tuple[type[OSError], ...] = (PermissionError,)

    def _lock(descriptor: int) -> None:
        os.lseek(descriptor, 0, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

    def _unlock(descriptor: int) -> None:
        os.lseek(descriptor, 0, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    BUSY = (BlockingIOError, PermissionError)

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)


@contextlib.contextmanager
def hold_lock(file: Path, wait: float) -> Iterator[Callable[[], None]]:
    """Hold the lock; gives a check, to be asked before anything is replaced, that it still is.

    `wait` is for how many seconds another is waited for. An error while the lock is given back
    is none of what was written: the system frees it with the file.

    Raises
    ------
    InputFaults
        When another holds it all the while; by the check, when its file was taken away.
    OSError
        When the file cannot be opened.
    """
    descriptor = _take(file, wait)

    def check() -> None:
        if not _is_of(descriptor, file):
            what = "The lock on what was entered was taken away while it was written."
            raise InputFaults([Fault(what, "Close other windows, and send it again.")])

    try:
        yield check
    finally:
        with contextlib.suppress(OSError):
            _unlock(descriptor)
        with contextlib.suppress(OSError):
            os.close(descriptor)


def _take(file: Path, wait: float) -> int:
    until = time.monotonic() + wait
    while True:
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(descriptor)
            if _is_of(descriptor, file):  # no other file took its name in between
                return descriptor
        except BUSY:
            pass
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)
        if time.monotonic() > until:
            what = "Another window is writing what was entered."
            raise InputFaults([Fault(what, "Wait a moment and send it again.")])
        time.sleep(PAUSE)


def _is_of(descriptor: int, file: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), file.stat())
    except FileNotFoundError:
        return False
