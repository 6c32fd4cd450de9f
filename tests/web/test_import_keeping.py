"""Sheets that came in: how long they are kept, erased by law before, and recorded only as they came."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from banfa.errors import Conflict
from banfa.jobs.run import carry_out
from banfa.procedures.erasing import erase
from banfa.trust import unit_of_work
from banfa.trust.erasing import ERASED_TEXT
from banfa.trust.tenants import operator
from tests.at_once import call_at_once
from tests.web.clients import credit_code
from tests.web.sheets import make_sheet, rows_of, upload

HEADS = ("统一社会信用代码", "名称", "联系人及电话")


@pytest.fixture
def provider(officer):
    code = credit_code()
    officer.post("/providers", {"uscc": code, "name": "甲公司"})
    return code


class TestASheet:
    def test_is_kept_for_thirty_days(self, bureau, officer, clock, provider):
        content = make_sheet(HEADS, (provider, "", "林女士"))
        old = upload(officer, "provider", content, name=r"C:\\台账\\..\\甲<公司>.xlsx").json
        assert old["file_name"] == "甲公司.xlsx"
        clock.forward(days=30)
        try:
            upload(officer, "provider", content)
            assert officer.get(f"/imports/{old['id']}").json["erased_at"] is not None
            assert rows_of(officer, old) == []
            assert officer.get(f"/imports/{old['id']}/sheet").json["code"] == "import_erased"
        finally:
            clock.forward(days=-30)

    def test_past_keeping_is_erased_once_by_many_at_once(self, bureau, officer, clock, provider):
        content = make_sheet(HEADS, (provider, "", "林女士"))
        old = upload(officer, "provider", content).json
        clients = [bureau.new_client("officer") for _ in range(4)]
        before = count_erased(bureau)
        clock.forward(days=30)
        try:
            kept = [s["id"] for s in officer.get("/imports").json["items"] if s["erased_at"] is None]
            answers = call_at_once(
                *[lambda client=client: upload(client, "provider", content) for client in clients]
            )
            assert [answer.status_code for answer in answers] == [201] * 4
            assert officer.get(f"/imports/{old['id']}").json["erased_at"] is not None
            assert count_erased(bureau) - before == len(kept)
        finally:
            clock.forward(days=-30)

    @pytest.mark.parametrize("of_entry", [True, False])
    def test_is_erased_by_law_with_the_entry_that_it_holds_or_alone(
        self, bureau, officer, owner_engine, provider, of_entry
    ):
        content = make_sheet(HEADS, (provider, "", "林女士"))
        sheet = upload(officer, "provider", content, name="林女士.xlsx").json
        other = upload(officer, "provider", make_sheet(HEADS, (credit_code(), "丙公司", "王先生"))).json
        (entry,) = officer.get("/providers", q=provider).json["items"]
        kind, outward = ("provider", entry["id"]) if of_entry else ("sheet_import", sheet["id"])
        why = {"reason": "本人申请", "document_no": "厦工信删〔2026〕2号"}
        with unit_of_work(owner_engine, operator(bureau.tenant), now=bureau.clock()) as unit:
            erase(unit, kind, bureau.number(kind, outward), **why)
        erased = officer.get(f"/imports/{sheet['id']}").json
        assert (erased["file_name"], erased["erased_at"] is None) == (ERASED_TEXT, False)
        assert rows_of(officer, sheet) == []
        assert officer.get(f"/imports/{sheet['id']}/sheet").json["code"] == "import_erased"
        late = officer.post(f"/imports/{sheet['id']}/confirmation", {}, version=sheet["version"])
        assert (late.status_code, late.json["code"]) == (412, "import_changed")
        assert officer.get(f"/imports/{other['id']}").json["erased_at"] is None
        admin = bureau.client("admin")
        (link, *_) = admin.get("/audit", action="import.erased").json["items"]
        assert admin.get(f"/audit/{link['seq']}").json["data"] == {"sheets": 1, **why}

    def test_that_is_not_previewed_yet_keeps_an_entry_from_being_erased(
        self, bureau, officer, owner_engine, provider, monkeypatch
    ):
        monkeypatch.setattr("banfa.procedures.imports.receiving.AT_ONCE", 0)
        sheet = upload(officer, "provider", make_sheet(HEADS, (provider, "", "林女士"))).json
        (entry,) = officer.get("/providers", q=provider).json["items"]
        why = {"reason": "本人申请", "document_no": "厦工信删〔2026〕5号"}

        def erase_one(kind, outward):
            with unit_of_work(owner_engine, operator(bureau.tenant), now=bureau.clock()) as unit:
                erase(unit, kind, bureau.number(kind, outward), **why)

        with pytest.raises(Conflict) as refusal:
            erase_one("provider", entry["id"])
        assert refusal.value.code == "import_unread"
        erase_one("sheet_import", sheet["id"])
        erase_one("provider", entry["id"])

    def test_erased_by_law_while_it_is_recorded_is_one_or_the_other(
        self, bureau, officer, owner_engine, provider
    ):
        sheet = upload(officer, "provider", make_sheet(HEADS, (provider, "", "林女士"))).json
        asked = officer.post(f"/imports/{sheet['id']}/confirmation", {}, version=sheet["version"]).json
        numbers = {"tenant_id": bureau.tenant.id, "work_id": bureau.hand_out(asked["work_id"])}

        def erase_sheet():
            with unit_of_work(owner_engine, operator(bureau.tenant), now=bureau.clock()) as unit:
                why = {"reason": "本人申请", "document_no": "厦工信删〔2026〕3号"}
                return erase(unit, "sheet_import", bureau.number("sheet_import", sheet["id"]), **why)

        recorded, _ = call_at_once(lambda: carry_out(bureau.engine, **numbers), erase_sheet)
        (entry,) = officer.get("/providers", q=provider).json["items"]
        assert (recorded, entry["contact"]) in {("done", "林女士"), ("failed", None), ("again", None)}
        assert officer.get(f"/imports/{sheet['id']}/sheet").json["code"] == "import_erased"

    def test_that_was_altered_where_it_is_kept_is_not_recorded(self, bureau, officer, owner_engine, provider):
        sheet = upload(officer, "provider", make_sheet(HEADS, (provider, "", "林女士"))).json
        asked = officer.post(f"/imports/{sheet['id']}/confirmation", {}, version=sheet["version"]).json
        number = bureau.number("sheet_import", sheet["id"])
        other = make_sheet(HEADS, (provider, "", "别人"))
        with owner_engine.begin() as connection:
            change = text("UPDATE sheet_file SET content = :other WHERE import_id = :id")
            assert connection.execute(change, {"other": other, "id": number}).rowcount == 1
        with pytest.raises(AssertionError):  # what is due is not done
            bureau.work(asked["work_id"])
        job = officer.get(f"/jobs/{asked['work_id']}").json
        assert (job["state"], job["error_code"]) == ("failed", "sheet_altered")
        assert officer.get(f"/imports/{sheet['id']}/sheet").json["code"] == "sheet_altered"


def count_erased(bureau):
    """Of how many sheets the chain says that they were erased."""
    admin = bureau.client("admin")
    links = admin.get("/audit", action="import.erased").json["items"]
    return sum(admin.get(f"/audit/{link['seq']}").json["data"]["sheets"] for link in links)
