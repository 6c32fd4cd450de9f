from __future__ import annotations

import pytest

from banfa.web.problems import Unreadable
from banfa.web.strict_json import read_json


def errors(raw):
    return [(error.path, error.code) for error in read_json(raw)[1]]


class TestReadJson:
    def test_gives_what_was_sent(self):
        assert read_json('{"a": [1, "字", null, true]}'.encode()) == ({"a": [1, "字", None, True]}, [])

    @pytest.mark.parametrize(
        "raw", [b"", b"{", b"{'a': 1}", b"\xff", b'{"a": 01}', b"{}{}", b"[" * 100_000, b'{"a": 1,}']
    )
    def test_refuses_what_is_no_json(self, raw):
        with pytest.raises(Unreadable):
            read_json(raw)

    def test_names_a_key_that_stands_twice_at_any_depth(self):
        assert errors(b'{"rows": [{"x": 1}, {"x": 1, "x": 2}]}') == [("rows[1].x", "duplicate_key")]

    def test_names_every_float(self):
        assert errors(b'{"a": 1.0, "b": [2, 1e3], "c": NaN, "d": -Infinity}') == [
            ("a", "not_whole"),
            ("b[1]", "not_whole"),
            ("c", "not_whole"),
            ("d", "not_whole"),
        ]

    def test_names_numbers_that_nothing_can_hold(self):
        assert errors(b'{"a": ' + b"9" * 5000 + b"}") == [("a", "field_out_of_range")]

    def test_names_text_that_cannot_be_stored(self):
        assert errors(rb'{"a": "x\u0000", "b": "\ud800", "\u0000": 1}') == [
            ("a", "unstorable_text"),
            ("b", "unstorable_text"),
            ("", "unstorable_text"),
        ]

    def test_refuses_to_follow_for_ever(self):
        assert errors(b'{"a":' * 60 + b"1" + b"}" * 60)[0][1] == "too_deep"

    def test_takes_many_keys_in_time(self):
        raw = b"{" + b",".join(b'"k": 1' for _ in range(100_000)) + b"}"
        assert errors(raw) == [("k", "duplicate_key")]
