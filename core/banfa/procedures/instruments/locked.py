"""What an edition said when it was promulgated, kept word for word, and held against what it says now.

An edition in force may not be changed under the results that rest on it: another version of the measure is
another edition. Whoever settles an edition that a document has promulgated finds out; so does `/readyz`, and
`banfa city check` where there is a database to ask.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import bindparam, text

from banfa.cities.differences import digest_rules, find_differences, rules_as_data
from banfa.database.rows import Bound, TenantRow, json_column, text_column
from banfa.database.security import door
from banfa.errors import Conflict
from banfa.procedures.instruments.bodies import Promulgation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection

    from banfa.cities.differences import Difference
    from banfa.cities.loading.discovery import Cities
    from banfa.law import Edition
    from banfa.procedures.instruments.instrument import Instrument
    from banfa.trust.unit import Unit

MAX_NAMED: Final = 5
"""How many differences an error names."""


class LockedEdition(
    TenantRow,
    table="locked_edition",
    key=("instrument_id",),
    refers={"instrument_id": "instrument"},
    rights="SELECT, INSERT",
    bound=Bound(),
):
    """The rules of an edition as a document promulgated them, by name, with the digest of them all."""

    instrument_id: int
    digest: str = text_column()
    rules: dict[str, object] = json_column(dict[str, object])


@dataclass(frozen=True, slots=True)
class ChangedEdition:
    """An edition that says something else than when it was promulgated."""

    city: str
    edition: str
    document_no: str
    differences: tuple[Difference, ...]

    def __str__(self) -> str:
        named = "；".join(map(str, self.differences[:MAX_NAMED]))
        more = f"等{len(self.differences)}处" if len(self.differences) > MAX_NAMED else ""
        return (
            f"版本“{self.edition}”已由{self.document_no}公布施行，其后规则被改动：{named}{more}。"
            "请恢复原来的规则；办法确有修订的，另立版本公布"
        )


_LOCKED: Final = LockedEdition.select().where(LockedEdition.c.instrument_id == bindparam("instrument"))


def lock_edition(unit: Unit, law: Edition, instrument: Instrument) -> None:
    """Keep what an edition says as a document promulgates it."""
    unit.add(LockedEdition, instrument_id=instrument.id, digest=digest_rules(law), rules=rules_as_data(law))


def check_unchanged(unit: Unit, city: str, law: Edition, instruments: Sequence[Instrument]) -> None:
    """Check that an edition says what it said when it was last promulgated.

    Raises Conflict (`edition_changed`) naming each provision, what it said and what it says.
    """
    promulgations = [i for i in instruments if isinstance(i.body, Promulgation)]
    if not promulgations or promulgations[-1].body.law in {None, digest_rules(law)}:  # type: ignore[union-attr]
        return
    last = promulgations[-1]
    locked = unit.one_or_none(LockedEdition, _LOCKED, instrument=last.id)
    differences = tuple(find_differences(locked.rules if locked else {}, rules_as_data(law)))
    changed = ChangedEdition(city, law.key, last.document_no, differences)
    raise Conflict("edition_changed", f"{changed}。", field="edition", edition=law.key)


DOOR: Final = door(
    "banfa_door_locked_edition",
    """
    CREATE FUNCTION banfa_door_locked_edition()
    RETURNS TABLE (city text, edition text, document_no text, digest text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
        SELECT DISTINCT last.city, last.edition, last.document_no, last.digest FROM (
            SELECT DISTINCT ON (i.tenant_id, i.edition) t.city, i.edition, i.document_no, l.digest
            FROM instrument i
            JOIN tenant t ON t.id = i.tenant_id
            JOIN locked_edition l ON l.tenant_id = i.tenant_id AND l.instrument_id = i.id
            ORDER BY i.tenant_id, i.edition, i.issued_on DESC, i.id DESC
        ) last
    $$
    """,
)
"""Tells which editions of which cities are promulgated, by which documents, and not by which bureau."""

RULES_DOOR: Final = door(
    "banfa_door_locked_rules",
    """
    CREATE FUNCTION banfa_door_locked_rules(wanted text)
    RETURNS TABLE (rules jsonb)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
        SELECT l.rules FROM locked_edition l WHERE l.digest = wanted LIMIT 1
    $$
    """,
)
"""Tells what the rules of a digest say: a city's plugin, which is nobody's secret."""

_PROMULGATED: Final = text("SELECT city, edition, document_no, digest FROM banfa_door_locked_edition()")
_RULES: Final = text("SELECT rules FROM banfa_door_locked_rules(:digest)")


def find_changed_editions(connection: Connection, cities: Cities) -> list[ChangedEdition]:
    """Find what the loaded cities say otherwise than when it was promulgated, for any bureau."""
    return list(_compare(connection, {(name, e.key): e for name, e in _list_editions(cities)}))


def _list_editions(cities: Cities) -> Iterator[tuple[str, Edition]]:
    for name in cities.names():
        if not cities.problems(name):
            yield from ((name, edition) for edition in cities.profile(name).editions)


def _compare(connection: Connection, editions: dict[tuple[str, str], Edition]) -> Iterator[ChangedEdition]:
    for row in connection.execute(_PROMULGATED).all():
        law = editions.get((row.city, row.edition))
        if law is not None and digest_rules(law) != row.digest:
            rules: dict[str, Any] = connection.execute(_RULES, {"digest": row.digest}).scalar_one()
            differences = tuple(find_differences(rules, rules_as_data(law)))
            yield ChangedEdition(row.city, row.edition, row.document_no, differences)
