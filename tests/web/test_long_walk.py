"""A chain that takes longer to walk along than a transaction may be left alone is verified all the same."""

from pathlib import Path

import pytest

from banfa.database.engine import make_engine
from banfa.settings import Settings
from banfa.web.app import create_app
from tests.strong_secret import SECRET
from tests.trust.chains import limit_idling, long_walk
from tests.web.clients import Bureau


@pytest.fixture
def bureau(database, owner_engine, cities, clock):
    engine = make_engine(limit_idling(database.app_url))
    settings = Settings(data_dir=Path("/nowhere"), secret=SECRET)
    yield Bureau(create_app(settings, engine, cities, clock=clock), engine, owner_engine, clock)
    engine.dispose()


def test_is_answered(bureau):
    auditor = bureau.client("auditor")
    with long_walk():
        answer = auditor.get("/audit/verification")
    assert (answer.status_code, answer.json.get("intact")) == (200, True), answer.json


def test_is_carried_out_as_a_job(bureau):
    auditor = bureau.client("auditor")
    job = auditor.post("/audit/verification").json["work_id"]
    with long_walk():
        bureau.work(job)
    (done, told) = (auditor.get(f"/jobs/{job}").json, auditor.get("/audit/verification").json)
    assert (done["state"], done["result"]["fault_count"]) == ("done", 0)
    assert done["steps_done"] == done["result"]["links"] > 0
    assert told["links"] > done["result"]["links"]  # by the link that tells of the job
    assert "faults" not in done["result"]
