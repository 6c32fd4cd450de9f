from datetime import date
from typing import Any

import pytest

from banfa.errors import Conflict, Malformed, Missing, PreconditionFailed
from banfa.ledger.kinds.contracts import Contract
from banfa.ledger.kinds.progress import Progress
from banfa.ledger.recording.correct import correct_entry, void_entry
from banfa.ledger.recording.listing import get_entry, list_entries, list_revisions
from banfa.trust.tenants import operator
from tests.ledger.conftest import Desk
from tests.ledger.town import TOWN, code, later
from tests.trust.bureaus import found_bureau


@pytest.fixture
def parties(desk):
    return desk.provider(), desk.enterprise()


def contract(desk, parties, **data):
    provider, enterprise = parties
    given = {
        "provider_id": provider,
        "enterprise_id": enterprise,
        "signed_on": "2026-01-05",
        "amount": 100,
        **data,
    }
    return desk.record("contract", **given)


class TestRecord:
    def test_keeps_what_was_said(self, desk, parties):
        entry = contract(desk, parties, number="合-1", items=[{"name": "MES", "amount": 5}])
        with desk.unit() as unit:
            row = get_entry(unit, Contract, entry)
        assert row.signed_on == date(2026, 1, 5)
        assert row.items == [{"name": "MES", "amount": 5}]
        assert row.kind == "transformation"

    def test_takes_references_by_key(self, desk, parties):
        desk.record(
            "contract", provider=code(1), enterprise="E1", signed_on="2026-01-05", amount=1, number="合-1"
        )
        entry = desk.record("progress", contract="合-1", kind="substantive", occurred_on="2026-02-01")
        with desk.unit() as unit:
            row = get_entry(unit, Progress, entry)
        assert (row.provider_id, row.enterprise_id) == parties

    def test_changes_nothing_when_repeated(self, desk):
        first = desk.provider(external_id="P1")
        assert desk.provider(external_id="P1") == first

    def test_refuses_other_content_under_the_same_external_id(self, desk):
        desk.provider(external_id="P1")
        with pytest.raises(Conflict) as refusal:
            desk.provider(external_id="P1", address="新址")
        assert refusal.value.code == "external_id_taken"

    @pytest.mark.parametrize(
        ("kind", "data", "code_"),
        [
            ("provider", {"uscc": "913502000000000001", "name": "甲"}, "uscc_check_digit"),
            ("provider", {"uscc": "123", "name": "甲"}, "uscc_malformed"),
            ("provider", {"uscc": code(9)}, "field_missing"),
            ("provider", {"uscc": code(9), "name": "甲", "nickname": "乙"}, "field_unknown"),
            ("provider", {"uscc": code(9), "name": "甲\x00"}, "unstorable_text"),
            ("provider", {"uscc": code(1), "name": "重复"}, "duplicate"),
            ("enterprise", {"name": "甲", "industry": "fish", "size": "small"}, "unknown_industry"),
            ("enterprise", {"name": "甲", "industry": "steel", "size": "small", "level": 5}, "unknown_level"),
            (
                "membership",
                {"provider": code(1), "category": "baker", "from_on": "2026-01-01"},
                "unknown_category",
            ),
            (
                "membership",
                {
                    "provider": code(1),
                    "category": "integrator",
                    "from_on": "2026-01-02",
                    "until_on": "2026-01-01",
                },
                "end_before_start",
            ),
            (
                "finding",
                {"provider": code(1), "kind": "ugly", "found_on": "2026-01-02"},
                "unknown_finding_kind",
            ),
            ("finding", {"provider": code(1), "kind": "clean", "found_on": "2026-01-02"}, "field_missing"),
            (
                "survey",
                {"provider": code(1), "enterprise": "E1", "topic": "hair", "answered_on": "2026-01-02"},
                "unknown_topic",
            ),
            (
                "survey",
                {"provider": code(1), "enterprise": "E1", "answered_on": "2026-01-02"},
                "field_missing",
            ),
            (
                "record",
                {"provider": code(1), "kind": "x", "item": "y", "occurred_on": "2026-01-02"},
                "unknown_record_kind",
            ),
            ("record", {"kind": "honour", "item": "y", "occurred_on": "2026-01-02"}, "field_missing"),
            ("record", {"kind": "training", "item": "y", "occurred_on": "2026-01-02"}, "field_missing"),
            (
                "decision",
                {"provider": code(1), "kind": "grade", "label": "Z", "decided_on": "2026-01-02"},
                "unknown_grade",
            ),
            (
                "decision",
                {"provider": code(1), "kind": "removal", "decided_on": "2026-01-02"},
                "field_missing",
            ),
            ("source_complete", {"reports": "gossip", "until_on": "2026-01-02"}, "unknown_reports"),
        ],
    )
    def test_refuses(self, desk, parties, kind, data, code_):
        with pytest.raises((Malformed, Conflict)) as refusal:
            desk.record(kind, **data)
        assert refusal.value.code == code_
        assert refusal.value.detail.endswith("。")
        assert str(refusal.value.data["field"]) in refusal.value.detail

    @pytest.mark.parametrize(
        ("data", "code_"),
        [
            ({"amount": 12.5}, "amount_malformed"),
            ({"amount": -1}, "amount_out_of_range"),
            ({"amount": True}, "amount_malformed"),
            ({"signed_on": "2026-04-01"}, "day_in_future"),
            ({"signed_on": "2026-02-30"}, "field_malformed"),
            ({"registered_on": "2026-01-04"}, "days_reversed"),
            ({"provider_id": 999_999}, "reference_missing"),
            ({"provider_id": 1 << 70}, "field_out_of_range"),
            ({"provider": "nobody"}, "reference_twice"),
        ],
    )
    def test_refuses_a_contract(self, desk, parties, data, code_):
        with pytest.raises(Malformed) as refusal:
            contract(desk, parties, **data)
        assert refusal.value.code == code_
        with desk.unit() as unit:
            assert list_entries(unit, Contract, profile=TOWN).rows == []

    def test_refuses_acceptance_before_signing(self, desk, parties):
        entry = contract(desk, parties)
        with pytest.raises(Malformed) as refusal:
            desk.record(
                "acceptance", contract_id=entry, accepted_on="2026-01-04", outcome="passed", level_after=2
            )
        assert refusal.value.code == "acceptance_before_signing"

    def test_does_not_find_what_another_bureau_has(self, desk, parties, owner_engine, engine):
        other = Desk(engine, operator(found_bureau(owner_engine)))
        with pytest.raises(Malformed) as foreign:
            contract(other, parties)
        with pytest.raises(Malformed) as missing:
            contract(other, (987_654_321, parties[1]))
        assert foreign.value.code == missing.value.code == "reference_missing"


class TestRecordMany:
    def test_reports_every_row(self, desk, parties):
        rows: list[Any] = [
            {
                "external_id": "C1",
                "provider": code(1),
                "enterprise": "E1",
                "signed_on": "2026-01-05",
                "amount": 1,
            },
            {
                "external_id": "C2",
                "provider": code(1),
                "enterprise": "E1",
                "signed_on": "2026-01-05",
                "amount": 1.5,
            },
            {
                "external_id": "C1",
                "provider": code(1),
                "enterprise": "E1",
                "signed_on": "2026-01-05",
                "amount": 2,
            },
            {"provider": code(1), "enterprise": "E1", "signed_on": "2026-01-05", "amount": 2},
            "nonsense",
        ]
        reports = desk.bulk("contract", rows)
        assert [r.outcome for r in reports] == ["created", "rejected", "rejected", "rejected", "rejected"]
        assert [r.code for r in reports[1:]] == [
            "amount_malformed",
            "duplicate_in_batch",
            "field_missing",
            "row_malformed",
        ]
        again = desk.bulk("contract", rows[:1])
        assert (again[0].outcome, again[0].id) == ("unchanged", reports[0].id)
        changed = desk.bulk("contract", [{**rows[0], "amount": 3}], now=later())
        assert (changed[0].outcome, changed[0].id) == ("corrected", reports[0].id)
        assert changed[0].version != reports[0].version


class TestCorrect:
    def test_names_the_old_record(self, desk, parties):
        entry = contract(desk, parties)
        with desk.unit(later()) as unit:
            correct_entry(unit, "contract", entry, {"amount": 7}, "录入有误", profile=TOWN)
        with desk.unit() as unit:
            old, new = list_revisions(unit, Contract, entry)
            assert get_entry(unit, Contract, entry).amount == 7
        assert (old.row.amount, old.superseded_at) == (100, new.row.recorded_at)
        assert (new.row.reason, new.superseded_at) == ("录入有误", None)

    def test_refuses_an_old_version(self, desk, parties):
        entry = contract(desk, parties)
        with desk.unit(later()) as unit:
            correct_entry(unit, "contract", entry, {"amount": 7}, "录入有误", profile=TOWN)
        with pytest.raises(PreconditionFailed), desk.unit(later()) as unit:
            correct_entry(unit, "contract", entry, {"amount": 8}, "录入有误", profile=TOWN, version=entry)

    def test_does_not_move_a_contract_away_under_its_acceptance(self, desk, parties):
        entry = contract(desk, parties)
        desk.record("acceptance", contract_id=entry, accepted_on="2026-01-10", outcome="failed")
        other = desk.enterprise(2)
        for data, code_ in (
            ({"enterprise_id": other}, "has_dependents"),
            ({"signed_on": "2026-01-11"}, "contradicts_dependent"),
        ):
            with pytest.raises(Conflict) as refusal, desk.unit(later()) as unit:
                correct_entry(unit, "contract", entry, data, "录入有误", profile=TOWN)
            assert refusal.value.code == code_


class TestVoid:
    def test_leaves_the_record_and_says_why(self, desk, parties):
        entry = contract(desk, parties)
        with desk.unit(later()) as unit:
            void_entry(unit, "contract", entry, "重复登记")
        with desk.unit() as unit:
            assert list_entries(unit, Contract, profile=TOWN).rows == []
            with pytest.raises(Missing):
                get_entry(unit, Contract, entry)
            records = list_revisions(unit, Contract, entry)
        assert [(r.voids, r.row.reason) for r in records] == [(False, None), (True, "重复登记")]
        assert records[0].superseded_at == records[1].superseded_at == records[1].row.recorded_at

    def test_is_refused_while_others_refer_to_it(self, desk, parties):
        contract(desk, parties)
        with pytest.raises(Conflict) as refusal, desk.unit(later()) as unit:
            void_entry(unit, "provider", parties[0], "重复登记")
        assert refusal.value.code == "has_dependents"
