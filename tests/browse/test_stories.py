"""What people do with the mouse and the keyboard, and how the pages look at both widths."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browse.addresses import ADDRESSES
from tests.browse.conftest import PICTURES, WIDTHS, log_in, look
from tests.console.leads import find_leads
from tests.console.people import PASSWORD
from tests.web.clients import credit_code
from tests.web.sheets import make_sheet


class TestStories:
    def test_a_provider_is_found_in_three_loads_and_its_evidence_opens(self, open_window, logins):
        window = open_window()
        log_in(window, logins["officer"])
        window.get_by_role("link", name="服务商", exact=False).first.click()
        name = window.locator("tbody a").first.inner_text()
        window.locator("tbody a").first.click()
        window.wait_for_url("**/providers/pv_*")
        assert window.locator("h1").inner_text() == name
        figures = window.locator("a.fig")
        if figures.count():
            with window.expect_navigation():
                figures.first.click()
            assert window.locator("tr.inset").count() == 1
        look(window, "provider")

    @pytest.mark.parametrize("width", WIDTHS)
    def test_a_whole_story_is_found_and_printed_in_three_loads(self, open_window, logins, width):
        window, loads = open_window(width), []
        log_in(window, logins["officer"])
        window.goto("/providers")
        name = window.locator("tbody a").first.inner_text()
        window.goto("/")
        loads.append("/")
        window.on("framenavigated", lambda frame: loads.append(frame.url))
        window.keyboard.press("/")
        window.keyboard.type(name)
        window.keyboard.press("Enter")
        window.wait_for_url("**/providers/pv_*")
        look(window, "story")
        window.emulate_media(media="print")
        assert window.locator(".print-foot").is_visible()
        assert not window.locator(".side").is_visible()
        window.pdf(path=PICTURES / f"story-{width}.pdf", format="A4", landscape=True)
        assert len(loads) <= 3, loads

    def test_a_contract_is_corrected_by_keyboard_and_its_history_told(self, open_window, logins):
        window = open_window()
        log_in(window, logins["officer"])
        window.goto("/contracts")
        window.keyboard.press("j")
        window.keyboard.press("j")
        window.keyboard.press("Enter")
        window.wait_for_url("**/contracts/ct_*")
        look(window, "contract")
        window.get_by_role("link", name="更正").click()
        look(window, "correct_contract")
        window.get_by_label("合同金额").fill("12.5万元")
        window.get_by_label("更正的理由").fill("按合同原件")
        window.keyboard.press("Control+Enter")
        window.wait_for_url(re.compile(r"/contracts/ct_\w+$"))
        assert "已更正合同" in window.locator(".notice").inner_text()
        assert window.locator("#history mark").first.inner_text() == "12.50万元"
        look(window, "contract-corrected")
        window.locator("table.entry a").nth(1).click()
        window.wait_for_url("**/enterprises/en_*")
        look(window, "enterprise")

    def test_filters_survive_going_back(self, open_window, logins):
        window = open_window()
        log_in(window, logins["officer"])
        window.goto("/contracts?kind=transformation")
        window.locator("tbody a").first.click()
        window.wait_for_url("**/contracts/ct_*")
        window.locator(".crumb a").first.click()
        window.wait_for_url("**/contracts?kind=transformation")

    @pytest.mark.parametrize("width", WIDTHS)
    def test_leads_are_looked_at_one_after_the_other(self, town, open_window, logins, width):
        assert find_leads(town)
        window = open_window(width)
        log_in(window, logins["officer"])
        look(window, "today-busy")
        window.goto("/leads?unseen=true")
        look(window, "leads-unseen")
        window.locator("tbody a").first.click()
        look(window, "lead")
        before = window.url
        window.get_by_role("button", name="已看，看下一项").click()
        window.wait_for_url(lambda url: url != before)
        assert "下面是下一项" in window.locator(".notice").inner_text()

    def test_a_person_is_entered_by_keyboard_alone_after_a_mistake(self, open_window, logins):
        window = open_window()
        log_in(window, logins["admin"])
        window.goto("/persons/new")
        window.get_by_label("姓名").focus()
        window.keyboard.press("Tab")
        window.keyboard.type("科员")
        for _ in range(2):
            window.keyboard.press("Tab")
        window.keyboard.press("Space")
        window.keyboard.press("Enter")
        assert "有1处要改" in window.locator(".errors").inner_text()
        look(window, "new_person-wrong")
        assert window.evaluate("document.activeElement.className") == "errors"
        window.get_by_role("link", name="姓名：请填写姓名。").click()
        window.keyboard.type("周琳")
        window.keyboard.press("Enter")
        window.wait_for_url("**/persons/ps_*")
        assert "已登记周琳。" in window.locator(".notice").inner_text()
        look(window, "person")

    def test_a_sheet_is_sent_looked_at_and_confirmed(self, open_window, logins, tmp_path):
        code = credit_code()
        sheet = tmp_path / "名录.xlsx"
        heads = ("统一社会信用代码", "名称", "联系人及电话")
        rows = ((code, "甲数字化服务有限公司", ""), (code[:17], "乙数字化服务有限公司", "林女士"))
        sheet.write_bytes(make_sheet(heads, *rows))
        window = open_window()
        log_in(window, logins["officer"])
        window.goto("/imports")
        window.get_by_label("文件").set_input_files(sheet)
        window.get_by_label("表（选填）").select_option(label="服务商")
        window.get_by_role("button", name="上传核对").click()
        window.wait_for_url("**/imports/si_*")
        assert window.get_by_role("button", name="写入1行").count() == 1
        look(window, "import")
        window.get_by_label("保原").first.check()
        assert window.get_by_role("button", name="写入0行").count() == 1
        window.get_by_label("采新").first.check()
        window.get_by_role("button", name="写入1行").click()
        window.wait_for_selector("[data-job]")
        look(window, "import-running")

    def test_all_goes_without_scripts(self, open_window, logins):
        window = open_window(java_script_enabled=False)
        window.goto("/login")
        window.get_by_label("账号").fill(logins["officer"])
        window.get_by_label("密码").fill("wrong")
        window.get_by_role("button", name="登录").click()
        assert "账号或密码不对" in window.locator(".errors").inner_text()
        window.get_by_label("密码").fill(PASSWORD)
        window.get_by_role("button", name="登录").click()
        window.get_by_role("button", name="退出").click()
        assert "已退出。" in window.locator(".notice").inner_text()


@pytest.mark.long
class TestPages:
    @pytest.mark.parametrize("width", WIDTHS)
    def test_have_no_serious_fault_for_who_sees_or_hears_them(self, open_window, logins, width):
        windows = {role: open_window(width, bypass_csp=True) for role in ("officer", "admin")}
        faults = []
        for role, window in windows.items():
            window.goto("/login")
            look(window, f"login-{role}")
            log_in(window, logins[role])
        for name, (role, address) in ADDRESSES.items():
            window = windows[role]
            window.goto(address)
            look(window, name)
            faults += [
                (name, fault["id"], fault["nodes"][0]["html"][:160])
                for fault in Axe().run(window).response["violations"]
                if fault["impact"] in {"serious", "critical"}
            ]
        assert faults == []
