"""约谈: done with its record, which says who spoke with whom, when, where, about what, and what was said."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING, Final

from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.specifiers import past_day, text, text_list
from banfa.procedures.cases.attaching import require_papers
from banfa.procedures.cases.handling import begin_in_case
from banfa.procedures.cases.persons import check_two
from banfa.procedures.cases.remedies import REMEDIES, CaseRemedy
from banfa.procedures.cases.steps import take
from banfa.procedures.inputs import Inputs

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit

INTERVIEW: Final = "interview"


class RecordInterview(
    Inputs,
    example={
        "held_on": "2026-05-06",
        "place": "局三楼会议室",
        "interviewers": ["林晓", "郑文"],
        "recorder": "周明",
        "interviewed": ["吴霞（总经理）"],
        "matters": "两家企业反映系统上线后无人维护。",
        "words": "该单位承认维护不及时，承诺一周内派员到场。",
    },
):
    """What the signed record says."""

    held_on: date = past_day("约谈之日")
    place: str = text("地点", max_length=200)
    interviewers: list[str] = text_list("约谈人", max_length=50, max_items=6, hint="两名以上")
    recorder: str = text("记录人", max_length=50)
    interviewed: list[str] = text_list("被约谈人（姓名、职务）", max_length=100, max_items=10)
    others: list[str] | None = text_list("其他参加人", max_length=100, max_items=10)
    matters: str = text("约谈事项（所问）", max_length=2000)
    words: str = text("约谈内容（所答）", max_length=4000)


def record_interview(
    unit: Unit, _profile: Profile, remedy_id: int, data: RecordInterview, version: int | None = None
) -> CaseRemedy:
    """Record an 约谈 that was held: with this it is done. Its signed record hangs on the remedy.

    Raises Conflict (`not_an_interview`, `paper_missing`), Malformed (`two_persons`, `field_missing`,
    `days_reversed`).
    """
    remedy = REMEDIES.begin(unit, "record_interview", remedy_id, version=version)
    if remedy.kind != INTERVIEW:
        raise Conflict("not_an_interview", "只有约谈才登记约谈记录，其他措施请用“登记已执行完毕”。")
    interviewers = check_two(data.interviewers, field="interviewers", zh="约谈人")
    begin_in_case(unit, remedy.case_id, *interviewers, data.recorder)
    if not data.interviewed:
        raise Malformed("field_missing", "请写明被约谈人（interviewed）。", field="interviewed")
    if remedy.served_on is not None and data.held_on < remedy.served_on:
        message = f"约谈之日（held_on）不能早于约谈通知送达之日{remedy.served_on}。"
        raise Malformed("days_reversed", message, field="held_on")
    require_papers(unit, "remedy", remedy_id, "interview_record")
    return take(unit, REMEDIES, remedy, "record_interview", vars(data))


def check_no_interview(remedy: CaseRemedy) -> None:
    """Check that a remedy is done without a record. Raises Conflict (`interview_record_missing`)."""
    if remedy.kind == INTERVIEW:
        message = "约谈须登记约谈记录（何人、何时、何地、所问所答）并附签名的记录后才算办结。"
        raise Conflict("interview_record_missing", message)


def find_no_interview(_unit: Unit, _profile: Profile, remedy: CaseRemedy) -> str | None:
    """Whether a remedy is no 约谈, of which there is no record."""
    return None if remedy.kind == INTERVIEW else ""


def find_interview(_unit: Unit, _profile: Profile, remedy: CaseRemedy) -> str | None:
    """Whether a remedy is an 约谈, which is done with its record."""
    return "" if remedy.kind == INTERVIEW else None
