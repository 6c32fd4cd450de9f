"""Sessions: opened by a login, recognised at every request, ended by the person, the bureau or time.

Only the SHA-256 of a session's secret is stored, and nothing about one is cached: what ends it holds from the
next request on. Beside its own two ends a session is over when the password is changed (`account.changed_at`)
and while the person is not active, has lost the role or the mandate.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import bindparam, text

from banfa.database.security import door
from banfa.database.tenancy import tenant_transaction, tenant_update
from banfa.errors import Missing, Unauthorised
from banfa.trust.actor import ActingPerson, Actor, Tenant
from banfa.trust.authentication import add_credential, check_person, find_districts, read_in_one_trip
from banfa.trust.credential import fingerprint, mint, well_formed
from banfa.trust.instants import PRESENT
from banfa.trust.permissions import LOGS_IN
from banfa.trust.session_row import MAX_IDLE, MAX_SESSION, SEEN_EVERY, Session
from banfa.trust.sources import source_of
from banfa.trust.tenants import COLUMNS, JOINED, RETURNED, make_tenant
from banfa.trust.unit import unit_of_work

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from sqlalchemy import Engine

    from banfa.database.tenancy import Isolation
    from banfa.trust.unit import Unit

PERSON: Final = """person_id bigint, person_uuid uuid, person_name text, person_active boolean,
                   person_roles text[], mandate_kinds text[], mandate_until date, districts text[],
                   account_id bigint"""
PERSON_COLUMNS: Final = """p.id, p.uuid, p.name, p.active, p.roles, p.mandate_kinds, p.mandate_until,
               p.districts, p.account_id"""

DOOR: Final = door(
    "banfa_door_session",
    f"""
    CREATE FUNCTION banfa_door_session(fingerprint bytea)
    RETURNS TABLE ({RETURNED}, {PERSON}, known_to text, subject text,
                   session_id bigint, role text, issuer text, started_at timestamptz, opened_at timestamptz,
                   seen_at timestamptz, ends_at timestamptz, ended_at timestamptz, login text,
                   password_changed_at timestamptz, one_time boolean, seats text[])
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
        SELECT {COLUMNS}, {PERSON_COLUMNS}, p.issuer, p.subject,
               s.id, s.role, s.issuer, s.started_at, s.opened_at, s.seen_at, s.ends_at, s.ended_at, a.login,
               a.changed_at, a.one_time,
               ARRAY(SELECT b.slug
                     FROM person o JOIN tenant b ON b.id = o.tenant_id, unnest(o.roles) AS r
                     WHERE o.active AND r = ANY (ARRAY['{"', '".join(LOGS_IN)}'])
                       AND CASE WHEN s.issuer IS NULL THEN o.account_id = a.id
                           ELSE o.account_id IS NOT NULL AND o.issuer = s.issuer AND o.subject = p.subject
                           END)
        FROM credential c
        JOIN session s ON s.tenant_id = c.tenant_id AND s.sha256 = c.sha256
        JOIN person p ON p.tenant_id = s.tenant_id AND p.id = s.person_id
        JOIN account a ON a.id = p.account_id
        JOIN ({JOINED}) ON t.id = s.tenant_id
        WHERE c.sha256 = fingerprint
    $$
    """,  # noqa: S608 - our own columns
)
SEATS: Final = door(
    "banfa_door_seats",
    f"""
    CREATE FUNCTION banfa_door_seats(of_account bigint)
    RETURNS TABLE ({RETURNED}, {PERSON})
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
        SELECT {COLUMNS}, {PERSON_COLUMNS}
        FROM person p JOIN ({JOINED}) ON t.id = p.tenant_id
        WHERE p.account_id = of_account AND p.active ORDER BY t.id
    $$
    """,  # noqa: S608 - our own columns
)

_PRESENT: Final = f"{PRESENT}(known.tenant_id) AS present"
_BY_FINGERPRINT: Final = text(f"SELECT known.*, {_PRESENT} FROM {DOOR}(:fingerprint) AS known")  # noqa: S608
_ENTER: Final = (
    f"SELECT known.*, {_PRESENT}, set_config('banfa.tenant', known.tenant_id::text, true) "  # noqa: S608
    f"FROM {DOOR}('\\x{{}}') AS known"
)
_SEATS: Final = text(f"SELECT known.*, {_PRESENT} FROM {SEATS}(:account_id) AS known")  # noqa: S608
_ONE: Final = Session.select().where(Session.c.id == bindparam("session_id"))
_OF_BUREAU: Final = Session.select().where(Session.c.ended_at.is_(None)).order_by(Session.c.id.desc())
_OF_PERSON: Final = _OF_BUREAU.where(Session.c.person_id == bindparam("person_id"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """A session that was recognised: who acts, by which account, and how long it has been going on.

    `seats` are the bureaus (slugs) in which whoever logged in so has a role, once for each role. `issuer` is
    the provider that said who it is, None where a password did; `subject` as what the person is known there.
    """

    actor: Actor
    account_id: int
    login: str
    started_at: datetime
    ends_at: datetime
    seen_at: datetime
    now: datetime
    seats: tuple[str, ...]
    issuer: str | None
    subject: str | None

    @property
    def is_to_be_noted(self) -> bool:
        """Whether its use is to be written down once more."""
        return self.now - self.seen_at >= SEEN_EVERY


@dataclass(frozen=True, slots=True)
class Seat:
    """One bureau and role in which somebody may work who was recognised by password or by an `issuer`."""

    bureau: Tenant
    person: ActingPerson
    role: str
    now: datetime
    issuer: str | None = None

    @property
    def key(self) -> str:
        """What names it in a form."""
        return f"{self.bureau.slug}/{self.role}"


@dataclass(frozen=True, slots=True)
class Opened:
    """A session at the only moment its secret is known."""

    actor: Actor
    secret: str


def recognise(engine: Engine, secret: str, *, now: datetime | None = None) -> Login:
    """Tell whose session this is. Raises Unauthorised (`session_…`, or as for a token's person)."""
    sha256 = _take_fingerprint(secret)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        row = connection.execute(_BY_FINGERPRINT, {"fingerprint": sha256}).one_or_none()
    return _read_login(row, now)


@contextmanager
def enter_session(
    engine: Engine, secret: str, *, now: datetime | None = None, isolation: Isolation | None = None
) -> Iterator[tuple[Login, Unit]]:
    """Tell whose session this is and open a unit that it can only read from, in one round trip."""
    enter = _ENTER.format(_take_fingerprint(secret).hex())
    with read_in_one_trip(
        engine, enter, lambda row: _read_login(row, now), _get_actor, now=now, isolation=isolation
    ) as entered:
        yield entered


def list_seats(engine: Engine, account_id: int, *, now: datetime | None = None) -> list[Seat]:
    """List where an account may work now: bureau by bureau, roles in their order."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        rows = connection.execute(_SEATS, {"account_id": account_id}).all()
    return make_seats(rows, now=now)


def make_seats(rows: Iterable[Any], *, now: datetime | None, issuer: str | None = None) -> list[Seat]:
    """Make the seats of the rows that a door gave."""
    return [
        Seat(make_tenant(row), _make_person(row), role, now or row.present, issuer)
        for row in rows
        for role in LOGS_IN
        if role in row.person_roles and check_person(row, role, now or row.present) is None
    ]


def open_session(engine: Engine, seat: Seat, *, started_at: datetime | None = None) -> Opened:
    """Open a session: of a login, or of a switch within one that `started_at` then."""
    actor = Actor(bureau=seat.bureau, person=seat.person, role=seat.role)
    begun = started_at or seat.now
    secret = mint()
    sha256 = fingerprint(secret)
    with unit_of_work(engine, actor, now=seat.now) as unit:
        times = {"started_at": begun, "opened_at": seat.now, "seen_at": seat.now}
        session = unit.add(
            Session,
            sha256=sha256,
            person_id=seat.person.id,
            role=seat.role,
            issuer=seat.issuer,
            **times,
            ends_at=begun + MAX_SESSION,
        )
        add_credential(unit.connection, sha256, unit.tenant_id)
        manner = {} if seat.issuer is None else {"issuer": seat.issuer}
        unit.note("session.opened", f"session/{session.id}", {"role": seat.role, **manner}, event=False)
    return Opened(actor, secret)


def list_sessions(unit: Unit, *, person_id: int | None = None) -> list[Session]:
    """List the sessions that last, of the bureau or of one person, the latest first."""
    if person_id is None:
        rows = unit.all(Session, _OF_BUREAU)
    else:
        rows = unit.all(Session, _OF_PERSON, person_id=person_id)
    return [row for row in rows if row.lasts(unit.now)]


def find_session(unit: Unit, session_id: int) -> Session:
    """Read one session. Raises Missing."""
    row = unit.one_or_none(Session, _ONE, session_id=session_id)
    if row is None:
        raise Missing("session_missing", "没有这次登录，请核对。")
    return row


def end_sessions(unit: Unit, *session_ids: int) -> None:
    """End sessions; those that have ended stay as they are."""
    table = Session.table
    statement = unit.update(table).where(table.c.id.in_(session_ids), table.c.ended_at.is_(None))
    ended = unit.execute(statement.values(ended_at=unit.now).returning(table.c.id)).scalars().all()
    for session_id in sorted(ended):
        unit.seal(table, [session_id])
        unit.note("session.ended", f"session/{session_id}", {}, event=False)


def note_use(engine: Engine, login: Login) -> None:
    """Write down that a session is being used: it is then not idle."""
    with tenant_transaction(engine, login.actor.tenant_id) as connection:
        table = Session.table
        statement = tenant_update(login.actor.tenant_id, table).where(table.c.id == login.actor.session_id)
        connection.execute(statement.values(seen_at=login.now))


def _take_fingerprint(secret: str) -> bytes:
    if not well_formed(secret):
        raise Unauthorised("session_unknown", "请先登录。")
    return fingerprint(secret)


def _read_login(row: Any, now: datetime | None) -> Login:
    """The session of the row that the door gave, if it gave one and nothing has ended it."""
    if row is None:
        raise Unauthorised("session_unknown", "请先登录。")
    present = now or row.present
    if row.ended_at is not None:
        raise Unauthorised("session_ended", "这次登录已经结束，请重新登录。")
    if present >= min(row.ends_at, row.seen_at + MAX_IDLE):
        raise Unauthorised("session_expired", "登录已过期，请重新登录。")
    if row.opened_at < row.password_changed_at or (row.one_time and row.issuer is None):
        raise Unauthorised("session_ended", "密码已更改，请用新密码重新登录。")
    if row.issuer is not None and row.issuer != row.known_to:
        raise Unauthorised("session_ended", "统一身份已更改，请重新登录。")
    problem = check_person(row, row.role, present)
    if problem is not None:
        raise problem
    actor = Actor(
        bureau=make_tenant(row),
        person=_make_person(row),
        role=row.role,
        source=source_of(row.role, None, row.districts),
        session_id=row.session_id,
        kinds=None if row.mandate_kinds is None else frozenset(row.mandate_kinds),
        districts=find_districts(row, row.role),
    )
    return Login(
        actor=actor,
        account_id=row.account_id,
        login=row.login,
        started_at=row.started_at,
        ends_at=row.ends_at,
        seen_at=row.seen_at,
        now=present,
        seats=tuple(row.seats),
        issuer=row.issuer,
        subject=row.subject,
    )


def _make_person(row: Any) -> ActingPerson:
    return ActingPerson(row.person_id, row.person_uuid, row.person_name)


def _get_actor(login: Login) -> Actor:
    return login.actor
