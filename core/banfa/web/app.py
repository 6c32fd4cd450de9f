"""The application: one context, and every topic."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from flask import Flask
from flask_compress import Compress
from sqlalchemy.exc import SQLAlchemyError

from banfa.cities.loading.isolated_load import load_sound_cities
from banfa.database import migrations
from banfa.database.engine import WEB, make_engine
from banfa.jobs.queue import connect_queue
from banfa.logs import configure_logging, get_logger
from banfa.procedures.files.storing import make_file_room
from banfa.settings import Settings
from banfa.web import context, docs, headers, health, limits, metrics, problems, request_log
from banfa.web.api import openapi
from banfa.web.console.frame import app as console
from banfa.web.letterbox import app as letterbox
from banfa.web.party import app as party
from banfa.web.public import app as public
from banfa.web.requests import CONVERTERS

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy import Engine

    from banfa.cities.loading.discovery import Cities

QUEUE_TIMEOUT_S: Final = 1.0
"""Seconds for which `/readyz` waits for the queue."""

CONSOLE, API = "console", "api"
"""What alone may be offered."""

log = get_logger("banfa.web")


def app_from_environment() -> Flask:
    """Make the application of one worker process, from the environment."""
    configure_logging()
    settings = Settings.from_env(os.environ)
    engine, cities = make_engine(settings.required("database_url"), waits=WEB), load_sound_cities()
    _warn_of_changed_editions(engine, cities)
    return create_app(settings, engine, cities)


def _warn_of_changed_editions(engine: Engine, cities: Cities) -> None:
    """Log what was changed in promulgated editions; of a database that is not ready `/readyz` tells."""
    try:
        for sentence in health.list_changed_editions(engine, cities):
            log.error("edition_changed", problem=sentence)
    except SQLAlchemyError:
        log.warning("editions_unchecked")


def create_app(
    settings: Settings,
    engine: Engine,
    cities: Cities,
    *,
    clock: Callable[[], datetime] | None = None,
) -> Flask:
    """Make the WSGI application.

    `engine` connects as the app's role; it is the caller's to dispose of. `clock` is for
    tests: it is now what the database says.

    Raises Malformed (`setting_missing`, `secret_weak`) without a BANFA_SECRET of use.
    """
    secret = settings.required_secret()
    app = Flask("banfa.web", static_folder=None)
    # Two slashes are merged by a redirect, and one to `//host/…` leads a browser to that host.
    app.url_map.merge_slashes = False
    context.init_app(
        app,
        context.Context(
            engine=engine,
            cities=cities,
            secret=secret,
            clock=clock,
            revision=migrations.newest(),
            file_room=make_file_room(settings),
            public_pages=settings.public_pages,
            redis=None
            if settings.redis_url is None
            else connect_queue(settings.redis_url, timeout_s=QUEUE_TIMEOUT_S),
        ),
    )
    headers.init_app(app)
    request_log.init_app(app)
    token = settings.optional_metrics_token()
    metrics.init_app(app, token=token, by_tenant=settings.metrics_by_tenant)
    limits.init_app(app, settings)
    health.init_app(app)
    app.url_map.converters.update(CONVERTERS)
    if settings.offer != CONSOLE:
        openapi.init_app(app)
        docs.init_app(app)
    Compress(app)
    if settings.public_pages:
        public.init_app(app)  # before the console, so that its headers come last
    problems.init_app(app)  # after flask-smorest, which has a handler too: the later one counts
    if settings.offer != API:
        party.init_app(app)  # for the same reason before the console
        if settings.public_pages:
            letterbox.init_app(app)
        console.init_app(app, settings, secret=secret)
    return app
