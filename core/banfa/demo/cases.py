"""Cases of the demonstration: in each city one to its archived file, one corrected, one that runs."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from banfa.demo.desk import TWO, Desk
from banfa.demo.matters import MATTERS, TITLES, Matter, Situation
from banfa.ledger.kinds.memberships import Membership
from banfa.ledger.recording.listing import list_entries
from banfa.ledger.recording.names import name_providers
from banfa.procedures.calendars import LAST_PUBLISHED_DAY
from banfa.procedures.cases.casefiles import CASES, STATES
from banfa.trust.unit import SHANGHAI

if TYPE_CHECKING:
    from collections.abc import Callable

    from banfa.demo.bureau import Bureau
    from banfa.procedures.files.storing import FileRoom
    from banfa.trust.unit import Unit

BACK: Final = timedelta(days=58)
"""How long ago a case began that is closed: a term of a month with holidays at its end, within sixty days."""
LATELY: Final = timedelta(days=12)
"""How long ago one began that runs or is corrected."""
ROOM: Final = timedelta(days=48)
"""Within which a term ends that began lately: no day of it may lie in a year without a calendar."""
ORDER: Final = "order"


def handle_cases(bureau: Bureau, room: FileRoom, say: Callable[[str], None]) -> list[str]:
    """Handle a bureau's cases and say how they stand; gives the addresses of their pages."""
    desk = Desk.of(bureau, room)
    matter = MATTERS[bureau.profile.city.key]
    today = bureau.now().astimezone(SHANGHAI).date()
    before, lately = min(today, LAST_PUBLISHED_DAY) - BACK, min(today - LATELY, LAST_PUBLISHED_DAY - ROOM)
    providers = _pick(bureau, matter.category)
    closed, wrong, runs = (providers[n % len(providers)] for n in (-1, -2, -3))
    cases = [
        _close_one(desk, matter, closed, before),
        *_correct_one(desk, matter, wrong, lately, today),
        _decide_one(desk, matter, runs, lately)[0],
    ]
    say("\n案件（补录，按实际办理之日填写）：")
    return [bureau.act(bureau.officer, partial(_tell, case_id=case, say=say)) for case in cases]


def _pick(bureau: Bureau, category: str | None) -> list[int]:
    """The providers of a category that are in the pool."""
    filters = {"category": category} if category else {}

    def read(unit: Unit) -> list[int]:
        listed = list_entries(unit, Membership, profile=bureau.profile, filters=filters, limit=200)
        return [row.provider_id for row in listed.rows if row.until_on is None]

    return list(dict.fromkeys(bureau.act(bureau.officer, read)))


def _plan(
    desk: Desk, matter: Matter, situation: Situation, provider_id: int, on: date
) -> tuple[int, dict[str, int]]:
    """A case with all that the text has planned, by kind."""
    case = desk.open_case(provider_id, situation.clause, situation.summary, on=on)
    return case, {remedy["kind"]: desk.do("plan_remedy", case, **remedy).id for remedy in matter.remedies}


def _decide_one(desk: Desk, matter: Matter, provider_id: int, on: date) -> tuple[int, dict[str, int]]:
    """A case whose paper is served, after the party was heard where it is: a report is awaited."""
    case, remedies = _plan(desk, matter, matter.true, provider_id, on)
    for remedy in remedies.values():
        if desk.find_remedy(remedy).hearing:
            desk.hear(case, remedy, provider_id, on=on + timedelta(1))
    paper = desk.issue(case, [*remedies.values()], matter.title, on=on + timedelta(4))
    desk.serve(paper, provider_id, on=on + timedelta(5))
    return case, remedies


def _close_one(desk: Desk, matter: Matter, provider_id: int, on: date) -> int:
    """One that was mended in its term: reported on the last day, re-checked by two, closed, archived."""
    case, remedies = _decide_one(desk, matter, provider_id, on)
    order = remedies[ORDER]
    last = desk.find_remedy(order).due_on
    assert last is not None  # noqa: S101 - it was served
    for kind, remedy in remedies.items():
        if kind != ORDER:
            _finish(desk, kind, remedy, provider_id, on + timedelta(6))
    desk.scan("remedy", order, "report", provider_id=provider_id)
    desk.do("take_report", order, reported_on=last.isoformat(), after_hours=False, manner="direct")
    passed = {"checkers": [*TWO], "outcome": "passed", "words": matter.mended}
    desk.do("recheck_remedy", order, checked_on=(last + timedelta(3)).isoformat(), **passed)
    desk.do("close_case", case, result="限期整改已完成，复核合格，予以办结。")
    desk.do("archive_case", case, archive_no=f"演示档〔{on.year}〕{next(desk.numbers)}号")
    return case


def _finish(desk: Desk, kind: str, remedy: int, provider_id: int, on: date) -> None:
    """Carry out what is no order, in the way of its kind."""
    if kind == "interview":
        desk.interview(remedy, provider_id, on=on)
    elif kind == "circular":
        desk.circulate(remedy, on=on)
        desk.do("finish_remedy", remedy, reason="已通报有关单位。")
    else:
        desk.do("finish_remedy", remedy, reason="已送达。")


def _correct_one(desk: Desk, matter: Matter, provider_id: int, on: date, today: date) -> tuple[int, int]:
    """An order that hit the wrong provider, and the case in which it is taken back."""
    case, remedies = _plan(desk, matter, matter.mistaken, provider_id, on)
    order = remedies.pop(ORDER)
    for remedy in remedies.values():
        desk.do("drop_remedy", remedy, reason="初次发生，情节轻微，限期整改即可。")
        desk.check("confirm_drop", remedy)
    paper = desk.issue(case, [order], TITLES[ORDER], on=on + timedelta(4))
    desk.serve(paper, provider_id, on=on + timedelta(6))
    fields: dict[str, Any] = {
        "decision_id": desk.find_remedy(order).decision_id,
        "manner": "annul",
        "title": "撤销限期整改：所据材料属另一名称相近的单位",
    }
    correction: int = desk.do("open_correction", **fields).id
    withdrawal = desk.do("plan_remedy", correction, kind="withdrawal").id
    paper = desk.issue(correction, [withdrawal], "关于撤销有关限期整改的通知", on=today)
    desk.serve(paper, provider_id, on=today)
    desk.do("finish_remedy", withdrawal, reason="已送达。")
    desk.do("close_case", correction, result="原限期整改已撤销。")
    desk.do("close_case", case, result="限期整改已撤销，不再处理。")
    return case, correction


def _tell(unit: Unit, case_id: int, say: Callable[[str], None]) -> str:
    """Say what a case is and where its page stands; gives the page's address."""
    case = CASES.find(unit, case_id, lock=False)
    page = f"/cases/{unit.ids.encode_one('case', case.id)}"
    party = name_providers(unit, {case.provider_id})[case.provider_id]
    say(f"  {case.number}　{party}：{case.title}（{STATES[case.state]}）　页面 {page}")
    return page
