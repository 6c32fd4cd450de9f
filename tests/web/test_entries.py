"""Entries of the ledger over REST: recorded singly and in bulk, read, corrected, voided."""

from __future__ import annotations

import pytest

from tests.web.clients import credit_code
from tests.web.document import OPERATIONS, RECORDED


@pytest.fixture
def provider(officer):
    return officer.post("/providers", {"uscc": credit_code(), "name": "某某科技有限公司"}).json["id"]


@pytest.fixture
def industry(cities):
    return cities.profile("xiamen").industries[0].key


@pytest.fixture
def contract_body(officer, provider, industry):
    body = {"name": "某某食品有限公司", "industry": industry, "size": "small"}
    enterprise = officer.post("/enterprises", body).json["id"]
    return {
        "provider_id": provider,
        "enterprise_id": enterprise,
        "signed_on": "2026-01-15",
        "amount": 12_345_600,
        "items": [{"name": "生产管理系统", "amount": 100}],
    }


class TestForms:
    def test_have_the_fields_that_the_ledger_reads(self):
        bodies = {operation.name: operation.body for operation in OPERATIONS.values()}
        for kind in RECORDED.values():
            wanted = {"external_id", "observed_at", *(field.name for field in kind.fields)}
            wanted |= {name for ref in kind.references for name in (ref.name, ref.key)}
            body = bodies[f"record_{kind.name}"]
            assert set(body["properties"]) == wanted
            assert set(body.get("required", ())) == {field.name for field in kind.fields if field.required}


class TestRecord:
    def test_answers_with_the_new_entry(self, officer):
        answer = officer.post("/providers", {"uscc": credit_code(), "name": "甲公司"})
        assert answer.status_code == 201
        assert answer.json["outcome"] == "created"
        assert answer.headers["ETag"] == f'"{answer.json["version"]}"'
        shown = officer.get(answer.headers["Location"])
        assert shown.status_code == 200
        assert shown.json["name"] == "甲公司"
        assert shown.headers["ETag"].startswith(answer.headers["ETag"].removesuffix('"') + ".")

    def test_refuses_a_wrong_check_digit(self, officer):
        code = credit_code()
        wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
        answer = officer.post("/providers", {"uscc": wrong, "name": "甲公司"})
        assert (answer.status_code, answer.json["code"]) == (422, "uscc_check_digit")
        assert answer.json["errors"][0]["field"] == "uscc"

    def test_stores_an_unlawful_contract_with_its_standing(self, officer, contract_body):
        answer = officer.post("/contracts", contract_body)
        assert answer.status_code == 201
        standing = officer.get(answer.headers["Location"]).json["standing"]
        assert standing
        assert all(one["cite_zh"].startswith("第") for one in standing)
        assert officer.get("/contracts").json["items"][0]["standing"] == standing

    @pytest.mark.parametrize("path", ["/providers", "/contracts", "/surveys"])
    def test_is_not_for_everybody(self, bureau, provider, path):
        for client in (bureau.client("auditor"), bureau.client("provider", provider_id=provider)):
            assert client.post(path, {}).status_code == 403

    def test_says_whose_report_it_is(self, bureau):
        body = {"uscc": credit_code(), "name": "甲公司", "external_id": "P-1"}
        made = bureau.client("platform").post("/providers", body)
        assert bureau.client("officer").get(made.headers["Location"]).json["source"] == "platform"


class TestBulk:
    def rows(self, n):
        return [{"external_id": f"P-{i}", "uscc": credit_code(), "name": f"公司{i}"} for i in range(n)]

    def test_reports_every_row(self, bureau):
        platform, rows = bureau.client("platform"), self.rows(4)
        platform.post("/providers/bulk", {"rows": rows[:2]})
        rows[1] = {**rows[1], "name": "改名公司"}
        rows[2] = {**rows[2], "uscc": "wrong"}
        report = platform.post("/providers/bulk", {"rows": rows}).json
        assert {k: v for k, v in report.items() if k != "rows"} == {
            "created": 1,
            "unchanged": 1,
            "corrected": 1,
            "rejected": 1,
        }
        assert [row["outcome"] for row in report["rows"]] == ["unchanged", "corrected", "rejected", "created"]
        refused = report["rows"][2]
        assert (refused["code"], refused["field"], refused["external_id"]) == (
            "uscc_malformed",
            "uscc",
            "P-2",
        )
        names = [row["name"] for row in platform.get("/providers").json["items"]]
        assert names == ["公司0", "改名公司", "公司3"]

    def test_takes_each_row_by_itself_even_if_another_is_no_lawful_json(self, officer):
        first, second = self.rows(2)
        raw = (
            f'{{"rows": [{{"external_id": "P-9", "name": "甲", "name": "乙", "uscc": "x"}}, 5, '
            f'{{"external_id": "{second["external_id"]}", "uscc": "{first["uscc"]}", "name": "丙"}}]}}'
        )
        report = officer.send(
            "POST", "/providers/bulk", data=raw.encode(), content_type="application/json"
        ).json
        assert [row["outcome"] for row in report["rows"]] == ["rejected", "rejected", "created"]
        assert (report["rows"][0]["code"], report["rows"][0]["field"]) == ("duplicate_key", "name")
        assert report["rows"][1]["code"] == "row_malformed"

    def test_takes_five_thousand_rows_and_no_more(self, officer):
        rows = [{"external_id": str(n), "uscc": "x", "name": "甲"} for n in range(5001)]
        assert officer.post("/providers/bulk", {"rows": rows}).json["errors"][0]["field"] == "rows"
        assert officer.post("/providers/bulk", {"rows": rows[:5000]}).json["rejected"] == 5000


class TestFilters:
    @pytest.mark.parametrize(
        ("path", "name", "value"),
        [
            ("/contracts", "kind", "nope"),
            ("/acceptances", "outcome", "nope"),
            ("/findings", "kind", "nope"),
            ("/memberships", "category", "nope"),
            ("/surveys", "topic", "nope"),
            ("/providers", "uscc", "nope"),
        ],
    )
    def test_take_no_word_that_there_is_not(self, officer, path, name, value):
        answer = officer.get(path, **{name: value})
        assert answer.status_code == 422
        assert [error["field"] for error in answer.json["errors"]] == [name]

    def test_take_the_words_that_there_are(self, officer, contract_body):
        officer.post("/contracts", contract_body)
        for kind, count in (("transformation", 1), ("diagnosis", 0)):
            assert len(officer.get("/contracts", kind=kind).json["items"]) == count


class TestNames:
    def test_stand_beside_ids(self, officer, contract_body):
        path = officer.post("/contracts", contract_body).headers["Location"]
        for contract in (officer.get(path).json, officer.get("/contracts").json["items"][0]):
            assert contract["provider_name"] == "某某科技有限公司"
            assert contract["enterprise_name"] == "某某食品有限公司"

    def test_are_not_told_where_the_id_is_not(self, bureau, officer, provider, contract_body):
        enterprise_id = contract_body["enterprise_id"]
        complaint = {"provider_id": provider, "enterprise_id": enterprise_id, "content": "某事"}
        complaint |= {"received_on": "2026-03-01", "decided_on": "2026-03-02"}
        complaint |= {"outcome": "upheld", "conduct": "other"}
        assert officer.post("/complaints", complaint).status_code == 201
        (mine,) = bureau.client("provider", provider_id=provider).get("/complaints").json["items"]
        assert mine["provider_name"] == "某某科技有限公司"
        assert {"enterprise_id", "enterprise_name"}.isdisjoint(mine)


class TestCorrection:
    def test_takes_the_place_of_what_was_said(self, officer, provider):
        old = officer.get(f"/providers/{provider}").json
        body = {"reason": "名称录错", "data": {"name": "正确名称"}}
        done = officer.post(f"/providers/{provider}/correction", body, version=old["version"])
        assert (done.status_code, done.json["outcome"]) == (200, "corrected")
        new = officer.get(f"/providers/{provider}")
        assert (new.json["name"], new.json["uscc"]) == ("正确名称", old["uscc"])
        assert new.json["version"] == done.json["version"]
        past = officer.get(f"/providers/{provider}/history").json["items"]
        assert [record["name"] for record in past] == [old["name"], "正确名称"]
        assert [record["superseded_at"] is None for record in past] == [False, True]

    def test_asks_which_version_was_read(self, officer, provider):
        path, body = f"/providers/{provider}/correction", {"reason": "录错", "data": {"name": "甲"}}
        assert officer.post(path, body).status_code == 428
        version = officer.get(f"/providers/{provider}").json["version"]
        assert officer.post(path, body, version=version).status_code == 200
        stale = officer.post(path, body, version=version)
        assert (stale.status_code, stale.json["code"]) == (412, "entry_changed")

    def test_names_fields_inside_data(self, officer, provider):
        body = {"reason": "录错", "data": {"nom": "甲"}}
        answer = officer.post(f"/providers/{provider}/correction", body, version=1)
        assert [e["field"] for e in answer.json["errors"]] == ["data.nom"]


class TestVoiding:
    def test_takes_an_entry_away_and_keeps_its_record(self, officer, provider):
        version = officer.get(f"/providers/{provider}").json["version"]
        done = officer.post(f"/providers/{provider}/voiding", {"reason": "重复登记"}, version=version)
        assert (done.status_code, done.json["outcome"]) == (200, "voided")
        assert officer.get(f"/providers/{provider}").status_code == 404
        assert officer.get("/providers").json["items"] == []
        assert officer.get(f"/providers/{provider}/history").json["items"][-1]["voids"]

    def test_is_refused_while_others_stand_on_it(self, officer, contract_body):
        officer.post("/contracts", contract_body)
        provider = contract_body["provider_id"]
        version = officer.get(f"/providers/{provider}").json["version"]
        answer = officer.post(f"/providers/{provider}/voiding", {"reason": "重复"}, version=version)
        assert (answer.status_code, answer.json["code"]) == (409, "has_dependents")


class TestList:
    @pytest.fixture
    def many(self, officer):
        rows = [{"external_id": f"P-{n}", "uscc": credit_code(), "name": f"公司{n}"} for n in range(5)]
        officer.post("/providers/bulk", {"rows": rows})
        return [row["name"] for row in rows]

    def test_goes_on_by_its_link(self, officer, many):
        pages = list(officer.pages("/providers", limit=2))
        assert [len(page) for page in pages] == [2, 2, 1]
        assert [row["name"] for page in pages for row in page] == many

    def test_takes_no_cursor_but_its_own(self, officer, many):
        cursor = officer.get("/providers", limit=2).json["next"]
        assert officer.get("/providers", limit=3, after=cursor).status_code == 200
        for path, query in (
            ("/enterprises", {"after": cursor}),
            ("/providers", {"after": cursor, "uscc": credit_code()}),
            ("/providers", {"after": cursor[:-2] + "AA"}),
        ):
            answer = officer.get(path, **query)
            assert (answer.status_code, answer.json["code"]) == (422, "cursor_invalid")

    def test_is_narrowed(self, officer, contract_body):
        officer.post("/contracts", {**contract_body, "number": "HT-1"})
        officer.post("/contracts", {**contract_body, "number": "HT-2", "signed_on": "2026-02-01"})
        assert [r["number"] for r in officer.get("/contracts", number="HT-2").json["items"]] == ["HT-2"]
        assert [r["number"] for r in officer.get("/contracts", to="2026-01-31").json["items"]] == ["HT-1"]
        assert officer.get("/contracts", provider_id=10**9).json["items"] == []
        assert officer.get("/contracts", **{"from": "gestern"}).status_code == 422
        assert officer.get("/contracts", amount=5).json["code"] == "parameter_unknown"


class TestOwn:
    @pytest.fixture
    def two(self, officer, contract_body):
        other = officer.post("/providers", {"uscc": credit_code(), "name": "另一公司"}).json["id"]
        mine = officer.post("/contracts", contract_body).json["id"]
        theirs = officer.post("/contracts", {**contract_body, "provider_id": other}).json["id"]
        return mine, theirs

    def test_entries_are_all_a_provider_sees(self, bureau, contract_body, two):
        client = bureau.client("provider", provider_id=contract_body["provider_id"])
        assert [row["id"] for row in client.get("/contracts").json["items"]] == [two[0]]
        assert len(client.get("/providers").json["items"]) == 1

    def test_foreign_entries_answer_like_none(self, bureau, contract_body, two):
        client = bureau.client("provider", provider_id=contract_body["provider_id"])
        for path in ("", "/history"):
            answers = [client.get(f"/contracts/{n}{path}") for n in (two[1], 10**9)]
            told = [a.data.decode().replace(a.json["instance"], "") for a in answers]
            assert told[0].replace(str(two[1]), "N") == told[1].replace(str(10**9), "N")
            assert [a.status_code for a in answers] == [404, 404]

    def test_surveys_are_nothing_to_the_provider(self, bureau, officer, contract_body):
        body = {k: contract_body[k] for k in ("provider_id", "enterprise_id")}
        body |= {
            "answer": "不满意",
            "answered_on": "2026-02-02",
            "remark": "来自某某食品",
            "external_id": "S-1",
        }
        assert officer.post("/surveys", body).status_code == 201
        client = bureau.client("provider", provider_id=body["provider_id"])
        assert client.get("/surveys").json["items"] == []
        assert client.get("/surveys", enterprise_id=body["enterprise_id"]).json["items"] == []
        assert client.get("/surveys", external_id="S-1").json["code"] == "parameter_unknown"

    def test_enterprises_see_what_concerns_them(self, bureau, contract_body, two):
        client = bureau.client("enterprise", enterprise_id=contract_body["enterprise_id"])
        assert len(client.get("/contracts").json["items"]) == 2
        assert [row["id"] for row in client.get("/enterprises").json["items"]] == [
            contract_body["enterprise_id"]
        ]
        assert client.get("/decisions").json["items"] == []
        assert client.get("/completeness").status_code == 403
