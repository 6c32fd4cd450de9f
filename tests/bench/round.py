"""A whole round, from the ledger to stored results with their receipt, against what it cannot do without.

That is one hand-written statement for the same facts, and a COPY of the results into a table of the same
shape. The ledger is that of `sheet`; the edition reads every fact of it, fifteen criteria like Xiamen's
among them.
"""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import numpy as np

from banfa.cities.loading.discovery import Cities
from banfa.cities.profile import Profile
from banfa.database.engine import make_engine
from banfa.database.tenancy import tenant_transaction
from banfa.law import (
    Band,
    City,
    Criterion,
    Dimension,
    Edition,
    Event,
    Fact,
    Grading,
    Months,
    OpenDate,
    OpenNumber,
    Otherwise,
    Quota,
    Rounding,
    Rubric,
    Rule,
    Stage,
    Status,
    cite,
    facts_of,
    linear,
    mean,
    per_item,
    percent,
    share,
    tiers,
)
from banfa.law import facts as f
from banfa.ledger.facts.packing import fetch_columns
from banfa.ledger.facts.sheet import TUNED
from banfa.ledger.kinds.completeness import source_complete
from banfa.procedures.instruments.issue import issue_instrument
from banfa.procedures.receipts.replay import replay
from banfa.procedures.rounds import computing, lifecycle
from banfa.procedures.rounds.computations import receipt_bytes
from banfa.procedures.rounds.requests import ComputationRequest
from banfa.procedures.rounds.results import STORED_COLUMNS, store_results
from banfa.trust.audit import start_chain
from banfa.trust.tenants import find_tenant, operator
from banfa.trust.unit import Unit, unit_of_work
from tests.bench import sheet
from tests.bench.line import Line, best_of

if TYPE_CHECKING:
    from collections.abc import Iterator

NOW = datetime(2026, 5, 1, 9, tzinfo=UTC)
KNOWN_AT = datetime(2026, 4, 1, tzinfo=UTC)
TOPICS = ("attitude", "response", "effect")
COPIED = ("computation_id", "provider_id", "low", "high", *STORED_COLUMNS)
EVER = f.EVER
MANY, POINTS = 100_000, 19
"""How many results, of so many criteria, are stored to see that storing is linear."""


def rated(topic: str) -> Any:
    return mean(f.rating_sum(topic, topic), f.rating_count(topic, topic))


def criteria() -> Iterator[Criterion]:
    """Fifteen criteria of a hundred points."""
    rates = ((percent(0), 0), (percent(60), 2), (percent(80), 4), (percent(100), 6))
    scales = (
        (8, tiers(f.contracts_registered, (0, 0), (1, 2), (3, 4), (6, 6), (10, 8))),
        (6, tiers(share(f.acceptances_on_time, f.acceptances_due), *rates, empty=3)),
        (
            6,
            linear(
                share(f.enterprises_at_level(2), f.enterprises_examined),
                (percent(50), 0),
                (percent(100), 6),
                empty=3,
            ),
        ),
        (
            5,
            linear(
                share(f.concessions_kept, f.concessions_promised), (percent(0), 0), (percent(100), 5), empty=0
            ),
        ),
        (8, per_item(f.products, 1, 8)),
        (8, per_item(f.scenarios, 1, 8)),
        (5, per_item(f.contracts_signed.in_(EVER), "0.05", 5)),
        (
            4,
            tiers(
                mean(f.maintenance_months, f.maintained_contracts),
                (0, 0),
                (12, 1),
                (24, "2.5"),
                (30, 4),
                empty=0,
            ),
        ),
        *((5, linear(rated(topic), (40, 0), (60, 5), empty=3)) for topic in TOPICS),
        (
            10,
            linear(
                mean(f.review_sum("expert", ""), f.review_count("expert", "")), (40, 0), (60, 10), empty=6
            ),
        ),
        (10, per_item(f.record_items("event", "", "项"), 2, 10)),
        (5, per_item(f.records("honour", "", "项"), 1, 5)),
        (10, per_item(f.service_cases, 5, 10)),
    )
    for n, (full, scale) in enumerate(scales, 1):
        yield Criterion(cite(f"6.1.{n}"), f"指标{n}", full, scale)


def quota(label: str, percentage: int) -> Quota:
    number = OpenNumber(cite("7"), f"quota.{label}", label, "%", percentage, percentage, den=100)
    return Quota(number, Rounding.HALF_UP)


def edition() -> Edition:
    """A settled edition that reads every fact of the benchmark; what no criterion reads, a rule does."""
    every = tuple(criteria())
    rubric = Rubric(cite("6"), 100, (Dimension(cite("6.1"), "全部", 100, every),), Rounding.HALF_UP, cap=100)
    bands = (
        Band("优秀", 70, quota("优秀", 20)),
        Band("良好", 60, quota("良好", 30)),
        Band("合格", 50, quota("合格", 40)),
        Band("不合格", None),
    )
    read = set(facts_of(rubric))
    rules = tuple(
        Rule(cite(f"5.{n}"), fact.zh or fact.name, Stage.EVALUATION, asked(fact), Otherwise.CHECK)
        for n, fact in enumerate((one for one in sheet.FACTS if one not in read), 1)
    )
    return Edition(
        key="bench",
        title="基准",
        status=Status.FINAL,
        valid_from=OpenDate(cite("9"), "commencement", "施行之日"),
        valid_to=Event("结束"),
        outline=(),
        rules=rules,
        rubric=rubric,
        grading=Grading(cite("7"), Months(3), bands),
    )


def asked(fact: Fact) -> Any:
    """A condition over one fact."""
    return fact.reaches(1, fact.unit)


class Bench:
    """The filled database, with the edition in force and every report declared complete."""

    def __init__(self, app_url: str, owner_url: str) -> None:
        self.engine, self.owner = make_engine(app_url), make_engine(owner_url)
        self.profile = Profile(City("bench", "基准", "局"), (edition(),), (), ())
        self.officer = operator(find_tenant(self.engine, "bench"))
        self.numbers = count(1)
        self.round_id = 0

    def prepare(self) -> None:
        with self.owner.begin() as connection:
            start_chain(connection, sheet.TENANT, algorithm="sha256")
        said = {"source": "bench", "recorded_at": KNOWN_AT, "recorded_by": self.officer.person.id}
        with unit_of_work(self.engine, self.officer, now=NOW) as unit:
            rows = [{"reports": kind, "until_on": until, **said} for kind, until in sheet.AT.complete.items()]
            unit.connection.execute(unit.insert(source_complete), rows)
            unit.unaudited("a benchmark")
            issue_instrument(
                unit,
                self.profile,
                kind="promulgation",
                edition="bench",
                document_no="1号",
                issuer="局",
                issued_on=sheet.AT.round_start,
                document_class="normative",
                published_on=sheet.AT.round_start,
                published_in="局网站",
                body={"commencement": "2026-01-01"},
            )

    def ready(self) -> None:
        """A round that is ready to be computed."""
        with unit_of_work(self.engine, self.officer, now=NOW) as unit:
            name, (start, end) = f"第{next(self.numbers)}期", (sheet.AT.round_start, sheet.AS_OF)
            made = lifecycle.open_round(unit, self.profile, name=name, period_start=start, period_end=end)
            lifecycle.cut_off_round(unit, round_id=made.round.id)
            self.round_id = made.round.id

    def compute(self) -> None:
        """What a worker does for the round, committed."""
        with unit_of_work(self.engine, self.officer, now=NOW) as unit:
            computing.compute_round(unit, ComputationRequest(self.round_id, "bench"), lambda *_: None)

    def by_hand(self) -> None:
        """The hand-written statement for the same facts."""
        with tenant_transaction(self.engine, sheet.TENANT, read_only=True) as connection:
            connection.execute(TUNED)
            fetch_columns(connection, sheet.by_hand(), sheet.AT.binds())

    def results(self) -> list[tuple[Any, ...]]:
        """The stored results of the last round, as rows to be copied."""
        with self.owner.connect() as connection:
            columns = ", ".join(COPIED)
            last = "(SELECT max(computation_id) FROM round_result)"
            sql = f"SELECT {columns} FROM round_result WHERE computation_id = {last}"
            return [tuple(row) for row in connection.exec_driver_sql(sql)]

    def copy(self, rows: list[tuple[Any, ...]]) -> float:
        """Seconds of a COPY of these rows into a table of the same shape, committed."""
        columns = ", ".join(COPIED)
        with self.owner.connect() as connection:
            connection.exec_driver_sql("DROP TABLE IF EXISTS copied")
            connection.exec_driver_sql("CREATE TABLE copied (LIKE round_result INCLUDING ALL)")
            connection.exec_driver_sql(f"ALTER TABLE copied ALTER tenant_id SET DEFAULT {sheet.TENANT}")
            connection.commit()
            cursor = connection.connection.cursor()

            def copied() -> None:
                with cursor.copy(f"COPY copied ({columns}) FROM STDIN") as into:
                    for row in rows:
                        into.write_row(row)
                connection.connection.commit()

            return best_of(1, copied)


class Storage:
    """Storing made-up results of many providers, in a transaction that is taken back."""

    def __init__(self, bench: Bench, n: int) -> None:
        self.bench, self.n = bench, n
        made = (
            "INSERT INTO provider (tenant_id, uscc, name, source, recorded_at, recorded_by)"
            f" SELECT {sheet.TENANT}, 'S' || n, '服务商', 'bench', now(), 1"
            f" FROM generate_series(1, {n}) n RETURNING id"
        )
        with bench.owner.begin() as connection:
            ids = connection.exec_driver_sql(made).scalars().all()
            found = connection.exec_driver_sql("SELECT max(id) FROM computation").scalar_one()
        self.ids, self.computation_id = np.sort(np.array(ids, np.int64)), int(found)

    def seconds(self, n: int) -> float:
        """How long the first n take."""
        points = np.arange(POINTS * n, dtype=np.int64).reshape(POINTS, n) % 1000
        arrays: dict[str, Any] = {name: np.arange(n) % 100 for name in STORED_COLUMNS}
        arrays |= {"points_low": points, "points_high": points}
        with tenant_transaction(self.bench.engine, sheet.TENANT) as connection:
            unit, where = Unit(connection, self.bench.officer, now=NOW), self.computation_id

            def store() -> None:
                store_results(unit, computation_id=where, providers=self.ids[:n], arrays=arrays)

            taken = best_of(1, store)
            connection.rollback()
            return taken


def run(contracts: int = 1_000_000, providers: int = 10_000) -> Iterator[str]:
    """Fill a server of its own and compare."""
    with sheet.filled(contracts, providers) as server:
        yield from compare(
            server.app_url, server.owner_url, f"{contracts:,} contracts, {providers:,} providers"
        )


def compare(app_url: str, owner_url: str, size: str) -> Iterator[str]:
    """Time both by turns on a database that is filled."""
    bench = Bench(app_url, owner_url)
    cities = Cities({"bench": bench.profile}, {})
    bench.prepare()
    ours, statement, copies = [], [], []
    for _ in range(3):
        bench.ready()
        with patch.object(computing, "cities", lambda: cities):
            ours.append(best_of(1, bench.compute))
        statement.append(best_of(1, bench.by_hand))
        copies.append(bench.copy(bench.results()))
    with unit_of_work(bench.engine, bench.officer, now=NOW) as unit:
        data = receipt_bytes(unit, round_id=bench.round_id)
    note = (
        f"{size}; {min(copies) * 1000:,.0f} ms of it COPY of {len(bench.results()):,} results; "
        f"receipt of {len(data):,} bytes, replayed the same: {replay(data).same}"
    )
    rival = "statement by hand and COPY"
    yield str(Line("round", min(ours), min(statement) + min(copies), rival, "at least 1/2 = 0.5", note))
    storage = Storage(bench, MANY)
    few, many = (
        min(storage.seconds(MANY // 10) for _ in range(3)),
        min(storage.seconds(MANY) for _ in range(3)),
    )
    yield f"storing results: {MANY // 10:,} providers {few * 1000:,.0f} ms, {MANY:,} {many * 1000:,.0f} ms"
