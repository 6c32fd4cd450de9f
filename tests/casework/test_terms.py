"""Terms of orders: suspended, resumed, extended, re-checked; in the ledger, the watch and today's list."""

from __future__ import annotations

from datetime import date

import pytest

from banfa.procedures.work_items import list_items
from banfa.trust.tenants import operator
from banfa.trust.unit import unit_of_work

MOVES = {"reason": "等待第三方复测", "document_no": "局企业函〔2026〕151号"}


def order(office, clause, served, **term):
    """An order that runs since `served`."""
    office.go_to(served)
    provider = office.new_provider()
    office.join(provider, office.profile.categories[0].key)
    remedy = office.plan(office.find_case(provider, clause), "order", **term)
    office.decide(remedy, provider, title="限期整改通知书")
    return provider, remedy


@pytest.fixture
def month(xiamen):
    """A warning and one month in Xiamen, served 2026-04-08: it ends on 8 May, a Friday."""
    provider, remedy = order(xiamen, "11.6", date(2026, 4, 8), term=1, term_unit="个月")
    warning = xiamen.plan(xiamen.get(f"/remedies/{remedy}")["case_id"], "warning")
    xiamen.decide(warning, provider, title="警告通知书")
    xiamen.finish(warning)
    assert xiamen.get(f"/remedies/{remedy}")["due_on"] == "2026-05-08"
    return xiamen, provider, remedy


def pause(office, remedy, day, **more):
    office.attach(f"/remedies/{remedy}", "stamped_original")
    return office.post(f"/remedies/{remedy}/term-pause", {"paused_on": day, **MOVES}, **more)


def resume(office, remedy, day, **more):
    body = {**MOVES, "resumed_on": day, "document_no": "局企业函〔2026〕152号"}
    return office.post(f"/remedies/{remedy}/term-resumption", body, **more)


def extend(office, remedy, until, decided, **more):
    body = {"until": until, "decided_on": decided, "reason": "台风", "document_no": "局企业函〔2026〕150号"}
    expect = more.pop("expect", None)
    path = f"/remedies/{remedy}/term-extension"
    return office.post(path, {**body, **more}, by=office.second, expect=expect)


def ledgered(office, provider):
    (decision,) = [d for d in office.decisions(provider) if d["kind"] == "order"]
    return {name: decision.get(name) for name in ("due_on", "paused_on", "term")}


class TestASuspendedTerm:
    def test_has_no_last_day_in_the_ledger_until_it_is_resumed(self, month):
        office, provider, remedy = month
        office.go_to(date(2026, 5, 6))
        pause(office, remedy, "2026-05-06")
        assert ledgered(office, provider) == {"due_on": None, "paused_on": "2026-05-06", "term": 1}
        office.go_to(date(2026, 5, 20))
        resume(office, remedy, "2026-05-20")
        # the two days that were left, 7 and 8 May, run from 21 May
        assert ledgered(office, provider) == {"due_on": "2026-05-22", "paused_on": None, "term": None}

    def test_needs_its_document_and_a_day_within_the_term(self, month):
        office, _, remedy = month
        office.go_to(date(2026, 5, 12))
        path, body = f"/remedies/{remedy}/term-pause", {"paused_on": "2026-05-08", **MOVES}
        version = office.get(f"/remedies/{remedy}")["version"]
        office.post(path, body, version=version, expect=(409, "paper_missing"))
        late = {**body, "paused_on": "2026-05-09"}
        office.post(path, late, version=version, expect=(409, "term_over"))
        early = {**body, "paused_on": "2026-04-07"}
        office.post(path, early, version=version, expect=(422, "days_reversed"))
        unnumbered = {**body, "document_no": "151号"}
        office.post(path, unnumbered, version=version, expect=(422, "document_no_form"))
        # entered late, with its true day and its document
        assert pause(office, remedy, "2026-05-08")["paused_on"] == "2026-05-08"

    def test_is_not_missed_and_stands_in_todays_list_as_suspended(self, month):
        office, provider, remedy = month
        office.go_to(date(2026, 5, 6))
        pause(office, remedy, "2026-05-06")
        office.go_to(date(2026, 5, 20))
        assert find_item(office, "order") == ("整改期限中止", None)
        assert not met(office, provider)
        resume(office, remedy, "2026-05-20")
        office.go_to(date(2026, 5, 23))
        assert find_item(office, "order") == ("整改中", date(2026, 5, 22))
        assert met(office, provider)

    def test_in_working_days_runs_on_for_the_working_days_left(self, make_office):
        office = make_office("changsha")
        office.go_to(date(2026, 4, 8))
        provider = office.new_provider()
        office.join(provider, "promoter")
        remedy = office.plan(office.find_case(provider, "13.1"), "order", term=10, term_unit="个工作日")
        assert office.decide(remedy, provider, title="限期整改通知书")["due_on"] == "2026-04-22"
        office.go_to(date(2026, 4, 17))
        pause(office, remedy, "2026-04-17")
        office.go_to(date(2026, 4, 29))
        # 20, 21 and 22 April were left: 30 April, then 6 and 7 May after the holiday
        assert resume(office, remedy, "2026-04-29")["due_on"] == "2026-05-07"


def find_item(office, kind):
    """The one thing of a kind that waits: its step and its day."""
    bureau = office.bureau
    with unit_of_work(bureau.engine, operator(bureau.tenant), now=office.clock.now, read_only=True) as unit:
        (item,) = [each for each in list_items(unit) if each.kind == kind]
    return item.step, item.due_on


def met(office, provider):
    """Whether the watch finds 12(4) met for a provider."""
    found = office.get("/watch", fresh="true", provider_id=provider, limit=50)["items"]
    return any(hit["cite"] == "12.4" and hit["state"] == "met" for hit in found)


class TestAnExtension:
    @pytest.fixture
    def thirty(self, liuzhou):
        """Thirty days in Liuzhou (一般不超过), served 2026-04-08: they end on 8 May."""
        _, remedy = order(liuzhou, "12.2", date(2026, 4, 8), term=30, term_unit="日")
        liuzhou.attach(f"/remedies/{remedy}", "stamped_original")
        return liuzhou, remedy

    def test_is_another_persons_with_its_scan(self, liuzhou):
        _, remedy = order(liuzhou, "12.2", date(2026, 4, 8), term=30, term_unit="日")
        extend(liuzhou, remedy, "2026-05-15", "2026-04-08", expect=(409, "paper_missing"))
        liuzhou.attach(f"/remedies/{remedy}", "stamped_original")
        body = {"until": "2026-05-15", "decided_on": "2026-04-08", "reason": "台风"}
        body["document_no"] = "局企业函〔2026〕150号"
        version = liuzhou.get(f"/remedies/{remedy}")["version"]
        path = f"/remedies/{remedy}/term-extension"
        liuzhou.post(path, body, version=version, expect=(403, "same_person"))
        assert extend(liuzhou, remedy, "2026-05-15", "2026-04-08")["due_on"] == "2026-05-15"

    def test_is_decided_within_the_term_though_entered_after_it(self, thirty):
        office, remedy = thirty
        office.go_to(date(2026, 5, 12))
        extend(office, remedy, "2026-05-20", "2026-05-09", expect=(409, "term_over"))
        extend(office, remedy, "2026-05-08", "2026-05-08", expect=(422, "field_out_of_range"))
        assert extend(office, remedy, "2026-05-20", "2026-05-08")["due_on"] == "2026-05-20"

    def test_of_a_term_that_the_text_fixes_needs_a_rule_that_lets_it(self, month):
        office, _, remedy = month
        office.attach(f"/remedies/{remedy}", "stamped_original")
        extend(office, remedy, "2026-05-15", "2026-04-08", expect=(422, "term_firm"))
        done = extend(office, remedy, "2026-05-15", "2026-04-08", basis="厦工信规〔2026〕2号第三条")
        assert done["due_on"] == "2026-05-15"


class TestAReport:
    def test_is_checked_in_the_bureaus_days_and_not_before_it_came(self, month):
        office, _, remedy = month
        office.go_to(date(2026, 4, 20))
        assert office.report(remedy)["recheck_by"] == "2026-05-07"  # 10 working days; 1 to 5 May are holidays
        assert find_item(office, "remedy")[1] == date(2026, 5, 7)
        body = {
            "checked_on": "2026-04-19",
            "checkers": ["林晓", "郑文"],
            "outcome": "passed",
            "words": "属实。",
        }
        version = office.get(f"/remedies/{remedy}")["version"]
        path = f"/remedies/{remedy}/recheck"
        office.post(path, body, version=version, expect=(422, "days_reversed"))
