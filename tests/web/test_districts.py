"""What a district sees and enters: its own enterprises and what is about them, and no word of another's."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from banfa.ledger.kinds.registry import KINDS
from tests.web.clients import Bureau, credit_code
from tests.web.document import OPERATIONS
from tests.web.test_verdicts import BASES

OURS, THEIRS = "思明区", "湖里区"
SECRET = "湖里密"
"""A word that stands in everything of the other district's."""
SEEN = (
    "enterprise",
    "enterprise_listing",
    "enterprise_change",
    "contract",
    "progress",
    "acceptance",
    "diagnosis",
)
ENTERED = tuple(kind for kind in SEEN if kind != "enterprise_listing")
ABOUT = ("survey", "complaint", "review", "finding", "inspection", "record")
"""Kinds about an enterprise or its contract that no district sees, its own enterprises' neither."""
ID = re.compile(r"<id\((\w+)\):\w+>")


def path_of(kind):
    """The address of a kind's list."""
    return f"/{KINDS[kind].plural.replace('_', '-')}"


def put_ids(path, ids):
    """An address about the entries of these ids."""
    return ID.sub(lambda match: ids.get(match[1], "xx_1"), path)


class Two:
    """A bureau with an enterprise of each of two districts, everything about each, and somebody of each."""

    def __init__(self, bureau):
        self.bureau, self.officer = bureau, bureau.client("officer")
        self.ours = bureau.client("district")
        self.theirs = bureau.new_client("district", name="湖里的人", districts=[THEIRS])
        self.provider = self.officer.post("/providers", {"uscc": credit_code(), "name": "甲公司"}).json["id"]
        self.of = {name: self.tell(name) for name in (OURS, THEIRS)}

    def enterprise(self, district, **more):
        """What a report says of an enterprise of a district."""
        industry = self.bureau.app.extensions["banfa"].cities.profile("xiamen").industries[0].key
        word = SECRET if district == THEIRS else "思明"
        return {"name": f"{word}厂", "industry": industry, "size": "small", "district": district, **more}

    def tell(self, district):
        """Have an officer enter an enterprise and everything about it; gives the ids by kind."""
        word = SECRET if district == THEIRS else "思明"
        code = {"uscc": credit_code(), "external_id": f"{word}1"}
        ids = {"enterprise": self.report("enterprise", self.enterprise(district, **code))}
        parties = {"provider_id": self.provider, "enterprise_id": ids["enterprise"]}
        contract = {**BASES["contract"], **parties, "number": f"{word}合同"}
        ids["contract"] = self.report("contract", contract)
        texts = {
            "progress": {"contract_id": ids["contract"], "content": word},
            "acceptance": {"contract_id": ids["contract"]},
            "diagnosis": {"enterprise_id": ids["enterprise"], "report": word},
            "enterprise_listing": {"enterprise_id": ids["enterprise"], "document": word},
            "enterprise_change": {"enterprise_id": ids["enterprise"], "after": word},
            "survey": {**parties, "remark": word},
            "complaint": {**parties, "content": word},
            "review": {**parties, "remark": word},
            "finding": {"contract_id": ids["contract"], "evidence": word},
            "inspection": {"contract_id": ids["contract"], "inspector": word},
            "record": {**parties, "external_id": word},
        }
        for kind, more in texts.items():
            ids[kind] = self.report(kind, {**BASES[kind], **more})
        return ids

    def report(self, kind, body):
        """Report an entry as the bureau; gives its id."""
        answer = self.officer.post(path_of(kind), body)
        assert answer.status_code == 201, answer.json
        return answer.json["id"]


@pytest.fixture(scope="module")
def two(app, engine, owner_engine, clock):
    return Two(Bureau(app, engine, owner_engine, clock))


class TestWhatADistrictSees:
    @pytest.mark.parametrize("kind", SEEN)
    def test_is_its_own(self, two, kind):
        listed = two.ours.get(path_of(kind), count="true").json
        assert [item["id"] for item in listed["items"]] == [two.of[OURS][kind]]
        assert listed["total"] == 1
        one = two.ours.get(f"{path_of(kind)}/{two.of[OURS][kind]}")
        assert one.status_code == 200
        assert not {"recorded_by", "reason"} & one.json.keys()

    @pytest.mark.parametrize("kind", SEEN)
    def test_is_nothing_of_anothers(self, two, kind):
        """By id, by its history, by reference: as where there is none."""
        theirs, nobodys = two.of[THEIRS][kind], two.bureau.outward(kind, 987_654_321)
        for path in ("", "/history"):
            asked = two.ours.get(f"{path_of(kind)}/{theirs}{path}")
            none = two.ours.get(f"{path_of(kind)}/{nobodys}{path}")
            assert asked.status_code == 404, asked.json
            assert asked.json["detail"] == none.json["detail"]

    @pytest.mark.parametrize("kind", ABOUT)
    def test_is_no_opinion_and_no_finding(self, two, kind):
        for path in ("", f"/{two.of[OURS][kind]}", f"/{two.of[OURS][kind]}/history"):
            assert two.ours.get(f"{path_of(kind)}{path}").status_code == 403

    def test_is_no_word_of_anothers_by_any_operation(self, two):
        """Every operation that reads, with every id of the other's, every filter and a search for it."""
        for operation in OPERATIONS.values():
            if operation.method != "GET":
                continue
            path = operation.path.replace("<edition>", "none")
            kinds = ID.findall(path)
            asked = {put_ids(path, ids) for ids in two.of.values()}
            queries = [{"q": SECRET}, {"district": THEIRS}, {"enterprise_id": two.of[THEIRS]["enterprise"]}]
            queries += [{"contract_id": two.of[THEIRS]["contract"]}, {"external_id": f"{SECRET}1"}]
            for address in asked:
                answers = [two.ours.get(address)]
                answers += [two.ours.get(address, **query) for query in queries if not kinds]
                for answer in answers:
                    told = answer.get_data(as_text=True).replace(answer.request.path, "")
                    assert SECRET not in told.replace(f"“{SECRET}", ""), (operation.name, told)
                    assert answer.status_code != 500

    def test_goes_with_the_enterprise_to_another_district(self, two):
        made = two.report("enterprise", two.enterprise(OURS, name="迁移厂", uscc=credit_code()))
        path = f"/enterprises/{made}"
        assert two.ours.get(path).status_code == 200
        moved = {"reason": "迁址", "data": {"district": THEIRS, "name": f"{SECRET}迁移厂"}}
        assert two.officer.post(f"{path}/correction", moved, version=1).status_code == 200
        assert two.ours.get(path).status_code == two.ours.get(f"{path}/history").status_code == 404
        assert two.theirs.get(path).json["district"] == THEIRS


class TestWhatADistrictEnters:
    def body(self, two, kind, district=OURS):
        ids = two.of[district]
        about = {"contract_id": ids["contract"]} if kind in {"progress", "acceptance"} else {}
        if kind in {"contract", "diagnosis", "enterprise_change"}:
            about = {"enterprise_id": ids["enterprise"]}
        if kind == "contract":
            about["provider_id"] = two.provider
        if kind == "enterprise":
            return two.enterprise(district, name="新厂", uscc=credit_code())
        return {**BASES[kind], **about}

    @pytest.mark.parametrize("kind", ENTERED)
    def test_is_of_its_own_enterprises(self, two, kind):
        made = two.ours.post(path_of(kind), self.body(two, kind))
        assert made.status_code == 201, made.json
        path = f"{path_of(kind)}/{made.json['id']}"
        one = two.ours.get(path)
        assert one.json["source"].startswith("district-")
        changed = two.ours.post(
            f"{path}/correction", {"reason": "改", "data": {"external_id": kind}}, version=1
        )
        assert changed.status_code == 200, changed.json
        assert two.ours.post(f"{path}/voiding", {"reason": "误报"}, version=2).status_code == 200

    @pytest.mark.parametrize("kind", ENTERED)
    def test_is_nothing_of_anothers(self, two, kind):
        body = self.body(two, kind, THEIRS)
        refused = two.ours.post(path_of(kind), body)
        assert refused.status_code == 422, refused.json
        assert refused.json["code"] == ("district_not_own" if kind == "enterprise" else "reference_missing")
        (row,) = two.ours.post(f"{path_of(kind)}/bulk", {"rows": [body | {"external_id": "批1"}]}).json[
            "rows"
        ]
        assert (row["outcome"], row["code"]) == ("rejected", refused.json["code"])
        for act, said in (("correction", {"reason": "改", "data": {}}), ("voiding", {"reason": "改"})):
            asked = two.ours.post(f"{path_of(kind)}/{two.of[THEIRS][kind]}/{act}", said, version=1)
            none = f"{path_of(kind)}/{two.bureau.outward(kind, 987_654_321)}/{act}"
            missing = two.ours.post(none, said, version=1)
            assert (asked.status_code, asked.json["detail"]) == (404, missing.json["detail"])

    @pytest.mark.parametrize("kind", ENTERED)
    def test_corrects_and_voids_nothing_that_the_bureau_has_entered(self, two, kind):
        path = f"{path_of(kind)}/{two.of[OURS][kind]}"
        for act, said in (("correction", {"reason": "改", "data": {}}), ("voiding", {"reason": "改"})):
            answer = two.ours.post(f"{path}/{act}", said, version=1)
            assert (answer.status_code, answer.json["code"]) == (403, "not_own_source")

    @pytest.mark.parametrize("kind", ["provider", "survey", "complaint", "finding", "membership", "product"])
    def test_is_no_other_kind(self, two, kind):
        answer = two.ours.post(path_of(kind), {})
        assert answer.status_code == 403

    def test_does_not_move_to_another_district(self, two):
        made = two.ours.post("/enterprises", self.body(two, "enterprise")).json["id"]
        moved = {"reason": "改", "data": {"district": THEIRS}}
        answer = two.ours.post(f"/enterprises/{made}/correction", moved, version=1)
        assert (answer.status_code, answer.json["code"]) == (422, "district_not_own")

    def test_is_not_told_whose_a_code_is(self, two):
        code = two.officer.get(f"/enterprises/{two.of[THEIRS]['enterprise']}").json["uscc"]
        answer = two.ours.post("/enterprises", self.body(two, "enterprise") | {"uscc": code})
        assert (answer.status_code, answer.json["code"]) == (409, "duplicate")
        assert "id" not in answer.json
        assert two.of[THEIRS]["enterprise"] not in answer.text
        by_code = two.ours.post("/diagnoses", {**BASES["diagnosis"], "enterprise": code})
        assert by_code.json["code"] == "reference_missing"

    def test_is_not_told_what_the_bureau_holds_of_its_contract(self, two):
        made = two.ours.post("/contracts", self.body(two, "contract")).json["id"]
        survey = two.report("survey", {**BASES["survey"], "contract_id": made})
        answer = two.ours.post(f"/contracts/{made}/voiding", {"reason": "误报"}, version=1)
        assert (answer.status_code, answer.json["code"]) == (409, "has_dependents")
        assert survey not in answer.text
        assert "满意度" not in answer.text

    def test_has_external_ids_of_its_own(self, two):
        one = self.body(two, "enterprise") | {"external_id": "同号"}
        assert two.ours.post("/enterprises", one).status_code == 201
        other = two.enterprise(THEIRS, uscc=credit_code(), external_id="同号")
        assert two.theirs.post("/enterprises", other).status_code == 201

    def test_leaves_alone_what_has_moved_away(self, two):
        sent = self.body(two, "enterprise") | {"external_id": "迁出"}
        made = two.ours.post("/enterprises", sent).json["id"]
        moved = {"reason": "迁址", "data": {"district": THEIRS, "name": f"{SECRET}二厂"}}
        assert two.officer.post(f"/enterprises/{made}/correction", moved, version=1).status_code == 200
        again = two.ours.post("/enterprises/bulk", {"rows": [sent]})
        (row,) = again.json["rows"]
        assert (row["outcome"], row["code"]) == ("rejected", "entry_missing")
        assert SECRET not in again.text
        assert two.ours.post("/enterprises", sent).status_code == 404


class TestThePersonOfADistrict:
    def test_has_districts_and_nobody_else_has(self, two):
        admin = two.bureau.client("admin")
        without = admin.post("/persons", {"name": "丁", "roles": ["district"]})
        assert (without.status_code, without.json["code"]) == (422, "districts_missing")
        officer = admin.post("/persons", {"name": "丁", "roles": ["officer"], "districts": [OURS]})
        assert (officer.status_code, officer.json["code"]) == (422, "districts_unneeded")
        person = {"name": "丁", "roles": ["district"], "districts": [f" {OURS}", THEIRS, OURS]}
        made = admin.post("/persons", person).json
        assert made["districts"] == sorted([OURS, THEIRS])
        changed = admin.post(f"/persons/{made['id']}/correction", {"roles": ["auditor"]}).json
        assert changed["districts"] is None
        links = two.bureau.client("auditor").get("/audit", limit=200).json["items"]
        assert {"person.added", "person.changed"} <= {link["action"] for link in links}

    def test_sits_at_no_desk_of_the_bureau(self, two):
        admin = two.bureau.client("admin")
        both = {"name": "辛", "roles": ["admin", "district"], "districts": [OURS]}
        answer = admin.post("/persons", both)
        assert (answer.status_code, answer.json["code"]) == (422, "roles_combined")
        (me,) = [p for p in admin.get("/persons").json["items"] if p["name"] == "admin的人"]
        for roles, code in ((["admin", "district"], "roles_combined"), (["district"], "role_for_oneself")):
            changed = {"roles": roles, "districts": [OURS]}
            answer = admin.post(f"/persons/{me['id']}/correction", changed)
            assert (answer.status_code, answer.json["code"]) == (422, code)
        token = {"name": "我", "role": "district", "person_id": me["id"]}
        token["expires_at"] = (two.bureau.clock() + timedelta(days=9)).isoformat()
        answer = admin.post("/tokens", token)
        assert (answer.status_code, answer.json["code"]) == (422, "role_beyond_person")

    def test_sees_another_district_from_the_next_request_on(self, two):
        admin = two.bureau.client("admin")
        client = two.bureau.new_client("district", name="戊", districts=[OURS])
        path = f"/enterprises/{two.of[THEIRS]['enterprise']}"
        assert client.get(path).status_code == 404
        (person,) = [p for p in admin.get("/persons", q="戊").json["items"] if p["name"] == "戊"]
        admin.post(f"/persons/{person['id']}/correction", {"districts": [THEIRS]})
        assert client.get(path).status_code == 200
        assert client.get(f"/enterprises/{two.of[OURS]['enterprise']}").status_code == 404

    def test_is_given_a_token_by_an_administrator_who_may_not_do_all_that_it_does(self, two):
        admin = two.bureau.client("admin")
        person = admin.post("/persons", {"name": "庚", "roles": ["district"], "districts": [OURS]}).json["id"]
        body = {
            "person_id": person,
            "role": "district",
            "name": "区平台",
            "expires_at": "2026-12-31T00:00:00Z",
        }
        issued = admin.post("/tokens", body)
        assert issued.status_code == 201, issued.json
        own = two.bureau.client("officer")
        rejected = own.post("/tokens", body)
        assert rejected.status_code == 403

    def test_is_not_answered_as_before_once_he_has_other_districts(self, two):
        admin = two.bureau.client("admin")
        client = two.bureau.new_client("district", name="己", districts=[OURS])
        body = {**two.enterprise(OURS), "name": "己厂", "uscc": credit_code()}
        assert client.post("/enterprises", body, key="a-key-of-his").status_code == 201
        again = client.post("/enterprises", body, key="a-key-of-his")
        assert again.headers["Idempotency-Replayed"] == "true"
        (person,) = [p for p in admin.get("/persons", q="己").json["items"] if p["name"] == "己"]
        admin.post(f"/persons/{person['id']}/correction", {"districts": [THEIRS]})
        again = client.post("/enterprises", body, key="a-key-of-his")
        assert (again.status_code, again.json["code"]) == (422, "idempotency_key_reused")

    def test_is_recognised_by_no_source_that_somebody_registers(self, two):
        said = {"key": "district-1", "name": "某系统", "kind": "platform"}
        answer = two.bureau.client("admin").post("/sources", said)
        assert (answer.status_code, answer.json["code"]) == (422, "source_key")


def change(client, path, act, body):
    """Do something to an entry, by the version that the client reads."""
    return client.post(f"{path}/{act}", body, version=client.get(path).json["version"])


class TestWhatWentToAnother:
    """Of an entry that has moved away, or was voided, no word of whoever has it now."""

    @pytest.fixture
    def two(self, bureau):
        return Two(bureau)

    def test_is_not_read_by_its_course(self, two):
        path = f"/progress/{two.of[OURS]['progress']}"
        assert two.ours.get(f"{path}/history").status_code == 200
        moved = {"data": {"contract_id": two.of[THEIRS]["contract"]}, "reason": "登记有误"}
        answer = change(two.officer, path, "correction", moved)
        assert answer.status_code == 200, answer.json
        for gone in (path, f"{path}/history"):
            assert two.ours.get(gone).status_code == 404
        assert two.theirs.get(f"{path}/history").status_code == 200

    def test_says_by_whom_and_why_it_was_voided_to_nobody(self, two):
        body = {**two.enterprise(OURS), "external_id": "E-1", "name": "思明乙厂"}
        entered = two.ours.post("/enterprises", body).json
        reason = {"reason": f"{SECRET}：经核为空壳"}
        voided = change(two.officer, f"/enterprises/{entered['id']}", "voiding", reason)
        assert voided.status_code == 200
        answer = two.ours.post("/enterprises", body)
        assert (answer.status_code, answer.json["code"]) == (409, "entry_voided")
        assert SECRET not in answer.text
        assert not {"id", "by", "since"} & {*answer.json}

    def test_keeps_the_number_that_its_source_gave_it(self, two):
        body = {**two.enterprise(THEIRS), "external_id": "T-1", "name": "思明丙厂"}
        entered = two.theirs.post("/enterprises", body).json["id"]
        moved = {"data": {"district": OURS}, "reason": "登记有误"}
        change(two.officer, f"/enterprises/{entered}", "correction", moved)
        numbered = {"data": {"external_id": "T-9"}, "reason": "改编号"}
        answer = change(two.ours, f"/enterprises/{entered}", "correction", numbered)
        assert (answer.status_code, answer.json["code"]) == (422, "external_id_not_own")
