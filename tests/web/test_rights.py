"""Who may report, correct, void and decide what: the table of rights written by hand, every cell tried."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

import pytest

from banfa.ledger.kinds.registry import KINDS
from banfa.ledger.recording.record import record_entry
from banfa.trust.permissions import ROLES
from banfa.trust.persons import add_person
from banfa.trust.source_row import name_district_source
from tests.web.clients import Bureau
from tests.web.document import PATHS, RECORDED
from tests.web.test_verdicts import Walk

if TYPE_CHECKING:
    from banfa.trust.rights import Act

# r report, c correct what the own source reported, C what another did, v void the own, V void another's.
BY_HAND = """
                   admin  officer  reviewer  platform  district  provider  enterprise  auditor
provider           rcCvV  rcCvV    -         rcv       -         -         -           -
enterprise         rcCvV  rcCvV    -         rcv       rcv       -         -           -
provider_change    rcCvV  rcCvV    -         rcv       -         -         -           -
enterprise_change  rcCvV  rcCvV    -         rcv       rcv       -         -           -
contract           rcCvV  rcCvV    -         rcv       rcv       -         -           -
progress           rcCvV  rcCvV    -         rcv       rcv       -         -           -
acceptance         rcCvV  rcCvV    -         rcv       rcv       -         -           -
survey             rcCvV  rcCvV    -         rcv       -         -         -           -
product            rcCvV  rcCvV    -         rcv       -         -         -           -
diagnosis          rcCvV  rcCvV    -         rcv       rcv       -         -           -
concession         rcCvV  rcCvV    -         rcv       -         -         -           -
service_case       rcCvV  rcCvV    -         rcv       -         -         -           -
target             rcCvV  rcCvV    -         rcv       -         -         -           -
filing             rcCvV  rcCvV    -         rcv       -         -         -           -
record             rcCvV  rcCvV    -         rcv       -         -         -           -
source_complete    rcCvV  rcCvV    -         rcv       -         -         -           -
review             rcCvV  rcCvV    -         -         -         -         -           -
finding            rcCvV  rcCvV    -         -         -         -         -           -
complaint          rcCvV  rcCvV    -         -         -         -         -           -
inspection         rcCvV  rcCvV    -         -         -         -         -           -
membership         rcCvV  rcCvV    -         -         -         -         -           -
enterprise_listing rcCvV  rcCvV    -         -         -         -         -           -
decision           -      -        -         -         -         -         -           -
"""
ACTS = "rcCvV"
DISTRICT = "思明区"
"""Where every enterprise is, and what the client of the role of that name works for."""
SOURCES = {
    "admin": "bureau",
    "officer": "bureau",
    "platform": "platform",
    "district": name_district_source([DISTRICT]),
}
REFUSALS = {"role_not_allowed", "own_records_only", "by_procedure_only", "not_own_source"}

numbers = count(1)


def _read_table():
    head, *rows = [line.split() for line in BY_HAND.strip().splitlines()]
    return {(kind, role): cell for kind, *cells in rows for role, cell in zip(head, cells, strict=True)}


TABLE = _read_table()


class Trial:
    """A bureau in which every act is tried by every role."""

    def __init__(self, bureau):
        self.bureau, self.walk = bureau, Walk(bureau)
        subjects = {
            "provider": {"provider_id": self.walk.ids["provider"]},
            "enterprise": {"enterprise_id": self.walk.ids["enterprise"]},
        }
        self.clients = {role: bureau.client(role, **subjects.get(role, {})) for role in ROLES}

    def body(self, kind):
        """A report nobody has made; it refers by id."""
        return self.walk.body(kind) | {"external_id": f"试{next(numbers)}"}

    def body_of(self, kind):
        """What an entry that is there says."""
        return self.walk.body(kind)

    def enter(self, kind, source):
        """Have an entry from a source, whoever may report it; gives its outward id."""
        body = self.body_of(kind)
        numbered = {
            name: self.bureau.number(name.removesuffix("_id"), value) if name.endswith("_id") else value
            for name, value in body.items()
        }
        profile = self.bureau.app.extensions["banfa"].cities.profile("xiamen")
        act: Act = "decide" if kind == "decision" else "report"
        with self.bureau.unit() as unit:
            made = record_entry(unit, kind, numbered, source=source, profile=profile, act=act)
        return self.bureau.outward(kind, made.id)

    def act(self, role, kind, act):
        """Try one act; gives the answer."""
        client, path = self.clients[role], f"/{KINDS[kind].plural.replace('_', '-')}"
        if act == "r":
            return client.post(path, self.body(kind))
        source = SOURCES.get(role, "platform") if act in "cv" else "test"
        entry = self.enter(kind, source)
        if act in "cC":
            changes = {"reason": "更正", "data": {"external_id": f"改{next(numbers)}"}}
            return client.post(f"{path}/{entry}/correction", changes, version=1)
        return client.post(f"{path}/{entry}/voiding", {"reason": "误报"}, version=1)


@pytest.fixture(scope="module")
def trial(app, engine, owner_engine, clock):
    return Trial(Bureau(app, engine, owner_engine, clock))


class TestTheTable:
    def test_names_every_kind_and_every_role(self):
        assert set(TABLE) == {(kind, role) for kind in KINDS for role in ROLES}

    @pytest.mark.long
    @pytest.mark.parametrize("kind", RECORDED)
    def test_is_what_the_api_does(self, trial, kind):
        for role in ROLES:
            for act in ACTS:
                answer = trial.act(role, kind, act)
                if act in TABLE[kind, role]:
                    assert answer.status_code in {200, 201}, (role, act, answer.json)
                else:
                    assert answer.status_code == 403, (role, act, answer.json)
                    assert answer.json["code"] in REFUSALS, (role, act)

    @pytest.mark.parametrize("role", ROLES)
    def test_lets_nobody_at_a_decision(self, trial, role):
        client = trial.clients[role]
        for path in ("", "/bulk", "/dc_1/correction", "/dc_1/voiding"):
            answer = client.post(f"/decisions{path}", {}, version=1)
            assert (answer.status_code, answer.json["code"]) == (403, "by_procedure_only")


PLATFORM_MUST_NOT: dict[str, dict[str, Any]] = {
    "review": {"topic": "expert", "score": 100, "reviewed_on": "2026-03-01"},
    "finding": {"kind": "disclosure", "found_on": "2026-03-01"},
    "complaint": {
        "received_on": "2026-03-01",
        "content": "某事",
        "outcome": "upheld",
        "decided_on": "2026-03-02",
    },
}


class TestAPlatform:
    @pytest.mark.parametrize("kind", PLATFORM_MUST_NOT)
    def test_verifies_nothing(self, trial, kind):
        body = {**PLATFORM_MUST_NOT[kind], "provider_id": trial.walk.ids["provider"]}
        for answer in (
            trial.clients["platform"].post(PATHS[f"record_{kind}"], body),
            trial.clients["platform"].post(f"{PATHS[f'record_{kind}']}/bulk", {"rows": [body]}),
        ):
            assert (answer.status_code, answer.json["code"]) == (403, "role_not_allowed")

    def test_voids_no_finding_of_the_bureaus(self, trial):
        finding = trial.enter("finding", "bureau")
        answer = trial.clients["platform"].post(f"/findings/{finding}/voiding", {"reason": "无"}, version=1)
        assert (answer.status_code, answer.json["code"]) == (403, "role_not_allowed")

    def test_declares_nothing_of_the_bureaus(self, trial):
        body = {"reports": "review", "until_on": "2026-03-31"}
        answer = trial.clients["platform"].post("/completeness", body)
        assert (answer.status_code, answer.json["code"]) == (403, "not_own_source")
        rows = [{**body, "external_id": "全"}]
        report = trial.clients["platform"].post("/completeness/bulk", {"rows": rows}).json
        assert report["rows"][0]["code"] == "not_own_source"
        assert trial.clients["officer"].post("/completeness", body).status_code == 201

    def test_does_not_reach_another_platforms_entry_by_its_key(self, trial):
        """External ids are each source's own; so a resend under another's id is a new entry."""
        body = {**trial.walk.body("product"), "external_id": "同号"}
        other = trial.bureau.new_client("platform", source="test")
        made = [client.post("/products", body).json for client in (trial.clients["platform"], other)]
        assert made[0]["id"] != made[1]["id"]


class TestAMandate:
    def test_keeps_an_officer_to_its_kinds(self, trial):
        bureau = trial.bureau
        with bureau.unit() as unit:
            person = add_person(unit, name="专办", roles=["officer"], mandate_kinds=["contract"])
        client = bureau.new_client("officer", person_id=person.id)
        assert client.post("/contracts", trial.body("contract")).status_code == 201
        product = trial.enter("product", "bureau")
        change = {"reason": "更正", "data": {"name": "乙"}}
        for answer in (
            client.post("/products", trial.body("product")),
            client.post(f"/products/{product}/correction", change, version=1),
            client.post(f"/products/{product}/voiding", {"reason": "误"}, version=1),
        ):
            assert (answer.status_code, answer.json["code"]) == (403, "outside_mandate")

    def test_keeps_him_from_deciding(self, trial):
        bureau = trial.bureau
        with bureau.unit() as unit:
            person = add_person(unit, name="只办合同", roles=["officer"], mandate_kinds=["contract"])
        client = bureau.new_client("officer", person_id=person.id)
        body = {
            "provider_id": trial.walk.ids["provider"],
            "kind": "warning",
            "decided_on": "2026-03-01",
            "authority": "局",
            "document_no": "1",
            "edition": "draft",
            "cite": "11.4",
        }
        answer = client.post("/decision-proposals", body)
        assert (answer.status_code, answer.json["code"]) == (403, "outside_mandate")


class TestABulkOfWhichNothingComesIn:
    def test_is_answered(self, trial):
        """The provider's row is locked while its memberships are looked at; that alone is no change."""
        body = {**trial.walk.body("membership"), "provider_id": trial.walk.ids["provider"]}
        officer = trial.clients["officer"]
        officer.post("/memberships", body)
        report = officer.post("/memberships/bulk", {"rows": [{**body, "external_id": "重叠"}]})
        assert report.status_code == 200
        assert report.json["rows"][0]["code"] == "membership_overlaps"
