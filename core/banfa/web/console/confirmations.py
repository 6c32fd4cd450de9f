"""数据核对单 of one provider, to be printed and stamped, and the table of differences of a confirmation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from banfa.ledger.recording.names import name_providers
from banfa.procedures.confirmations.actions import READ
from banfa.procedures.confirmations.confirmation_rows import CONFIRMATIONS
from banfa.procedures.confirmations.difference_rows import STATES_OF_DIFFERENCE
from banfa.procedures.confirmations.listing import list_differences, list_sheets
from banfa.procedures.confirmations.sheet_rows import SHEETS, STATES_OF_SHEET
from banfa.procedures.rounds.transitions import find_round
from banfa.trust.unit import SHANGHAI
from banfa.web.console.frame.columns import Column, link_to
from banfa.web.console.frame.lists import Rows, list_page
from banfa.web.requests import PageQuery

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from banfa.procedures.confirmations.confirmation_rows import Confirmation
    from banfa.web.console.frame.calls import PageCall
    from banfa.web.console.frame.lists import Selection

AGREES: Final = {True: "全部无异议", False: "有异议"}
Row = dict[str, Any]

OF_SHEET: Final = (
    Column(zh="序号", value=lambda row: row["place"], num=True, wide=True),
    Column(zh="数据项", value=lambda row: row["count"].name),
    Column(zh="台账数据", value=lambda row: row["count"].value),
    Column(zh="所据的报送", value=lambda row: row["count"].reports, wide=True),
    Column(zh="核对意见（无异议/应为）", value=lambda row: row["stated"]),
    Column(zh="理由和依据", value=lambda row: row["reason"], wide=True),
)
OF_ANSWERS: Final = (
    Column(
        zh="服务商",
        value=lambda row: row["provider"],
        link=link_to("confirmation_sheet", "row_id", "confirmation_sheet", lambda row: row["sheet"].id),
    ),
    Column(zh="答复情况", value=lambda row: STATES_OF_SHEET[row["sheet"].state]),
    Column(zh="收到答复之日", value=lambda row: row["sheet"].answered_on),
    Column(zh="结论", value=lambda row: AGREES.get(row["sheet"].agrees, "")),
    Column(zh="差异（项）", value=lambda row: len(row["sheet"].differences or ()) or None, num=True),
    Column(zh="签字人", value=lambda row: row["sheet"].signer, wide=True),
    Column(zh="其他意见", value=lambda row: row["sheet"].opinion, wide=True),
)
OF_DIFFERENCES: Final = (
    Column(zh="行号", value=lambda row: row["place"], num=True, wide=True),
    Column(
        zh="服务商",
        value=lambda row: row["provider"],
        link=link_to(
            "confirmation_difference", "row_id", "confirmation_difference", lambda row: row["difference"].id
        ),
    ),
    Column(zh="数据项", value=lambda row: row["difference"].name),
    Column(zh="原值（台账）", value=lambda row: row["difference"].counted, wide=True),
    Column(zh="新值（该单位所称）", value=lambda row: row["difference"].stated),
    Column(zh="理由", value=lambda row: row["difference"].reason, wide=True),
    Column(zh="处理", value=lambda row: STATES_OF_DIFFERENCE[row["difference"].state]),
    Column(zh="采新后的值", value=lambda row: row["difference"].counted_after, wide=True),
    Column(zh="依据材料和理由", value=lambda row: row["difference"].basis, wide=True),
)


def _page(selection: Selection, rows: Sequence[Row], about: str) -> Rows:
    cut, after = selection.cut_whole(rows)
    return Rows(rows=cut, after=after, about=about)


def _name_round(call: PageCall, confirmation: Confirmation) -> str:
    """Name the round, and as of when the ledger was read."""
    round_ = find_round(call.unit, confirmation.round_id, lock=False)
    as_known_at = confirmation.as_known_at.astimezone(SHANGHAI)
    return f"{round_.name}，台账数据截至{as_known_at:%Y-%m-%d %H:%M}"


def _name(call: PageCall, rows: Sequence[Any], add: Callable[[Any], Row]) -> list[Row]:
    """Number rows and name their providers, in one statement."""
    names = name_providers(call.unit, {row.provider_id for row in rows})
    return [
        {"place": place, "provider": names.get(row.provider_id, ""), **add(row)}
        for place, row in enumerate(rows, 1)
    ]


@list_page(
    "/confirmation-sheets/<id(confirmation_sheet):row_id>/counts",
    READ,
    "数据核对单",
    columns=OF_SHEET,
    query=PageQuery,
    counted_in="项",
    when_empty="该评价周期没有须核对的数据。",
)
def confirmation_counts(call: PageCall, selection: Selection, row_id: int) -> Rows:
    """A provider's own counts, as it is asked to confirm them."""
    sheet = SHEETS.find(call.unit, row_id, lock=False)
    call.shows("confirmation_sheet", [sheet.id])
    stated = {each.name: each for each in sheet.stated}
    agreed = "无异议" if sheet.state in ("entered", "answered") else ""
    confirmation = CONFIRMATIONS.find(call.unit, sheet.confirmation_id, lock=False)
    (name,) = name_providers(call.unit, [sheet.provider_id]).values()
    due = f"，请于{confirmation.due_on}前盖章答复" if confirmation.due_on else ""
    rows = [
        {
            "place": place,
            "count": count,
            "stated": stated[count.name].stated if count.name in stated else agreed,
            "reason": stated[count.name].reason if count.name in stated else "",
        }
        for place, count in enumerate(sheet.counted, 1)
    ]
    return _page(selection, rows, f"{name}：{_name_round(call, confirmation)}{due}")


@list_page(
    "/confirmations/<id(confirmation):row_id>/answers",
    READ,
    "数据核对答复情况",
    columns=OF_ANSWERS,
    query=PageQuery,
    counted_in="家",
    when_empty="还没有核对单。",
)
def confirmation_answers(call: PageCall, selection: Selection, row_id: int) -> Rows:
    """Who has answered in a confirmation, and what."""
    confirmation = CONFIRMATIONS.find(call.unit, row_id, lock=False)
    rows = _name(call, list_sheets(call.unit, confirmation.id), lambda sheet: {"sheet": sheet})
    page = _page(selection, rows, _name_round(call, confirmation))
    call.shows("confirmation_sheet", [row["sheet"].id for row in page.rows])
    return page


@list_page(
    "/confirmations/<id(confirmation):row_id>/differences",
    READ,
    "数据核对差异表",
    columns=OF_DIFFERENCES,
    query=PageQuery,
    counted_in="项",
    when_empty="没有登记差异。",
)
def confirmation_difference_table(call: PageCall, selection: Selection, row_id: int) -> Rows:
    """What providers say is different, and what was decided of each."""
    confirmation = CONFIRMATIONS.find(call.unit, row_id, lock=False)
    listed = list_differences(call.unit, confirmation.id)
    rows = _name(call, listed, lambda difference: {"difference": difference})
    page = _page(selection, rows, _name_round(call, confirmation))
    call.shows("confirmation_difference", [row["difference"].id for row in page.rows])
    return page
