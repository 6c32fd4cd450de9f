"""What a removal opens: by the text where it says so, else by general law, else because the bureau wants it.

Which provision opens what is read off the plugin's values, never off a city's name: what a clause provides
that counts removals or failed acceptances (Huangshi 16), what a rule makes of a removed provider's contracts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from banfa.law import PublicationTime, Stage, facts_of
from banfa.procedures.cases.clauses import list_remedies
from banfa.procedures.cases.contract_words import describe_contract
from banfa.procedures.cases.effect_contracts import list_contracts
from banfa.procedures.cases.proposals import Proposal, list_own_clauses
from banfa.procedures.cases.steps import BY_LAW, BY_OFFICE, BY_TEXT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from banfa.law import Edition
    from banfa.procedures.cases.effect_contracts import ListedContract
    from banfa.procedures.cases.remedies import CaseRemedy
    from banfa.trust.unit import Unit


def list_after_removal(unit: Unit, law: Edition, removal: CaseRemedy) -> Iterator[Proposal]:
    """List what a removal opens: contracts one by one, what its clause has besides, money, the account."""
    contracts = list_contracts(unit, removal.provider_id)
    proposals = [
        *_list_checks(law, contracts, removal.effective_on),
        *_list_publications(law, removal),
        *_list_recoveries(law, contracts),
        Proposal("account", "停用平台账号，告知县（市、区）。", BY_OFFICE),
    ]
    for proposal in proposals:
        yield proposal._replace(from_on=removal.effective_on)


def _list_checks(
    law: Edition, contracts: Sequence[ListedContract], effective_on: date | None
) -> Iterator[Proposal]:
    rule = next((rule for rule in law.at(Stage.CONTRACT) if _reads(rule, "provider_removed")), None)
    for contract in contracts:
        if rule is not None and contract.is_project:
            facts = describe_contract(contract, effective_on, confirmed=True)
            what = f"{facts}。由本局确认三项并登记认定；签订、实施在先且确认不存在违规违法情形的，仍可列入。"
            yield Proposal("contract_check", what, BY_TEXT, rule.cite.key, contract.entry_id)
        elif contract.runs:
            facts = describe_contract(contract, effective_on, confirmed=False)
            what = (
                f"{facts}。合同只对当事人有约束力（民法典第四百六十五条），是否继续由双方决定；核实履行情况。"
            )
            yield Proposal("contract_check", what, BY_LAW, None, contract.entry_id)


def _list_publications(law: Edition, removal: CaseRemedy) -> Iterator[Proposal]:
    kinds = ["publication", "circular"]
    if PublicationTime.BEFORE in law.readings:
        kinds.remove("publication")  # it has stood, or was not to be decided without
    for clause in list_own_clauses(law, removal):
        provided = list_remedies(clause)
        for kind in [kind for kind in kinds if kind in provided]:
            kinds.remove(kind)
            what = f"{provided[kind].zh}（办法条款），另经公开审查。"
            yield Proposal("publication", what, BY_TEXT, clause.cite.key)


def _list_recoveries(law: Edition, contracts: Sequence[ListedContract]) -> Iterator[Proposal]:
    """List what may be claimed back: on the removal itself, and project by project on a failed acceptance."""
    ending = "会商财政后确定向谁追回、追回多少；本局有权追回，是否追回须另行登记线索、立案决定。"
    for clause in law.clauses:
        if "recovery" not in list_remedies(clause):
            continue
        if _reads(clause, "removals"):
            what = f"核对涉及问题项目及其已拨付的奖补款项（金额、收款单位、凭证），{ending}"
            yield Proposal("recovery", what, BY_TEXT, clause.cite.key)
        if _reads(clause, "enterprises_failed_state"):
            for contract in contracts:
                if contract.failed_state:
                    what = f"{contract.name}未通过省级或者国家级验收：核对该项目已拨付的奖补款项，{ending}"
                    yield Proposal("recovery", what, BY_TEXT, clause.cite.key, contract.entry_id)


def _reads(value: object, name: str) -> bool:
    """Whether a value of law asks for a fact of this name."""
    return any(fact.name == name for fact in facts_of(value))
