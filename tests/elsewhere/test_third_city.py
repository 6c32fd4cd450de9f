"""A city that is no part of this repository: somebody else's distribution, installed, served and evaluated.

The plugin is installed into a folder that only the processes started here can see. Beside it stand plugins
that are none; nobody but their own tenants may notice.
"""

from __future__ import annotations

import json
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from redis import Redis

from banfa.trust.persons import add_person
from banfa.trust.tenants import operator
from banfa.trust.tokens import issue_token
from banfa.trust.unit import unit_of_work
from tests.elsewhere.bad_plugins import BAD
from tests.elsewhere.packages import ROOT, install
from tests.elsewhere.processes import (
    Client,
    Installation,
    free_port,
    wait_for_job,
    wait_for_output,
    wait_until_ready,
)
from tests.strong_secret import SECRET
from tests.trust.bureaus import new_tenant
from tests.web.clients import credit_code

pytestmark = pytest.mark.long

START, END = "2025-01-01", "2025-06-30"
FAILING = {plugin.city: rule for plugin, rule in BAD}
SOUND = {"changchun", "changsha", "huangshi", "liuzhou", "xiamen", "yunzhou"}
INSTRUMENTS = {
    "promulgation": {"commencement": "2025-01-01"},
    "terms": {"settings": {"quota.excellent": 20, "contracted": "registered"}},
}

# What each has done in the half-year, and what Yunzhou's measure gives for it, by hand. Article 5: 30 for one
# contract, 50 for three; 10 for a training, 30 at most; 2.5 for a product, 20 at most. Article 6: five take
# part, 20 % of them is one place, so that the second above 85 is 合格. 己 has signed, not registered (4).
DONE = {
    #      category, registered, only signed, training, products
    "甲": ("system", 3, 0, 3, 8),
    "乙": ("product", 3, 0, 2, 8),
    "丙": ("product", 1, 0, 4, 1),
    "丁": ("system", 2, 0, 2, 4),
    "戊": ("product", 1, 0, 0, 3),
    "己": ("product", 0, 1, 1, 0),
}
POINTS = {
    "甲": ["50", "30", "20"],
    "乙": ["50", "20", "20"],
    "丙": ["30", "30", "2.5"],
    "丁": ["30", "20", "10"],
    "戊": ["30", "0", "7.5"],
}
RESULTS = [
    ("甲", "100", 1, "优秀"),
    ("乙", "90", 2, "合格"),
    ("丙", "62.5", 3, "合格"),
    ("丁", "60", 4, "合格"),
    ("戊", "37.5", 5, "不合格"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A place outside the repository."""
    made = tmp_path_factory.mktemp("elsewhere")
    assert not made.is_relative_to(ROOT)
    return made


@pytest.fixture(scope="module")
def settings(database, _queue_server):
    with Redis.from_url(_queue_server.redis_url) as client:
        client.flushall()
    return {
        "DATABASE_URL": database.app_url,
        "BANFA_OWNER_URL": database.owner_url,
        "REDIS_URL": _queue_server.redis_url,
        "BANFA_SECRET": SECRET,
    }


@pytest.fixture(scope="module")
def without(folder):
    """An installation without the third city, and without servers."""
    return Installation(folder)


@pytest.fixture(scope="module")
def third(folder):
    """An installation with the third city, and without servers."""
    return Installation(folder, (install(folder),))


@pytest.fixture(scope="module")
def house(folder, third, settings):
    """An installation with the third city, the bad plugins and servers."""
    bad = folder / "bad"
    for plugin, _ in BAD:
        plugin.lay_down(bad)
    return Installation(folder, (*third.sites, bad), settings)


@pytest.fixture(scope="module")
def starting(house):
    """Everything that takes as long as a plugin that hangs is given, begun at once."""
    port = free_port()
    with ExitStack() as stack:
        running = {}
        for words in (["serve", "--port", str(port)], ["worker"], ["scheduler", "--every", "0.2"]):
            running[words[0]] = house.keep_running(*words)
            stack.callback(running[words[0]].stop)
        begun = {}
        for words in (["list", "--format", "json"], ["check", "guazhou"]):
            begun[words[0]] = stack.enter_context(house.begin("city", *words))
            stack.callback(begun[words[0]].kill)
        yield port, running["serve"], begun


@pytest.fixture(scope="module")
def port(starting):
    """Where the server listens, once it is ready."""
    number, server, _ = starting
    wait_until_ready(number, server)
    return number


class TestItsAuthor:
    """With nothing but the plugin installed; meanwhile the servers start."""

    def test_finds_it_among_the_cities(self, starting, third):
        status, output = third.run("city", "list")
        assert status == 0, output
        assert "云州市  云州市工业和信息化局  云州市数字化服务商管理办法（虚构）" in output

    def test_hears_that_it_is_sound(self, starting, third):
        assert third.run("city", "check", "yunzhou") == (
            0,
            "云州市 first：10条款、2条处置条款、1条规则，没有问题\n",
        )

    def test_tries_its_cases(self, starting, third):
        status, output = third.run("city", "try", "yunzhou")
        assert (status, "不符0项" in output) == (0, True), output

    def test_passes_the_kit_without_a_line_of_code(self, starting, third, folder):
        text = folder / "banfa-yunzhou" / "measure.txt"
        status, output = third.hold("yunzhou", "--official-text", text)
        # Running the city takes servers: the one test that waits to be asked for by --run-city.
        assert (status, "failed" in output, "1 skipped" in output) == (0, False, True), output

    def test_finds_nothing_of_it_in_the_repository(self):
        """Nor in the environment the tests run in."""
        files = (p for room in ("core", "plugins", "deploy") for p in (ROOT / room).rglob("*") if p.is_file())
        texts = (p.read_bytes() for p in files if "__pycache__" not in p.parts)
        assert not any(b"yunzhou" in text.lower() for text in texts)
        with pytest.raises(ModuleNotFoundError):
            __import__("banfa_yunzhou")


def register_holder(house, role):
    """Whom a token of this role is issued to: a system that reports, or a person."""
    if role == "platform":
        status, output = house.run("source", "add", "yz", "--key", "platform", "--name", "公共服务平台")
        assert status == 0, output
        return "--source", "platform"
    status, output = house.run("person", "add", "yz", "--name", "某人", "--role", role)
    assert status == 0, output
    return "--person", "某人"


@pytest.fixture(scope="module")
def bureau(starting, house):
    """A tenant of the third city; gives a client for a role once it is asked for."""
    status, output = house.run(
        "tenant", "create", "--slug", "yz", "--city", "yunzhou", "--name", "云州市工信局"
    )
    assert status == 0, output
    tokens = {}
    for role in ("platform", "officer"):
        holder = register_holder(house, role)
        status, output = house.run("token", "issue", "yz", "--role", role, "--name", "某人", *holder)
        assert status == 0, output
        tokens[role] = output.strip()
    return tokens


@pytest.fixture(scope="module")
def platform(bureau, port):
    return Client(port, "yz", bureau["platform"])


@pytest.fixture(scope="module")
def officer(bureau, port):
    return Client(port, "yz", bureau["officer"])


@pytest.fixture(scope="module")
def reported(platform, officer):
    """All facts, and that there are no others."""
    report(platform, officer)
    kinds = ("contract", "product", "record.training")
    rows = [{"external_id": kind, "reports": kind, "until_on": END} for kind in kinds]
    platform.report("completeness", rows)


def report(platform, officer):
    """Push what every provider has done; some of it outside the half-year, where it must not count."""
    codes = {f"p{n}": credit_code() for n in range(len(DONE))}
    numbered = [(name, f"p{n}", done) for n, (name, done) in enumerate(DONE.items())]
    platform.report(
        "providers", [{"external_id": key, "uscc": codes[key], "name": name} for name, key, _ in numbered]
    )
    enterprise = {"external_id": "e", "name": "船厂", "industry": "shipbuilding", "size": "small"}
    platform.report("enterprises", [enterprise])
    pool = {"industry": "shipbuilding", "from_on": "2024-01-01"}
    officer.report(
        "memberships",
        [{"external_id": key, "provider": codes[key], "category": d[0], **pool} for _, key, d in numbered],
    )
    contracts: list[dict[str, Any]] = []
    training: list[dict[str, Any]] = []
    products: list[dict[str, Any]] = []
    for _, key, (_, registered, signed, trained, offered) in numbered:
        of = {"provider": key, "enterprise": "e", "amount": 100_000_00, "signed_on": START}
        contracts += [{**of, "registered_on": END} for _ in range(registered)] + [of] * signed
        contracts.append({**of, "signed_on": "2024-11-01", "registered_on": "2024-12-31"})
        about = {"provider": key, "kind": "training", "body": {"topic": "数控", "people": 30}}
        training += [{**about, "item": f"第{n}场", "occurred_on": "2025-03-10"} for n in range(trained)]
        training.append({**about, "item": "期外", "occurred_on": "2025-07-01"})
        products += [{"provider": key, "name": f"产品{n}", "published_on": END} for n in range(offered)]
    for path, rows in (("contracts", contracts), ("records", training), ("products", products)):
        platform.report(path, [{"external_id": f"{path}{n}", **row} for n, row in enumerate(rows)])


@pytest.fixture(scope="module")
def round_id(officer, reported):
    """The half-year, cut off."""
    opened = officer.post("/rounds", {"name": "上半年", "period_start": START, "period_end": END})
    officer.post(f"/rounds/{opened['id']}/cut-off", version=opened["version"])
    return opened["id"]


def instrument(kind, body, document_no="云工信〔2024〕8号"):
    """A document of the bureau's."""
    head = {"edition": "first", "issuer": "云州市工业和信息化局", "issued_on": "2024-12-20"}
    published = {"document_class": "standard", "published_on": "2024-12-20", "published_in": "局网站"}
    return {**head, **published, "kind": kind, "document_no": document_no, "body": body}


def compute(officer, round_id):
    """Ask for the computation and wait until the worker has done it; gives the results by provider."""
    version = officer.get(f"/rounds/{round_id}")["version"]
    asked = officer.post(f"/rounds/{round_id}/compute", version=version)
    job = wait_for_job(officer, asked["work_id"])
    assert job["state"] == "done", job
    return {row["provider_name"]: row for row in officer.get(f"/rounds/{round_id}/results")["items"]}


class TestItsTenant:
    """The order of the methods is that of the work."""

    def test_speaks_its_own_words(self, officer):
        words = officer.get("/law/vocabulary")
        assert [c["key"] for c in words["categories"]] == ["system", "product"]
        assert [i["zh"] for i in words["industries"]] == ["船舶制造"]
        assert [kind["key"] for kind in words["record_kinds"]] == ["training"]
        assert words["finding_kinds"] == {"breach": "未按合同提供服务"}

    def test_is_told_what_it_has_to_set(self, officer):
        terms = officer.get("/law/editions/first/open-terms")["terms"]
        assert {t["key"]: t["set"] for t in terms} == {"quota.excellent": False, "contracted": False}

    def test_decides_nothing_that_is_not_set(self, officer, round_id):
        found = compute(officer, round_id)
        assert officer.get(f"/rounds/{round_id}")["trial"]
        assert found["甲"]["grade"] == "优秀"
        assert found["乙"]["grade"] == ["优秀", "合格"], "one place of five, or two of six"
        assert found["己"]["taking_part"] == "open"

    def test_sets_its_terms_within_their_bounds(self, officer, round_id):
        for document in ("撤1", "撤2"):  # no terms come after a round's cut-off
            version = officer.get(f"/rounds/{round_id}")["version"]
            reversal = {"reason": "待定事项尚未确定", "document_no": document}
            officer.post(f"/rounds/{round_id}/reversal", reversal, version=version)
        for kind, body in INSTRUMENTS.items():
            officer.post("/instruments", instrument(kind, body))
        version = officer.get(f"/rounds/{round_id}")["version"]
        officer.post(f"/rounds/{round_id}/cut-off", version=version)
        beyond = instrument("terms", {"settings": {"quota.excellent": 31}}, "云工信〔2024〕9号")
        status, raw = officer.ask("POST", "/instruments", beyond)
        assert (status, json.loads(raw)["code"]) == (422, "term_invalid")

    def test_gets_the_grades_worked_out_by_hand(self, officer, round_id):
        found = compute(officer, round_id)
        ranked = [(name, r["total"], r["rank"], r["grade"]) for name, r in found.items() if r["rank"]]
        assert ranked == RESULTS
        assert found["己"]["taking_part"] == "no"
        assert not any(row["open"] for row in found.values())
        shown = officer.get(f"/rounds/{round_id}")
        assert (shown["trial"], shown["computation"]["stale"]) == (False, [])

    def test_gets_the_points_and_their_reasons(self, officer, round_id):
        rows = officer.get(f"/rounds/{round_id}/results")["items"]
        for row in rows:
            whole = officer.get(f"/rounds/{round_id}/results/{row['provider_id']}")
            assert [c["cite_zh"] for c in whole["criteria"]] == [f"第五条第（{n}）项" for n in "一二三"]
            if row["provider_name"] in POINTS:
                assert [c["points"] for c in whole["criteria"]] == POINTS[row["provider_name"]]

    def test_is_warned_of_its_clauses(self, officer, round_id):
        rows = officer.get(f"/rounds/{round_id}/results")["items"]
        who = next(row["provider_id"] for row in rows if row["provider_name"] == "戊")
        officer.post("/findings", {"provider_id": who, "kind": "breach", "found_on": "2025-05-06"})
        (hit,) = officer.get(f"/watch?as_of={END}&state=met&fresh=true")["items"]
        assert (hit["provider_name"], hit["clause"], hit["force"]) == ("戊", "2", "应当")
        assert hit["remedies"] == ["警告", "限期整改"]

    def test_keeps_a_receipt_that_replays_without_the_plugin(self, officer, round_id, folder, without):
        status, data = officer.ask("GET", f"/rounds/{round_id}/receipt")
        assert status == 200
        (folder / "receipt.json").write_bytes(data)
        status, output = without.run("city", "check", "yunzhou")
        assert (status, "[not-installed]" in output) == (1, True)
        status, output = without.run("replay", folder / "receipt.json")
        assert (status, "上半年：6家服务商" in output, "逐字节一致" in output) == (0, True, True), output


def tenant_of(city, engine, owner_engine, port):
    """An officer of a tenant of some city, made without asking whether it loads."""
    now = datetime.now(UTC)
    tenant = new_tenant(owner_engine, city=city, name="某局", now=now)
    with unit_of_work(engine, operator(tenant), now=now) as unit:
        person = add_person(unit, name="某人", roles=["officer"])
        until = now + timedelta(days=1)
        token = issue_token(unit, name="某人", role="officer", person_id=person.id, expires_at=until)
    return Client(port, tenant.slug, token.secret)


class TestABadPlugin:
    def test_is_told_of_by_the_list(self, starting):
        status, output = wait_for_output(starting[2]["list"])
        assert status == 1
        listed = {row["city"]: row["problems"] for row in json.loads(output)}
        assert {city for city, problems in listed.items() if not problems} == SOUND
        assert {city: {p["rule"] for p in listed[city]} for city in FAILING} == {
            city: {rule} for city, rule in FAILING.items()
        }
        assert all(p["message"] and p["mend"] for problems in listed.values() for p in problems)

    def test_is_told_of_by_the_check_even_if_it_never_lets_go(self, starting):
        status, output = wait_for_output(starting[2]["check"])
        assert (status, "guazhou [import-hangs]" in output, "改法：" in output) == (1, True, True)

    @pytest.mark.parametrize("city", ["cuozhou", "shuangzhou", "tuizhou"])
    def test_is_told_of_by_the_check_with_its_mend(self, house, city):
        status, output = house.run("city", "check", city)
        assert (status, f"{city} [{FAILING[city]}]" in output, "改法：" in output) == (1, True, True), output

    def test_does_not_end_the_kit_before_it_has_spoken(self, house):
        status, output = house.hold("tuizhou")
        assert (status, "tuizhou [import-crashes]" in output) == (1, True), output

    @pytest.mark.parametrize("city", sorted({*FAILING, "nowhere"}))
    def test_leaves_its_tenants_without_service(self, city, engine, owner_engine, port):
        client = tenant_of(city, engine, owner_engine, port)
        for path in ("/law/editions", "/rounds", "/providers"):
            status, code, detail = client.refusal(path)
            assert (status, code) == (503, "city_unavailable")
            assert f"banfa city check {city}" in detail

    def test_leaves_the_tenants_of_all_others_alone(self, engine, owner_engine, port, officer):
        for city in sorted(SOUND - {"yunzhou"}):
            client = tenant_of(city, engine, owner_engine, port)
            assert client.get("/law/editions")["items"]
        available = {c["key"]: c["available"] for c in officer.get("/law/cities")["items"]}
        assert available == dict.fromkeys(SOUND, True) | dict.fromkeys(FAILING, False)
