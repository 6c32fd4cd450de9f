"""A bureau that has done everything once: every bound table has rows, and rows whose state has changed."""

from __future__ import annotations

import importlib
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

from banfa.cities.loading.discovery import Cities, load_plugin
from banfa.jobs.run import carry_out
from banfa.law import Cite
from banfa.ledger.kinds.registry import KINDS
from banfa.ledger.recording.correct import correct_entry
from banfa.ledger.recording.doubles import list_doubles, rule_double
from banfa.ledger.recording.record import record_entries
from banfa.ledger.recording.ruling import list_overruled
from banfa.procedures.cases.due_notices import announce_due
from banfa.procedures.decisions.cut_over import set_cut_over
from banfa.procedures.decisions.proposing import propose_decision, reject_proposal
from banfa.procedures.files.store import DiskStore
from banfa.procedures.files.storing import FileRoom, store_file
from banfa.procedures.official_texts import record_text
from banfa.procedures.rounds import computing
from banfa.procedures.watch.hits import list_hits
from banfa.procedures.watch.looks import look_at
from banfa.procedures.watch.runs import store_run
from banfa.trust import unit_of_work
from banfa.trust.actor import ActingPerson
from banfa.trust.erasing import erase_row
from banfa.trust.persons import add_person, change_person
from banfa.trust.sessions import Seat, end_sessions, list_sessions, open_session
from banfa.trust.sources import register_source
from banfa.trust.tenants import operator
from banfa.trust.tokens import issue_token, revoke_token
from tests.admission import steps
from tests.casework.desk import Desk
from tests.confirmations.confirmed import confirm
from tests.correspondence.writing import write_letters
from tests.districts.recommending import recommend
from tests.experts.reviewing import review
from tests.filings.filed import file_materials
from tests.finance.reconciled import settle
from tests.history.brought import bring_in
from tests.ledger.town import code
from tests.party_links.linked import link
from tests.procedures.office import Office, at
from tests.procedures.quarter import Quarter
from tests.reports.reported import report
from tests.subsidies.paid import pay_and_recover
from tests.tamper.ground import seal_a_read
from tests.task_books.booked import sign_books
from tests.visits.visiting import visit

PERIOD = (date(2026, 1, 1), date(2026, 3, 31))


class WholeOffice(Office):
    """An office whose work is carried out here, without a queue."""

    def work(self, work_id):
        with self.engine.begin() as connection:
            connection.exec_driver_sql("SELECT banfa_door_work(50, 5000, '{}', interval '1 minute')")
        carry_out(self.engine, tenant_id=self.tenant.id, work_id=work_id, now=self.now)
        return self.status(work_id)


def announce_end_of_order(desk):
    """Have an order's last day announced, the day before."""
    order = desk.plan(desk.open_case(desk.new_provider(), "11.4"), "order", term=1, term_unit="个月")
    desk.decide(order)
    desk.day = desk.find("remedy", order).due_on - timedelta(days=1)
    with desk.unit() as unit:
        assert announce_due(unit) == 1


def build_whole(engine, owner_engine):
    """Found the bureau and let it do everything; returns its actor."""
    profile = load_plugin(importlib.import_module("banfa_xiamen"), "xiamen", check=False)
    cities = Cities({"xiamen": profile}, {})
    with mock.patch.object(computing, "cities", return_value=cities):
        office = WholeOffice(engine, owner_engine, profile, None, at("2026-04-08"), PERIOD)
        _let_in(office)
        quarter = Quarter(office)
        for name in "甲乙丙":
            quarter.add(name)
        _settle(office, quarter)
        _evaluate(office, quarter)
        _rule(office)
        for day in ("2026-05-16", "2026-05-17"):
            office.go_to(day)
            with office.unit() as unit:
                store_run(unit, profile, as_of=unit.today)
        _look(office)
        _handle_cases(office)
        _erase(office)
        seal_a_read(engine, operator(office.tenant), now=office.now)
    return operator(office.tenant)


def _look(office):
    """Somebody looks at a lead; the measure's own text is at hand."""
    text = "\n".join(f"{Cite(article)}　某事。" for article in range(1, 15))
    with office.unit() as unit:
        hit = list_hits(unit)[0].hit
        look_at(unit, hit_id=hit.id, run_id=hit.run_id, note="王五 13900000000")
        record_text(unit, office.profile, edition=office.edition, text=text, taken_from="网站")
    with TemporaryDirectory() as folder, office.unit() as unit:  # of the content nothing is read again
        room = FileRoom(store=DiskStore(Path(folder)), max_bytes=1 << 20)
        store_file(unit, BytesIO(b"10:00"), room=room, name="王五谈话记录.txt", kind="minutes")


def _handle_cases(office):
    """Cases: a removal that is told, heard, served and shown, with all that can hang on one."""
    with TemporaryDirectory() as folder:
        desk = Desk(office.engine, office.tenant, office.profile, Path(folder), day=date(2026, 5, 18))
        provider = desk.new_provider()
        contract = desk.new_contract(provider)
        enterprise = desk.new_enterprise()
        answers = {"provider_id": provider, "enterprise_id": enterprise, "answered_on": desk.day}
        survey = desk.record("survey", answer="不满意", **answers)
        desk.act("enter_callback", survey_id=survey)
        desk.act("confirm_address", provider_id=provider)
        meeting = desk.act("record_meeting")
        write_letters(desk, provider, meeting)
        desk.act("apply_replacement", contract_id=contract)
        first, second = (desk.people[name].person.id for name in ("林晓", "郑文"))
        desk.act("record_absence", person_id=first, deputy_id=second)
        case = desk.open_case(provider, "12.4")
        desk.act("stand_aside", case)
        removal = desk.plan(case, "removal")
        desk.hear(removal)
        desk.decide(removal)
        shown = desk.act("draft_publication", removal, addressees=["各区工信部门"]).id
        desk.act("receive_proceeding", case)
        announce_end_of_order(desk)
        desk.check("review_publication", shown)
        desk.act("hand_publication_over", shown)
        desk.scan("publication", shown, "evidence")
        desk.act("post_publication", shown, until=None)
        desk.act("receive_publication_objection", shown)
        over = desk.act("hand_all_over", person_id=first, taker_id=second, handed_on=desk.day).id
        desk.act("withdraw_handover", over)
        _admit(desk, provider)
        pay_and_recover(desk, contract)
        review(desk, provider)
        visit(desk, provider, enterprise)
        confirm(desk, provider)
        report(desk)
        file_materials(desk, provider)
        sign_books(desk, provider)
        bring_in(desk)
        settle(desk)
        recommend(desk)
        link(desk, provider)


def _admit(desk, provider):
    """A batch that is shown, with an objection, and an application that is being turned down."""
    kinds = ["product", "integrator"]
    batch = steps.announce(desk, kinds, conditions=["有实际经营场地"])
    shown, heard = (steps.apply(desk, batch, kind, provider) for kind in kinds)
    steps.close(desk, batch)
    steps.prepare(desk, shown)
    steps.propose(desk, shown)
    line = desk.list("admission_check", application_id=heard)[0].id
    desk.act("enter_admission_check", line, result="not_met", remark="张三来电称没有场地")
    desk.act("intend_rejection", heard)
    service = desk.act("serve_applicant", heard).id
    desk.scan("admission_service", service, "service_receipt")
    desk.check("check_admission_service", service)
    desk.act("hear_applicant", heard)
    steps.leave(desk, desk.new_provider())
    steps.shortlist(desk, batch)
    steps.show(desk, batch)
    desk.act("receive_admission_objection", shown)
    desk.act("answer_admission_objection", desk.list("admission_objection")[0].id, by="郑文")
    listed = steps.reach_list(desk, 1)
    steps.correct(desk, desk.list("admission_application", admission_batch_id=listed)[0].id)


def _let_in(office):
    with unit_of_work(office.engine, operator(office.tenant), now=office.now) as unit:
        person = add_person(unit, name="张三", roles=["admin"], post="科长")
        change_person(unit, person_id=person.id, post="处长")
        register_source(unit, key="second", name="第二平台", kind="platform", contact="王五 13900000000")
        given = {"role": "admin", "person_id": person.id, "expires_at": office.now + timedelta(days=90)}
        for name in ("电脑", "手机"):
            issued = issue_token(unit, name=name, **given)
        revoke_token(unit, token_id=issued.id)
        set_cut_over(unit, until_on=date(2025, 12, 31))
    acting = ActingPerson(person.id, person.uuid, person.name)
    seat = Seat(office.tenant, acting, "admin", office.now)
    for _ in range(2):
        open_session(office.engine, seat)
    with unit_of_work(office.engine, operator(office.tenant), now=office.now) as unit:
        latest, *_ = list_sessions(unit)
        end_sessions(unit, latest.id)


def _rule(office):
    """The platform contradicts an officer, in rows that it dates; two sources report one contract."""
    provider = {"external_id": "R1", "uscc": code(90), "name": "服务商九十", "contact": "旧"}
    enterprise = office.bulk("enterprise", [{"name": "重复", "industry": "pilot", "size": "small"}])[0]

    def send(kind, row, source="platform"):
        with office.unit() as unit:
            (report,) = record_entries(unit, kind, [row], source=source, profile=office.profile)
            return report.id

    entry_id = send("provider", {**provider, "observed_at": "2026-01-05T00:00:00Z"})
    for contact in ("新", "更新"):
        with office.unit() as unit:
            correct_entry(unit, "provider", entry_id, {"contact": contact}, "经核对", profile=office.profile)
    send("provider", {**provider, "contact": "最新", "observed_at": "2026-02-05T00:00:00Z"})
    send("provider", {**provider, "name": "服务商", "observed_at": "2026-01-15T00:00:00Z"})
    with office.unit() as unit:
        assert len(list_overruled(unit)) == 1
    contract = {
        "provider_id": entry_id,
        "enterprise_id": enterprise,
        "signed_on": "2026-01-05",
        "amount": 100,
    }
    for source in ("platform", "test"):
        send("contract", {"external_id": f"{source}-1", **contract}, source)
    for is_double in (True, False):
        with office.unit() as unit:
            (double,) = list_doubles(unit, waiting=False)
            rule_double(unit, double.id, is_double=is_double, reason="经核对")


def _settle(office, quarter):
    office.set_all()
    office.record_notice(2026, rest=[], worked=[])
    warning = {
        "provider_id": quarter.ids["甲"],
        "kind": "warning",
        "authority": office.profile.city.bureau,
        "document_no": "厦工信警〔2026〕3号",
        "edition": office.edition,
        "cite": "11.4",
        "decided_on": "2026-03-31",
    }
    with office.unit() as unit:
        proposal = propose_decision(unit, office.profile, warning)
    with office.unit("李建国") as unit:
        reject_proposal(unit, proposal_id=proposal.id, reason="依据不足")
    office.complete()


def _evaluate(office, quarter):
    """A round with somebody ruled out and let in again, an approval taken back, and an objection upheld."""
    round_id = office.open()
    office.exclude(round_id, quarter.ids["乙"])
    office.readmit(round_id, quarter.ids["乙"])
    office.reviewed(round_id)
    office.reverse(round_id)
    office.approve(round_id)
    office.publish(round_id)
    office.withdraw(office.object(round_id, quarter.ids["丙"]))
    objection_id = office.object(round_id, quarter.ids["甲"])
    quarter.do("甲", overseas=1)
    office.go_to("2026-04-24")
    assert office.uphold(objection_id, corrects={quarter.ids["甲"]: ["6.4.4"]})
    office.approve(round_id)
    office.go_to("2026-05-15")
    office.close(round_id)


def _erase(office):
    with unit_of_work(office.owner_engine, operator(office.tenant), now=office.now) as unit:
        person = add_person(unit, name="李四", roles=["officer"])
    with unit_of_work(office.owner_engine, operator(office.tenant), now=office.now) as unit:
        erase_row(unit, "person", person.id, reason="本人申请", document_no="厦工信删〔2026〕2号")


EMPTY = KINDS.keys() - {"provider", "enterprise", "membership", "contract", "finding", "record", "decision"}
"""Kinds of entry of which the bureau may have none: they are alike, and `tests.tamper.ground` has others."""
