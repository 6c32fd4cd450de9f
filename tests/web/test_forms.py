from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from werkzeug.datastructures import MultiDict

from banfa.errors import Malformed
from banfa.web.fields import Day, Fen, Items, Moment, OneOf, Part, Text, YesNo
from banfa.web.forms import Form, Paged, asked, filled


class Inner(Form):
    amount = Fen("金额", required=True)


class Outer(Form):
    name = Text("名称", required=True, most=5)
    on = Day("日期")
    at = Moment("时间")
    size = OneOf("规模", options=("small", "large"))
    sure = YesNo("是否")
    rows = Items(Part(Inner), "行", most=2)


def errors(data):
    with pytest.raises(Malformed) as caught:
        filled(Outer(), data)
    told: Any = caught.value.data["errors"]
    assert caught.value.code == told[0]["code"]
    return [(e["field"], e["code"]) for e in told]


class TestFilled:
    def test_gives_values(self):
        data = {"name": " 名称 ", "on": "2026-03-31", "rows": [{"amount": 5}], "size": None}
        assert filled(Outer(), data) == {
            "name": "名称",
            "on": date(2026, 3, 31),
            "rows": [{"amount": 5}],
            "size": None,
        }

    def test_names_every_field_at_fault(self):
        data = {
            "on": "2026-02-30",
            "size": "huge",
            "sure": 1,
            "rows": [{"amount": 1}, {"amount": "2"}],
            "x": 0,
        }
        assert errors(data) == [
            ("name", "field_missing"),
            ("on", "field_malformed"),
            ("size", "field_out_of_range"),
            ("sure", "field_malformed"),
            ("rows[1].amount", "amount_malformed"),
            ("x", "field_unknown"),
        ]

    @pytest.mark.parametrize("value", [None, 5, "", "  ", "六个字的名称", ["名"]])
    def test_takes_no_other_text(self, value):
        assert errors({"name": value})[0][0] == "name"

    @pytest.mark.parametrize("value", ["2026-3-1", "20260301", 20260301, "2026-03-01T00:00:00", True])
    def test_takes_no_other_day(self, value):
        assert errors({"name": "名", "on": value}) == [("on", "field_malformed")]

    @pytest.mark.parametrize("value", ["2026-03-01T00:00:00", 1, "now"])
    def test_takes_no_moment_without_zone(self, value):
        assert errors({"name": "名", "at": value}) == [("at", "field_malformed")]

    @pytest.mark.parametrize("value", [True, "1", -1, 1 << 60, [1]])
    def test_takes_no_other_amount(self, value):
        assert errors({"name": "名", "rows": [{"amount": value}]})[0][0] == "rows[0].amount"

    def test_takes_no_more_rows_than_allowed(self):
        assert errors({"name": "名", "rows": [{"amount": 1}] * 3}) == [("rows", "field_out_of_range")]


class TestAsked:
    def test_gives_values_and_what_is_usual(self):
        assert asked(Paged(), MultiDict({"limit": "7"})) == {"limit": 7}
        assert asked(Paged(), MultiDict()) == {"limit": 50}

    @pytest.mark.parametrize(
        ("arguments", "code"),
        [
            ([("limmit", "7")], "parameter_unknown"),
            ([("limit", "7"), ("limit", "8")], "parameter_repeated"),
            ([("limit", "0")], "field_out_of_range"),
            ([("limit", "201")], "field_out_of_range"),
            ([("limit", "7.0")], "field_malformed"),
            ([("limit", "٧")], "field_malformed"),
            ([("after", "\x00")], "unstorable_text"),
        ],
    )
    def test_refuses_the_rest(self, arguments, code):
        with pytest.raises(Malformed) as caught:
            asked(Paged(), MultiDict(arguments))
        assert caught.value.code == code
