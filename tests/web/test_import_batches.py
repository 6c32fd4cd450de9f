"""Several sheets at once: recognised, previewed as they follow on each other, recorded as one."""

from __future__ import annotations

import pytest

from tests.at_once import call_at_once
from tests.web.clients import credit_code
from tests.web.sheets import (
    fill_templates,
    make_sheet,
    make_workbook,
    read_table,
    rows_of,
    upload,
    upload_files,
)

PROVIDERS = ("统一社会信用代码", "名称", "联系人及电话")
ENTERPRISES = ("统一社会信用代码", "企业名称", "所属试点行业", "企业规模")
CONTRACTS = (
    "服务商（统一社会信用代码）",
    "试点企业（统一社会信用代码）",
    "合同编号",
    "签订之日",
    "合同金额（万元）",
)
INDUSTRY = "试点行业（具体行业见试点工作方案）"


class Papers:
    """A provider, an enterprise, and their contract, none of them on record."""

    def __init__(self):
        self.provider, self.enterprise = credit_code(), credit_code()
        self.providers = (PROVIDERS, (self.provider, "甲公司", ""))
        self.enterprises = (ENTERPRISES, (self.enterprise, "乙厂", INDUSTRY, "小型"))
        self.contracts = (CONTRACTS, (self.provider, self.enterprise, "合1", "2025-01-03", 1.5))

    def files(self):
        """The last one first: the order in which files are sent says nothing."""
        sheets = {"合同.xlsx": self.contracts, "企业.xlsx": self.enterprises, "服务商.xlsx": self.providers}
        return [(name, make_sheet(*rows)) for name, rows in sheets.items()]


@pytest.fixture
def papers():
    return Papers()


def counts(batch, name="new"):
    return [sheet["counts"].get(name) for sheet in batch["sheets"]]


def confirm_batch(bureau, client, batch, **body):
    path = f"/import-batches/{batch['id']}"
    answer = client.post(f"{path}/confirmation", body, version=batch["version"])
    assert answer.status_code == 202, answer.json
    bureau.work(answer.json["work_id"])
    return client.get(path).json


class TestSheetsThatComeTogether:
    def test_are_recognised_by_their_heads_and_follow_on_each_other(self, bureau, officer, papers):
        answer = upload_files(officer, *papers.files())
        batch = answer.json
        assert answer.status_code == 201, batch
        assert [sheet["form"] for sheet in batch["sheets"]] == ["provider", "enterprise", "contract"]
        assert counts(batch) == [1, 1, 1]
        assert officer.get("/contracts").json["items"] == []
        batch = confirm_batch(bureau, officer, batch)
        assert {sheet["state"] for sheet in batch["sheets"]} == {"recorded"}
        (contract,) = officer.get("/contracts").json["items"]
        assert (contract["number"], contract["provider_name"]) == ("合1", "甲公司")

    def test_may_be_sheets_of_one_workbook(self, bureau, officer, papers):
        pages = {"合同": papers.contracts, "名单": papers.providers, "厂": papers.enterprises}
        workbook = make_workbook({**pages, "备忘": [("随便写写",)]})
        batch = upload_files(officer, ("一季度.xlsx", workbook)).json
        assert [s["file_name"] for s in batch["sheets"]] == [
            "一季度-名单.xlsx",
            "一季度-厂.xlsx",
            "一季度-合同.xlsx",
        ]
        assert batch["ignored"] == ["一季度-备忘.xlsx"]
        confirm_batch(bureau, officer, batch)
        assert len(officer.get("/contracts").json["items"]) == 1

    def test_fill_in_one_template_of_all(self, bureau, officer, papers):
        template = officer.get("/imports/all-templates").data
        rows = {
            "服务商": [dict(zip(*papers.providers, strict=True))],
            "试点企业": [dict(zip(*papers.enterprises, strict=True))],
            "合同": [dict(zip(*papers.contracts, strict=True))],
        }
        batch = upload_files(officer, ("全套.xlsx", fill_templates(template, rows))).json
        assert [sheet["form"] for sheet in batch["sheets"]] == ["provider", "enterprise", "contract"]
        assert not any(sheet["outdated"] for sheet in batch["sheets"])
        assert batch["ignored"] == []
        confirm_batch(bureau, officer, batch)
        assert len(officer.get("/contracts").json["items"]) == 1

    def test_of_which_one_is_mended_are_looked_at_again(self, bureau, officer, papers):
        papers.providers = (PROVIDERS, (papers.provider[:-1], "甲公司", ""))
        batch = upload_files(officer, *papers.files()).json
        assert counts(batch, "rejected") == [1, 0, 1]
        answer = officer.post(f"/import-batches/{batch['id']}/confirmation", {}, version=batch["version"])
        assert (answer.status_code, answer.json["code"]) == (422, "rows_rejected")
        (table,) = read_table(officer.get(f"/imports/{batch['sheets'][0]['id']}/sheet").data, "问题")
        table["统一社会信用代码"] = papers.provider
        mended = ("服务商（问题）.xlsx", make_sheet(tuple(table), tuple(table.values())))
        path = f"/import-batches/{batch['id']}/sheets"
        assert upload_files(officer, mended, path=path, version=batch["version"] + 1).status_code == 412
        again = upload_files(officer, mended, path=path, version=batch["version"]).json
        assert counts(again, "rejected") == [0, 0, 0]
        old = officer.get(f"/imports/{batch['sheets'][0]['id']}").json
        assert old["state"] == "replaced"
        answer = officer.post(f"/imports/{old['id']}/preview", {}, version=old["version"])
        assert (answer.status_code, answer.json["code"]) == (409, "import_replaced")
        confirm_batch(bureau, officer, again)
        assert len(officer.get("/contracts").json["items"]) == 1

    def test_are_recorded_all_or_none(self, bureau, officer, papers):
        batch = upload_files(officer, *papers.files()).json
        officer.post("/providers", {"uscc": papers.provider, "name": "别人先登记的"})
        path = f"/import-batches/{batch['id']}"
        asked = officer.post(f"{path}/confirmation", {}, version=batch["version"]).json
        with pytest.raises(AssertionError):  # what is due is not done
            bureau.work(asked["work_id"])
        job = officer.get(f"/jobs/{asked['work_id']}").json
        assert (job["state"], job["error_code"]) == ("failed", "import_outdated")
        assert "服务商表第 2 行" in job["error_detail"]
        assert officer.get("/enterprises").json["items"] == []
        again = officer.post(f"{path}/preview", {}, version=officer.get(path).json["version"]).json
        bureau.work(again["work_id"])
        batch = officer.get(path).json
        assert counts(batch, "changed") == [1, 0, 0]
        confirm_batch(bureau, officer, batch)
        assert officer.get("/providers").json["items"][0]["name"] == "甲公司"

    def test_that_stay_out_are_not_there_for_those_that_follow(self, bureau, officer, papers):
        """A likely double is not taken by itself, nor is then what refers to it."""
        confirm_batch(bureau, officer, upload_files(officer, *papers.files()).json)
        code = papers.provider
        double = (CONTRACTS, (code, papers.enterprise, "合2", "2025-01-03", 1.5))
        heads = (
            "合同（合同编号）",
            "验收层级",
            "验收之日",
            "验收结论",
            "改造前等级",
            "改造后等级",
            "评测指标版本",
        )
        rest = ("市级", "2025-06-01", "通过", 1, 2, "2025版")
        acceptances = make_sheet(heads, ("合2", *rest), ("合1", *rest))
        files = [("合同.xlsx", make_sheet(*double)), ("验收.xlsx", acceptances)]
        batch = upload_files(officer, *files).json
        assert [sheet["form"] for sheet in batch["sheets"]] == ["contract", "acceptance"]
        assert counts(batch, "double") == [1, 0]
        assert counts(batch, "rejected") == [0, 1]
        batch = confirm_batch(bureau, officer, batch, without_rejected=True)
        assert len(officer.get("/contracts").json["items"]) == 1
        assert len(officer.get("/acceptances").json["items"]) == 1

    def test_that_change_what_is_there_say_to_whom_it_goes(self, bureau, officer, papers):
        """A number that is not settled before it is recorded stands in no preview."""
        confirm_batch(bureau, officer, upload_files(officer, *papers.files()).json)
        new = credit_code()
        contract = officer.get("/contracts").json["items"][0]
        heads = ("系统编号", "服务商（统一社会信用代码）")
        files = [
            ("服务商.xlsx", make_sheet(PROVIDERS, (new, "丙公司", ""))),
            (
                "合同.xlsx",
                make_sheet((*heads, *CONTRACTS[1:]), (contract["id"], new, *papers.contracts[1][1:])),
            ),
        ]
        batch = upload_files(officer, *files).json
        (row,) = rows_of(officer, batch["sheets"][1])
        (change,) = [change for change in row["changes"] if change["field"] == "provider_id"]
        assert change["new"].endswith("（一同上传）")
        assert "丙公司" in change["new"]
        confirm_batch(bureau, officer, batch)
        assert officer.get("/contracts").json["items"][0]["provider_name"] == "丙公司"

    def test_of_many_rows_are_looked_at_by_a_job(self, bureau, officer, papers, monkeypatch):
        monkeypatch.setattr("banfa.procedures.imports.together.AT_ONCE", 0)
        batch = upload_files(officer, *papers.files()).json
        assert {sheet["state"] for sheet in batch["sheets"]} == {"received"}
        path = f"/import-batches/{batch['id']}"
        early = officer.post(f"{path}/confirmation", {}, version=batch["version"])
        assert (early.status_code, early.json["code"]) == (409, "import_in_progress")
        bureau.work(batch["work_id"])
        job = officer.get(f"/jobs/{batch['work_id']}").json
        assert job["result"] == {
            "batch_id": batch["id"],
            "rows": 3,
            "counts": {"new": 3, "changed": 0, "unchanged": 0, "disputed": 0, "double": 0, "rejected": 0},
        }
        confirm_batch(bureau, officer, officer.get(path).json)
        assert len(officer.get("/contracts").json["items"]) == 1


class TestWhatIsNotTaken:
    def test_two_sheets_of_one_form(self, officer, papers):
        files = [("甲.xlsx", make_sheet(*papers.providers)), ("乙.xlsx", make_sheet(*papers.providers))]
        answer = upload_files(officer, *files)
        assert (answer.status_code, answer.json["code"]) == (422, "sheet_twice")
        assert officer.get("/imports").json["items"] == []

    def test_a_file_of_which_nothing_is_recognised(self, officer, papers):
        files = [*papers.files(), ("备忘.xlsx", make_sheet(("随便", "写写"), ("一", "二")))]
        answer = upload_files(officer, *files)
        assert (answer.status_code, answer.json["code"]) == (422, "form_unknown")
        assert "备忘.xlsx" in answer.json["detail"]

    def test_more_files_than_anybody_has(self, officer, papers):
        one = ("服务商.xlsx", make_sheet(*papers.providers))
        assert upload_files(officer, *[one] * 21).status_code == 422

    def test_one_sheet_of_them_alone(self, officer, papers):
        sheet = upload_files(officer, *papers.files()).json["sheets"][0]
        for path in ("preview", "confirmation"):
            answer = officer.post(f"/imports/{sheet['id']}/{path}", {}, version=sheet["version"])
            assert (answer.status_code, answer.json["code"]) == (409, "import_of_batch")

    def test_what_is_in_already(self, bureau, officer, papers):
        batch = confirm_batch(bureau, officer, upload_files(officer, *papers.files()).json)
        path = f"/import-batches/{batch['id']}"
        answers = [
            officer.post(f"{path}/confirmation", {}, version=batch["version"]),
            officer.post(f"{path}/preview", {}, version=batch["version"]),
            upload_files(officer, *papers.files(), path=f"{path}/sheets", version=batch["version"]),
        ]
        assert {(a.status_code, a.json["code"]) for a in answers} == {(409, "import_recorded")}


class TestManyAtOnce:
    def test_confirm_once(self, bureau, officer, papers):
        batch = upload_files(officer, *papers.files()).json
        path, version = f"/import-batches/{batch['id']}", batch["version"]
        clients = [bureau.new_client("officer") for _ in range(4)]
        calls = [lambda c=client: c.post(f"{path}/confirmation", {}, version=version) for client in clients]
        answers = call_at_once(*calls)
        statuses = sorted(answer.status_code for answer in answers)
        assert statuses[0] == 202
        assert set(statuses[1:]) <= {409, 412}
        (work_id,) = {answer.json["work_id"] for answer in answers if answer.status_code == 202}
        bureau.work(work_id)
        assert len(officer.get("/contracts").json["items"]) == 1


class TestOneSheet:
    def test_is_recognised_by_its_heads_among_all_forms(self, officer, papers):
        """As the page does, which asks for no form."""
        batch = upload_files(officer, ("名单.xlsx", make_sheet(*papers.providers))).json
        assert [sheet["form"] for sheet in batch["sheets"]] == ["provider"]

    def test_keeps_the_form_that_is_said(self, officer, papers):
        sheet = upload(officer, "provider", make_sheet(*papers.providers)).json
        assert (sheet["form"], sheet.get("batch_id")) == ("provider", None)
