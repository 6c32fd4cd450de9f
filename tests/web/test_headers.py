from __future__ import annotations

import pytest

from banfa.errors import PreconditionFailed, PreconditionRequired
from banfa.web.headers import format_etag, read_version


class TestReadVersion:
    def test_reads_the_tag_that_was_given(self):
        assert read_version(format_etag(12)) == 12

    @pytest.mark.parametrize("header", [None, "*", " * "])
    def test_asks_for_a_version(self, header):
        with pytest.raises(PreconditionRequired):
            read_version(header)

    @pytest.mark.parametrize(
        "header", ["", "12", 'W/"12"', '"12", "13"', '"-1"', '"x"', '"' + "9" * 40 + '"']
    )
    def test_knows_no_other_tags(self, header):
        with pytest.raises(PreconditionFailed):
            read_version(header)
