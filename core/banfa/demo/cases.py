"""Cases of the demonstration: one from its lead to the closed file, one corrected; elsewhere one begun."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from banfa.demo.desk import TWO, Desk
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

BACK: Final = timedelta(days=90)
"""How long ago a case began that is closed: a term of a month, and what goes before and after it."""
LATELY: Final = timedelta(days=12)
"""How long ago one began that runs."""
ROOM: Final = timedelta(days=45)
"""Within which a term ends that began lately: no day of it may lie in a year without a calendar."""


@dataclass(frozen=True)
class Begun:
    """What a city's shorter case is about: a situation, whom it is about, what it comes to."""

    clause: str
    summary: str
    title: str
    remedies: tuple[dict[str, Any], ...]
    category: str | None = None


DAYS: Final = {"kind": "order", "term": 30, "term_unit": "日"}
MONTH: Final = {"kind": "order", "term": 1, "term_unit": "个月"}
WARNING: Final = {"kind": "warning"}
BEGUN: Final = {
    "huangshi": Begun("14.1", "法定代表人已变更，未报告。", "关于提醒和限期整改的通知", (WARNING, MONTH)),
    "liuzhou": Begun(
        "12.3", "采购清单功能、用途罗列不准确。", "约谈和限期整改通知书", ({"kind": "interview"}, DAYS)
    ),
    "changsha": Begun("13.2", "未制定细分行业转型实施方案。", "限期整改通知书", (DAYS,), "promoter"),
    "changchun": Begun("7.2", "住所已变更，未报告。", "限期整改通知书", (DAYS,)),
}
"""What was begun where the demonstration is shorter."""


def handle_cases(bureau: Bureau, room: FileRoom, say: Callable[[str], None]) -> list[str]:
    """Handle a bureau's cases and say how they stand; gives the addresses of their pages."""
    desk = Desk.of(bureau, room)
    today = bureau.now().astimezone(SHANGHAI).date()
    begun = BEGUN.get(bureau.profile.city.key)
    if begun is None:
        on = min(today, LAST_PUBLISHED_DAY) - BACK
        first, second = _pick(bureau, None, 2)
        cases = [_close_one(desk, first, on), *_correct_one(desk, second, on)]
    else:
        on = min(today - LATELY, LAST_PUBLISHED_DAY - ROOM)
        cases = [_begin_one(desk, begun, on)]
    say("\n案件（补录，按实际办理之日填写）：")
    return [bureau.act(bureau.officer, partial(_tell, case_id=case, say=say)) for case in cases]


def _pick(bureau: Bureau, category: str | None, many: int) -> list[int]:
    """Some providers of a category that are in the pool."""
    filters = {"category": category} if category else {}

    def read(unit: Unit) -> list[int]:
        listed = list_entries(unit, Membership, profile=bureau.profile, filters=filters, limit=200)
        return [row.provider_id for row in listed.rows if row.until_on is None]

    providers: list[int] = list(dict.fromkeys(bureau.act(bureau.officer, read)))
    return providers[-many:]


def _close_one(desk: Desk, provider_id: int, on: date) -> int:
    """A warning and a month to mend it: reported on the last day, re-checked by two, closed."""
    case = desk.open_case(provider_id, "11.6", "进驻企业不及时，资料报送不完整。", on=on)
    warning = desk.do("plan_remedy", case, **WARNING).id
    order = desk.do("plan_remedy", case, **MONTH).id
    paper = desk.issue(case, [warning, order], "关于提醒和限期整改的通知", on=on + timedelta(4))
    desk.serve(paper, provider_id, on=on + timedelta(5))
    last = desk.find_remedy(order).due_on
    assert last is not None  # noqa: S101 - it was served
    desk.scan("remedy", order, "report", provider_id=provider_id)
    desk.do("take_report", order, reported_on=last.isoformat(), after_hours=False, manner="direct")
    passed = {"checkers": [*TWO], "outcome": "passed", "words": "已补齐资料，走访三家企业属实。"}
    desk.do("recheck_remedy", order, checked_on=(last + timedelta(3)).isoformat(), **passed)
    desk.do("finish_remedy", warning, reason="整改完成。")
    desk.do("close_case", case, result="限期整改已完成，复核合格，予以办结。")
    return case


def _correct_one(desk: Desk, provider_id: int, on: date) -> tuple[int, int]:
    """A warning that hit the wrong firm, and the case in which it is taken back."""
    case = desk.open_case(provider_id, "11.2", "采购清单项目不完整。", on=on)
    warning = desk.do("plan_remedy", case, **WARNING).id
    order = desk.do("plan_remedy", case, **MONTH).id
    desk.do("drop_remedy", order, reason="核实期间已补齐清单，没有须整改的事项。")
    desk.check("confirm_drop", order)
    paper = desk.issue(case, [warning], "关于提醒的通知", on=on + timedelta(4))
    desk.serve(paper, provider_id, on=on + timedelta(6))
    desk.do("finish_remedy", warning, reason="已送达。")
    desk.do("close_case", case, result="已警告。")
    fields: dict[str, Any] = {
        "decision_id": desk.find_remedy(warning).decision_id,
        "manner": "annul",
        "title": "撤销警告：清单属另一名称相近的公司",
    }
    correction: int = desk.do("open_correction", **fields).id
    withdrawal = desk.do("plan_remedy", correction, kind="withdrawal").id
    taken_back = on + timedelta(20)
    paper = desk.issue(correction, [withdrawal], "关于撤销有关警告的通知", on=taken_back)
    desk.serve(paper, provider_id, on=taken_back + timedelta(1))
    desk.do("finish_remedy", withdrawal, reason="已送达，并告知县（市、区）。")
    desk.do("close_case", correction, result="原警告已撤销。")
    return case, correction


def _begin_one(desk: Desk, begun: Begun, on: date) -> int:
    """A case whose order runs: a paper is served, a report is awaited."""
    (provider_id,) = _pick(desk.bureau, begun.category, 1)
    case = desk.open_case(provider_id, begun.clause, begun.summary, on=on)
    remedies = [desk.do("plan_remedy", case, **remedy).id for remedy in begun.remedies]
    paper = desk.issue(case, remedies, begun.title, on=on + timedelta(5))
    desk.serve(paper, provider_id, on=on + timedelta(6))
    return case


def _tell(unit: Unit, case_id: int, say: Callable[[str], None]) -> str:
    """Say what a case is and where its page stands; gives the page's address."""
    case = CASES.find(unit, case_id, lock=False)
    page = f"/cases/{unit.ids.encode_one('case', case.id)}"
    party = name_providers(unit, {case.provider_id})[case.provider_id]
    say(f"  {case.number}　{party}：{case.title}（{STATES[case.state]}）　页面 {page}")
    return page
