"""Logs as JSON lines: what happened to which id, never what was said or by whom."""

import logging
import sys
import traceback
from hashlib import sha256
from pathlib import Path
from typing import Any

import structlog

ROOT = Path(__file__).resolve().parent.parent


def configure(level: str) -> None:
    """Set up structlog for this process; the libraries' own warnings go the same way."""
    logging.basicConfig(level=max(logging.WARNING, logging.getLevelName(level)), format="%(message)s")
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _only_the_place,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
        logger_factory=structlog.PrintLoggerFactory(),
    )


def log() -> Any:
    """The program's logger."""
    return structlog.get_logger()


def short(line_id: str | None) -> str | None:
    """A person's or group's id as logs may show it: the same each time, and of no use to anyone else."""
    return f"{line_id[:1]}~{sha256(line_id.encode()).hexdigest()[:10]}" if line_id else None


def _only_the_place(_logger: Any, _method: str, line: Any) -> Any:
    """An exception's kind and where it was raised; not its text, which may quote what somebody wrote."""
    problem = line.pop("exc_info", None)
    if problem is True:
        problem = sys.exc_info()[1]
    if isinstance(problem, BaseException):
        line["error"] = type(problem).__name__
        line["at"] = [
            f"{Path(frame.filename).relative_to(ROOT)}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(problem.__traceback__)
            if Path(frame.filename).is_relative_to(ROOT) and ".venv" not in frame.filename
        ]
    return line
