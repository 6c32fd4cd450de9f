"""One-time links: issued to one party for one purpose, opened once by a button, over at their last moment."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from tests.party_links.guests import LinkOffice
from tests.web.clients import credit_code

CANNOT = "链接不能打开"


@pytest.fixture
def provider(office):
    return office.new_provider("海湾数科有限公司")


class TestIssuing:
    def test_is_for_a_bureau_that_has_arranged_for_it(self, make_office):
        office = make_office("xiamen", LinkOffice)
        provider = office.new_provider()
        office.link(provider_id=provider, expect=(409, "party_links_off"))

    def test_names_one_party_as_the_purpose_wants(self, office, provider):
        for about in (
            {},
            {"provider_id": provider, "applicant": "某公司"},
            {"purpose": "apply", "provider_id": provider},
        ):
            office.link(**about, expect=(422, "link_party"))

    def test_waits_no_longer_than_the_bureau_has_arranged(self, make_links):
        office = make_links(link_hours=24)
        provider = office.new_provider()
        office.link(provider_id=provider, hours=25, expect=(422, "link_hours"))
        issued = office.link(provider_id=provider)
        assert issued["expires_at"] == "2026-03-03T02:00:00Z"

    def test_tells_the_address_once_and_stores_no_secret(self, office, provider, engine):
        key = {"Idempotency-Key": "issue-one-link"}
        body = {"purpose": "view", "provider_id": provider, "recipient": "吴霞", "phone": "13812345678"}
        first = office.officer.send("POST", "/party-links", json=body, headers=key)
        again = office.officer.send("POST", "/party-links", json=body, headers=key)
        secret = first.json["address"].rpartition("/")[2]
        assert len(secret) == 42
        assert again.json == first.json | {"address": None}
        office.open(first.json["address"])
        with office.bureau.unit() as unit:
            for table in ("party_link", "case_step", "audit_data", "event", "idempotency_key", "read_trace"):
                rows = unit.connection.execute(text(f"SELECT t::text FROM {table} t")).scalars()
                assert not any(secret in row for row in rows), table

    def test_hides_numbers_in_a_list_and_tells_them_of_one(self, office, provider):
        issued = office.link(provider_id=provider)
        (listed,) = office.get("/party-links")["items"]
        assert listed["phone"] == "138****5678"
        read = office.get(f"/party-links/{issued['id']}")
        assert read["phone"] == "13812345678"
        persons = office.bureau.client("admin").get("/persons", limit=200).json["items"]
        assert [p["name"] for p in persons if p["id"] == read["holder_id"]] == ["一次性链接"]

    def test_ends_the_link_before_for_the_same_party_and_purpose(self, office, provider):
        other = office.new_provider("另一公司")
        first, others = office.link(provider_id=provider), office.link(provider_id=other)
        inside = office.open(first["address"])
        second = office.link(provider_id=provider)
        assert office.get(f"/party-links/{first['id']}")["state"] == "replaced"
        assert CANNOT in inside.get("/party", status=401).text
        office.open(others["address"])
        office.open(second["address"])


class TestOpening:
    def test_takes_a_button_and_is_not_done_by_looking(self, office, provider):
        address = office.link(provider_id=provider)["address"]
        for _ in range(3):
            seen = office.browser().get(address)
        assert "海湾数科" not in seen.text
        assert seen.headers["Referrer-Policy"] == "no-referrer"
        assert seen.headers["Cache-Control"] == "no-store"
        assert "海湾数科" in office.open(address).get("/party").text

    def test_takes_the_token_of_the_page(self, office, provider):
        address = office.link(provider_id=provider)["address"]
        assert office.browser().http.post(address).status_code == 400
        office.open(address)

    def test_is_done_once(self, office, provider):
        address = office.link(provider_id=provider)["address"]
        first = office.open(address)
        office.open(address, status=401)
        first.get("/party")

    def test_answers_alike_whatever_is_wrong(self, office, provider, make_links):
        used = office.link(provider_id=provider)["address"]
        office.open(used)
        late = office.link(provider_id=office.new_provider("甲公司"), hours=1)["address"]
        taken_back = office.link(provider_id=office.new_provider("乙公司"))
        office.post(f"/party-links/{taken_back['id']}/revocation", {"reason": "发错了人"})
        closed = make_links()
        off = closed.link(provider_id=closed.new_provider("丙公司"))["address"]
        closed.set_internal(party_links=False)
        office.clock.forward(hours=1)
        unknown = used[:-1] + ("0" if used[-1] != "0" else "1")
        answers = []
        for address in (used, late, taken_back["address"], off, unknown, "/party/open/x"):
            browser = office.browser()
            answer = browser.send(address, {}, status=401)
            headers = {name: value for name, value in answer.headers if name != "X-Request-Id"}
            answers.append((answer.text, headers.keys()))
        assert len({text for text, _ in answers}) == 1

    def test_is_counted_by_address(self, office, provider):
        address = office.link(provider_id=provider)["address"]
        for _ in range(60):
            office.open("/party/open/nothing", status=401)
        office.open(address, status=429)
        office.clock.forward(minutes=15)
        office.open(address)

    def test_belongs_to_the_audit_and_reading_to_the_traces(self, office, provider):
        issued = office.link(provider_id=provider)
        office.open(issued["address"]).get("/party")
        steps = office.get(f"/party-links/{issued['id']}/steps")["items"]
        assert [(step["step"], step["taken_by"]) for step in steps] == [
            ("issue", "林晓"), ("open", "一次性链接"),
        ]  # fmt: skip
        reads = office.bureau.client("admin").get("/audit/reads", limit=5).json["items"]
        ways = {read["way"] for read in reads}
        assert "party.show_home" in ways


class TestVisit:
    def test_lasts_two_hours(self, office, provider):
        guest = office.visit(provider_id=provider)
        office.clock.forward(minutes=119)
        guest.get("/party")
        office.clock.forward(minutes=1)
        guest.get("/party", status=401)

    def test_ends_with_the_link_the_switch_the_holder_and_by_leaving(self, office, provider):
        issued = office.link(provider_id=provider)
        guest = office.open(issued["address"])
        office.post(f"/party-links/{issued['id']}/revocation", {"reason": "联络人离职"})
        guest.get("/party", status=401)

        guest = office.visit(provider_id=provider)
        guest.post("/party/leaving", page="/party", status=200)
        guest.get("/party", status=401)

        guest = office.visit(provider_id=provider)
        office.set_internal(party_links=False)
        guest.get("/party", status=401)
        office.set_internal(party_links=True)
        guest = office.visit(provider_id=provider)
        admin = office.bureau.client("admin")
        (holder,) = [p for p in admin.get("/persons", limit=200).json["items"] if p["name"] == "一次性链接"]
        answer = admin.post(f"/persons/{holder['id']}/correction", {"active": False})
        assert answer.status_code == 200, answer.json
        guest.get("/party", status=401)
        office.link(provider_id=provider, expect=(409, "links_stopped"))

    def test_ends_with_the_party(self, office):
        provider = office.new_provider("海湾数科有限公司")
        firm = {"name": "某厂", "uscc": credit_code(), "size": "small"}
        firm["industry"] = office.profile.industries[0].key if office.profile.industries else "其他"
        enterprise = office.post("/enterprises", firm)["id"]
        unused = office.link(provider_id=office.new_provider("乙公司"))
        guests = [office.visit(provider_id=provider), office.visit(enterprise_id=enterprise)]
        parties = [f"/providers/{provider}", f"/enterprises/{enterprise}"]
        unopened = office.get(f"/party-links/{unused['id']}")["provider_id"]
        for path in (*parties, f"/providers/{unopened}"):
            version = office.get(path)["version"]
            answer = office.officer.post(f"{path}/voiding", {"reason": "重复登记"}, version=version)
            assert answer.status_code == 200, answer.json
        for guest in guests:
            assert CANNOT in guest.get("/party", status=401).text
        office.open(unused["address"], status=401)

    def test_opens_nothing_else(self, office, provider):
        guest = office.visit(provider_id=provider)
        assert guest.http.get("/party-links").status_code == 303
        assert guest.http.get("/").status_code == 303
        assert guest.http.get(f"/api/v1/{office.bureau.tenant.slug}/providers").status_code == 401

    def test_of_an_applicant_sees_no_party(self, office):
        batch = office.post("/admission-batches", CALL)["id"]
        applicant = {"admission_batch_id": batch, "applicant": "新申报公司", "applicant_code": credit_code()}
        issued = office.link(purpose="apply", **applicant)
        guest = office.open(issued["address"])
        assert guest.get("/party", status=303).headers["Location"] == "/party/application"
        guest.get("/party/application")

    def test_goes_on_where_another_page_or_link_does_not_open(self, office, provider):
        guest = office.visit(provider_id=provider)
        assert guest.get("/party/application", status=303).headers["Location"] == "/party"
        guest.send("/party/open/nothing", {}, status=401)
        assert "海湾数科" in guest.get("/party").text
        office.clock.forward(hours=2)
        guest.get("/party", status=401)
        with guest.http.session_transaction() as cookie:
            assert "party" not in cookie


CALL = {
    "number": "第一批", "notice_no": "厦工信企业函〔2026〕13号", "notice_title": "关于遴选的通知",
    "notice_in": "https://gxj.xm.gov.cn/1", "open_from": "2026-03-02", "open_until": "2026-03-20",
    "categories": ["product"], "conditions": ["有稳定的技术团队"],
}  # fmt: skip
