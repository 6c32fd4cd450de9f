"""A chain of any length, made outside and copied in."""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import text

from banfa.trust.audit_rows import AuditData, AuditLink
from banfa.trust.link_hashes import hash_data, hash_link
from banfa.trust.persons import add_person
from banfa.trust.unit import unit_of_work
from tests.ledger.town import NOW

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from banfa.trust.actor import Actor


def begin_chain(engine: Engine, actor: Actor) -> Actor:
    """Leave the first link, which binds what the bureau was founded with."""
    with unit_of_work(engine, actor, now=NOW) as unit:
        add_person(unit, name="甲", roles=["officer"])
    return actor


def copy_chain(superuser: Engine, actor: Actor, count: int) -> None:
    """Copy so many links behind those of a bureau's chain, a batch at a time, and set its head."""
    names = [name for name in AuditLink.names if not name.endswith("event_hash") and name != "rows_hash"]
    with superuser.begin() as connection:
        mine = {"t": actor.tenant_id}
        present = connection.execute(
            text("SELECT seq, hash FROM audit_head WHERE tenant_id = :t"), mine
        ).one()
        previous, last = bytes(present.hash), present.seq + count
        cursor: Any = connection.connection.cursor()
        for start in range(present.seq + 1, last + 1, 50_000):
            links, beside = [], []
            for seq in range(start, min(start + 50_000, last + 1)):
                data = AuditData(seq=seq, data={"n": seq}, salt=secrets.token_bytes(16))
                link = AuditLink(
                    seq=seq,
                    at=NOW,
                    action="contract.recorded",
                    subject=f"contract/{seq}",
                    person=actor.person.uuid,
                    token=None,
                    role="admin",
                    data_hash=hash_data("sha256", data),
                    event_hash=None,
                    rows_hash=None,
                    previous=previous,
                    hash=b"",
                )
                previous = hash_link("sha256", actor.bureau.uuid, link)
                links.append(replace(link, hash=previous))
                beside.append(data)
            with cursor.copy(f"COPY audit_link (tenant_id, {', '.join(names)}) FROM STDIN") as copy:
                for link in links:
                    copy.write_row((actor.tenant_id, *(getattr(link, name) for name in names)))
            with cursor.copy("COPY audit_data (tenant_id, seq, data, salt) FROM STDIN") as copy:
                for row in beside:
                    data_text = f'{{"n": {row.seq}}}'
                    copy.write_row((actor.tenant_id, row.seq, data_text, row.salt))
        head = text("UPDATE audit_head SET seq = :seq, hash = :hash WHERE tenant_id = :t")
        connection.execute(head, {"seq": last, "hash": previous, **mine})
