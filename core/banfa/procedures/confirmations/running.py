"""A round's data confirmation: sheets are made of the ledger as it stands, sent out, and ended by another."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING

from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.specifiers import past_day, text
from banfa.procedures.cases.office import find_office
from banfa.procedures.cases.steps import start, take
from banfa.procedures.confirmations.confirmation_rows import CONFIRMATIONS, Confirmation
from banfa.procedures.confirmations.counting import count_round
from banfa.procedures.confirmations.difference_rows import (
    STATES_OF_DIFFERENCE,
    UNDECIDED,
    ConfirmationDifference,
)
from banfa.procedures.confirmations.listing import find_running, list_differences, list_sheets
from banfa.procedures.confirmations.sheet_rows import STATES_OF_SHEET, UNSETTLED, ConfirmationSheet
from banfa.procedures.inputs import Inputs, Nothing, link
from banfa.procedures.rounds.transitions import find_round
from banfa.trust.unit import SHANGHAI

if TYPE_CHECKING:
    from collections.abc import Iterable

    from banfa.cities.profile import Profile
    from banfa.procedures.confirmations.sheet_rows import Count
    from banfa.trust.unit import Unit


class PrepareConfirmation(Inputs, example={"round_id": "ROUND"}):
    """Of which round."""

    round_id: int = link("round", "评价周期")


class SendSheets(
    Inputs,
    example={
        "sent_on": "2026-04-03",
        "manner": "纸质送交联络员，附回执",
        "letter_no": "厦工信企业函〔2026〕9号",
    },
):
    """When the sheets went out, and how."""

    sent_on: date = past_day("发出之日")
    manner: str = text("发出方式", max_length=200)
    letter_no: str | None = text("发文字号", max_length=100)


class DropConfirmation(Inputs, example={"reason": "评价周期作废，不再核对。"}):
    """Why."""

    reason: str = text("理由", max_length=500)


def prepare_confirmation(unit: Unit, profile: Profile, data: PrepareConfirmation) -> Confirmation:
    """Make the sheets of a round whose period is over and whose data are not cut off.

    Raises Missing, Conflict (`wrong_state`, `period_running`, `confirmation_running`, `nothing_to_confirm`).
    """
    known_at = unit.watermark()
    round_ = find_round(unit, data.round_id)
    if round_.state != "open":
        message = "数据核对在数据截止之前办理；已经截止的，请先撤回数据截止。"
        raise Conflict("wrong_state", message, state=round_.state)
    if unit.today <= round_.period_end:
        message = f"评价周期到{round_.period_end}届满，次日起方可核对数据。"
        raise Conflict("period_running", message, period_end=round_.period_end)
    if find_running(unit, round_.id) is not None:
        message = "该评价周期的数据核对正在办理，办结或者不再核对以后才能重新形成核对单。"
        raise Conflict("confirmation_running", message)
    counts = count_round(unit, profile, round_, known_at=known_at)
    if not counts:
        message = "该评价周期内没有在库的服务商，或者评价不依据各单位报送的数据，不必核对。"
        raise Conflict("nothing_to_confirm", message)
    confirmation = start(
        unit,
        CONFIRMATIONS,
        "prepare",
        {"round_id": round_.id, "providers": len(counts)},
        round_id=round_.id,
        as_known_at=known_at,
        providers=len(counts),
        prepared_by=unit.actor.person.id,
        prepared_at=unit.now,
    )
    _add_sheets(unit, confirmation.id, counts)
    return confirmation


def _add_sheets(unit: Unit, confirmation_id: int, counts: dict[int, list[Count]]) -> None:
    """Add a sheet a provider, in one statement."""
    values = [
        {
            "confirmation_id": confirmation_id,
            "provider_id": provider_id,
            "counts": [asdict(count) for count in listed],
            "state": "open",
        }
        for provider_id, listed in counts.items()
    ]
    table = ConfirmationSheet.table
    insert = unit.insert(table).returning(table.c.id)
    unit.seal(table, unit.connection.execute(insert, values).scalars().all())
    data = {"sheets": len(values)}
    unit.note("confirmation.sheets_made", f"confirmation/{confirmation_id}", data, event=False)


def send_sheets(
    unit: Unit, _profile: Profile, row_id: int, data: SendSheets, version: int | None = None
) -> Confirmation:
    """Enter when the sheets went out; the days for answers follow. Raises Malformed (`days_reversed`)."""
    row = CONFIRMATIONS.begin(unit, "send", row_id, version=version)
    prepared_on = row.prepared_at.astimezone(SHANGHAI).date()
    if data.sent_on < prepared_on:
        message = f"核对单{prepared_on}形成，发出之日（sent_on）不能早于该日。"
        raise Malformed("days_reversed", message, field="sent_on")
    due_on, unsure = find_office(unit).count_for_party(unit, "confirmation", data.sent_on)
    days = {"due_on": due_on, "due_day_unsure": unsure}
    return take(unit, CONFIRMATIONS, row, "send", {**vars(data), **days}, **vars(data), **days)


def record_silence(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> Confirmation:
    """Record, once the days for answers are over, of whom no answer has come (未回复).

    Nothing follows from it but that the sheet is settled; a late answer is still entered. Raises Conflict
    (`term_running`, `nobody_silent`).
    """
    row = CONFIRMATIONS.begin(unit, "record_silence", row_id, version=version)
    assert row.due_on is not None  # noqa: S101 - it was sent
    if unit.today <= row.due_on:
        message = f"答复期限到{row.due_on}届满，次日起方可登记未回复。"
        raise Conflict("term_running", message, due_on=row.due_on)
    table = ConfirmationSheet.table
    statement = (
        unit.update(table)
        .where(table.c.confirmation_id == row_id, table.c.state == "open")
        .values(state="unanswered", version=table.c.version + 1)
        .returning(table.c.id)
    )
    silent = sorted(unit.execute(statement).scalars())
    if not silent:
        raise Conflict("nobody_silent", "没有待答复的核对单，不必登记。")
    unit.seal(table, silent)
    return take(unit, CONFIRMATIONS, row, "record_silence", {"sheets": len(silent)})


def finish_confirmation(
    unit: Unit, profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> Confirmation:
    """End a confirmation, as another person than who prepared it, once all is answered and decided.

    How many providers' counts have moved since without a difference that says so is recorded: whoever cuts
    the round off sees it. Raises Conflict (`sheets_open`, `differences_open`).
    """
    known_at = unit.watermark()
    row = CONFIRMATIONS.begin(unit, "finish", row_id, version=version)
    sheets, differences = list_sheets(unit, row_id), list_differences(unit, row_id)
    if left := _count_states(sheets, UNSETTLED):
        message = f"还有核对单没有办结：{_write(left, STATES_OF_SHEET)}。请登记并复核答复；逾期的登记未回复。"
        raise Conflict("sheets_open", message, left=sum(left.values()))
    if left := _count_states(differences, UNDECIDED):
        message = f"还有差异没有处理：{_write(left, STATES_OF_DIFFERENCE)}。请逐项采新或者保原。"
        raise Conflict("differences_open", message, left=sum(left.values()))
    now = count_round(unit, profile, find_round(unit, row.round_id, lock=False), known_at=known_at)
    decided = {(difference.provider_id, difference.fact) for difference in differences}
    moved = {sheet.provider_id for sheet in sheets if _has_moved(sheet, now, decided)}
    moved |= now.keys() - {sheet.provider_id for sheet in sheets}
    return take(unit, CONFIRMATIONS, row, "finish", {"moved": len(moved)}, moved=len(moved))


def _has_moved(sheet: ConfirmationSheet, now: dict[int, list[Count]], decided: set[tuple[int, str]]) -> bool:
    """Whether a provider's counts are others now than on its sheet, those of a difference apart."""
    before, after = set(sheet.counted), set(now.get(sheet.provider_id, ()))
    return any((sheet.provider_id, count.fact) not in decided for count in before ^ after)


def drop_confirmation(
    unit: Unit, _profile: Profile, row_id: int, data: DropConfirmation, version: int | None = None
) -> Confirmation:
    """Record that a confirmation goes no further; its sheets stay as they are."""
    row = CONFIRMATIONS.begin(unit, "drop", row_id, version=version)
    return take(unit, CONFIRMATIONS, row, "drop", vars(data), reason=data.reason)


def _count_states(
    rows: Iterable[ConfirmationSheet | ConfirmationDifference], states: tuple[str, ...]
) -> Counter[str]:
    return Counter(row.state for row in rows if row.state in states)


def _write(left: Counter[str], words: dict[str, str]) -> str:
    return "、".join(f"{words[state]}{count}" for state, count in left.items())
