"""The rooms of experts and of visits, carried out by the examples of the document."""

from __future__ import annotations

REVIEWED = {
    "experts": "expert",
    "expert_panels": "expert_panel",
    "panel_members": "panel_member",
    "expert_recusals": "expert_recusal",
    "score_sheets": "score_sheet",
    "panel_opinions": "panel_opinion",
}
VISITED = {
    "visit_plans": "visit_plan",
    "mandates": "mandate",
    "site_visits": "site_visit",
    "visit_reports": "visit_report",
    "visit_findings": "visit_finding",
}
"""Every kind of thing of the two rooms, by what its list is called."""


def _last(address):
    return address.rpartition("/")[2]


def run_experts(work):
    """A panel that is drawn, meets and gives its opinion; one that is sent back, one that is cancelled."""
    experts = ["/experts/" + work.scenario.send("enlist_expert", name=name)["id"] for name in "甲乙丙"]
    work.scan(experts[0], "other", "expert")
    panel = "/expert-panels/" + work.scenario.send("form_panel")["id"]
    work.act("record_draw", panel)
    work.act("draw_member", panel, expert_id=_last(experts[0]))
    work.press("return_draw", panel, "return")
    work.act("record_draw", panel)
    places = zip(experts, ("member", "substitute"), strict=False)
    first, second = (
        "/panel-members/" + work.act("draw_member", panel, expert_id=_last(expert), place=place)["id"]
        for expert, place in places
    )
    work.scan(panel, "minutes", "expert_panel")
    work.press("check_draw", panel, "confirmation")
    work.act("note_absent", first)
    work.act("call_substitute_in", second, absent_id=_last(first))
    work.act("sign_member_in", second)
    work.scan(second, "attendance", "panel_member")
    other = work.officer.get("/providers", limit=2).json["items"][1]["id"]
    aside = work.act("note_expert_aside", second, provider_id=other)
    work.scan(f"/expert-recusals/{aside['id']}", "evidence", "expert_recusal")
    for name, path in (("return_sheet", "return"), ("check_sheet", "confirmation")):
        sheet = f"/score-sheets/{work.act('enter_sheet', second, provider_id=work.provider)['id']}"
        work.scan(sheet, "score_sheet", "score_sheet")
        work.press(name, sheet, path)
    work.scan(panel, "attendance", "expert_panel")
    work.act("conclude_panel", panel)
    adopted = _give_opinions(work, panel, (work.provider, other))
    work.act("withdraw_adoption", adopted)
    work.act("cancel_panel", "/expert-panels/" + work.scenario.send("form_panel")["id"])
    work.act("retire_expert", experts[2])


def _give_opinions(work, panel, providers):
    """An opinion that is sent back, one that is adopted, one that is left out; gives the adopted."""
    kinds = ("return_opinion", "return"), ("check_opinion", "confirmation"), ("check_opinion", "confirmation")
    for provider, (name, path) in zip((providers[0], *providers), kinds, strict=True):
        made = work.act("enter_opinion", panel, provider_id=provider)
        opinion = f"/panel-opinions/{made['id']}"
        work.scan(opinion, "score_sheet", "panel_opinion")
        work.press(name, opinion, path)
        if name == "check_opinion":
            done = "adopt_opinion" if provider == providers[0] else "leave_opinion_out"
            version = work.officer.get(opinion).json["version"]
            work.scenario.send(done, ids=[_last(opinion)], version=version, role="admin")
            if done == "adopt_opinion":
                adopted = opinion
    return adopted


def run_visits(work):
    """Plans, a mandate, visits and a report, and what was found: adopted, and not."""
    plan = "/visit-plans/" + work.scenario.send("draft_visit_plan")["id"]
    work.scan(plan, "approval_sheet", "visit_plan")
    work.act("approve_visit_plan", plan, by=work.second)
    for name, path in (("return_mandate", "return"), ("check_mandate", "confirmation")):
        mandate = "/mandates/" + work.scenario.send("enter_mandate")["id"]
        work.scan(mandate, "mandate", "mandate")
        work.press(name, mandate, path)
    enterprise = work.officer.get("/enterprises", limit=1).json["items"][0]["id"]
    parties = {"enterprise_id": enterprise, "provider_id": work.provider}
    for name, path in (("return_site_visit", "return"), ("check_site_visit", "confirmation")):
        made = work.scenario.send(
            "enter_site_visit", plan_id=_last(plan), **parties, **_today(work, "visited_on")
        )
        visit = f"/site-visits/{made['id']}"
        work.scan(visit, "visit_record", "site_visit")
        work.press(name, visit, path)
    for name, path in (("return_visit_report", "return"), ("check_visit_report", "confirmation")):
        made = work.scenario.send("enter_visit_report", mandate_id=_last(mandate), **parties)
        report = f"/visit-reports/{made['id']}"
        work.scan(report, "third_party_report", "visit_report")
        work.press(name, report, path)
    _adopt(work, visit, report)
    work.scenario.send("list_visit_counts", query={"limit": 2})
    work.scenario.send("list_projects", query={"limit": 2})
    work.act("finish_visit_plan", plan)
    work.act("drop_visit_plan", "/visit-plans/" + work.scenario.send("draft_visit_plan")["id"])


def _adopt(work, visit, report):
    for noted, of, done in (
        ("note_visit_matter", visit, "adopt_visit_finding"),
        ("note_report_matter", report, "leave_visit_finding_out"),
    ):
        finding = f"/visit-findings/{work.act(noted, of)['id']}"
        work.scan(finding, "evidence", "visit_finding")
        version = work.officer.get(finding).json["version"]
        work.scenario.send(done, ids=[_last(finding)], version=version, role="admin")


def _today(work, *names):
    """The days of an example that depend on when an earlier step was taken."""
    day = work.officer.get("/visit-plans", limit=1).json["items"][0]["approved_on"]
    return dict.fromkeys(names, day)
