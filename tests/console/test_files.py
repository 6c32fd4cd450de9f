"""案卷材料 on the pages: sent without scripts, refused beside the field, taken away by name."""

from __future__ import annotations

import io
import re
from urllib.parse import unquote

import pytest

from tests.web.clients import credit_code
from tests.web.papers import HOSTILE, make_pdf

PDF = make_pdf()


@pytest.fixture
def provider(office):
    """A provider, its code and id."""
    code = credit_code()
    return code, office.client("officer").post("/providers", {"uscc": code, "name": "鹭岛数智"}).json["id"]


def send(browser, content=PDF, *, name="签批单.pdf", status=303, **fields):
    data = {"kind": "approval_sheet", **fields, "file": (io.BytesIO(content), name)}
    return browser.send("/files/new", data, status=status)


class TestAFile:
    def test_is_sent_shown_listed_and_taken_away(self, office, provider):
        officer, (code, number) = office.at("officer"), provider
        assert "还没有案卷材料" in officer.get("/files").text
        sent = send(officer, provider=code)
        page = officer.follow(sent).text
        assert "签批单.pdf" in page
        assert "鹭岛数智" in page
        assert re.search(r"[0-9a-f]{64}", page)
        got = officer.get(f"{sent.headers['Location']}/content")
        assert got.data == PDF
        assert got.headers["Content-Disposition"].startswith("attachment")
        assert unquote(got.headers["Content-Disposition"].rpartition("''")[2]) == "签批单.pdf"
        assert "sandbox" in got.headers["Content-Security-Policy"]
        send(officer, kind="minutes", name="纪要.pdf")
        listed = officer.get("/files").text
        assert (listed.count(">签批单.pdf<"), listed.count(">纪要.pdf<")) == (1, 1)
        assert ">纪要.pdf<" not in officer.get(f"/files?provider_id={number}").text
        assert ">签批单.pdf<" not in officer.get("/files?kind=minutes").text
        told = office.at("auditor").get("/audit").text
        assert "案卷材料" in told

    def test_sent_twice_by_one_form_or_two_is_one(self, office):
        officer = office.at("officer")
        first = send(officer).headers["Location"]
        assert send(officer).headers["Location"] == first

    @pytest.mark.parametrize("party", ["鹭岛", "ldsz", "鹭岛数智"])
    def test_is_about_whom_its_sender_names(self, office, provider, party):
        officer = office.at("officer")
        assert "鹭岛数智" in officer.follow(send(officer, provider=party)).text

    def test_form_comes_filled_in_from_the_list_of_one_provider(self, office, provider):
        officer, (_, number) = office.at("officer"), provider
        address = f"/files/new?provider_id={number}"
        assert address in officer.get(f"/files?provider_id={number}").text
        assert 'value="鹭岛数智"' in officer.get(address).text


class TestWhatIsWrong:
    @pytest.mark.parametrize("what", ["macros", "svg", "PDF with a script", "name of another type"])
    def test_with_a_file_stands_beside_it(self, office, what):
        officer = office.at("officer")
        name, content, _ = HOSTILE[what]
        page = send(officer, content, name=name, status=422).text
        (why,) = re.findall(r'<p class="why" id="file-why">([^<]+)</p>', page)
        assert "请" in why
        assert "有1处要改" in page
        assert "还没有案卷材料" in officer.get("/files").text

    @pytest.mark.parametrize(
        ("fields", "field"),
        [
            ({"kind": ""}, "kind"),
            ({"provider": "没有这家"}, "provider"),
            ({"enterprise": "没有这家"}, "enterprise"),
        ],
    )
    def test_with_another_field_stands_beside_that(self, office, fields, field):
        page = send(office.at("officer"), status=422, **fields).text
        assert f'id="{field}-why"' in page

    def test_without_a_file_is_said(self, office):
        page = office.at("officer").send("/files/new", {"kind": "report"}, status=422).text
        assert "请选择文件" in page

    def test_by_somebody_who_may_only_read_is_not_offered(self, office):
        reviewer = office.at("reviewer")
        assert "上传材料" not in reviewer.get("/files").text
        reviewer.get("/files/new", status=403)
