"""A bureau as large as one gets, filled through the doors that people and platforms use.

Its ledger is the demonstration's story with many more contracts to a provider. Besides there is one of each
thing that a page is about, a round that is closed, one whose results are under review, a night's leads, the
chain verified, and a sheet with rows that were rejected.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from sqlalchemy import text

from banfa.demo import telling
from banfa.demo.contracts import tell_contracts
from banfa.demo.loading import find_tellers, load_story
from banfa.trust.persons import add_person
from banfa.trust.tenants import act_as
from tests.console.leads import run_watch
from tests.console.people import PASSWORD, Office
from tests.console.quarter import compute_quarter, declare, find_in, publish_quarter, set_terms, version_of
from tests.console.town import build_town
from tests.web.clients import credit_code
from tests.web.conftest import SPAN
from tests.web.papers import make_pdf, send_file
from tests.web.sheets import make_sheet, upload

if TYPE_CHECKING:
    from banfa.cities.profile import Profile

QUARTER = {"name": "2026年第一季度", "period_start": "2026-01-01", "period_end": "2026-03-31"}
PUBLIC_DAYS = 20
SHEET_ROWS, BAD_ROWS = 200, 10
BUSIEST = text("""
    SELECT c.provider_id AS provider, max(c.entry_id) AS contract, max(c.enterprise_id) AS enterprise
    FROM contract c WHERE c.tenant_id = :tenant GROUP BY c.provider_id ORDER BY count(*) DESC LIMIT 1
""")
COUNTS = text("""
    SELECT (SELECT count(*) FROM provider WHERE tenant_id = :tenant),
           (SELECT count(*) FROM contract WHERE tenant_id = :tenant)
""")


@dataclass(frozen=True)
class Size:
    """How often thirty providers are told of, and how often the contracts of each."""

    scale: int
    contracts: int


def fill_bureau(office: Office, owner_engine: Any, profile: Profile, size: Size) -> dict[str, str]:
    """Fill a bureau; gives what stands for each thing in an address, as `build_town` does.

    The addresses of pages that nothing else leads to stand by the page's name behind a slash.
    """
    things = build_town(office, owner_engine)
    _load_contracts(office, profile, size)
    set_terms(office, profile)
    declare(office, profile)
    closed = publish_quarter(office, QUARTER)
    _let_days_pass(office)
    reviewer = office.at("reviewer")
    reviewer.post(f"{closed}/close", version=version_of(reviewer.get(closed).text))
    open_round = compute_quarter(office, {**QUARTER, "name": "2026年第一季度（再评）"})
    leads = run_watch(office)
    office.work(office.client("auditor").post("/audit/verification").json["work_id"])
    with owner_engine.connect() as connection:
        busiest = connection.execute(BUSIEST, {"tenant": office.tenant.id}).one()._asdict()
    return {
        **things,
        **{kind: office.outward(kind, number) for kind, number in busiest.items()},
        "round": open_round.rsplit("/", 1)[1],
        "hit": leads[0],
        **_try_draft(office),
        "sheet_import": _send_sheet(office),
        "stored_file": send_file(office.client("officer"), make_pdf()).json["id"],
    }


def count_rows(office: Office, owner_engine: Any) -> tuple[int, int]:
    """How many providers and contracts there are."""
    with owner_engine.connect() as connection:
        providers, contracts = connection.execute(COUNTS, {"tenant": office.tenant.id}).one()
    return providers, contracts


def _load_contracts(office: Office, profile: Profile, size: Size) -> None:
    """Tell the story and record it, each part by whom it is for."""

    def tell_many(story: Any, firm: Any) -> None:
        for _ in range(size.contracts):
            tell_contracts(story, firm)

    with patch.object(telling, "tell_contracts", tell_many):
        story = telling.tell_story(profile, seed=7, span=SPAN, scale=size.scale)
    with office.unit() as unit:
        person = add_person(unit, name="台账经办", roles=["officer"]).identity
        tellers = find_tellers(unit, act_as(office.tenant, person, "officer"))
    load_story(office.engine, tellers, story, now=office.clock())


def _let_days_pass(office: Office) -> None:
    """Move the clock past the days of publicity; whose sessions lay idle logs in again."""
    office.clock.forward(days=PUBLIC_DAYS)
    for role in office.browsers:
        office.browsers[role] = office.browser()
        office.browsers[role].log_in(office.login(role), PASSWORD)


def _try_draft(office: Office) -> dict[str, str]:
    """Try a draft of a term; gives the address of what came of it, and of its picture."""
    officer = office.at("officer")
    round_id = find_in(officer.get("/what-if").text, r'<option value="(rd_\w+)"')
    draft = {"round_id": round_id, "settings.quota.excellent": "21"}
    outcome = officer.send("/what-if", draft).headers["Location"]
    return {"/what_if": outcome, "/what_if_chart": find_in(officer.get(outcome).text, r'<img src="([^"]+)"')}


def _send_sheet(office: Office) -> str:
    """A sheet of providers, some rows of which are rejected."""
    codes = [credit_code() if n >= BAD_ROWS else "错" for n in range(SHEET_ROWS)]
    rows = [(f"表中公司{n}", code) for n, code in enumerate(codes)]
    content = make_sheet(("名称", "统一社会信用代码"), *rows)
    sheet_id: str = upload(office.client("officer"), "provider", content).json["id"]
    return sheet_id
