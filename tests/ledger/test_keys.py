"""The same text is the same key; a key means one entry or is rejected; a source declares for itself only."""

from datetime import date

import pytest

from banfa.errors import Malformed
from banfa.ledger.entries.asof import NOW as LAST
from banfa.ledger.kinds.completeness import completeness
from banfa.ledger.kinds.contracts import Contract
from banfa.ledger.kinds.providers import Provider
from banfa.ledger.recording.listing import list_entries, list_revisions
from banfa.trust.sources import register_source
from tests.ledger.town import TOWN, code

CONTRACT = {"provider": code(1), "enterprise": code(50), "signed_on": "2026-01-05", "amount": 100}


@pytest.fixture
def other(desk):
    """A second platform."""
    with desk.unit() as unit:
        return register_source(unit, key="second", name="第二平台", kind="platform").key


@pytest.fixture
def parties(desk):
    return desk.provider(), desk.enterprise(uscc=code(50))


def complete(desk, known_at=LAST):
    with desk.unit() as unit:
        return completeness(unit.connection, unit.tenant_id, known_at=known_at)


class TestACreditCode:
    CODE = "91350200MA2XNKTD0M"

    @pytest.mark.parametrize(
        "spelled", ["91350200ma2xnktd0m", " 91350200-MA2XNKTD0M", "９１350200MA2XNKTD0M\u200b"]
    )
    def test_is_one_key_however_it_is_spelled(self, desk, spelled):
        provider = desk.provider(uscc=spelled)
        desk.enterprise(uscc=code(50))
        desk.record("contract", **CONTRACT | {"provider": spelled})
        with desk.unit() as unit:
            (row,) = list_entries(unit, Provider, {"uscc": spelled}, profile=TOWN).rows
            (contract,) = list_entries(unit, Contract, profile=TOWN).rows
        assert (row.uscc, contract.provider_id) == (self.CODE, provider)

    @pytest.mark.parametrize(
        ("number", "problem"),
        [("91350203M0001QKT19", "uscc_check_digit"), ("N2350203MF0001234X", "uscc_letter")],
    )
    def test_that_the_standard_would_not_give_needs_a_licence_seen(self, desk, number, problem):
        with pytest.raises(Malformed) as rejected:
            desk.provider(uscc=number)
        assert (rejected.value.code, rejected.value.data["field"]) == (problem, "uscc")
        provider = desk.provider(uscc=number.lower(), licence_seen=True)
        desk.enterprise(uscc=code(50))
        desk.record("contract", **CONTRACT | {"provider": number.lower()})
        with desk.unit() as unit:
            (first,) = list_revisions(unit, Provider, provider)
        assert (first.row.uscc, first.row.licence_seen) == (number, True)
        assert first.row.recorded_by == desk.actor.person.id


@pytest.mark.usefixtures("parties")
class TestAReference:
    def test_that_could_mean_two_things_is_rejected_naming_both(self, desk, other):
        numbered = desk.record("contract", source=other, external_id="1", number="K-1", **CONTRACT)
        own = desk.record("contract", external_id="K-1", **CONTRACT | {"amount": 7})
        with pytest.raises(Malformed) as rejected:
            desk.record("progress", contract="K-1", kind="visit", occurred_on="2026-02-01")
        with desk.unit() as unit:
            ids = unit.ids.encode("contract", [numbered, own])
        assert rejected.value.code == "reference_ambiguous"
        assert all(text in rejected.value.detail for text in (*ids, "合同编号（number）", "本来源外部编号"))

    def test_finds_what_is_meant_both_ways(self, desk):
        desk.record("contract", external_id="K-1", number="K-1", **CONTRACT)
        assert desk.record("progress", contract="K-1", kind="visit", occurred_on="2026-02-01")

    def test_does_not_find_anothers_external_id(self, desk, other):
        desk.record("contract", source=other, external_id="K-1", **CONTRACT)
        with pytest.raises(Malformed) as rejected:
            desk.record("progress", contract="K-1", kind="visit", occurred_on="2026-02-01")
        assert rejected.value.code == "reference_missing"


@pytest.mark.usefixtures("parties")
class TestExternalIds:
    def test_are_their_sources_own(self, desk, other):
        first = desk.bulk("contract", [{"external_id": "1", **CONTRACT}])
        second = desk.bulk("contract", [{"external_id": "1", **CONTRACT, "amount": 5}], source=other)
        assert [r.outcome for r in first + second] == ["created", "created"]
        assert first[0].id != second[0].id


@pytest.mark.usefixtures("parties")
class TestAContractNumber:
    def test_is_a_providers_once(self, desk, other):
        first = desk.record("contract", number="合-1", **CONTRACT)
        (report,) = desk.bulk("contract", [{"external_id": "1", "number": "合-１", **CONTRACT}], source=other)
        with desk.unit() as unit:
            assert unit.ids.encode_one("contract", first) in report.detail
        assert (report.outcome, report.code, report.field) == ("rejected", "duplicate", "number")

    def test_is_anothers_too(self, desk):
        desk.provider(2)
        desk.record("contract", number="合-1", **CONTRACT)
        assert desk.record("contract", number="合-1", **CONTRACT | {"provider": code(2)})


@pytest.mark.usefixtures("parties")
class TestCompleteness:
    def test_is_what_every_source_that_reports_has_declared(self, desk, other):
        desk.record("source_complete", reports="contract", until_on="2026-03-20")
        assert complete(desk) == {"contract": date(2026, 3, 20)}
        with desk.unit() as unit:
            before = unit.watermark()
        desk.record("contract", source=other, external_id="1", **CONTRACT)
        assert complete(desk) == {}
        assert complete(desk, known_at=before) == {"contract": date(2026, 3, 20)}
        desk.record("source_complete", source=other, reports="contract", until_on="2026-03-10")
        assert complete(desk) == {"contract": date(2026, 3, 10)}
        desk.record("source_complete", source=other, reports="contract", until_on="2026-03-30")
        assert complete(desk) == {"contract": date(2026, 3, 20)}
