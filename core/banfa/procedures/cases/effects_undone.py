"""What rested on a remedy that is undone: to be looked at one by one, none of it changed by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import bindparam

from banfa.ledger.entries.values import LAST_DAY
from banfa.ledger.kinds.decisions import REMOVAL, Decision
from banfa.ledger.kinds.memberships import Membership
from banfa.procedures.cases.effect_contracts import list_contracts
from banfa.procedures.cases.effect_rows import EFFECTS, OPEN, Effect, list_effects
from banfa.procedures.cases.effects_resting import Resting, read_resting
from banfa.procedures.cases.listing import list_rows
from banfa.procedures.cases.proposals import Proposal
from banfa.procedures.cases.publication_rows import TO_SHOW, Publication
from banfa.procedures.cases.remedies import HOLDING, REMEDIES, CaseRemedy
from banfa.procedures.cases.steps import BY_LAW, BY_OFFICE, take

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from banfa.cities.profile import Profile
    from banfa.procedures.cases.leads import Lead
    from banfa.trust.unit import Unit

LASTING: Final = ("contract_check", "replacement", "reassignment", "recovery", "seat")
"""Effects that have told somebody something, or found something, which outlasts their being done."""
_DECIDED: Final = CaseRemedy.select().where(CaseRemedy.c.decision_id == bindparam("decision_id"))


def revoke_about(unit: Unit, withdrawal: CaseRemedy) -> list[CaseRemedy]:
    """Take back the remedy that led to the decision now withdrawn, where a case of ours has led to it."""
    decided = unit.all(CaseRemedy, _DECIDED, decision_id=withdrawal.about_id)
    return [revoke(unit, each, {"remedy_id": withdrawal.id}) for each in decided if each.state in HOLDING]


def revoke(unit: Unit, remedy: CaseRemedy, inputs: Mapping[str, Any]) -> CaseRemedy:
    """Take a remedy back. What was proposed on it and is still to be done ends with it."""
    for effect in list_effects(unit, remedy.id):
        if effect.state in OPEN:
            take(unit, EFFECTS, effect, "withdraw", inputs)
    return take(unit, REMEDIES, remedy, "revoke", inputs)


def list_holding(unit: Unit, case_id: int) -> list[CaseRemedy]:
    """List the remedies of a case that were decided and stand."""
    return [each for each in list_rows(unit, CaseRemedy, case_id=case_id) if each.state in HOLDING]


p = Publication.c
_MEMBERSHIPS: Final = Membership.standing.where(
    Membership.c.provider_id == bindparam("provider_id")
).order_by(Membership.c.from_on, Membership.c.entry_id)
_SHOWN: Final = (
    Publication.select()
    .where(p.remedy_id == bindparam("remedy_id"), p.state.in_((*TO_SHOW, "posted")))
    .order_by(p.id)
)


class Undoing(NamedTuple):
    """A decision that is undone, the remedies of ours that led to it, and what rested on it before.

    `before` is None where it is withdrawn from a day on: it has worked until then, and what was done and
    decided meanwhile stands.
    """

    decision: Decision
    remedies: list[CaseRemedy]
    before: Resting | None


def list_undone(unit: Unit, profile: Profile, undoing: Undoing) -> Iterator[Proposal]:
    """List what rested on a decision that is undone: what is shown, what was done on it, what came after it.

    No provision of a measure says any of this; that what rests on an annulled act is looked at again is
    general law.
    """
    decision, remedies, before = undoing
    yield from _list_shown(unit, remedies)
    if before is not None:
        yield from _list_done(unit, decision, remedies)
        leads, grades = read_resting(unit, profile, decision).list_changed(before)
        yield from _list_resting(leads, grades, "被撤销")
    if decision.kind == REMOVAL:
        yield from _list_readmitted(unit, decision, annulled=before is not None)


def list_stopped(unit: Unit, profile: Profile, undoing: Undoing) -> Iterator[Proposal]:
    """List what rested on a decision that was issued and is served on nobody: nothing was done on it."""
    decision, remedies, before = undoing
    yield from _list_shown(unit, remedies)
    if before is not None:
        leads, grades = read_resting(unit, profile, decision).list_changed(before)
        yield from _list_resting(leads, grades, "停止送达")


def _list_shown(unit: Unit, remedies: list[CaseRemedy]) -> Iterator[Proposal]:
    """List what is shown of remedies, or about to be."""
    for remedy in remedies:
        for publication in unit.all(Publication, _SHOWN, remedy_id=remedy.id):
            posted = publication.state == "posted"
            what = f"撤下{publication.address}上的内容。" if posted else "拟发布的内容不予发布。"
            yield Proposal("take_down", what, BY_LAW, thing_id=publication.id)


def _list_done(unit: Unit, decision: Decision, remedies: list[CaseRemedy]) -> Iterator[Proposal]:
    """List what was done on a decision that is as if it had never been; of one without a case, what may."""
    for remedy in remedies:
        for effect in list_effects(unit, remedy.id):
            if effect.kind in LASTING and _has_outcome(effect):
                what = f"所依据的决定已撤销，复查已办理的后续事项，已告知的另行告知：{effect.what}"
                yield Proposal("review_effect", what, BY_LAW, thing_id=effect.id)
    if decision.kind == REMOVAL and not remedies:
        for contract in list_contracts(unit, decision.provider_id):
            what = f"{contract.name}：取消资格的决定已撤销，复查据以对该合同所作的处理，已告知的另行告知。"
            yield Proposal("contract_check", what, BY_LAW, thing_id=contract.entry_id)
    if decision.kind == "recovery":
        what = "追回的决定已撤销：核对已追回的款项（金额、缴款单位、凭证），会商财政后退还。"
        yield Proposal("recovery", what, BY_LAW)


def _list_resting(leads: list[Lead], grades: list[Decision], why: str) -> Iterator[Proposal]:
    """List the cases and the grades whose facts are others without the decision."""
    clauses: dict[int, list[str]] = {}
    for lead in leads:
        if lead.case_id is not None:
            clauses.setdefault(lead.case_id, []).append(lead.clause)
    for case_id, cites in clauses.items():
        what = f"本案据以处理的事实（{'、'.join(cites)}）因决定{why}而有变化，其处理是否更正，另行复查。"
        yield Proposal("review_case", what, BY_LAW, thing_id=case_id)
    for grade in grades:
        what = (
            f"{grade.decided_on}评定的{grade.label}所依据的事实因决定{why}而有变化；"
            "已办结的等级不自动变动，须变动的另作决定。"
        )
        yield Proposal("review_grade", what, BY_LAW, thing_id=grade.entry_id)


def _list_readmitted(unit: Unit, removal: Decision, *, annulled: bool) -> Iterator[Proposal]:
    """List what is to be done about a provider that was out of the pool."""
    if not annulled:
        what = "自撤回之日起可以重新入库；重新入库的，恢复平台账号，告知县（市、区）和企业。"
        yield Proposal("restore", what, BY_OFFICE)
        return
    out_on = removal.effective_on
    for row in unit.all(Membership, _MEMBERSHIPS, provider_id=removal.provider_id):
        if out_on is not None and row.from_on < out_on <= (row.until_on or LAST_DAY):
            what = f"{row.from_on}起的入库资格自始恢复：核对服务商库名单，告知县（市、区）和企业。"
            yield Proposal("membership", what, BY_LAW, thing_id=row.entry_id)
    yield Proposal("restore", "恢复平台账号，告知县（市、区）和企业。", BY_OFFICE)


def _has_outcome(effect: Effect) -> bool:
    """Whether something came of an effect; a contract that is not gone into has been judged all the same."""
    return effect.state == "done" or (effect.state == "declined" and effect.kind == "contract_check")
