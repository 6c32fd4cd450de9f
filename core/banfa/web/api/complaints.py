"""Complaints and reports (举报投诉). Who complained stays with the bureau."""

from __future__ import annotations

from banfa.ledger.kinds.complaints import OUTCOMES
from banfa.web.api.entries import Entries, declare
from banfa.web.api.parties import OfEnterprise, OfProvider
from banfa.web.fields import Day, OneOf, Text
from banfa.web.operations import Topic

topic = Topic("complaints", "举报投诉")


class Complaint(OfProvider, OfEnterprise):
    """A complaint about a provider."""

    received_on = Day("收到之日", required=True)
    channel = Text("渠道")
    content = Text("内容", required=True, most=4000)
    outcome = OneOf("核实结论，须与核实之日一并填写", options=OUTCOMES)
    decided_on = Day("核实之日")


declare(topic, Entries(name="complaint", filters=("outcome",), plural="complaints", form=Complaint))
