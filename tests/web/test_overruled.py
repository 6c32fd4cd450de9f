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
