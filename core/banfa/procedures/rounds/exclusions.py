"""Ruling a provider not evaluable in a round (暂不评价), with the reason and the document that says so.

Such a provider is not ranked, and not counted in the base of the shares unless the ruling says so. The ruling
can be lifted again; both stay on record.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import Index, bindparam, text

from banfa.database.rows import Bound, TenantRow, boolean_column, instant_column, text_column
from banfa.errors import Conflict, Malformed, Missing
from banfa.ledger.recording.names import name_providers
from banfa.procedures.rounds.transitions import Round, check_not_closed, find_round, store_round

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from banfa.trust.unit import Unit


class Exclusion(
    TenantRow,
    table="exclusion",
    refers={"round_id": "evaluation_round", "provider_id": "provider", "ruled_by": "person"},
    constraints=(
        Index(
            "ux_exclusion_standing",
            "tenant_id",
            "round_id",
            "provider_id",
            unique=True,
            postgresql_where=text("lifted_at IS NULL"),
        ),
    ),
    bound=Bound(state=True),
    erasable=("reason", "lifted_reason"),
):
    """A ruling. `still_counted`: the provider counts when the places of a share are worked out (名额基数)."""

    id: int
    round_id: int
    provider_id: int
    reason: str = text_column()
    document_no: str = text_column()
    still_counted: bool = boolean_column()
    ruled_by: int
    ruled_at: datetime = instant_column()
    lifted_at: datetime | None = instant_column()
    lifted_reason: str | None = text_column()


_OF_ROUND: Final = (
    Exclusion.select().where(Exclusion.c.round_id == bindparam("round_id")).order_by(Exclusion.c.id)
)
_STANDING: Final = (
    Exclusion.select()
    .where(Exclusion.c.round_id == bindparam("round_id"), Exclusion.c.lifted_at.is_(None))
    .order_by(Exclusion.c.provider_id)
)


def exclude_provider(
    unit: Unit,
    *,
    round_id: int,
    provider_id: int,
    reason: str,
    document_no: str,
    still_counted: bool = False,
    version: int | None = None,
) -> Exclusion:
    """Rule a provider not evaluable in this round; takes effect at the next computation."""
    round_ = _find_changeable_round(unit, round_id, version)
    check_reasons(reason, document_no)
    names = name_providers(unit, [provider_id])
    if provider_id not in names:
        raise Missing("provider_not_found", "没有这个服务商，请核对编号。")
    if any(exclusion.provider_id == provider_id for exclusion in list_standing(unit, round_id)):
        detail = f"{names[provider_id]}在本周期已是暂不评价。"
        raise Conflict("already_excluded", detail, field="provider_id")
    ruling = {
        "provider_id": provider_id,
        "reason": reason,
        "document_no": document_no,
        "still_counted": still_counted,
    }
    exclusion = unit.add(
        Exclusion, round_id=round_id, ruled_by=unit.actor.person.id, ruled_at=unit.now, **ruling
    )
    store_round(unit, round_)
    unit.note("round.provider_excluded", f"round/{round_id}", ruling)
    return exclusion


def exclude_providers(
    unit: Unit,
    *,
    round_id: int,
    provider_ids: Iterable[int],
    reason: str,
    document_no: str,
    still_counted: bool = False,
    version: int | None = None,
) -> list[Exclusion]:
    """Rule several providers not evaluable by one document."""
    find_round(unit, round_id, version=version)
    return [
        exclude_provider(
            unit,
            round_id=round_id,
            provider_id=provider_id,
            reason=reason,
            document_no=document_no,
            still_counted=still_counted,
        )
        for provider_id in provider_ids
    ]


def check_reasons(reason: str, document_no: str) -> None:
    """Raise Malformed where a decision says no reason or names no document."""
    for field, value, zh in (("reason", reason, "理由"), ("document_no", document_no, "文号")):
        if not value.strip():
            raise Malformed("reason_missing", f"请写明{zh}（{field}）。", field=field)


def readmit_provider(
    unit: Unit, *, round_id: int, provider_id: int, reason: str, version: int | None = None
) -> Exclusion:
    """Lift the ruling. Raises Missing where none stands."""
    round_ = _find_changeable_round(unit, round_id, version)
    if not reason.strip():
        raise Malformed("reason_missing", "恢复评价须写明理由 reason。", field="reason")
    table = Exclusion.table
    lift = (
        unit.update(table)
        .where(table.c.round_id == round_id, table.c.provider_id == provider_id, table.c.lifted_at.is_(None))
        .values(lifted_at=unit.now, lifted_reason=reason)
        .returning(*(table.c[name] for name in Exclusion.names))
    )
    lifted = unit.connection.execute(lift).one_or_none()
    if lifted is None:
        raise Missing("exclusion_not_found", "该服务商在本周期没有暂不评价的决定。")
    unit.seal(table, [lifted.id])
    store_round(unit, round_)
    data = {"provider_id": provider_id, "reason": reason}
    unit.note("round.provider_readmitted", f"round/{round_id}", data)
    return Exclusion.make(lifted)


def list_standing(unit: Unit, round_id: int) -> list[Exclusion]:
    """List the rulings that stand, in order of provider id."""
    return unit.all(Exclusion, _STANDING, round_id=round_id)


def list_exclusions(unit: Unit, *, round_id: int) -> list[Exclusion]:
    """List all rulings of a round, lifted ones included, oldest first. Raises Missing."""
    find_round(unit, round_id, lock=False)
    return unit.all(Exclusion, _OF_ROUND, round_id=round_id)


def _find_changeable_round(unit: Unit, round_id: int, version: int | None) -> Round:
    """Find the round, if who takes part in it may still change: until it is reviewed. Raises Conflict."""
    round_ = find_round(unit, round_id, version=version)
    check_not_closed(round_)
    if round_.state in ("reviewed", "published"):
        message = "审核之后不能再增减参评服务商；先撤回审核。"
        raise Conflict("wrong_state", message, state=round_.state)
    return round_
