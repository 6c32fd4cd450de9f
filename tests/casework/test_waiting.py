"""Whatever is not over is on today's list, or waits for a day or a thing that is; nothing that is over is."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from banfa.procedures.work_items import list_items
from tests.admission import steps
from tests.casework.desk import MACHINES
from tests.casework.test_tables import FINAL
from tests.confirmations.confirmed import confirm
from tests.correspondence.writing import open_form, send_at
from tests.districts.recommending import recommend
from tests.experts.reviewing import review
from tests.filings.filed import file_materials
from tests.finance.reconciled import reconcile
from tests.history.brought import bring_in
from tests.party_links.linked import link
from tests.reports.reported import report
from tests.subsidies.paid import pay_and_recover, reach_money
from tests.task_books.booked import sign_books
from tests.visits.visiting import visit

UNLISTED = {
    ("lead", "opened"): "its case is listed",
    ("lead", "joined"): "its case is listed",
    ("remedy", "issued"): "its paper is listed until it is served on everybody",
    ("remedy", "running"): "the order's last day is listed as an item of its own",
    ("remedy", "paused"): "the order is listed as one whose term stands still",
    (
        "remedy",
        "refused",
    ): "its outcome is recorded; what the text opens is listed, and so is the case",
    ("remedy", "passed"): "done, and stays so unless its decision is corrected",
    (
        "remedy",
        "failed",
    ): "its outcome is recorded; what the text opens is listed, and so is the case",
    ("remedy", "finished"): "done, and stays so unless its decision is corrected",
    ("case_document", "issued"): "listed until it is served on everybody",
    ("document_service", "checked"): "done, and stays so unless its entry is put right",
    ("publication", "posted"): "shown without a last day, as the text has none: it stays",
    ("admission_application", "proposed"): "its batch is listed",
    ("admission_application", "admitted"): "listed while the text has something organised for it",
    ("admission_application", "notified"): "done, and stays so unless its decision is taken back",
    ("subsidy_claim", "not_granted"): "done, and stays so unless the denial is quashed or taken back",
    ("admission_check", "open"): "its application is listed",
    ("admission_check", "checked"): "done, and stays so unless it is to be reviewed again",
    **{
        (f"subsidy_{kind}", "checked"): "done, and stays so unless its entry is put right"
        for kind in ("batch", "fund", "allocation", "payment", "receipt")
    },
    ("subsidy_recovery", "paid_back"): "done, and stays so unless its entry is put right",
    ("expert", "listed"): "in the pool until he leaves",
    ("panel_member", "drawn"): "his panel is listed",
    ("score_sheet", "checked"): "done, and stays so unless it is sent back or its member stands aside",
    ("panel_opinion", "adopted"): "done, and stays so unless it is taken back",
    **{
        ("letter", state): "done, and stays so unless it turns out to be for 纪检"
        for state in ("closed", "moved", "joined", "withdrawn")
    },
    ("material_filing", "listed"): "its call is listed",
    ("material_filing", "waiting"): "its call is listed, and so is one that was extended",
    ("late_mark", "checked"): "done, and stays so unless it is taken back",
    ("task_book", "in_force"): "stays so until a person ends it; the register has its last day",
    **{
        ("task_book_plan", state): "done, and stays so unless it is stated anew"
        for state in ("done", "not_done")
    },
    ("confirmation_sheet", "open"): "its confirmation is listed",
    ("report_form", "used"): "a form of columns, in use until it is retired",
    ("finance_sheet", "finished"): "done, and stays so unless it is taken up again",
    ("finance_line", "open"): "its list is listed, with how many are",
    **{
        ("finance_line", state): "done, and stays so unless it is taken back"
        for state in ("agreed", "taken_over", "explained")
    },
    ("history_sheet", "finished"): "done, and stays so unless it is taken up again",
    ("history_name", "open"): "the sheets in which it stands are listed, with how many rows are unmatched",
    ("history_name", "matched"): "done, and stays so unless the match is undone",
    ("history_name", "absent"): "done, and stays so unless it is undone",
    ("history_row", "unmatched"): "its sheet is listed, with how many are",
    ("history_row", "matched"): "its sheet is listed, with how many are",
    ("history_row", "confirmed"): "done, and stays so unless the confirmation is taken back",
    ("history_row", "left_out"): "done, and stays so unless it is taken up again",
    ("recommendation", "drafted"): "with its district, which hands it in when it will",
    (
        "confirmation_sheet",
        "unanswered",
    ): "settled; one that comes late is entered all the same",
    ("party_link", "issued"): "waits for whoever holds it, until its last moment",
    ("party_link", "opened"): "over in two hours by itself",
}
"""States that are not final and are not listed, and why that is right."""


def fill(desk):
    """A thing of every machine, by name."""
    provider = desk.new_provider()
    contract = desk.new_contract(provider)
    answered = {"provider_id": provider, "enterprise_id": desk.new_enterprise(), "answered_on": desk.day}
    survey = desk.record("survey", answer="不满意", **answered)
    case = desk.open_case(provider, "12.4")
    removal = desk.plan(case, "removal")
    desk.hear(removal)
    desk.decide(removal)
    papers = desk.list("case_document", case_id=case)
    shown = desk.act("draft_publication", removal, addressees=["各区工信部门"]).id
    desk.check("review_publication", shown)
    desk.act("hand_publication_over", shown)
    desk.scan("publication", shown, "evidence")
    desk.act("post_publication", shown, until=None)
    return {  # what is shown goes first: it falls with the states of its remedy
        "publication": shown,
        "lead": desk.list("lead", provider_id=provider)[0].id,
        "callback": desk.act("enter_callback", survey_id=survey).id,
        "case": case,
        "remedy": removal,
        "case_document": papers[-1].id,
        "document_approval": desk.list("document_approval", document_id=papers[-1].id)[0].id,
        "document_service": desk.list("document_service", document_id=papers[-1].id)[0].id,
        "case_effect": desk.list("case_effect", case_id=case)[0].id,
        "publication_objection": desk.act("receive_publication_objection", shown).id,
        "proceeding": desk.act("receive_proceeding", case).id,
        "replacement": desk.act("apply_replacement", contract_id=contract).id,
        **fill_admission(desk),
        **fill_subsidies(desk, contract),
        **fill_correspondence(desk),
        **review(desk, provider),
        **visit(desk, provider, desk.new_enterprise()),
        **confirm(desk, provider),
        **report(desk),
        **file_materials(desk, provider),
        **sign_books(desk, provider),
        **bring_in(desk),
        **reconcile(desk),
        **recommend(desk),
        "case_handover": hand_over(desk),
        **link(desk, provider),
    }


def hand_over(desk):
    """A list that its successor is to take over."""
    first, second = (desk.people[name].person.id for name in ("林晓", "郑文"))
    return desk.act("hand_all_over", person_id=first, taker_id=second, handed_on=desk.day).id


def fill_admission(desk):
    """A batch that is shown, and an objection to its one name."""
    batch = steps.announce(desk, ["product"], conditions=["有实际经营场地"])
    application = steps.apply(desk, batch, "product")
    steps.close(desk, batch)
    steps.prepare(desk, application)
    steps.propose(desk, application)
    steps.shortlist(desk, batch)
    steps.show(desk, batch)
    return {
        "admission_batch": batch,
        "admission_application": application,
        "admission_check": desk.list("admission_check", application_id=application)[0].id,
        "admission_event": desk.list("admission_event", application_id=application)[0].id,
        "admission_objection": desk.act("receive_admission_objection", application).id,
        "admission_service": serve_one(desk),
        "admission_exit": steps.leave(desk, desk.new_provider()),
        "admission_correction": desk.act("intend_correction", list_one(desk)).id,
    }


def list_one(desk):
    """An application on a published list."""
    batch = steps.reach_list(desk, 1)
    return desk.list("admission_application", admission_batch_id=batch)[0].id


def serve_one(desk):
    """The service of a notice on an applicant."""
    batch = steps.announce(desk, ["product"])
    application = steps.apply(desk, batch, "product")
    steps.close(desk, batch)
    desk.act("intend_rejection", application)
    return desk.act("serve_applicant", application).id


def fill_subsidies(desk, contract):
    """Money of one claim that went both ways, and another of which none is paid yet."""
    recovery = pay_and_recover(desk, contract)
    return {
        "subsidy_recovery": recovery,
        "subsidy_receipt": desk.list("subsidy_receipt", subsidy_recovery_id=recovery)[0].id,
        "subsidy_payment": desk.list("subsidy_payment")[0].id,
        "subsidy_allocation": desk.list("subsidy_allocation")[0].id,
        "subsidy_fund": desk.list("subsidy_fund")[0].id,
        "subsidy_claim": reach_money(desk, contract),
        "subsidy_batch": desk.list("subsidy_batch")[0].id,
    }


def fill_correspondence(desk):
    """A letter, one from the web, a paper, a matter."""
    open_form(desk)
    return {
        "web_letter": send_at(desk).id,
        "letter": desk.act("register_letter", foreign_due_on=None).id,
        "incoming_paper": desk.act("receive_paper", due_on=None).id,
        "meeting_matter": desk.act("assign_matter", desk.act("record_meeting").id, due_on=desk.day).id,
    }


@pytest.mark.long
def test_every_state_that_is_not_final_is_listed_or_rightly_not(make_desk, owner_engine):
    desk = make_desk("xiamen")
    things = fill(desk)
    assert set(things) == set(MACHINES)
    listed = set()
    for name, number in things.items():
        machine = MACHINES[name]
        for state in machine.states:
            with owner_engine.begin() as connection:
                put = text(f"UPDATE {machine.row.table.name} SET state = :state WHERE id = :id")
                connection.execute(put, {"state": state, "id": number})
            with desk.unit() as unit:
                if any((item.kind, item.id) == (name, number) for item in list_items(unit)):
                    listed.add((name, state))
    final = {(name, state) for name, states in FINAL.items() for state in states}
    every = {(name, state) for name, machine in MACHINES.items() for state in machine.states}
    assert every - listed - final == set(UNLISTED)
    assert listed & final == set()


def list_of(office, kind):
    return [item.step for item in office.list_waiting(kind)]


def test_a_paper_for_two_is_due_until_it_is_served_on_both(xiamen):
    one, two = xiamen.new_provider("甲公司"), xiamen.new_provider("乙公司")
    first, second = (xiamen.plan(xiamen.find_case(each, "11.6"), "warning") for each in (one, two))
    paper = xiamen.draft(first)
    xiamen.post(f"/case-documents/{paper}/remedies", {"remedy_id": second})
    xiamen.approve(paper)
    assert list_of(xiamen, "case_document") == ["已审批，待签发"]
    xiamen.issue(paper)
    assert list_of(xiamen, "case_document") == ["待送达"]
    xiamen.serve(paper, one)
    assert list_of(xiamen, "case_document") == ["还有1个受送达人待送达"]
    xiamen.serve(paper, two)
    assert list_of(xiamen, "case_document") == []


def test_a_paper_is_due_though_its_party_was_served_with_another(xiamen):
    provider = xiamen.new_provider()
    case = xiamen.find_case(provider, "11.6")
    xiamen.decide(xiamen.plan(case, "warning"), provider)
    order = xiamen.plan(case, "order", term=1, term_unit="个月")
    paper = xiamen.draft(order)
    xiamen.approve(paper)
    xiamen.issue(paper)
    assert list_of(xiamen, "case_document") == ["待送达"]
    xiamen.serve(paper, provider)
    assert list_of(xiamen, "case_document") == []
