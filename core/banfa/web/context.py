"""What every request can reach: the database, the cities, the clock and the key that signs cursors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

from flask import current_app

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from flask import Flask
    from sqlalchemy import Engine

    from banfa.cities.loading.discovery import Cities

_KEY: Final = "banfa"


@dataclass(frozen=True, slots=True)
class Context:
    """One per application.

    `clock` gives the present moment, with its zone; nothing else in the web reads one. `secret` signs
    cursors. `revision` is the schema that the database must have.
    """

    engine: Engine
    cities: Cities
    secret: bytes
    clock: Callable[[], datetime]
    revision: str


def init_app(app: Flask, context: Context) -> None:
    """Give the application its context."""
    app.extensions[_KEY] = context


def get_context() -> Context:
    """The context of the present request's application."""
    return cast("Context", current_app.extensions[_KEY])
