"""What the outside learns of ids, versions and cursors: nothing of how much there is."""

from __future__ import annotations

import base64
import hashlib
import re

import rfc8785

from tests.web.clients import Bureau, credit_code


def provider():
    return {"uscc": credit_code(), "name": "甲公司"}


class TestAnEntry:
    def test_counts_its_own_versions_from_one(self, officer):
        for _ in range(2):
            made = officer.post("/providers", provider())
            one = made.json["id"]
            assert (made.json["version"], made.headers["ETag"]) == (1, '"1"')
            path = f"/providers/{one}"
            renaming = {"data": {"name": "乙"}, "reason": "更名"}
            changed = officer.post(f"{path}/correction", renaming, version=1)
            assert (changed.json["version"], changed.headers["ETag"]) == (2, '"2"')
            assert officer.get(path).headers["ETag"].startswith('"2.')
            late = officer.post(f"{path}/correction", renaming, version=1)
            assert late.status_code == 412
            assert officer.post(f"{path}/voiding", {"reason": "误登"}, version=2).json["version"] == 3
            assert [row["version"] for row in officer.get(f"{path}/history").json["items"]] == [1, 2, 3]

    def test_is_found_where_its_location_says(self, officer):
        made = officer.post("/providers", provider())
        assert made.headers["Location"].endswith(f"/providers/{made.json['id']}")
        assert officer.get(made.headers["Location"]).json["id"] == made.json["id"]

    def test_is_referred_to_by_outward_id_singly_and_in_bulk(self, officer):
        one = officer.post("/providers", provider()).json["id"]
        body = {"provider_id": one, "what": "季报", "due_on": "2026-12-31"}
        assert officer.post("/filings", body).status_code == 201
        rows = [
            {**body, "external_id": "1"},
            {**body, "external_id": "2", "provider_id": "pv_" + 32 * "0"},
            {**body, "external_id": "3", "provider_id": 1},
            {**body, "external_id": "4", "provider_id": one.replace("pv_", "en_")},
        ]
        report = officer.post("/filings/bulk", {"rows": rows}).json
        assert [row.get("code") for row in report["rows"]] == [
            None,
            "reference_missing",
            "field_malformed",
            "reference_missing",
        ]
        assert re.fullmatch(r"fl_[0-9a-f]{32}", report["rows"][0]["id"])
        assert [row["provider_id"] for row in officer.get("/filings").json["items"]] == [one, one]

    def test_is_bound_in_bulk_by_a_hash_of_what_was_sent(self, bureau, officer):
        one = officer.post("/providers", provider()).json["id"]
        rows = [
            {"external_id": str(n), "provider_id": one, "what": "季报", "due_on": "2026-12-31"}
            for n in (1, 2)
        ]
        bad = {**rows[0], "external_id": "3", "due_on": "soon"}
        assert officer.post("/filings/bulk", {"rows": [*rows, bad]}).json["created"] == 2
        auditor = bureau.client("auditor")
        (seq,) = [
            link["seq"] for link in auditor.get("/audit").json["items"] if link["subject"] == "filing/bulk"
        ]
        data = auditor.get(f"/audit/{seq}").json["data"]
        assert data["sha256"] == hashlib.sha256(rfc8785.dumps(rows)).hexdigest()


class TestACursor:
    def test_holds_no_number_of_the_database(self, officer, owner_engine):
        ids = [officer.post("/providers", provider()).json["id"] for _ in range(3)]
        page = officer.get("/providers", limit=2).json
        body = page["next"].split(".")[0]
        key = base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)).decode()
        assert re.fullmatch(r'\[null, ?"cu_[0-9a-f]{32}"\]', key)
        assert [row["id"] for rows in officer.pages("/providers", limit=2) for row in rows] == ids

    def test_of_another_bureau_is_none(self, app, engine, owner_engine, clock, officer):
        for _ in range(2):
            officer.post("/providers", provider())
        cursor = officer.get("/providers", limit=1).json["next"]
        stranger = Bureau(app, engine, owner_engine, clock).client("officer")
        assert stranger.get("/providers", after=cursor).json["code"] == "cursor_invalid"


class TestTheAudit:
    def test_lists_links_thin_and_shows_one_with_its_data(self, bureau, officer):
        rows = [{**provider(), "external_id": str(n)} for n in range(500)]
        assert officer.post("/providers/bulk", {"rows": rows}).json["created"] == 500
        auditor = bureau.client("auditor")
        listed = auditor.get("/audit", limit=200)
        assert len(listed.data) < 800 * len(listed.json["items"])
        (link,) = [one for one in listed.json["items"] if one["subject"] == "provider/bulk"]
        assert "data" not in link
        whole = auditor.get(f"/audit/{link['seq']}").json
        assert (whole["data"]["created"], whole["data"]["corrected"]) == (500, 0)
        assert {name: whole[name] for name in link} == link
        assert len(str(whole)) < 1500
        assert auditor.get("/audit/999999").json["code"] == "audit_link_missing"
