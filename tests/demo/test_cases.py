"""The demonstration's cases: closed, corrected or begun, with the days on which they would have been done."""

from datetime import UTC, date, datetime

import pytest

from banfa.cities.loading.discovery import load_cities
from banfa.demo import telling
from banfa.demo.bureau import Bureau, issue_instruments, last_period, read_example
from banfa.demo.cases import handle_cases
from banfa.demo.loading import find_tellers, load_story
from banfa.demo.telling import tell_story
from banfa.ledger.kinds.decisions import Decision
from banfa.ledger.recording.listing import list_entries
from banfa.procedures.cases.casefiles import CaseFile
from banfa.procedures.cases.listing import list_rows
from banfa.procedures.cases.remedies import CaseRemedy
from banfa.procedures.decisions.cut_over import set_cut_over
from banfa.procedures.files.storing import make_file_room
from banfa.settings import Settings
from banfa.trust.chain import verify_chain
from banfa.trust.persons import add_person
from banfa.trust.tenants import act_as, operator
from banfa.trust.unit import unit_of_work
from tests.trust.bureaus import new_tenant

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
YEARS_END = datetime(2027, 2, 3, 3, 0, tzinfo=UTC)
BEGUN = {
    "huangshi": ("14.1", {"warning": "effective", "order": "running"}),
    "liuzhou": ("12.3", {"interview": "effective", "order": "running"}),
    "changsha": ("13.2", {"order": "running"}),
    "changchun": ("7.2", {"order": "running"}),
}


@pytest.fixture(scope="module")
def cities():
    return load_cities()


@pytest.fixture
def make_bureau(cities, engine, owner_engine, monkeypatch):
    monkeypatch.setattr(telling, "PROVIDERS", 8)

    def make(key, now):
        tenant, profile = new_tenant(owner_engine, city=key, name=key, now=now), cities.profile(key)
        span = last_period(profile, now.date())
        with unit_of_work(engine, operator(tenant), now=now) as unit:
            officer, reviewer = (
                act_as(tenant, add_person(unit, name=name, roles=[role]).identity, role)
                for name, role in (("王敏", "officer"), ("李建国", "reviewer"))
            )
            set_cut_over(unit, until_on=span.start)
            tellers = find_tellers(unit, officer)
        load_story(engine, tellers, tell_story(profile, seed=7, span=span), now=now)
        bureau = Bureau(engine, profile, tellers, reviewer, lambda: now)
        issue_instruments(bureau, span, *read_example(profile))
        return bureau

    return make


@pytest.fixture
def handle(make_bureau, tmp_path):
    """Handles a city's cases; gives the bureau, the pages' addresses, and what was said."""

    def run(key, now=NOW):
        said: list[str] = []
        bureau = make_bureau(key, now)
        room = make_file_room(Settings(data_dir=tmp_path))
        return bureau, handle_cases(bureau, room, said.append), said

    return run


def read(bureau, row, **equal):
    return bureau.act(bureau.officer, lambda unit: list_rows(unit, row, **equal))


def decisions(bureau, provider_id):
    def listed(unit):
        filters = {"provider_id": provider_id}
        return list_entries(unit, Decision, profile=bureau.profile, filters=filters, limit=50).rows

    of_cases = [d for d in bureau.act(bureau.officer, listed) if d.kind != "grade" and d.cite]
    return {(d.kind, d.label, d.cite) for d in of_cases}


class TestTheFirstCity:
    def test_has_a_closed_case_and_one_corrected(self, handle):
        bureau, pages, said = handle("xiamen")
        closed, wrong, correction = read(bureau, CaseFile)
        assert [case.state for case in (closed, wrong, correction)] == ["closed"] * 3
        assert [page in line for page, line in zip(pages, said[1:], strict=True)] == [True] * 3
        order = next(m for m in read(bureau, CaseRemedy, case_id=closed.id) if m.kind == "order")
        # ninety days before, served five days later: a month from then
        assert (order.served_on, order.due_on) == (date(2026, 8, 29), date(2026, 9, 29))
        assert order.state == "passed"
        assert decisions(bureau, closed.provider_id) == {
            ("warning", None, "11.6"),
            ("order", None, "11.6"),
            ("order_outcome", "done", "11.6"),
            ("order_outcome", "recheck_passed", "11.6"),
        }
        warning, dropped = read(bureau, CaseRemedy, case_id=wrong.id)
        assert (warning.state, dropped.state) == ("revoked", "dropped")
        assert correction.about_id == warning.decision_id
        assert wrong.provider_id != closed.provider_id
        of = (bureau.engine, bureau.officer)
        with unit_of_work(*of, now=NOW, isolation="REPEATABLE READ") as unit:
            assert verify_chain(unit).broken is None


class TestTheOthers:
    @pytest.mark.parametrize("city", BEGUN)
    def test_have_one_in_which_a_report_is_awaited(self, handle, city):
        clause, states = BEGUN[city]
        bureau, (page,), said = handle(city)
        (case,) = read(bureau, CaseFile)
        remedies = read(bureau, CaseRemedy, case_id=case.id)
        assert (case.state, {m.kind: m.state for m in remedies}) == ("open", states)
        assert {remedy.cite for remedy in remedies} == {clause}
        assert page in said[1]

    def test_need_no_calendar_of_a_year_that_is_not_published(self, handle):
        bureau, _, _ = handle("liuzhou", YEARS_END)
        (order,) = [m for m in read(bureau, CaseRemedy) if m.kind == "order"]
        assert order.due_on.year == 2026
