"""Accounts (账号): how a natural person logs in, in however many bureaus he serves.

An account stands outside the tenants; the persons that it is in each bureau refer to it. The app's role
touches none of it directly. Doors look one up by its login, and change a password where the caller shows
what was stored before, or where the transaction is bound to the one bureau that the account is a person of:
no bureau's administrator can so get into another.
"""

from __future__ import annotations

import unicodedata
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Identity,
    PrimaryKeyConstraint,
    Text,
    UniqueConstraint,
    text,
)

from banfa.database.base import control_table, make_instant_column
from banfa.database.security import CURRENT_TENANT, door
from banfa.errors import Conflict, Malformed
from banfa.trust.audit_reading import list_links
from banfa.trust.passwords import ONE_TIME_DAYS, hash_password, make_one_time_password
from banfa.trust.persons import Person, find_person, set_account

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection

    from banfa.trust.unit import Unit

MAX_LOGIN: Final = 60
ISSUED: Final = "password.issued"
"""How the audit calls that somebody was given a password."""

account = control_table(
    "account",
    Column("id", BigInteger, Identity(), nullable=False),
    Column("login", Text, nullable=False),
    Column("password", Text, nullable=False),
    Column("one_time", Boolean, nullable=False),
    make_instant_column("usable_until", nullable=True),
    make_instant_column("changed_at"),
    PrimaryKeyConstraint("id"),
    UniqueConstraint("login"),
    CheckConstraint("login <> ''", name="login_given"),
    CheckConstraint("one_time = (usable_until IS NOT NULL)", name="one_time_bounded"),
)
"""`password` is argon2id's encoded form. A `one_time` one lets in only to be changed, until `usable_until`;
sessions begun before `changed_at` are over."""

FIND: Final = door(
    "banfa_door_account",
    """
    CREATE FUNCTION banfa_door_account(wanted text)
    RETURNS TABLE (id bigint, login text, password text, one_time boolean, usable_until timestamptz)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
        SELECT a.id, a.login, a.password, a.one_time, a.usable_until
        FROM (SELECT 1) AS always LEFT JOIN account a ON a.login = wanted
    $$
    """,
)
_ADD: Final = door(
    "banfa_door_add_account",
    """
    CREATE FUNCTION banfa_door_add_account(
        new_login text, new_password text, until timestamptz, at timestamptz)
    RETURNS bigint
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
        INSERT INTO account (login, password, one_time, usable_until, changed_at)
        VALUES (new_login, new_password, true, until, at)
        ON CONFLICT (login) DO NOTHING RETURNING id
    $$
    """,
)
_CHANGE: Final = door(
    "banfa_door_change_password",
    """
    CREATE FUNCTION banfa_door_change_password(of_account bigint, old text, new text, at timestamptz)
    RETURNS bigint
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
        UPDATE account SET password = new, one_time = false, usable_until = NULL, changed_at = at
        WHERE id = of_account AND password = old RETURNING id
    $$
    """,
)
_RESET: Final = door(
    "banfa_door_reset_password",
    f"""
    CREATE FUNCTION banfa_door_reset_password(of_account bigint, new text, until timestamptz, at timestamptz)
    RETURNS bigint
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
        UPDATE account SET password = new, one_time = true, usable_until = until, changed_at = at
        WHERE id = of_account
          AND EXISTS (SELECT FROM person p
                      WHERE p.tenant_id = {CURRENT_TENANT} AND p.account_id = of_account)
          AND NOT EXISTS (SELECT FROM person p
                          WHERE p.tenant_id <> {CURRENT_TENANT} AND p.account_id = of_account)
        RETURNING id
    $$
    """,  # noqa: S608 - our own words
)
_DELETE: Final = door(
    "banfa_door_delete_account",
    """
    CREATE FUNCTION banfa_door_delete_account(of_account bigint)
    RETURNS bigint
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
        DELETE FROM account a
        WHERE a.id = of_account AND NOT EXISTS (SELECT FROM person p WHERE p.account_id = of_account)
        RETURNING id
    $$
    """,
)

_FIND: Final = text(f"SELECT * FROM {FIND}(:login)")  # noqa: S608
_ADD_ONE: Final = text(f"SELECT {_ADD}(:login, :password, :until, :at)")
_CHANGE_ONE: Final = text(f"SELECT {_CHANGE}(:account_id, :old, :new, :at)")
_RESET_ONE: Final = text(f"SELECT {_RESET}(:account_id, :password, :until, :at)")
_DELETE_ONE: Final = text(f"SELECT {_DELETE}(:account_id)")


class Account(NamedTuple):
    """An account as its login finds it; the `id` is None where there is none."""

    id: int | None
    login: str | None
    password: str | None
    one_time: bool | None
    usable_until: datetime | None


class OneTime(NamedTuple):
    """A one-time password at the only moment that it is known, and for which login."""

    login: str
    password: str


def normalise_login(login: str) -> str:
    """Give the one form of a login, however it was typed."""
    return unicodedata.normalize("NFKC", login).strip().casefold()


def find_account(connection: Connection, login: str) -> Account:
    """Look an account up by its login."""
    row: Any = connection.execute(_FIND, {"login": normalise_login(login)}).one()
    return Account(*row)


def change_password(connection: Connection, *, account_id: int, old: str, new: str, at: datetime) -> bool:
    """Set a new password where the stored one is still `old`; tell whether it was. Both are encoded."""
    values = {"account_id": account_id, "old": old, "new": new, "at": at}
    return connection.scalar(_CHANGE_ONE, values) is not None


def describe_login(unit: Unit, person: Person) -> dict[str, Any]:
    """Say by which login a person is let in, and which link of the audit gave him a password last."""
    subject = f"person/{unit.ids.encode_one('person', person.id)}"
    last = list_links(unit, most=1, action=ISSUED, subject=subject)
    return {"login": person.login, "issued": last[0].seq if last else None}


def give_one_time_password(
    unit: Unit, *, person_id: int, login: str | None = None, seen: Mapping[str, Any] | None = None
) -> OneTime:
    """Give a person a one-time password, and an account of this login where he has none.

    All his sessions are over. `seen` is what `describe_login` said when somebody thought of it: a password
    that was given since is not made worthless (`changed_meanwhile`). Raises Missing for the person; Malformed
    (`login_missing`, `login_malformed`, `person_cannot_log_in`); Conflict `login_taken`, and `account_shared`
    where the account serves in another bureau too: then only its holder changes the password.
    """
    person = find_person(unit, person_id, lock=seen is not None)
    if seen is not None and describe_login(unit, person) != seen:
        message = f"“{person.name}”刚刚已发过一次性密码；再发一次，刚才那个就作废。"
        raise Conflict("changed_meanwhile", message)
    if person.kind != "natural" or person.built_in is not None or not person.active:
        raise Malformed(
            "person_cannot_log_in", f"“{person.name}”不是在用的自然人，不能登录。", field="person"
        )
    password = make_one_time_password()
    values = {
        "password": hash_password(password),
        "until": unit.now + timedelta(days=ONE_TIME_DAYS),
        "at": unit.now,
    }
    if person.account_id is None:
        login = _check_login(login)
        account_id = unit.connection.scalar(_ADD_ONE, {**values, "login": login})
        if account_id is None:
            raise Conflict("login_taken", "这个账号已有人使用，请换一个。", field="login")
        set_account(unit, person, account_id=account_id, login=login)
    elif unit.connection.scalar(_RESET_ONE, {**values, "account_id": person.account_id}) is None:
        detail = f"“{person.name}”还在其他单位任职，密码只能由本人更改，或由系统运维重设。"
        raise Conflict("account_shared", detail)
    unit.note(ISSUED, f"person/{person_id}", {}, event=False)
    return OneTime(login or person.login or "", password)


def tie_account(unit: Unit, *, person_id: int, login: str) -> Person:
    """Let a person log in by an account that he has from another bureau; for whoever runs the server.

    Raises Missing, Malformed (`login_unknown`).
    """
    person = find_person(unit, person_id)
    known = find_account(unit.connection, login)
    if known.id is None or known.login is None:
        raise Malformed("login_unknown", "没有这个账号。", field="login")
    return set_account(unit, person, account_id=known.id, login=known.login)


def delete_account(unit: Unit, account_id: int) -> bool:
    """Delete an account by which no person of any bureau logs in any more; tell whether it was."""
    return unit.connection.scalar(_DELETE_ONE, {"account_id": account_id}) is not None


def _check_login(login: str | None) -> str:
    """Give the login in its one form. Raises Malformed."""
    if not login or not login.strip():
        raise Malformed("login_missing", "请填写账号，如手机号或工号。", field="login")
    normal = normalise_login(login)
    if len(normal) > MAX_LOGIN or not normal.isprintable() or any(map(str.isspace, normal)):
        raise Malformed("login_malformed", f"账号不能有空格，不能超过{MAX_LOGIN}个字符。", field="login")
    return normal
