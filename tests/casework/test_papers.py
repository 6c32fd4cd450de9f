"""Papers that steps ask for: what hangs on a thing and is still there."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from banfa.errors import Conflict
from banfa.procedures.cases.attaching import list_attached


def test_one_whose_content_was_erased_counts_no_more(make_desk, owner_engine):
    desk = make_desk("xiamen")
    plan = desk.act("draft_visit_plan").id
    desk.scan("visit_plan", plan, "approval_sheet")
    with desk.unit() as unit:
        (file,) = list_attached(unit, "visit_plan", plan)
    with owner_engine.begin() as connection:  # as the operator does, who alone may
        put = text("UPDATE stored_file SET erased_at = now() WHERE id = :id")
        connection.execute(put, {"id": file.id})
    with pytest.raises(Conflict, match="签批单"):
        desk.check("approve_visit_plan", plan)
    desk.scan("visit_plan", plan, "approval_sheet")
    assert desk.check("approve_visit_plan", plan).state == "approved"
