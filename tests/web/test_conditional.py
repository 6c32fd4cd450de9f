"""What is read again is not sent again, and what is changed is what was read (RFC 9110)."""

from __future__ import annotations

import gzip

import pytest

from tests.web.clients import credit_code

GZIP = {"Accept-Encoding": "gzip"}
ROUND = {"name": "第一季度", "period_start": "2026-01-01", "period_end": "2026-03-31"}


@pytest.fixture
def provider(officer):
    return officer.post("/providers", {"uscc": credit_code(), "name": "某某科技有限公司"}).json["id"]


def read_again(client, path, etag):
    return client.send("GET", path, headers={"If-None-Match": etag})


class TestIfNoneMatch:
    @pytest.mark.parametrize("path", ["/providers", "/rounds", "/law/editions", "/tokens"])
    def test_is_answered_with_nothing_while_nothing_changes(self, bureau, provider, path):
        admin = bureau.client("admin")
        first = admin.get(path)
        again = read_again(admin, path, first.headers["ETag"])
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["ETag"] == first.headers["ETag"]
        assert again.headers["X-Request-Id"] != first.headers["X-Request-Id"]

    def test_is_answered_whole_after_a_change(self, officer, provider):
        for path in (f"/providers/{provider}", "/providers"):
            etag = officer.get(path).headers["ETag"]
            version = officer.get(f"/providers/{provider}").json["version"]
            body = {"reason": "改名", "data": {"name": f"又名{version}"}}
            officer.post(f"/providers/{provider}/correction", body, version=version)
            assert read_again(officer, path, etag).status_code == 200

    def test_sees_what_a_version_does_not_count(self, officer, provider):
        body = {"name": "甲企业", "industry": "pilot", "size": "small"}
        enterprise = officer.post("/enterprises", body).json["id"]
        contract = {
            "provider_id": provider,
            "enterprise_id": enterprise,
            "signed_on": "2026-01-15",
            "amount": 100,
        }
        path = officer.post("/contracts", contract).headers["Location"]
        before = officer.get(path)
        officer.post(
            f"/providers/{provider}/correction",
            {"reason": "改名", "data": {"name": "新名"}},
            version=provider,
        )
        after = read_again(officer, path, before.headers["ETag"])
        assert (after.status_code, after.json["version"]) == (200, before.json["version"])
        assert after.json["provider_name"] == "新名"


class TestIfMatch:
    def change(self, officer, provider, if_match):
        body = {"reason": "改名", "data": {"name": "新名"}}
        headers = {"If-Match": if_match}
        return officer.send("POST", f"/providers/{provider}/correction", json=body, headers=headers)

    def test_takes_the_etag_as_it_was_read(self, officer, provider):
        etag = officer.get(f"/providers/{provider}").headers["ETag"]
        assert self.change(officer, provider, etag).status_code == 200

    @pytest.mark.parametrize("others", ['"1", {}', '{}, "987654321"', 'W/"x", {} , "2"'])
    def test_takes_a_list_of_which_one_is_right(self, officer, provider, others):
        version = officer.get(f"/providers/{provider}").json["version"]
        assert self.change(officer, provider, others.format(f'"{version}"')).status_code == 200

    @pytest.mark.parametrize("etags", ['"1", "2"', 'W/"{}"', '"{}x"'])
    def test_takes_nothing_else(self, officer, provider, etags):
        version = officer.get(f"/providers/{provider}").json["version"]
        answer = self.change(officer, provider, etags.format(version))
        assert answer.status_code == 412
        assert officer.get(f"/providers/{provider}").json["version"] == version

    def test_in_a_list_takes_effect_once(self, officer, provider):
        version = officer.get(f"/providers/{provider}").json["version"]
        assert self.change(officer, provider, f'"{version}", "{version + 1}", "1"').status_code == 200
        history = officer.get(f"/providers/{provider}/history").json["items"]
        assert len(history) == 2


class TestCompression:
    @pytest.fixture(autouse=True)
    def _many(self, officer):
        rows = [{"external_id": str(n), "uscc": credit_code(), "name": f"公司{n}"} for n in range(20)]
        assert officer.post("/providers/bulk", {"rows": rows}).json["created"] == 20

    def test_is_used_where_it_is_asked_for(self, officer):
        plain = officer.get("/providers")
        small = officer.send("GET", "/providers", headers=GZIP)
        assert small.headers["Content-Encoding"] == "gzip"
        assert len(small.data) < len(plain.data) / 3
        assert gzip.decompress(small.data) == plain.data
        assert "Accept-Encoding" in small.headers["Vary"]

    def test_has_an_etag_that_holds_as_well(self, officer):
        etag = officer.send("GET", "/providers", headers=GZIP).headers["ETag"]
        again = officer.send("GET", "/providers", headers={**GZIP, "If-None-Match": etag})
        assert (again.status_code, again.data) == (304, b"")

    def test_does_not_hinder_a_change(self, officer):
        made = officer.post("/rounds", {**ROUND, "name": "很长的名称" * 19}).json["id"]
        etag = officer.send("GET", f"/rounds/{made}", headers=GZIP).headers["ETag"]
        assert etag.endswith(':gzip"')
        answer = officer.send("POST", f"/rounds/{made}/cut-off", headers={"If-Match": etag})
        assert answer.status_code == 200
