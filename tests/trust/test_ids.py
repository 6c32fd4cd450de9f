"""Outward ids: one thing of one kind of one tenant, and nothing else decodes."""

import os
import secrets

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from banfa.ledger.kinds.registry import KINDS
from banfa.trust.ids import KEY_BYTES, PREFIXES, Ids, prefix

IDS = Ids(bytes(range(KEY_BYTES)))
OTHER_TENANT = Ids(bytes(range(1, KEY_BYTES + 1)))
NUMBERS = st.integers(min_value=0, max_value=(1 << 63) - 1)


class TestAnOutwardId:
    def test_is_what_it_always_was(self):
        """Links, events and other systems hold ids: the way they are made never changes."""
        assert IDS.encode_one("contract", 1) == "ct_78135d7ac8e604dadfd636bbd5e316f6"

    @given(numbers=st.lists(NUMBERS), kind=st.sampled_from([*PREFIXES, "seminar"]))
    def test_comes_back(self, numbers, kind):
        outward = IDS.encode(kind, numbers)
        assert outward == [IDS.encode_one(kind, number) for number in numbers]
        assert IDS.decode_many(kind, outward) == numbers == [IDS.decode(kind, one) for one in outward]
        assert all(one.startswith(f"{prefix(kind)}_") for one in outward)

    @given(number=NUMBERS)
    def test_is_nothing_under_another_kind_or_tenant(self, number):
        outward = IDS.encode_one("contract", number)
        assert OTHER_TENANT.decode("contract", outward) is None
        for kind in ("survey", "seminar"):
            assert IDS.decode(kind, outward) is None
            assert IDS.decode(kind, prefix(kind) + outward[2:]) is None
        assert IDS.decode_many("survey", [outward, f"sv{outward[2:]}"]) == [None, None]

    def test_tells_no_order(self):
        outward = IDS.encode("contract", range(1000))
        assert outward != sorted(outward)
        assert len(set(outward)) == 1000

    @pytest.mark.parametrize(
        "text",
        ["", "1", "ct_", "ct_1", "ct_" + "g" * 32, "ct_" + "A" * 32, "CT_" + "0" * 32, None, 1, b"ct_"],
    )
    def test_is_not(self, text):
        assert IDS.decode("contract", text) is None
        assert IDS.decode_many("contract", [text]) == [None]

    def test_is_not_to_be_guessed(self):
        guesses = [f"ct_{secrets.token_hex(16)}" for _ in range(10_000)]
        assert IDS.decode_many("contract", guesses) == [None] * 10_000

    def test_has_one_spelling(self):
        outward = IDS.encode_one("contract", 77)
        assert IDS.decode("contract", outward.upper()) is None
        assert IDS.decode("contract", f"{outward}\n") is None

    def test_is_made_of_arrays_too(self):
        assert IDS.encode("contract", np.array([5, 6])) == IDS.encode("contract", [5, 6])

    @pytest.mark.parametrize("number", [-1, -(1 << 63), 1 << 63, 10**30])
    def test_of_a_number_that_no_row_was_given_is_that_number(self, number):
        written = f"ct_{number}"
        assert IDS.encode_one("contract", number) == written
        assert IDS.encode("contract", [number, 5]) == [written, IDS.encode_one("contract", 5)]
        assert IDS.outward_data({"contract_id": number}) == {"contract_id": written}
        assert IDS.decode("contract", written) is None


class TestPrefixes:
    def test_tell_kinds_apart(self):
        kinds = {*KINDS, *PREFIXES}
        assert len({prefix(kind) for kind in kinds}) == len(kinds)

    def test_are_short_for_every_kind_of_entry(self):
        assert {kind for kind in KINDS if kind not in PREFIXES} == set()


class TestWithinData:
    def test_numbers_become_outward_ids_by_the_names_of_their_fields(self):
        ids = Ids(os.urandom(KEY_BYTES))
        data = {
            "provider_id": 3,
            "external_id": "K-1",
            "rows": [{"about_id": 4, "planned": 5}],
            "work_id": None,
        }
        assert ids.outward_data(data) == {
            "provider_id": ids.encode_one("provider", 3),
            "external_id": "K-1",
            "rows": [{"about_id": ids.encode_one("decision", 4), "planned": 5}],
            "work_id": None,
        }

    def test_a_subject_does_too(self):
        assert IDS.outward_subject("contract/9") == f"contract/{IDS.encode_one('contract', 9)}"
        assert IDS.outward_subject("contract/bulk") == "contract/bulk"
        assert IDS.outward_subject("contract/9999999999999999999") == "contract/ct_9999999999999999999"
        for altered in ("contract/-9", "contract/" + "9" * 5000, "contract/٣"):
            assert IDS.outward_subject(altered) == altered
        assert IDS.outward_subject("source/parks") == "source/parks"
