"""Counts every call that reached a local LINE in a run of the tests, and what was wrong with it; told at the end.

Tests of the local LINE itself send it wrong calls on purpose, and so do those that carry the mark `wrong_calls`.
"""

import os
from collections import Counter
from typing import Any

from flask import Flask, Response, request

found: Counter[str] = Counter()
on_purpose: set[str] = set()  # node ids
IN = "in "  # what begins the count of one test's wrong calls


def note(calls: int, violations: int) -> None:
    """Add what a test has seen of a local LINE in another process."""
    found["calls"] += calls
    _wrong(violations)


def watch(app: Flask) -> None:
    """Count what an application in this process is asked, if it is a local LINE."""
    line = app.extensions.get("local_line")
    if line is None or "tests/simulator/" in os.environ.get("PYTEST_CURRENT_TEST", ""):
        return

    @app.after_request
    def count(answer: Response) -> Response:
        if request.path.startswith(("/v2/", "/oauth2/")):
            found["calls"] += 1
            call = line.calls[-1] if line.calls else None
            _wrong(len(call.violations) if call is not None and answer.status_code == 400 else 0)
        return answer


def _wrong(violations: int) -> None:
    test = os.environ.get("PYTEST_CURRENT_TEST", "").rpartition(" ")[0]
    if violations and test in on_purpose:
        found["on purpose"] += violations
    elif violations:
        found["violations"] += violations
        found[f"{IN}{test}"] += violations


def sentence(total: Counter[str]) -> str:
    """What is said at the end of a run."""
    asked = f", {total['on purpose']} wrong on purpose" if total["on purpose"] else ""
    return f"calls to the local LINE: {total['calls']}, violations: {total['violations']}{asked}"


def wrong_tests(total: Counter[str]) -> list[str]:
    """The tests in which a call was wrong, and was not meant to be."""
    return sorted(name.removeprefix(IN) for name in total if name.startswith(IN))


def of_workers(nodes: list[Any]) -> Counter[str]:
    """The sum over this process and those that xdist started."""
    total = Counter(found)
    for node in nodes:
        total.update(node)
    return total
