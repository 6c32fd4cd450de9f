"""Decisions of before by sheet (补录), with their days and numbers."""

from __future__ import annotations

import pytest

from tests.web.clients import credit_code
from tests.web.sheets import confirm, make_sheet, read_sheet, rows_of, upload

HEADS = (
    "外部编号",
    "所针对的决定（外部编号）",
    "服务商（统一社会信用代码）",
    "决定种类",
    "等级或结果",
    "作出之日",
    "送达之日",
    "生效之日",
    "期限届满之日",
    "依据条款",
    "决定机关",
    "文号",
)
BUREAU = "厦门市工业和信息化局"


@pytest.fixture
def admin(bureau):
    return bureau.client("admin")


@pytest.fixture
def provider(officer):
    code = credit_code()
    officer.post("/providers", {"uscc": code, "name": "甲公司"})
    return code


@pytest.fixture
def until(admin):
    assert admin.post("/cut-over", {"until_on": "2025-12-31"}).status_code == 201


def paper(provider):
    """An order, that it was done in time, a warning, a removal; the outcome stands before its order."""
    order = (
        provider,
        "限期整改",
        "",
        "2025/3/10",
        "2025-03-12",
        "",
        "2025-04-11",
        "11.4",
        BUREAU,
        "整〔2025〕1号",
    )
    done = (provider, "整改结果", "报告整改完成", "2025-04-10", "", "", "", "11.4", BUREAU, "")
    warning = (provider, "警告", "", "2025年5月6日", "2025-05-07", "", "", "11.4", BUREAU, "警〔2025〕2号")
    removal = (
        provider,
        "取消资格（清退）",
        "",
        "2025-12-30",
        "",
        "2026-01-05",
        "",
        "12.1",
        BUREAU,
        "清〔2025〕3号",
    )
    return [
        ("整1-结果", "整1", *done),
        ("整1", "", *order),
        ("警2", "", *warning),
        ("清3", "", *removal),
    ]


def decisions(client):
    return {row["document_no"] or "": row for row in client.get("/decisions").json["items"]}


class TestPastDecisions:
    def test_come_in_with_their_days_and_numbers(self, bureau, admin, officer, provider, until):
        sheet = upload(admin, "decision", make_sheet(HEADS, *paper(provider))).json
        assert sheet["counts"]["new"] == 4, rows_of(admin, sheet)
        assert decisions(officer) == {}
        confirm(bureau, admin, sheet)
        recorded = decisions(officer)
        assert set(recorded) == {"", "整〔2025〕1号", "警〔2025〕2号", "清〔2025〕3号"}
        order, outcome = recorded["整〔2025〕1号"], recorded[""]
        assert (order["decided_on"], order["served_on"], order["due_on"]) == (
            "2025-03-10",
            "2025-03-12",
            "2025-04-11",
        )
        assert (outcome["about_id"], outcome["label"]) == (order["id"], "done")
        assert recorded["清〔2025〕3号"]["effective_on"] == "2026-01-05"
        assert all(row["imported"] for row in recorded.values())
        again = upload(admin, "decision", make_sheet(HEADS, *paper(provider))).json
        assert again["counts"]["unchanged"] == 4

    def test_of_later_are_proposed_and_not_imported(self, admin, provider, until):
        (row,) = paper(provider)[2:3]
        late = (*row[:5], "2026-01-06", *row[6:])
        sheet = upload(admin, "decision", make_sheet(HEADS, late)).json
        (previewed,) = rows_of(admin, sheet)
        (problem,) = previewed["problems"]
        assert (previewed["row_class"], problem["code"]) == ("rejected", "after_cut_over")
        assert problem["field"] == "decided_on"

    def test_want_a_cut_over_day_the_administrator_and_the_bureaus_name(self, admin, officer, provider):
        content = make_sheet(HEADS, *paper(provider))
        answer = upload(admin, "decision", content)
        assert (answer.status_code, answer.json["code"]) == (409, "cut_over_unset")
        admin.post("/cut-over", {"until_on": "2025-12-31"})
        answer = upload(officer, "decision", content)
        assert (answer.status_code, answer.json["code"]) == (403, "role_not_allowed")
        answer = upload(admin, "decision", content, source="platform")
        assert answer.json["code"] in {"source_reserved", "source_missing"}

    def test_have_a_template_for_who_may_import_them(self, admin, officer):
        forms = {
            role: {row["form"] for row in client.get("/imports/templates").json["items"]}
            for role, client in (("admin", admin), ("officer", officer))
        }
        assert forms["admin"] - forms["officer"] == {"decision"}
        heads = [
            str(cell).lstrip("*") for cell in read_sheet(admin.get("/imports/templates/decision").data)[2]
        ]
        assert set(HEADS) <= set(heads)
        assert not {"依据版本", "效力", "系统编号"} & set(heads)
