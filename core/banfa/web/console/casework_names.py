"""What things are called where a page of casework names them, and where they are seen: no bare numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from flask import g, url_for
from sqlalchemy import ARRAY, BigInteger, any_, bindparam

from banfa.ledger.entries.tables import stands
from banfa.ledger.kinds.decisions import KINDS_OF_DECISION
from banfa.ledger.kinds.registry import KINDS
from banfa.ledger.recording.labels import find_label
from banfa.procedures.cases.listing import list_by_ids
from banfa.procedures.files.rows import list_some
from banfa.procedures.party_links.link_rows import PURPOSES
from banfa.procedures.rounds.transitions import Round
from banfa.procedures.watch.hits import Hit
from banfa.trust.persons import name_persons
from banfa.trust.unit import SHANGHAI
from banfa.web.casework.resources import RESOURCES
from banfa.web.console.casework_addresses import address_of, leave_trace
from banfa.web.console.entries_lists import make_address
from banfa.web.console.entries_traces import trace_entries
from banfa.web.console.frame.formats import format_cite

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from banfa.web.console.frame.calls import PageCall

_WANTED: Final = bindparam("wanted", type_=ARRAY(BigInteger))


@dataclass(frozen=True, slots=True)
class Named:
    """What a thing is called, the address of its page (empty where it has none), and its provision."""

    words: str
    address: str = ""
    cite: str = ""


Names = dict[tuple[str, int], Named]
"""By kind of outward id, and id."""


def name_things(call: PageCall, wanted: Mapping[str, Iterable[int | None]]) -> Names:
    """Name things by kind and id: one statement a kind, however many there are."""
    names: Names = {}
    for kind, numbers in wanted.items():
        ids = sorted({number for number in numbers if number is not None})
        if ids:
            names |= {(kind, number): named for number, named in _name_kind(call, kind, ids)}
    return names


def name_row(kind: str, row: Any) -> str:
    """What a thing of casework is called: its number and title, as far as it has them."""
    parts = _PARTS.get(kind)
    words = parts(row) if parts is not None else ""
    return words or RESOURCES[kind].zh


def _name_kind(call: PageCall, kind: str, ids: list[int]) -> Iterable[tuple[int, Named]]:
    if kind in RESOURCES:
        resource = RESOURCES[kind]
        rows: list[Any] = list_by_ids(call.unit, resource.row, ids)
        leave_trace(call, resource, rows)
        return [
            (row.id, Named(name_row(kind, row), address_of(resource, row.id), _cite(row))) for row in rows
        ]
    if kind in KINDS:
        return _name_entries(call, kind, ids)
    if kind == "person":
        return [
            (number, Named(name or "")) for number, name in name_persons(call.unit, ids).items() if number
        ]
    if kind in _PAGES:
        row_type, words, page, parameter = _PAGES[kind]
        return [
            (row.id, Named(words(row), url_for(page, **{parameter: g.ids.encode_one(kind, row.id)})))
            for row in list_by_ids(call.unit, row_type, ids)
        ]
    if kind == "stored_file":
        files = list_some(call.unit, ids)
        call.shows(kind, [file.id for file in files])
        return [
            (file.id, Named(file.name, url_for("console.file", file_id=g.ids.encode_one(kind, file.id))))
            for file in files
        ]
    return []


def _cite(row: Any) -> str:
    """The provision that a thing stands on, in words."""
    key = getattr(row, "cite", None) or getattr(row, "clause", None)
    return format_cite(key)


def _name_entries(call: PageCall, name: str, ids: list[int]) -> Iterable[tuple[int, Named]]:
    """Name entries of the ledger: by name or number, one that has none by its kind and day."""
    kind = KINDS[name]
    entry = kind.row
    rows = call.unit.all(
        entry, entry.select().where(entry.c.entry_id == any_(_WANTED), stands(entry.rows)), wanted=ids
    )
    trace_entries(call, kind, ids)
    label = find_label(kind)
    for row in rows:
        words = str(getattr(row, label.name) or "") if label is not None else ""
        if name == "decision":
            words = f"{KINDS_OF_DECISION[row.kind]}（{row.document_no or row.decided_on}）"  # type: ignore[attr-defined]
        elif not words:
            words = f"{kind.zh}（{getattr(row, kind.day) or '无日期'}）" if kind.day else kind.zh
        yield row.entry_id, Named(words, make_address(call, name, row.entry_id))


_PAGES: Final[dict[str, tuple[type[Any], Callable[[Any], str], str, str]]] = {
    "hit": (Hit, lambda row: row.situation, "console.lead", "hit_id"),
    "round": (Round, lambda row: row.name, "console.round_page", "round_id"),
}
"""What has a page of its own: its rows, what one is called, its page, and how the page takes its id."""
_PARTS: Final[dict[str, Callable[[Any], str]]] = {
    "lead": lambda row: row.situation,
    "subsidy_fund": lambda row: row.fund_no,
    "case": lambda row: f"{row.number} {row.title}",
    "remedy": lambda row: KINDS_OF_DECISION[row.kind],
    "case_document": lambda row: f"{row.title}（{row.document_no or row.register_no}）",
    "document_approval": lambda row: f"{row.post}签批",
    "document_service": lambda row: RESOURCES["document_service"].words["manner"][row.manner],
    "case_effect": lambda row: RESOURCES["case_effect"].words["kind"][row.kind],
    "publication": lambda row: RESOURCES["publication"].words["form"][row.form],
    "publication_objection": lambda row: f"对公示的异议（{row.received_on}）",
    "proceeding": lambda row: f"{RESOURCES['proceeding'].words['kind'][row.kind]}（{row.number}）",
    "callback": lambda row: f"回访核实（{row.called_on}）",
    "meeting": lambda row: row.number,
    "confirmation": lambda row: f"数据核对（{row.as_known_at.astimezone(SHANGHAI):%Y-%m-%d}）",
    "confirmation_difference": lambda row: row.name,
    "source_confirmation": lambda row: row.body,
    "report_form": lambda row: row.name,
    "task_book": lambda row: row.title,
    "task_book_change": lambda row: f"变更（自{row.effective_on}起）",
    "task_book_plan": lambda row: f"{row.period} {RESOURCES['task_book_plan'].words['kind'][row.kind]}",
    "filing_call": lambda row: f"{row.title}（{row.document_no}）",
    "material_filing": lambda row: f"材料报送（{row.due_on or '未印发'}截止）",
    "late_mark": lambda row: f"逾期记录（{row.due_on}截止）",
    "report": lambda row: f"{row.title}（截至{row.as_of}）",
    "subsidy_payment": lambda row: f"拨付（{row.paid_on}，{row.voucher}）",
    "subsidy_receipt": lambda row: f"缴回（{row.paid_in_on}，{row.voucher}）",
    "finance_sheet": lambda row: row.title,
    "finance_line": lambda row: f"第{row.line}行" if row.line else "只在台账的一笔",
    "history_sheet": lambda row: row.title,
    "history_name": lambda row: row.spelling,
    "history_row": lambda row: f"第{row.line}行",
    "recommendation": lambda row: f"{row.district}：{row.title}",
    "party_application": lambda row: f"{row.applicant}（{row.handed_in_on}）",
    "party_link": lambda row: f"{PURPOSES[row.purpose]}（{row.recipient}）",
    "letter": lambda row: row.number,
    "web_letter": lambda row: row.number,
    "admission_batch": lambda row: row.number,
    "admission_check": lambda row: row.what,
    "admission_service": lambda row: RESOURCES["admission_service"].words["paper"][row.paper],
    "admission_correction": lambda row: f"名单更正（{row.intended_on}）",
    "admission_exit": lambda row: f"退出申请（{row.received_on}）",
    "admission_event": lambda row: RESOURCES["admission_event"].words["kind"][row.kind],
    "replacement": lambda row: f"更换服务商申请（{row.applied_on}）",
}
"""How a thing of a kind is called."""
