"""Acceptances (验收): by whom, planned for which day, held on which, passed at which level."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, Column, Date, SmallInteger, Text

from banfa.database.base import one_of as among
from banfa.errors import Malformed
from banfa.ledger.entries.checks import not_before, together
from banfa.ledger.entries.fields import HIGHEST_LEVEL, Field, level, one_of, past_day, planned_day, words
from banfa.ledger.entries.kind import Kind, Ref
from banfa.ledger.entries.tables import at_least, entry_table

if TYPE_CHECKING:
    from banfa.ledger.entries.kind import Draft

AUTHORITIES = {"city": "市级", "province": "省级", "nation": "国家级"}
STATE_AUTHORITIES = ("province", "nation")
PASSED, FAILED = "passed", "failed"
OUTCOMES = {PASSED: "通过", FAILED: "未通过"}

acceptance = entry_table(
    "acceptance",
    Column("authority", Text, nullable=False),
    Column("planned_on", Date),
    Column("accepted_on", Date),
    Column("outcome", Text),
    Column("level_before", SmallInteger),
    Column("level_after", SmallInteger),
    Column("level_edition", Text),
    among("authority", AUTHORITIES),
    among("outcome", OUTCOMES),
    at_least("level_before", 0, HIGHEST_LEVEL),
    at_least("level_after", 0, HIGHEST_LEVEL),
    CheckConstraint("(accepted_on IS NULL) = (outcome IS NULL)", name="outcome_dated"),
    CheckConstraint("outcome IS DISTINCT FROM 'passed' OR level_after IS NOT NULL", name="passed_at_level"),
    CheckConstraint("planned_on IS NOT NULL OR accepted_on IS NOT NULL", name="has_day"),
    refers={"contract_id": "contract", "provider_id": "provider", "enterprise_id": "enterprise"},
    cover={
        "sheet": (
            ("provider_id", "enterprise_id", "accepted_on", "entry_id"),
            ("contract_id", "authority", "outcome", "level_after", "planned_on"),
        ),
        "contract": (("provider_id", "contract_id"), ("planned_on", "accepted_on", "outcome")),
    },
)


def dated(draft: Draft) -> None:
    """Refuse an acceptance with no day at all, and one that was passed at no level."""
    values = draft.values
    if values["planned_on"] is None and values["accepted_on"] is None:
        raise Malformed(
            "field_missing",
            "计划验收之日（planned_on）和验收之日（accepted_on）至少填写一个。",
            field="planned_on",
        )
    if values["outcome"] == PASSED and values["level_after"] is None:
        raise Malformed("field_missing", "通过验收的须填写验收后等级（level_after）。", field="level_after")


ACCEPTANCE = Kind(
    name="acceptance",
    zh="验收",
    table=acceptance,
    day="accepted_on",
    fields=(
        Field("authority", "验收层级", one_of(*AUTHORITIES), default="city"),
        Field("planned_on", "计划验收之日", planned_day),
        Field("accepted_on", "验收之日", past_day),
        Field("outcome", "验收结论", one_of(*OUTCOMES)),
        Field("level_before", "改造前等级", level),
        Field("level_after", "验收后等级", level),
        Field("level_edition", "评测指标版本", words),
    ),
    refers=(
        Ref(
            "contract_id", "contract", "合同", carries=("provider_id", "enterprise_id"), reads=("signed_on",)
        ),
    ),
    checks=(
        dated,
        together("accepted_on", "outcome", "验收之日须与验收结论一并填写"),
        not_before(
            "contract_id",
            "signed_on",
            "合同签订之日",
            "accepted_on",
            "验收之日",
            code="acceptance_before_signing",
        ),
        not_before(
            "contract_id",
            "signed_on",
            "合同签订之日",
            "planned_on",
            "计划验收之日",
            code="acceptance_before_signing",
        ),
    ),
)
