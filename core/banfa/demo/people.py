"""Who logs in to the demonstration: one person a role, with a password that is printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from banfa.errors import Unavailable
from banfa.trust.accounts import change_password, find_account, give_one_time_password
from banfa.trust.passwords import hash_password, make_one_time_password
from banfa.trust.permissions import BUREAU, ROLES
from banfa.trust.persons import add_person, list_persons
from banfa.trust.tenants import operator
from banfa.trust.unit import unit_of_work

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Engine

    from banfa.trust.actor import Tenant
    from banfa.trust.unit import Unit


@dataclass(frozen=True)
class LoginDetails:
    """A person of the demonstration, as printed."""

    role: str
    name: str
    login: str
    password: str

    def __str__(self) -> str:
        return f"{ROLES[self.role]}　{self.name}　账号 {self.login}　密码 {self.password}"


def give_logins(engine: Engine, tenant: Tenant, *, now: datetime) -> list[LoginDetails]:
    """Let one person of every role log in, with a password of his own at once."""
    with unit_of_work(engine, operator(tenant), now=now) as unit:
        return [_give_login(unit, role) for role in BUREAU]


def _give_login(unit: Unit, role: str) -> LoginDetails:
    persons = [p for p in list_persons(unit) if p.roles == [role] and p.kind == "natural"]
    person = persons[0] if persons else add_person(unit, name=f"演示{ROLES[role]}", roles=[role])
    issued = give_one_time_password(unit, person_id=person.id, login=f"{role}@{unit.actor.tenant}")
    account, password = find_account(unit.connection, issued.login), make_one_time_password()
    if account.id is None or account.password is None:
        raise Unavailable("demo_login", "演示账号没有开成。")
    change_password(
        unit.connection,
        account_id=account.id,
        old=account.password,
        new=hash_password(password),
        at=unit.now,
    )
    return LoginDetails(role, person.name, issued.login, password)
