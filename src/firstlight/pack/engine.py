"""The table engine, started once a process: starting it takes longer than reading a table."""

from __future__ import annotations

import functools
from typing import Any

import duckdb


@functools.cache
def _engine() -> Any:
    return duckdb.connect(
        ":memory:",
        config={
            "threads": 1,  # so that written bytes repeat, and many pages share two cores
            "autoinstall_known_extensions": "false",  # it would reach for the network
            "autoload_known_extensions": "false",
        },
    )


def open_engine() -> Any:
    """A cursor of its own for one use; close it after. Cursors of several threads do not meet."""
    return _engine().cursor()
