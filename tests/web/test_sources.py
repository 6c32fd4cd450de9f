"""Sources over REST: the ids of one system are not those of another, and procedures' keys are nobody's."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from tests.web.clients import credit_code


@pytest.fixture
def admin(bureau):
    return bureau.client("admin")


def provider(name):
    return {"uscc": credit_code(), "name": name}


class TestTwoSystems:
    def test_each_have_a_first_record_of_their_own(self, bureau, admin):
        answer = admin.post("/sources", {"key": "parks", "name": "园区系统", "kind": "department"})
        assert answer.status_code == 201
        platform, parks = bureau.client("platform"), bureau.new_client("platform", source="parks")
        for client in (platform, parks):
            row = {**provider("甲"), "external_id": "1"}
            assert client.post("/providers/bulk", {"rows": [row]}).json["created"] == 1
        rows = admin.get("/providers", external_id="1").json["items"]
        assert {row["source"] for row in rows} == {"platform", "parks"}

    def test_are_listed_to_who_may_see_the_whole_ledger(self, bureau, admin):
        assert {row["key"] for row in admin.get("/sources").json["items"]} == {
            "bureau",
            "banfa",
            "platform",
            "test",
        }
        assert bureau.client("platform").get("/sources").status_code == 200
        assert bureau.client("officer").post("/sources", {}).status_code == 403

    def test_are_registered_once(self, admin):
        body = {"key": "platform", "name": "另一平台", "kind": "platform"}
        answer = admin.post("/sources", body)
        assert (answer.status_code, answer.json["code"]) == (409, "source_exists")


class TestKeysOfProcedures:
    def test_are_written_by_no_user(self, bureau, owner_engine):
        """What a round has decided is of the source `banfa`; nobody's key of that name reaches it."""
        officer = bureau.client("officer")
        one = officer.post("/providers", provider("甲")).json["id"]
        decided = text("""
            INSERT INTO decision (tenant_id, provider_id, kind, label, decided_on, source, external_id,
                                  imported, effect, recorded_at, recorded_by)
            SELECT :tenant, :provider, 'grade', '合格', date '2026-04-01', 'banfa', 'round/1/3',
                   false, 'counted', now(), id
            FROM person WHERE tenant_id = :tenant AND built_in = 'console'
        """)
        with owner_engine.begin() as connection:
            number = bureau.number("provider", one)
            connection.execute(decided, {"tenant": bureau.tenant.id, "provider": number})
        row = {"external_id": "round/1/3", "provider_id": one, "kind": "grade", "label": "优秀"}
        row["decided_on"] = "2026-04-01"
        refused = officer.post("/decisions/bulk", {"rows": [row]})
        assert (refused.status_code, refused.json["code"]) == (403, "by_procedure_only")
        admin = bureau.client("admin")
        admin.post("/cut-over", {"until_on": "2026-04-01"})
        report = admin.post("/decision-imports", {"rows": [row]}).json
        assert (report["corrected"], report["created"]) == (0, 1)
        kept = officer.get("/decisions", external_id="round/1/3", source="banfa").json["items"]
        assert [(one["label"], one["version"]) for one in kept] == [("合格", 1)]
