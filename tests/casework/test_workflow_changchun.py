"""Changchun, articles 7 to 9, to the day: an order, refused; 可取消: once not, once done; the pilot ends.

An enterprise's application for another provider (8) and what parties do with their contract are no part of
cases; that a district passed it on is not recorded.
"""

from __future__ import annotations

from datetime import date

import pytest

from tests.casework.workflow import LAW, LEAD, OFFICE, TEXT, Workflow

ANSWERS = [{"point": "已更换团队", "answer": "走访两家企业均未见到新团队。", "adopted": "不采纳"}]
REASON = "服务商已于作出决定前主动整改并取得两家企业谅解，不取消其服务资格。"
FORMS = {"before": [], "after": [], "circular": ["各县（市、区）工信部门"], "open_circular": []}


@pytest.fixture
def office(make_office):
    made = make_office("changchun", Workflow)
    made.go_to(date(2026, 6, 1))
    return made


def refuse(office, provider):
    """7(1): generally thirty days at most; refused in writing on the tenth day."""
    case = office.find_case(provider, "7.1", source="complaint")
    longer = {"kind": "order", "term": 31, "term_unit": "日"}
    office.post(f"/cases/{case}/remedies", longer, expect=(422, "term_reason_missing"))
    months = {"kind": "order", "term": 1, "term_unit": "个月"}
    office.post(f"/cases/{case}/remedies", months, expect=(422, "term_unit_mismatch"))
    office.post(f"/cases/{case}/remedies", {"kind": "warning"}, expect=(409, "remedy_not_provided"))
    order = office.plan(case, "order", term=30, term_unit="日")
    issued = office.today
    office.decide(order, provider, title="限期整改通知书")
    office.go_to(date(issued.year, issued.month, issued.day + 10))
    refused = {"declared_on": office.today.isoformat(), "words": "书面答复称不予整改。"}
    office.post(f"/remedies/{order}/noncompliance", refused, expect=(409, "paper_missing"))
    office.attach(f"/remedies/{order}", "evidence")
    office.post(f"/remedies/{order}/noncompliance", refused)
    office.close(case)
    return case, order


def spare(office, provider):
    """9(1): it may, and does not: with reasons, on record, by the officer alone since the text says 可."""
    case = office.find_case(provider, "9.1后段")
    removal = office.plan(case, "removal")
    office.post(f"/remedies/{removal}/dropping", {}, expect=(422, "field_missing"))
    dropped = office.post(f"/remedies/{removal}/dropping", {"reason": REASON})
    assert (dropped["state"], dropped["reason"]) == ("dropped", REASON)
    office.close(case)
    assert office.steps(f"/remedies/{removal}") == [("plan", OFFICE), ("drop", OFFICE)]
    assert office.hold_file(case) == []


def disqualify(office, provider):
    """9(1) on another one: told, heard, discussed, 取消服务资格, served."""
    case = office.find_case(provider, "9.1后段")
    removal = office.plan(case, "removal")
    assert office.tell([removal], provider) == date(2026, 7, 20)
    office.go_to(date(2026, 7, 16))
    office.hear([removal], ANSWERS)
    office.go_to(date(2026, 7, 27))
    document = office.issue_together([removal], title="关于取消服务资格的通知")
    office.go_to(date(2026, 7, 28))
    office.serve(document, provider)
    return case, removal


def show_nothing(office, remedy):
    """The text has nothing that is shown, in no form."""
    for form, addressees in FORMS.items():
        body = {"form": form, "wording": "有关情况。", "addressees": addressees}
        refusal = (409, "publication_not_provided")
        office.post(f"/remedies/{remedy}/publications", body, expect=refusal)


class TestChangchun:
    def test_from_a_complaint_to_what_may_follow_or_not(self, office):
        spared, lost = office.new_provider("留用的公司"), office.new_provider("取消的公司")
        refuse(office, spared)
        spare(office, spared)
        office.go_to(date(2026, 7, 1))
        case, order = refuse(office, lost)
        office.go_to(date(2026, 7, 13))
        heavy, removal = disqualify(office, lost)
        show_nothing(office, removal)
        assert office.follow(heavy) == [("account", None)]
        office.finish(removal)
        office.close(heavy)
        outcome = ("order_outcome", "refused", "7.1")
        assert office.tell_decisions(spared) == [
            ("order", None, "7.1", "2026-06-01", "2026-06-01", "2026-07-01", None),
            (*outcome, "2026-06-11", None, None, None),
        ]
        assert office.tell_decisions(lost) == [
            ("order", None, "7.1", "2026-07-01", "2026-07-01", "2026-07-31", None),
            (*outcome, "2026-07-11", None, None, None),
            ("removal", None, "9.1后段", "2026-07-27", "2026-07-28", None, "2026-07-28"),
        ]
        assert office.hold_file(case) == ["act"]
        assert office.kinds_of_files(f"/remedies/{order}") == {"evidence"}
        assert office.steps(f"/remedies/{order}") == [
            ("plan", OFFICE), ("issue", TEXT), ("start_term", TEXT), ("refuse", TEXT),
        ]  # fmt: skip
        assert office.hold_file(heavy) == ["advance", "act"]
        assert office.steps(f"/remedies/{removal}") == [
            ("plan", OFFICE), ("tell", LAW), ("hear", LAW), ("issue", TEXT), ("take_effect", LAW),
            ("finish", OFFICE),
        ]  # fmt: skip
        assert office.get("/publications", case_id=heavy)["items"] == []

    def test_after_the_end_of_the_pilot_nothing_new_is_taken(self, office):
        provider = office.new_provider()
        case, _ = refuse(office, provider)
        begun = office.find_case(provider, "9.1后段")
        lead = office.register(provider, "9.6", "own")
        signed, order = self.sign_order(office)
        self.end(office, "2026-10-30")
        office.go_to(date(2026, 10, 30))
        office.verify(lead)
        office.go_to(date(2026, 10, 31))
        over = (409, "edition_not_in_force")
        # opened before: planned, to be entered with its true days, and issued on none after the end
        office.plan(begun, "removal")
        body = {"provider_id": provider, "source": "own", "clause": "7.1", "found_on": "2026-10-31"}
        office.post("/leads", {**body, "summary": "来函反映。"}, expect=over)
        late = office.open_case(lead)
        office.post(f"/cases/{late}/remedies", {"kind": "removal"}, expect=over)
        assert office.steps(f"/leads/{lead}") == LEAD
        self.issue_too_late(office, signed, order)
        # what was done before stands, and is still read
        assert office.hold_file(case) == ["act"]

    def sign_order(self, office):
        """A paper that all posts have signed, and nobody has issued."""
        case = office.find_case(office.new_provider(), "7.2")
        order = office.plan(case, "order", term=30, term_unit="日")
        document = office.draft(order, title="限期整改通知书")
        office.approve(document)
        office.attach(f"/case-documents/{document}", "stamped_original")
        return document, order

    def issue_too_late(self, office, document, order):
        """Not after the end; what was issued before it can still be entered, with its true day."""
        body = {"document_no": "长工信函〔2026〕77号"}
        path = f"/case-documents/{document}/issue"
        office.post(path, {**body, "issued_on": "2026-10-31"}, expect=(409, "edition_not_in_force"))
        office.post(path, {**body, "issued_on": "2026-10-30"})
        assert office.get(f"/remedies/{order}")["state"] == "issued"

    def end(self, office, day):
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
