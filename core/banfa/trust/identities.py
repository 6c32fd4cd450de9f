"""Identities (统一身份): as which subject of which provider a person logs in, without a password of ours.

A provider (OpenID Connect) names people by `subject`, which never changes and is given to nobody else. The
administrator enters it once; no e-mail and no name stands for it. It belongs to the person of one bureau, not
to the account: what one bureau's provider says opens nothing in another bureau that does not trust it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from banfa.database.security import door
from banfa.errors import Conflict, Forbidden, Malformed
from banfa.trust.instants import PRESENT
from banfa.trust.persons import Person, end_sessions_of, find_person, keep_administrator
from banfa.trust.sessions import PERSON, PERSON_COLUMNS, make_seats
from banfa.trust.tenants import COLUMNS, JOINED, RETURNED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from sqlalchemy import Engine

    from banfa.trust.sessions import Seat
    from banfa.trust.unit import Unit

MAX_SUBJECT: Final = 255
"""ASCII characters (OpenID Connect Core 1.0, 2)."""

DOOR: Final = door(
    "banfa_door_identity",
    f"""
    CREATE FUNCTION banfa_door_identity(slugs text[], of_issuer text, of_subject text)
    RETURNS TABLE ({RETURNED}, {PERSON})
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
        SELECT {COLUMNS}, {PERSON_COLUMNS}
        FROM person p JOIN ({JOINED}) ON t.id = p.tenant_id
        WHERE t.slug = ANY (slugs) AND p.issuer = of_issuer AND p.subject = of_subject ORDER BY t.id
    $$
    """,  # noqa: S608 - our own columns
)

_SEATS: Final = text(
    f"SELECT known.*, {PRESENT}(known.tenant_id) AS present "  # noqa: S608
    f"FROM {DOOR}(:slugs, :issuer, :subject) AS known"
)


class Identity(NamedTuple):
    """As what somebody is known to a provider."""

    issuer: str
    subject: str


def list_identity_seats(
    engine: Engine, identity: Identity, *, bureaus: Iterable[str], now: datetime | None = None
) -> list[Seat]:
    """List where somebody may work now whom a provider has named, among the bureaus (slugs) that trust it.

    Raises Forbidden: `identity_unknown` where none of them has entered him, `person_inactive` where he does
    not serve any more, `account_missing` where he was given no account, `no_seat` where no role is left.
    """
    values = {"slugs": sorted(bureaus), **identity._asdict()}
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        rows = connection.execute(_SEATS, values).all()
    if not rows:
        message = "统一身份认证已通过，但您的统一身份没有登记在本系统，请联系本单位的管理员。"
        raise Forbidden("identity_unknown", message)
    active = [row for row in rows if row.person_active]
    if not active:
        message = "您在本系统的人员登记已停用，请联系本单位的管理员。"
        raise Forbidden("person_inactive", message)
    with_account = [row for row in active if row.account_id is not None]
    if not with_account:
        raise Forbidden("account_missing", "您在本系统还没有账号，请联系本单位的管理员。")
    seats = make_seats(with_account, now=now, issuer=identity.issuer)
    if not seats:
        raise Forbidden("no_seat", "您现在没有可用的单位和角色，请联系本单位的管理员。")
    return seats


def describe_identity(person: Person) -> dict[str, Any]:
    """As whom a person is known, and to which provider: to be held against later."""
    return {"issuer": person.issuer, "subject": person.subject}


def set_identity(
    unit: Unit, *, person_id: int, issuer: str, subject: str | None, seen: Mapping[str, Any] | None = None
) -> Person:
    """Enter as whom the provider `issuer` knows a person; None takes it away. Sessions are over then.

    `seen` is what was on record when somebody thought of it, as `describe_identity` gives it. Raises Missing
    for the person; Malformed (`subject_malformed`, `account_missing`); Conflict: `identity_taken` where it is
    another person's here, `changed_meanwhile` where somebody else was quicker, `last_administrator`.
    """
    person = find_person(unit, person_id)
    if seen is not None and describe_identity(person) != seen:
        raise _make_late_problem(person)
    if subject is not None:
        _check(person, subject)
    identity = (None, None) if subject is None else (issuer, subject)
    if identity == (person.issuer, person.subject):
        return person
    table = Person.table
    as_read = (table.c.id == person_id, table.c.subject.is_not_distinct_from(person.subject))
    values = {"issuer": identity[0], "subject": identity[1]}
    statement = unit.update(table).where(*as_read).values(**values).returning(table.c.id)
    try:
        with keep_administrator(unit):
            changed = unit.execute(statement).first()
    except IntegrityError as error:
        message = "这个统一身份在本单位已登记给另一人，请核对。"
        raise Conflict("identity_taken", message, field="subject") from error
    if changed is None:
        raise _make_late_problem(person)
    unit.seal(table, [person_id])
    if person.subject is not None:
        end_sessions_of(unit, person_id)
    act = "revoked" if subject is None else "registered"
    unit.note(f"identity.{act}", f"person/{person_id}", {}, event=False)
    return find_person(unit, person_id)


def _make_late_problem(person: Person) -> Conflict:
    return Conflict("changed_meanwhile", f"“{person.name}”的统一身份刚刚已被更改，请核对后重新提交。")


def _check(person: Person, subject: str) -> None:
    """Raise Malformed for a subject that no provider gives, or a person who could not log in by it."""
    if not (0 < len(subject) <= MAX_SUBJECT and subject.isascii() and subject.isprintable()):
        message = f"统一身份标识应为1至{MAX_SUBJECT}个英文字母、数字或符号，请照统一身份认证所给的填写。"
        raise Malformed("subject_malformed", message, field="subject")
    if person.account_id is None or not person.active:
        message = f"“{person.name}”还没有账号或已停用，请先发一次性密码以开设账号。"
        raise Malformed("account_missing", message, field="subject")
