"""Diagnoses (数字化诊断) of enterprises."""

from __future__ import annotations

from banfa.web.api.entries import Entries, declare
from banfa.web.api.parties import Level, OfEnterprise, OfProvider
from banfa.web.fields import Day, Text
from banfa.web.operations import Topic

topic = Topic("diagnoses", "数字化诊断")


class Diagnosis(OfEnterprise, OfProvider):
    """What level a diagnosis found."""

    diagnosed_on = Day("诊断之日", required=True)
    level = Level("诊断所得等级", required=True)
    level_edition = Text("评测指标版本", required=True)
    report = Text("诊断报告", most=4000)


declare(topic, Entries(name="diagnosis", plural="diagnoses", form=Diagnosis))
