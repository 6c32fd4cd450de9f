"""A client that openapi-python-client makes of the committed document, at work on a bureau with a story."""

from __future__ import annotations

import importlib
import re
import sys
from datetime import date

import httpx
import pytest
from openapi_python_client import Project
from openapi_python_client.config import Config, ConfigFile, MetaType
from openapi_python_client.parser import GeneratorData

from banfa.ledger.kinds.registry import KINDS
from banfa.ledger.sheets.workbooks import MEDIA_TYPE
from banfa.web.api import openapi
from tests.web.document import DOCUMENT
from tests.web.scenario import BY_NAME

pytestmark = pytest.mark.long

PACKAGE = "client_of_the_document"


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """The client as the generator understands the document."""
    config = Config.from_sources(
        ConfigFile(post_hooks=[], content_type_overrides={MEDIA_TYPE: "application/octet-stream"}),
        MetaType.NONE,
        document_source=openapi.FILE,
        file_encoding="utf-8",
        overwrite=True,
        output_path=tmp_path_factory.mktemp("generated") / PACKAGE,
    )
    data = GeneratorData.from_dict(DOCUMENT, config=config)
    assert isinstance(data, GeneratorData), data
    return Project(openapi=data, config=config)


@pytest.fixture(scope="module")
def package(project):
    """The generated package, importable."""
    assert [error.detail for error in project.build()] == []
    sys.path.insert(0, str(project.project_dir.parent))
    yield importlib.import_module(PACKAGE)
    sys.path.remove(str(project.project_dir.parent))


@pytest.fixture(scope="module")
def models(package):
    return importlib.import_module(f"{PACKAGE}.models")


@pytest.fixture(scope="module")
def call(package, app, storied):
    """Call an operation as an officer; gives what it answered, of the type that the client knows."""
    token = storied.client("officer").secret
    client = package.AuthenticatedClient("http://localhost", token, raise_on_unexpected_status=True)
    client.set_httpx_client(
        httpx.Client(
            base_url="http://localhost",
            headers={"Authorization": f"Bearer {token}"},
            transport=httpx.WSGITransport(app=app),
        )
    )

    def send(name, *ids, **arguments):
        (tag,) = BY_NAME[name].described["tags"]
        module = importlib.import_module(f"{PACKAGE}.api.{tag.replace('-', '_')}.{name}")
        response = module.sync_detailed(storied.tenant.slug, *ids, client=client, **arguments)
        assert response.status_code < 300, response.parsed
        return response

    return send


@pytest.fixture(scope="module")
def pages(call):
    """All items of a list, page by page."""

    def read(name, *ids, **arguments):
        page = call(name, *ids, limit=200, **arguments).parsed
        while True:
            yield from page.items
            if page.next_ is None:
                return
            page = call(name, *ids, limit=200, after=page.next_, **arguments).parsed

    return read


class TestPackage:
    def test_has_a_name_that_pip_takes(self, project):
        assert re.fullmatch(r"[a-z][a-z_]+", project.package_name)


class TestLists:
    @pytest.mark.parametrize("kind", KINDS)
    def test_read_every_entry_of_every_kind(self, pages, call, kind):
        name = f"list_{KINDS[kind].plural}"
        entries = list(pages(name))
        assert len({entry.id for entry in entries}) == len(entries)
        for entry in entries[:2]:
            assert call(f"get_{kind}", entry.id).parsed == entry
            assert call(f"get_{kind}_history", entry.id).parsed.items[-1].id == entry.id

    def test_are_not_empty(self, pages):
        assert len(list(pages("list_surveys"))) > 100
        contract = next(pages("list_contracts"))
        assert isinstance(contract.signed_on, date)
        assert contract.provider_name
        assert contract.enterprise_name


class TestRound:
    def test_is_run_to_results_that_have_types(self, call, pages, models, storied):
        body = models.RoundIn(
            name="由生成的客户端办理", period_start=date(2026, 1, 1), period_end=date(2026, 3, 31)
        )
        round_id = call("open_round", body=body).parsed.id
        for step in ("cut_off_round", "compute_round"):
            etag = call("get_round", round_id).headers["ETag"]
            answer = call(step, round_id, if_match=etag)
        storied.work(answer.parsed.work_id)
        job = call("get_job", answer.parsed.work_id).parsed
        assert isinstance(job.result, models.ComputationDone)
        results = list(pages("list_results", round_id))
        assert len(results) == job.result.providers > 20
        for result in results:
            assert isinstance(result, models.Result)
            assert isinstance(result.total, str | list)
            assert isinstance(result.rank, int | list | None)
        whole = call("get_result", round_id, results[0].provider_id).parsed
        assert isinstance(whole, models.ResultInFull)
        assert all(isinstance(criterion.points, str | list) for criterion in whole.criteria)
        assert any(fact.evidence for criterion in whole.criteria for fact in criterion.facts)
