"""The offices of casework serve here as well; two providers in the pool, and a call that is out to both."""

import pytest

from tests.casework.conftest import app, cities, clock, make_desk, make_office, xiamen
from tests.filings.calling import SENT_ON, call_pool

__all__ = ["app", "cities", "clock", "make_desk", "make_office", "xiamen"]


@pytest.fixture
def pool(xiamen):
    """Two providers in the pool, on 1 April."""
    providers = [xiamen.new_provider(name) for name in ("鹭江软件有限公司", "筼筜智能有限公司")]
    for provider in providers:
        xiamen.join(provider, "product")
    xiamen.go_to(SENT_ON)
    return xiamen, providers


@pytest.fixture
def called(pool):
    """A call that is out: the office, the call, its two filings."""
    office, _ = pool
    return office, *call_pool(office)
