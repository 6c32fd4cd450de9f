"""A visit and a report at a desk without a server between."""

from __future__ import annotations


def visit(desk, provider, enterprise):
    """A visit by an approved plan, what was found, a mandate and a report under it; things by kind."""
    parties = {"enterprise_id": enterprise, "provider_id": provider}
    plan = desk.act("draft_visit_plan").id
    desk.scan("visit_plan", plan, "approval_sheet")
    desk.check("approve_visit_plan", plan)
    visited = desk.act("enter_site_visit", plan_id=plan, **parties).id
    desk.scan("site_visit", visited, "visit_record")
    desk.check("check_site_visit", visited)
    finding = desk.act("note_visit_matter", visited).id
    mandate = desk.act("enter_mandate", number=f"委〔2026〕{provider}号", from_on=desk.day).id
    desk.scan("mandate", mandate, "mandate")
    desk.check("check_mandate", mandate)
    number = f"PC-{provider}"
    return {
        "visit_plan": plan,
        "site_visit": visited,
        "visit_finding": finding,
        "mandate": mandate,
        "visit_report": desk.act("enter_visit_report", number=number, mandate_id=mandate, **parties).id,
    }
