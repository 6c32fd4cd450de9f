"""Persons (人员): who acts. Every link of the audit, approval, decision and record carries one, by id.

A token is only a way to be recognised: whoever holds two is still one person, and what is asked of two
persons (who computes does not approve) is asked of persons. A registered system acts as a person of kind
`system`, and so do the console and the clock of each tenant.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, Generic, Literal, NamedTuple, TypeVar
from uuid import UUID, uuid4

from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    Date,
    ForeignKeyConstraint,
    Text,
    UniqueConstraint,
    and_,
    any_,
    bindparam,
    exists,
    func,
    literal,
    or_,
)
from sqlalchemy.dialects.postgresql import TIMESTAMP
from sqlalchemy.exc import IntegrityError

from banfa.database.base import one_of
from banfa.database.rows import (
    Bound,
    TenantRow,
    array_column,
    bigint_column,
    boolean_column,
    date_column,
    instant_column,
    text_column,
    uuid_column,
)
from banfa.database.security import CURRENT_TENANT, door
from banfa.database.tenancy import select, tenant_insert
from banfa.errors import Conflict, Malformed, Missing, PreconditionFailed
from banfa.trust.actor import DISTRICT, ActingPerson
from banfa.trust.canonical import plain
from banfa.trust.districts import read_districts
from banfa.trust.permissions import ROLES
from banfa.trust.roles import check_giver, check_roles
from banfa.trust.session_row import Session
from banfa.trust.source_row import open_district_source
from banfa.trust.token_row import Token

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date, datetime

    from sqlalchemy import ColumnElement, Connection, Select

    from banfa.trust.unit import Unit

R = TypeVar("R", bound=TenantRow)

KINDS: Final = {"natural": "自然人", "system": "系统"}

CONSOLE: Final = "console"
CLOCK: Final = "clock"
BUILT_IN: Final = {CONSOLE: "系统运维", CLOCK: "定时任务"}
"""Persons that every tenant has from the beginning; no token is issued to them."""


class Person(
    TenantRow,
    table="person",
    constraints=(
        UniqueConstraint("tenant_id", "uuid"),
        UniqueConstraint("tenant_id", "built_in"),
        UniqueConstraint("tenant_id", "account_id"),
        UniqueConstraint("tenant_id", "issuer", "subject"),
        ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_person_account_id"),
        one_of("kind", KINDS),
        one_of("built_in", BUILT_IN),
        CheckConstraint("name <> ''", name="name_given"),
        CheckConstraint("(issuer IS NULL) = (subject IS NULL)", name="identity_whole"),
        CheckConstraint("(districts IS NOT NULL) = ('district' = ANY (roles))", name="districts_given"),
        CheckConstraint("cardinality(districts) > 0", name="districts_some"),
        CheckConstraint(f"roles <@ ARRAY[{', '.join(map(repr, ROLES))}]", name="roles_known"),
    ),
    bound=Bound(state=True, first="k.kind = 'system'"),
    erasable=("name", "post", "login", "issuer", "subject"),
):
    """A person. `roles` are those that tokens may be issued for.

    The mandate: `mandate_kinds`, when given, are the kinds of entry that the person may record, until the end
    of `mandate_until`. `districts` are those that a person of the role of this name works for, and no other
    person has. Who is not `active`, or whose mandate has ended, is not let in. By `account_id`, whose
    `login` is repeated here, the person logs in (`banfa.trust.accounts`); as `subject` of the provider
    `issuer`, without a password of ours (`banfa.trust.identities`).
    """

    id: int
    uuid: UUID = uuid_column()
    kind: str = text_column()
    built_in: str | None = text_column()
    name: str = text_column()
    post: str | None = text_column()
    roles: list[str] = array_column(Text)
    mandate_kinds: list[str] | None = array_column(Text)
    mandate_until: date | None = date_column()
    districts: list[str] | None = array_column(Text)
    active: bool = boolean_column(default="true")
    created_at: datetime = instant_column()
    account_id: int | None = bigint_column()
    login: str | None = text_column()
    issuer: str | None = text_column()
    subject: str | None = text_column()

    @property
    def identity(self) -> ActingPerson:
        """The person as acts carry it."""
        return ActingPerson(self.id, self.uuid, self.name)


class WithPerson(NamedTuple, Generic[R]):
    """A row, and the name of the person whose doing it is."""

    row: R
    person: str | None


_ALL: Final = Person.select().order_by(Person.c.id)
_ONE: Final = Person.select().where(Person.c.id == bindparam("person_id"))
_ONE_LOCKED: Final = _ONE.with_for_update()
HAS_LOGIN: Final = door(
    "banfa_door_has_login",
    f"""
    CREATE FUNCTION banfa_door_has_login(at timestamptz, persons bigint[]) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
        SELECT EXISTS (
            SELECT FROM person p JOIN account a ON a.id = p.account_id
            WHERE p.tenant_id = {CURRENT_TENANT} AND p.id = ANY (persons)
              AND (a.usable_until IS NULL OR a.usable_until > at OR p.issuer IS NOT NULL))
    $$
    """,  # noqa: S608 - our own words
)
"""Whether one of some persons of the present tenant has a password that lets in, or a provider knows him."""

_NOW: Final = bindparam("now", type_=TIMESTAMP(timezone=True))
_IS_ADMINISTRATOR: Final = literal("admin") == any_(Person.c.roles)
_LOCK_ADMINISTRATORS: Final = (
    select(Person.c.id).where(_IS_ADMINISTRATOR).order_by(Person.c.id).with_for_update(key_share=True)
)
_ACTS: Final = and_(
    _IS_ADMINISTRATOR,
    Person.c.active,
    or_(Person.c.mandate_until.is_(None), Person.c.mandate_until >= bindparam("today", type_=Date)),
)
_LETS_OTHERS_IN: Final = (
    literal(action) == any_(Token.c.scopes) for action in ("person.manage", "token.manage")
)
_WAYS_IN: Final = select(
    exists().where(_ACTS),
    or_(
        func.banfa_door_has_login(_NOW, func.array(select(Person.c.id).where(_ACTS).scalar_subquery())),
        exists().where(
            _ACTS,
            Token.c.person_id == Person.c.id,
            Token.c.role == "admin",
            Token.c.revoked_at.is_(None),
            Token.c.expires_at > _NOW,
            or_(Token.c.scopes.is_(None), and_(*_LETS_OTHERS_IN)),
        ),
    ),
)
"""Whether there is an active administrator, and an account or a token by which one lets others in."""
_NAMES: Final = select(Person.c.id, Person.c.name).where(
    Person.c.id == any_(bindparam("ids", type_=ARRAY(BigInteger)))
)


def add_built_in(connection: Connection, tenant_id: int, *, now: datetime) -> int:
    """Give a new tenant the persons that every tenant has, by the owner's role; return the console's id."""
    ids = {}
    for key, name in BUILT_IN.items():
        values = {"uuid": uuid4(), "kind": "system", "built_in": key, "name": name, "roles": []}
        statement = tenant_insert(tenant_id, Person.table).values(**values, created_at=now)
        ids[key] = connection.execute(statement.returning(Person.table.c.id)).scalar_one()
    return int(ids[CONSOLE])


def add_person(
    unit: Unit,
    *,
    name: str,
    roles: Iterable[str],
    post: str | None = None,
    mandate_kinds: Iterable[str] | None = None,
    mandate_until: date | None = None,
    districts: Iterable[str] | None = None,
    kind: Literal["natural", "system"] = "natural",
) -> Person:
    """Enter a person who may be given tokens.

    Raises Malformed (`person_name`, `unknown_role`, `roles_combined`, `districts_…`).
    """
    roles = check_roles(roles, of_system=kind == "system")
    details = {
        "name": _check_name(name),
        "post": post,
        "roles": roles,
        "mandate_kinds": None if mandate_kinds is None else sorted(set(mandate_kinds)),
        "mandate_until": mandate_until,
        "districts": read_districts(roles, districts),
    }
    _open_source(unit, details)
    person = unit.add(Person, uuid=uuid4(), kind=kind, **details, created_at=unit.now)
    unit.note("person.added", f"person/{person.id}", {"uuid": str(person.uuid), "kind": kind, **details})
    return person


@contextmanager
def keep_administrator(unit: Unit) -> Iterator[None]:
    """Do not let what is done in this block shut the last administrator out.

    Afterwards there is still a person in the role, and a token by which one gets in, where there were before;
    raises Conflict (`last_administrator`). Of two who do so at once the second sees what the first has done.
    At the console anything goes: whoever works there can let somebody in again.
    """
    if unit.actor.credential == "console":
        yield
        return
    unit.execute(_LOCK_ADMINISTRATORS).all()
    before = unit.execute(_WAYS_IN, now=unit.now, today=unit.today).one()
    yield
    after = unit.execute(_WAYS_IN, now=unit.now, today=unit.today).one()
    if any(had and not has for had, has in zip(before, after, strict=True)):
        message = "这样将没有管理员能够登录，请先另设一名管理员并为其签发接口密钥。"
        raise Conflict("last_administrator", message)


CHANGEABLE: Final = ("name", "post", "roles", "mandate_kinds", "mandate_until", "districts", "active")


def change_person(
    unit: Unit, *, person_id: int, seen: Mapping[str, Any] | None = None, **changes: Any
) -> Person:
    """Change what is on record of a person (`CHANGEABLE`); tokens follow from the next request on.

    `seen` is what was on record when the change was thought of, as `describe_changeable` gives it. Raises
    Missing, PreconditionFailed (`person_changed`) where that is no longer so, Conflict
    (`last_administrator`), and Malformed as `add_person`; `built_in_person` for one that every tenant has,
    `role_for_oneself` for a role of others that somebody gives himself.
    """
    person = find_person(unit, person_id)
    if person.built_in is not None:
        raise Malformed("built_in_person", f"“{person.name}”是系统自带的，不能更改。")
    if "name" in changes:
        changes["name"] = _check_name(changes["name"])
    if "roles" in changes:
        changes["roles"] = check_roles(changes["roles"], of_system=person.kind == "system")
        check_giver(unit, person.id, added=set(changes["roles"]).difference(person.roles))
    if {"roles", "districts"} & changes.keys():
        roles = changes.get("roles", person.roles)
        districts = person.districts if DISTRICT in roles else None
        changes["districts"] = read_districts(roles, changes.get("districts", districts))
    changes = {key: value for key, value in changes.items() if getattr(person, key) != value}
    if not changes:
        return person
    _open_source(unit, changes)
    table = Person.table
    with keep_administrator(unit):
        _check_seen(unit, person_id, seen)
        unit.execute(unit.update(table).where(table.c.id == person_id).values(**changes))
    unit.seal(table, [person_id])
    if changes.get("active") is False:  # or they would go on where he is taken back
        end_sessions_of(unit, person_id)
    unit.note("person.changed", f"person/{person_id}", changes)
    return find_person(unit, person_id)


def _open_source(unit: Unit, details: Mapping[str, Any]) -> None:
    """Have a source for the districts that somebody is to work for: he reports as it."""
    if details.get("districts"):
        open_district_source(unit, details["districts"])


def _check_seen(unit: Unit, person_id: int, seen: Mapping[str, Any] | None) -> None:
    """Raise PreconditionFailed where a person, whom nobody else changes now, is not on record as was seen."""
    if seen is None:
        return
    person = find_person(unit, person_id, lock=True)
    if describe_changeable(person) != dict(seen):
        raise PreconditionFailed("person_changed", f"“{person.name}”的登记刚刚有变化，请看过新的再改。")


def describe_changeable(person: Person) -> dict[str, Any]:
    """What can be changed of a person, as plain data: to be held against later."""
    values: dict[str, Any] = plain({name: getattr(person, name) for name in CHANGEABLE})
    return values


def set_account(unit: Unit, person: Person, *, account_id: int, login: str) -> Person:
    """Let a person log in by an account. Raises Conflict (`account_given`): he has one, or it is taken."""
    table = Person.table
    of_person = (table.c.id == person.id, table.c.account_id.is_(None))
    values = {"account_id": account_id, "login": login}
    try:
        given = unit.execute(
            unit.update(table).where(*of_person).values(**values).returning(table.c.id)
        ).first()
    except IntegrityError as error:
        raise Conflict("account_given", "这个账号在本单位已有人使用。", field="login") from error
    if given is None:
        raise Conflict("account_given", f"“{person.name}”已经有账号。", field="login")
    unit.seal(table, [person.id])
    unit.note("person.account_given", f"person/{person.id}", {}, event=False)
    return find_person(unit, person.id)


def end_sessions_of(unit: Unit, person_id: int) -> None:
    """End all sessions of a person; the note is the caller's."""
    table = Session.table
    of_person = (table.c.person_id == person_id, table.c.ended_at.is_(None))
    ended = unit.update(table).where(*of_person).values(ended_at=unit.now).returning(table.c.id)
    unit.seal(table, unit.execute(ended).scalars().all())


def list_persons(unit: Unit) -> list[Person]:
    """Read the tenant's persons, those no longer active too, in the order they were entered."""
    return unit.all(Person, _ALL)


def find_person(unit: Unit, person_id: int, *, lock: bool = False) -> Person:
    """Read one person, locked against other changes if asked to. Raises Missing (`person_missing`)."""
    person = unit.one_or_none(Person, _ONE_LOCKED if lock else _ONE, person_id=person_id)
    if person is None:
        raise missing_person()
    return person


def identify_person(connection: Connection, tenant_id: int, person_id: int) -> ActingPerson:
    """Read who acts, before there is a unit: for work that goes on in his name."""
    row = Person.make(connection.execute(_ONE, {"tenant": tenant_id, "person_id": person_id}).one())
    return row.identity


def missing_person() -> Missing:
    """Say that there is no such person."""
    return Missing("person_missing", "没有这个人员，请核对编号（见人员列表）。")


def name_persons(unit: Unit, person_ids: Iterable[int | None]) -> dict[int | None, str | None]:
    """Give names by id, in one statement; that of None (nobody) is None."""
    ids = sorted({person_id for person_id in person_ids if person_id is not None})
    names: dict[int | None, str | None] = {None: None}
    if ids:
        names |= {row.id: row.name for row in unit.execute(_NAMES, ids=ids)}
    return names


def name_person(person_id: ColumnElement[int]) -> ColumnElement[str | None]:
    """Make a subquery of the name of the person whose id a column holds; `Unit.execute` binds its tenant."""
    return select(Person.c.name).where(Person.c.id == person_id).scalar_subquery()


def list_with_person(unit: Unit, row: type[R], statement: Select[Any], **params: Any) -> list[WithPerson[R]]:
    """Read rows by a statement whose last column is `name_person`'s: no further statement for the names."""
    return [WithPerson(row.make(record[:-1]), record[-1]) for record in unit.execute(statement, **params)]


def _check_name(name: str) -> str:
    if not name.strip():
        raise Malformed("person_name", "请填写姓名。", field="name")
    return name.strip()
