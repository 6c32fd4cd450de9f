"""A form that came too late says who was quicker, when, with what, and what is otherwise now."""

from __future__ import annotations

import re

import pytest

from tests.console.entries import make_doubtful
from tests.console.leads import enter_member, promulgate
from tests.console.quarter import version_of
from tests.console.sso import set_sign_on, unset_sign_on
from tests.console.test_imports import HEADS, fill, send_sheet
from tests.console.test_law import TEXT
from tests.web.sheets import make_sheet

ISSUER = "https://id.example"
MOMENT = r"于\d{4}-\d\d-\d\d \d\d:\d\d："


def find_differences(page):
    """What is otherwise than when the form was opened: what, then, now, as typed."""
    panel = page.partition("您打开时</th>")[2].partition("</table>")[0]
    return re.findall(
        r'<th scope="row">(.*?)</th>.*?<del>(.*?)</del>.*?<mark>(.*?)</mark>.*?>([^<]*)</td>', panel
    )


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
        assert find_differences(page) == [
            ("职务", "（空）", "科长", "科员"),
            ("角色", "经办", "经办、只读", "经办"),
        ]
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


class TestAnIdentity:
    @pytest.fixture
    def path(self, office):
        set_sign_on(office, ISSUER)
        yield "/persons/" + office.outward("person", office.add("李四", "officer")[0].id) + "/identity"
        unset_sign_on(office)

    def test_that_another_administrator_entered_is_told_with_what_was_typed(self, office, path):
        first, second = office.at("admin"), office.enter("另一位", "admin")
        first.get(path)
        second.send(path, {"subject": "4711"})
        page = first.post(path, {"subject": "4712"}, status=409).text
        assert "您的修改还没有保存" in page
        assert re.search(f"<p>另一位{MOMENT}登记统一身份。</p>", page)
        assert find_differences(page) == [("统一身份标识", "（空）", "4711", "4712")]
        assert 'value="4712"' in page
        first.send(path, {"subject": "4712"})

    def test_is_not_entered_from_a_form_that_says_not_what_it_was_filled_from(self, office, path):
        admin = office.at("admin")
        admin.get(path)
        assert "请重新打开" in admin.post(path, {"subject": "4711"}, seen="", status=422).text


class TestAPassword:
    def test_that_another_administrator_gave_is_not_made_worthless(self, office):
        first, second = office.at("admin"), office.enter("另一位", "admin")
        person, issued = office.add("李四", "officer")
        path = "/persons/" + office.outward("person", person.id) + "/account"
        first.get(path)
        given = second.follow(second.send(path, {"login": issued.login})).text
        (password,) = re.findall(r"密码 (\S+?)，", given)
        page = first.post(path, {"login": issued.login}, status=409).text
        assert "刚刚已发过一次性密码" in page
        assert re.search(f"<p>另一位{MOMENT}发放密码。</p>", page)
        assert office.browser().log_in(issued.login, password).headers["Location"] == "/password/first"
        first.send(path, {"login": issued.login})


class TestARuling:
    def test_on_a_pair_that_another_has_ruled_on_is_told(self, office):
        first, second = office.at("officer"), office.enter("王敏", "officer")
        path = f"/doubles/{make_doubtful(office)['double']}"
        first.get(path)
        second.send(path, {"is_double": "no", "reason": "两份合同"})
        page = first.post(path, {"is_double": "yes", "reason": "同一件"}, status=409).text
        assert re.search(f"<p>王敏{MOMENT}认定疑似重复。</p>", page)
        assert find_differences(page) == [
            ("认定", "待认定", "不是同一件", "是同一件，后登记的一条不再计入"),
        ]
        assert "同一件</textarea>" in page.replace("\r\n", "")
        assert "各自计入" in first.follow(first.send(path, {"is_double": "no", "reason": "已看"})).text

    def test_that_another_has_let_go_of_is_told_and_nothing_is_lost(self, office):
        first, second = office.at("officer"), office.enter("王敏", "officer")
        path = f"/overruled/{make_doubtful(office)['ruling']}/release"
        first.get(path)
        second.send(path, {"reason": "来源已更正"})
        page = first.post(path, {"reason": "照来源的改"}, status=404).text
        assert re.search(f"王敏{MOMENT.rstrip('：')}已撤销这条认定", page)
        assert "来源已更正" in page
        assert "您所填的没有提交：照来源的改" in page


class TestAnOfficialText:
    def test_that_another_has_recorded_is_told(self, office):
        first, second = office.at("officer"), office.enter("王敏", "officer")
        path, typed = "/law/draft/text", {"text": TEXT, "taken_from": "市工信局网站"}
        first.get(path)
        second.send(path, typed)
        page = first.post(path, {**typed, "taken_from": "政府公报"}, status=409).text
        assert re.search(f"<p>王敏{MOMENT}登记办法原文。</p>", page)
        assert find_differences(page) == [("出处", "（空）", "市工信局网站", "政府公报")]
        first.send(path, {**typed, "taken_from": "政府公报"})


class TestAButton:
    def test_of_a_job_says_who_was_quicker(self, office):
        first, second = office.at("admin"), office.enter("另一位", "admin")
        job = office.client("officer").post("/watch/runs", {}).json["work_id"]
        for act, words in (("cancellation", "取消"), ("retry", "再办一次")):
            second.post(f"/jobs/{job}/{act}", page=f"/jobs/{job}")
            answer = first.post(f"/jobs/{job}/{act}", page=f"/jobs/{job}")
            assert re.search(f"另一位{MOMENT}{words}后台任务。", first.follow(answer).text)

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
        assert re.search(f"<p>王敏{MOMENT}确认拟作的决定。</p>", page)

    def test_about_a_sheet_says_who_was_quicker(self, office):
        officer = office.at("officer")
        path = send_sheet(officer, make_sheet(HEADS, *fill(1)[0])).headers["Location"]
        page = officer.send(path, {"new": "adopt", "version": "99"}, status=412).text
        assert re.search(f"<p>officer{MOMENT}(上传|核对)导入。</p>", page)
