"""What stands behind every request: the database, the cities, the clock and the key that signs cursors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

from flask import current_app

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy import Engine

    from banfa.cities.loading.discovery import Cities

KEY: Final = "banfa"


@dataclass(frozen=True, slots=True)
class Backing:
    """One per application.

    `clock` gives the present moment, with its zone; nothing else in the web reads one. `secret` signs
    cursors. `revision` is the schema that the database must have.
    """

    engine: Engine
    cities: Cities
    secret: bytes
    clock: Callable[[], datetime]
    revision: str


def backing() -> Backing:
    """What stands behind the present request."""
    return cast(Backing, current_app.extensions[KEY])
