"""Applications that tests share: their routes take most of a second to compile."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from banfa.procedures.files.storing import make_file_room
from banfa.settings import Settings
from banfa.web import context
from banfa.web.app import create_app
from tests.strong_secret import SECRET

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from flask import Flask
    from sqlalchemy import Engine

    from banfa.cities.loading.discovery import Cities


def lend_app(
    engine: Engine,
    cities: Cities,
    clock: Callable[[], datetime],
    data_dir: Path,
    *,
    public_pages: bool = False,
) -> Flask:
    """The shared application with the caller's database, cities, clock and files, until it is lent again."""
    settings = Settings(data_dir=data_dir, secret=SECRET, public_pages=public_pages)
    if public_pages not in _SHARED:
        _SHARED[public_pages] = create_app(settings, engine, cities)
    app = _SHARED[public_pages]
    with app.app_context():
        begun = context.get_context()
    theirs = replace(begun, engine=engine, cities=cities, clock=clock, file_room=make_file_room(settings))
    context.init_app(app, replace(theirs, outages=context.Outages()))
    return app


_SHARED: dict[bool, Flask] = {}
"""By whether they have public pages."""
