"""Acceptances (验收): by whom, planned for which day, held on which, passed at which level."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import CheckConstraint

from banfa.errors import Malformed
from banfa.ledger.entries.checks import NotBefore, Together
from banfa.ledger.entries.entry import Entry
from banfa.ledger.entries.specifiers import carried_reference, choice, day, level, past_day, reference, text
from banfa.trust.rights import FIELD

if TYPE_CHECKING:
    from datetime import date

    from banfa.ledger.entries.entry import Draft, Kind

AUTHORITIES: Final = {"city": "市级", "province": "省级", "nation": "国家级"}
STATE_AUTHORITIES: Final = ("province", "nation")
PASSED, FAILED = "passed", "failed"
OUTCOMES: Final = {PASSED: "通过", FAILED: "未通过"}


def _check_dated(_kind: Kind, draft: Draft) -> None:
    """Reject an acceptance with no day at all, and one that was passed at no level."""
    values = draft.values
    if values["planned_on"] is None and values["accepted_on"] is None:
        message = "计划验收之日（planned_on）和验收之日（accepted_on）至少填写一个。"
        raise Malformed("field_missing", message, field="planned_on")
    if values["outcome"] == PASSED and values["level_after"] is None:
        raise Malformed("field_missing", "通过验收的须填写改造后等级（level_after）。", field="level_after")


class Acceptance(
    Entry,
    name="acceptance",
    zh="验收",
    rights=FIELD,
    day="accepted_on",
    checks=(
        _check_dated,
        Together("outcome", "accepted_on"),
        NotBefore("contract_id", "signed_on", "accepted_on", code="acceptance_before_signing"),
        NotBefore("contract_id", "signed_on", "planned_on", code="acceptance_before_signing"),
    ),
    constraints=(
        CheckConstraint(
            "outcome IS DISTINCT FROM 'passed' OR level_after IS NOT NULL", name="passed_at_level"
        ),
        CheckConstraint("planned_on IS NOT NULL OR accepted_on IS NOT NULL", name="has_day"),
    ),
    cover={
        "sheet": (
            ("provider_id", "enterprise_id", "accepted_on", "entry_id"),
            ("contract_id", "authority", "outcome", "level_after", "planned_on"),
        ),
        "contract": (("provider_id", "contract_id"), ("planned_on", "accepted_on", "outcome")),
    },
):
    """An acceptance of a contract, planned or held."""

    contract_id: int = reference(
        "contract", "合同", carries=("provider_id", "enterprise_id"), reads=("signed_on",)
    )
    provider_id: int = carried_reference("provider", "服务商")
    enterprise_id: int = carried_reference("enterprise", "试点企业")
    authority: str = choice("验收层级", AUTHORITIES, load_default="city")
    planned_on: date | None = day("计划验收之日")
    accepted_on: date | None = past_day("验收之日")
    outcome: str | None = choice("验收结论", OUTCOMES, hint="须与验收之日一并填写")
    level_before: int | None = level("改造前等级")
    level_after: int | None = level("改造后等级", hint="通过验收的须填写")
    level_edition: str | None = text("评测指标版本", max_length=200)


acceptance = Acceptance.table
