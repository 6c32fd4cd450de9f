"""A list costs three waits for the database: the token and the tenant, the rows with all names, the end.

One of personal data costs three more, for the trace that it leaves.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from banfa.database.engine import make_engine
from banfa.settings import Settings
from banfa.web.app import create_app
from tests.database.round_trips import counted
from tests.strong_secret import SECRET
from tests.web.clients import Client, credit_code


@pytest.fixture
def asking(database, cities, clock):
    """An application whose round trips are counted: how many one GET by a client takes."""
    with TemporaryDirectory() as folder, counted(database.app_url, folder) as (url, trips):
        engine = make_engine(url)
        app = create_app(Settings(data_dir=Path("/nowhere"), secret=SECRET), engine, cities, clock=clock)

        def ask(client, path, **query):
            again = Client(app.test_client(), client.tenant, client.secret)
            for _ in range(8):  # psycopg prepares a statement when it meets it for the sixth time
                before = trips.count
                assert again.get(path, limit=50, **query).status_code == 200
            return trips.count - before

        yield ask
        engine.dispose()


class TestRoundTrips:
    @pytest.mark.long
    @pytest.mark.parametrize(
        ("path", "query", "trips"),
        [
            ("/acceptances", {}, 3),
            ("/providers", {}, 6),
            ("/providers", {"sort": "-name", "q": "科技"}, 6),
            ("/providers", {"count": "true"}, 7),
            ("/rounds", {}, 3),
            ("/instruments", {}, 3),
            ("/watch/runs", {}, 3),
        ],
    )
    def test_of_a_list(self, storied, asking, path, query, trips):
        assert asking(storied.client("officer"), path, **query) == trips

    def test_of_what_officers_rule(self, bureau, asking):
        officer, platform = bureau.client("officer"), bureau.client("platform")
        code = credit_code()
        row = {"external_id": "P-1", "uscc": code, "name": "甲公司"}
        (report,) = platform.post("/providers/bulk", {"rows": [row]}).json["rows"]
        change = {"reason": "经核对", "data": {"contact": "陈 2"}}
        officer.post(f"/providers/{report['id']}/correction", change, version=1)
        case = {"provider": code, "client": "某厂", "client_size": "small", "served_on": "2025-06-30"}
        for client in (platform, officer):
            client.post("/service-cases/bulk", {"rows": [{"external_id": "1", **case}]})
        (double,) = officer.get("/doubles").json["items"]
        officer.post(f"/doubles/{double['id']}/ruling", {"is_double": True, "reason": "同一案例"})
        for path, trips in (("/overruled", 6), ("/doubles", 3)):
            (item,) = officer.get(path, all="true").json["items"]
            assert item["ruled_by"] == "officer的人"
            assert asking(officer, path, all="true") == trips, path

    def test_of_a_list_with_standings(self, storied, asking):
        """One more for the instruments, one for completeness, one for what the rules ask."""
        assert asking(storied.client("officer"), "/contracts") == 6
