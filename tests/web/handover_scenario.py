"""Who stands in for whom, and who takes over, carried out by the examples of the document."""

from __future__ import annotations


def deputise(work):
    """Somebody is away with a deputy; a post is handed over, and another list withdrawn."""
    persons = work.scenario.bureau.client("admin").get("/persons").json["items"]
    named = {person["name"]: person["id"] for person in persons}
    one, two = named["officer的人"], named["reviewer的人"]
    made = work.scenario.send("record_absence", person_id=one, deputy_id=two)
    work.scan(f"/absences/{made['id']}", "other", "absence")
    made = work.scenario.send("hand_all_over", role="admin", person_id=two, taker_id=one)
    address = f"/case-handovers/{made['id']}"
    work.scan(address, "other", "case_handover")
    work.act("take_handover", address)
    made = work.scenario.send("hand_all_over", person_id=two, taker_id=one)
    work.act("withdraw_handover", f"/case-handovers/{made['id']}")
