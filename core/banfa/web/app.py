"""The application: one backing, one wrapper, every topic."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from flask import Flask
from flask_smorest import Api
from werkzeug.routing import BaseConverter

from banfa.cities.loading.isolated_load import load_sound_cities
from banfa.database import migrations
from banfa.database.engine import make_engine
from banfa.settings import Settings
from banfa.web import headers, health, problems
from banfa.web.api import TOPICS
from banfa.web.context import KEY, Backing
from banfa.web.document import refusals

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Engine

    from banfa.cities.loading.discovery import Cities

DESCRIPTION: Final = """\
中小企业数字化转型服务商管理办法的办理接口。地址中的 tenant 是主管部门的租户标识，令牌放在
`Authorization: Bearer …` 中。日期为北京时间的 YYYY-MM-DD；金额以分计，分值以评分办法的最小单位计，都是整数。
出错时返回 application/problem+json：`code` 供程序判断，`detail` 供人阅读。
"""


TENANT: Final = {"in": "path", "name": "tenant", "description": "租户标识"}


class Number(BaseConverter):
    """An id in an address. Longer ones cannot exist, so they do not match."""

    regex = r"[1-9][0-9]{0,17}"

    def to_python(self, value: str) -> int:
        """The number."""
        return int(value)


class BanfaApi(Api):  # type: ignore[misc]
    """The document's maker; it answers no errors, `problems` does."""

    DEFAULT_ERROR_RESPONSE_NAME = None

    def _register_error_handlers(self) -> None:
        """Leave errors to `problems`."""


def app_from_environment() -> Flask:
    """Make the application of one worker process; `banfa serve` names this function."""
    settings = Settings.from_env(os.environ)
    return create_app(settings, make_engine(settings.required("database_url")), load_sound_cities())


def present() -> datetime:
    """The clock on the wall; the only place in the web where it is read."""
    return datetime.now(UTC)


def create_app(
    settings: Settings,
    engine: Engine,
    cities: Cities,
    *,
    clock: Callable[[], datetime] = present,
) -> Flask:
    """Make the WSGI application. `engine` connects as the app's role; it is the caller's to dispose of.

    Raises Malformed (`setting_missing`) where there is no BANFA_SECRET.
    """
    secret = settings.required("secret").encode()
    app = Flask("banfa.web", static_folder=None)
    app.extensions[KEY] = Backing(
        engine=engine, cities=cities, secret=secret, clock=clock, revision=migrations.newest()
    )
    headers.install(app)
    problems.install(app)
    health.install(app)
    documented(app)
    return app


def documented(app: Flask) -> BanfaApi:
    """Register every topic, and the document at /api/v1/openapi.json."""
    app.url_map.converters["number"] = Number
    app.config.update(
        API_TITLE="Banfa 办法",
        API_VERSION="v1",
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX="/api/v1",
        OPENAPI_JSON_PATH="openapi.json",
        API_SPEC_OPTIONS=_options(),
    )
    api = BanfaApi(app)
    api.register_converter(Number, lambda _converter: {"type": "integer", "minimum": 1})
    for name, response in refusals().items():
        api.spec.components.response(name, response)
    for topic in TOPICS:
        api.register_blueprint(topic, parameters=[TENANT])
    api.spec.components.security_scheme("token", {"type": "http", "scheme": "bearer"})
    return api


def _options() -> dict[str, Any]:
    return {"info": {"description": DESCRIPTION}, "security": [{"token": []}]}
