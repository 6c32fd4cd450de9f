"""How lines are made: structlog before, Python's own logging behind, so that libraries come the same way."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING, Any, Final

import msgspec
import structlog
from structlog.contextvars import bind_contextvars, bound_contextvars, clear_contextvars, merge_contextvars

from banfa.failures import describe_failure
from banfa.logs.events import EVENTS, FIELDS

if TYPE_CHECKING:
    from collections.abc import MutableMapping
    from contextlib import AbstractContextManager
    from typing import TextIO

OURS: Final = "banfa"
SPEAKING: Final = ("_granian", "rq", "alembic")
"""Libraries that meet nothing of anybody: their words are let through. Of others the place is told."""
WHOLE: Final = ("_granian",)
"""Of these with the values put in: it starts and stops processes."""
TOLD: Final = (OURS, "_granian")
"""Whose lines are written that are no more than information."""
UNDECLARED: Final = "undeclared"

_encode: Final = msgspec.json.Encoder(enc_hook=str).encode


def get_logger(name: str) -> structlog.stdlib.BoundLogger:
    """The logger of a part of Banfa; `name` begins with `banfa`."""
    logger: structlog.stdlib.BoundLogger = structlog.stdlib.get_logger(name)
    return logger


def begin(**values: str) -> None:
    """Forget what stood beside the lines of this thread, and begin with these values."""
    clear_contextvars()
    bind_contextvars(**values)


def bind(**values: str) -> AbstractContextManager[None]:
    """Let these values stand beside every line of a block."""
    return bound_contextvars(**values)


def add(**values: str) -> None:
    """Let these values stand beside every further line."""
    bind_contextvars(**values)


class ToStderr(logging.StreamHandler["TextIO"]):
    """Writes to whatever stderr is at the time."""

    @property
    def stream(self) -> TextIO:
        """Where to."""
        return sys.stderr

    @stream.setter
    def stream(self, _: TextIO) -> None:
        """Nothing is kept."""


def make_handler(stream: TextIO | None = None) -> logging.Handler:
    """What writes lines to a stream, by default to stderr."""
    handler = ToStderr() if stream is None else logging.StreamHandler(stream)
    handler.setFormatter(_Lines())
    return handler


def configure_logging() -> None:
    """Write all that is logged in this process as JSON lines, on stderr. May be called again."""
    logging.basicConfig(handlers=[make_handler()], level=logging.WARNING, force=True)
    for name in TOLD:
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
        logger.setLevel(logging.INFO)


class _Lines(logging.Formatter):
    """Our lines as they are; of a library's who says it, and what where nothing can stand in it."""

    def format(self, record: logging.LogRecord) -> str:
        """Give the line."""
        if record.name.partition(".")[0] == OURS and record.exc_info is None:
            return str(record.msg)
        values: dict[str, Any] = {"logger": record.name}
        library = record.name.partition(".")[0]
        if library in SPEAKING:
            values["words"] = record.getMessage() if library in WHOLE else str(record.msg)
        if record.exc_info and record.exc_info[1] is not None:
            values["failure"] = describe_failure(record.exc_info[1])
        line = {"event": "library", "level": record.levelname.lower(), **values}
        return _write(_stamp(None, "", line))


_stamp: Final = structlog.processors.TimeStamper(fmt="iso", utc=True)


def _keep_declared(_logger: object, _method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Leave out what `events` does not know, and say that something was: a slip must not tell of anybody."""
    if line["event"] not in EVENTS:
        line["event"] = UNDECLARED
    unknown = [name for name in line if name != "event" and name not in FIELDS]
    for name in unknown:
        del line[name]
    if unknown:
        line[UNDECLARED] = len(unknown)
    return line


def _write(line: MutableMapping[str, Any]) -> str:
    return _encode(line).decode()


def _render(_logger: object, _method: str, line: MutableMapping[str, Any]) -> str:
    return _write(line)


structlog.configure(
    processors=[
        structlog.stdlib.filter_by_level,
        merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        _keep_declared,
        _stamp,
        _render,
    ],
    wrapper_class=structlog.stdlib.BoundLogger,
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)
