"""The ways of tampering that were thought of, one by one, and where each is located.

Each is SQL of a master of the database for the tenant `:t`; `seq` is the link at which it has to be located,
`subject` the kind of the entry where it is the ledger that shows it. Where neither stands, only a checkpoint
tells.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Way:
    name: str
    sql: tuple[str, ...]
    seq: int | None = None
    subject: str = ""


def _link(change: str, seq: int) -> str:
    return f"UPDATE audit_link SET {change} WHERE tenant_id = :t AND seq = {seq}"


_COPY = """
    INSERT INTO audit_link (tenant_id, seq, at, action, subject, person, token, role, data_hash, event_hash,
                            rows_hash, previous, hash)
    SELECT tenant_id, {seq}, at, action, subject, person, token, role, data_hash, event_hash, rows_hash,
           {previous}, hash FROM audit_link WHERE tenant_id = :t AND seq = {of}
"""
_TABLES = ("event", "audit_data", "audit_seal", "audit_link")
_CUT = tuple(f"DELETE FROM {table} WHERE tenant_id = :t AND seq > 10" for table in _TABLES)
_EMPTY = tuple(f"DELETE FROM {table} WHERE tenant_id = :t" for table in _TABLES)
_RESET = "UPDATE audit_head SET seq = 0, hash = decode(repeat('00', 32), 'hex') WHERE tenant_id = :t"
_HEAD_TO_10 = """
    UPDATE audit_head SET seq = 10, hash = (SELECT hash FROM audit_link WHERE tenant_id = :t AND seq = 10)
    WHERE tenant_id = :t
"""
_FIRST_CONTRACT = "(SELECT min(id) FROM contract WHERE tenant_id = :t)"
DEEP = "[" * 3000 + "]" * 3000
LAST = 16
"""The number of links of the ground's chain."""

WAYS = (
    Way("link: who", (_link("person = gen_random_uuid()", 3),), 3),
    Way("link: when", (_link("at = at + interval '1 second'", 4),), 4),
    Way("link: when, at a moment no driver can read", (_link("at = 'infinity'", 4),), 4),
    Way("link: which action", (_link("action = 'provider.voided'", 3),), 3),
    Way("link: about what", (_link("subject = 'provider/pv_0'", 3),), 3),
    Way("link: by which token", (_link("token = 'tk_0'", 3),), 3),
    Way("link: in which role", (_link("role = 'officer'", 5),), 5),
    Way("link: its hash", (_link("hash = data_hash", 6),), 6),
    Way("link: what it follows", (_link("previous = hash", 6),), 6),
    Way(
        "link: taken out with all beside it",
        tuple(f"DELETE FROM {table} WHERE tenant_id = :t AND seq = 5" for table in _TABLES),
        5,
    ),
    Way("link: one put after the head", (_COPY.format(seq=LAST + 1, previous="hash", of=LAST),), LAST + 1),
    Way("link: one put far after the head", (_COPY.format(seq=10**15, previous="hash", of=3),), 10**15),
    Way("chain: its end cut off, the head left", _CUT, 11),
    Way("chain: its end cut off, the head moved back", (*_CUT, _HEAD_TO_10), 0, "progress"),
    Way("chain: emptied, the head set back", (*_EMPTY, _RESET), 0, "provider"),
    Way("head: moved on", ("UPDATE audit_head SET seq = seq + 3 WHERE tenant_id = :t",), LAST + 1),
    Way("head: moved back", (_HEAD_TO_10,), 11),
    Way("head: its hash", (r"UPDATE audit_head SET hash = '\x00' WHERE tenant_id = :t",), LAST),
    Way("head: its algorithm", ("UPDATE audit_head SET algorithm = 'sm3' WHERE tenant_id = :t",), LAST),
    Way("head: deleted", ("DELETE FROM audit_head WHERE tenant_id = :t",), LAST),
    Way(
        "data: changed",
        ("""UPDATE audit_data SET data = '{"name": "别家"}' WHERE tenant_id = :t AND seq = 3""",),
        3,
    ),
    Way("data: made unhashable", ("UPDATE audit_data SET data = '1.5' WHERE tenant_id = :t AND seq = 3",), 3),
    Way(
        "data: of a seal of reading, emptied",
        (f"UPDATE audit_data SET data = '{{}}' WHERE tenant_id = :t AND seq = {LAST}",),
        LAST,
        "read_trace",
    ),
    Way(
        "data: of an erasure, nested deeper than anything reads",
        (f"UPDATE audit_data SET data = CAST('{DEEP}' AS jsonb) WHERE tenant_id = :t AND seq = 11",),
        11,
    ),
    Way("data: erased without a link", ("DELETE FROM audit_data WHERE tenant_id = :t AND seq = 3",), 3),
    Way("event: changed", ("UPDATE event SET changed = '{}' WHERE tenant_id = :t AND seq = 3",), 3),
    Way(
        "seal: a number twice",
        ("UPDATE audit_seal SET ids = ids || ids[1] WHERE tenant_id = :t AND seq = 5",),
        5,
    ),
    Way(
        "ledger: an entry edited in place",
        (f"UPDATE contract SET amount = 1 WHERE tenant_id = :t AND id = {_FIRST_CONTRACT}",),
        5,
    ),
    Way(
        "ledger: an entry under a number that no entry has",
        (f"UPDATE contract SET corrects = -1, reason = 'x' WHERE tenant_id = :t AND id = {_FIRST_CONTRACT}",),
        5,
    ),
    Way(
        "ledger: an entry without a link",
        (
            """INSERT INTO enterprise (tenant_id, source, external_id, recorded_at, recorded_by, name,
                                       industry, size, name_key, search_text)
            SELECT tenant_id, source, 'E9', recorded_at, recorded_by, '企业九', industry, size, name_key,
                   search_text FROM enterprise WHERE tenant_id = :t""",
        ),
        0,
        "enterprise",
    ),
    Way(
        "ledger: an entry that is gone",
        (f"DELETE FROM contract WHERE tenant_id = :t AND id = {_FIRST_CONTRACT}",),
        5,
    ),
)
"""What had been found by trying. Rewriting is another matter: `tests.tamper.test_ways` does it by itself."""
