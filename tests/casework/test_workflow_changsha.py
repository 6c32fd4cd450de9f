"""Changsha, article 13, to the day: 通报 to named bodies, an order with its own term, 工作移交.

Only promoters are under it. The city government's consent is a post of the bureau's own chain here; follow-up
by the service centre (12) and the list of what is handed over are no part of cases. A promoter's
seat: `test_consent`.
"""

from __future__ import annotations

from datetime import date

import pytest

from tests.casework.workflow import LAW, OFFICE, TEXT, Workflow

CHAIN = ["科室负责人", "法规处", "分管领导", "集体讨论", "市政府同意", "签发"]
ADDRESSEES = ["湘江新区科创局", "各区县（市）工信局", "各行业推进机构"]
ANSWERS = [{"point": "人员正在招聘", "answer": "至核实之日仍为1人。", "adopted": "部分采纳"}]


@pytest.fixture
def office(make_office):
    made = make_office("changsha", Workflow)
    made.set_internal(chains={"reassignment": CHAIN}, days={"case": 60, "statement": 3, "verify": 10})
    made.go_to(date(2026, 5, 6))
    return made


def criticize(office, promoter):
    """13(1): the intended 通报 is told and heard; it is issued with an order of twenty days, its own term."""
    case = office.find_case(promoter, "13.1")
    # begun ex officio: finished within sixty days, thirty more with the head's approval
    assert office.get(f"/cases/{case}")["due_on"] == "2026-07-05"
    too_late = {"until": "2026-08-05", "reason": "情况复杂", "approved_by": "局长 何平"}
    office.post(f"/cases/{case}/extension", too_late, expect=(422, "field_out_of_range"))
    circular, order = office.plan(case, "circular"), office.plan(case, "order", term=20, term_unit="日")
    assert office.get(f"/remedies/{circular}")["scope"] == "全市范围内通报"
    assert office.tell([circular], promoter) == date(2026, 5, 9)  # a Saturday that is worked
    office.go_to(date(2026, 5, 8))
    office.hear([circular], ANSWERS)
    office.go_to(date(2026, 5, 11))
    document = office.issue_together([circular, order], title="关于有关行业推进机构工作情况的通报")
    office.go_to(date(2026, 5, 12))
    office.serve(document, promoter)
    website = {"form": "open_circular", "wording": "有关情况。", "addressees": []}
    refusal = (409, "publication_not_provided")
    office.post(f"/remedies/{circular}/publications", website, expect=refusal)
    office.show(circular, "circular", addressees=ADDRESSEES)
    office.finish(circular)
    assert office.get(f"/remedies/{order}")["due_on"] == "2026-06-01"
    office.go_to(date(2026, 6, 2))
    office.post(f"/remedies/{order}/lapse", {"words": "至6月1日未收到整改报告。"})
    office.go_to(date(2026, 6, 4))
    # what is not done in time opens the second half, once
    assert office.follow(case) == [("reassignment", "13后段")]
    office.recheck(order, "failed")
    assert len(office.get("/case-effects", case_id=case)["items"]) == 1
    office.close(case)
    return case, circular, order


def reassign(office, promoter, other):
    """13, second half: the related work goes to another promoter, with the city government's consent."""
    case = office.find_case(promoter, "13后段")
    office.post(f"/cases/{case}/remedies", {"kind": "removal"}, expect=(409, "remedy_not_provided"))
    remedy = office.plan(case, "reassignment", successor_id=other)
    draft = {"kind": "act", "remedy_id": remedy, "title": "关于调整的通知", "publicity": "public"}
    office.post(f"/cases/{case}/documents", draft, expect=(409, "hearing_first"))
    assert office.tell([remedy], promoter) == date(2026, 6, 9)
    office.go_to(date(2026, 6, 8))
    office.hear([remedy], ANSWERS)
    document = office.issue_together([remedy], title="关于调整有关行业推进工作组织单位的通知")
    assert office.get(f"/case-documents/{document}")["chain"] == CHAIN
    posts = office.get("/document-approvals", document_id=document)["items"]
    assert [post["post"] for post in posts] == CHAIN
    assert [post["meeting_id"] is not None for post in posts] == [post == "集体讨论" for post in CHAIN]
    office.go_to(date(2026, 6, 15))
    office.serve(document, promoter)
    office.finish(remedy)
    office.close(case)
    return case, remedy


class TestChangsha:
    def test_from_neglect_to_another_promoter(self, office):
        promoter = office.new_provider("某某研究院有限公司")
        office.join(promoter, "promoter")
        other = office.new_provider("另一行业推进机构")
        office.join(other, "promoter")
        case, circular, order = criticize(office, promoter)
        heavy, remedy = reassign(office, promoter, other)
        assert office.tell_decisions(promoter) == [
            ("circular", None, "13.1", "2026-05-11", "2026-05-12", None, None),
            ("order", None, "13.1", "2026-05-11", "2026-05-12", "2026-06-01", None),
            ("order_outcome", "recheck_failed", "13.1", "2026-06-04", None, None, None),
            ("reassignment", None, "13后段", "2026-06-08", "2026-06-15", None, None),
        ]
        assert office.hold_file(case) == ["advance", "act"]
        assert office.hold_file(heavy) == ["advance", "act"]
        assert office.steps(f"/remedies/{circular}") == [
            ("plan", OFFICE), ("tell", LAW), ("hear", LAW), ("issue", TEXT), ("take_effect", LAW),
            ("finish", OFFICE),
        ]  # fmt: skip
        assert office.steps(f"/remedies/{order}") == [
            ("plan", OFFICE), ("issue", TEXT), ("start_term", TEXT), ("lapse", TEXT), ("fail", TEXT),
        ]  # fmt: skip
        assert office.steps(f"/remedies/{remedy}") == [
            ("plan", OFFICE), ("tell", LAW), ("hear", LAW), ("issue", TEXT), ("take_effect", LAW),
            ("finish", OFFICE),
        ]  # fmt: skip
        (shown,) = office.get("/publications", case_id=case)["items"]
        assert (shown["form"], shown["addressees"]) == ("circular", ADDRESSEES)
