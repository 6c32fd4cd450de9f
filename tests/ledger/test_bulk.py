"""Many rows at once: each is stored as it was sent or wholly refused, and one note is left for all."""

import hashlib

import pytest
from sqlalchemy import text

from banfa.ledger.kinds.contracts import Contract
from banfa.ledger.kinds.products import Product
from banfa.ledger.recording.listing import list_entries, list_revisions
from banfa.ledger.recording.record import encode_rows
from banfa.trust.canonical import canonical
from tests.ledger.town import TOWN, code, later

TRICKY = "a\"b\\c\nd\te{f},g'h%s:i\u2028\x7f\x01😀𠮷，"


def contracts(many, **data):
    return [
        {
            "external_id": f"C{n}",
            "provider": code(1),
            "enterprise": "E1",
            "signed_on": "2026-01-05",
            "amount": n,
            **data,
        }
        for n in range(many)
    ]


@pytest.fixture
def parties(desk):
    return desk.provider(), desk.enterprise()


@pytest.mark.usefixtures("parties")
class TestABatch:
    def test_keeps_what_was_said(self, desk):
        rows = contracts(
            2, number="\\N", plan=TRICKY, items=[{"name": TRICKY, "amount": 1}], earlier_pilot=False
        )
        del rows[1]["number"]
        desk.bulk("contract", rows)
        product = {"external_id": "P", "provider": code(1), "name": "甲", "published_on": "2026-01-05"}
        desk.bulk("product", [{**product, "scenarios": [TRICKY, "NULL", "{}"]}])
        with desk.unit() as unit:
            first, _ = list_entries(unit, Contract, profile=TOWN).rows
            (sold,) = list_entries(unit, Product, profile=TOWN).rows
        assert (first.number, first.plan, first.amount) == ("\\N", TRICKY, 0)
        assert (first.items, first.earlier_pilot) == ([{"name": TRICKY, "amount": 1}], False)
        assert first.registered_on is None
        assert sold.scenarios == [TRICKY, "NULL", "{}"]

    @pytest.mark.parametrize(
        "bad",
        [
            {"amount": 1.5},
            {"amount": 10**15 + 1},
            {"amount": 1 << 80},
            {"signed_on": None},
            {"number": "\x00"},
            {"plan": "\ud800"},
            {"signed_on": "2026-02-30"},
            {"registered_on": "2026-01-04"},
            {"provider": "nobody"},
            {"provider": None},
            {"maintenance_months": 99999},
            {"items": [{"name": "\x00"}]},
            {"external_id": "x" * 5000},
            {"external_id": None},
            {"colour": "red"},
        ],
    )
    def test_loses_no_row_to_a_bad_one(self, desk, bad):
        rows = contracts(5)
        rows[2] |= bad
        reports = desk.bulk("contract", rows)
        assert [report.outcome for report in reports] == [
            *("created", "created", "rejected", "created", "created")
        ]
        with desk.unit() as unit:
            assert [row.amount for row in list_entries(unit, Contract, profile=TOWN).rows] == [0, 1, 3, 4]

    def test_corrects_what_it_says_anew(self, desk):
        first = desk.bulk("contract", contracts(3))
        rows = contracts(4)
        rows[1]["amount"] = 7
        again = desk.bulk("contract", rows, now=later())
        assert [report.outcome for report in again] == ["unchanged", "corrected", "unchanged", "created"]
        with desk.unit() as unit:
            old, new = list_revisions(unit, Contract, first[1].id)
        assert old.superseded_at == new.row.recorded_at
        assert (new.row.amount, new.row.reason) == (7, "来源重新报送")

    def test_leaves_one_note_of_how_many_came_in(self, desk, owner_engine):
        desk.bulk("contract", contracts(2))
        rows = contracts(4, amount=9)
        rows[3]["amount"] = -1
        desk.bulk("contract", rows, now=later())
        with owner_engine.connect() as connection:
            read = text("SELECT data FROM audit_data WHERE tenant_id = :tenant ORDER BY seq")
            *_, last = connection.scalars(read, {"tenant": desk.actor.tenant_id})
        assert last == {
            "source": "platform",
            "created": 1,
            "corrected": 2,
            "sha256": hashlib.sha256(canonical(rows[:3])).hexdigest(),
        }


class TestEncodeRows:
    def test_gives_the_canonical_bytes(self):
        rows = [{"b": TRICKY, "a": [1, -(2**53) + 1, True, None], "中文": {"z": "", "Z": "é\u0301"}}]
        rows += [{"x": "".join(map(chr, range(1, 0x250)))}]
        assert encode_rows(rows) == canonical(rows)
