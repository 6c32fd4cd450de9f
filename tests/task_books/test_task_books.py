"""任务书: in force with its signed scan, changed by papers of its own, planned, and ended by a person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from banfa.cities.checks.task_books import task_book_problems
from banfa.law import PlanKind, cite
from banfa.procedures.task_books.plan_rows import KINDS_OF_PLAN
from tests.casework.test_guards_of_cases import refuse
from tests.task_books.signing import (
    BOOK,
    CHANGE,
    PLAN,
    SIGNED_ON,
    TARGETS,
    change,
    enter,
    plan,
    put_in_force,
)


@pytest.fixture
def liuzhou(make_office):
    """An office of Liuzhou on 2 March, with an integrator and a product provider in the pool."""
    office = make_office("liuzhou")
    providers = {category: office.new_provider(f"{category}公司") for category in ("integrator", "product")}
    for category, provider in providers.items():
        office.join(provider, category)
    office.go_to(SIGNED_ON)
    return office, providers


@pytest.fixture
def signed(liuzhou):
    """A task book of the integrator that is in force."""
    office, providers = liuzhou
    return office, put_in_force(office, providers["integrator"], category="integrator")


class TestTheLaw:
    def test_only_liuzhou_has_integrators_sign_one(self, cities):
        profile = cities.profile("liuzhou")
        (duty,) = profile.task_books
        assert (duty.cite, duty.categories) == (cite("8.2"), ("integrator",))
        assert duty.plans == (PlanKind.ANNUAL, PlanKind.MONTHLY)
        assert profile.find_task_book(profile.latest.key, "product") is None
        for city in ("huangshi", "xiamen", "changsha", "changchun"):
            assert cities.profile(city).task_books == ()

    def test_names_categories_editions_and_provisions_that_there_are(self, cities):
        profile = cities.profile("liuzhou")
        (duty,) = profile.task_books
        assert list(task_book_problems(profile)) == []
        for wrong, code in (
            (replace(duty, categories=("diagnosis",)), "unknown-category"),
            (replace(duty, editions=("2019",)), "unknown-edition"),
            (replace(duty, cite=cite("88")), "not-in-outline"),
        ):
            (problem,) = task_book_problems(replace(profile, task_books=(wrong,)))
            assert problem.rule == code

    def test_kinds_of_plans_are_called_as_in_the_text(self):
        assert [kind.value for kind in PlanKind] == list(KINDS_OF_PLAN.values())


class TestATaskBook:
    def test_is_in_force_once_another_has_checked_it_against_its_scan(self, liuzhou):
        office, providers = liuzhou
        book = enter(office, providers["integrator"], category="integrator")
        path = f"/task-books/{book}"
        refuse(office, f"{path}/confirmation", None, (403, "same_person"), "请由另一人办理")
        refuse(office, f"{path}/confirmation", None, (409, "paper_missing"), "任务书", by=office.second)
        refuse(
            office, f"{path}/changes", CHANGE | {"signed_on": "2026-03-02"}, (409, "book_not_in_force"), ""
        )
        refuse(office, f"{path}/plans", PLAN | {"received_on": "2026-03-02"}, (409, "book_not_in_force"), "")
        office.attach(path, "task_book")
        assert office.post(f"{path}/confirmation", by=office.second)["state"] == "in_force"

    def test_cites_the_provision_that_orders_it_where_there_is_one(self, liuzhou):
        office, providers = liuzhou
        ordered = office.get(f"/task-books/{enter(office, providers['integrator'], category='integrator')}")
        assert ordered["cite"] == "8.2"
        for changes in (
            {"category": "product"},
            {},
        ):
            book = enter(office, providers["product"], **changes)
            assert office.get(f"/task-books/{book}")["cite"] is None
        agreement = enter(office, providers["integrator"], category="integrator", kind="agreement")
        assert office.get(f"/task-books/{agreement}")["cite"] is None
        body = {**BOOK, "provider_id": providers["product"], "category": "integrator"}
        refuse(office, "/task-books", body, (409, "category_not_held"), "没有以这一类别入库")

    def test_of_a_city_without_words_is_kept_by_the_bureaus_own_rules(self, xiamen):
        provider = xiamen.new_provider()
        xiamen.join(provider, "product")
        xiamen.go_to(SIGNED_ON)
        book = put_in_force(xiamen, provider, category="product")
        assert xiamen.get(f"/task-books/{book}")["cite"] is None
        planned = xiamen.get(f"/task-book-plans/{plan(xiamen, book, received_on='2026-03-02')}")
        assert planned["cite"] is None

    @pytest.mark.parametrize("quantity", ["12.50000", "1e3", "-1", "１２", "012", "十二"])
    def test_has_exact_numbers(self, liuzhou, quantity):
        office, providers = liuzhou
        targets = [{**TARGETS[0], "quantity": quantity}]
        body = {**BOOK, "provider_id": providers["product"], "targets": targets}
        refuse(office, "/task-books", body, (422, "target_malformed"), "quantity")

    def test_has_days_that_there_are_and_each_item_once_a_day(self, liuzhou):
        office, providers = liuzhou
        body = {**BOOK, "provider_id": providers["product"]}
        wrong = [{**TARGETS[0], "due_on": "2026-06-31"}]
        refuse(office, "/task-books", {**body, "targets": wrong}, (422, "target_malformed"), "due_on")
        twice = [TARGETS[0], {**TARGETS[0], "quantity": "13"}]
        refuse(office, "/task-books", {**body, "targets": twice}, (422, "target_repeated"), "两次")
        reversed_ = {**body, "until_on": "2026-03-01"}
        refuse(office, "/task-books", reversed_, (422, "days_reversed"), "until_on")

    def test_sent_back_is_entered_anew(self, liuzhou):
        office, providers = liuzhou
        book = enter(office, providers["product"])
        assert office.post(f"/task-books/{book}/return", by=office.second)["state"] == "returned"


class TestAChange:
    def test_works_from_its_day_and_leaves_the_older_text_as_it_was(self, signed):
        office, book = signed
        office.go_to(date(2026, 5, 8))
        made = change(office, book, until_on="2027-03-31")
        assert made["state"] == "checked"
        assert office.get(f"/task-books/{book}")["targets"] == TARGETS
        assert office.get(f"/task-books/{book}")["until_on"] == "2026-12-31"
        path = f"/task-books/{book}/targets"
        before, now = office.get(path, as_of="2026-05-07"), office.get(path)
        assert (before["targets"], before["until_on"], before["task_book_change_id"]) == (
            TARGETS,
            "2026-12-31",
            None,
        )
        assert (now["targets"], now["until_on"], now["task_book_change_id"]) == (
            CHANGE["targets"],
            "2027-03-31",
            made["id"],
        )

    def test_is_checked_by_another_against_its_scan(self, signed):
        office, book = signed
        office.go_to(date(2026, 5, 8))
        made = office.post(f"/task-books/{book}/changes", CHANGE)["id"]
        path = f"/task-book-changes/{made}/confirmation"
        refuse(office, path, None, (403, "same_person"), "请由另一人办理")
        refuse(office, path, None, (409, "paper_missing"), "双方签订的文书", by=office.second)
        returned = office.post(f"/task-book-changes/{made}/return", by=office.second)
        assert returned["state"] == "returned"

    def test_is_not_before_what_it_changes(self, signed):
        office, book = signed
        office.go_to(date(2026, 5, 8))
        path = f"/task-books/{book}/changes"
        for wrong in (
            {"signed_on": "2026-03-01"},
            {"effective_on": "2026-03-01"},
            {"until_on": "2026-03-01"},
        ):
            refuse(office, path, {**CHANGE, **wrong}, (422, "days_reversed"), "不能早于")


class TestAPlan:
    def test_cites_the_provision_and_is_stated_by_another_with_the_paper(self, signed):
        office, book = signed
        office.go_to(date(2026, 4, 1))
        made = plan(office, book)
        path = f"/task-book-plans/{made}"
        assert office.get(path)["cite"] == "8.2"
        (item,) = office.list_waiting("task_book_plan")
        assert (item.what, item.due_on) == ("2026-04 月度工作计划", date(2026, 4, 30))
        body = {"stated_on": "2026-04-01", "outcome": "已完成3家诊断。"}
        refuse(office, f"{path}/fulfilment", body, (403, "same_person"), "请由另一人办理")
        refuse(office, f"{path}/fulfilment", body, (409, "paper_missing"), "工作计划", by=office.second)
        office.attach(path, "work_plan")
        assert office.post(f"{path}/fulfilment", body, by=office.second)["state"] == "done"
        again = office.post(f"{path}/reopening", {"outcome": "数据有误。"}, by=office.second)
        assert (again["state"], again["stated_on"]) == ("planned", None)

    def test_is_not_stated_by_who_revised_it_nor_with_the_paper_of_what_it_was(self, signed):
        office, book = signed
        office.go_to(date(2026, 4, 1))
        path = f"/task-book-plans/{plan(office, book)}"
        office.attach(path, "work_plan")
        office.go_to(date(2026, 4, 8))
        revised = {"content": "完成1家企业诊断。", "received_on": "2026-04-08"}
        office.post(f"{path}/revision", revised)
        body = {"stated_on": "2026-04-08", "outcome": "已完成1家诊断。"}
        refuse(office, f"{path}/fulfilment", body, (409, "paper_missing"), "工作计划", by=office.second)
        office.attach(path, "work_plan")
        office.post(f"{path}/fulfilment", body, by=office.second)
        office.post(f"{path}/reopening", {"outcome": "数据有误。"}, by=office.second)
        office.post(f"{path}/revision", revised, by=office.second)
        office.attach(path, "work_plan")
        for act in ("fulfilment", "shortfall"):
            refuse(office, f"{path}/{act}", body, (403, "same_person"), "登记修订的计划", by=office.second)

    def test_is_not_stated_undone_while_its_period_runs(self, signed):
        office, book = signed
        office.go_to(date(2026, 4, 30))
        path = f"/task-book-plans/{plan(office, book)}"
        office.attach(path, "work_plan")
        body = {"stated_on": "2026-04-30", "outcome": "只完成1家。"}
        refuse(office, f"{path}/shortfall", body, (409, "period_running"), "次日起", by=office.second)
        office.go_to(date(2026, 5, 1))
        refuse(office, f"{path}/shortfall", body, (409, "period_running"), "stated_on", by=office.second)
        stated = {**body, "stated_on": "2026-05-01"}
        assert office.post(f"{path}/shortfall", stated, by=office.second)["state"] == "not_done"

    def test_is_not_stated_before_it_came(self, signed):
        office, book = signed
        office.go_to(date(2026, 4, 2))
        path = f"/task-book-plans/{plan(office, book, received_on='2026-04-02')}"
        office.attach(path, "work_plan")
        body = {"stated_on": "2026-04-01", "outcome": "已完成3家诊断。"}
        refuse(office, f"{path}/fulfilment", body, (422, "days_reversed"), "2026-04-02", by=office.second)
        stated = {**body, "stated_on": "2026-04-02"}
        assert office.post(f"{path}/fulfilment", stated, by=office.second)["state"] == "done"

    def test_is_not_revised_once_its_task_book_has_ended_but_still_stated(self, signed):
        office, book = signed
        office.go_to(date(2026, 4, 1))
        path = f"/task-book-plans/{plan(office, book)}"
        ended = {"ended_how": "completed", "ended_on": "2026-04-01", "ended_why": "各项目标已完成。"}
        office.post(f"/task-books/{book}/end", ended, by=office.second)
        revised = {"content": "完成1家企业诊断。", "received_on": "2026-04-01"}
        refuse(office, f"{path}/revision", revised, (409, "book_not_in_force"), "已终结")
        office.attach(path, "work_plan")
        body = {"stated_on": "2026-04-01", "outcome": "已完成3家诊断。"}
        assert office.post(f"{path}/fulfilment", body, by=office.second)["state"] == "done"

    def test_is_of_a_period_of_its_task_book_once(self, signed):
        office, book = signed
        office.go_to(date(2026, 4, 1))
        path = f"/task-books/{book}/plans"
        plan(office, book)
        refuse(office, path, PLAN, (409, "plan_there"), "已经登记")
        for period in ("2026-13", "2026", "2026-4", "四月", "0000-01"):
            refuse(office, path, {**PLAN, "period": period}, (422, "period_malformed"), "2026-04")
        for period in ("2026-02", "2027-01"):
            refuse(office, path, {**PLAN, "period": period}, (422, "period_outside"), "不在其内")
        annual = plan(office, book, kind="annual", period="2026")
        assert office.get(f"/task-book-plans/{annual}")["period_end"] == "2026-12-31"


class TestTheEnd:
    def test_is_recorded_by_a_person_never_by_a_day(self, signed):
        office, book = signed
        path = f"/task-books/{book}/end"
        body = {"ended_how": "expired", "ended_on": "2026-12-31", "ended_why": "期满。"}
        office.go_to(date(2026, 12, 31))
        refuse(office, path, body, (409, "term_running"), "次日起", by=office.second)
        office.go_to(date(2027, 1, 1))
        assert office.get(f"/task-books/{book}")["state"] == "in_force"
        refuse(office, path, body, (403, "same_person"), "请由另一人办理")
        early = {**body, "ended_on": "2026-12-30"}
        refuse(office, path, early, (422, "days_reversed"), "2026-12-31", by=office.second)
        ended = office.post(path, body, by=office.second)
        assert (ended["state"], ended["ended_how"]) == ("ended", "expired")

    def test_by_dissolution_has_its_paper(self, signed):
        office, book = signed
        path = f"/task-books/{book}"
        body = {"ended_how": "dissolved", "ended_on": "2026-03-02", "ended_why": "双方协商解除。"}
        refuse(office, f"{path}/end", body, (409, "paper_missing"), "解除协议", by=office.second)
        early = {**body, "ended_on": "2026-03-01"}
        refuse(office, f"{path}/end", early, (422, "days_reversed"), "不能早于", by=office.second)
        office.attach(path, "termination")
        assert office.post(f"{path}/end", body, by=office.second)["state"] == "ended"

    def test_counts_the_last_day_as_it_was_changed(self, signed):
        office, book = signed
        office.go_to(date(2026, 5, 8))
        change(office, book, until_on="2027-03-31")
        office.go_to(date(2027, 1, 1))
        body = {"ended_how": "expired", "ended_on": "2026-12-31", "ended_why": "期满。"}
        path = f"/task-books/{book}/end"
        refuse(office, path, body, (409, "term_running"), "2027-03-31", by=office.second)
