"""材料报送台账: every filing under calls that went out, to be filtered, sorted, exported and printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from banfa.ledger.entries.pinyin import make_sort_key
from banfa.ledger.recording.names import name_providers
from banfa.procedures.filings.actions import READ
from banfa.procedures.filings.call_rows import CALLS, FilingCall
from banfa.procedures.filings.filing_rows import STATES_OF_FILING, MaterialFiling
from banfa.procedures.filings.listing import FilingLine, list_lines
from banfa.trust.persons import name_persons
from banfa.web.api.pages import make_sort
from banfa.web.console.frame.columns import Column, link_to
from banfa.web.console.frame.declared import Nav
from banfa.web.console.frame.formats import format_cite
from banfa.web.console.frame.lists import Filter, Rows, list_page
from banfa.web.fields import Enum, Id
from banfa.web.requests import PageQuery

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from banfa.web.console.frame.calls import PageCall
    from banfa.web.console.frame.lists import Selection

LATE: Final = {"late": "已记逾期", "not_late": "未记逾期"}
SORTS: Final = ("id", "due_on", "handed_on", "provider", "state")


class FilingsQuery(PageQuery):
    """Which filings, in what order."""

    filing_call_id = Id("只看这份报送通知的", of="filing_call")
    provider_id = Id("只看这家服务商的", of="provider")
    state = Enum("只看这一状态的", choices=STATES_OF_FILING)
    late = Enum("只看已记或者未记逾期的", choices=LATE)
    sort = make_sort(SORTS)


class CallFilingsQuery(PageQuery):
    """In what order."""

    sort = make_sort(SORTS)


class Row(NamedTuple):
    """A filing with its call, and the names of its provider and of who has reminded it."""

    filing: MaterialFiling
    call: FilingCall
    late_reason: str | None
    provider: str
    reminder: str


def _of_filing(name: str) -> Callable[[Row], Any]:
    return lambda row: getattr(row.filing, name)


def _write_reminder(row: Row) -> str:
    filing = row.filing
    return f"{filing.reminded_on} {filing.channel}（{row.reminder}）" if filing.reminded_on else ""


def _write_materials(row: Row) -> str:
    materials = row.call.listed
    return "、".join(
        f"{each.name}（{format_cite(each.provision)}）" if each.provision else each.name for each in materials
    )


COLUMNS: Final = (
    Column(
        zh="服务商",
        value=lambda row: row.provider,
        sort="provider",
        link=link_to("material_filing", "row_id", "material_filing", lambda row: row.filing.id),
    ),
    Column(
        zh="报送通知",
        value=lambda row: row.call.title,
        link=link_to("filing_call", "row_id", "filing_call", lambda row: row.call.id),
        wide=True,
    ),
    Column(zh="文号", value=lambda row: row.call.document_no, wide=True),
    Column(zh="报送材料", value=_write_materials, wide=True),
    Column(zh="截止日", value=_of_filing("due_on"), sort="due_on"),
    Column(zh="交出之日", value=_of_filing("handed_on"), sort="handed_on"),
    Column(zh="收到之日", value=_of_filing("received_on"), wide=True),
    Column(zh="须补正的内容", value=_of_filing("deficiency"), wide=True),
    Column(zh="提醒", value=_write_reminder, wide=True),
    Column(zh="状态", value=lambda row: STATES_OF_FILING[row.filing.state], sort="state"),
    Column(zh="逾期记录", value=lambda row: row.late_reason, wide=True),
    Column(zh="延期、免报、未补齐事由", value=_of_filing("remarks"), wide=True),
)


def _sort(rows: list[Row], sort: str) -> list[Row]:
    """Put rows in order; what has no value of it comes last either way, and equals stay by number."""
    name = sort.removeprefix("-")
    if name == "provider":
        return sorted(rows, key=lambda row: make_sort_key(row.provider), reverse=sort.startswith("-"))
    if name == "state":
        places = {state: place for place, state in enumerate(STATES_OF_FILING)}
        return sorted(rows, key=lambda row: places[row.filing.state], reverse=sort.startswith("-"))
    take = _of_filing(name)
    with_value = [row for row in rows if take(row) is not None]
    without = [row for row in rows if take(row) is None]
    return sorted(with_value, key=take, reverse=sort.startswith("-")) + without


def _make_rows(call: PageCall, lines: Sequence[FilingLine], sort: str) -> list[Row]:
    """Name providers and who has reminded them, and put rows in order."""
    providers = name_providers(call.unit, {line.filing.provider_id for line in lines})
    persons = name_persons(call.unit, {line.filing.reminded_by for line in lines})
    rows = [
        Row(
            line.filing,
            line.call,
            line.late_reason,
            providers.get(line.filing.provider_id, ""),
            persons.get(line.filing.reminded_by) or "",
        )
        for line in lines
    ]
    return _sort(rows, sort)


def _make_page(call: PageCall, selection: Selection, rows: list[Row], **more: Any) -> Rows:
    cut, after = selection.cut_whole(rows)
    call.shows("material_filing", [row.filing.id for row in cut])
    as_of: date = call.unit.today
    return Rows(rows=cut, after=after, total=len(rows), as_of=as_of, **more)


@list_page(
    "/filing-register",
    READ,
    "材料报送台账",
    columns=COLUMNS,
    query=FilingsQuery,
    filters=(
        Filter("state", "状态", tuple(STATES_OF_FILING.items())),
        Filter("late", "逾期", tuple(LATE.items())),
    ),
    counted_in="项",
    when_empty="还没有印发报送通知。",
    nav=Nav(section="数据", icon="table", order=80),
)
def filing_register(call: PageCall, selection: Selection) -> Rows:
    """Every filing under calls that went out."""
    chosen = selection.pick("filing_call_id", "provider_id", "state", "late", "sort")
    lines = list_lines(
        call.unit,
        call_id=chosen.get("filing_call_id"),
        provider_id=chosen.get("provider_id"),
        state=chosen.get("state"),
    )
    if late := chosen.get("late"):
        lines = [line for line in lines if (line.late_reason is not None) == (late == "late")]
    return _make_page(call, selection, _make_rows(call, lines, chosen.get("sort", "id")))


@list_page(
    "/filing-calls/<id(filing_call):row_id>/filings",
    READ,
    "材料报送情况表",
    columns=COLUMNS,
    query=CallFilingsQuery,
    counted_in="家",
    when_empty="还没有印发，或者没有列入服务商。",
)
def filing_call_table(call: PageCall, selection: Selection, row_id: int) -> Rows:
    """Who has filed under a call, and what."""
    filing_call = CALLS.find(call.unit, row_id, lock=False)
    call.shows("filing_call", [row_id])
    lines = list_lines(call.unit, call_id=row_id)
    rows = _make_rows(call, lines, selection.values.get("sort", "id"))
    about = f"{filing_call.title}（{filing_call.document_no}）"
    if filing_call.due_on is not None:
        about += f"，{filing_call.due_on}截止"
    maker = name_persons(call.unit, {filing_call.drafted_by}).get(filing_call.drafted_by) or ""
    return _make_page(call, selection, rows, about=about, maker=maker)
