"""Terms: what is open, forms of each kind, units that are kept, documents that are held to be published."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from banfa.procedures.instruments.typed_numbers import read_number, read_whole

DOCUMENT = {
    "document_no": "厦工信规〔2025〕7号",
    "issuer": "厦门市工业和信息化局",
    "issued_on": "2025-12-20",
    "document_class": "normative",
    "published_on": "2025-12-22",
    "published_in": "市工信局网站",
}
SET = "/terms/draft/set?key="
SHARE, COUNT = "scale.6.1.2", "scale.6.1.1"


def scale(key, rows, shape="tiers", **more):
    start = f"settings.{key}-"
    cells = {f"{start}at-{n}": at for n, (at, _) in enumerate(rows)}
    cells |= {f"{start}points-{n}": points for n, (_, points) in enumerate(rows)}
    return {**cells, f"{start}shape": shape, **{f"{start}{name}": value for name, value in more.items()}}


def settings(office):
    rows = office.client("officer").get("/law/editions/draft/open-terms").json["terms"]
    return {row["key"]: row["value"] for row in rows if row["set"]}


class TestTheList:
    def test_says_how_much_is_open_and_who_sets_it(self, office):
        page = office.at("officer").get("/terms").text
        assert "尚未以文件确定" in page
        assert "公布之后开始的评价周期" in page
        assert 'class="tag open"' in page
        assert "以文件确定所选" not in office.at("auditor").get("/terms").text

    def test_leads_to_one_document_for_all_that_is_open(self, office):
        (address,) = re.findall(
            r'href="([^"]+)">以一份文件确定这(?:\d+)项', office.at("officer").get("/terms").text
        )
        page = office.at("officer").get(address.replace("&amp;", "&")).text
        assert f'name="settings.{SHARE}-shape"' in page
        assert 'name="settings.quota.ties"' in page
        assert "以一份文件" not in office.at("auditor").get("/terms").text


class TestAScale:
    def test_of_a_share_is_set_in_percent_whether_the_sign_is_typed_or_not(self, office):
        officer = office.at("officer")
        typed = scale(SHARE, [("60", "0"), ("100%", "6")], "linear", measure="round", empty="3")
        page = officer.follow(officer.send(SET + SHARE, {**DOCUMENT, **typed})).text
        assert DOCUMENT["document_no"] in page
        assert settings(office) == {
            SHARE: {"measure": "round", "linear": [["60%", 0], ["100%", 6]], "empty": 3}
        }
        page = officer.get(f"/terms/draft/{SHARE}").text
        assert "curve.svg" in page
        chart = officer.get(f"/terms/draft/{SHARE}/curve.svg")
        assert chart.headers["Content-Security-Policy"] == "default-src 'none'; style-src 'unsafe-inline'"
        assert b"<script" not in chart.data

    def test_of_a_count_takes_no_percent_and_keeps_what_was_typed(self, office):
        officer = office.at("officer")
        typed = scale(COUNT, [("0", "0"), ("60%", "8")], measure="round")
        page = officer.send(SET + COUNT, {**DOCUMENT, **typed}, status=422).text
        assert "不是“%”" in page
        assert 'value="60%"' in page
        assert DOCUMENT["document_no"] in page
        assert settings(office) == {}

    def test_that_gives_more_than_its_full_marks_is_told_beside_it(self, office):
        officer = office.at("officer")
        typed = scale(COUNT, [("0", "0"), ("10", "800")], measure="round")
        page = officer.send(SET + COUNT, {**DOCUMENT, **typed}, status=422).text
        assert "得分须在0至8分之间" in page

    def test_from_an_unpublished_paper_is_told_beside_its_class(self, office):
        officer = office.at("officer")
        typed = scale(COUNT, [("0", "0"), ("10", "8")], measure="round")
        page = officer.send(SET + COUNT, {**DOCUMENT, **typed, "document_class": "minutes"}, status=422).text
        assert "只能以公布的文件" in page
        assert settings(office) == {}


class TestANumber:
    @pytest.mark.parametrize(
        ("text", "unit", "value"),
        [("60%", "%", 60), ("60", "%", 60), ("６０％", "%", 60), ("2.5", "分", "2.5"), ("3家", "家", 3)],
    )
    def test_is_read_in_its_unit(self, text, unit, value):
        assert read_number(text, unit) == Decimal(value)

    @pytest.mark.parametrize(
        ("text", "unit"), [("60%", "家"), ("0.6", "%"), ("六", "家"), ("5日", "个工作日")]
    )
    def test_of_another_unit_or_none_is_refused(self, text, unit):
        with pytest.raises(ValueError, match=r"。$"):
            read_number(text, unit)

    def test_of_ten_thousandths_is_typed_in_percent(self):
        assert read_whole("15.25%", "万分点") == 1525
        with pytest.raises(ValueError, match="两位小数"):
            read_whole("15.255%", "万分点")


class TestPromulgation:
    def test_puts_an_edition_in_force(self, office):
        officer = office.at("officer")
        assert "尚无公布施行的文件" in officer.get("/terms").text
        typed = {**DOCUMENT, "commencement": "2026-01-01"}
        page = officer.follow(officer.send("/instruments/promulgation", typed)).text
        assert "2026-01-01" in page
        assert "2026年1月1日" in officer.get("/terms").text

    def test_without_its_day_says_so_beside_the_field(self, office):
        page = office.at("officer").send("/instruments/promulgation", DOCUMENT, status=422).text
        assert 'id="commencement-why"' in page
        assert DOCUMENT["published_in"] in page


class TestInternalProcedure:
    def test_is_switched_by_a_paper_that_need_not_be_published(self, office):
        officer = office.at("officer")
        typed = {**DOCUMENT, "document_class": "internal", "objections": "yes", "review_steps": "2"}
        officer.send("/instruments/internal", {**typed, "published_on": "", "published_in": ""})
        assert "受理异议，计分结果经2人审核" in officer.get("/internal").text


class TestTheCalendar:
    def test_takes_a_notice_as_spans_of_days(self, office):
        officer = office.at("officer")
        typed = {
            "year": "2025",
            "document_no": "国办发明电〔2024〕12号",
            "issuer": "国务院办公厅",
            "issued_on": "2024-11-12",
            "rest_days": "1月1日、1月28日至2月4日、4月4日至4月6日、5月1日至5月5日、"
            "5月31日至6月2日、10月1日至10月8日",
            "working_days": "1月26日、2月8日、4月27日、9月28日、10月11日",
        }
        page = officer.follow(officer.send("/calendar/notice", typed)).text
        assert "10月1日至10月8日" in page
        wrong = {**typed, "document_no": "另一号", "working_days": "1月27日"}
        page = officer.send("/calendar/notice", wrong, status=422).text
        assert "不是周六或周日" in page
        page = officer.send("/calendar/notice", {**wrong, "rest_days": "元旦"}, status=422).text
        assert "“元旦”不是日期" in page
