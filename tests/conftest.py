"""What every test may ask for, and the rule about skipping.

Elsewhere a skip is printed with its reason. With FIRSTLIGHT_REQUIRE_ALL=1 (the build) a skip is a
failure, except for tests marked `shared`: they read ../shared, which no clone brings along.
"""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent
RECEIVED = CHECKOUT.parent / "shared" / "data"


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "shared: reads ../shared; may be skipped everywhere")


@pytest.fixture(scope="session", autouse=True)
def _no_persons_data(tmp_path_factory: pytest.TempPathFactory) -> Generator[None, None, None]:
    """No test sees releases that the person at this computer loaded."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIRSTLIGHT_DATA", str(tmp_path_factory.mktemp("no_data")))
        yield


@pytest.fixture(scope="session")
def received() -> Path:
    """The folder of received files, ../shared/data. The test that asks for it is `shared`."""
    if not RECEIVED.is_dir():
        pytest.skip("../shared/data is not on this machine")
    return RECEIVED


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "received" in getattr(item, "fixturenames", ()):
            item.add_marker("shared")


def _refuse_skip(report: Any) -> None:
    """Turn a skip into a failure that names the reason; an expected failure is not a skip."""
    if os.environ.get("FIRSTLIGHT_REQUIRE_ALL") != "1":
        return
    if report.skipped and not hasattr(report, "wasxfail"):
        where_and_why = report.longrepr
        reason = where_and_why[2] if isinstance(where_and_why, tuple) else str(where_and_why)
        report.outcome = "failed"
        report.longrepr = f"{reason}\nNo test may be skipped where FIRSTLIGHT_REQUIRE_ALL=1."


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, Any]:
    report = yield
    if item.get_closest_marker("shared") is None:
        _refuse_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, Any, Any]:
    # A whole file skipped while it is read has no markers yet, so it has no exemption either.
    report = yield
    _refuse_skip(report)
    return report
