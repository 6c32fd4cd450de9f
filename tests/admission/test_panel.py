"""Who is proposed by experts is who the batch's panel has passed, and still passes."""

from __future__ import annotations

import pytest

from banfa.errors import Conflict
from tests.admission import steps
from tests.experts.reviewing import meet


def give_opinion(desk, panel, provider, *, passes):
    opinion = desk.act("enter_opinion", panel, provider_id=provider, score=None, passes=passes).id
    desk.scan("panel_opinion", opinion, "score_sheet")
    desk.check("check_opinion", opinion)
    return opinion


def test_what_is_noted_of_the_experts_is_what_the_panel_has_said(make_desk):
    desk = make_desk("changsha")
    batch = steps.announce(desk, ["integrator"])
    application = steps.apply(desk, batch, "integrator")
    provider = desk.find("admission_application", application).provider_id
    steps.close(desk, batch)
    panel, member = meet(desk, purpose="admission", admission_batch_id=batch)
    sheet = desk.act("enter_sheet", member, provider_id=provider).id
    desk.scan("score_sheet", sheet, "score_sheet")
    desk.check("check_sheet", sheet)
    desk.scan("expert_panel", panel, "attendance")
    desk.act("conclude_panel", panel)
    steps.prepare(desk, application)
    with pytest.raises(Conflict, match="评审组意见"):
        steps.note(desk, application, "experts", result="passed")
    opinion = give_opinion(desk, panel, provider, passes=False)
    noted = desk.list("admission_event", application_id=application, kind="experts")[-1].id
    with pytest.raises(Conflict, match="意见是不通过"):
        desk.check("check_admission_event", noted)
    desk.check("leave_opinion_out", opinion)
    give_opinion(desk, panel, provider, passes=True)
    desk.check("check_admission_event", noted)
    steps.note(desk, application, "defence", result="passed")
    steps.propose(desk, application)
    steps.shortlist(desk, batch)
    steps.show(desk, batch)
    desk.act("note_expert_aside", member, provider_id=provider)
    with pytest.raises(Conflict, match="已作废"):
        steps.publish(desk, batch)
    desk.check("reopen_batch", batch)
    desk.check("take_application_off", application)
    steps.note(desk, application, "credit")
    with pytest.raises(Conflict, match="已作废"):
        steps.propose(desk, application)
