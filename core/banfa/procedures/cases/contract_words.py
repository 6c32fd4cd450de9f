"""What the ledger knows of a removed provider's contract, in words; 未知 what it does not.

Whether a project was signed and carried out before the removal, and is clean, are three facts for the bureau
to confirm one by one (Huangshi 17). What is recorded is where it begins.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from banfa.ledger.kinds.acceptances import AUTHORITIES, OUTCOMES

if TYPE_CHECKING:
    from datetime import date

    from banfa.procedures.cases.effect_contracts import ListedContract

UNKNOWN: Final = "未知"


def describe_contract(contract: ListedContract, effective_on: date | None, *, confirmed: bool) -> str:
    """Describe what is known of a contract for the day on which a removal works.

    `confirmed`: also whether it was confirmed clean.
    """
    before = effective_on is not None and contract.signed_on < effective_on
    facts = [
        f"{contract.signed_on}签订，{'早于' if before else '不早于'}生效日{effective_on}",
        f"实施：{_describe_beginning(contract)}",
        f"验收：{_describe_acceptance(contract)}",
    ]
    if confirmed:
        facts.append(f"有无违规违法情形：{_describe_confirmation(contract)}")
    return f"{contract.name}：{'；'.join(facts)}"


def _describe_beginning(contract: ListedContract) -> str:
    return UNKNOWN if contract.begun_on is None else f"{contract.begun_on}起有实质性进展"


def _describe_acceptance(contract: ListedContract) -> str:
    if contract.authority is None or contract.outcome is None:
        return UNKNOWN
    return f"{AUTHORITIES[contract.authority]}{contract.accepted_on}{OUTCOMES[contract.outcome]}"


def _describe_confirmation(contract: ListedContract) -> str:
    if contract.clean is None:
        return UNKNOWN
    verdict = "不存在" if contract.clean else "未确认不存在"
    return f"{contract.confirmed_on}认定{verdict}（登记人{contract.confirmed_by}）"
