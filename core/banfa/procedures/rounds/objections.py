"""Objections (异议) to proposed grades: internal procedure, switched on by an instrument.

An upheld objection names what it corrects, of whom. The round is computed again as a whole with these facts
as they then stand, all others as they were known at the cut-off, and under the documents of the round.
Whoever is moved by that is listed. Once it is approved it becomes public, and the time for objections opens
again for those providers alone, for as many working days as the grades were to be public.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam

from banfa.database.tenancy import select
from banfa.errors import Conflict, Malformed, Missing
from banfa.procedures.instruments.instrument import list_holding, merge_internal
from banfa.procedures.receipts.header import CorrectedProvider
from banfa.procedures.rounds.approvals import Approval
from banfa.procedures.rounds.computations import Computation, find_public_computation
from banfa.procedures.rounds.corrections import Correction, check_corrections
from banfa.procedures.rounds.documents import settle_round_law
from banfa.procedures.rounds.objection_rows import (
    STATES,
    UNDECIDED,
    Objection,
    find_objection,
    list_objections,
    make_missing_objection,
)
from banfa.procedures.rounds.objection_windows import find_public_until, window_ends
from banfa.procedures.rounds.requests import request_computation_work
from banfa.procedures.rounds.results import has_result
from banfa.procedures.rounds.transitions import find_round, list_steps
from banfa.trust.equal_work import find_what_came_to_nothing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from banfa.cities.profile import Profile
    from banfa.procedures.rounds.diff import Move
    from banfa.procedures.rounds.transitions import Round
    from banfa.trust.unit import Unit

_APPROVED: Final = (
    select(Approval.c.id)
    .select_from(Approval.rows.join(Computation.rows, Computation.c.id == Approval.c.computation_id))
    .where(Computation.c.round_id == bindparam("round_id"), Approval.c.approved_by == bindparam("person"))
)
MAX_FILED: Final = 10
"""How many objections a provider may file by itself in a round, those included that it has withdrawn."""


def file_objection(
    unit: Unit, *, round_id: int, provider_id: int, statement: str, received_on: date | None = None
) -> Objection:
    """File an objection while the grades are public.

    It is in time if it was received in time, whenever it is entered; without `received_on` that is today.
    Raises Conflict when not switched on, too late, or while another of the provider's is not decided.
    """
    received_on = received_on or unit.today
    round_ = find_round(unit, round_id)
    internal = merge_internal(list_holding(unit, round_.edition, day=unit.today))
    if not internal.objections:
        message = "办法没有规定异议程序，本局也未以文件设立；如需受理，请先登记内部工作规程文件。"
        raise Conflict("objections_off", message)
    if round_.state != "published" or round_.public_until is None or round_.public_from is None:
        raise Conflict("not_public", "只有公示期间可以提出异议。")
    if provider_id not in window_ends(unit, round_id) and not has_result(
        unit, computation_id=find_public_computation(unit, round_).id, provider_id=provider_id
    ):
        raise Missing("result_not_found", "该评价周期没有这个服务商的结果。")
    until = find_public_until(unit, round_, provider_id) or round_.public_until
    if not round_.public_from <= received_on <= unit.today:
        message = f"收到日期 received_on 应在公示开始之日{round_.public_from}以后、不晚于今天，请核对。"
        raise Malformed("field_out_of_range", message, field="received_on")
    if received_on > until:
        raise Conflict("objection_late", f"提出异议的期限已于{until}届满。", until=until)
    if not statement.strip():
        raise Malformed("statement_missing", "请写明异议的事实和理由 statement。", field="statement")
    others = list_objections(unit, round_id=round_id, provider_id=provider_id)
    if pending := [other.id for other in others if other.state in UNDECIDED]:
        message = "该服务商已有异议尚未处理完毕；可先撤回，或将补充的内容并入该件。"
        raise Conflict("objection_pending", message, objections=pending)
    if unit.actor.provider_id is not None and len(others) >= MAX_FILED:
        message = f"本周期内自行提出的异议已满{MAX_FILED}件（含已撤回的）；另有异议的，请书面向主管部门提出。"
        raise Conflict("objections_exhausted", message)
    objection = unit.add(
        Objection,
        round_id=round_id,
        provider_id=provider_id,
        statement=statement,
        filed_by=unit.actor.person.id,
        filed_at=unit.now,
        received_on=received_on,
        document_no=internal.document_no,
    )
    data = {"round_id": round_id, "provider_id": provider_id}
    unit.note("objection.filed", f"objection/{objection.id}", data)
    return objection


def decide_objection(
    unit: Unit,
    profile: Profile,
    *,
    objection_id: int,
    upheld: bool,
    reason: str,
    corrects: Sequence[Correction] = (),
) -> Objection:
    """Reject an objection, or uphold it: then the round is computed again with what it corrects.

    What is named in `corrects` is read as the ledger now has it. One whose recomputation failed can be
    decided anew. Raises Conflict for one that is decided, Malformed where it is upheld and corrects nothing.
    """
    round_ = find_round(unit, find_objection(unit, objection_id).round_id)
    objection = find_objection(unit, objection_id)  # as it is now that nobody else can decide it
    if round_.state != "published":
        raise Conflict("not_public", "只有公示期间可以处理异议。", state=round_.state)
    _check_decider(unit, round_)
    if objection.state != "filed" and not _has_failed(unit, objection):
        message = f"该异议现为“{STATES[objection.state]}”，不能再次处理。"
        raise Conflict("objection_decided", message, state=objection.state)
    if not reason.strip():
        raise Malformed("reason_missing", "请写明处理理由 reason。", field="reason")
    work_id = corrected_at = None
    if upheld:
        check_corrections(unit, settle_round_law(unit, profile, round_), corrects)
        corrected_at = unit.watermark()
        work_id = request_computation_work(unit, profile, round_id=round_.id, objection_id=objection_id)
    _change_objection(
        unit,
        objection_id,
        state="recomputing" if upheld else "rejected",
        reason=reason,
        decided_by=unit.actor.person.id,
        decided_at=unit.now,
        corrects=tuple(corrects) if upheld else None,
        corrected_at=corrected_at,
        work_id=work_id,
    )
    data = {"upheld": upheld, "reason": reason, "work_id": work_id}
    unit.note("objection.decided", f"objection/{objection_id}", data)
    return find_objection(unit, objection_id)


def withdraw_objection(
    unit: Unit, *, objection_id: int, reason: str, provider_id: int | None = None
) -> Objection:
    """Withdraw an objection that is not decided. `provider_id`: whose it must be, for a provider's own act.

    Raises Missing for another provider's, Conflict for one that is decided or being computed again.
    """
    round_id = find_objection(unit, objection_id).round_id
    find_round(unit, round_id)
    objection = find_objection(unit, objection_id)
    if provider_id not in {None, objection.provider_id}:
        raise make_missing_objection()
    if objection.state != "filed":
        message = f"该异议现为“{STATES[objection.state]}”，不能撤回。"
        raise Conflict("objection_decided", message, state=objection.state)
    if not reason.strip():
        raise Malformed("reason_missing", "请写明撤回理由 reason。", field="reason")
    _change_objection(
        unit,
        objection_id,
        state="withdrawn",
        reason=reason,
        withdrawn_by=unit.actor.person.id,
        withdrawn_at=unit.now,
    )
    unit.note("objection.withdrawn", f"objection/{objection_id}", {"reason": reason})
    return find_objection(unit, objection_id)


def _check_decider(unit: Unit, round_: Round) -> None:
    """Raise Conflict for who had the round computed or approved it, whichever token he holds."""
    person = unit.actor.person.id
    computed = any(step.step == "compute" and step.taken_by == person for step in list_steps(unit, round_.id))
    if computed or unit.execute(_APPROVED, round_id=round_.id, person=person).first():
        message = "发起计分或审核过本周期结果的人不能处理对它的异议，请由他人处理。"
        raise Conflict("own_work", message)


def find_failed(unit: Unit, objections: Iterable[Objection]) -> frozenset[int]:
    """Find those whose recomputation has failed for good or was cancelled: they are to be decided anew."""
    waiting = {each.id: each.work_id for each in objections if each.state == "recomputing"}
    ended = find_what_came_to_nothing(unit, waiting.values())
    return frozenset(objection_id for objection_id, work_id in waiting.items() if work_id in ended)


def _has_failed(unit: Unit, objection: Objection) -> bool:
    """Tell whether an objection waits for a recomputation that has failed for good."""
    return objection.id in find_failed(unit, [objection])


def _change_objection(unit: Unit, objection_id: int, **changes: object) -> None:
    table = Objection.table
    unit.connection.execute(unit.update(table).where(table.c.id == objection_id).values(**changes))
    unit.seal(table, [objection_id])


def list_corrected(unit: Unit, round_: Round, *, recomputed: int | None) -> list[CorrectedProvider]:
    """List what upheld objections correct that was not known at the cut-off, in order of the decisions.

    `recomputed`: the objection whose recomputation this is, which is not yet settled.
    """
    known_at = round_.cut_off_at
    upheld = [
        (objection.corrected_at, objection.id, objection.corrects)
        for objection in list_objections(unit, round_id=round_.id)
        if objection.state == "upheld" or objection.id == recomputed
    ]
    return [
        CorrectedProvider(correction.provider_id, correction.items, at)
        for at, _, corrects in sorted(upheld, key=lambda each: each[:2])
        if at is not None and (known_at is None or at > known_at)
        for correction in corrects or ()
    ]


def check_recomputing(unit: Unit, objection_id: int) -> None:
    """Raise Conflict where the objection does not, or no longer, wait for a recomputation."""
    objection = find_objection(unit, objection_id)
    if objection.state != "recomputing":
        message = f"该异议现为“{STATES[objection.state]}”，不必重新计分。"
        raise Conflict("objection_decided", message, state=objection.state)


def settle_upheld(unit: Unit, *, objection_id: int, moved: Sequence[Move]) -> None:
    """Store whom the recomputation moved; it becomes public once it is approved."""
    _change_objection(unit, objection_id, state="upheld", moved=tuple(moved))
    unit.note("objection.settled", f"objection/{objection_id}", {"moved": len(moved)})


def is_approved(unit: Unit, round_id: int) -> bool:
    """Tell whether what the round computed last is what is public."""
    round_ = find_round(unit, round_id, lock=False)
    return round_.computation_id == round_.public_computation_id
