"""What comes in under a call: received, complete or sent back to be completed; one reminder, and no more."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING

from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.specifiers import boolean, day, past_day, text
from banfa.procedures.cases.attaching import require_papers
from banfa.procedures.cases.steps import take
from banfa.procedures.filings.call_rows import CALLS, OUT, FilingCall
from banfa.procedures.filings.filing_rows import FILINGS, MaterialFiling
from banfa.procedures.filings.last_days import move_last_day
from banfa.procedures.filings.listing import find_mark
from banfa.procedures.inputs import Inputs, Nothing

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit


class ReceiveFiling(Inputs, example={"handed_on": "2026-04-07", "received_on": "2026-04-08"}):
    """When it was handed in, and when it arrived."""

    handed_on: date = past_day("交出之日", hint="邮寄的填交邮之日，当面、网上递交的填递交之日")
    received_on: date = past_day("收到之日")


class ReturnFiling(
    Inputs,
    example={"deficiency": "进度表缺3个在建项目，未盖章。", "complete_by": "2026-04-15"},
):
    """What is missing, and by when it is to be completed; or that its day of handing in is wrong."""

    deficiency: str = text("须补正的内容", max_length=1000)
    complete_by: date | None = day("补正截止日", hint="逢休息日的，顺延至其后第一个工作日")
    wrong_day: bool | None = boolean("交出之日登记有误", hint="是的，由登记人按材料重新登记，不须另附材料")


class GiveFilingUp(Inputs, example={"remarks": "两次退回后仍缺盖章页，以已报材料存档。"}):
    """Why nothing more is waited for."""

    remarks: str = text("情况说明", max_length=1000)


class RemindFiling(Inputs, example={"reminded_on": "2026-04-07", "channel": "电话"}):
    """When the provider was reminded, and how."""

    reminded_on: date = past_day("提醒之日")
    channel: str = text("提醒方式", max_length=100, hint="电话、短信、联络员等；不是送达")


def find_call(unit: Unit, row_id: int, *, states: tuple[str, ...] = OUT) -> FilingCall:
    """Find a filing's call, locked before the filing. Raises Missing, Conflict (`call_not_out`)."""
    call = CALLS.find(unit, FILINGS.find(unit, row_id, lock=False).filing_call_id)
    if call.state not in states:
        message = f"报送通知现为“{CALLS.states[call.state]}”，不能办理这一步。"
        raise Conflict("call_not_out", message, state=call.state)
    return call


def receive_filing(
    unit: Unit, _profile: Profile, row_id: int, data: ReceiveFiling, version: int | None = None
) -> MaterialFiling:
    """Enter what came in, late or not: its files hang on it. The first day of handing in is what counts.

    What is received a second time has come with papers of its own, unless the day alone was wrong.

    Raises Malformed (`days_reversed`), Conflict (`paper_missing`, `late_marked`).
    """
    call = find_call(unit, row_id)
    again = FILINGS.find(unit, row_id).state == "returned"
    name = "receive_again" if again else "receive"
    row = FILINGS.begin(unit, name, row_id, version=version)
    if data.received_on < data.handed_on or (call.sent_on is not None and data.handed_on < call.sent_on):
        message = f"通知{call.sent_on}发出：交出之日（handed_on）不能早于该日，收到之日不能早于交出之日。"
        raise Malformed("days_reversed", message, field="handed_on")
    entered = row.handed_on is not None
    since = row.returned_at if entered else None
    require_papers(unit, "material_filing", row_id, "filed_material", since=since)
    if not entered and is_in_time(row, data.handed_on):
        _check_unmarked(unit, row)
    values = {"received_on": data.received_on, "received_by": unit.actor.person.id}
    if not entered:
        values["handed_on"] = data.handed_on
    return take(unit, FILINGS, row, name, vars(data), **values)


def is_in_time(row: MaterialFiling, handed_on: date | None) -> bool:
    """Whether what was handed in on a day was in time: the last day is (民法典第二百零三条)."""
    return handed_on is not None and row.due_on is not None and handed_on <= row.due_on


def check_day_entered(row: MaterialFiling) -> None:
    """Check that the day of handing in does not wait to be put right. Raises Conflict (`day_not_entered`)."""
    if row.state == "returned" and row.handed_on is None:
        message = "交出之日登记有误，已退回重新登记：请先登记收到，再办理这一步。"
        raise Conflict("day_not_entered", message)


def _check_unmarked(unit: Unit, row: MaterialFiling) -> None:
    mark = find_mark(unit, row.id)
    if mark is not None and mark.state == "checked":
        message = f"截止日{row.due_on}以前已经交出，而已记逾期：请先撤销逾期记录。"
        raise Conflict("late_marked", message)


def complete_filing(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> MaterialFiling:
    """Find a filing complete, as another person than who received it."""
    find_call(unit, row_id)
    row = FILINGS.begin(unit, "complete", row_id, version=version)
    return take(unit, FILINGS, row, "complete", {})


def return_filing(
    unit: Unit, _profile: Profile, row_id: int, data: ReturnFiling, version: int | None = None
) -> MaterialFiling:
    """Send a filing back to be completed by a day that is worked, or to put its day of handing in right.

    Raises Malformed (`days_reversed`).
    """
    find_call(unit, row_id)
    row = FILINGS.begin(unit, "return", row_id, version=version)
    if data.complete_by is not None and data.complete_by < unit.today:
        message = "补正截止日（complete_by）不能早于今天。"
        raise Malformed("days_reversed", message, field="complete_by")
    complete_by = None if data.complete_by is None else move_last_day(unit, data.complete_by)[0]
    taken = {**vars(data), "complete_by": complete_by}
    values = {"deficiency": data.deficiency, "complete_by": complete_by, "returned_at": unit.now}
    if data.wrong_day:
        taken["handed_on"], values["handed_on"] = row.handed_on, None
    return take(unit, FILINGS, row, "return", taken, **values)


def give_filing_up(
    unit: Unit, _profile: Profile, row_id: int, data: GiveFilingUp, version: int | None = None
) -> MaterialFiling:
    """Record that a filing was not completed. Raises Conflict (`term_running`, `day_not_entered`)."""
    find_call(unit, row_id)
    row = FILINGS.begin(unit, "give_up", row_id, version=version)
    check_day_entered(row)
    if row.complete_by is not None and unit.today <= row.complete_by:
        message = f"补正到{row.complete_by}截止，次日起方可登记未补齐。"
        raise Conflict("term_running", message, due_on=row.complete_by)
    return take(unit, FILINGS, row, "give_up", vars(data), **vars(data))


def remind_filing(
    unit: Unit, _profile: Profile, row_id: int, data: RemindFiling, version: int | None = None
) -> MaterialFiling:
    """Record the one reminder. Raises Malformed (`days_reversed`), Conflict (`reminded_already`)."""
    call = find_call(unit, row_id, states=("issued",))
    returned = FILINGS.find(unit, row_id).state == "returned"
    name = "remind_returned" if returned else "remind"
    row = FILINGS.begin(unit, name, row_id, version=version)
    if row.reminded_on is not None:
        message = f"{row.reminded_on}已经提醒过（{row.channel}）：一次报送只提醒一次。"
        raise Conflict("reminded_already", message, reminded_on=row.reminded_on)
    if call.sent_on is not None and data.reminded_on < call.sent_on:
        message = f"通知{call.sent_on}发出，提醒之日（reminded_on）不能早于该日。"
        raise Malformed("days_reversed", message, field="reminded_on")
    return take(unit, FILINGS, row, name, vars(data), **vars(data), reminded_by=unit.actor.person.id)
