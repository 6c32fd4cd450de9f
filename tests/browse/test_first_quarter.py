"""One day by pages and sheets alone: a bureau with one administrator, to a quarter published and closed."""

from __future__ import annotations

from importlib.resources import files

import pytest
import yaml

from tests.browse.conftest import log_in, look
from tests.browse.counting import Count
from tests.browse.first_pages import (
    compute,
    declare_complete,
    enter_person,
    fill_in_templates,
    find_provider,
    go,
    log_in_first,
    mend,
    promulgate,
    set_terms,
    upload,
    write_all,
)
from tests.browse.quarter_papers import CODE, NAMES, REPORTS, draw_up
from tests.browse.round_pages import close, review_and_publish, settle_open_results
from tests.console.people import Office
from tests.console.quarter import work


@pytest.fixture(scope="module")
def town(app, engine, owner_engine, clock):
    """A bureau in which nobody has done anything."""
    return Office(app, engine, owner_engine, clock)


@pytest.fixture
def settings():
    return yaml.safe_load((files("banfa_xiamen") / "demo_terms.yaml").read_text("utf-8"))["设定"]


@pytest.mark.long
def test_an_empty_bureau_publishes_its_first_quarter(town, settings, open_window, tmp_path, record_property):
    day = Count("first quarter", pictures="first", record=record_property)

    def open_counted():
        window = open_window()
        day.watch(window)
        return window

    admin, officer, reviewer = open_counted(), open_counted(), open_counted()
    passwords = set_up(day, admin, town, settings, tmp_path)
    with day.stage("officer's first login"):
        log_in_first(day, officer, town.login("经办"), passwords["经办"])
    bring_all_in(day, officer, town, tmp_path)
    with day.stage("checklist done"):
        go(day, admin, "启用准备")
        assert "都已办好" in admin.locator(".lead").inner_text()
        look(admin, "first-5-ready")
    evaluate(day, officer, town)
    with day.stage("reviewer's first login"):
        log_in_first(day, reviewer, town.login("审核"), passwords["审核"])
    with day.stage("reviewed and published"):
        review_and_publish(day, reviewer)
    town.clock.forward(days=20)
    later = open_window()
    log_in(later, town.login("审核"))
    day.watch(later)
    with day.stage("closed, 20 days later"):
        close(day, later)
    with day.stage("grade found on the provider's page"):
        find_provider(day, later, NAMES[0])
        assert "良好" in later.locator("#main").inner_text()
        look(later, "first-10-provider")
    day.hold_loads(record_property, 50)


def set_up(day, admin, town, settings, folder):
    """What the administrator does; gives the one-time passwords of the two others, by role."""
    # As `banfa person add` and `banfa person password` leave it.
    _, issued = town.add("管理员", "admin")
    with day.stage("administrator's first login"):
        log_in_first(day, admin, issued.login, issued.password)
    with day.stage("measure put in force"):
        go(day, admin, "启用准备")
        assert "6步中已办1步" in admin.locator(".lead").inner_text()
        look(admin, "first-1-empty")
        promulgate(day, admin)
    with day.stage(f"{len(settings)} terms set"):
        set_terms(day, admin, settings, folder / "评分标准表.xlsx")
    with day.stage("two persons entered"):
        return {
            role: enter_person(day, admin, f"{role}人", role, town.login(role)) for role in ("经办", "审核")
        }


def bring_all_in(day, officer, town, folder):
    """What the officer brings in by sheets, and declares complete."""
    right = draw_up()
    *others, last = right["服务商"]
    wrong = {**right, "服务商": [*others, {**last, CODE: last[CODE][:-1]}]}
    heading = f"一次上传的{len(right)}张表"
    with day.stage("template of all downloaded"):
        file = fill_in_templates(day, officer, wrong, folder)
    with day.stage(f"{len(right)} sheets sent in one workbook"):
        go(day, officer, "导入")
        upload(day, officer, file, heading)
        look(officer, "first-3-rejected")
    with day.stage("one of them mended and sent again"):
        mended = folder / "服务商.xlsx"
        mend(day, officer, "服务商", right["服务商"], mended)
        upload(day, officer, mended, heading)
        look(officer, "first-3-mended")
    with day.stage(f"{sum(map(len, right.values()))} rows written"):
        write_all(day, officer, town, right)
        look(officer, "first-3-written")
    with day.stage("reports declared complete"):
        declare_complete(day, officer, REPORTS)


def evaluate(day, officer, town):
    """What the officer does until it is the reviewer's turn."""
    with day.stage("round opened, cut off and computed"):
        compute(day, officer)
        round_id = officer.url.rsplit("/", 1)[1]
        work(town, round_id)
    with day.stage("open result settled"):
        assert settle_open_results(day, officer) == 1
        work(town, round_id)
        officer.get_by_role("heading", name="等审核人审核").wait_for()
