"""How a remedy was carried out; an 约谈 by its record: who with whom, when, where, and what was said."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING, Any, Final

from banfa.errors import Malformed
from banfa.ledger.entries.specifiers import past_day, text, text_list
from banfa.procedures.cases.attaching import require_papers
from banfa.procedures.cases.handling import begin_in_case
from banfa.procedures.cases.persons import check_two
from banfa.procedures.cases.remedies import REMEDIES, CaseRemedy
from banfa.procedures.cases.steps import list_steps, take
from banfa.procedures.inputs import Inputs

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit

INTERVIEW: Final = "interview"
RECORD: Final = ("held_on", "place", "interviewers", "recorder", "interviewed", "matters", "words")
"""What the record of an 约谈 says; who else was there it says as well, if somebody was."""
HINT: Final = "约谈的填写"


class FinishRemedy(Inputs, example={"reason": "已按通知执行完毕。"}):
    """How it was carried out, and of an 约谈 what its signed record says."""

    reason: str = text("执行情况", max_length=2000)
    held_on: date | None = past_day("约谈之日", hint=HINT)
    place: str | None = text("地点", max_length=200, hint=HINT)
    interviewers: list[str] | None = text_list(
        "约谈人", max_length=50, max_items=6, hint="约谈的填写，两名以上"
    )
    recorder: str | None = text("记录人", max_length=50, hint=HINT)
    interviewed: list[str] | None = text_list(
        "被约谈人", max_length=100, max_items=10, hint="约谈的填写姓名、职务"
    )
    others: list[str] | None = text_list("其他参加人", max_length=100, max_items=10, hint=HINT)
    matters: str | None = text("约谈事项（所问）", max_length=2000, hint=HINT)
    words: str | None = text("约谈内容（所答）", max_length=4000, hint=HINT)


def finish_remedy(
    unit: Unit, _profile: Profile, remedy_id: int, data: FinishRemedy, version: int | None = None
) -> CaseRemedy:
    """Record that a remedy that works has been carried out; an 约谈 is done with its signed record.

    Raises Malformed (`field_missing`, `field_unknown`, `two_persons`, `days_reversed`), Conflict
    (`paper_missing`).
    """
    remedy = REMEDIES.begin(unit, "finish", remedy_id, version=version)
    interview = remedy.kind == INTERVIEW
    persons = [*(data.interviewers or ()), *filter(None, (data.recorder,))] if interview else []
    begin_in_case(unit, remedy.case_id, *persons)
    if interview:
        _check_record(unit, remedy, data)
    elif given := next((name for name in (*RECORD, "others") if getattr(data, name)), None):
        message = f"{FinishRemedy.fields[given].zh}（{given}）是约谈记录的，其他措施不填。"
        raise Malformed("field_unknown", message, field=given)
    return take(unit, REMEDIES, remedy, "finish", vars(data))


def _check_record(unit: Unit, remedy: CaseRemedy, data: FinishRemedy) -> None:
    for name in RECORD:
        if not getattr(data, name):
            zh = FinishRemedy.fields[name].zh
            message = f"约谈须登记约谈记录（何人、何时、何地、所问所答）后才算办结，还缺{zh}（{name}）。"
            raise Malformed("field_missing", message, field=name)
    check_two(data.interviewers or (), field="interviewers", zh="约谈人")
    if remedy.served_on is not None and data.held_on is not None and data.held_on < remedy.served_on:
        message = f"约谈之日（held_on）不能早于约谈通知送达之日{remedy.served_on}。"
        raise Malformed("days_reversed", message, field="held_on")
    require_papers(unit, "remedy", remedy.id, "interview_record")


def find_record(unit: Unit, remedy: CaseRemedy) -> dict[str, Any]:
    """Find what the record of an 约谈 says; empty where there is none yet."""
    steps = [step.said for step, _ in list_steps(unit, "remedy", remedy.id) if step.step == "finish"]
    return steps[-1] if steps else {}
