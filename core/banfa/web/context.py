"""What every request can reach: the database, the cities, the clock and the key that signs cursors."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, cast

from flask import current_app

if TYPE_CHECKING:
    from datetime import datetime

    from flask import Flask
    from redis import Redis
    from sqlalchemy import Engine

    from banfa.cities.loading.discovery import Cities
    from banfa.procedures.files.storing import FileRoom

_KEY: Final = "banfa"

REQUEST_ID: Final = "banfa.request_id"
"""Entry of the WSGI environment: the number that the front has given to the request."""
RECEIVED_AT: Final = "banfa.received_at"
"""Entry of the WSGI environment: when the request was whole, by the monotonic clock."""
BEGIN_COMMIT: Final = "banfa.begin_commit"
"""Entry of the WSGI environment: a function that says whether the request may still take effect."""


OUTAGE_LASTS_S: Final = 30
"""Seconds for which an outage that a request has met keeps the process from being ready."""


class Outages:
    """What requests have met that keeps the database from working: not all of it shows to who only looks."""

    def __init__(self) -> None:
        self._latest: tuple[str, float] | None = None

    def record(self, outage: str) -> None:
        """Say what a request has met just now."""
        self._latest = (outage, time.monotonic())

    def current(self) -> list[str]:
        """What was met lately, in Chinese; an empty list where nothing was."""
        latest = self._latest
        lasts = latest is not None and time.monotonic() - latest[1] < OUTAGE_LASTS_S
        return [f"{latest[0]}。"] if latest is not None and lasts else []


@dataclass(frozen=True, slots=True)
class Context:
    """One per application.

    `clock` gives the present, with its zone; without one it is the database's. `secret` signs cursors.
    `revision` is the schema that the database must have. `file_room` is where files are kept.
    `outages` is what requests have met of late. `redis` is the queue, None where there is none to look at.
    `public_pages`: whether this deployment shows bureaus' notice boards to strangers.
    """

    engine: Engine
    cities: Cities
    secret: bytes
    clock: Callable[[], datetime] | None
    revision: str
    file_room: FileRoom
    redis: Redis | None = None
    public_pages: bool = False
    outages: Outages = field(default_factory=Outages)

    def read_clock(self) -> datetime | None:
        """The present of the clock that was passed in; None where it is the database's."""
        return None if self.clock is None else self.clock()


MaxBytes = int | Callable[["FileRoom"], int]
"""How long a body may be: so many bytes, or as the operator's bound of files makes it."""


def init_app(app: Flask, context: Context) -> None:
    """Give the application its context."""
    app.extensions[_KEY] = context


def get_context() -> Context:
    """The context of the present request's application."""
    return cast("Context", current_app.extensions[_KEY])


def measure_body(app: Flask, max_bytes: MaxBytes) -> int:
    """How many bytes a body may have in an application."""
    context = cast("Context", app.extensions[_KEY])
    return max_bytes if isinstance(max_bytes, int) else max_bytes(context.file_room)
