"""Storing results: every number in its place, in one statement."""

from __future__ import annotations

import numpy as np
import pytest
from sqlalchemy import text

from banfa.ledger.facts.packing import array_literal
from banfa.procedures.rounds.computations import Computation
from banfa.procedures.rounds.results import STORED_COLUMNS, RoundResult, store_results

CRITERIA = 19

PROVIDERS = text(
    "INSERT INTO provider (tenant_id, uscc, name, source, recorded_at, recorded_by)"
    " SELECT :tenant, lpad(n::text, 18, '0'), '服务商', 'test', now(), person.id"
    " FROM generate_series(1, :n) n, person"
    " WHERE person.tenant_id = :tenant AND person.built_in = 'console' RETURNING id"
)


@pytest.fixture
def office(xiamen):
    xiamen.round_id = xiamen.open()
    return xiamen


def computed(unit, round_id):
    """A computation to store results of."""
    values = {
        "round_id": round_id,
        "computed_by": unit.actor.person.id,
        "known_at": unit.now,
        "computed_at": unit.now,
    }
    values |= {
        "instruments": [],
        "calendar": "",
        "exclusions": [],
        "law": "",
        "providers": 0,
        "open_results": 0,
        "unset": [],
    }
    values |= {"labels": [], "points_unit": 100, "digest": "", "receipt": b""}
    return unit.add(Computation, **values).id


def stored(unit, computation_id):
    """The results as stored, in order of provider."""
    c = RoundResult.c
    statement = RoundResult.select().where(c.computation_id == computation_id).order_by(c.provider_id)
    return unit.all(RoundResult, statement)


def made_up(n):
    """Results of n providers, every number another one."""
    points = np.arange(CRITERIA * n).reshape(CRITERIA, n)
    whole = {name: np.arange(n) % 1000 + place for place, name in enumerate(STORED_COLUMNS)}
    return whole | {"points_low": points, "points_high": points + 1}


class TestStoring:
    def test_keeps_every_number_in_its_place(self, office):
        with office.unit() as unit:
            ids = unit.connection.execute(PROVIDERS, {"tenant": unit.tenant_id, "n": 1000}).scalars().all()
            arrays = made_up(1000)
            new = computed(unit, office.round_id)
            store_results(unit, computation_id=new, providers=np.array(ids), arrays=arrays)
            rows = stored(unit, new)
            unit.note("computation.made", f"computation/{new}", {})
        assert [row.provider_id for row in rows] == ids
        for place, row in enumerate(rows):
            assert row.low == arrays["points_low"][:, place].tolist()
            assert row.high == arrays["points_high"][:, place].tolist()
            numbers = [getattr(row, name) for name in STORED_COLUMNS]
            assert numbers == [int(arrays[name][place]) for name in STORED_COLUMNS]

    def test_leaves_empty_what_the_law_does_not_lead_to(self, office):
        with office.unit() as unit:
            ids = unit.connection.execute(PROVIDERS, {"tenant": unit.tenant_id, "n": 2}).scalars().all()
            new = computed(unit, office.round_id)
            arrays = {"taking_part": np.array([2, 0])}
            store_results(unit, computation_id=new, providers=np.array(ids), arrays=arrays)
            rows = stored(unit, new)
            unit.note("computation.made", f"computation/{new}", {})
        assert [(r.taking_part, r.low, r.high, r.total_low, r.grade_best) for r in rows] == [
            (2, [], [], None, None),
            (0, [], [], None, None),
        ]

    def test_sends_arrays_as_one_text(self):
        assert array_literal(np.array([1, -2, 3])) == "{1,-2,3}"
