"""Who has written: told of one letter at a time, to who may read it; the form says so beforehand."""

from __future__ import annotations

from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from banfa.web.casework.resources import RESOURCES
from tests.correspondence.writer import scan

WRITER = ("王小明", "13900001111")


def read_book(answer):
    return str(CalamineWorkbook.from_filelike(BytesIO(answer.data)).get_sheet_by_index(0).to_python())


class TestWhoHasWritten:
    @pytest.mark.parametrize(
        ("asked", "role", "many", "withheld"),
        [
            ("confidential", "officer", "letter-reporters", WRITER),
            ("sealed", "admin", "sealed-web-letters", (*WRITER, "某局王某")),
        ],
    )
    def test_stands_in_no_list_but_on_the_thing_alone(self, office, asked, role, many, withheld):
        """Of one that is sealed, about whom as well（信访工作条例第三十条）."""
        number, _, row = office.send(**{asked: "yes", "about": "某局王某"})
        answer = office.bureau.client(role).get(f"/{many}")
        (line,) = answer.json["items"]
        assert line["web_letter_id"] == row["id"]
        browser = office.bureau.at(role)
        listed = browser.get(f"/{many}").text
        assert number in listed
        book = read_book(browser.get(f"/{many}.xlsx"))
        for word in withheld:
            for said in (answer.text, listed, book, browser.get(f"/web-letters/{row['id']}").text):
                assert word not in said
        assert "王小明" in browser.get(f"/{many}/{line['id']}").text

    def test_stands_in_no_column_of_a_list(self):
        for resource in RESOURCES.values():
            assert not {*resource.apart} & {*resource.columns}, resource.name


class TestTheForm:
    def test_says_who_reads_it_and_what_happens_before_anything_is_typed(self, office):
        page = office.browser().get(office.form).text
        before, form = page.split("<form", 1)
        for words in ("登记来信的人员、承办和复核人员", "移交纪检机构", "逐件查看", "规定的期限", "不予登记"):
            assert words in before
        assert "<input" not in before.replace('type="hidden"', "")
        assert "<textarea" in form

    def test_promises_what_holds(self, office):
        """登记人员只看到编号和日期；服务商和平台看不到。"""
        _, _, row = office.send(sealed="yes", files=[scan()])
        shown = office.get(f"/web-letters/{row['id']}")
        assert {shown.get(name) for name in ("about", "content", "happened", "provider_named")} == {None}
        provider = office.bureau.new_client("provider", provider_id=office.new_provider())
        for client in (provider, office.bureau.client("platform")):
            assert client.get(f"/web-letters/{row['id']}").status_code == 403
