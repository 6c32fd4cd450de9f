from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask

from banfa.errors import Malformed
from banfa.web.fields import Boolean, Date, DateTime, Enum, Integer, List, Nested, Str
from banfa.web.requests import PARSER, Form, PageQuery

APP = Flask("parsing", static_folder=None)


class Inner(Form):
    amount = Integer("金额", minimum=0, required=True)


class Outer(Form):
    name = Str("名称", required=True, max_length=5)
    on = Date("日期")
    at = DateTime("时间")
    size = Enum("规模", choices=("small", "large"))
    sure = Boolean("是否")
    rows = List(Nested(Inner), "行", max_items=2)


def parse_body(data):
    with APP.test_request_context(method="POST", json=data):
        return PARSER.parse(Outer, location="json")


def parse_query(*arguments):
    with APP.test_request_context(query_string=urlencode(arguments)):
        return PARSER.parse(PageQuery, location="query")


def errors(data):
    with pytest.raises(Malformed) as caught:
        parse_body(data)
    told: Any = caught.value.data["errors"]
    assert caught.value.code == told[0]["code"]
    return [(e["field"], e["code"]) for e in told]


class TestBody:
    def test_gives_values(self):
        data = {"name": " 名称 ", "on": "2026-03-31", "rows": [{"amount": 5}], "size": None}
        assert parse_body(data) == {
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
            ("rows[1].amount", "field_malformed"),
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


class TestQuery:
    def test_gives_values_and_what_is_usual(self):
        assert parse_query(("limit", "7")) == {"limit": 7}
        assert parse_query() == {"limit": 50}

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
            parse_query(*arguments)
        assert caught.value.code == code
