"""Lists as workbooks: what is written so is read again as the same, here and in an empty bureau."""

from __future__ import annotations

import io
import zipfile

import pytest

from banfa.ledger.kinds.registry import KINDS
from banfa.ledger.sheets.forms import list_forms
from tests.web.clients import Bureau, credit_code
from tests.web.document import PATHS
from tests.web.sheets import confirm, make_sheet, read_sheet, read_table, rows_of, upload

NAMES = ("=1+1", "+86甲", "-乙", "@丙", "'丁")
OF_THE_BUREAU = {"系统编号", "来源", "登记时间", "登记人"}
"""What an entry has from where it was recorded, not from what was said of it."""


def make_table(content):
    """The rows of an export."""
    rows = read_table(content, "系统编号")
    return [row for row in rows if row["系统编号"].find("_") > 0]


def order(table):
    """What the rows say, in an order of their own."""
    return sorted(
        str([(head, cell) for head, cell in row.items() if head not in OF_THE_BUREAU]) for row in table
    )


@pytest.fixture(scope="module")
def forms(cities):
    """All sheets but that of past decisions, which is the administrator's and ends at the cut-over day."""
    return [form for form in list_forms(cities.profile("xiamen")) if form.name != "decision"]


def export(client, form):
    kind, _, of = form.name.partition(".")
    answer = client.get(f"{PATHS[f'list_{KINDS[kind].plural}']}/export.xlsx", **({"kind": of} if of else {}))
    assert answer.status_code == 200, answer.json
    return answer.data


class TestAList:
    def test_has_text_days_and_numbers_and_no_formula(self, officer):
        code = credit_code()
        rows = [{"external_id": n, "uscc": credit_code(), "name": n} for n in NAMES]
        officer.post("/providers/bulk", {"rows": rows})
        officer.post("/providers", {"uscc": code, "name": "己公司"})
        answer = officer.get("/providers/export.xlsx", sort="name")
        rows = read_sheet(answer.data)
        assert rows[0][0].endswith("服务商台账")
        assert "数据截止日：2026-04-08" in rows[1][0]
        table = read_table(answer.data, "名称")
        assert {row["名称"] for row in table} >= {*NAMES, "己公司"}
        assert code in {row["统一社会信用代码"] for row in table}
        assert rows[-1][0] == "制表人：officer的人　　审核人："
        sheet = zipfile.ZipFile(io.BytesIO(answer.data)).read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet

    def test_is_narrowed_as_the_list_is(self, officer):
        for name in ("甲公司", "乙公司"):
            officer.post("/providers", {"uscc": credit_code(), "name": name})
        table = read_table(officer.get("/providers/export.xlsx", q="甲").data, "名称")
        assert [row["名称"] for row in table if row["统一社会信用代码"]] == ["甲公司"]
        answer = officer.get("/providers/export.xlsx", colour="red")
        assert (answer.status_code, answer.json["code"]) == (422, "parameter_unknown")


@pytest.mark.long
class TestWhatWasExported:
    def test_says_nothing_new_when_brought_in_again(self, storied, forms):
        officer, rows = storied.client("officer"), 0
        for form in forms:
            content = export(officer, form)
            answer = upload(officer, form.name, content)
            if answer.status_code == 422:
                assert answer.json["code"] == "sheet_empty", (form.name, answer.json)
                continue
            while answer.json["state"] == "received":
                storied.work(answer.json["work_id"])
                answer = officer.get(f"/imports/{answer.json['id']}")
            assert answer.json["counts"]["unchanged"] == answer.json["row_count"], (form.name, answer.json)
            rows += answer.json["row_count"]
        assert rows > 200

    def test_makes_the_same_entries_in_an_empty_bureau(self, storied, forms, clock, owner_engine):
        empty = Bureau(storied.app, storied.engine, owner_engine, clock)
        officer, other = storied.client("officer"), empty.client("officer")
        for form in forms:
            table = make_table(export(officer, form))
            if not table:
                continue
            columns = [head for head in table[0] if head != "系统编号"]
            content = make_sheet(columns, *([row[head] for head in columns] for row in table))
            answer = upload(other, form.name, content)
            while answer.json["state"] == "received":
                empty.work(answer.json["work_id"])
                answer = other.get(f"/imports/{answer.json['id']}")
            assert answer.json["counts"]["rejected"] == 0, (form.name, rows_of(other, answer.json)[:2])
            confirm(empty, other, answer.json, choices={"double": "adopt"})
            assert order(make_table(export(other, form))) == order(table), form.name
