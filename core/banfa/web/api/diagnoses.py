"""Diagnoses (数字化诊断) of enterprises."""

from __future__ import annotations

from banfa.web.api.entries import Entries, declare
from banfa.web.api.parties import Level, OfEnterprise, OfProvider
from banfa.web.fields import Date, Str
from banfa.web.operation import Blueprint

blp = Blueprint("diagnoses", __name__, description="数字化诊断")


class Diagnosis(OfEnterprise, OfProvider):
    """What level a diagnosis found."""

    diagnosed_on = Date("诊断之日", required=True)
    level = Level("诊断所得等级", required=True)
    level_edition = Str("评测指标版本", required=True, max_length=500)
    report = Str("诊断报告", max_length=4000)


declare(blp, Entries(name="diagnosis", plural="diagnoses", form=Diagnosis))
