"""What officials do every week, with its page loads and strokes counted."""

from __future__ import annotations

import pytest

from tests.browse.conftest import PICTURES, log_in, look
from tests.browse.counting import Count
from tests.console.leads import enter_member, find_leads
from tests.console.quarter import PERIOD, settle, version_of, work
from tests.web.clients import credit_code
from tests.web.sheets import make_sheet, read_table

pytestmark = pytest.mark.long
HEADS = ("统一社会信用代码", "名称", "联系人及电话")
LEADS = 20


@pytest.fixture
def officer(open_window, logins):
    """The window of an officer who has logged in and looks at what waits."""
    window = open_window()
    log_in(window, logins["officer"])
    return window


@pytest.fixture(scope="module")
def leads(town):
    """Leads for two officers, or for one who looks in two ways."""
    for n in range(2 * LEADS // 3 + 1):
        enter_member(town, f"第{n}家公司")
    assert len(find_leads(town)) >= 2 * LEADS


class TestAProvider:
    def test_is_found_and_its_whole_story_printed_in_three_loads(self, officer, town, record_property):
        count = Count("a provider's story found and printed")
        name = town.client("officer").get("/providers", limit=1).json["items"][0]["name"]
        count.watch(officer)
        count.press(officer, "/")
        officer.keyboard.type(name)
        count.press(officer, "Enter")
        officer.wait_for_url("**/providers/pv_*")
        officer.evaluate("window.print = () => { window.printed = true }")
        count.click(officer.get_by_role("button", name="打印"))
        assert officer.evaluate("window.printed")
        officer.pdf(path=PICTURES / "task-story.pdf", prefer_css_page_size=True)
        count.hold_loads(record_property, 3)


class TestAnOpenResult:
    def test_is_settled_in_four_loads(self, town, cities, officer, record_property):
        settle(town, cities.profile("xiamen"), complete=False)
        asked = town.at("officer")
        here = asked.send("/rounds/new", PERIOD).headers["Location"]
        asked.post(f"{here}/cut-off", {"compute": "y"}, page=here, version=version_of(asked.get(here).text))
        work(town, here.rsplit("/", 1)[1])
        officer.reload()
        count = Count("an open result settled")
        count.watch(officer)
        count.click(officer.get_by_role("link", name=PERIOD["name"]).last)
        boxes = officer.locator("input[name=providers]")
        officer.wait_for_load_state()
        many = boxes.count()
        count.click(boxes.first)
        count.fill(officer.get_by_label("理由"), "事实尚不能核实")
        count.fill(officer.get_by_label("文号"), "厦工信缓评〔2026〕1号")
        count.click(officer.get_by_role("button", name="所选暂不评价，重新计分"))
        work(town, here.rsplit("/", 1)[1])
        officer.locator(f".panel.now:has-text('{many - 1}家'), .panel.now:has-text('审核人审核')").wait_for()
        count.click(officer.get_by_role("link", name="得分汇总表"))
        assert "暂不评价" in officer.locator("#main").inner_text()
        count.hold_loads(record_property, 4)


class TestTwentyLeads:
    @pytest.mark.usefixtures("leads")
    def test_are_looked_at_by_one_click_each(self, officer, record_property):
        count = Count("twenty leads looked at by mouse")
        count.watch(officer)
        count.click(officer.get_by_role("link", name="没有看过").first)
        count.click(officer.locator("tbody a").first)
        for _ in range(LEADS):
            count.click(officer.get_by_role("button", name="已看，看下一项"))
            officer.get_by_text("下面是下一项").wait_for()
        count.hold_strokes(record_property, LEADS, 3)

    @pytest.mark.usefixtures("leads")
    def test_are_looked_at_by_keyboard_alone(self, officer, record_property):
        officer.goto("/leads?unseen=true")
        count = Count("twenty leads looked at by keyboard")
        count.watch(officer)
        count.press(officer, "j")
        count.press(officer, "Enter")
        officer.wait_for_url("**/leads/ht_*")
        for _ in range(LEADS):
            before = officer.url
            count.press(officer, "Control+Enter")
            officer.wait_for_url(lambda url, before=before: url != before)
        assert "下面是下一项" in officer.locator(".notice").inner_text()
        count.hold_strokes(record_property, LEADS, 3)


class TestTwoHundredRows:
    def test_with_ten_bad_ones_come_in_in_five_loads(self, town, officer, tmp_path, record_property):
        codes = [credit_code() for _ in range(200)]
        rows = [(code[:17] if n < 10 else code, f"第{n}公司", "") for n, code in enumerate(codes)]
        sheet, mended = tmp_path / "名录.xlsx", tmp_path / "名录（改）.xlsx"
        sheet.write_bytes(make_sheet(HEADS, *rows))
        count = Count("200 rows with ten bad ones brought in")
        count.watch(officer)
        count.click(officer.get_by_role("link", name="导入", exact=True))
        count.choose_file(officer.get_by_label("文件"), sheet)
        count.choose(officer.get_by_label("表（选填）"), "服务商")
        count.click(officer.get_by_role("button", name="上传核对"))
        officer.wait_for_url("**/imports/si_*")
        look(officer, "import-ten-bad")
        with officer.expect_download() as download:
            count.click(officer.get_by_role("link", name="下载写明原因的原表"))
        given_back = read_table(download.value.path().read_bytes(), "问题")
        assert sum(bool(row["问题"]) for row in given_back) == 10
        for row, code in zip(given_back, codes, strict=True):
            row["统一社会信用代码"] = code
        mended.write_bytes(make_sheet(tuple(given_back[0]), *(tuple(row.values()) for row in given_back)))
        count.choose_file(officer.get_by_label("文件"), mended)
        count.click(officer.get_by_role("button", name="上传核对"))
        count.click(officer.get_by_role("button", name="写入200行"))
        job = officer.locator("[data-job]").get_attribute("data-job")
        town.work(job)
        officer.get_by_text("已全部按所选写入台账").wait_for()
        count.hold_loads(record_property, 5)
