"""What is taken along: the rows that are listed, each cell as what it is, and nothing that computes."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from urllib.parse import urlencode

import pytest

from banfa.ledger.sheets.workbooks import name_sheet
from tests.console.leads import enter_member, find_leads, promulgate, run_watch
from tests.web.clients import credit_code
from tests.web.sheets import read_sheet

FORMULAS = ("=1+1", "+86甲", "-乙", "@丙", '=HYPERLINK("http://x")')


def export(browser, path, **query):
    answer = browser.get(f"{path}.xlsx?{urlencode(query)}")
    sheet = zipfile.ZipFile(io.BytesIO(answer.data)).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    rows = read_sheet(answer.data)
    return rows[1], [row for row in rows[2:] if any(cell != "" for cell in row)][:-1]


@pytest.fixture
def town(office):
    officer = office.client("officer")
    code = credit_code()
    provider = officer.post("/providers", {"uscc": code, "name": "甲公司"}).json["id"]
    enterprise = {"name": "某厂", "industry": "pilot", "size": "small", "uscc": credit_code()}
    about = {"provider_id": provider, "enterprise_id": officer.post("/enterprises", enterprise).json["id"]}
    for number, signed, amount in (("0012", "2026-01-05", 1234567), ("=2+2", "2026-02-05", 100)):
        contract = {
            **about,
            "number": number,
            "signed_on": signed,
            "amount": amount,
            "kind": "transformation",
        }
        assert officer.post("/contracts", contract).status_code == 201
    return office, code


class TestAWorkbook:
    def test_has_days_as_days_amounts_as_listed_and_codes_as_text(self, town):
        office, code = town
        heads, rows = export(office.at("officer"), "/contracts", sort="signed_on")
        first = dict(zip(heads, rows[0], strict=True))
        assert first["合同编号"] == "0012"
        assert first["签订之日"] == date(2026, 1, 5)
        assert first["合同金额（万元）"] == 1.234567
        assert first["服务商"] == "甲公司"
        heads, rows = export(office.at("officer"), "/providers")
        assert dict(zip(heads, rows[0], strict=True))["统一社会信用代码"] == code

    def test_holds_what_the_list_is_narrowed_to(self, town):
        office, _ = town
        officer = office.at("officer")
        assert len(export(officer, "/contracts")[1]) == 2
        _, rows = export(officer, "/contracts", **{"from": "2026-02-01"})
        assert [row[0] for row in rows] == ["=2+2"]
        assert [row[0] for row in export(officer, "/contracts", q="0012")[1]] == ["0012"]

    def test_computes_nothing_that_somebody_typed(self, town):
        office, _ = town
        rows = [{"external_id": name, "uscc": credit_code(), "name": name} for name in FORMULAS]
        office.client("officer").post("/providers/bulk", {"rows": rows})
        _, listed = export(office.at("officer"), "/providers")
        assert {row[0] for row in listed} == {*FORMULAS, "甲公司"}

    def test_of_leads_holds_what_is_listed_by_page_and_by_api(self, office):
        promulgate(office)
        for name in ("甲公司", "乙公司"):
            enter_member(office, name)
        run_watch(office)  # what is open then is cleared once it is known
        find_leads(office)
        officer, api = office.at("officer"), office.client("officer")
        leads = [hit["id"] for hit in api.get("/hits", limit=200, state="standing").json["items"]]
        officer.post(f"/leads/{leads[0]}/look", {}, page=f"/leads/{leads[0]}")
        assert len(export(officer, "/leads")[1]) == len(leads)
        assert len(export(officer, "/leads", unseen="true")[1]) == len(leads) - 1
        provider = api.get(f"/hits/{leads[0]}").json["provider_id"]
        for query in ({}, {"unseen": "true"}, {"provider_id": provider}, {"state": "cleared"}):
            listed = api.get("/hits", limit=200, **query).json["items"]
            table = read_sheet(api.get("/hits/export.xlsx", **query).data)
            named = [row[0] for row in table[3:] if row[1]]
            assert named == [hit["provider_name"] for hit in listed] != [], query
        assert api.get("/hits/export.xlsx", colour="red").status_code == 422


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("2026/一季度得分汇总表", "2026-一季度得分汇总表"),
        ("[甲]:*?\\", "-甲-----"),
        ("'引'", "引"),
        ("长" * 40, "长" * 31),
        ("''", "表"),
    ],
)
def test_a_sheet_is_called_as_programs_allow(title, name):
    assert name_sheet(title) == name
