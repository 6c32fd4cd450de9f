"""A login that too many passwords were tried for is noted in the chain of every bureau of its person."""

from __future__ import annotations

from contextlib import contextmanager
from threading import Thread
from typing import TYPE_CHECKING

from banfa.failures import describe_failure
from banfa.logs import get_logger
from banfa.trust.login_attempts import WINDOW
from banfa.trust.sessions import list_seats
from banfa.trust.tenants import operator
from banfa.trust.unit import unit_of_work
from banfa.web.context import get_context

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy import Engine

log = get_logger("banfa.web")


def note_lock(account_id: int | None, *, now: datetime) -> None:
    """Note that an account's login is locked for a while; of no account there is nobody to be told.

    It is done beside the answer: how long that takes must not tell whether there is such a login.
    """
    if account_id is not None:
        Thread(target=_note, args=(get_context().engine, account_id, now), daemon=True).start()


def _note(engine: Engine, account_id: int, now: datetime) -> None:
    """One line a bureau and lock, however many attempts there were; a bureau that fails keeps no other."""
    with _log_failure():
        people = {(seat.bureau.id, seat.person.id): seat for seat in list_seats(engine, account_id, now=now)}
        for seat in people.values():
            with _log_failure(), unit_of_work(engine, operator(seat.bureau), now=now) as unit:
                data = {"minutes": WINDOW.seconds // 60}
                unit.note("person.login_locked", f"person/{seat.person.id}", data, event=False)


@contextmanager
def _log_failure() -> Iterator[None]:
    """Name in the log, in one line, what goes wrong: nobody waits for it."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 - whatever it is
        log.error("request_failed", failure=describe_failure(error))  # noqa: TRY400
