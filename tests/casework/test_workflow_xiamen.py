"""Xiamen, articles 11 and 12, to the day: 不合格, a warning and a month, no effect, 取消资格 and 通报.

Begins where a grade has been given (rounds are tested of themselves). Entry into the grade list, the annual
list and money are no part of cases.
"""

from __future__ import annotations

from datetime import date

import pytest

from tests.casework.workflow import LAW, OFFICE, TEXT, Workflow

ANSWERS = [
    {"point": "人员已经补足", "answer": "社保记录仅2人，方案承诺6人。", "adopted": "不采纳"},
    {"point": "其中一个项目由企业推迟", "answer": "有企业说明，该项目不计。", "adopted": "采纳"},
]
ADDRESSEES = ["各区工业和信息化部门", "公共服务平台运营单位", "参加试点的服务商"]


@pytest.fixture
def office(make_office):
    made = make_office("xiamen", Workflow)
    made.go_to(date(2026, 4, 20))
    return made


def warn(office, provider):
    """不合格: warned and told to mend it within a month, served on 28 April."""
    case = office.find_case(provider, "11.1", source="grade")
    warning = office.plan(case, "warning")
    refusal = (422, "term_too_long")
    two_months = {"kind": "order", "term": 2, "term_unit": "个月"}
    office.post(f"/cases/{case}/remedies", two_months, expect=refusal)
    order = office.plan(case, "order", term=1, term_unit="个月")
    office.go_to(date(2026, 4, 27))
    document = office.issue_together([warning, order], title="关于提醒和限期整改的通知")
    office.go_to(date(2026, 4, 28))
    office.serve(document, provider)
    return case, warning, order


def fail(office, order):
    """Posted on the last day, entered when it came; two persons find that nothing has come of it."""
    assert office.get(f"/remedies/{order}")["due_on"] == "2026-05-28"
    office.go_to(date(2026, 5, 28))
    early = {"words": "至今未收到整改报告。"}
    office.post(f"/remedies/{order}/lapse", early, expect=(409, "term_runs"))
    office.go_to(date(2026, 6, 1))
    office.report(order, reported_on="2026-05-28", manner="post")
    office.go_to(date(2026, 6, 5))
    assert office.recheck(order, "failed")["state"] == "failed"


def disqualify(office, provider):
    """12(4): told, heard point by point, discussed, decided, served; then 通报 to those named."""
    case = office.find_case(provider, "12.4", source="own")
    removal, circular = office.plan(case, "removal"), office.plan(case, "circular")
    office.go_to(date(2026, 6, 9))
    until = office.tell([removal, circular], provider)
    # five working days after 9 June, a Tuesday
    assert until == date(2026, 6, 16)
    office.post(f"/remedies/{removal}/hearing", {}, expect=(409, "statement_term_runs"))
    office.go_to(date(2026, 6, 12))
    office.hear([removal, circular], ANSWERS)
    office.go_to(date(2026, 6, 22))
    decision = office.decide_together([removal], provider, title="关于取消试点工作资格的通知")
    assert office.get(f"/case-documents/{decision}")["chain"] == [
        "科室负责人", "合法性审核", "集体讨论", "签发",
    ]  # fmt: skip
    office.go_to(date(2026, 6, 23))
    office.decide_together([circular], provider, title="关于取消有关服务商试点工作资格的通报")
    return case, removal, circular


class TestXiamen:
    def test_from_a_failing_grade_to_the_circular(self, office):
        provider = office.new_provider()
        case, warning, order = warn(office, provider)
        fail(office, order)
        office.finish(warning)
        office.close(case)
        heavy, removal, circular = disqualify(office, provider)
        no_address = {"form": "circular", "wording": "有关情况。", "addressees": []}
        place = f"/remedies/{circular}/publications"
        office.post(place, no_address, expect=(422, "field_missing"))
        office.post(place, {**no_address, "form": "after"}, expect=(409, "publication_not_provided"))
        office.show(circular, "circular", addressees=ADDRESSEES)
        assert office.follow(heavy) == [("publication", "12.4"), ("account", None)]
        running = (409, "remedies_running")
        office.post(f"/cases/{heavy}/closing", {"result": "办结。"}, expect=running)
        office.finish(removal)
        office.finish(circular)
        office.close(heavy)
        self.read_decisions(office, provider)
        self.read_files(office, (case, warning, order), (heavy, removal, circular))

    def read_decisions(self, office, provider):
        assert office.tell_decisions(provider) == [
            ("order", None, "11.1", "2026-04-27", "2026-04-28", "2026-05-28", None),
            ("warning", None, "11.1", "2026-04-27", "2026-04-28", None, None),
            ("order_outcome", "done", "11.1", "2026-05-28", None, None, None),
            ("order_outcome", "recheck_failed", "11.1", "2026-06-05", None, None, None),
            ("removal", None, "12.4", "2026-06-22", "2026-06-22", None, "2026-06-22"),
            ("circular", None, "12.4", "2026-06-23", "2026-06-23", None, None),
        ]

    def read_files(self, office, light, heavy):
        case, warning, order = light
        assert office.hold_file(case) == ["act"]
        assert office.kinds_of_files(f"/remedies/{order}") == {"report"}
        assert office.steps(f"/cases/{case}") == [("open", OFFICE), ("close", OFFICE)]
        assert office.steps(f"/remedies/{warning}") == [
            ("plan", OFFICE), ("issue", TEXT), ("take_effect", LAW), ("finish", OFFICE),
        ]  # fmt: skip
        assert office.steps(f"/remedies/{order}") == [
            ("plan", OFFICE), ("issue", TEXT), ("start_term", TEXT), ("report", TEXT), ("fail", TEXT),
        ]  # fmt: skip
        case, removal, circular = heavy
        assert office.hold_file(case) == ["advance", "act", "act"]
        for remedy in (removal, circular):
            assert office.steps(f"/remedies/{remedy}") == [
                ("plan", OFFICE), ("tell", LAW), ("hear", LAW), ("issue", TEXT), ("take_effect", LAW),
                ("finish", OFFICE),
            ]  # fmt: skip
        assert office.get(f"/remedies/{removal}")["answers"] == ANSWERS
        (shown,) = office.get("/publications", case_id=case)["items"]
        assert (shown["state"], shown["addressees"]) == ("posted", ADDRESSEES)
