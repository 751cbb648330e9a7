"""A test that is skipped, or expected to fail, fails: the suite says only what it has seen."""

from collections.abc import Generator

import pytest

REFUSED = "skipped and xfailed tests are refused here: {}"


def refuse(report: pytest.TestReport | pytest.CollectReport) -> None:
    """Turns a skip, an expected failure or an unexpected pass into a failure."""
    if report.outcome == "skipped" or hasattr(report, "wasxfail"):
        reason = getattr(report, "wasxfail", None) or report.longreprtext
        if hasattr(report, "wasxfail"):
            del report.wasxfail
        report.outcome = "failed"
        report.longrepr = REFUSED.format(reason)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    refuse(report)
    return report


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    refuse(report)
    return report
