"""Findings (认定): facts that an officer has verified, about a provider or about one contract.

One that does not hold is recorded as well: it says that the matter was looked into. Requirements that are
checked (核验) are findings too: the latest one says whether the requirement is met.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from banfa.errors import Malformed
from banfa.ledger.entries.checks import NotBefore
from banfa.ledger.entries.entry import Entry
from banfa.ledger.entries.specifiers import (
    MAX_CONTENT,
    MAX_WORD,
    boolean,
    city_choice,
    day,
    past_day,
    reference,
    text,
    text_list,
)
from banfa.trust.rights import VERIFIED

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from banfa.cities.profile import Profile
    from banfa.ledger.entries.entry import Values
    from banfa.ledger.entries.fields import ReadingContext


def _offer_kinds(profile: Profile) -> Mapping[str, str]:
    """Every finding or check that some rule of the city asks for."""
    return {**profile.finding_kinds, **profile.contract_finding_kinds, **profile.verification_kinds}


def _check_subject(values: Values, context: ReadingContext) -> Values:
    """Reject a finding that only makes sense about a contract and names none."""
    profile, kind = context.profile, values["kind"]
    of_contract = kind not in profile.finding_kinds and kind not in profile.verification_kinds
    if of_contract and values["contract_id"] is None:
        message = f"认定种类“{kind}”是关于合同的，须指明合同（contract_id）。"
        raise Malformed("field_missing", message, field="contract_id")
    _check_elements(profile, values)
    return values


def _check_elements(profile: Profile, values: Values) -> None:
    """A finding says which elements (要件) of its kind it establishes. Raises Malformed."""
    offered = profile.finding_elements.get(values["kind"], {})
    given = values["elements"]
    wanted = "、".join(f"{key}（{zh}）" for key, zh in offered.items())
    if unknown := [key for key in given if key not in offered]:
        message = f"已认定的要件（elements）没有“{unknown[0][:40]}”；可填：{wanted or '无'}。"
        raise Malformed("unknown_element", message, field="elements")
    if offered and values["holds"] and not given:
        message = f"请在 elements 写明认定了哪些要件：{wanted}；缺一项即不作数。"
        raise Malformed("field_missing", message, field="elements")


class Finding(
    Entry,
    name="finding",
    zh="认定",
    rights=VERIFIED,
    day="found_on",
    refine=_check_subject,
    checks=(NotBefore("contract_id", "signed_on", "found_on", code="finding_before_signing"),),
    cover={
        "sheet": (
            ("provider_id", "kind", "found_on", "entry_id"),
            ("holds", "occurred_on", "period_on"),
        ),
        "contract": (("contract_id", "kind"), ("holds", "found_on")),
    },
):
    """A fact verified, or found not to hold."""

    contract_id: int | None = reference("contract", "合同", carries=("provider_id",), reads=("signed_on",))
    provider_id: int = reference("provider", "服务商")
    kind: str = city_choice("认定种类", _offer_kinds, code="unknown_finding_kind")
    holds: bool = boolean("是否成立", load_default=True)
    found_on: date = past_day("认定之日")
    occurred_on: date | None = past_day("行为发生之日", hint="省略时按认定之日")
    period_on: date | None = day("所属期间的最后一日", hint="核验关于某一期间（如某年度）的填写")
    elements: list[str] = text_list(
        "已认定的要件",
        max_length=MAX_WORD,
        max_items=20,
        hint="该种类列有要件的须逐项填写，见 /law/vocabulary",
    )
    evidence: str | None = text("依据", max_length=MAX_CONTENT, secret_from=("provider",))


finding = Finding.table
