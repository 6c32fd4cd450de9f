"""A panel at a desk without a server between."""

from __future__ import annotations


def review(desk, provider):
    """One expert, with his sheet, his standing aside from another, and the opinion; things by kind."""
    expert = desk.act("enlist_expert", name=f"专家{provider}").id
    panel = desk.act("form_panel").id
    desk.act("record_draw", panel, substitutes=0)
    member = desk.act("draw_member", panel, expert_id=expert).id
    desk.scan("expert_panel", panel, "minutes")
    desk.check("check_draw", panel)
    desk.act("sign_member_in", member)
    desk.act("note_expert_aside", member, provider_id=desk.new_provider())
    sheet = desk.act("enter_sheet", member, provider_id=provider).id
    desk.scan("expert_panel", panel, "attendance")
    desk.act("conclude_panel", panel)
    opinion = desk.act("enter_opinion", panel, provider_id=provider).id
    return {
        "expert": expert,
        "expert_panel": panel,
        "panel_member": member,
        "score_sheet": sheet,
        "panel_opinion": opinion,
    }


def meet(desk, **said):
    """A panel of one at a desk, signed in; gives it and its member."""
    expert = desk.act("enlist_expert", name=f"专家{next(desk.numbers)}").id
    panel = desk.act("form_panel", **said).id
    desk.act("record_draw", panel, substitutes=0)
    member = desk.act("draw_member", panel, expert_id=expert).id
    desk.scan("expert_panel", panel, "minutes")
    desk.check("check_draw", panel)
    desk.act("sign_member_in", member)
    return panel, member
