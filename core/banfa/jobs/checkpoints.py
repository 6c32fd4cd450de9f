"""Every night's checkpoint of each bureau's chain, signed and written outside the database.

The file says that the night has its checkpoint: schedulers that share a folder write one between them, those
that do not write one each.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from sqlalchemy import text

from banfa.database.security import door
from banfa.errors import Malformed
from banfa.failures import describe_failure
from banfa.jobs.nightly import Night, Nightly, claim, describe_own_failure
from banfa.logs import get_logger
from banfa.trust.checkpoint_files import list_checkpoints, name_checkpoint, write_checkpoint
from banfa.trust.checkpoints import read_signing_key, take_checkpoint
from banfa.trust.tenants import clock, find_tenant
from banfa.trust.unit import unit_of_work

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime
    from pathlib import Path

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from sqlalchemy import Engine

    from banfa.settings import Settings
    from banfa.trust.unit import Unit

log = get_logger("banfa.jobs")

KIND: Final = "checkpoint"
"""In `nightly`: that one was written, and when."""
ALWAYS: Final = timedelta(0)
"""Where schedulers share no folder each writes one; the last counts."""
APART: Final = timedelta(hours=1)
"""How far apart they may write: a night's checkpoint that was written longer ago and is not there is lost."""

DOOR: Final = door(
    "banfa_door_slugs",
    """
    CREATE FUNCTION banfa_door_slugs() RETURNS TABLE (uuid uuid, slug text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$ SELECT t.uuid, t.slug FROM tenant t ORDER BY t.id $$
    """,
)
"""Tells which bureaus there are: each has its checkpoint every night."""

_SLUGS: Final = text("SELECT uuid, slug FROM banfa_door_slugs()")
_WRITTEN: Final = Nightly.select().where(Nightly.c.kind == KIND).order_by(Nightly.c.day)
_CLOCK: Final = text("SELECT now() AS moment, (now() AT TIME ZONE 'Asia/Shanghai')::date AS today")


def list_slugs(engine: Engine) -> list[str]:
    """The slugs of all bureaus, in the order in which they were made."""
    with engine.connect() as connection:
        return [row.slug for row in connection.execute(_SLUGS)]


def list_written(unit: Unit) -> list[Nightly]:
    """List the nights of which the database knows that a checkpoint was written, oldest first."""
    return unit.all(Nightly, _WRITTEN)


def list_lost(unit: Unit, folder: Path, nights: Iterable[Nightly]) -> list[date]:
    """List those of some nights whose checkpoint, though it was written, is not in the folder."""
    present = {path.stem for path in list_checkpoints(folder, unit.actor.bureau.uuid)}
    return [night.day for night in nights if night.day.isoformat() not in present]


def describe_days(days: Sequence[date]) -> str:
    """Write how many, and the first and the last."""
    first, last = days[0].isoformat(), days[-1].isoformat()
    return f"{len(days)}份（{first if first == last else f'{first}至{last}'}）"


def write_checkpoints(engine: Engine, settings: Settings, *, day: date | None = None) -> int:
    """Write the checkpoint of the day that has begun for every bureau without one; return how many.

    A bureau for which it fails keeps no other from its own, and is tried again with the next look.
    """
    with engine.begin() as connection:
        database_clock = connection.execute(_CLOCK).one()
        bureaus = connection.execute(_SLUGS).all()
    day = day or database_clock.today
    lacking = [row for row in bureaus if not name_checkpoint(settings.checkpoints, row.uuid, day).exists()]
    if not lacking:
        return 0
    try:
        key = read_signing_key(settings.audit_key)
    except Malformed as error:
        file, failure = str(settings.audit_key), describe_failure(error)
        log.error("checkpoint_key_unusable", file=file, failure=failure)  # noqa: TRY400 - one line
        return 0
    written = 0
    for row in lacking:
        path = name_checkpoint(settings.checkpoints, row.uuid, day)
        written += _write(engine, row.slug, path, key=key, day=day, now=database_clock.moment)
    return written


def _write(
    engine: Engine, slug: str, path: Path, *, key: Ed25519PrivateKey, day: date, now: datetime
) -> bool:
    try:
        actor = clock(find_tenant(engine, slug))
        with unit_of_work(engine, actor, now=now) as unit:
            if any(night.day == day and night.asked_at < now - APART for night in list_written(unit)):
                log.error("checkpoint_lost", tenant=slug, file=str(path))
            document = take_checkpoint(unit, key=key)
            claim(unit, Night(KIND, day, now, ALWAYS))
            unit.unaudited("when the last checkpoint was written, for doctor and /metrics")
            write_checkpoint(path, document)
    except Exception as error:  # noqa: BLE001 - raised again unless it is this bureau's own
        log.error("checkpoint_failed", tenant=slug, failure=describe_own_failure(error))  # noqa: TRY400 - one line
        return False
    return True
