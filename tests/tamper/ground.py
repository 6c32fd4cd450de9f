"""A bureau with something of everything in its chain, and a database's master who leaves no trace.

Whatever he does is done in a transaction that is rolled back: one bureau serves for thousands of ways.
"""

from __future__ import annotations

import importlib.util
import json
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import text

from banfa.ledger.recording.correct import correct_entry, void_entry
from banfa.ledger.recording.erasing import erase_entry
from banfa.ledger.recording.record import record_entries, record_entry
from banfa.trust import unit_of_work
from banfa.trust.chain import verify_here
from banfa.trust.checkpoints import find_rewriting, take_checkpoint
from banfa.trust.export import encode_line, export_here
from banfa.trust.persons import add_person
from banfa.trust.read_seals import seal_reads
from banfa.trust.reads import Reading, add_trace
from banfa.trust.tenants import act_as, operator
from banfa.trust.tokens import issue_token
from banfa.trust.unit import Unit
from tests.ledger.town import NOW, TOWN, code
from tests.trust.bureaus import found_bureau

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

SCRIPT = Path(__file__).parents[2] / "deploy" / "verify_audit.py"
BULK = 300
"""More rows than a seal covers."""


def load_standalone() -> Any:
    """Load the verifier that imports nothing of ours."""
    spec = importlib.util.spec_from_file_location("verify_audit", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def build(engine, owner_engine, key):
    """Found the bureau and give its actor, a checkpoint of its head, and the id of its contract."""
    bureau = found_bureau(owner_engine)
    actor = operator(bureau)
    with unit_of_work(engine, actor, now=NOW) as unit:
        person = add_person(unit, name="张三", roles=["admin"])
        issue_token(unit, role="admin", name="电脑", person_id=person.id, expires_at=NOW + timedelta(days=90))
    officer = act_as(bureau, person.identity, "admin")

    def record(kind, external_id, /, **data):
        with unit_of_work(engine, officer, now=NOW) as unit:
            given = {"source": "platform", "profile": TOWN, "external_id": external_id}
            return record_entry(unit, kind, data, **given).id

    provider = record("provider", "P1", uscc=code(1), name="服务商一", contact="李四 13900000000")
    record("enterprise", "E1", name="企业一", industry="steel", size="small")
    contract = {"provider": "P1", "enterprise": "E1", "signed_on": "2026-01-05", "amount": 100}
    first = record("contract", "C1", **contract)
    other = record("contract", "C2", **contract | {"amount": 200})
    complaint = record(
        "complaint", "X1", provider="P1", received_on="2026-01-06", channel="王五来电", content="王五说：没来"
    )
    with unit_of_work(engine, officer, now=NOW) as unit:
        correct_entry(unit, "contract", first, {"amount": 150}, "经核对", profile=TOWN)
    with unit_of_work(engine, officer, now=NOW) as unit:
        void_entry(unit, "contract", other, "重复")
    rows = [{"external_id": f"B{n}", **contract, "amount": n} for n in range(BULK)]
    with unit_of_work(engine, officer, now=NOW) as unit:
        record_entries(unit, "contract", rows, source="platform", profile=TOWN)
    with unit_of_work(owner_engine, officer, now=NOW) as unit:
        erase_entry(unit, "complaint", complaint, reason="本人申请", document_no="厦工信删〔2026〕1号")
    for number in range(4):
        record(
            "progress",
            f"G{number}",
            contract="C1",
            kind="visit",
            occurred_on="2026-02-01",
            content=f"第{number}次",
        )
    seal_a_read(engine, officer, now=NOW)
    ids = {"provider": provider, "contract": first, "complaint": complaint}
    return officer, sign_head(engine, actor, key), ids


def seal_a_read(engine, actor, *, now):
    """Leave a trace of reading and bind it, as every night does."""
    with unit_of_work(engine, actor, now=now) as unit:
        reading = Reading(way="get_complaint", kind="complaint", shown=[1])
        add_trace(unit.connection, actor, reading, now=now)
        assert seal_reads(unit, until=now + timedelta(minutes=1)) == 1


def sign_head(engine, actor, key):
    """Take a checkpoint, as it comes back from where it is kept."""
    with unit_of_work(engine, actor, now=NOW, read_only=True) as unit:
        checkpoint = take_checkpoint(unit, key=key)
    return json.loads(json.dumps(checkpoint))


class Ground:
    """The bureau under attack."""

    def __init__(self, superuser, actor, checkpoint, folder) -> None:
        self.superuser = superuser
        self.actor = actor
        self.checkpoint = checkpoint
        self.export = folder / "export.jsonl"
        self.standalone = load_standalone()

    @contextmanager
    def attack(self) -> Iterator[Connection]:
        """Open a transaction in which no key, no trigger and no row security holds; it is rolled back."""
        with self.superuser.connect() as connection:
            connection.execute(text("SET LOCAL session_replication_role = replica"))
            yield connection
            connection.rollback()

    def unit(self, connection) -> Unit:
        return Unit(connection, self.actor, now=NOW)

    def locate(self, connection) -> tuple[set[tuple[int, str]], set[tuple[int, str]]]:
        """What our verifier locates, and what the one that knows nothing of us does."""
        unit = self.unit(connection)
        ours = verify_here(unit)
        with self.export.open("w", encoding="utf-8") as file:
            file.writelines(encode_line(line) + "\n" for line in export_here(unit))
        theirs = self.standalone.Verifier(str(self.export)).run()
        return {(f.seq, f.subject) for f in ours.faults}, {(seq, subject) for seq, subject, _ in theirs}

    def differs_from_checkpoint(self, connection) -> bool:
        return find_rewriting(self.unit(connection), self.checkpoint) is not None
