"""What is turned away, each by the right value through the door."""

from __future__ import annotations

import pytest

from tests.history.past import (
    DECISIONS,
    confirm,
    enter,
    find_name,
    keep_file,
    list_rows,
    match,
    new_company,
    prove,
    write_workbook,
)
from tests.web.clients import credit_code

HEADS = ["服务商", "发文日期", "文号"]
NAME = "黄石磁湖软件有限公司"
PLAIN = [HEADS, [NAME, "2024.5.6", "黄经信函〔2024〕3号"]]


@pytest.fixture
def company(office):
    return new_company(office, NAME)[0]


@pytest.fixture
def row(office, company):
    """A row of orders that is matched."""
    sheet = enter(office, PLAIN)
    match(office, NAME, company)
    return list_rows(office, sheet)[0]


def act(office, row, path, body=None, **more):
    return office.post(f"/history-rows/{row['id']}/{path}", body, **more)


class TestASheet:
    def test_is_a_page_that_is_named_where_there_are_several(self, office):
        book = write_workbook({"一": PLAIN, "二": PLAIN})
        enter(office, book, expect=(422, "page_missing"))
        enter(office, book, page="三", expect=(422, "page_missing"))
        assert [enter(office, book, page=page)["page"] for page in ("一", "二")] == ["一", "二"]

    def test_has_the_heads_that_are_named(self, office):
        enter(office, PLAIN, day_head="日期", expect=(422, "head_missing"))
        enter(office, [[*HEADS, "文号"], PLAIN[1]], expect=(422, "head_twice"))
        enter(office, PLAIN, head_row=9, expect=(422, "head_row_missing"))
        enter(office, [HEADS], expect=(422, "sheet_empty"))
        by_letter = enter(office, [[*HEADS, "文号"], PLAIN[1]], number_head="C")
        assert list_rows(office, by_letter)[0]["number"] == "黄经信函〔2024〕3号"

    def test_comes_in_without_any_known_column(self, office):
        sheet = enter(office, PLAIN, provider_head=None, day_head=None, number_head=None)
        (row,) = list_rows(office, sheet)
        assert row["lacking"] == ["day", "number", "provider", "provider_code"]
        assert row["provider_written"] is None

    def test_comes_in_once(self, office):
        first = enter(office, PLAIN)
        enter(office, PLAIN, expect=(409, "entered_before"))
        drop = f"/history-sheets/{first['id']}/dropping", {"reason": "期间填错。"}
        assert office.post(*drop, by=office.second)["state"] == "dropped"
        assert {row["state"] for row in list_rows(office, first)} == {"left_out"}
        assert enter(office, PLAIN)["state"] == "open"

    def test_is_a_file_of_its_kind_of_days_in_order(self, office):
        file = keep_file(office, write_workbook({"Sheet1": PLAIN}), kind="other")
        office.post("/history-sheets", {**DECISIONS, "file_id": file}, expect=(409, "file_of_other_kind"))
        enter(office, PLAIN, from_on="2025-01-01", expect=(422, "days_reversed"))
        text = keep_file(office, b"no sheet", name="x.txt")
        body = {**DECISIONS, "file_id": text}
        office.post("/history-sheets", body, expect=(422, "sheet_empty"))

    def test_has_at_most_five_thousand_rows(self, office):
        rows = [[NAME, "2024.5.6", str(n)] for n in range(5_001)]
        enter(office, [HEADS, *rows], expect=(422, "too_many_rows"))

    def test_is_not_dropped_with_rows_that_are_confirmed(self, office, row, company):
        self.confirm(office, row, company)
        drop = f"/history-sheets/{row['history_sheet_id']}/dropping", {"reason": "期间填错。"}
        office.post(*drop, by=office.second, expect=(409, "rows_confirmed"))

    def test_is_over_once_it_is_finished_until_it_is_taken_up_again(self, office, row, company):
        self.confirm(office, row, company)
        sheet = f"/history-sheets/{row['history_sheet_id']}"
        office.post(f"{sheet}/completion", by=office.second)
        reason = {"reason": "文件不是该单位的。"}
        act(office, row, "withdrawal", reason, by=office.second, expect=(409, "sheet_over"))
        office.post(f"{sheet}/reopening", reason, by=office.second)
        taken_back = act(office, row, "withdrawal", reason, by=office.second)
        assert (taken_back["state"], taken_back["decision_id"]) == ("matched", None)

    def confirm(self, office, row, company):
        prove(office, row)
        confirm(office, row, decision_id=import_decision(office, company))


def import_decision(office, provider, **changes):
    """A decision of before, imported by an administrator; gives its id."""
    admin = office.bureau.client("admin")
    admin.post("/cut-over", {"until_on": "2025-12-31"})
    row = {"external_id": credit_code(), "provider_id": provider, "decided_on": "2024-05-06"}
    rows = [{**row, "kind": "warning", **changes}]
    (made,) = admin.post("/decision-imports", {"rows": rows}).json["rows"]
    return made["id"]


def match_before(office, company):
    """Match the name as a sheet has it that came in before."""
    enter(office, PLAIN)
    match(office, NAME, company)


def enter_of_another_code(office):
    """The row of a contract with another code of its provider than the ledger has; its enterprise open."""
    rows = [["服务商", "代码", "企业"], [NAME, credit_code(), "东风电子厂"]]
    heads = {"provider_code_head": "代码", "enterprise_head": "企业", "day_head": None, "number_head": None}
    (row,) = list_rows(office, enter(office, rows, kind="contracts", **heads))
    return row


class TestAMatch:
    def test_is_with_a_party_of_the_column(self, office, company):
        enter(office, PLAIN)
        name = f"/history-names/{find_name(office, NAME)['id']}/match"
        enterprise = office.new_company()
        office.post(name, {"enterprise_id": enterprise}, expect=(422, "party_of_other_kind"))
        office.post(name, {}, expect=(422, "party_missing"))
        gone = office.post(name, {"provider_id": company})
        office.post(name, {"provider_id": company}, version=gone["version"], expect=(409, "wrong_state"))

    def test_of_another_code_says_why(self, office, company):
        rows = [[*HEADS, "代码"], [*PLAIN[1], credit_code()]]
        sheet = enter(office, rows, provider_code_head="代码")
        match(office, NAME, company, expect=(409, "code_differs"))
        match(office, NAME, company, reason="2023年以前的代码。")
        assert list_rows(office, sheet)[0]["state"] == "matched"

    def test_serves_no_later_row_of_another_code(self, office, company):
        enter(office, PLAIN)
        match(office, NAME, company)
        rows = [[*HEADS, "代码"], [*PLAIN[1], credit_code()]]
        (row,) = list_rows(office, enter(office, rows, provider_code_head="代码"))
        assert (row["state"], row["provider_id"], row["lacking"]) == (
            "unmatched",
            None,
            ["provider_other_code"],
        )

    def test_of_one_party_leaves_another_code_of_the_other_open(self, office, company):
        match_before(office, company)
        enterprise = office.new_company(name="黄石东风电子厂")
        row = enter_of_another_code(office)
        assert (row["state"], "provider_other_code" in row["lacking"]) == ("unmatched", True)
        name = f"/history-names/{row['written_enterprise_id']}/match"
        office.post(name, {"enterprise_id": enterprise})
        again = office.get(f"/history-rows/{row['id']}")
        assert (again["state"], again["provider_id"], again["enterprise_id"]) == (
            "unmatched",
            None,
            enterprise,
        )
        assert "provider_other_code" in again["lacking"]
        prove(office, row)
        carried = {"contract_id": office.new_contract(office.new_provider("另一家公司"), enterprise)}
        confirm(office, row, **carried, expect=(409, "wrong_state"))
        act(office, row, "leaving-out", {"reason": "没有文书。"})
        assert act(office, row, "reopening", by=office.second)["state"] == "unmatched"
        confirm(office, row, **carried, expect=(409, "wrong_state"))

    def test_takes_one_row_of_another_code_along_under_rows_that_are_confirmed(self, office, row, company):
        prove(office, row)
        confirm(office, row, decision_id=import_decision(office, company))
        rows = [[*HEADS, "代码"], [*PLAIN[1], credit_code()], [*PLAIN[1], credit_code()]]
        marked, other = list_rows(office, enter(office, rows, provider_code_head="代码"))
        one = {"history_row_id": marked["id"]}
        match(office, NAME, company, expect=(409, "wrong_state"))
        match(office, NAME, company, **one, expect=(422, "reason_missing"))
        stranger = office.new_provider("另一家公司")
        match(office, NAME, stranger, reason="旧代码。", **one, expect=(409, "matched_to_other"))
        match(
            office, NAME, company, reason="旧代码。", history_row_id=row["id"], expect=(409, "row_not_marked")
        )
        third = office.bureau.new_client("officer", name="周明")
        assert match(office, NAME, company, reason="旧代码。", **one, by=third)["state"] == "matched"
        again, left = (office.get(f"/history-rows/{each['id']}") for each in (marked, other))
        assert (again["state"], again["provider_id"], again["lacking"]) == ("matched", company, [])
        assert again["provider_matched_by"] == "周明"
        assert (left["state"], left["lacking"]) == ("unmatched", ["provider_other_code"])

    def test_that_is_undone_takes_the_mark_of_another_code_with_it(self, office, company):
        match_before(office, company)
        row = enter_of_another_code(office)
        undo = f"/history-names/{row['written_provider_id']}/undoing", {"reason": "同名。"}
        office.post(*undo, by=office.second)
        again = office.get(f"/history-rows/{row['id']}")
        assert (again["state"], "provider_other_code" in again["lacking"]) == ("unmatched", False)
        match(office, NAME, company, expect=(409, "code_differs"))

    def test_of_another_code_in_a_row_that_was_left_out_says_why(self, office, company):
        row = enter_of_another_code(office)
        act(office, row, "leaving-out", {"reason": "没有文书。"})
        match(office, NAME, company, expect=(409, "code_differs"))

    def test_is_undone_by_another_and_not_under_rows_that_are_confirmed(self, office, row, company):
        undo = f"/history-names/{row['written_provider_id']}/undoing", {"reason": "同名。"}
        office.post(*undo, expect=(403, "same_person"))
        prove(office, row)
        confirm(office, row, decision_id=import_decision(office, company))
        office.post(*undo, by=office.second, expect=(409, "rows_confirmed"))
        act(office, row, "withdrawal", {"reason": "有误。"}, by=office.second)
        undone = office.post(*undo, by=office.second)
        assert (undone["state"], undone["provider_id"], undone["reason"]) == ("open", None, None)
        again = office.get(f"/history-rows/{row['id']}")
        assert (again["state"], again["provider_id"]) == ("unmatched", None)

    def test_leaves_rows_that_were_left_out_where_they_are(self, office, company):
        sheet = enter(office, PLAIN)
        (row,) = list_rows(office, sheet)
        act(office, row, "leaving-out", {"reason": "没有文书。"})
        match(office, NAME, company)
        left = office.get(f"/history-rows/{row['id']}")
        assert (left["state"], left["reason"]) == ("left_out", "没有文书。")
        assert act(office, row, "reopening", by=office.second)["state"] == "matched"


def settle_enterprise_alone(office, enterprise, *, head="服务商", **said):
    """The row of a provider that the ledger does not have and an enterprise that is matched."""
    rows = [["服务商", "企业"], ["早已注销公司", "东风电子厂"]]
    known = {"provider_head": head, "enterprise_head": "企业", "day_head": None, "number_head": None}
    sheet = enter(office, rows, **known, **said)
    if head is not None:
        name = find_name(office, "早已注销公司")["id"]
        office.post(f"/history-names/{name}/absence", {"reason": "2023年已注销。"})
    name = find_name(office, "东风电子厂")["id"]
    office.post(f"/history-names/{name}/match", {"enterprise_id": enterprise})
    (row,) = list_rows(office, sheet)
    assert (row["state"], row["provider_id"]) == ("matched", None)
    return row


class TestAConfirmation:
    def test_is_by_another_than_who_matched_with_its_paper(self, office, row, company):
        decision = import_decision(office, company)
        confirm(office, row, decision_id=decision, expect=(409, "paper_missing"))
        prove(office, row)
        confirm(office, row, by=office.officer, decision_id=decision, expect=(403, "same_person"))
        assert confirm(office, row, decision_id=decision)["confirmed_by"] == "郑文"

    def test_names_what_carries_a_row_of_its_topic_and_party(self, office, row, company):
        prove(office, row)
        stay = office.join(company, office.category)
        confirm(office, row, membership_id=stay, expect=(422, "carrier_of_other_kind"))
        confirm(office, row, expect=(422, "carrier_missing"))
        other = import_decision(office, office.new_provider("另一家公司"))
        confirm(office, row, decision_id=other, expect=(409, "carrier_of_other_party"))
        grade = import_decision(office, company, kind="grade", label="B", period_on="2023-12-31")
        confirm(office, row, decision_id=grade, expect=(409, "carrier_of_other_kind"))

    def test_of_a_contract_is_not_while_the_ledger_lacks_one_of_its_parties(self, office):
        enterprise = office.new_company(name="黄石东风电子厂")
        row = settle_enterprise_alone(office, enterprise, kind="contracts")
        prove(office, row)
        carried = {"contract_id": office.new_contract(office.new_provider("另一家公司"), enterprise)}
        confirm(office, row, **carried, expect=(409, "party_not_matched"))

    def test_of_an_order_is_not_while_the_ledger_lacks_its_provider(self, office):
        row = settle_enterprise_alone(office, office.new_company(name="黄石东风电子厂"))
        prove(office, row)
        decision = import_decision(office, office.new_provider("另一家公司"))
        confirm(office, row, decision_id=decision, expect=(409, "party_not_matched"))

    def test_of_an_order_names_its_provider(self, office):
        row = settle_enterprise_alone(office, office.new_company(name="黄石东风电子厂"), head=None)
        prove(office, row)
        decision = import_decision(office, office.new_provider("另一家公司"))
        confirm(office, row, decision_id=decision, expect=(409, "party_not_matched"))

    def test_of_a_contract_in_which_no_provider_is_written_is_by_its_enterprise(self, office):
        enterprise = office.new_company(name="黄石东风电子厂")
        row = settle_enterprise_alone(office, enterprise, kind="contracts", head=None)
        prove(office, row)
        carried = {"contract_id": office.new_contract(office.new_provider("另一家公司"), enterprise)}
        assert confirm(office, row, **carried)["state"] == "confirmed"

    def test_is_not_of_a_row_that_is_not_matched(self, office):
        (row,) = list_rows(office, enter(office, PLAIN, kind="other"))
        prove(office, row)
        confirm(office, row, expect=(409, "wrong_state"))
        office.post(f"/history-names/{row['written_provider_id']}/absence", {"reason": "未进入本市试点。"})
        confirm(office, row, expect=(409, "wrong_state"))


def test_a_row_of_two_parties_is_matched_once_both_names_are_settled(office, company):
    enterprise = office.new_company(name="黄石东风电子厂")
    rows = [[*HEADS, "企业"], [*PLAIN[1], "东风电子厂"]]
    sheet = enter(office, rows, kind="contracts", enterprise_head="企业")
    match(office, NAME, company)
    (row,) = list_rows(office, sheet)
    assert (row["state"], row["provider_id"]) == ("unmatched", company)
    name = find_name(office, "东风电子厂")["id"]
    office.post(f"/history-names/{name}/match", {"enterprise_id": enterprise}, by=office.second)
    (row,) = list_rows(office, sheet)
    assert (row["state"], row["enterprise_id"]) == ("matched", enterprise)
    prove(office, row)
    carried = {"contract_id": office.new_contract(company, enterprise)}
    confirm(office, row, **carried, expect=(403, "same_person"))
    third = office.bureau.new_client("reviewer", name="周明")
    assert confirm(office, row, by=third, **carried)["state"] == "confirmed"
