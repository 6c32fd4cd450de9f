"""A table of recommendations at a desk without a server between."""

from __future__ import annotations

DISTRICT = "思明区"


def recommend(desk):
    """A table that is checked, one sent back and revised, one withdrawn; gives one that is submitted."""
    desk.record("enterprise", name="鹭岛食品有限公司", district=DISTRICT, size="small", industry=_first(desk))
    checked, returned, withdrawn, submitted = (
        desk.act("draft_recommendation", as_of=desk.day, district=DISTRICT).id for _ in range(4)
    )
    for table in (checked, returned, submitted):
        desk.act("submit_recommendation", table)
    desk.check("return_recommendation", returned)
    desk.act("revise_recommendation", returned, as_of=desk.day)
    desk.act("withdraw_recommendation", withdrawn)
    desk.scan("recommendation", checked, "stamped_original")
    desk.check("receive_recommendation", checked)
    return {"recommendation": submitted}


def _first(desk):
    return desk.profile.industries[0].key if desk.profile.industries else "电子"
