"""Several at the same moment, each in a transaction of its own: accounts, failed logins, erasures."""

from __future__ import annotations

from functools import partial

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from banfa.errors import BanfaError
from banfa.trust import passwords
from banfa.trust.accounts import describe_login, find_account, give_one_time_password, tie_account
from banfa.trust.chain import verify_chain
from banfa.trust.erasing import erase_row
from banfa.trust.identities import set_identity
from banfa.trust.login_attempts import attempts, count_attempt, forget_attempt, make_keys
from banfa.trust.persons import add_person, change_person, describe_changeable, find_person
from banfa.trust.unit import unit_of_work
from tests.at_once import call_at_once
from tests.trust.bureaus import NOW

CALLERS = 6


@pytest.fixture(autouse=True)
def _cheap_passwords(monkeypatch):
    hasher = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    monkeypatch.setattr(passwords, "_hasher", hasher)


def add(engine, admin, name):
    with unit_of_work(engine, admin, now=NOW) as unit:
        return add_person(unit, name=name, roles=["officer"])


def try_in_unit(engine, admin, act):
    """Let it be done in a unit of its own; gives the code of what was refused, None for what was done."""

    def call():
        try:
            with unit_of_work(engine, admin, now=NOW) as unit:
                act(unit)
        except BanfaError as problem:
            return problem.code
        return None

    return call


def read_persons(engine, admin, persons):
    with unit_of_work(engine, admin, now=NOW, read_only=True, isolation="REPEATABLE READ") as unit:
        assert not verify_chain(unit).faults
        return [find_person(unit, person.id) for person in persons]


class TestALogin:
    def test_is_given_to_one_of_many(self, engine, admin):
        persons = [add(engine, admin, f"甲{n}") for n in range(CALLERS)]
        login = f"one@{admin.tenant}"

        def give(person):
            return lambda unit: give_one_time_password(unit, person_id=person.id, login=login)

        codes = call_at_once(*(try_in_unit(engine, admin, give(person)) for person in persons))
        assert sorted(map(str, codes)) == ["None", *["login_taken"] * (CALLERS - 1)]
        given = [person.login for person in read_persons(engine, admin, persons)]
        assert sorted(map(str, given)) == ["None"] * (CALLERS - 1) + [login]


class TestAPerson:
    def test_is_changed_by_one_of_many_who_saw_the_same(self, engine, admin):
        person = add(engine, admin, "甲")
        seen = describe_changeable(person)

        def change(unit, post):
            change_person(unit, person_id=person.id, seen=seen, post=post)

        calls = [try_in_unit(engine, admin, partial(change, post=f"职务{n}")) for n in range(CALLERS)]
        codes = call_at_once(*calls)
        assert sorted(map(str, codes)) == ["None", *["person_changed"] * (CALLERS - 1)]
        (changed,) = read_persons(engine, admin, [person])
        assert changed.post == f"职务{codes.index(None)}"

    def test_is_given_one_of_many_accounts(self, engine, admin):
        person = add(engine, admin, "甲")
        logins = [f"{n}@{admin.tenant}" for n in range(CALLERS)]

        def give(login):
            return lambda unit: give_one_time_password(unit, person_id=person.id, login=login)

        codes = call_at_once(*(try_in_unit(engine, admin, give(login)) for login in logins))
        assert codes.count(None) == 1
        assert set(codes) <= {None, "account_given", "account_shared"}
        (person,) = read_persons(engine, admin, [person])
        assert person.login == logins[codes.index(None)]
        with engine.connect() as connection:
            ids = [find_account(connection, login).id for login in logins]
        assert [number for number in ids if number is not None] == [person.account_id]

    def test_is_given_one_password_by_many_who_saw_the_same(self, engine, admin):
        person, login = add(engine, admin, "甲"), f"wang@{admin.tenant}"
        with unit_of_work(engine, admin, now=NOW) as unit:
            give_one_time_password(unit, person_id=person.id, login=login)
        with unit_of_work(engine, admin, now=NOW, read_only=True) as unit:
            seen = describe_login(unit, find_person(unit, person.id))

        def give(unit):
            give_one_time_password(unit, person_id=person.id, seen=seen)

        codes = call_at_once(*[try_in_unit(engine, admin, give)] * CALLERS)
        assert sorted(map(str, codes)) == ["None", *["changed_meanwhile"] * (CALLERS - 1)]

    def test_has_an_identity_that_no_other_has(self, engine, admin):
        persons = [add(engine, admin, f"甲{n}") for n in range(CALLERS)]
        for number, person in enumerate(persons):
            with unit_of_work(engine, admin, now=NOW) as unit:
                give_one_time_password(unit, person_id=person.id, login=f"known{number}@{admin.tenant}")

        def bind(person, subject):
            return lambda unit: set_identity(
                unit, person_id=person.id, issuer="https://id.example", subject=subject
            )

        codes = call_at_once(*(try_in_unit(engine, admin, bind(person, "1")) for person in persons))
        assert sorted(map(str, codes)) == ["None", *["identity_taken"] * (CALLERS - 1)]
        known = persons[codes.index(None)]
        codes = call_at_once(*(try_in_unit(engine, admin, bind(known, f"{n}")) for n in range(2, 5)))
        assert None in codes
        assert set(codes) <= {None, "changed_meanwhile"}
        (known,) = read_persons(engine, admin, [known])
        assert codes[int(known.subject) - 2] is None

    def test_of_many_is_tied_to_one_account(self, engine, admin):
        first, *others = [add(engine, admin, f"甲{n}") for n in range(3)]
        login = f"tied@{admin.tenant}"
        with unit_of_work(engine, admin, now=NOW) as unit:
            give_one_time_password(unit, person_id=first.id, login=login)

        def tie(person):
            return lambda unit: tie_account(unit, person_id=person.id, login=login)

        codes = call_at_once(*(try_in_unit(engine, admin, tie(person)) for person in (first, *others)))
        assert codes == ["account_given"] * 3


def test_attempts_that_succeed_at_once_leave_no_count(engine, admin):
    """Two keys are shared and one is not, in an order that the keys' hashes decide."""

    def log_in(number):
        keys = make_keys(b"secret", login=f"x@{admin.tenant}", address=f"192.0.2.{number}")
        with engine.begin() as connection:
            count_attempt(connection, keys, now=NOW)
        with engine.begin() as connection:
            forget_attempt(connection, keys)
        return keys

    numbers = [number % 4 for number in range(CALLERS)]
    keys = {key for known in call_at_once(*(partial(log_in, number) for number in numbers)) for key in known}
    with engine.connect() as connection:
        counted = connection.execute(select(attempts.c.failed).where(attempts.c.key.in_(keys))).scalars()
        assert set(counted) <= {0}


def test_an_erasure_asked_for_twice_leaves_a_chain_that_holds(engine, owner_engine, admin):
    person = add(engine, admin, "李四")

    def erase(unit):
        erase_row(unit, "person", person.id, reason="本人申请", document_no="厦工信删〔2026〕2号")

    codes = call_at_once(*[try_in_unit(owner_engine, admin, erase)] * 4)
    assert codes == [None] * 4
    (person,) = read_persons(engine, admin, [person])
    assert person.name == "（已依法删除）"
