"""Unconfirmed rows bear nothing: watch, grades, standing, subsidies, reports are as if they were not there.

Each is read before and after a row comes in that would change it, and after the ledger itself has the same.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import banfa
from tests.confirmations import checking
from tests.history.past import enter, list_rows, match

COMPANY = "黄石云帆智造科技有限公司"


@pytest.fixture
def party(office):
    """A provider in the pool with a contract that is accepted."""
    provider = office.new_provider(COMPANY)
    office.admit(provider)
    return provider, office.new_contract(provider)


def bring_in(office, *rows, **said):
    """Bring rows in about the company, and have its name matched; gives them."""
    sheet = enter(
        office, [["服务商", "发文日期", "文号", "内容"], *([COMPANY, *row] for row in rows)], **said
    )
    match(office, COMPANY, office.get("/providers", q=COMPANY)["items"][0]["id"])
    found = list_rows(office, sheet)
    assert {row["state"] for row in found} == {"matched"}
    return found


def import_grades(office, provider, *labels):
    """Import grades as decisions of before."""
    admin = office.bureau.client("admin")
    admin.post("/cut-over", {"until_on": "2026-03-31"})
    for label, (period_on, decided_on) in zip(
        labels, (("2025-12-31", "2026-01-20"), ("2026-03-31", "2026-03-30")), strict=True
    ):
        row = {"external_id": decided_on, "provider_id": provider, "kind": "grade", "label": label}
        rows = [{**row, "period_on": period_on, "decided_on": decided_on}]
        answer = admin.post("/decision-imports", {"rows": rows}).json
        assert answer["created"] == 1, answer


def watch(office):
    found = office.get("/watch", fresh="true", limit=200)["items"]
    return [(item["provider_id"], item["clause"], item["state"]) for item in found]


def open_half_year(office):
    """Open the round of a half-year that is over."""
    office.go_to(date(2026, 7, 2))
    half = {"name": "2026年上半年", "period_start": "2026-01-01", "period_end": "2026-06-30"}
    return office.post("/rounds", half)["id"]


def evaluate(office, round_id):
    """Cut off and compute; gives what is found of providers, and takes both back."""

    def step(action, body=None):
        return office.post(f"/rounds/{round_id}/{action}", body)

    step("cut-off")
    office.bureau.work(step("compute")["work_id"])
    results = office.get(f"/rounds/{round_id}/results")["items"]
    for _ in ("undo_compute", "undo_cut_off"):
        step("reversal", {"reason": "重新核对数据。", "document_no": "局撤〔2026〕1号"})
    return [{key: row[key] for key in ("provider_id", "total", "grade", "open")} for row in results]


class TestUnconfirmedRows:
    def test_open_no_situation(self, office, party):
        provider, _ = party
        before = watch(office)
        said = {"kind": "grades", "from_on": "2025-07-01", "until_on": "2026-03-31"}
        bring_in(office, ["2026.1.20", "评〔2026〕1号", "D"], ["2026.3.30", "评〔2026〕2号", "D"], **said)
        assert watch(office) == before
        import_grades(office, provider, "D", "D")
        assert watch(office) != before

    def test_score_nothing(self, office, party):
        provider, _ = party
        round_id = open_half_year(office)
        before = evaluate(office, round_id)
        bring_in(office, ["2026.2.1", "HT-9", "改造合同"], kind="other", until_on="2026-03-31")
        assert evaluate(office, round_id) == before
        assert [row["provider_id"] for row in before] == [provider]

    def test_report_nothing_that_providers_are_asked_to_confirm(self, office, party):
        provider, _ = party
        round_id = open_half_year(office)

        def read():
            made = checking.prepare(office, round_id)
            (sheet,) = checking.list_sheets(office, made)
            office.post(f"/confirmations/{made}/dropping", {"reason": "重新形成。"})
            return sheet["counts"]

        before = read()
        bring_in(office, ["2026.2.1", "HT-9", "改造合同"], kind="contracts", until_on="2026-03-31")
        assert read() == before
        checking.sign_contract(office, provider)
        assert read() != before

    def test_change_no_standing_and_no_subsidy(self, office, party):
        _, contract = party

        def read():
            return office.get(f"/contracts/{contract}")["standing"], office.get(
                f"/contracts/{contract}/subsidy"
            )

        before = read()
        bring_in(office, ["2026.2.10", "HT-1", "该合同已全部转包"], kind="contracts", until_on="2026-03-31")
        assert read() == before
        changed = {"data": {"subcontracted": True}, "reason": "核实为转包。"}
        office.post(f"/contracts/{contract}/correction", changed)
        assert read() != before

    def test_stand_in_no_report(self, office, party):
        provider, _ = party
        before = office.get("/monthly-table")
        bring_in(office, ["2026.2.1", "HT-9", "600000"], kind="contracts", until_on="2026-03-31")
        assert office.get("/monthly-table") == before
        office.new_contract(provider)
        assert office.get("/monthly-table") != before

    def test_put_nobody_into_the_pool_or_the_ledger(self, office, party):
        provider, _ = party
        lists = ("/decisions", "/memberships", "/contracts", "/findings", "/complaints", "/leads", "/cases")

        def read():
            return [office.get(path) for path in lists]

        before = read()
        bring_in(office, ["2024.5.6", "黄经信函〔2024〕3号", "清退"], ["2024.6.6", None, "入库"])
        assert read() == before
        assert office.decisions(provider) == []


READ_BY = {
    "procedures/work_items.py",
    "web/api/__init__.py",
    "web/api/history.py",
    "web/casework/of_history.py",
    "web/casework/resources.py",
    "web/console/casework_options.py",
    "web/console/enterprises.py",
    *("web/console/history.py", "web/console/history_names.py", "web/console/history_progress.py"),
    "web/console/providers.py",
}
"""What may know of old rows: today's list, and what shows them to officers."""


def test_nothing_that_counts_or_decides_knows_of_them():
    core = Path(banfa.__file__).parent
    knowing = {
        str(path.relative_to(core))
        for path in core.rglob("*.py")
        if "banfa.procedures.history" in path.read_text("utf-8") and "procedures/history" not in str(path)
    }
    assert knowing <= READ_BY
