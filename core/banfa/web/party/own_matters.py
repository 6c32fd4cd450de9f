"""What a party is told of matters that run, in words: papers served, sheets to be answered, claims."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from banfa.procedures.party_links.own_claims import list_own_claims
from banfa.procedures.party_links.own_papers import list_served_papers
from banfa.procedures.party_links.own_sheets import list_open_sheets
from banfa.web.console.frame.formats import format_cell, format_wan
from banfa.web.party.own_entries import Section, number_contracts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banfa.web.party.visits import Visit

PAPER: Final = ("文书", "标题", "文号", "签发之日", "送达之日", "整改期限届满日")
SHEET: Final = ("数据项", "台账数据", "所据的报送")
CLAIM: Final = ("合同编号", "申报之日", "办理情况", "补正期限")
PAID: Final = ("已拨付（万元）", "最近拨付之日")
REMEDIES: Final = "不服的，途径和期限以文书所载为准；本页只供查看，不是送达。"


def list_matters(visit: Visit) -> list[Section]:
    """List what runs, section by section; those without anything are left out."""
    return [section for section in _make_sections(visit) if section.rows]


def _make_sections(visit: Visit) -> Iterator[Section]:
    papers = list_served_papers(visit.unit)
    visit.shows("document_service", [paper.id for paper in papers])
    rows = tuple(tuple(map(format_cell, paper[1:])) for paper in papers)
    yield Section("已送达的文书", PAPER, rows, note=REMEDIES)
    for sheet in list_open_sheets(visit.unit):
        visit.shows("confirmation_sheet", [sheet.id])
        counts = tuple((count.name, count.value, count.reports) for count in sheet.counts)
        due = f"请于{sheet.due_on}前盖章答复。" if sheet.due_on else ""
        yield Section("待答复的数据核对单", SHEET, counts, note=due)
    yield _list_claims(visit)


def _list_claims(visit: Visit) -> Section:
    """List claims; what was paid is told to the enterprise, whose money it is."""
    claims = list_own_claims(visit.unit)
    visit.shows("subsidy_claim", [claim.id for claim in claims])
    numbers = number_contracts(visit) if claims else {}
    pays = visit.unit.actor.enterprise_id is not None
    rows = []
    for claim in claims:
        days = (claim.applied_on, claim.standing, claim.supplement_until)
        paid = (format_wan(claim.paid), format_cell(claim.paid_on)) if pays else ()
        rows.append((numbers.get(claim.contract_id, ""), *map(format_cell, days), *paid))
    return Section("奖补申报", (*CLAIM, *PAID) if pays else CLAIM, tuple(rows))
