"""A name out of a published list: told, heard, decided by another person, served, told to the ledger."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.admission.batch import reach_review

REASONS = "评审汇总表录入错行，该单位未通过专家评审。"
TOLD = {"manner": "annul", "defect": "record", "reasons": REASONS}
"""What a party is told."""


@pytest.fixture
def listed(office):
    """An application on a published list that the ledger does not have yet."""
    application = reach_review(office)
    office.propose(application)
    office.list_all()
    return application


def list_day(office):
    """The day on which the list was published."""
    return office.get(f"/admission-batches/{office.batch}")["listed_on"]


def intend(office, application, *, expect=None, **changes):
    body = {"intended_on": office.today.isoformat(), **TOLD, **changes}
    path = f"/admission-applications/{application}/corrections"
    return office.post(path, body, expect=expect).get("id")


def serve(office, correction, *, expect=None):
    body = {
        "manner": "direct",
        "served_on": office.today.isoformat(),
        "place": "该单位前台",
        "receiver": "吴霞",
        "servers": ["林晓", "郑文"],
    }
    service = office.post(f"/admission-corrections/{correction}/services", body, expect=expect).get("id")
    if service is None:
        return
    office.attach(f"/admission-services/{service}", "service_receipt")
    office.post(f"/admission-services/{service}/confirmation", by=office.second)


def reach_heard(office, application, **told):
    """Told, and silent until the term is over."""
    correction = intend(office, application, **told)
    serve(office, correction)
    office.go_to(office.today + timedelta(8))
    office.post(f"/admission-corrections/{correction}/hearing", {})
    return correction


def decide(office, correction, *, number=40, by=None, expect=None, **changes):
    body = {
        "document_no": f"局企业函〔2026〕{number}号",
        "decided_on": office.today.isoformat(),
        "words": "该单位不再列入名单。",
        **changes,
    }
    path = f"/admission-corrections/{correction}/decision"
    return office.post(path, body, by=by or office.second, expect=expect)


def reach_served(office, application, **told):
    correction = reach_heard(office, application, **told)
    office.attach(f"/admission-corrections/{correction}", "stamped_original")
    decide(office, correction)
    serve(office, correction)
    return correction


def record(office, correction, *, by=None, expect=None, paper=True, **changes):
    """Record where the corrected list was made known, its scan hung on it."""
    if paper:
        office.attach(f"/admission-corrections/{correction}", "corrected_list")
    body = {
        "corrected_on": office.today.isoformat(),
        "corrected_in": "局企业函〔2026〕45号，https://example.gov.cn/9",
        **changes,
    }
    path = f"/admission-corrections/{correction}/recording"
    return office.post(path, body, by=by or office.officer, expect=expect)


class TestACorrection:
    def test_hears_its_party_and_names_its_remedies(self, office, listed):
        correction = intend(office, listed)
        path = f"/admission-corrections/{correction}"
        office.post(f"{path}/hearing", {}, expect=(409, "wrong_state"))
        serve(office, correction)
        office.post(f"{path}/hearing", {}, expect=(409, "statement_term_runs"))
        office.post(f"{path}/hearing", {"statement": "不服"}, expect=(422, "field_missing"))
        office.go_to(office.today + timedelta(8))
        assert "行政复议" in office.post(f"{path}/hearing", {})["recourse"]

    def test_is_decided_by_another_person_by_its_paper_after_the_term(self, office, listed):
        correction = reach_heard(office, listed)
        decide(office, correction, expect=(409, "paper_missing"))
        office.attach(f"/admission-corrections/{correction}", "stamped_original")
        decide(office, correction, by=office.officer, expect=(403, "same_person"))
        until = office.get(f"/admission-corrections/{correction}")["statement_until"]
        decide(office, correction, decided_on=until, expect=(409, "statement_term_runs"))
        decide(office, correction, document_no="40号", expect=(422, "document_no_form"))
        decide(office, correction, number=8, expect=(409, "document_no_used"))
        assert decide(office, correction)["state"] == "decided"
        record(office, correction, expect=(409, "wrong_state"))
        assert office.state(listed) == "proposed"

    def test_tells_what_is_meant_and_for_which_defect_of_the_list(self, office, listed):
        for changes in ({"manner": None}, {"defect": None}):
            intend(office, listed, **changes, expect=(422, "field_missing"))
        made = office.get(
            f"/admission-corrections/{intend(office, listed, manner='end', defect='procedure')}"
        )
        assert (made["manner"], made["defect"], made["reasons"]) == ("end", "procedure", REASONS)

    @pytest.mark.parametrize("conduct", ["conduct", "false_material"])
    def test_is_not_for_what_the_clauses_of_removal_are_about(self, office, listed, conduct):
        intend(office, listed, defect=conduct, expect=(422, "field_out_of_range"))
        assert office.get("/admission-corrections")["items"] == []

    def test_is_decided_as_it_was_told_or_told_anew(self, office, listed):
        correction = reach_heard(office, listed, manner="end")
        office.attach(f"/admission-corrections/{correction}", "stamped_original")
        for changes in ({"manner": "annul"}, {"defect": "condition"}, {"corrected_in": "某报"}):
            decide(office, correction, **changes, expect=(422, "field_unknown"))
        dropped = {"dropped_why": "应为自始不应列入，另行提出。"}
        office.post(f"/admission-corrections/{correction}/dropping", dropped, by=office.second)
        again = intend(office, listed, manner="annul")
        office.post(f"/admission-corrections/{again}/hearing", {}, expect=(409, "wrong_state"))
        assert office.state(listed) == "proposed"

    def test_is_recorded_with_where_the_list_was_made_known_after_the_service(self, office, listed):
        correction = reach_served(office, listed)
        path = f"/admission-corrections/{correction}"
        assert office.get(path)["corrected_in"] is None
        record(office, correction, paper=False, expect=(409, "paper_missing"))
        yesterday = (office.today - timedelta(1)).isoformat()
        record(office, correction, corrected_on=yesterday, expect=(422, "days_reversed"))
        record(office, correction, corrected_in=None, expect=(422, "field_missing"))
        assert (office.state(listed), office.get(path)["state"]) == ("proposed", "served")
        assert record(office, correction)["corrected_in"].startswith("局企业函〔2026〕45号")

    def test_lists_the_contracts_and_claims_of_its_provider(self, office, listed):
        provider = office.get(f"/admission-applications/{listed}")["provider_id"]
        path = f"/admission-corrections/{intend(office, listed)}/running"
        assert (office.get(path)["contracts"], office.get(path)["claims"]) == ([], [])
        enterprise = office.post("/enterprises", {"name": "甲厂", "size": "small", "industry": "试点行业"})[
            "id"
        ]
        signed = {"provider_id": provider, "enterprise_id": enterprise, "signed_on": list_day(office)}
        contract = office.post("/contracts", {**signed, "amount": 60_000_000})["id"]
        office.post("/contracts", {**signed, "ended_on": list_day(office), "ended_why": "agreement"})
        (running,) = office.get(path)["contracts"]
        assert (running["contract_id"], running["enterprise_name"]) == (contract, "甲厂")
        assert running["amount"] == 60_000_000
        assert office.get(path) == office.get(f"/providers/{provider}/pool-history")["running"]

    def test_takes_a_name_off_that_the_ledger_does_not_have(self, office, listed):
        correction = reach_served(office, listed)
        record(office, correction, by=office.second, expect=(403, "same_person"))
        assert record(office, correction)["state"] == "recorded"
        assert office.state(listed) == "struck"
        office.record(from_on=list_day(office))
        provider = office.get(f"/admission-applications/{listed}")["provider_id"]
        assert office.memberships(provider) == []

    def test_voids_a_membership_that_should_never_have_been(self, office, listed):
        office.record()
        provider = office.get(f"/admission-applications/{listed}")["provider_id"]
        (before,) = office.memberships(provider)
        record(office, reach_served(office, listed))
        assert office.memberships(provider) == []
        history = office.get(f"/memberships/{before['id']}/history")["items"]
        assert any("局企业函〔2026〕40号" in (each.get("reason") or "") for each in history)

    def test_ends_a_membership_the_day_before_its_service(self, office, listed):
        office.record()
        provider = office.get(f"/admission-applications/{listed}")["provider_id"]
        record(office, reach_served(office, listed, manner="end"))
        (entry,) = office.memberships(provider)
        assert entry["until_on"] == (office.today - timedelta(1)).isoformat()
        assert entry["ended_why"] == "更正公布名单：局企业函〔2026〕40号"

    def test_is_given_up_where_the_statement_is_right(self, office, listed):
        correction = reach_heard(office, listed)
        path = f"/admission-corrections/{correction}/dropping"
        office.post(path, {"dropped_why": "陈述属实。"}, expect=(403, "same_person"))
        office.post(path, {"dropped_why": "陈述属实。"}, by=office.second)
        assert office.state(listed) == "proposed"
        assert office.record(from_on=list_day(office))["state"] == "recorded"
        intend(office, listed)

    def test_is_of_a_published_list_alone_and_once_at_a_time(self, office):
        application = reach_review(office)
        office.propose(application)
        intend(office, application, expect=(409, "wrong_state"))
        office.list_all()
        yesterday = (office.today - timedelta(1)).isoformat()
        intend(office, application, intended_on=yesterday, expect=(422, "days_reversed"))
        intend(office, application)
        intend(office, application, expect=(409, "correction_runs"))

    def test_waits_on_the_list_until_it_is_in_the_ledger(self, office, listed):
        correction = reach_served(office, listed)
        assert [item.step for item in office.list_waiting("admission_correction")] == [
            "已送达，待公布并记入台账"
        ]
        record(office, correction)
        assert office.list_waiting("admission_correction") == []

    def test_leaves_a_receipt_of_another_stage_to_be_returned(self, office, listed):
        correction = intend(office, listed)
        serve(office, correction)
        serve(office, correction, expect=(409, "wrong_state"))
