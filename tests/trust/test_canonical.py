from datetime import UTC, date, datetime

import pytest

from banfa.errors import Malformed
from banfa.trust.canonical import canonical, plain


class TestCanonicalBytes:
    def test_do_not_depend_on_the_order_of_keys_nor_on_the_kind_of_sequence(self):
        assert canonical({"b": (1, 2), "a": "办法"}) == canonical({"a": "办法", "b": [1, 2]})

    def test_are_those_of_rfc_8785(self):
        data = {"€": 1, "\r": 2, "1": True, "a": None, "day": date(2026, 3, 31)}
        expected = '{"\\r":2,"1":true,"a":null,"day":"2026-03-31","€":1}'
        assert canonical(data) == expected.encode()

    def test_refuse_an_integer_that_json_readers_would_round(self):
        with pytest.raises(ValueError, match="safe integer"):
            canonical(2**53)


class TestPlainData:
    def test_writes_moments_with_their_zone(self):
        assert plain(datetime(2026, 3, 31, 1, 30, tzinfo=UTC)) == "2026-03-31T01:30:00+00:00"

    @pytest.mark.parametrize("value", [1.5, b"x", {1: "x"}, {"x"}, object()])
    def test_is_not_made_of(self, value):
        with pytest.raises(TypeError):
            plain({"value": value})

    @pytest.mark.parametrize("text", ["a\x00b", "\ud800"])
    def test_holds_no_text_that_a_database_cannot_store(self, text):
        with pytest.raises(Malformed) as refusal:
            plain({"name": [text]})
        assert refusal.value.code == "unstorable_text"
