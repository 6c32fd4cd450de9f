"""Diagnoses (数字化诊断) of enterprises, and the level each found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banfa.ledger.entries.entry import Entry
from banfa.ledger.entries.specifiers import MAX_CONTENT, level, past_day, reference, text
from banfa.trust.rights import FIELD

if TYPE_CHECKING:
    from datetime import date


class Diagnosis(
    Entry, name="diagnosis", zh="数字化诊断", rights=FIELD, plural="diagnoses", day="diagnosed_on"
):
    """What level a diagnosis found."""

    enterprise_id: int = reference("enterprise", "试点企业")
    provider_id: int | None = reference("provider", "诊断的服务商")
    diagnosed_on: date = past_day("诊断之日")
    level: int = level("诊断所得等级")
    level_edition: str = text("评测指标版本", max_length=200)
    report: str | None = text("诊断报告", max_length=MAX_CONTENT)
