"""What a form offers to choose from where an act asks for another thing: a remedy, a meeting, a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar

from banfa.database.rows import TenantRow
from banfa.errors import Conflict
from banfa.ledger.entries.entry import Entry
from banfa.ledger.kinds.complaints import Complaint
from banfa.ledger.kinds.contracts import Contract
from banfa.ledger.kinds.decisions import KINDS_OF_DECISION, Decision
from banfa.ledger.kinds.findings import Finding
from banfa.ledger.kinds.memberships import Membership
from banfa.ledger.kinds.registry import KINDS
from banfa.ledger.kinds.surveys import DISSATISFIED, OVERALL, Survey
from banfa.ledger.recording.labels import label_entries
from banfa.ledger.recording.listing import list_entries
from banfa.ledger.recording.names import NAMES, name_providers
from banfa.procedures.admission.batches import BATCHES as BATCHES_OF_ADMISSION
from banfa.procedures.admission.batches import PUBLISHED, AdmissionBatch
from banfa.procedures.admission.district_applications import list_collected_calls
from banfa.procedures.admission.reviewing import TAKING
from banfa.procedures.cases.approving import find_next_post
from banfa.procedures.cases.casefiles import HANDLING, CaseFile
from banfa.procedures.cases.categories import list_successors
from banfa.procedures.cases.clauses import find_law
from banfa.procedures.cases.documents import Document, list_carried
from banfa.procedures.cases.listing import list_by_ids, list_latest, list_rows
from banfa.procedures.cases.meetings import Meeting
from banfa.procedures.cases.obstacles import list_draftable, list_plannable
from banfa.procedures.cases.proceeding_rows import Proceeding, list_results
from banfa.procedures.cases.publications import list_forms
from banfa.procedures.cases.remedies import CaseRemedy
from banfa.procedures.correspondence.channels import CHANNELS
from banfa.procedures.correspondence.letter_rows import Letter
from banfa.procedures.correspondence.letter_words import HANDLED, UNANSWERED
from banfa.procedures.correspondence.passing import are_alike
from banfa.procedures.experts.panel_rows import Member
from banfa.procedures.experts.pool import list_pool
from banfa.procedures.files.rows import KINDS as KINDS_OF_FILE
from banfa.procedures.files.rows import FileSubject, list_files
from banfa.procedures.finance.line_rows import FinanceLine
from banfa.procedures.history.fields import OTHER_CODES
from banfa.procedures.history.history_rows import HistoryRow
from banfa.procedures.reports.form_rows import ReportForm
from banfa.procedures.rounds.lifecycle import list_rounds
from banfa.procedures.spelling import spell_number
from banfa.procedures.subsidies.available import list_available
from banfa.procedures.subsidies.batches import Batch
from banfa.procedures.subsidies.fund_rows import Fund
from banfa.procedures.subsidies.papers import LEVELS, format_yuan
from banfa.procedures.subsidies.payment_rows import Payment, Receipt
from banfa.procedures.visits.mandate_rows import Mandate
from banfa.procedures.visits.plans import VisitPlan
from banfa.trust.persons import list_persons
from banfa.web.casework.attachments import find_provider

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from banfa.web.console.frame.calls import PageCall

MAX: Final = 200
"""How many are offered; the rest is found over its own page."""
MAX_WORDS: Final = 60
"""Characters of a situation as it stands in a list to choose from."""
Offered = tuple[int, str]
E = TypeVar("E", bound=Entry)
T = TypeVar("T", bound=TenantRow)


def list_options(call: PageCall, kind: str, row: Any) -> list[tuple[str, str]]:
    """List what can be chosen of a kind for something done to `row` (None: something new), by outward id."""
    return [(call.outward(kind, number), zh) for number, zh in _OFFERS[kind](call, row)]


def list_words(call: PageCall, act: str, field: str, row: Any) -> Mapping[str, str]:
    """List which words of a choice would be taken: what the text has; nothing where any would."""
    match act, field:
        case "plan_remedy", "kind":
            return list_plannable(call.unit, call.profile, row)
        case "draft_publication", "form":
            return list_forms(call.unit, call.profile, row)[0]
        case "end_proceeding", "result":
            return list_results(row.kind)
        case "register_lead", "clause":
            return _list_clauses(call)
        case "enter_collected_application", "batch" | "district":
            return _list_own(call, field)
    return {}


def find_hint(call: PageCall, act: str, field: str, row: Any) -> str:
    """Find what stands beside a field of an act on `row` as it now is; empty where its own hint does."""
    if (act, field) == ("enter_approval", "name") and (following := find_next_post(call.unit, row)):
        place, post = following
        return f"第{place}个环节：{post}"
    return ""


def _list_own(call: PageCall, field: str) -> Mapping[str, str]:
    """For who works for districts, these, or the calls for which districts collect."""
    if field == "batch":
        return list_collected_calls(call.unit)
    return {name: name for name in sorted(call.unit.actor.districts or ())}


def _list_clauses(call: PageCall) -> dict[str, str]:
    """The situations of the edition in force; nothing where none is."""
    try:
        law = find_law(call.unit, call.profile, day=call.unit.today)
    except Conflict:
        return {}
    return {clause.cite.key: f"{clause.cite}：{clause.zh}"[:MAX_WORDS] for clause in law.clauses}


def _offer_remedies(call: PageCall, row: Any) -> Iterator[Offered]:
    """Those of the case that wait for a paper; for a paper, any that can still have one."""
    if isinstance(row, Document):
        ripe = [m for state in ("planned", "heard") for m in list_rows(call.unit, CaseRemedy, state=state)]
        names = name_providers(call.unit, {remedy.provider_id for remedy in ripe})
        for remedy in ripe:
            yield remedy.id, f"{names.get(remedy.provider_id, '')}：{KINDS_OF_DECISION[remedy.kind]}"
        return
    for remedy in list_draftable(call.unit, row.id):
        yield remedy.id, f"{KINDS_OF_DECISION[remedy.kind]}（{remedy.cite}）"


def _offer_cases(call: PageCall, row: Any) -> Iterator[Offered]:
    listed = list_rows(call.unit, CaseFile, state="open", provider_id=row.provider_id)
    call.shows("case", [case.id for case in listed])
    for case in listed:
        if case.kind == HANDLING:
            yield case.id, f"{case.number} {case.title}"


def _offer_meetings(call: PageCall, _row: Any) -> Iterator[Offered]:
    for meeting in list_latest(call.unit, Meeting):
        yield meeting.id, f"{meeting.number}（{meeting.held_on}）"


def _offer_letters(call: PageCall, row: Any) -> Iterator[Offered]:
    """For one that repeats another, those that it can be joined to; else all that go on."""
    repeats = isinstance(row, Letter)
    states = UNANSWERED if repeats else HANDLED
    alike = {"provider_id": row.provider_id, "kind": row.kind} if repeats else {}
    letters = [each for state in states for each in list_latest(call.unit, Letter, state=state, **alike)]
    offered = [each for each in letters if not repeats or (each.id != row.id and are_alike(row, each))]
    call.shows("letter", [letter.id for letter in offered])
    for letter in offered:
        yield letter.id, f"{letter.number}（{CHANNELS[letter.channel]}，{letter.received_on}）"


def _offer_proceedings(call: PageCall, _row: Any) -> Iterator[Offered]:
    proceedings = list_latest(call.unit, Proceeding)
    call.shows("proceeding", [proceeding.id for proceeding in proceedings])
    for proceeding in proceedings:
        yield proceeding.id, f"{proceeding.body} {proceeding.number}"


def _offer_persons(call: PageCall, _row: Any) -> Iterator[Offered]:
    for person in list_persons(call.unit):
        if person.active and person.kind == "natural" and {"officer", "admin"} & set(person.roles):
            yield person.id, person.name


def _offer_files(call: PageCall, row: Any) -> Iterator[Offered]:
    """Those about whom the thing is about, and the bureau's own."""
    provider_id = find_provider(call.unit, row)
    subjects = [FileSubject(provider_id), *([FileSubject()] if provider_id is not None else [])]
    for subject in subjects:
        for file in list_files(call.unit, subject=subject, limit=MAX):
            yield file.id, f"{KINDS_OF_FILE[file.kind]}：{file.name}"


def are_offered(kind: str, row: Any) -> bool:
    """Whether things of a kind are few enough to choose from; else a party is typed by its code."""
    return kind not in ("provider", "enterprise") or isinstance(row, CaseFile | Document)


def _offer_providers(call: PageCall, row: Any) -> Iterator[Offered]:
    """Those that a paper is about; for a case, those that can go on with the work of its party."""
    if isinstance(row, CaseFile):
        numbers = list_successors(call.unit, call.profile, row)
    else:
        numbers = list(dict.fromkeys(remedy.provider_id for remedy in list_carried(call.unit, row.id)))
    names = name_providers(call.unit, numbers)
    yield from ((number, names.get(number, "")) for number in numbers)


def _offer_enterprises(call: PageCall, row: Any) -> Iterator[Offered]:
    """Those that a paper is about; for a case, those that the provider has contracts with."""
    if isinstance(row, Document):
        numbers = {remedy.enterprise_id for remedy in list_carried(call.unit, row.id)}
    else:
        filters = {"provider_id": row.provider_id}
        page = list_entries(call.unit, Contract, profile=call.profile, filters=filters, sort="-id", limit=MAX)
        numbers = {contract.enterprise_id for contract in page.rows}
    yield from label_entries(call.unit, KINDS["enterprise"], numbers).items()


def _offer_contracts(call: PageCall, row: Any) -> Iterator[Offered]:
    """For an application, those of the enterprise; of an old row those of its parties; else all."""
    parties = ("provider_id", "enterprise_id") if isinstance(row, HistoryRow) else ("enterprise_id",)
    filters = {} if row is None else {name: getattr(row, name) for name in parties if getattr(row, name)}
    page = list_entries(call.unit, Contract, profile=call.profile, filters=filters, sort="-id", limit=MAX)
    for contract in page.rows:
        yield contract.entry_id, f"{contract.number or '无编号'}（{contract.signed_on}签订）"


def _offer_history_rows(call: PageCall, row: Any) -> Iterator[Offered]:
    """Those of a spelling that have another code than the party it is matched to."""
    of_name = {f"written_{row.party}_id": row.id, "state": "unmatched"}
    rows = [
        each
        for each in list_latest(call.unit, HistoryRow, **of_name)
        if OTHER_CODES[row.party] in each.lacking
    ]
    call.shows("history_row", [each.id for each in rows])
    for each in rows:
        yield each.id, f"第{each.line}行（{getattr(each, f'{row.party}_code')}）"


def _offer_subsidy_batches(call: PageCall, _row: Any) -> Iterator[Offered]:
    for batch in list_latest(call.unit, Batch, state="checked"):
        yield batch.id, f"{batch.name}（{batch.document_no}）"


def _offer_subsidy_funds(call: PageCall, _row: Any) -> Iterator[Offered]:
    for fund in list_latest(call.unit, Fund, state="checked"):
        yield fund.id, f"{fund.fund_no}（{LEVELS[fund.level]}，{format_yuan(fund.amount)}元）"


def _offer_allocations(call: PageCall, row: Any) -> Iterator[Offered]:
    """Those of the claim; for a line of finance's all, those of its document of funds first."""
    of_line = isinstance(row, FinanceLine)
    claim_id = None if of_line else getattr(row, "subsidy_claim_id", getattr(row, "id", 0))
    offered = list_available(call.unit, claim_id)
    if of_line:
        fund_no = spell_number(row.fund_no or "")
        offered.sort(key=lambda each: spell_number(each.fund_no) != fund_no)
    for each in offered:
        of = f"{each.enterprise or ''} {each.number or ''}".strip()
        words = f"{each.fund_no}（{LEVELS[each.level]}，{format_yuan(each.amount)}元）"
        yield each.id, f"{of}：{words}" if of_line else words


def _offer_surveys(call: PageCall, _row: Any) -> Iterator[Offered]:
    filters = {"answer": DISSATISFIED, "topic": OVERALL}
    for survey, name in _list_named(call, Survey, filters):
        yield survey.entry_id, f"{survey.answered_on} 对{name}"


def _list_named(call: PageCall, kind: type[E], filters: Mapping[str, Any]) -> Iterator[tuple[E, str]]:
    """List entries about providers, each with the name of its own."""
    for each in list_entries(
        call.unit, kind, profile=call.profile, filters=filters, sort="-id", limit=MAX
    ).entries:
        yield each.row, each.names.get(NAMES["provider_id"]) or ""


def _offer_decisions(call: PageCall, row: Any) -> Iterator[Offered]:
    """For an old row, those about its provider; else all."""
    filters = _hold_to_provider(row)
    for decision in list_entries(
        call.unit, Decision, profile=call.profile, filters=filters, sort="-id", limit=MAX
    ).rows:
        number = decision.document_no or "无文号"
        yield decision.entry_id, f"{decision.decided_on} {KINDS_OF_DECISION[decision.kind]}（{number}）"


def _hold_to_provider(row: Any) -> dict[str, Any]:
    """What holds a list to the provider of an old row, where it has one."""
    return {"provider_id": row.provider_id} if isinstance(row, HistoryRow) and row.provider_id else {}


def _offer_memberships(call: PageCall, row: Any) -> Iterator[Offered]:
    for stay, name in _list_named(call, Membership, _hold_to_provider(row)):
        yield stay.entry_id, f"{name}：{stay.from_on}入库（{stay.basis or '未填依据'}）"


def _offer_payments(call: PageCall, row: Any) -> Iterator[Offered]:
    """The latest; for a line of finance's first those that it may belong to."""
    for payment in _list_near_first(call, Payment, getattr(row, "subsidy_payment_ids", [])):
        figures = f"{format_yuan(payment.amount)}元，{payment.voucher}"
        yield payment.id, f"{payment.paid_on} {payment.payee}（{figures}）"


def _offer_receipts(call: PageCall, row: Any) -> Iterator[Offered]:
    """As payments."""
    for receipt in _list_near_first(call, Receipt, getattr(row, "subsidy_receipt_ids", [])):
        yield receipt.id, f"{receipt.paid_in_on}（{format_yuan(receipt.amount)}元，{receipt.voucher}）"


def _list_near_first(call: PageCall, kind: type[T], near: Sequence[int]) -> list[T]:
    """List rows of a kind: those of these ids, however old, then the latest."""
    latest = list_latest(call.unit, kind)
    first = list_by_ids(call.unit, kind, near) if near else []
    return [*first, *(each for each in latest if each not in first)]


def _offer_batches(call: PageCall, _row: Any) -> Iterator[Offered]:
    """Those that still take applications, then those whose list is public, which another supplements."""
    for state in (*TAKING, *PUBLISHED):
        for batch in list_latest(call.unit, AdmissionBatch, state=state):
            public = f"，{BATCHES_OF_ADMISSION.states[state]}" if state in PUBLISHED else ""
            yield batch.id, f"{batch.number}（{batch.notice_no}，至{batch.open_until}{public}）"


def _offer_complaints(call: PageCall, _row: Any) -> Iterator[Offered]:
    for row, name in _list_named(call, Complaint, {}):
        yield row.entry_id, f"{row.received_on} 反映{name}"


def _offer_findings(call: PageCall, _row: Any) -> Iterator[Offered]:
    for row, name in _list_named(call, Finding, {}):
        yield row.entry_id, f"{row.found_on} 对{name}的认定"


def _offer_experts(call: PageCall, row: Any) -> Iterator[Offered]:
    """Who was in the pool on the day of the draw."""
    experts = list_pool(call.unit, row.drawn_on or call.unit.today)
    call.shows("expert", [expert.id for expert in experts])
    for expert in experts:
        yield expert.id, f"{expert.name}（{expert.employer}，{expert.field}）"


def _offer_absent(call: PageCall, row: Any) -> Iterator[Offered]:
    """Those of the panel who have not come."""
    members = list_rows(call.unit, Member, panel_id=row.panel_id, state="absent")
    call.shows("panel_member", [member.id for member in members])
    for member in members:
        yield member.id, f"{member.name}（{member.employer}）"


def _offer_report_forms(call: PageCall, _row: Any) -> Iterator[Offered]:
    """Forms that are in use, the latest first."""
    for form in list_latest(call.unit, ReportForm, state="used"):
        yield form.id, f"{form.name}（{form.recipient}）"


def _offer_plans(call: PageCall, _row: Any) -> Iterator[Offered]:
    for plan in list_latest(call.unit, VisitPlan, state="approved"):
        yield plan.id, f"{plan.name}（{plan.from_on}至{plan.until_on}）"


def _offer_mandates(call: PageCall, _row: Any) -> Iterator[Offered]:
    for mandate in list_latest(call.unit, Mandate, state="checked"):
        yield mandate.id, f"{mandate.number} {mandate.body}"


def _offer_rounds(call: PageCall, _row: Any) -> Iterator[Offered]:
    """Those whose data are not cut off, the last first."""
    for listed in reversed(list_rounds(call.unit)):
        if listed.row.state == "open":
            yield listed.row.id, listed.row.name


_OFFERS: Final[dict[str, Callable[[PageCall, Any], Iterator[Offered]]]] = {
    "remedy": _offer_remedies,
    "case": _offer_cases,
    "admission_batch": _offer_batches,
    "meeting": _offer_meetings,
    "person": _offer_persons,
    "round": _offer_rounds,
    "letter": _offer_letters,
    "proceeding": _offer_proceedings,
    "stored_file": _offer_files,
    "provider": _offer_providers,
    "enterprise": _offer_enterprises,
    "contract": _offer_contracts,
    "history_row": _offer_history_rows,
    "subsidy_batch": _offer_subsidy_batches,
    "subsidy_fund": _offer_subsidy_funds,
    "subsidy_allocation": _offer_allocations,
    "survey": _offer_surveys,
    "decision": _offer_decisions,
    "membership": _offer_memberships,
    "subsidy_payment": _offer_payments,
    "subsidy_receipt": _offer_receipts,
    "complaint": _offer_complaints,
    "finding": _offer_findings,
    "expert": _offer_experts,
    "panel_member": _offer_absent,
    "visit_plan": _offer_plans,
    "mandate": _offer_mandates,
    "report_form": _offer_report_forms,
}
