"""What binds the bureau when it plans: a party's own term, nothing heavier, referral, late entries, cites."""

from __future__ import annotations

from datetime import date

import pytest

from banfa.errors import Conflict
from tests.web.test_calendar import NOTICE

REPORTED = {"body_kind": "police", "body": "柳州市公安局", "officers": ["林晓", "郑文"]}


def end(office, day):
    """Publish that the pilot ends on a day."""
    document = {
        "kind": "expiry",
        "edition": office.profile.latest.key,
        "document_no": "局〔2026〕88号",
        "issuer": office.profile.city.bureau,
        "issued_on": office.today.isoformat(),
        "document_class": "normative",
        "published_on": office.today.isoformat(),
        "published_in": "局网站",
        "body": {"end": day},
    }
    office.post("/instruments", document)


class TestAPartysTerm:
    def test_counts_no_day_that_may_be_one_of_rest(self, liuzhou):
        liuzhou.go_to(date(2026, 12, 28))
        provider = liuzhou.new_provider()
        removal = liuzhou.plan(liuzhou.find_case(provider, "14.9"), "removal")
        told = liuzhou.decide(removal, provider, kind="advance", title="拟作处理告知书")
        # 29, 30, 31 December, and of 2027 only what is more than a week from New Year: 11 and 12 January
        assert (told["statement_until"], told["due_day_unsure"]) == ("2027-01-12", True)
        liuzhou.go_to(date(2027, 1, 11))
        path = f"/remedies/{removal}/hearing"
        liuzhou.post(path, {}, version=told["version"], expect=(409, "statement_term_runs"))
        liuzhou.post("/holiday-notices", NOTICE)
        heard = liuzhou.post(path, {})
        assert (heard["due_day_unsure"], heard["statement_until"]) == (False, "2027-01-05")


class TestNothingHeavier:
    @pytest.fixture
    def circular(self, make_desk):
        """Article 15 of Liuzhou: a circular on which the party was heard."""
        desk = make_desk("liuzhou")
        case = desk.open_case(desk.new_provider(), "15")
        remedy = desk.plan(case, "circular")
        desk.hear(remedy)
        return desk, case, remedy

    def test_is_planned_once_what_was_heard_is_issued(self, circular):
        desk, case, remedy = circular
        desk.decide(remedy)
        with pytest.raises(Conflict) as refusal:
            desk.plan(case, "removal")
        assert refusal.value.code == "heavier_after_hearing"

    def test_is_planned_once_what_was_heard_is_dropped(self, circular):
        desk, case, remedy = circular
        desk.act("drop_remedy", remedy)
        desk.check("confirm_drop", remedy)
        with pytest.raises(Conflict) as refusal:
            desk.plan(case, "removal")
        assert refusal.value.code == "heavier_after_hearing"

    def test_keeps_nobody_from_referring_a_crime(self, circular):
        desk, case, _ = circular
        desk.plan(case, "referral", investigated_on=desk.day, **REPORTED)


class TestAReferral:
    def test_is_planned_where_the_text_has_none_and_answered(self, liuzhou):
        provider = liuzhou.new_provider()
        case = liuzhou.find_case(provider, "14.2")
        body = {"kind": "referral", **REPORTED}
        version = liuzhou.get(f"/cases/{case}")["version"]
        path = f"/cases/{case}/remedies"
        liuzhou.post(path, body, version=version, expect=(422, "field_missing"))
        body["investigated_on"] = "2026-03-02"
        alone = {**body, "officers": ["林晓"]}
        liuzhou.post(path, alone, version=version, expect=(422, "two_persons"))
        planned = liuzhou.post(path, body)
        assert (planned["due_on"], planned["cites"], planned["hearing"]) == ("2026-03-05", [], False)
        referral = planned["id"]
        document = liuzhou.draft(referral, title="案件移送书", publicity="internal")
        liuzhou.approve(document)
        liuzhou.attach(f"/case-documents/{document}", "stamped_original")
        issued = {"document_no": "柳工信函〔2026〕7号", "issued_on": "2026-03-02"}
        version = liuzhou.get(f"/case-documents/{document}")["version"]
        path = f"/case-documents/{document}/issue"
        liuzhou.post(path, issued, version=version, expect=(409, "paper_missing"))
        for kind in ("investigation", "evidence_list"):
            liuzhou.attach(f"/remedies/{referral}", kind)
        liuzhou.post(path, issued)
        assert liuzhou.get(f"/remedies/{referral}")["due_on"] == "2026-03-03"
        liuzhou.serve(document, provider, body="柳州市公安局")
        answer = {"copied_on": "2026-03-02", "answered_on": "2026-03-02", "outcome": "not_opened"}
        answer["words"] = "不予立案：情节显著轻微。"
        done = liuzhou.post(f"/remedies/{referral}/referral-answer", answer)
        assert done["state"] == "finished"
        assert [d["kind"] for d in liuzhou.decisions(provider)] == ["referral"]

    def test_is_planned_after_the_end_of_the_pilot(self, liuzhou):
        provider = liuzhou.new_provider()
        case = liuzhou.find_case(provider, "14.2")
        end(liuzhou, "2026-03-31")
        liuzhou.go_to(date(2026, 4, 2))
        liuzhou.plan(case, "referral", investigated_on="2026-04-01", **REPORTED)


class TestWhatIsEnteredLate:
    def test_is_judged_by_its_true_days(self, liuzhou):
        provider = liuzhou.new_provider()
        end(liuzhou, "2026-06-30")
        liuzhou.go_to(date(2026, 7, 6))
        lead = {"provider_id": provider, "source": "visit", "clause": "14.1", "summary": "企业建而不用。"}
        late = {**lead, "found_on": "2026-07-02"}
        liuzhou.post("/leads", late, expect=(409, "edition_not_in_force"))
        lead = liuzhou.post("/leads", {**lead, "found_on": "2026-04-01"})["id"]
        found = {"verified_on": "2026-06-18", "verifiers": ["林晓", "周宁"], "finding": "属实。"}
        liuzhou.post(f"/leads/{lead}/verification", {**found, "evidence": ["走访记录"]})
        liuzhou.post(f"/leads/{lead}/confirmation", by=liuzhou.second)
        body = {"title": "企业建而不用", "opened_on": "2026-06-17"}
        version = liuzhou.get(f"/leads/{lead}")["version"]
        path = f"/leads/{lead}/case"
        liuzhou.post(path, body, version=version, expect=(422, "days_reversed"))
        case = liuzhou.post(path, {**body, "opened_on": "2026-06-22"})["case_id"]
        assert liuzhou.get(f"/cases/{case}")["opened_on"] == "2026-06-22"
        liuzhou.plan(case, "removal")

    def test_opens_nothing_on_a_day_after_the_end(self, liuzhou):
        lead = liuzhou.register(liuzhou.new_provider(), "14.1")
        liuzhou.verify(lead)
        end(liuzhou, "2026-03-31")
        liuzhou.go_to(date(2026, 4, 2))
        case = liuzhou.open_case(lead)
        version = liuzhou.get(f"/cases/{case}")["version"]
        refusal = (409, "edition_not_in_force")
        liuzhou.post(f"/cases/{case}/remedies", {"kind": "removal"}, version=version, expect=refusal)


class TestSeveralSituations:
    def test_are_all_cited_where_each_provides_the_remedy(self, make_office):
        office = make_office("huangshi")
        provider = office.new_provider()
        case = office.find_case(provider, "14.1")
        other = office.register(provider, "14.3")
        office.verify(other)
        office.post(f"/leads/{other}/joining", {"case_id": case})
        warning = office.plan(case, "warning")
        shown = office.get(f"/remedies/{warning}")
        assert (shown["cite"], shown["cites"]) == ("14.1", ["14.1", "14.3"])
        office.decide(warning, provider, title="警告通知书")
        assert [d["cite"] for d in office.decisions(provider)] == ["14.1、14.3"]
