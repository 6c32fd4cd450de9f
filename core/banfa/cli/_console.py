"""What the commands of an operator share: a unit in the operator's name, moments as they are read."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from banfa.cli._servers import connect
from banfa.trust import unit_of_work
from banfa.trust.reads import add_trace
from banfa.trust.tenants import find_tenant, operator
from banfa.trust.unit import SHANGHAI

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from banfa.database.tenancy import Isolation
    from banfa.settings import Settings
    from banfa.trust import Unit
    from banfa.trust.reads import Reading


@contextmanager
def operators_unit(
    settings: Settings, tenant: str, *, read_only: bool = False, isolation: Isolation | None = None
) -> Iterator[Unit]:
    """Open a unit of work on the tenant with this slug, as the app's role, at the present moment.

    Raises Malformed without DATABASE_URL, Missing for a tenant that does not exist.
    """
    with connect(settings.required("database_url")) as engine:
        actor = operator(find_tenant(engine, tenant))
        with unit_of_work(engine, actor, read_only=read_only, isolation=isolation) as unit:
            yield unit


def trace_console(settings: Settings, tenant: str, reading: Reading) -> None:
    """Leave a trace of what a command is about to show of persons. Raises as `operators_unit`."""
    with connect(settings.required("database_url")) as engine:
        actor = operator(find_tenant(engine, tenant))
        with unit_of_work(engine, actor) as unit:
            unit.unaudited("a trace of reading")
            add_trace(unit.connection, actor, reading, now=unit.now)


def format_local(at: datetime) -> str:
    """Write a moment as it is read in the cities: Beijing time, to the minute."""
    return at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
