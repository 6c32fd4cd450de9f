"""Sheets brought in: previewed as they would be recorded, confirmed, given back, brought in again."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import event

from banfa.trust.unit import SHANGHAI
from tests.at_once import call_at_once
from tests.web.clients import credit_code
from tests.web.sheets import confirm, make_sheet, read_table, rows_of, upload

HEADS = ("统一社会信用代码", "名称", "联系人及电话")
CONTRACT = (
    "服务商（统一社会信用代码）",
    "试点企业（统一社会信用代码）",
    "合同编号",
    "签订之日",
    "合同金额（万元）",
)


@pytest.fixture
def provider(officer):
    code = credit_code()
    officer.post("/providers", {"uscc": code, "name": "甲公司"})
    return code


@pytest.fixture
def enterprise(officer):
    code = credit_code()
    body = {"uscc": code, "name": "乙企业", "industry": "pilot", "size": "small"}
    assert officer.post("/enterprises", body).status_code == 201
    return code


@pytest.fixture
def parties(provider, enterprise):
    return provider, enterprise


def today():
    """The day of what is recorded: moments of records are the database's."""
    return str(datetime.now(SHANGHAI).date())


def classes(client, sheet):
    return [row["row_class"] for row in rows_of(client, sheet)]


class TestASheet:
    def test_is_previewed_then_recorded(self, bureau, officer, provider):
        new = credit_code()
        rows = ((new, "丙公司", "=1+1"), (provider, "", "林女士"), (provider[:17], "丁公司", ""))
        sheet = upload(officer, "provider", make_sheet(HEADS, *rows)).json
        counts = {"new": 1, "changed": 1, "unchanged": 0, "disputed": 0, "double": 0, "rejected": 1}
        assert sheet["counts"] == counts
        _, second, third = rows_of(officer, sheet)
        (change,) = second["changes"]
        assert (change["field"], change.get("old"), change["new"]) == ("contact", None, "林女士")
        assert (change["old_source"], change["old_day"]) == ("bureau", today())
        assert third["problems"][0]["field"] == "uscc"
        assert [row["line"] for row in rows_of(officer, sheet, row_class="changed")] == [3]
        assert len(officer.get("/providers").json["items"]) == 1
        recorded = confirm(bureau, officer, sheet, without_rejected=True)
        assert recorded["state"] == "recorded"
        assert {p["contact"] for p in officer.get("/providers").json["items"]} == {"=1+1", "林女士"}

    def test_reads_what_officials_write(self, bureau, officer, provider, enterprise):
        heads = (*CONTRACT, "市面同类产品平均价格（元）", "存在转包", "合同种类", "承诺运维时长", "立项之日")
        written = [
            (date(2025, 1, 3), 12.3456, "1,234.5", "是", "诊断合同", "１２"),
            ("2025/1/3", "12.3456万", "1234.50元", "否", "diagnosis", 12),
            ("2025年1月3日", "123456元", "￥1234.5", "√", "诊断合同", "12"),
            ("20250103", "１２．３４５６", 1234.5, "×", "诊断合同", 12.0),
            (45660, "12.3456", "1234.5", "N", "诊断合同", "12"),
        ]
        rows = [(provider, enterprise, f"合{n}", *cells, "2025.1.4") for n, cells in enumerate(written)]
        sheet = upload(officer, "contract", make_sheet(heads, *rows)).json
        # All of them say the same, so that all but the first may be doubles of it.
        assert classes(officer, sheet) == ["new", "double", "double", "double", "double"]
        confirm(bureau, officer, sheet, choices={"double": "adopt"})
        contracts = officer.get("/contracts").json["items"]
        assert {c["signed_on"] for c in contracts} == {"2025-01-03"}
        assert {c["registered_on"] for c in contracts} == {"2025-01-04"}
        assert {c["amount"] for c in contracts} == {12_345_600}
        assert {c["market_price"] for c in contracts} == {123_450}
        assert {c["kind"] for c in contracts} == {"diagnosis"}
        assert {c["maintenance_months"] for c in contracts} == {12}
        assert [c["subcontracted"] for c in contracts] == [True, False, True, False, False]

    @pytest.mark.parametrize(
        ("head", "cell", "code"),
        [
            ("合同编号", 123456789012345678, "digits_lost"),
            ("合同金额（万元）", "85%", "field_malformed"),
            ("合同金额（元）", 0.001, "amount_malformed"),
            ("签订之日", "2025-02-30", "field_malformed"),
            ("签订之日", "2126-01-01", "day_in_future"),
            ("合同种类", "别的合同", "field_out_of_range"),
            ("存在转包", "也许", "field_malformed"),
            ("承诺运维时长", 1.5, "field_malformed"),
            ("服务商", "没有的", "reference_missing"),
            ("系统编号", "ct_00000000000000000000000000000000", "entry_missing"),
        ],
    )
    def test_names_the_cell_that_is_wrong(self, officer, parties, head, cell, code):
        cells = {"服务商": parties[0], "试点企业": parties[1], "签订之日": "2025-01-03", head: cell}
        sheet = upload(officer, "contract", make_sheet(tuple(cells), tuple(cells.values()))).json
        (row,) = rows_of(officer, sheet)
        (problem,) = row["problems"]
        assert (row["row_class"], problem["code"]) == ("rejected", code)
        assert problem["zh"].startswith(head.split("（")[0])

    def test_leaves_what_is_blank_and_takes_away_what_is_cleared(self, bureau, officer):
        code = credit_code()
        officer.post("/providers", {"uscc": code, "name": "甲公司", "contact": "林女士", "address": "某路"})
        heads = ("统一社会信用代码", "名称", "联系人及电话", "地址")
        sheet = upload(officer, "provider", make_sheet(heads, (code, "", "清空", ""))).json
        confirm(bureau, officer, sheet)
        (provider,) = officer.get("/providers").json["items"]
        assert (provider["name"], provider["contact"], provider["address"]) == ("甲公司", None, "某路")

    def test_of_two_rows_about_one_entry_takes_none_but_the_first(self, officer, provider):
        rows = ((provider, "", "甲"), (provider, "", "乙"))
        sheet = upload(officer, "provider", make_sheet(HEADS, *rows)).json
        assert classes(officer, sheet) == ["changed", "rejected"]

    def test_brought_in_again_says_nothing_new(self, bureau, officer, provider, enterprise):
        content = make_sheet(CONTRACT, (provider, enterprise, "", "2025-01-03", 1.5))
        confirm(bureau, officer, upload(officer, "contract", content).json)
        assert classes(officer, upload(officer, "contract", content).json) == ["unchanged"]

    def test_names_what_the_field_moves(self, officer, provider, enterprise):
        officer.post(
            "/contracts",
            {"provider": provider, "enterprise": enterprise, "number": "合1", "signed_on": "2026-01-05"},
        )
        content = make_sheet(CONTRACT, (provider, enterprise, "合1", "2026-01-06", 5))
        (row,) = rows_of(officer, upload(officer, "contract", content).json)
        affected = {change["field"]: change["affects"] for change in row["changes"]}
        assert any("情形" in name for name in affected["signed_on"])

    def test_is_not_taken_in_the_name_of_the_system_or_of_nobody(self, officer, provider):
        content = make_sheet(HEADS, (provider, "", "林女士"))
        codes = [upload(officer, "provider", content, source=s).json["code"] for s in ("banfa", "nobody")]
        assert codes == ["source_reserved", "source_missing"]


class TestWhatAPersonHasRuled:
    @pytest.fixture
    def ruled(self, bureau, officer):
        code = credit_code()
        row = {"external_id": "甲1", "uscc": code, "name": "甲公司", "contact": "旧"}
        report = bureau.client("platform").post("/providers/bulk", {"rows": [row]}).json["rows"][0]
        change = {"reason": "经核对", "data": {"contact": "新"}}
        officer.post(f"/providers/{report['id']}/correction", change, version=report["version"])
        return code

    def test_is_disputed_by_its_source_and_stands(self, bureau, officer, ruled):
        content = make_sheet(("外部编号", *HEADS), ("甲1", ruled, "甲公司", "旧二"))
        sheet = upload(officer, "provider", content, source="platform").json
        (row,) = rows_of(officer, sheet)
        (change,) = row["changes"]
        assert row["row_class"] == "disputed"
        assert (change["ruled_by"], change["ruled_since"]) == ("officer的人", today())
        confirm(bureau, officer, sheet, choices={"disputed": "adopt"})
        assert officer.get("/providers").json["items"][0]["contact"] == "新"
        (overruled,) = officer.get("/overruled").json["items"]
        assert overruled["field"] == "contact"

    def test_is_kept_unless_said_otherwise_and_ruled_anew(self, bureau, officer, ruled):
        content = make_sheet(HEADS, (ruled, "甲公司", "更新"))
        sheet = upload(officer, "provider", content).json
        assert classes(officer, sheet) == ["disputed"]
        confirm(bureau, officer, sheet)
        assert officer.get("/providers").json["items"][0]["contact"] == "新"
        sheet = upload(officer, "provider", content).json
        confirm(bureau, officer, sheet, choices={"disputed": "adopt"})
        assert officer.get("/providers").json["items"][0]["contact"] == "更新"


class TestALikelyDouble:
    def test_is_kept_out_unless_said_otherwise(self, bureau, officer, provider, enterprise):
        row = {"external_id": "平1", "provider": provider, "enterprise": enterprise}
        row |= {"signed_on": "2025-01-03", "amount": 1_500_000}
        bureau.client("platform").post("/contracts/bulk", {"rows": [row]})
        content = make_sheet(CONTRACT, *[(provider, enterprise, n, "2025-01-03", 1.5) for n in ("一", "二")])
        sheet = upload(officer, "contract", content).json
        first, second = rows_of(officer, sheet)
        assert (first["row_class"], second["row_class"]) == ("double", "double")
        confirm(bureau, officer, sheet, choices={"new": "adopt"}, leave_out=[2])
        assert len(officer.get("/contracts").json["items"]) == 1


class TestConfirming:
    def test_with_rejected_rows_must_be_said(self, officer):
        sheet = upload(officer, "provider", make_sheet(HEADS, ("错", "甲公司", ""))).json
        answer = officer.post(f"/imports/{sheet['id']}/confirmation", {}, version=sheet["version"])
        assert (answer.status_code, answer.json["code"]) == (422, "rows_rejected")

    def test_of_another_version_is_not_taken(self, officer, provider):
        sheet = upload(officer, "provider", make_sheet(HEADS, (provider, "", "林女士"))).json
        answer = officer.post(f"/imports/{sheet['id']}/confirmation", {}, version=sheet["version"] + 1)
        assert answer.status_code == 412

    def test_after_the_ledger_changed_names_the_rows(self, bureau, officer, provider):
        sheet = upload(officer, "provider", make_sheet(HEADS, (provider, "", "林女士"))).json
        (entry,) = officer.get("/providers").json["items"]
        change = {"reason": "更名", "data": {"name": "新名"}}
        officer.post(f"/providers/{entry['id']}/correction", change, version=entry["version"])
        path = f"/imports/{sheet['id']}"
        answer = officer.post(f"{path}/confirmation", {}, version=sheet["version"])
        assert (answer.status_code, answer.json["code"]) == (409, "import_outdated")
        assert answer.json["data"]["lines"] == [2]
        again = officer.post(f"{path}/preview", {}, version=sheet["version"]).json
        bureau.work(again["work_id"])
        confirm(bureau, officer, officer.get(path).json)
        assert officer.get("/providers").json["items"][0]["contact"] == "林女士"

    def test_twice_has_one_effect(self, bureau, officer, provider):
        sheet = upload(officer, "provider", make_sheet(HEADS, (provider, "", "林女士"))).json
        path = f"/imports/{sheet['id']}/confirmation"
        first = officer.post(path, {}, version=sheet["version"])
        second = officer.post(path, {}, version=sheet["version"])
        assert (first.status_code, second.status_code) == (202, 409)
        bureau.work(first.json["work_id"])
        (entry,) = officer.get("/providers").json["items"]
        assert entry["version"] == 2

    def test_of_many_at_once_has_one_effect(self, bureau, officer, provider):
        sheet = upload(officer, "provider", make_sheet(HEADS, (provider, "", "林女士"))).json
        path, version = f"/imports/{sheet['id']}/confirmation", sheet["version"]
        clients = [bureau.new_client("officer") for _ in range(4)]
        calls = [lambda client=client: client.post(path, {}, version=version) for client in clients]
        answers = call_at_once(*calls)
        assert sorted(answer.status_code for answer in answers) == [202, 409, 409, 409]
        (work_id,) = {answer.json["work_id"] for answer in answers if answer.status_code == 202}
        bureau.work(work_id)
        assert officer.get("/providers").json["items"][0]["version"] == 2

    def test_comes_to_what_was_previewed_or_to_nothing(self, bureau, officer, provider):
        rows = ((provider, "", "林女士"), (credit_code(), "丙公司", ""))
        sheet = upload(officer, "provider", make_sheet(HEADS, *rows)).json
        asked = officer.post(f"/imports/{sheet['id']}/confirmation", {}, version=sheet["version"]).json
        (entry,) = officer.get("/providers").json["items"]
        change = {"reason": "更名", "data": {"name": "新名"}}
        officer.post(f"/providers/{entry['id']}/correction", change, version=entry["version"])
        with pytest.raises(AssertionError):  # what is due is not done
            bureau.work(asked["work_id"])
        job = officer.get(f"/jobs/{asked['work_id']}").json
        assert (job["state"], job["error_code"]) == ("failed", "import_outdated")
        (entry,) = officer.get("/providers").json["items"]
        assert (entry["name"], entry["contact"]) == ("新名", None)
        again = officer.post(f"/imports/{sheet['id']}/preview", {}, version=asked["version"]).json
        bureau.work(again["work_id"])
        confirm(bureau, officer, officer.get(f"/imports/{sheet['id']}").json)
        assert len(officer.get("/providers").json["items"]) == 2


class TestTheSheetGivenBack:
    def test_is_mended_and_brought_in_again(self, bureau, officer):
        codes = [credit_code() for _ in range(3)]
        rows = ((codes[0], "甲公司", "@SUM(A1)"), (codes[1][:17], "乙公司", ""), (codes[2], "丙公司", ""))
        sheet = upload(officer, "provider", make_sheet(HEADS, *rows)).json
        confirm(bureau, officer, sheet, without_rejected=True)
        content = officer.get(f"/imports/{sheet['id']}/sheet").data
        table = read_table(content, "问题")
        assert [row["处理结果"] for row in table] == ["已登记（新增）", "未登记", "已登记（新增）"]
        assert "信用代码" in table[1]["问题"]
        assert table[0]["系统编号"].startswith("pv_")
        table[1]["统一社会信用代码"] = codes[1]
        mended = make_sheet(tuple(table[0]), *(tuple(row.values()) for row in table))
        again = upload(officer, "provider", mended).json
        assert classes(officer, again) == ["unchanged", "new", "unchanged"]
        confirm(bureau, officer, again)
        assert len(officer.get("/providers").json["items"]) == 3


class TestHowManyStatements:
    def count(self, engine, act):
        statements = []
        listen = lambda *arguments: statements.append(arguments[2])  # noqa: E731 - to be taken off again
        event.listen(engine, "before_cursor_execute", listen)
        try:
            act()
        finally:
            event.remove(engine, "before_cursor_execute", listen)
        return len(statements)

    def test_does_not_depend_on_that_of_rows(self, officer, engine, parties):
        def make_rows(prefix, number):
            return [(*parties, f"{prefix}{n}", "2025-01-03", n) for n in range(1, number + 1)]

        numbers = []
        for prefix, number in (("少", 5), ("多", 300)):
            content = make_sheet(CONTRACT, *make_rows(prefix, number))
            sheets: list[dict[str, Any]] = []
            numbers.append(
                self.count(engine, lambda c=content, s=sheets: s.append(upload(officer, "contract", c).json))
            )
            assert sheets[0]["counts"]["new"] == number
        assert numbers[0] == numbers[1]
