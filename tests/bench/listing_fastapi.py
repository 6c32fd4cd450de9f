"""A rival: the list by FastAPI, with mapped classes and pydantic."""

# Only `make bench` installs what this rival needs.
# mypy: ignore-errors

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from typing import Annotated

from fastapi import FastAPI, Header, HTTPException
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.orm import Session

from banfa.database.engine import make_engine
from tests.bench.listing_orm import ROWS, page, tenant_of


class Acceptance(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: int = Field(validation_alias="entry_id")
    version: int
    contract_id: int
    provider_id: int
    provider_name: str
    enterprise_id: int
    enterprise_name: str
    authority: str
    planned_on: date | None
    accepted_on: date | None
    outcome: str | None
    level_before: int | None
    level_after: int | None
    level_edition: str | None
    source: str
    external_id: str | None
    recorded_at: datetime
    recorded_by: str = Field(validation_alias="recorder_name")
    reason: str | None


class Page(BaseModel):
    items: list[Acceptance]
    next: int | None


def make_app() -> FastAPI:
    app = FastAPI()
    engine = make_engine(os.environ["BANFA_OWNER_URL"])

    @app.get("/api/v1/{tenant}/acceptances")
    def listed(
        tenant: str, authorization: Annotated[str, Header()], after: int = 0, limit: int = ROWS
    ) -> Page:
        with Session(engine) as session:
            tenant_id = tenant_of(session, tenant, authorization, datetime.now(UTC))
            if tenant_id is None:
                raise HTTPException(401)
            rows = page(session, tenant_id, after)
            items = [Acceptance.model_validate(row) for row in rows[:ROWS]]
            return Page(items=items, next=rows[ROWS - 1].entry_id if len(rows) > ROWS else None)

    return app
