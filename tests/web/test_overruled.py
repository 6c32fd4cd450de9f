"""What an officer ruled stands over what a platform sends; the platform is told, the officer may let go."""

from tests.web.clients import credit_code

ROW = {"external_id": "P-1", "name": "甲公司", "contact": "林 1"}


class TestOverruled:
    def test_is_listed_and_let_go(self, bureau):
        officer, platform = bureau.client("officer"), bureau.client("platform")
        row = {**ROW, "uscc": credit_code()}
        (report,) = platform.post("/providers/bulk", {"rows": [row]}).json["rows"]
        path = f"/providers/{report['id']}"
        change = {"reason": "经核对", "data": {"contact": "陈 2"}}
        officer.post(f"{path}/correction", change, version=1)

        (again,) = platform.post("/providers/bulk", {"rows": [{**row, "address": "湖里"}]}).json["rows"]
        assert (again["outcome"], again["code"], again["field"]) == ("corrected", "overruled", "contact")
        (told,) = again["overruled"]
        assert (told["field"], told["by"]) == ("contact", "officer的人")
        stands = officer.get(path).json
        assert (stands["contact"], stands["address"]) == ("陈 2", "湖里")

        corrected = platform.post(
            f"{path}/correction", change | {"data": {"contact": "林 1"}}, version=3
        ).json
        assert (corrected["outcome"], corrected["overruled"][0]["field"]) == ("unchanged", "contact")
        (item,) = officer.get("/overruled").json["items"]
        said = {name: item[name] for name in ("kind", "entry", "field", "value", "said", "ruled_by")}
        assert said == {
            "kind": "provider",
            "entry": report["id"],
            "field": "contact",
            "value": "陈 2",
            "said": "林 1",
            "ruled_by": "officer的人",
        }
        released = officer.post(f"/overruled/{item['id']}/release", {"reason": "来源为准"})
        assert (released.status_code, released.json["outcome"]) == (200, "corrected")
        assert officer.get(path).json["contact"] == "林 1"
        assert officer.get("/overruled").json["items"] == []

    def test_knows_of_what_was_voided_and_is_sent_again_singly(self, bureau):
        officer, platform = bureau.client("officer"), bureau.client("platform")
        row = {**ROW, "uscc": credit_code()}
        made = platform.post("/providers", row).json
        officer.post(f"/providers/{made['id']}/voiding", {"reason": "并无此公司"}, version=1)
        assert officer.get("/overruled").json["items"] == []

        again = platform.post("/providers", row, key="again-and-again")
        assert (again.status_code, again.json["code"]) == (409, "entry_voided")
        (item,) = officer.get("/overruled").json["items"]
        wanted = (made["id"], "voids", "true", "false", "officer的人", "并无此公司")
        assert tuple(item[n] for n in ("entry", "field", "value", "said", "ruled_by", "reason")) == wanted
        assert item["contradicted_at"] is not None
        auditor = bureau.client("auditor")
        links = auditor.get("/audit", action="provider.recorded").json["items"]
        noted = [auditor.get(f"/audit/{link['seq']}").json["data"].get("overruled") for link in links]
        assert noted == [None, 1]
        assert [p["id"] for p in officer.get("/providers").json["items"]] == []
        # what a source has voided itself waits for nobody
        other = platform.post("/providers", {**row, "external_id": "P-2", "uscc": credit_code()}).json
        platform.post(f"/providers/{other['id']}/voiding", {"reason": "误报"}, version=1)
        refused = platform.post("/providers", {**row, "external_id": "P-2", "uscc": credit_code()})
        assert refused.json["code"] == "entry_voided"
        assert [i["id"] for i in officer.get("/overruled", all="true").json["items"]] == [item["id"]]

    def test_is_none_of_a_platforms_business(self, bureau):
        assert bureau.client("platform").get("/overruled").status_code == 403


class TestDoubles:
    def test_are_listed_and_ruled_on(self, bureau):
        officer, platform = bureau.client("officer"), bureau.client("platform")
        code = credit_code()
        officer.post("/providers", {"uscc": code, "name": "甲公司"})
        case = {"provider": code, "client": "某厂", "client_size": "small", "served_on": "2025-06-30"}
        row = {"external_id": "1", **case}
        ids = [
            client.post("/service-cases/bulk", {"rows": [row]}).json["rows"][0]["id"]
            for client in (platform, officer)
        ]
        (item,) = officer.get("/doubles").json["items"]
        assert (item["kind"], item["of_entry"], item["entry"]) == ("service_case", *ids)
        assert (item["of_source"], item["source"], item["is_double"]) == ("platform", "bureau", None)
        ruling = {"is_double": True, "reason": "同一案例"}
        ruled = officer.post(f"/doubles/{item['id']}/ruling", ruling).json
        assert (ruled["is_double"], ruled["ruled_by"], ruled["reason"]) == (True, "officer的人", "同一案例")
        assert officer.get("/doubles").json["items"] == []
        assert [i["id"] for i in officer.get("/doubles", all="true").json["items"]] == [item["id"]]
        assert platform.post(f"/doubles/{item['id']}/ruling", ruling).status_code == 403
