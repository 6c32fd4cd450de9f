"""A list costs three waits for the database: the token and the tenant, the rows with all names, the end."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from banfa.database.engine import make_engine
from banfa.settings import Settings
from banfa.web.app import create_app
from tests.database.round_trips import counted
from tests.web.clients import Client


@pytest.fixture
def asking(database, cities, clock):
    """An application whose round trips are counted: how many one GET by a client takes."""
    with TemporaryDirectory() as folder, counted(database.app_url, folder) as (url, trips):
        engine = make_engine(url)
        app = create_app(
            Settings(data_dir=Path("/nowhere"), secret="a secret of the tests"), engine, cities, clock=clock
        )

        def ask(client, path, **query):
            again = Client(app.test_client(), client.tenant, client.secret)
            for _ in range(8):  # psycopg prepares a statement when it meets it for the sixth time
                before = trips.count
                assert again.get(path, limit=50, **query).status_code == 200
            return trips.count - before

        yield ask
        engine.dispose()


class TestRoundTrips:
    @pytest.mark.parametrize(
        ("path", "query", "trips"),
        [
            ("/acceptances", {}, 3),
            ("/providers", {}, 3),
            ("/providers", {"sort": "-name", "q": "科技"}, 3),
            ("/providers", {"count": "true"}, 4),
            ("/rounds", {}, 3),
            ("/instruments", {}, 3),
            ("/watch/runs", {}, 3),
        ],
    )
    def test_of_a_list(self, storied, asking, path, query, trips):
        assert asking(storied.client("officer"), path, **query) == trips

    def test_of_a_list_with_standings(self, storied, asking):
        """One more for the instruments, one for completeness, one for what the rules ask."""
        assert asking(storied.client("officer"), "/contracts") == 6
