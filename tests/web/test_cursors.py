from __future__ import annotations

import pytest

from banfa.errors import Malformed
from banfa.web.cursors import read_cursor, sign_cursor

SECRET = b"secret of the tests"


class TestCursor:
    @pytest.mark.parametrize("key", [0, 17, [3, 250], "名"])
    def test_brings_its_key_back(self, key):
        assert read_cursor(SECRET, sign_cursor(SECRET, key, bound_to="a list"), bound_to="a list") == key

    def test_holds_for_its_list_alone(self):
        cursor = sign_cursor(SECRET, 17, bound_to="a list")
        with pytest.raises(Malformed, match="cursor_invalid"):
            read_cursor(SECRET, cursor, bound_to="another list")

    def test_holds_under_its_secret_alone(self):
        with pytest.raises(Malformed, match="cursor_invalid"):
            read_cursor(b"another", sign_cursor(SECRET, 17, bound_to="a list"), bound_to="a list")

    def test_cannot_be_altered_anywhere(self):
        cursor = sign_cursor(SECRET, 17, bound_to="a list")
        for n, char in enumerate(cursor):
            altered = cursor[:n] + ("A" if char != "A" else "B") + cursor[n + 1 :]
            with pytest.raises(Malformed, match="cursor_invalid"):
                read_cursor(SECRET, altered, bound_to="a list")

    @pytest.mark.parametrize("cursor", ["", "17", "游标", "!!!!", "AAAA", "A" * 999])
    def test_cannot_be_made_up(self, cursor):
        with pytest.raises(Malformed, match="cursor_invalid"):
            read_cursor(SECRET, cursor, bound_to="a list")
