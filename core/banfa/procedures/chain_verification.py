"""Verifying a bureau's chain as a job, since it takes the longer the more there is; what was found last.

What a job has found stands in its row of work; that it was done, and how it ended, is a link of the chain
itself. Who trusts neither the worker nor the database verifies by `banfa audit verify` with the checkpoints.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

import msgspec
from sqlalchemy import text

from banfa.database.schema import load_rooms
from banfa.trust.chain import verify_chain
from banfa.trust.faults import Fault  # noqa: TC001 - read by msgspec
from banfa.trust.persons import list_with_person, name_person
from banfa.trust.unit import Unit
from banfa.trust.work import Work

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Select

    from banfa.trust.persons import WithPerson

VERIFY: Final = "chain.verify"
"""The kind of work that verifies the chain."""
MAX_FAULTS_STORED: Final = 100
"""Of more, `banfa audit verify` tells."""


@dataclass(frozen=True, slots=True)
class VerificationRequest:
    """A chain is verified as a whole: there is nothing to choose."""


@dataclass(frozen=True, slots=True)
class VerificationDone:
    """What a chain proved to be: links walked, the hash of the last in hex, how many were lawfully erased.

    `fault_count` is how many faults there are, of which `faults` are the first.
    """

    links: int
    hash: str
    erased: int
    fault_count: int
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class LastVerification:
    """The last verification that was carried out: its work, who asked for it, and what was found."""

    work: Work
    person: str | None
    found: VerificationDone


_COUNT: Final = text("SELECT count(*) FROM audit_link WHERE tenant_id = :tenant")
_STAY: Final = text("SELECT 1")
_NEWEST: Final = (
    Work.select()
    .add_columns(name_person(Work.c.person_id))
    .where(Work.c.kind == VERIFY)
    .order_by(Work.c.id.desc())
    .limit(1)
)
_NEWEST_DONE: Final = _NEWEST.where(Work.c.state == "done", Work.c.result.is_not(None))


def request_verification(unit: Unit) -> int:
    """Ask for the bureau's chain to be verified once this unit has committed; returns the work's id."""
    work_id = unit.work(VERIFY, asdict(VerificationRequest()), merge=True)
    unit.note("chain.verification_requested", f"work/{work_id}", {}, event=False)
    return work_id


def find_verification_work(unit: Unit) -> Work | None:
    """Find the work that was asked for last, whatever became of it; None where there was never any."""
    return next((each.row for each in _list_work(unit, _NEWEST)), None)


def find_last_verification(unit: Unit) -> LastVerification | None:
    """Find what was found last; None before the first, or where that was lawfully erased."""
    for work, person in _list_work(unit, _NEWEST_DONE):
        return LastVerification(work, person, msgspec.convert(work.result, VerificationDone))
    return None


def _list_work(unit: Unit, statement: Select[Any]) -> list[WithPerson[Work]]:
    return list_with_person(unit, Work, statement)


def carry_out_verification(
    unit: Unit, _request: VerificationRequest, progress: Callable[[int, int, str], None]
) -> VerificationDone:
    """Carry out the work `chain.verify`: walk the whole chain as it is at one moment."""
    load_rooms()  # a table that this process has not met would be taken for one that there is none of
    total = int(unit.execute(_COUNT).scalar_one())

    def tell(links: int, step: str) -> None:
        progress(links, total, step)
        unit.connection.execute(_STAY)  # what is left alone for long is ended

    with unit.snapshot() as connection:
        walk = Unit(connection, unit.actor, now=unit.now, read_only=True)
        verification = verify_chain(walk, tell=tell)
    done = VerificationDone(
        links=verification.links,
        hash=verification.hash.hex(),
        erased=verification.erased,
        fault_count=verification.count,
        faults=verification.faults[:MAX_FAULTS_STORED],
    )
    data = {"links": done.links, "hash": done.hash, "faults": done.fault_count}
    unit.note("chain.verified", f"chain/{unit.today}", data, event=False)
    return done
