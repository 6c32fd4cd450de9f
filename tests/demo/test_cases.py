"""The demonstration's cases: closed, corrected or begun, with the days on which they would have been done."""

from datetime import UTC, date, datetime

import pytest

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
from tests.five_cities import load_five
from tests.trust.bureaus import new_tenant

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
YEARS_END = datetime(2027, 2, 3, 3, 0, tzinfo=UTC)
CITIES = {
    "xiamen": ("11.6", ["warning"]),
    "huangshi": ("14.1", ["warning"]),
    "liuzhou": ("12.3", ["interview"]),
    "changsha": ("13.2", ["circular"]),
    "changchun": ("7.2", []),
}
"""Under which clause a city's case is handled, and what the text has for it besides the order."""


@pytest.fixture(scope="module")
def cities():
    return load_five()


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


def states(bureau, case):
    return {remedy.kind: remedy.state for remedy in read(bureau, CaseRemedy, case_id=case.id)}


@pytest.mark.long
@pytest.mark.parametrize("city", CITIES)
def test_a_city_has_a_case_archived_one_corrected_and_one_that_runs(handle, city):
    clause, others = CITIES[city]
    bureau, pages, said = handle(city)
    archived, wrong, correction, runs = cases = read(bureau, CaseFile)
    assert [case.state for case in cases] == ["archived", "closed", "closed", "open"]
    assert [page in line for page, line in zip(pages, said[1:], strict=True)] == [True] * 4
    # begun fifty-eight days before, in the sixty that a case has; served five later: thirty days from then
    assert (archived.opened_on, archived.due_on) == (date(2026, 9, 25), date(2026, 11, 24))
    remedies = read(bureau, CaseRemedy, case_id=archived.id)
    assert {(remedy.cite, remedy.served_on) for remedy in remedies} == {(clause, date(2026, 9, 30))}
    assert [remedy.due_on for remedy in remedies if remedy.kind == "order"] == [date(2026, 10, 30)]
    assert states(bureau, archived) == {**dict.fromkeys(others, "finished"), "order": "passed"}
    assert decisions(bureau, archived.provider_id) == {
        *((kind, None, clause) for kind in (*others, "order")),
        ("order_outcome", "done", clause),
        ("order_outcome", "recheck_passed", clause),
    }
    assert states(bureau, wrong) == {**dict.fromkeys(others, "dropped"), "order": "revoked"}
    order = next(r for r in read(bureau, CaseRemedy, case_id=wrong.id) if r.kind == "order")
    assert (correction.about_id, correction.provider_id) == (order.decision_id, wrong.provider_id)
    assert states(bureau, correction) == {"withdrawal": "finished"}
    assert states(bureau, runs) == {**dict.fromkeys(others, "effective"), "order": "running"}
    assert wrong.provider_id != archived.provider_id
    with unit_of_work(bureau.engine, bureau.officer, now=NOW, isolation="REPEATABLE READ") as unit:
        assert verify_chain(unit).broken is None


def test_no_calendar_is_needed_of_a_year_that_is_not_published(handle):
    bureau, _, _ = handle("changsha", YEARS_END)
    orders = [remedy for remedy in read(bureau, CaseRemedy) if remedy.kind == "order"]
    assert {order.due_on.year for order in orders} == {2026}
