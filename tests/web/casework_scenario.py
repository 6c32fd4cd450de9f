"""Every operation of casework, carried out once by the examples of the document, in Xiamen's office."""

from __future__ import annotations

import io
from dataclasses import replace

from banfa.procedures.cases.effect_rows import EFFECTS
from tests.web.admission_scenario import admit
from tests.web.casework_kinds import MANY, READ_BY, WITHOUT_STEPS
from tests.web.confirmation_scenario import run_confirmations
from tests.web.district_scenario import collect_as_district, review_as_district
from tests.web.filing_scenario import run_filings, run_task_books
from tests.web.finance_scenario import run_finance
from tests.web.handover_scenario import deputise
from tests.web.history_scenario import run_history
from tests.web.letter_scenario import write
from tests.web.link_scenario import run_links
from tests.web.recommendation_scenario import run_recommendations
from tests.web.report_scenario import run_reports
from tests.web.rooms_scenario import run_experts, run_visits
from tests.web.subsidy_scenario import pay

ENDED = ("passed", "failed", "refused", "lapsed")


class Casework:
    """Two officers at one desk: `scenario` sends the examples, `second` checks what was entered."""

    def __init__(self, scenario):
        self.scenario = scenario
        self.officer = scenario.bureau.client("officer")
        self.second = scenario.bureau.client("reviewer")
        self.provider = self.officer.get("/providers", limit=1).json["items"][0]["id"]
        self.scans = 0

    def run(self):
        self.verify_leads()
        self.call_back()
        self.keep_addresses()
        case, order = self.warn()
        self.let_terms_run(order)
        self.refer()
        self.remove()
        self.correct()
        self.handle(case)
        self.replace()
        deputise(self)
        admit(self)
        pay(self)
        write(self)
        run_experts(self)
        run_visits(self)
        for run in (run_confirmations, run_reports, run_filings, run_task_books, run_history, run_finance):
            run(self)
        run_recommendations(self)
        review_as_district(self)
        collect_as_district(self)
        run_links(self)
        self.read()

    # helpers

    def act(self, name, address, /, *, by=None, **changes):
        """Send an example to a thing, by the version that was read just now."""
        version = self.officer.get(address).json.get("version")
        role = "reviewer" if by is self.second else None
        ids = [address.rpartition("/")[2]]
        return self.scenario.send(name, ids=ids, version=version, role=role, **changes)

    def press(self, name, address, path):
        """Have the second person press a button."""
        version = self.officer.get(address).json["version"]
        answer = self.second.post(f"{address}/{path}", version=version)
        assert answer.status_code == 200, answer.json
        self.scenario.answers[name] = answer
        return answer.json

    def scan(self, address, kind, one):
        self.scans += 1
        content = io.BytesIO(f"{kind} {self.scans}".encode())
        file = self.officer.send("POST", f"/files?kind={kind}", data={"file": (content, f"{kind}.txt")})
        self.scenario.send(f"attach_to_{one}", ids=[address.rpartition("/")[2]], file_id=file.json["id"])

    def register(self, **changes):
        return "/leads/" + self.scenario.send("register_lead", provider_id=self.provider, **changes)["id"]

    def confirm(self, **changes):
        """A lead that two persons have verified and another has confirmed."""
        lead = self.register(**changes)
        self.act("verify_lead", lead)
        self.press("confirm_lead", lead, "confirmation")
        return lead

    def open(self, **changes):
        lead = self.confirm(**changes)
        return "/cases/" + self.act("open_case", lead)["case_id"]

    def plan(self, case, **changes):
        return "/remedies/" + self.act("plan_remedy", case, **changes)["id"]

    # what is done

    def verify_leads(self):
        lead = self.register()
        self.act("verify_lead", lead)
        version = self.officer.get(lead).json["version"]
        body = {"reason": "证据材料不全"}
        self.scenario.answers["return_lead"] = self.second.post(f"{lead}/return", body, version=version)
        self.act("dismiss_lead", lead)
        self.scan(lead, "evidence", "lead")
        for name, path in (("confirm_decline", "declining-confirmation"), ("reject_decline", None)):
            lead = self.confirm()
            self.act("decline_lead", lead)
            if path:
                self.press(name, lead, path)
            else:
                version = self.officer.get(lead).json["version"]
                answer = self.second.post(f"{lead}/declining-rejection", body, version=version)
                self.scenario.answers[name] = answer
        self.take_up()

    def take_up(self):
        hits = self.officer.get("/hits", state="triggered", limit=200).json["items"]
        hit = next(hit for hit in hits if not hit["trial"])
        self.scenario.send("take_up_hit", ids=[hit["id"]])

    def call_back(self):
        rows = self.officer.get("/surveys", answer="不满意", topic="overall", limit=5).json["items"]
        done = ("check_callback", "confirmation"), ("return_callback", "return")
        for (name, path), row in zip(done, rows, strict=False):
            entered = self.scenario.send("enter_callback", survey_id=row["id"], called_on="2026-04-08")
            address = f"/callbacks/{entered['id']}"
            self.press(name, address, path)
        self.scan(address, "evidence", "callback")

    def keep_addresses(self):
        made = self.scenario.send("confirm_address", provider_id=self.provider)
        self.scan(f"/service-addresses/{made['id']}", "address_confirmation", "service_address")
        meeting = self.scenario.send("record_meeting")
        self.scan(f"/meetings/{meeting['id']}", "minutes", "meeting")
        self.meeting = meeting["id"]

    def approve(self, paper, **signed):
        """Submit a paper, enter what each post has written, have it checked."""
        chain = self.act("submit_paper", paper)["chain"]
        self.scan(paper, "approval_sheet", "case_document")
        for n, (post, name) in enumerate(zip(chain, ("陈立", "孙岩", "钱程", "何平"), strict=False)):
            more = signed | ({"meeting_id": self.meeting, "matter": 1} if post == "集体讨论" else {})
            if n == 0:
                entered = self.act("enter_approval", paper, name="写错的人", **more)
                self.press("return_approval", f"/document-approvals/{entered['id']}", "return")
            entered = self.act("enter_approval", paper, name=name, **more)
            self.press("check_approval", f"/document-approvals/{entered['id']}", "confirmation")
        self.scan(f"/document-approvals/{entered['id']}", "approval_sheet", "document_approval")

    def issue(self, paper, number, on=None):
        self.approve(paper, **({"signed_on": on} if on else {}))
        self.scan(paper, "stamped_original", "case_document")
        self.act(
            "issue_paper",
            paper,
            document_no=f"厦工信企业函〔2026〕{number}号",
            **({"issued_on": on} if on else {}),
        )

    def serve(self, paper, **changes):
        entered = self.act("enter_service", paper, provider_id=self.provider, **changes)
        self.press("return_service", f"/document-services/{entered['id']}", "return")
        entered = self.act("enter_service", paper, provider_id=self.provider, **changes)
        address = f"/document-services/{entered['id']}"
        self.scan(address, "service_receipt", "document_service")
        self.press("check_service", address, "confirmation")
        return address

    def draft(self, case, remedy, **changes):
        made = self.act("draft_paper", case, remedy_id=remedy.rpartition("/")[2], **changes)
        return f"/case-documents/{made['id']}"

    def warn(self):
        """A warning and an order in one paper."""
        case = self.open()
        warning = self.plan(case, kind="warning", term=None, term_unit=None)
        order = self.plan(case)
        self.act("void_paper", self.draft(case, warning))
        paper = self.draft(case, warning)
        self.act("write_paper", paper)
        self.act("add_remedy", paper, remedy_id=order.rpartition("/")[2])
        self.scenario.send("get_case_document_paper", ids=[paper.rpartition("/")[2]])
        self.scenario.send("get_case_form", ids=[case.rpartition("/")[2], "service_receipt"])
        self.issue(paper, 134)
        self.put_right(self.serve(paper))
        self.stop()
        self.act("finish_remedy", warning)
        return case, order

    def put_right(self, service):
        """A service whose receiver was entered wrongly."""
        entered = self.act("correct_service", service)
        address = f"/document-services/{entered['id']}"
        self.scan(address, "service_receipt", "document_service")
        self.press("check_service", address, "confirmation")

    def stop(self):
        """A paper that is issued and served on nobody."""
        case = self.open(clause="11.2")
        paper = self.draft(case, self.plan(case))
        self.issue(paper, 135)
        for name, path in (("reject_stop", "stopping-rejection"), ("confirm_stop", "stopping-confirmation")):
            self.act("propose_stop", paper)
            self.scan(paper, "official_text", "case_document")
            self.press(name, paper, path)

    def let_terms_run(self, order):
        self.scan(order, "stamped_original", "remedy")
        self.act("pause_term", order)
        self.act("resume_term", order)
        self.act("remind_party", order)
        self.act("extend_term", order, by=self.second)
        self.scan(order, "report", "remedy")
        self.act("take_report", order)
        self.act("recheck_remedy", order)
        for number, name in ((140, "note_noncompliance"), (141, "note_lapse")):
            case = self.open(clause="11.2")
            order = self.plan(case)
            paper = self.draft(case, order)
            self.issue(paper, number)
            self.serve(paper)
            if name == "note_lapse":
                self.scenario.bureau.clock.forward(days=15)
            self.scan(order, "evidence", "remedy")
            self.act(name, order)

    def refer(self):
        """What may be a crime, to the 公安机关, with its answer."""
        case = self.open()
        referral = self.plan(
            case,
            kind="referral",
            term=None,
            term_unit=None,
            body_kind="police",
            body="厦门市公安局",
            investigated_on="2026-04-10",
            officers=["林晓", "郑文"],
        )
        for kind in ("investigation", "evidence_list"):
            self.scan(referral, kind, "remedy")
        paper = self.draft(case, referral)
        self.issue(paper, 145)
        self.serve(paper, body="厦门市公安局")
        self.act("answer_referral", referral)

    def remove(self):
        """A removal that is told and heard, one that is not heard, and those that are dropped."""
        case = self.open(clause="12.4")
        removal = self.plan(case, kind="removal", term=None, term_unit=None)
        advance = self.draft(case, removal, kind="advance", title="拟取消试点工作资格告知书")
        self.issue(advance, 150)
        self.serve(advance)
        self.act("hear_party", removal)
        circular = self.plan(case, kind="circular", term=None, term_unit=None)
        self.scan(circular, "minutes", "remedy")
        self.act("waive_hearing", circular, by=self.second)
        for name, path in (("confirm_drop", "dropping-confirmation"), ("reject_drop", "dropping-rejection")):
            self.act("drop_remedy", circular)
            if name == "confirm_drop":
                self.press(name, circular, path)
                circular = self.plan(case, kind="circular", term=None, term_unit=None)
                continue
            version = self.officer.get(circular).json["version"]
            body = {"reason": "仍须通报"}
            self.scenario.answers[name] = self.second.post(f"{circular}/{path}", body, version=version)
        paper = self.draft(case, removal, title="关于取消试点工作资格的通知")
        heard = "2026-04-20"
        self.issue(paper, 151, on=heard)
        self.serve(paper, served_on=heard)
        effects = self.officer.get("/case-effects", case_id=case.rpartition("/")[2]).json["items"]
        self.consent(effects[-1])
        for name, effect in zip(("do_effect", "decline_effect"), effects, strict=False):
            self.act(name, f"/case-effects/{effect['id']}")
        self.scan(f"/case-effects/{effects[0]['id']}", "evidence", "case_effect")
        self.publish(removal)

    def consent(self, effect):
        """The consent about a seat: Xiamen has none, so an effect becomes what Changsha's is."""
        bureau, address = self.scenario.bureau, f"/case-effects/{effect['id']}"
        seat = self.officer.get("/memberships", provider_id=self.provider).json["items"][0]["id"]
        with bureau.unit() as unit:
            number = bureau.number("case_effect", effect["id"])
            unit.note("case_effect.propose", f"case_effect/{number}", {})
            row = EFFECTS.find(unit, number)
            EFFECTS.store(unit, replace(row, kind="seat", thing_id=bureau.number("membership", seat)))
        successor = self.officer.get("/providers", limit=2).json["items"][1]["id"]
        self.act("enter_consent", address, successor_id=successor)
        self.press("return_consent", address, "consent-return")
        self.act("enter_consent", address, successor_id=successor)
        self.scan(address, "official_text", "case_effect")
        self.press("check_consent", address, "consent-confirmation")

    def publish(self, removal):
        for number in range(2):
            shown = f"/publications/{self.act('draft_publication', removal)['id']}"
            if number == 0:
                self.act("withdraw_publication", shown)
                continue
            self.press("review_publication", shown, "review")
            self.act("hand_publication_over", shown)
            self.scan(shown, "evidence", "publication")
            self.act("post_publication", shown)
            self.object(shown)
            self.act("take_publication_down", shown)
        self.show(removal)

    def object(self, shown):
        """Two objections to what is shown: one taken back, one answered by another."""
        for name, by in (
            ("withdraw_publication_objection", None),
            ("answer_publication_objection", self.second),
        ):
            came = self.act("receive_publication_objection", shown)
            address = f"/publication-objections/{came['id']}"
            self.scan(address, "objection", "publication_objection")
            self.act(name, address, by=by)

    def show(self, removal):
        """On the notice board instead."""
        shown = f"/publications/{self.act('draft_publication', removal)['id']}"
        self.press("review_publication", shown, "review")
        self.act("show_publication", shown)

    def handle(self, case):
        """What can be done with a case as a whole."""
        lead = self.confirm()
        self.act("join_case", lead, case_id=case.rpartition("/")[2])
        aside = self.act("stand_aside", case)
        self.scan(f"/recusals/{aside['id']}", "evidence", "recusal")
        received = self.act("receive_proceeding", case)
        address = f"/proceedings/{received['id']}"
        self.scan(address, "evidence", "proceeding")
        self.act("answer_proceeding", address)
        for press in ("return_result", "carry_result_out"):
            self.act("end_proceeding", address)
            if press == "carry_result_out":
                self.scan(address, "official_text", "proceeding")
            self.press(press, address, {"return_result": "return"}.get(press, "confirmation"))
        self.scenario.send("receive_other_proceeding", decision_id=None)
        due = self.officer.get(case).json["due_on"]
        self.act("extend_case", case, until=f"{due[:8]}28" if due[8:] < "28" else due)
        person = self.scenario.bureau.client("admin").get("/persons").json["items"]
        handler = next(p["id"] for p in person if p["name"] == "officer的人")
        self.act("hand_case_over", case, handler_id=handler)
        self.act("suspend_case", case)
        self.act("resume_case", case)
        self.scan(case, "evidence", "case")
        self.scenario.send("get_case_volume", ids=[case.rpartition("/")[2]], query={"kind": "outward"})
        self.act("close_case", case)
        self.act("reopen_case", case)
        self.act("close_case", case)
        self.act("archive_case", case)

    def replace(self):
        contracts = self.officer.get("/contracts", limit=200).json["items"]
        first = contracts[0]
        other = next(
            (
                c["id"]
                for c in contracts
                if c["enterprise_id"] == first["enterprise_id"] and c["provider_id"] != first["provider_id"]
            ),
            None,
        )
        made = self.scenario.send("apply_replacement", contract_id=first["id"])
        address = f"/replacements/{made['id']}"
        self.scan(address, "evidence", "replacement")
        self.act("recommend_replacement", address)
        self.act("answer_replacement", address, by=self.second)
        self.act("record_change", address, new_contract_id=other)

    def correct(self):
        decisions = self.officer.get("/decisions", kind="warning", provider_id=self.provider).json["items"]
        self.scenario.send("open_correction", decision_id=decisions[-1]["id"])

    def read(self):
        """Every list, and one of each with its steps and files."""
        for many, one in MANY.items():
            path = "/" + many.replace("_", "-")
            items = self.scenario.send(f"list_{many}", query={"limit": 2})["items"]
            ids = [items[0]["id"]]
            self.scenario.send(f"get_{one}", ids=ids)
            if one not in WITHOUT_STEPS:
                self.scenario.send(f"list_{one}_steps", ids=ids)
            reader = self.scenario.bureau.client(READ_BY.get(many, "officer"))
            with_file = next(
                item
                for item in reader.get(path, limit=200).json["items"]
                if reader.get(f"{path}/{item['id']}/files").json["items"]
            )
            self.scenario.send(f"list_{one}_files", ids=[with_file["id"]])
