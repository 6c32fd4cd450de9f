"""区县审核 by the district itself: its own enterprises' claims, and its word on them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import event

from banfa.database.tenancy import select
from banfa.errors import Forbidden
from banfa.ledger.kinds.contracts import Contract
from banfa.ledger.recording.own import check_own_district, make_reach
from banfa.procedures.admission.district_applications import list_district_applications
from banfa.procedures.subsidies.district_claims import list_district_claims
from banfa.trust.actor import DISTRICT, Actor
from banfa.trust.unit import unit_of_work
from tests.casework.conftest import make_office
from tests.subsidies.money import Money

__all__ = ["make_office"]
OURS, THEIRS = "下陆区", "铁山区"
SEEN = {
    *("id", "batch", "document_no", "enterprise", "number", "provider", "applied_on", "asked"),
    *("supplement", "supplement_until", "supplemented_on"),
    *("reviewed_on", "agrees", "opinion", "lacking", "stage", "stage_zh", "version"),
}
"""What of a claim its district sees, and nothing else: no result, no word of an official's."""
WORD = ("reviewed_on", "agrees", "opinion", "lacking")


@pytest.fixture
def money(make_office):
    return make_office("huangshi", Money)


@pytest.fixture
def claims(money):
    """A claim of an enterprise of each district; gives their ids by district."""
    batch, provider = money.new_batch(), money.new_provider()
    money.admit(provider)
    made = {}
    for district in (OURS, THEIRS):
        company = money.new_company(name=f"{district}厂", district=district)
        claim = money.claim(batch, money.new_contract(provider, company), asked=1_000_000)
        made[district] = claim.rpartition("/")[2]
    return made


@pytest.fixture
def ours(money):
    return money.bureau.new_client("district", name="区里的人", districts=[OURS])


@pytest.fixture
def count(engine):
    """Count the statements of a request; of two the fewer: a new connection is not its doing."""
    statements = []

    def note(_connection, _cursor, statement, *_rest):
        statements.append(statement)

    def count(ask):
        counts = []
        for _ in range(2):
            statements.clear()
            assert ask().status_code == 200
            counts.append(len(statements))
        return min(counts)

    event.listen(engine, "before_cursor_execute", note)
    yield count
    event.remove(engine, "before_cursor_execute", note)


def say(client, claim, *, version, expect=200, code=None, **changes):
    body = {"reviewed_on": "2026-03-02", "agrees": True, "opinion": "情况属实，同意。", **changes}
    answer = client.post(f"/district-claims/{claim}/review", body, version=version)
    assert (answer.status_code, answer.json.get("code")) == (expect, code), answer.json
    return answer.json


class TestADistrictsClaims:
    def test_are_those_of_its_own_enterprises(self, claims, ours):
        (listed,) = ours.get("/district-claims").json["items"]
        assert (listed["id"], listed["enterprise"], listed["stage"]) == (claims[OURS], f"{OURS}厂", "applied")
        assert listed["asked"] == 1_000_000
        assert listed.keys() == SEEN
        assert ours.get(f"/district-claims/{claims[OURS]}").json.keys() == SEEN

    def test_are_nothing_of_anothers(self, money, claims, ours):
        theirs = claims[THEIRS]
        none = money.bureau.outward("subsidy_claim", 987_654_321)
        for query in ({}, {"waiting": "true"}):
            assert theirs not in ours.get("/district-claims", **query).text
        asked, missing = (ours.get(f"/district-claims/{each}") for each in (theirs, none))
        assert (asked.status_code, asked.json["detail"]) == (404, missing.json["detail"])
        body = {"reviewed_on": "2026-03-02", "agrees": True, "opinion": "同意。"}
        answers = [ours.post(f"/district-claims/{each}/review", body, version=1) for each in (theirs, none)]
        assert [answer.status_code for answer in answers] == [404, 404]
        assert answers[0].json["detail"] == answers[1].json["detail"]
        assert money.get(f"/subsidy-claims/{theirs}")["state"] == "applied"

    def test_are_none_for_who_works_for_no_district(self, money, claims):
        """Should a door ever let such a one in: he sees nothing, and not everything."""
        bureau = money.bureau
        actor = Actor(bureau=bureau.tenant, person=bureau.tenant.console, role=DISTRICT)
        with unit_of_work(bureau.engine, actor, now=bureau.clock.now) as unit:
            assert list_district_claims(unit, limit=50) == []
            assert list_district_applications(unit, limit=50) == []
            kind = Contract.declaration
            assert unit.execute(select(kind.row.c.entry_id).where(make_reach(unit, kind))).all() == []
            with pytest.raises(Forbidden, match="只能办理所辖"):
                check_own_district(unit, OURS)

    def test_cost_no_more_statements_where_there_are_more(self, money, claims, ours, count):
        few = count(lambda: ours.get("/district-claims"))
        batch, provider = money.get("/subsidy-batches")["items"][0]["id"], money.new_provider()
        money.admit(provider)
        for number in range(4):
            company = money.new_company(name=f"{OURS}第{number}厂", district=OURS)
            money.claim(batch, money.new_contract(provider, company), asked=1_000_000)
        assert count(lambda: ours.get("/district-claims")) == few
        assert len(ours.get("/district-claims").json["items"]) == 5

    def test_are_seen_nowhere_else_by_it(self, claims, ours):
        for path in ("/subsidy-claims", f"/subsidy-claims/{claims[OURS]}", "/subsidy-payments"):
            assert ours.get(path).status_code == 403

    def test_go_with_the_enterprise_to_another_district(self, money, claims, ours):
        company = money.get(f"/subsidy-claims/{claims[OURS]}")["enterprise_id"]
        moved = {"reason": "迁址", "data": {"district": THEIRS}}
        assert money.officer.post(f"/enterprises/{company}/correction", moved, version=1).status_code == 200
        assert ours.get("/district-claims").json["items"] == []
        say(ours, claims[OURS], version=1, expect=404, code="subsidy_claim_missing")


class TestItsWord:
    def test_is_the_step_that_an_officer_sees_with_who_took_it(self, money, claims, ours):
        assert say(ours, claims[OURS], version=1)["stage"] == "agreed"
        claim = money.get(f"/subsidy-claims/{claims[OURS]}")
        assert (claim["state"], claim["reviewed_by"], claim["opinion"]) == (
            "reviewed",
            "区里的人",
            "情况属实，同意。",
        )
        steps = money.get(f"/subsidy-claims/{claims[OURS]}/steps")["items"]
        assert (steps[-1]["step"], steps[-1]["taken_by"]) == ("review", "区里的人")
        late = say(ours, claims[OURS], version=2, expect=409, code="wrong_state")
        assert late["data"] == {"state": "agreed"}, "no state of the bureau's"

    def test_is_a_no_with_which_it_goes_no_further(self, money, claims, ours):
        assert say(ours, claims[OURS], version=1, agrees=False, opinion="未投产。")["stage"] == "declined"
        assert money.get(f"/subsidy-claims/{claims[OURS]}")["state"] == "declined"

    def test_is_that_something_lacks_which_the_bureau_then_asks_for(self, money, claims, ours):
        lacks = {"agrees": False, "opinion": "材料不全。", "lacking": "缺发票复印件。"}
        say(ours, claims[OURS], version=1, **lacks | {"agrees": True}, expect=422, code="lacking_agreed")
        assert say(ours, claims[OURS], version=1, **lacks)["stage"] == "lacking"
        claim = f"/subsidy-claims/{claims[OURS]}"
        assert next(item.step for item in money.list_waiting("subsidy_claim")) == "区县认为须补正，待通知"
        days = {"supplement_asked_on": "2026-03-02", "supplement_until": "2026-03-11"}
        money.post(f"{claim}/supplement-request", {"supplement": "缺发票复印件。", **days})
        assert ours.get(f"/district-claims/{claims[OURS]}").json["stage"] == "supplementing"
        money.post(f"{claim}/supplement", {"supplemented_on": "2026-03-02"})
        assert say(ours, claims[OURS], version=4)["stage"] == "agreed"

    def test_is_of_the_paper_that_it_saw(self, money, claims, ours):
        lacks = {"agrees": False, "opinion": "材料不全。", "lacking": "缺发票复印件。"}
        say(ours, claims[OURS], version=1, **lacks)
        claim = f"/subsidy-claims/{claims[OURS]}"
        days = {"supplement_asked_on": "2026-03-02", "supplement_until": "2026-03-11"}
        money.post(f"{claim}/supplement-request", {"supplement": "缺发票复印件。", **days})
        assert ours.get(f"/district-claims/{claims[OURS]}").json["lacking"] == "缺发票复印件。"
        money.post(f"{claim}/supplement", {"supplemented_on": "2026-03-02"})
        shown = ours.get(f"/district-claims/{claims[OURS]}").json
        assert (shown["stage"], shown["supplement"]) == ("applied", "缺发票复印件。")
        for told in (shown, money.get(claim)):
            assert [told.get(name) for name in WORD] == [None] * 4

    def test_is_not_of_a_day_before_what_was_supplied(self, money, claims, ours):
        lacks = {"agrees": False, "opinion": "材料不全。", "lacking": "缺发票复印件。"}
        say(ours, claims[OURS], version=1, **lacks)
        claim = f"/subsidy-claims/{claims[OURS]}"
        days = {"supplement_asked_on": "2026-03-02", "supplement_until": "2026-03-11"}
        money.post(f"{claim}/supplement-request", {"supplement": "缺发票复印件。", **days})
        money.go_to(money.today + timedelta(3))
        money.post(f"{claim}/supplement", {"supplemented_on": "2026-03-05"})
        say(ours, claims[OURS], version=4, reviewed_on="2026-03-04", expect=422, code="days_reversed")
        assert say(ours, claims[OURS], version=4, reviewed_on="2026-03-05")["stage"] == "agreed"

    def test_is_of_a_day_after_the_application_and_of_the_version_that_was_read(self, claims, ours):
        say(ours, claims[OURS], version=1, reviewed_on="2026-03-01", expect=422, code="days_reversed")
        say(ours, claims[OURS], version=9, expect=412, code="subsidy_claim_changed")
