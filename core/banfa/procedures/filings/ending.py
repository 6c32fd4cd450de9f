"""The end of a call: all is settled, or it is withdrawn, or it never goes out."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from banfa.errors import Conflict
from banfa.ledger.entries.specifiers import text
from banfa.procedures.cases.steps import take, take_all
from banfa.procedures.filings.call_rows import CALLS, FilingCall
from banfa.procedures.filings.filing_rows import FILINGS, OPEN, STATES_OF_FILING
from banfa.procedures.filings.listing import list_filings, list_marks
from banfa.procedures.inputs import Inputs

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.procedures.inputs import Nothing
    from banfa.trust.unit import Unit


class EndFilingCall(Inputs, example={"reason": "与省厅报表重复，不再要求报送。"}):
    """Why."""

    reason: str = text("理由", max_length=500)


def finish_filing_call(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> FilingCall:
    """End a call once each filing is complete, excused, given up or marked late; what comes later still may.

    Raises Conflict (`late_marks_open`, `filings_open`).
    """
    row = CALLS.begin(unit, "finish", row_id, version=version)
    marks = list_marks(unit, row_id)
    if pending := sum(mark.state == "entered" for mark in marks):
        message = f"还有逾期登记待复核：{pending}项，请先复核或者退回。"
        raise Conflict("late_marks_open", message, left=pending)
    late = {mark.material_filing_id for mark in marks}
    left = Counter(
        filing.state
        for filing in list_filings(unit, row_id)
        if filing.state in OPEN and not (filing.state == "waiting" and filing.id in late)
    )
    if left:
        named = "、".join(f"{STATES_OF_FILING[state]}{count}家" for state, count in left.items())
        message = f"还有报送没有办结：{named}。请登记收到、审核、延期、免报、未补齐，或者登记逾期。"
        raise Conflict("filings_open", message, left=sum(left.values()))
    return take(unit, CALLS, row, "finish", {})


def withdraw_filing_call(
    unit: Unit, _profile: Profile, row_id: int, data: EndFilingCall, version: int | None = None
) -> FilingCall:
    """Withdraw a call that went out: nothing more is due under it. Raises Conflict (`late_marks_open`)."""
    row = CALLS.begin(unit, "withdraw", row_id, version=version)
    if marks := list_marks(unit, row_id):
        message = f"还有逾期记录{len(marks)}项：撤回的通知不能再记逾期，请先退回或者撤销。"
        raise Conflict("late_marks_open", message, left=len(marks))
    open_ = [filing for filing in list_filings(unit, row_id) if filing.state in OPEN]
    take_all(unit, FILINGS, [(filing, {}) for filing in open_], "withdraw", vars(data))
    return take(unit, CALLS, row, "withdraw", vars(data), reason=data.reason)


def drop_filing_call(
    unit: Unit, _profile: Profile, row_id: int, data: EndFilingCall, version: int | None = None
) -> FilingCall:
    """Record that a call that has not gone out is not to go out."""
    row = CALLS.begin(unit, "drop", row_id, version=version)
    return take(unit, CALLS, row, "drop", vars(data), reason=data.reason)
