"""What may follow from a remedy that works or is undone: proposed one by one, each done by a person.

Counts, standing, membership and leads follow from the ledger's decisions by themselves. Nothing else
does: contracts are their parties', a list on the bureau's site is taken down by its editor, money comes
back through finance, and nobody else's published grade falls.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam

from banfa.database.tenancy import select
from banfa.ledger.entries.specifiers import text
from banfa.ledger.entries.tables import stands
from banfa.ledger.kinds.contracts import Contract
from banfa.ledger.kinds.decisions import GRADE, REMOVAL, WITHDRAWAL, Decision
from banfa.ledger.kinds.enterprises import Enterprise
from banfa.procedures.cases.clauses import list_remedies
from banfa.procedures.cases.effect_rows import EFFECTS, Effect, p
from banfa.procedures.cases.persons import check_not_recused
from banfa.procedures.cases.publication_rows import Publication
from banfa.procedures.cases.remedies import HOLDING, REMEDIES, CaseRemedy
from banfa.procedures.cases.steps import start, take
from banfa.procedures.inputs import Inputs
from banfa.procedures.instruments.editions import settle_edition

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit


class EndEffect(Inputs, example={"words": "已逐一告知三家企业，附告知记录。"}):
    """What was done, or why nothing is."""

    words: str = text("办理情况或者理由", max_length=2000)


def do_effect(
    unit: Unit, _profile: Profile, row_id: int, data: EndEffect, version: int | None = None
) -> Effect:
    """Record that it was done, and how."""
    return _end(unit, "do", row_id, data, version)


def decline_effect(
    unit: Unit, _profile: Profile, row_id: int, data: EndEffect, version: int | None = None
) -> Effect:
    """Record that it is not done, and why."""
    return _end(unit, "decline", row_id, data, version)


def _end(unit: Unit, step: str, row_id: int, data: EndEffect, version: int | None) -> Effect:
    row = EFFECTS.begin(unit, step, row_id, version=version)
    check_not_recused(unit, row.case_id)
    ended = {"words": data.words, "ended_by": unit.actor.person.id, "ended_at": unit.now}
    return take(unit, EFFECTS, row, step, vars(data), **ended)


def propose_effects(unit: Unit, profile: Profile, remedy: CaseRemedy) -> None:
    """Propose what may follow from a remedy that now works; a withdrawal first undoes what it is about."""
    if remedy.kind == WITHDRAWAL:
        for undone in _revoke(unit, remedy):
            _propose(unit, remedy, _list_undone(unit, undone))
        return
    if remedy.kind == REMOVAL:
        _propose(unit, remedy, _list_after_removal(unit, profile, remedy))


_DECIDED: Final = CaseRemedy.select().where(CaseRemedy.c.decision_id == bindparam("decision_id"))


def _revoke(unit: Unit, withdrawal: CaseRemedy) -> Iterator[CaseRemedy]:
    """Take back the remedy that led to the decision now withdrawn, where a case of ours has led to it."""
    for remedy in unit.all(CaseRemedy, _DECIDED, decision_id=withdrawal.about_id):
        if remedy.state in HOLDING:
            yield take(unit, REMEDIES, remedy, "revoke", {"remedy_id": withdrawal.id})


def _propose(unit: Unit, remedy: CaseRemedy, items: Iterator[tuple[str, str, str, int | None]]) -> None:
    for kind, what, cite, thing_id in items:
        values = {"kind": kind, "what": what, "cite": cite, "thing_id": thing_id}
        case = {"case_id": remedy.case_id, "remedy_id": remedy.id}
        start(unit, EFFECTS, "propose", {**case, **values}, **case, **values)


k = Contract.c
_RUNNING: Final = (
    select(k.entry_id, k.number, k.signed_on, Enterprise.c.name.label("enterprise"))
    .select_from(
        Contract.rows.outerjoin(
            Enterprise.rows, (Enterprise.c.entry_id == k.enterprise_id) & stands(Enterprise.rows)
        )
    )
    .where(k.provider_id == bindparam("provider_id"), k.ended_on.is_(None), stands(Contract.rows))
    .order_by(k.signed_on, k.entry_id)
)


def _list_after_removal(
    unit: Unit, profile: Profile, remedy: CaseRemedy
) -> Iterator[tuple[str, str, str, int | None]]:
    """List what may follow from a removal: contracts one by one, what the clause has besides, the account."""
    law = settle_edition(unit, profile, edition=remedy.edition, day=unit.today)
    replacement = next((c.cite.key for c in law.clauses if "replacement" in list_remedies(c)), None)
    for row in unit.execute(_RUNNING, provider_id=remedy.provider_id):
        before = "早于" if remedy.effective_on and row.signed_on < remedy.effective_on else "不早于"
        name = row.number or f"{row.signed_on}签订的合同"
        party = row.enterprise or "企业未登记"
        what = f"{name}（{party}）：签订日{row.signed_on}，{before}生效日；核实履行情况及可否继续。"
        yield "contract_check", what, remedy.cite, row.entry_id
        if replacement is not None:
            what = f"告知{party}可以申请更换服务商；更换为项目备案变更，原合同由双方自行处理。"
            yield "replacement", what, replacement, row.entry_id
    clause = next((clause for clause in law.clauses if clause.cite.key == remedy.cite), None)
    for kind, provided in list_remedies(clause).items() if clause else ():
        if kind in ("publication", "circular"):
            yield "publication", f"{provided.zh}（办法条款），另经公开审查。", remedy.cite, None
    yield "account", "停用平台账号，告知县（市、区）。", remedy.cite, None


_POSTED: Final = Publication.select().where(p.remedy_id == bindparam("remedy_id"), p.state == "posted")
x = Decision.c
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


def _list_undone(unit: Unit, undone: CaseRemedy) -> Iterator[tuple[str, str, str, int | None]]:
    """List what rested on a remedy that is undone: what is shown, later remedies and grades, the account."""
    for publication in unit.all(Publication, _POSTED, remedy_id=undone.id):
        yield "take_down", f"撤下{publication.address}上的内容。", undone.cite, publication.id
    provider = {"provider_id": undone.provider_id}
    for later in unit.all(CaseRemedy, _LATER, **provider, remedy_id=undone.id):
        what = f"此后对该服务商的措施（{later.cite}）是否以被撤销的决定为依据，逐件复查。"
        yield "review_case", what, later.cite, later.case_id
    since = undone.served_on or undone.planned_at.date()
    for row in unit.execute(_GRADES, **provider, since=since):
        what = f"{row.decided_on}评定的{row.label}是否受影响；已办结的等级不自动变动，须变动的另作决定。"
        yield "review_grade", what, undone.cite, row.entry_id
    if undone.kind == REMOVAL:
        yield "restore", "恢复平台账号，告知县（市、区）和企业。", undone.cite, None
