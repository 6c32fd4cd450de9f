"""Computing as a job: the number of statements, and what happens to work that is no longer wanted."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import event, text

from banfa.procedures.rounds.computing import compute_round
from banfa.procedures.rounds.requests import ComputationRequest
from tests.procedures.quarter import Quarter

PHASES = ["汇集事实", "计分和定级", "形成计分底稿", "存储结果", "完成"]

MORE = (
    """
    WITH made AS (
        INSERT INTO provider (tenant_id, uscc, name, source, recorded_at, recorded_by)
        SELECT :tenant, lpad(n::text, 18, '0'), '服务商' || n, 'test', now(), person.id
        FROM generate_series(1, :n) n, person
        WHERE person.tenant_id = :tenant AND person.built_in = 'console'
        RETURNING id, recorded_by
    )
    INSERT INTO membership (tenant_id, provider_id, category, industry_list, from_on,
                            source, recorded_at, recorded_by)
    SELECT :tenant, id, 'integrator', false, date '2025-01-01', 'test', now(), recorded_by FROM made
    """,
    """
    INSERT INTO contract (tenant_id, provider_id, enterprise_id, party, kind, signed_on, registered_on,
                          amount, items, source, recorded_at, recorded_by)
    SELECT :tenant, p.id, :enterprise, 'enterprise', 'transformation',
           date '2026-02-01', date '2026-02-02', 100,
           '[]', 'test', now(), p.recorded_by
    FROM provider p CROSS JOIN generate_series(1, 3) WHERE p.tenant_id = :tenant
    """,
)
SPOIL = """
    UPDATE instrument SET body = '{"kind": "terms", "settings": {"gone": 1}, "applies_from": "2025-04-01"}'
    WHERE tenant_id = %s AND kind = 'terms'
"""


@pytest.fixture
def statements(engine):
    """Count what is sent to the database, by its beginning."""
    sent = []

    def note(_connection, _cursor, statement, *_rest):
        sent.append(" ".join(re.findall(r"\w+", statement)[:6]))

    event.listen(engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine, "before_cursor_execute", note)


class TestAComputation:
    def test_sends_as_many_statements_for_a_thousand_providers_as_for_ten(self, found, statements, xiamen):
        counts = {}
        for n in (10, 1000):
            office = found("xiamen", xiamen.period, "2026-04-08")
            quarter = Quarter(office)
            for statement in MORE:
                with office.owner_engine.begin() as connection:
                    given = {"tenant": office.tenant.id, "n": n, "enterprise": quarter.enterprises[0]}
                    connection.execute(
                        text(statement), {k: v for k, v in given.items() if f":{k}" in statement}
                    )
            office.set_all()
            office.complete()
            round_id = office.open()
            office.cut_off(round_id)
            statements.clear()
            with office.unit() as unit:
                made = compute_round(unit, ComputationRequest(round_id, "xiamen"), lambda *_: None)
            counts[n] = list(statements)
            assert made.providers == n
        assert counts[10] == counts[1000]
        assert len(counts[10]) < 80

    def test_tells_its_progress(self, xiamen):
        Quarter(xiamen).add("甲")
        round_id = xiamen.open()
        xiamen.cut_off(round_id)
        told = []
        with xiamen.unit() as unit:
            compute_round(unit, ComputationRequest(round_id, "xiamen"), lambda *step: told.append(step))
        assert told == [(n, 4, zh) for n, zh in enumerate(PHASES)]

    def test_of_nobody_is_one_as_well(self, xiamen):
        xiamen.set_all()
        xiamen.complete()
        round_id = xiamen.open()
        xiamen.reviewed(round_id)
        assert xiamen.table(round_id) == []
        assert xiamen.publish(round_id)["state"] == "published"

    def test_that_the_round_is_no_longer_ready_for_fails_and_says_why(self, xiamen):
        Quarter(xiamen).add("甲")
        round_id = xiamen.open()
        xiamen.cut_off(round_id)
        work_id = xiamen.ask(round_id)
        xiamen.reverse(round_id)
        done = xiamen.work(work_id)
        assert (done.state, done.error_code) == ("failed", "wrong_state")
        assert xiamen.get(round_id)["computation"] is None

    def test_under_terms_that_the_plugin_takes_no_longer_fails_and_says_why(self, xiamen):
        xiamen.set_all()
        with xiamen.owner_engine.begin() as connection:
            connection.exec_driver_sql(SPOIL, (xiamen.tenant.id,))
        round_id = xiamen.open()
        xiamen.cut_off(round_id)
        done = xiamen.work(xiamen.ask(round_id))
        assert (done.state, done.error_code) == ("failed", "settings_unfit")
        assert "gone" in done.error_detail
