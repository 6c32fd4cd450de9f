from __future__ import annotations

import pytest
from argon2 import PasswordHasher

from banfa.trust import passwords
from tests.console.people import Office
from tests.console.quarter import settled, unreported  # noqa: F401 - fixtures
from tests.web.conftest import (  # noqa: F401 - fixtures
    _cities_of_the_worker,
    app,
    cities,
    clock,
    files_dir,
    storied,
)


@pytest.fixture(scope="session", autouse=True)
def _cheap_passwords():
    """Passwords of tests are hashed as always, but by less work."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
        yield


@pytest.fixture
def office(app, engine, owner_engine, clock):  # noqa: F811 - a fixture
    """A bureau with a person of every role who can log in."""
    return Office(app, engine, owner_engine, clock)
