"""Several sheets by the mouse: chosen at once, looked at on one page, written by one click."""

from __future__ import annotations

import io
import re

import pytest

from tests.console.people import Office
from tests.console.test_imports import carry_out
from tests.web.sheets import fill_templates, make_sheet
from tests.web.test_import_batches import PROVIDERS, Papers


@pytest.fixture
def papers():
    return Papers()


def send(browser, *files, path="/imports/new", page="/imports", status=303, **fields):
    data = {"file": [(io.BytesIO(content), name) for name, content in files], **fields}
    return browser.post(path, data, page=page, status=status)


def version(text):
    return {"version": re.findall(r'name="version" value="(\d+)"', text)[0]}


class TestSeveralFiles:
    def test_come_in_with_three_loads(self, office, papers):
        """The page, the preview of all, and that it is done."""
        officer = office.at("officer")
        path = send(officer, *papers.files()).headers["Location"]
        page = officer.get(path).text
        assert "一次上传的3张表" in page
        assert "写入3张表共3行" in page
        assert page.index("服务商.xlsx") < page.index("企业.xlsx") < page.index("合同.xlsx")
        answer = officer.post(path, version(page))
        page = officer.follow(answer).text
        carry_out(office, page)
        assert "新增和变更的行已全部写入台账" in officer.get(path).text
        assert len(office.client("officer").get("/contracts").json["items"]) == 1

    def test_wait_as_one(self, office, papers):
        officer = office.at("officer")
        path = send(officer, *papers.files()).headers["Location"]
        assert "一次上传的3张表" in officer.get("/").text
        assert "有3张表已核对、等待确认" in officer.get("/imports").text
        (sheet, *_) = re.findall(r'href="(/imports/si_\w+)"', officer.get(path).text)
        page = officer.get(sheet).text
        assert "一并核对、一并写入" in page
        assert path in page
        assert "重新核对" not in page

    def test_of_which_one_is_mended(self, office, papers):
        officer = office.at("officer")
        papers.providers = (PROVIDERS, (papers.provider[:-1], "甲公司", ""))
        path = send(officer, *papers.files()).headers["Location"]
        page = officer.get(path).text
        assert "拒收的2行不写入" in page
        (returned, *_) = re.findall(r'href="(/imports/si_\w+/sheet\.xlsx)"', page)
        assert officer.get(returned).mimetype.endswith("sheet")
        papers.providers = (PROVIDERS, (papers.provider, "甲公司", ""))
        mended = ("服务商.xlsx", make_sheet(*papers.providers))
        answer = send(officer, mended, path=f"{path}/sheets", page=path, **version(page))
        page = officer.follow(answer).text
        assert "写入3张表共3行" in page
        assert "拒收" not in page

    def test_that_somebody_else_has_changed_are_stale(self, office, papers):
        officer = office.at("officer")
        path = send(officer, *papers.files()).headers["Location"]
        assert "您的修改还没有保存" in officer.send(path, {"version": "99"}, status=412).text

    def test_of_one_form_say_so_beside_the_files(self, office, papers):
        files = [("甲.xlsx", make_sheet(*papers.providers)), ("乙.xlsx", make_sheet(*papers.providers))]
        page = send(office.at("officer"), *files, status=422).text
        assert "都是服务商表" in page.split('id="file-why"')[1][:200]

    def test_need_no_form_to_be_chosen(self, office, papers):
        page = send(office.at("officer"), *papers.files(), form="provider", status=422).text
        assert "不必选表" in page.split('id="form-why"')[1][:200]

    def test_fill_in_the_template_of_all(self, office, papers):
        officer = office.at("officer")
        assert "/imports/all-templates.xlsx" in officer.get("/imports/templates").text
        template = officer.get("/imports/all-templates.xlsx").data
        rows = {"服务商": [dict(zip(*papers.providers, strict=True))]}
        path = send(officer, ("全套.xlsx", fill_templates(template, rows))).headers["Location"]
        assert path.startswith("/imports/si_")
        assert "新增<b>1</b>" in officer.get(path).text


class TestAnotherBureau:
    def test_sees_nothing_of_them(self, *, office, papers, app, engine, owner_engine, clock):
        path = send(office.at("officer"), *papers.files()).headers["Location"]
        stranger = Office(app, engine, owner_engine, clock).at("admin")
        stranger.get(path, status=404)
        stranger.post(path, {"version": "2"}, page="/imports", status=404)
