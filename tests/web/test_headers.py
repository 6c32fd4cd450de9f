from __future__ import annotations

import pytest

from banfa.errors import PreconditionFailed, PreconditionRequired
from banfa.web.headers import format_etag, read_versions


class TestReadVersions:
    @pytest.mark.parametrize(
        "header",
        [format_etag(12), format_etag(12, b"a body"), '"12:zstd"', '"12.0123456789abcdef:gzip"', ' "12" '],
    )
    def test_reads_the_tag_that_was_given(self, header):
        assert read_versions(header) == (12,)

    @pytest.mark.parametrize(
        ("header", "versions"),
        [('"12", "13"', (13, 12)), ('W/"12","13"', (13,)), ('"x", "12" ,"12"', (12,))],
    )
    def test_reads_a_list_newest_first(self, header, versions):
        assert read_versions(header) == versions

    @pytest.mark.parametrize("header", [None, "*", " * "])
    def test_asks_for_a_version(self, header):
        with pytest.raises(PreconditionRequired):
            read_versions(header)

    @pytest.mark.parametrize(
        "header", ["", "12", 'W/"12"', '"-1"', '"x"', format_etag(None, b"a body"), '"' + "9" * 40 + '"']
    )
    def test_knows_no_other_tags(self, header):
        with pytest.raises(PreconditionFailed):
            read_versions(header)
