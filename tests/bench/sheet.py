"""The sheet against one hand-written SQL statement for the same facts, over a million contracts.

Both read the same rows under row security, with the same settings, and bring their columns home the same way.
`run(contracts=…, providers=…)` for another size.
"""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from sqlalchemy import BigInteger, Date, TextualSelect, bindparam, column, text
from sqlalchemy.dialects.postgresql import TIMESTAMP

from banfa.database import migrations
from banfa.database.engine import make_engine
from banfa.database.tenancy import tenant_transaction
from banfa.embedded.postgres import EmbeddedPostgres, start_postgres
from banfa.law import FAR, Fact, Window
from banfa.law import facts as f
from banfa.ledger.entries.asof import AsOf
from banfa.ledger.facts.packing import fetch_columns
from banfa.ledger.facts.sheet import TUNED, SheetData, build_sheet
from banfa.ledger.kinds.completeness import REPORTS, record_reports
from tests.bench.line import Line, best_of

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
TENANT = 1
ROUND, EVER, STAY = Window.ROUND, Window.EVER, Window.MEMBERSHIP
CHECKED = f.verification("sound", "").left
WORK = (
    f.joined_on,
    f.first_contract_on,
    f.last_new_enterprise_on,
    f.last_new_enterprise_ever_on,
    f.idle_since,
    f.contracts_signed,
    f.contracts_signed.in_(EVER),
    f.contracts_registered,
    f.contracts_registered.in_(STAY),
    f.served_enterprises,
    f.served_enterprises.in_(ROUND),
    f.concessions_promised,
    f.concessions_kept,
    f.maintenance_months,
    f.maintained_contracts,
    f.maintenance_months.in_(EVER),
    f.acceptances_due,
    f.acceptances_on_time,
    f.acceptances_due.in_(EVER),
    f.enterprises_examined,
    f.enterprises_examined.in_(EVER),
    f.enterprises_failed_state,
    f.enterprises_below_2,
    f.enterprises_at_level(2),
    f.enterprises_at_level(2).in_(EVER),
    f.enterprises_at_level(4),
    f.products,
    f.scenarios,
)
VOICES = (
    f.dissatisfied_answers,
    f.dissatisfied_enterprises,
    f.ever_dissatisfied_enterprises,
    f.surveyed_enterprises,
    *(
        rating(topic, topic)
        for rating in (f.rating_sum, f.rating_count)
        for topic in ("attitude", "response", "effect")
    ),
    f.review_sum("expert", ""),
    f.review_count("expert", ""),
)
ACTS = (
    f.orders_issued,
    f.orders_served,
    f.orders_refused,
    f.orders_missed,
    f.rechecks_failed,
    f.complaints_upheld,
    f.removals,
    f.grades("D"),
    f.grades("C"),
    f.latest_grade("D").left,
    f.finding("breach", "").left,
    f.finding("leak", "").left,
    CHECKED,
)
RECORDS = (
    f.target_gap,
    f.records("honour", "", "项"),
    f.record_items("event", "", "项"),
    f.record_sum("training", "", "人"),
    f.service_cases,
)
FACTS: tuple[Fact, ...] = (*WORK, *VOICES, *ACTS, *RECORDS)
"""In the order of the hand-written statement's columns."""

AS_OF = date(2026, 3, 31)
AT = AsOf(
    tenant_id=TENANT,
    as_of=AS_OF,
    round_start=date(2026, 1, 1),
    known_at=datetime(2026, 5, 1, tzinfo=UTC),
    complete=dict.fromkeys([*REPORTS, *map(record_reports, ("honour", "event", "training"))], AS_OF),
)


def by_hand() -> TextualSelect:
    """The hand-written statement, its columns named so that they can be packed."""
    words = (HERE / "by_hand.sql").read_text("utf-8").replace(":far", str(FAR))
    names = [f"c{n}" for n in range(len(FACTS) + 1)]
    typed = text(f"SELECT * FROM ({words}) AS by_hand({', '.join(names)})").bindparams(
        bindparam("as_of", type_=Date),
        bindparam("round_start", type_=Date),
        bindparam("known_at", type_=TIMESTAMP(timezone=True)),
    )
    return typed.columns(*(column(name, BigInteger) for name in names))


@contextmanager
def filled(contracts: int, providers: int) -> Iterator[EmbeddedPostgres]:
    """A server of its own, with the made-up city."""
    with start_postgres(durable=False, settings={"shared_buffers": "1GB"}) as server:
        migrations.upgrade(server.owner_url)
        words = (HERE / "town.sql").read_text("utf-8")
        words = words.replace(":contracts", str(contracts)).replace(":providers", str(providers))
        with server.connect("banfa") as connection:
            # the rows are known to fit each other
            connection.execute("SET session_replication_role = replica")
            connection.execute(words.encode())
            connection.commit()
            connection.autocommit = True
            connection.execute("VACUUM ANALYZE")
        yield server


def run(contracts: int = 1_000_000, providers: int = 10_000) -> list[str]:
    """Fill a server and compare."""
    with filled(contracts, providers) as server:
        return compare(server.app_url, f"{contracts:,} contracts, {providers:,} providers")


def compare(url: str, size: str) -> list[str]:
    """Time both on a database that is filled, by turns, and hold their numbers against each other."""
    engine = make_engine(url)
    ours, theirs, more = [], [], []
    with tenant_transaction(engine, TENANT, read_only=True, isolation="REPEATABLE READ") as connection:
        connection.execute(TUNED)
        for _ in range(3):
            ours.append(best_of(1, lambda: build_sheet(connection, FACTS, AT, with_evidence=False)))
            theirs.append(best_of(1, lambda: fetch_columns(connection, by_hand(), AT.binds())))
            more.append(best_of(1, lambda: build_sheet(connection, FACTS, AT)))
        made = build_sheet(connection, FACTS, AT)
        wrong = differences(made, fetch_columns(connection, by_hand(), AT.binds()))
    engine.dispose()
    told = f"{len(FACTS)} facts, {size}; {wrong} numbers differ"
    evidence = (
        f"with the ids of the {sum(map(len, made.evidence.values())):,} entries behind them for the receipt"
    )
    return [
        str(Line("sheet", min(ours), min(theirs), "one statement by hand", "at least 1/1.2 = 0.83", told)),
        str(Line("sheet with evidence", min(more), min(theirs), "the same statement", "", evidence)),
    ]


def differences(made: SheetData, columns: list[np.ndarray]) -> int:
    """How many numbers are not the same. What nobody checked is -1 by hand, and an interval in the sheet."""
    order = np.argsort(columns[0])
    wrong = int((columns[0][order] != made.providers).sum())
    for fact, values in zip(FACTS, columns[1:], strict=True):
        value, (low, high) = values[order], made.sheet.columns[fact.key]
        unsaid = (value == -1) & (fact is CHECKED)
        wrong += int((np.where(unsaid, 0, value) != low).sum() + (np.where(unsaid, 1, value) != high).sum())
    return wrong
