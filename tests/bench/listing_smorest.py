"""A rival: the list by flask-smorest, with mapped classes and marshmallow."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import Any

from flask import Flask, request
from flask_smorest import Api, Blueprint, abort
from marshmallow import Schema, fields
from sqlalchemy.orm import Session

from banfa.database.engine import make_engine
from banfa.front.app import Front
from tests.bench.listing_orm import ROWS, page, tenant_of


class Acceptance(Schema):
    id = fields.Integer(attribute="entry_id")
    version = fields.Integer()
    contract_id = fields.Integer()
    provider_id = fields.Integer()
    provider_name = fields.String()
    enterprise_id = fields.Integer()
    enterprise_name = fields.String()
    authority = fields.String()
    planned_on = fields.Date()
    accepted_on = fields.Date()
    outcome = fields.String()
    level_before = fields.Integer()
    level_after = fields.Integer()
    level_edition = fields.String()
    source = fields.String()
    external_id = fields.String()
    recorded_at = fields.DateTime()
    recorded_by = fields.String(attribute="recorder_name")
    reason = fields.String()


class Page(Schema):
    items = fields.List(fields.Nested(Acceptance))
    next = fields.Integer(allow_none=True)


class Query(Schema):
    after = fields.Integer(load_default=0)
    limit = fields.Integer(load_default=ROWS)


def make_front() -> Front:
    """The rival behind the same front: what it costs is not what is compared."""
    return Front(make_app())


def make_app() -> Flask:
    app = Flask("rival")
    app.config.update(API_TITLE="rival", API_VERSION="v1", OPENAPI_VERSION="3.1.0")
    engine = make_engine(os.environ["BANFA_OWNER_URL"])
    topic = Blueprint("acceptances", "acceptances", url_prefix="/api/v1/<tenant>/acceptances")

    @topic.route("")  # type: ignore[untyped-decorator]
    @topic.arguments(Query, location="query")  # type: ignore[untyped-decorator]
    @topic.response(200, Page)  # type: ignore[untyped-decorator]
    def listed(query: dict[str, int], tenant: str) -> dict[str, Any]:
        with Session(engine) as session:
            header = request.headers.get("Authorization", "")
            tenant_id = tenant_of(session, tenant, header, datetime.now(UTC))
            rows = page(session, tenant_id, query["after"]) if tenant_id else abort(401)
            return {"items": rows[:ROWS], "next": rows[ROWS - 1].entry_id if len(rows) > ROWS else None}

    Api(app).register_blueprint(topic)
    return app
