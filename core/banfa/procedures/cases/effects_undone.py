"""What rested on a remedy that is undone: to be looked at one by one, none of it changed by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam

from banfa.database.tenancy import select
from banfa.ledger.entries.tables import stands
from banfa.ledger.kinds.decisions import GRADE, REMOVAL, WITHDRAWAL, Decision
from banfa.procedures.cases.effect_rows import EFFECTS, OPEN, Effect, list_effects
from banfa.procedures.cases.proposals import Proposal
from banfa.procedures.cases.publication_rows import Publication
from banfa.procedures.cases.remedies import HOLDING, REMEDIES, CaseRemedy
from banfa.procedures.cases.steps import BY_LAW, BY_OFFICE, take

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banfa.trust.unit import Unit

LASTING: Final = ("contract_check", "replacement", "reassignment", "recovery", "seat")
"""Effects that have told somebody something, or found something, which outlasts their being done."""
_DECIDED: Final = CaseRemedy.select().where(CaseRemedy.c.decision_id == bindparam("decision_id"))


def revoke(unit: Unit, withdrawal: CaseRemedy) -> Iterator[CaseRemedy]:
    """Take back the remedy that led to the decision now withdrawn, where a case of ours has led to it.

    What was proposed on it and is still to be done ends with it.
    """
    inputs = {"remedy_id": withdrawal.id}
    for remedy in unit.all(CaseRemedy, _DECIDED, decision_id=withdrawal.about_id):
        if remedy.state in HOLDING:
            for effect in list_effects(unit, remedy.id):
                if effect.state in OPEN:
                    take(unit, EFFECTS, effect, "withdraw", inputs)
            yield take(unit, REMEDIES, remedy, "revoke", inputs)


x, p = Decision.c, Publication.c
_SHOWN: Final = (
    Publication.select()
    .where(p.remedy_id == bindparam("remedy_id"), p.state.in_(("drafted", "reviewed", "handed", "posted")))
    .order_by(p.id)
)
_GRADES: Final = (
    select(x.entry_id, x.label, x.decided_on)
    .where(
        x.provider_id == bindparam("provider_id"),
        x.kind == GRADE,
        x.decided_on >= bindparam("since"),
        stands(Decision.rows),
    )
    .order_by(x.decided_on, x.entry_id)
)
_LATER: Final = (
    CaseRemedy.select()
    .where(
        CaseRemedy.c.provider_id == bindparam("provider_id"),
        CaseRemedy.c.id > bindparam("remedy_id"),
        CaseRemedy.c.state.in_(HOLDING),
        CaseRemedy.c.kind != WITHDRAWAL,
    )
    .order_by(CaseRemedy.c.id)
)


def list_undone(unit: Unit, undone: CaseRemedy) -> Iterator[Proposal]:
    """List what rested on a remedy that is undone: what is shown, what was done on it, what came after it.

    No provision of a measure says any of this; that what rests on an annulled act is looked at again is
    general law.
    """
    for publication in unit.all(Publication, _SHOWN, remedy_id=undone.id):
        posted = publication.state == "posted"
        what = f"撤下{publication.address}上的内容。" if posted else "拟发布的内容不予发布。"
        yield Proposal("take_down", what, BY_LAW, thing_id=publication.id)
    for effect in list_effects(unit, undone.id):
        if effect.kind in LASTING and _has_outcome(effect):
            what = f"所依据的决定已撤销，复查已办理的后续事项，已告知的另行告知：{effect.what}"
            yield Proposal("review_effect", what, BY_LAW, thing_id=effect.id)
    provider = {"provider_id": undone.provider_id}
    for later in unit.all(CaseRemedy, _LATER, **provider, remedy_id=undone.id):
        what = f"此后对该服务商的措施（{later.cite}）是否以被撤销的决定为依据，逐件复查。"
        yield Proposal("review_case", what, BY_LAW, thing_id=later.case_id)
    since = undone.served_on or undone.planned_at.date()
    for row in unit.execute(_GRADES, **provider, since=since):
        what = f"{row.decided_on}评定的{row.label}是否受影响；已办结的等级不自动变动，须变动的另作决定。"
        yield Proposal("review_grade", what, BY_LAW, thing_id=row.entry_id)
    if undone.kind == REMOVAL:
        yield Proposal("restore", "恢复平台账号，告知县（市、区）和企业。", BY_OFFICE)


def _has_outcome(effect: Effect) -> bool:
    """Whether something came of an effect; a contract that is not gone into has been judged all the same."""
    return effect.state == "done" or (effect.state == "declined" and effect.kind == "contract_check")
