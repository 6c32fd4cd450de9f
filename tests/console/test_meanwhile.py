"""A form that came too late says who was quicker, when, with what, and what is otherwise now."""

from __future__ import annotations

import re

import pytest

from tests.console.leads import enter_member, promulgate
from tests.console.quarter import version_of
from tests.console.test_imports import HEADS, fill, send_sheet
from tests.web.sheets import make_sheet

MOMENT = r"于\d{4}-\d\d-\d\d \d\d:\d\d："


class TestAPerson:
    @pytest.fixture
    def path(self, office):
        return "/persons/" + office.outward("person", office.add("李四", "officer")[0].id) + "/change"

    def test_that_another_administrator_changed_is_told_field_by_field(self, office, path):
        first, second = office.at("admin"), office.enter("另一位", "admin")
        first.get(path)
        second.send(path, {"name": "李四", "post": "科长", "roles": ["officer", "auditor"]})
        typed = {"name": "李四", "post": "科员", "roles": ["officer"]}
        page = first.post(path, typed, status=412).text
        assert "您的修改还没有保存" in page
        assert re.search(f"<p>另一位{MOMENT}更改人员。</p>", page)
        rows = re.findall(
            r'<th scope="row">(.*?)</th>.*?<del>(.*?)</del>.*?<mark>(.*?)</mark>.*?>([^<]*)</td>', page
        )
        assert rows == [("职务", "（空）", "科长", "科员"), ("角色", "经办", "经办、只读", "经办")]
        assert 'value="科员"' in page
        again = first.post(path, typed, status=412).text
        assert "您的修改还没有保存" in again, "what was opened is still what counts"
        first.send(path, typed)

    def test_is_not_changed_from_a_form_that_says_not_what_it_was_filled_from(self, office, path):
        admin = office.at("admin")
        admin.get(path)
        for seen in ("", "forged"):
            typed = {"name": "另一个", "roles": ["officer"]}
            assert "请重新打开" in admin.post(path, typed, seen=seen, status=422).text


class TestAButton:
    def test_of_a_round_says_who_was_quicker(self, office):
        typed = {"name": "一季度", "period_start": "2026-01-01", "period_end": "2026-03-31"}
        officer, other = office.at("officer"), office.enter("王敏", "officer")
        here = officer.send("/rounds/new", typed).headers["Location"]
        version = version_of(officer.get(here).text)
        other.post(f"{here}/cut-off", page=here, version=version)
        answer = officer.post(f"{here}/cut-off", page=here, version=version)
        assert re.search(
            f"已有变化，请重新读取后再办理。王敏{MOMENT}截止数据（评价）。", officer.follow(answer).text
        )


class TestAForm:
    def test_about_a_proposal_says_who_was_quicker(self, office):
        promulgate(office)
        typed = {
            "provider": "甲公司",
            "document_no": "局〔2026〕7号",
            "cite": "11.4",
            "decided_on": "2026-03-10",
            "authority": "市工信局",
        }
        enter_member(office, "甲公司")
        path = office.at("officer").send("/decision-proposals/new?kind=warning", typed).headers["Location"]
        reviewer, other = office.at("reviewer"), office.enter("王敏", "reviewer")
        reviewer.get(path)
        other.post(f"{path}/confirmation", {"version": "1"}, page=path)
        late = {"reason": "文号有误", "version": "1"}
        page = reviewer.post(f"{path}/rejection", late, status=412).text
        assert re.search(f"<p>王敏{MOMENT}登记拟作的决定。</p>", page)

    def test_about_a_sheet_says_who_was_quicker(self, office):
        officer = office.at("officer")
        path = send_sheet(officer, make_sheet(HEADS, *fill(1)[0])).headers["Location"]
        page = officer.send(path, {"new": "adopt", "version": "99"}, status=412).text
        assert re.search(f"<p>officer{MOMENT}(上传|核对)导入。</p>", page)
