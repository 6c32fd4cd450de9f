"""Huangshi, articles 14 to 18, to the day: D, a warning and a month; a second D, 可 清退; 追回; 移送.

The half-year's grading is tested of itself: leads begin where a D was given. How much was paid to whom, the
talk with finance and what comes in are money; here is what was decided to be recovered. A referral's paper
goes to the police: its receipt stands as the service of the paper on the party that it is about.
"""

from __future__ import annotations

from datetime import date

import pytest

from tests.casework.workflow import LAW, OFFICE, TEXT, Workflow

ANSWERS = [{"point": "款项已用于改造", "answer": "验收未通过，按承诺书退回。", "adopted": "不采纳"}]
PAID = 36_000_000
"""分 that the problem project was paid."""


@pytest.fixture
def office(make_office):
    made = make_office("huangshi", Workflow)
    made.go_to(date(2026, 3, 23))
    return made


@pytest.fixture
def provider(office):
    """A provider with two contracts that run, of which one is signed on the eve of its removal."""
    provider = office.new_provider()
    for n, signed_on in enumerate(("2026-01-12", "2026-03-20"), 1):
        office.enter(
            "contracts",
            provider_id=provider,
            enterprise_id=office.new_enterprise(n),
            number=f"HT-{n}",
            signed_on=signed_on,
        )
    return provider


def warn(office, provider):
    """14(7): one D is enough, and binds: a month from 31 March ends on the last day of April."""
    case = office.find_case(provider, "14.7前段", source="grade")
    warning, order = office.plan(case, "warning"), office.plan(case, "order", term=1, term_unit="个月")
    office.go_to(date(2026, 3, 30))
    document = office.issue_together([warning, order], title="关于提醒和限期整改的通知")
    office.go_to(date(2026, 3, 31))
    office.serve(document, provider, manner="post", receiver="收发室签收")
    assert office.get(f"/remedies/{order}")["due_on"] == "2026-04-30"
    office.go_to(date(2026, 4, 29))
    office.report(order)
    office.go_to(date(2026, 5, 8))
    assert office.recheck(order)["state"] == "passed"
    office.finish(warning)
    office.close(case)
    assert office.hold_file(case) == ["act"]
    assert office.steps(f"/remedies/{order}") == [
        ("plan", OFFICE), ("issue", TEXT), ("start_term", TEXT), ("report", TEXT), ("pass", TEXT),
    ]  # fmt: skip


def remove(office, provider):
    """15(6) leaves it to the bureau: discussed, told, silent, decided, works from the day it names."""
    office.go_to(date(2026, 8, 10))
    case = office.find_case(provider, "15.6", source="grade")
    removal = office.plan(case, "removal")
    assert office.get(f"/remedies/{removal}")["force"] == "可以"
    until = office.tell([removal], provider)
    assert until == date(2026, 8, 17)
    office.go_to(until)
    office.post(f"/remedies/{removal}/hearing", {}, expect=(409, "statement_term_runs"))
    office.go_to(date(2026, 8, 18))
    office.post(f"/remedies/{removal}/hearing", {})
    office.go_to(date(2026, 8, 25))
    named = {"title": "关于取消服务资格并清退的决定", "effective_on": "2026-09-10"}
    document = office.issue_together([removal], **named)
    assert "集体讨论" in office.get(f"/case-documents/{document}")["chain"]
    assert [d for d in office.decisions(provider) if d["kind"] == "removal"] == []
    office.go_to(date(2026, 8, 28))
    office.serve(document, provider)
    nothing_told = {"form": "after", "wording": "清退情况。", "addressees": []}
    refusal = (409, "publication_not_provided")
    office.post(f"/remedies/{removal}/publications", nothing_told, expect=refusal)
    # each contract on its own (17): when it was signed, and whether it is clean; the money (16)
    effects = office.get("/case-effects", case_id=case)["items"]
    assert [(effect["kind"], effect["cite"]) for effect in effects] == [
        ("contract_check", "17"), ("contract_check", "17"), ("recovery", "16前段"), ("account", None),
    ]  # fmt: skip
    assert {effect["from_on"] for effect in effects} == {"2026-09-10"}
    assert ["2026-01-12" in effects[0]["what"], "2026-03-20" in effects[1]["what"]] == [True, True]
    assert all("早于生效日" in effect["what"] for effect in effects[:2])
    office.post(f"/case-effects/{effects[1]['id']}/declining", {"words": "尚未实施，不再列入试点。"})
    for effect in (effects[0], *effects[2:]):
        office.post(f"/case-effects/{effect['id']}/completion", {"words": "经确认不存在违规违法情形。"})
    told = {e["id"]: e["state"] for e in office.get("/case-effects", case_id=case)["items"]}
    assert list(told.values()) == ["done", "declined", "done", "done"]
    office.go_to(date(2026, 9, 10))
    office.finish(removal)
    office.close(case)
    assert office.hold_file(case) == ["advance", "act"]
    assert office.steps(f"/remedies/{removal}") == [
        ("plan", OFFICE), ("tell", LAW), ("hear", LAW), ("issue", TEXT), ("take_effect", LAW),
        ("finish", OFFICE),
    ]  # fmt: skip


def recover(office, provider):
    """16: the removed one's problem project; told, heard, issued, served."""
    case = office.find_case(provider, "16前段")
    recovery = office.plan(case, "recovery", amount=PAID)
    assert office.tell([recovery], provider) == date(2026, 9, 17)
    office.go_to(date(2026, 9, 15))
    office.hear([recovery], ANSWERS)
    # 20 September, a Sunday, is worked in this year
    office.go_to(date(2026, 9, 20))
    document = office.issue_together([recovery], title="关于追回奖补款项的通知")
    office.go_to(date(2026, 9, 21))
    office.serve(document, provider)
    office.finish(recovery)
    office.close(case)
    assert office.hold_file(case) == ["advance", "act"]
    assert office.get(f"/remedies/{recovery}")["scope"] == "追回涉及问题项目的奖补款项"


def refer(office, provider):
    """18: suspected crime is handed over; nobody is heard before that, and nothing is shown."""
    case = office.find_case(provider, "18后段", source="transfer")
    nobody = {"kind": "referral"}
    office.post(f"/cases/{case}/remedies", nobody, expect=(422, "field_missing"))
    report = {"investigated_on": office.today.isoformat(), "officers": ["林晓", "郑文"]}
    referral = office.plan(case, "referral", body_kind="police", body="黄石市公安局", **report)
    for kind in ("investigation", "evidence_list"):
        office.attach(f"/remedies/{referral}", kind)
    advance = {"kind": "advance", "remedy_id": referral, "title": "告知书", "publicity": "internal"}
    office.post(f"/cases/{case}/documents", advance, expect=(409, "hearing_not_needed"))
    document = office.issue_together([referral], title="案件移送书", publicity="internal")
    office.serve(document, provider, body="黄石市公安局", place="经侦支队", receiver="值班民警签收")
    office.finish(referral)
    office.close(case)
    assert office.hold_file(case) == ["act"]
    return case


class TestHuangshi:
    def test_from_the_first_d_to_what_is_recovered(self, office, provider):
        warn(office, provider)
        remove(office, provider)
        recover(office, provider)
        refer(office, provider)
        assert office.tell_decisions(provider) == [
            ("order", None, "14.7前段", "2026-03-30", "2026-03-31", "2026-04-30", None),
            ("warning", None, "14.7前段", "2026-03-30", "2026-03-31", None, None),
            ("order_outcome", "done", "14.7前段", "2026-04-29", None, None, None),
            ("order_outcome", "recheck_passed", "14.7前段", "2026-05-08", None, None, None),
            ("removal", None, "15.6", "2026-08-25", "2026-08-28", None, "2026-09-10"),
            ("recovery", None, "16前段", "2026-09-20", "2026-09-21", None, None),
            ("referral", None, "18后段", "2026-09-21", "2026-09-21", None, None),
        ]
        (recovered,) = [d for d in office.decisions(provider) if d["kind"] == "recovery"]
        assert recovered["amount"] == PAID

    def test_late_without_refusal_opens_nothing(self, office, provider):
        """14 and 15 say nothing of one that is merely late."""
        case = office.find_case(provider, "14.1")
        warning, order = office.plan(case, "warning"), office.plan(case, "order", term=1, term_unit="个月")
        office.decide_together([warning, order], provider, title="关于提醒和限期整改的通知")
        office.finish(warning)
        office.go_to(date(2026, 4, 24))
        office.post(f"/remedies/{order}/lapse", {"words": "未收到报告。"})
        office.post(f"/remedies/{order}/recheck", self.found(office))
        office.close(case)
        body = {"provider_id": provider, "source": "own", "clause": "15.1", "found_on": "2026-04-24"}
        office.post("/leads", {**body, "summary": "逾期。"}, expect=(422, "clause_unknown"))

    def found(self, office):
        return {
            "checked_on": office.today.isoformat(),
            "checkers": ["林晓", "郑文"],
            "outcome": "failed",
            "words": "逾期未整改。",
        }
