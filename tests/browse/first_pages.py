"""The pages on which a bureau is set up, counted: log in, documents, persons, sheets, completeness."""

from __future__ import annotations

import re

from tests.browse.conftest import look
from tests.console.people import PASSWORD
from tests.web.scales import make_scale_sheet
from tests.web.sheets import fill_templates, make_sheet, read_table

DOCUMENT = {
    "发文日期": "2025-12-20",
    "公布日期": "2025-12-22",
    "公布载体或网址": "厦门市工业和信息化局网站",
}


def go(day, window, title):
    """Follow a link of the side bar."""
    day.click(window.locator(".side").get_by_role("link", name=title).first)
    window.get_by_role("heading", level=1, name=title, exact=True).wait_for()


def log_in_first(day, window, login, password):
    """Log in with a one-time password, and set one of one's own."""
    window.goto("/login")
    day.fill(window.get_by_label("账号"), login)
    day.fill(window.get_by_label("密码"), password)
    day.click(window.get_by_role("button", name="登录"))
    day.fill(window.get_by_label("新密码"), PASSWORD)
    day.fill(window.get_by_label("再填一次"), PASSWORD)
    day.click(window.get_by_role("button", name="改密码"))
    window.wait_for_url("**/")


def fill_head(day, window, document_no):
    """Fill in what every document has."""
    for label, text in {"文号": document_no, **DOCUMENT}.items():
        day.fill(window.get_by_label(label), text)
    day.click(window.get_by_label("公开的通知或评价标准"))


def promulgate(day, window):
    """Put the measure in force, from the checklist."""
    day.click(window.locator(".lead a", has_text="公布施行"))
    fill_head(day, window, "厦工信规〔2025〕8号")
    day.fill(window.get_by_label("施行之日"), "2026-01-01")
    day.click(window.get_by_role("button", name="登记"))
    window.wait_for_url("**/instruments/im_*")


def set_terms(day, window, settings, file):
    """Set all that the measure leaves open by one document: its scales come as a sheet."""
    scales = {key: value for key, value in settings.items() if key.startswith("scale.")}
    file.write_bytes(make_scale_sheet(scales))
    go(day, window, "启用准备")
    day.click(window.locator(".lead a", has_text="待定标准和口径"))
    day.click(window.get_by_role("link", name="评分标准表"))
    day.choose_file(window.get_by_label("文件"), file)
    day.click(window.get_by_role("button", name="上传核对"))
    window.get_by_text(f"将设定{len(scales)}项").wait_for()
    look(window, "first-2-scales")
    day.click(window.get_by_role("button", name="连同其余未确定的"))
    fill_head(day, window, "厦工信规〔2025〕9号")
    for key, value in settings.items():
        if key not in scales:
            fill_term(day, window, f"settings.{key}", value)
    look(window, "first-2-terms")
    day.click(window.get_by_role("button", name="登记这份文件"))
    window.wait_for_url("**/instruments/im_*")


def fill_term(day, window, name, value):
    """Fill in one term as a document sets it: a number, a reading, or a scale."""

    def find(part=""):
        return window.locator(f'[name="{name}{part}"]')

    if not isinstance(value, dict):
        _fill_or_choose(day, find(), str(value))
        return
    for part, content in value.items():
        if isinstance(content, list):
            day.click(find("-shape").and_(window.locator(f"[value={part}]")))
            for n, (at, points) in enumerate(content):
                day.fill(find(f"-at-{n}"), str(at))
                day.fill(find(f"-points-{n}"), str(points))
        elif part == "per_item":
            day.click(find("-shape").and_(window.locator(f"[value={part}]")))
            day.fill(find("-each"), str(content))
        else:
            _fill_or_choose(day, find(f"-{part}"), str(content))


def _fill_or_choose(day, field, text):
    match field.first.evaluate("field => field.type"):
        case "radio":
            day.click(field.and_(field.page.locator(f'[value="{text}"]')))
        case "select-one":
            day.choose(field, value=text)
        case _:
            day.fill(field, text)


def enter_person(day, window, name, role, login):
    """Enter a person with a one-time password, which is given back."""
    go(day, window, "人员")
    day.click(window.get_by_role("link", name="登记人员"))
    day.fill(window.get_by_label("姓名"), name)
    day.click(window.get_by_label(role, exact=True))
    day.fill(window.get_by_label("账号"), login)
    day.click(window.get_by_role("button", name="登记人员"))
    told = window.locator(".notice").inner_text()
    return re.findall(r"密码 (\S+?)，", told)[0]


def fill_in_templates(day, window, papers, folder):
    """Download the template of all sheets, and fill those in of which there are papers; gives the file."""
    go(day, window, "导入")
    day.click(window.get_by_role("link", name="下载模板"))
    with window.expect_download() as download:
        day.click(window.get_by_role("link", name="下载全套"))
    file = folder / "第一季度.xlsx"
    file.write_bytes(fill_templates(download.value.path().read_bytes(), papers))
    return file


def upload(day, window, file, heading):
    """Send sheets by the form that is on the page."""
    day.choose_file(window.get_by_label("文件"), file)
    day.click(window.get_by_role("button", name="上传"))
    window.get_by_role("heading", level=1, name=heading).wait_for()


def mend(day, window, zh, rows, file):
    """Take away the sheet that came back with what is wrong in its last row, and write these rows into it."""
    with window.expect_download() as download:
        day.click(window.locator("tr", has_text=zh).get_by_role("link", name="下载写明原因的原表").first)
    given_back = read_table(download.value.path().read_bytes(), "问题")[-len(rows) :]
    assert [bool(row["问题"]) for row in given_back] == [False] * (len(rows) - 1) + [True]
    mended = [
        [right.get(head.lstrip("*"), cell) for head, cell in row.items()]
        for row, right in zip(given_back, rows, strict=True)
    ]
    file.write_bytes(make_sheet(tuple(given_back[0]), *mended))


def write_all(day, window, office, papers):
    """Have all sheets recorded by one click."""
    rows = sum(map(len, papers.values()))
    day.click(window.get_by_role("button", name=f"写入{len(papers)}张表共{rows}行"))
    office.work(window.locator("[data-job]").get_attribute("data-job"))
    window.get_by_text("新增和变更的行已全部写入台账").wait_for()


def declare_complete(day, window, reports):
    """Declare what the bureau has brought in complete up to the end of the quarter."""
    go(day, window, "数据报送确认")
    day.click(window.get_by_role("link", name="确认报送齐全"))
    for zh in reports:
        day.click(window.get_by_label(zh, exact=True))
    look(window, "first-4-complete")
    day.click(window.get_by_role("button", name="确认报送齐全"))
    window.get_by_text(f"已确认{len(reports)}种数据报送齐全").wait_for()


def compute(day, window):
    """Open the round of the quarter that is over, and cut off, with nothing missing."""
    day.click(window.locator(".brand"))
    day.click(window.get_by_role("link", name="启动评价"))
    day.click(window.get_by_role("button", name="启动评价"))
    window.wait_for_url("**/rounds/rd_*")
    assert window.locator(".lacking").count() == 0
    day.click(window.get_by_role("button", name="截止数据"))
    window.locator("[data-job]").wait_for()


def find_provider(day, window, name):
    """Find a provider by its name."""
    day.fill(window.get_by_label("搜索"), name)
    day.press(window, "Enter")
    window.wait_for_url("**/providers/pv_*")
