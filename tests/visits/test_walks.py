"""Random walks through visits: the ledger has what was adopted, and nothing else."""

from __future__ import annotations

from typing import ClassVar

import pytest

from banfa.ledger.kinds.inspections import Inspection
from tests.casework.room_walk import RoomWalk

WALKS, ACTS = 4, 80


class Visiting(RoomWalk):
    """Two plans, two mandates, visits and reports."""

    kinds = ("visit_plan", "mandate", "site_visit", "visit_report", "visit_finding")
    papers: ClassVar = {
        "visit_plan": ("approval_sheet",),
        "mandate": ("mandate",),
        "site_visit": ("visit_record",),
        "visit_report": ("third_party_report",),
        "visit_finding": ("evidence",),
    }
    ending = ("drop_visit_plan", "return_mandate", "return_site_visit", "return_visit_report")

    def begin(self):
        desk = self.desk
        parties = {"provider_id": desk.new_provider(), "enterprise_id": desk.new_enterprise()}
        for _ in range(2):
            plan = desk.act("draft_visit_plan").id
            desk.scan("visit_plan", plan, "approval_sheet")
            desk.check("approve_visit_plan", plan)
            desk.act("enter_site_visit", plan_id=plan, **parties)
            mandate = desk.act(
                "enter_mandate", number=f"委〔2026〕{next(desk.numbers)}号", until_on=desk.day
            ).id
            desk.scan("mandate", mandate, "mandate")
            desk.check("check_mandate", mandate)
            number = f"PC-{next(desk.numbers)}"
            desk.act("enter_visit_report", number=number, mandate_id=mandate, **parties)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(WALKS))
def test_whatever_can_be_done_is_a_step_of_the_table(make_desk, seed, record_property):
    walk = Visiting(make_desk("xiamen"), seed)
    figures = walk.walk(ACTS)
    adopted = [
        row for (kind, _), row in walk.rows.items() if kind == "visit_finding" and row.state == "adopted"
    ]
    with walk.desk.unit(read_only=True) as unit:
        inspections = unit.all(Inspection, Inspection.standing)
    assert len(inspections) == len(adopted)
    assert walk.taken
    record_property("figures", f"visits, seed {seed}: {figures}")
