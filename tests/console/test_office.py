"""Keys, sources, persons, traces, jobs, settings and the first steps of an empty bureau."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import text

from banfa.errors import Conflict
from banfa.jobs.operating import retry_work
from banfa.trust.tenants import operator
from banfa.trust.unit import unit_of_work
from tests.at_once import call_at_once
from tests.console.test_imports import HEADS, fill, send_sheet, version
from tests.web.sheets import make_sheet

TOKEN = {"name": "平台接口", "role": "auditor", "expires_at": "2027-03-31", "scopes": ["ledger.read"]}


FAIL = text(
    "UPDATE work SET state = 'failed', error_code = 'x', error_detail = '', ended_at = now()"
    " WHERE tenant_id = :tenant AND id = :id"
)


class TestAKey:
    def test_is_issued_narrowed_shown_once_and_revoked(self, office):
        admin = office.at("admin")
        with office.unit() as unit:
            statement = text("SELECT id FROM person WHERE tenant_id = :id AND name = 'admin'")
            person = unit.connection.scalars(statement, {"id": office.tenant.id}).one()
        typed = {**TOKEN, "role": "admin", "person_id": office.outward("person", person)}
        answer = admin.send("/tokens/new", typed)
        page = admin.follow(answer).text
        (secret,) = re.findall(r"banfa_\w+", page)
        path = answer.headers["Location"]
        page = admin.get(path).text
        assert secret not in page
        assert "<li>查看台账</li>" in page
        assert page.count("<li>查看") == 1
        http = office.app.test_client()
        address = f"/api/v1/{office.tenant.slug}/providers"
        headers = {"Authorization": f"Bearer {secret}"}
        assert http.get(address, headers=headers).status_code == 200
        page = admin.follow(admin.post(f"{path}/revocation", page=path)).text
        assert "“平台接口”已吊销" in page
        assert http.get(address, headers=headers).status_code == 401
        assert "已吊销" in admin.get("/tokens").text

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"name": ""}, "name"),
            ({"person_id": ""}, "person_id"),
            ({"expires_at": "2020-01-01"}, "expires_at"),
            ({"role": "provider", "party": "91350200MA2XNKTD0M"}, "party"),
        ],
    )
    def test_is_not_issued_where_a_field_is_wrong(self, office, wrong, field):
        admin = office.at("admin")
        holder = re.findall(r'value="(ps_\w+)"', admin.get("/tokens/new").text)[0]
        typed = {**TOKEN, "role": "admin", "person_id": holder, **wrong}
        page = admin.send("/tokens/new", typed, status=422).text
        assert f'id="{field}-why"' in page
        assert "还没有发过接口密钥" in admin.get("/tokens").text


class TestASource:
    def test_is_registered_and_says_how_far_it_is_complete(self, office):
        admin = office.at("admin")
        typed = {"name": "某街道", "key": "street", "kind": "department", "contact": ""}
        admin.send("/sources/new", typed)
        office.client("officer").post("/completeness", {"reports": "survey", "until_on": "2026-03-31"})
        page = admin.get("/sources").text
        assert "某街道" in page
        assert "满意度评价至2026-03-31" in page

    @pytest.mark.parametrize(("key", "status"), [("Street", 422), ("bureau", 409)])
    def test_says_what_is_wrong_with_its_key(self, office, key, status):
        typed = {"name": "某街道", "key": key, "kind": "department"}
        page = office.at("admin").send("/sources/new", typed, status=status).text
        assert 'id="key-why"' in page
        assert 'value="某街道"' in page


class TestAPerson:
    def test_may_record_what_the_mandate_names(self, office):
        admin = office.at("admin")
        typed = {"name": "王敏", "roles": ["officer"], "mandate_kinds": ["contract"]}
        page = admin.follow(admin.send("/persons/new", typed)).text
        assert "<dt>可登记</dt><dd>合同</dd>" in page

    def test_is_logged_out_of_one_session_by_the_administrator(self, office):
        admin, officer = office.at("admin"), office.at("officer")
        link = re.findall(r'href="(/persons/ps_\w+)">officer<', admin.get("/persons").text)[0]
        (end,) = re.findall(r'action="(/persons/sessions/\w+/end)"', admin.get(link).text)
        admin.post(end, page=link)
        officer.get("/", status=303)
        assert "这次登录已经结束" in admin.follow(admin.post(end, page=link)).text


def start(browser):
    """Ask for the chain to be verified, as the button does."""
    page = browser.post("/audit/verification/start", page="/audit/verification")
    assert page.headers["Location"].endswith("/audit/verification")


def carry_out_asked(office, browser):
    """Carry out the verification that was asked for; gives the page."""
    (job,) = re.findall(r'data-job="(jb_\w+)"', browser.get("/audit/verification").text)
    office.work(job)
    return browser.get("/audit/verification").text


def verify(office, browser):
    """Have the chain verified; gives the page that tells what was found."""
    start(browser)
    return carry_out_asked(office, browser)


class TestTraces:
    def test_are_listed_filtered_opened_and_verified(self, office):
        auditor, admin = office.at("auditor"), office.at("admin")
        typed = {"name": "某街道", "key": "street", "kind": "department"}
        admin.send("/sources/new", typed)
        page = auditor.get("/audit?action=source.registered").text
        assert "source/street" in page
        assert "person.added" not in page
        (link,) = re.findall(r'href="(/audit/\d+)"', page)
        page = auditor.get(link).text
        assert "某街道" in page
        assert "没有叫“无此人”的人员" in auditor.get("/audit?person=无此人", status=404).text
        assert "person.added" not in auditor.get("/audit?until=2020-01-01").text
        assert "还没有核验过" in auditor.get("/audit/verification").text
        page = verify(office, auditor)
        assert "与写下时相同" in page
        assert "auditor，" in page
        assert "核验操作留痕（chain.verified）" in auditor.get("/audit?action=chain.verified").text

    def test_of_reading_name_who_looked_at_a_page(self, office):
        auditor, admin = office.at("auditor"), office.at("admin")
        link = re.findall(r'href="(/persons/ps_\w+)"', admin.get("/persons").text)[0]
        admin.get(link)
        page = auditor.get(f"/audit/reads?subject=person/{link.rsplit('/', 1)[1]}").text
        assert "persons" in page
        assert f"person/{link.rsplit('/', 1)[1]}" in page

    def test_of_what_was_tampered_with_say_where(self, office, owner_engine):
        office.at("admin").get("/")
        with owner_engine.begin() as connection:
            statement = text("UPDATE audit_link SET action = 'x' WHERE tenant_id = :id AND seq = 2")
            connection.execute(statement, {"id": office.tenant.id})
        page = verify(office, office.at("auditor"))
        assert "有不符" in page
        assert '<td class="num">2</td>' in page

    def test_stay_unverified_until_a_job_has_walked_along_them(self, office, owner_engine):
        auditor = office.at("auditor")
        assert "与写下时相同" in verify(office, auditor)
        with owner_engine.begin() as connection:
            statement = text("UPDATE person SET post = '被改动' WHERE tenant_id = :id AND name = 'auditor'")
            connection.execute(statement, {"id": office.tenant.id})
        start(auditor)
        page = auditor.get("/audit/verification").text
        assert "等待核验" in page
        assert "与写下时相同" in page  # what was found last, until there is something later
        page = carry_out_asked(office, auditor)
        assert "1处" in page
        assert "曾被改动" in page
        assert "与写下时相同" not in page


class TestAJob:
    def test_that_failed_says_why_and_is_tried_again_by_the_administrator(self, office):
        officer, client = office.at("officer"), office.client("officer")
        rows, codes = fill(1)
        path = send_sheet(officer, make_sheet(HEADS, *rows)).headers["Location"]
        officer.send(path, {"new": "adopt", **version(officer, path)})
        client.post("/providers", {"uscc": codes[0], "name": "先登记的"})
        (job,) = re.findall(r'data-job="(\w+)"', officer.get(path).text)
        with pytest.raises(AssertionError):  # what is due is not done
            office.work(job)
        page = officer.get(f"/jobs/{job}").text
        assert "没有产生任何变更" in page
        assert "再办一次" not in page.replace("决定是否再办一次", "")
        officer.post(f"/jobs/{job}/retry", page=f"/jobs/{job}", status=403)
        admin = office.at("admin")
        assert "导入写入" in admin.get("/jobs?state=failed").text
        admin.post(f"/jobs/{job}/retry", page=f"/jobs/{job}")
        again = admin.post(f"/jobs/{job}/retry", page=f"/jobs/{job}")
        assert "没有失败，也没有取消，不能重试" in admin.follow(again).text
        with pytest.raises(AssertionError):
            office.work(job)
        assert "没有办成" in admin.get(f"/jobs/{job}").text

    def test_that_failed_is_tried_again_once_by_two_at_once(self, office, engine):
        with office.unit() as unit:
            work_id = unit.work("import.preview", {"import_id": 1, "city": "huangshi"})
            unit.connection.execute(FAIL, {"tenant": office.tenant.id, "id": work_id})
            unit.unaudited("a job of a test")
        codes = []

        def retry():
            try:
                with unit_of_work(engine, operator(office.tenant)) as unit:
                    retry_work(unit, work_id)
                codes.append("done")
            except Conflict as conflict:
                codes.append(conflict.code)

        call_at_once(retry, retry)
        assert sorted(codes) == ["done", "work_not_failed"]


class TestSettings:
    def test_say_the_cut_over_day_once(self, office):
        admin = office.at("admin")
        page = admin.send("/settings", {"until_on": "2099-01-01"}, status=422).text
        assert 'id="until_on-why"' in page
        admin.send("/settings", {"until_on": "2026-03-31"})
        page = admin.get("/settings").text
        assert "<strong>2026-03-31</strong>" in page
        assert "定下截至日" not in page
        assert "10 MB，20000行" in page


class TestAnEmptyBureau:
    def test_is_told_what_comes_next_until_it_is_done(self, office):
        admin = office.at("admin")
        assert "6步中已办1步" in admin.get("/first-use").text
        office.at("officer")
        office.at("reviewer")
        rows, _ = fill(1)
        office.client("officer").post("/providers", {"uscc": rows[0][0], "name": "甲公司"})
        page = admin.get("/first-use").text
        assert "6步中已办3步" in page
        assert "种没有确认报送齐全" in page
        assert "启用准备</a>还有3步没有办" in admin.get("/").text
        assert "还有3步没有办" not in office.at("officer").get("/").text
        assert "经办1人、审核1人" in page
