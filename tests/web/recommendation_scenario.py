"""The room of recommendations, carried out by the examples of the document."""

from __future__ import annotations

RECOMMENDED = {"recommendations": "recommendation"}
"""Every kind of thing of the room, by what its list is called."""


def run_recommendations(work):
    """A table that is received and checked, one sent back and revised, one withdrawn."""
    today = work.scenario.bureau.clock.now.date().isoformat()
    industry = work.scenario.profile.industries[0].key
    named = {"name": "鹭岛食品有限公司", "district": "思明区", "size": "small", "industry": industry}
    assert work.officer.post("/enterprises", named).status_code == 201
    table = _draft(work, today)
    work.act("submit_recommendation", table)
    work.scan(table, "stamped_original", "recommendation")
    work.press("receive_recommendation", table, "receipt")
    version = work.officer.get(table).json["version"]
    admin = work.scenario.bureau.client("admin")
    answer = admin.post(f"{table}/confirmation", version=version)
    assert answer.status_code == 200, answer.json
    work.scenario.answers["check_recommendation"] = answer
    table = _draft(work, today)
    work.act("submit_recommendation", table)
    work.act("return_recommendation", table, by=work.second)
    work.act("revise_recommendation", table, as_of=today)
    work.act("withdraw_recommendation", table)


def _draft(work, today):
    return "/recommendations/" + work.scenario.send("draft_recommendation", as_of=today)["id"]
