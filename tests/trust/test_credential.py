import re
import zlib

import pytest

from banfa.trust.credential import fingerprint, mint, well_formed


class TestASecret:
    def test_has_a_prefix_thirty_random_characters_and_a_checksum(self):
        assert re.fullmatch(r"banfa_[0-9A-Za-z]{36}", mint())

    def test_is_never_the_same_twice(self):
        assert len({mint() for _ in range(1000)}) == 1000

    def test_carries_the_crc32_of_its_random_part_in_base62(self):
        secret = mint()
        digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
        value = 0
        for character in secret[-6:]:
            value = value * 62 + digits.index(character)
        assert value == zlib.crc32(secret[6:36].encode())

    def test_is_well_formed(self):
        assert all(well_formed(mint()) for _ in range(100))

    @pytest.mark.parametrize("place", range(6, 42))
    def test_is_not_well_formed_with_any_one_character_changed(self, place):
        secret = mint()
        other = "a" if secret[place] != "a" else "b"
        assert not well_formed(secret[:place] + other + secret[place + 1 :])

    @pytest.mark.parametrize("text", ["", "banfa_", "ghp_" + "a" * 36, "banfa_" + "办" * 36])
    def test_is_nothing_else(self, text):
        assert not well_formed(text)

    def test_does_not_end_in_a_line_break(self):
        assert not well_formed(mint() + "\n")

    def test_is_stored_as_a_hash_of_32_bytes(self):
        assert len(fingerprint(mint())) == 32
