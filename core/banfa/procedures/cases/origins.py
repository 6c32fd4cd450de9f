"""What a lead comes from: the complaint, the finding, or the grade, each by its entry in the ledger.

The lead and its page name it with a link. A paper names a finding and a grade; of a complaint not even its
day, which may tell who complained.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from banfa.errors import Malformed
from banfa.ledger.kinds.complaints import Complaint
from banfa.ledger.kinds.decisions import GRADE, Decision
from banfa.ledger.kinds.findings import Finding
from banfa.ledger.recording.listing import get_entry
from banfa.papers.wording import write_day
from banfa.procedures.rounds.transitions import Round

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banfa.cities.profile import Profile
    from banfa.procedures.cases.leads import Lead
    from banfa.trust.unit import Unit

KINDS: Final[dict[str, tuple[str, str, Any]]] = {
    "complaint_id": ("complaint", "所据的投诉举报", Complaint),
    "finding_id": ("finding", "所据的核查认定", Finding),
    "decision_id": ("grade", "所据的等级评定", Decision),
}
"""The column that names what a lead comes from: of which source, what it is called, its kind of entry."""
OF_ROUND: Final = "round/"
"""How the external id of a grade begins that a round gave."""


def check_origin(
    unit: Unit, *, source: str, provider_id: int, origins: Mapping[str, int | None]
) -> dict[str, int | None]:
    """Check that what a lead comes from, by its columns, is of its source and about its provider.

    Raises Missing, Malformed (`origin_mismatch`).
    """
    for name, (wanted, zh, kind) in KINDS.items():
        entry_id = origins[name]
        if entry_id is None:
            continue
        entry: Any = get_entry(unit, kind, entry_id)
        if source != wanted:
            raise Malformed("origin_mismatch", f"{zh}（{name}）与线索来源不符，请核对。", field=name)
        if entry.provider_id != provider_id:
            raise Malformed("origin_mismatch", f"{zh}（{name}）不是关于这家服务商的，请核对。", field=name)
        if kind is Decision and entry.kind != GRADE:
            raise Malformed("origin_mismatch", f"{zh}（{name}）须是评定的等级，请核对。", field=name)
    return dict(origins)


def name_origin(unit: Unit, profile: Profile, lead: Lead) -> str:
    """What a lead comes from as a paper says it; empty where it says nothing of it."""
    if lead.finding_id is not None:
        finding: Any = get_entry(unit, Finding, lead.finding_id)
        kinds = {**profile.finding_kinds, **profile.contract_finding_kinds, **profile.verification_kinds}
        return f"{write_day(finding.found_on)}认定：{kinds.get(finding.kind, finding.kind)}"
    if lead.decision_id is not None:
        return _name_grade(unit, get_entry(unit, Decision, lead.decision_id))
    return ""


def _name_grade(unit: Unit, grade: Any) -> str:  # noqa: ANN401 - an entry of the ledger
    """A grade with the round and the year it is of, and its document."""
    period = f"截至{write_day(grade.period_on or grade.decided_on)}的评价周期"
    external_id = grade.external_id or ""
    if external_id.startswith(OF_ROUND):
        number = unit.ids.decode("round", external_id.split("/")[1])
        round_ = unit.one_or_none(Round, Round.select().where(Round.c.id == number))
        period = round_.name if round_ is not None else period
    document = f"，{grade.document_no}" if grade.document_no else ""
    return f"{period}评为{grade.label}（{write_day(grade.decided_on)}{document}）"
