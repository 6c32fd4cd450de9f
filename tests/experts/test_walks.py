"""Random walks through experts' reviews: the ledger has the points of what was adopted, and no others."""

from __future__ import annotations

from typing import ClassVar

import pytest

from banfa.ledger.kinds.reviews import Review
from tests.casework.room_walk import RoomWalk

WALKS, ACTS = 4, 120


class Reviewing(RoomWalk):
    """A panel of one and a substitute, drawn from three experts, for an evaluation."""

    kinds = ("expert", "expert_panel", "panel_member", "score_sheet", "panel_opinion")
    papers: ClassVar = {
        "expert_panel": ("minutes", "attendance"),
        "score_sheet": ("score_sheet",),
        "panel_opinion": ("score_sheet",),
    }
    ending = ("retire_expert", "cancel_panel", "return_draw", "note_absent", "return_opinion", "return_sheet")

    def begin(self):
        self.provider = self.desk.new_provider()
        self.experts = [self.desk.act("enlist_expert", name=name).id for name in "甲乙丙"]
        for _ in range(3):
            self.desk.act("form_panel")

    def say_more(self, name, row):
        match name:
            case "draw_member":
                place = self.random.choice(("member", "substitute"))
                return {"expert_id": self.random.choice(self.experts), "place": place}
            case "call_substitute_in":
                others = [i for k, i in self.rows if k == "panel_member" and i != row.id]
                return {"absent_id": self.random.choice(others)} if others else {}
            case "note_expert_aside":
                return {"provider_id": self.desk.new_provider()}
            case "enter_sheet" | "enter_opinion":
                return {"provider_id": self.provider}
        return {}


@pytest.mark.long
@pytest.mark.parametrize("seed", range(WALKS))
def test_whatever_can_be_done_is_a_step_of_the_table(make_desk, seed, record_property):
    walk = Reviewing(make_desk("xiamen"), seed)
    figures = walk.walk(ACTS)
    adopted = {key: row for key, row in walk.rows.items() if key[0] == "panel_opinion"}
    with walk.desk.unit(read_only=True) as unit:
        reviews = unit.all(Review, Review.standing)
    assert bool(reviews) == any(row.state == "adopted" for row in adopted.values())
    assert {"record_draw", "draw_member"} <= walk.taken.keys()
    record_property("figures", f"experts, seed {seed}: {figures}")
