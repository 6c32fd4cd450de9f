"""A chain held against a checkpoint, as `banfa audit verify` does, and one that takes long to walk along."""

from __future__ import annotations

from contextlib import contextmanager

from sqlalchemy import Engine, event, make_url

from banfa.trust.chain import verify_chain
from banfa.trust.checkpoints import check_document, find_rewriting

IDLE_S, WALK_S = 1, 2.5
"""How long a transaction may be left alone, and how long a walk takes."""


def verify_against(unit, document):
    """What the chain proves to be; its signature was checked before."""
    check_document(unit, document)
    fault = find_rewriting(unit, document)
    return verify_chain(unit).add(() if fault is None else (fault,))


def limit_idling(url):
    """An address at which a transaction that is left alone longer than a walk takes is ended."""
    options = f"-c idle_in_transaction_session_timeout={IDLE_S}s"
    return make_url(url).update_query_dict({"options": options}).render_as_string(hide_password=False)


@contextmanager
def long_walk():
    """The database takes its time to give the first links."""
    walks: list[str] = []

    def delay(connection, _cursor, statement, *_):
        if "FROM audit_link l" in statement and "l.previous" in statement and not walks:
            walks.append(statement)
            connection.connection.driver_connection.execute(f"SELECT pg_sleep({WALK_S})")

    event.listen(Engine, "before_cursor_execute", delay)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", delay)
    assert walks, "nobody walked"
