"""Complaints and reports (举报投诉). Who complained stays with the bureau."""

from __future__ import annotations

from banfa.ledger.kinds.complaints import OUTCOMES
from banfa.web.api.entries import Entries, declare
from banfa.web.api.parties import OfEnterprise, OfProvider
from banfa.web.fields import Date, Enum, Str
from banfa.web.operation import Blueprint

blp = Blueprint("complaints", __name__, description="举报投诉")


class Complaint(OfProvider, OfEnterprise):
    """A complaint about a provider."""

    received_on = Date("收到之日", required=True)
    channel = Str("渠道", max_length=500)
    content = Str("内容", required=True, max_length=4000)
    outcome = Enum("核实结论，须与核实之日一并填写", choices=OUTCOMES)
    decided_on = Date("核实之日")


declare(blp, Entries(name="complaint", filters=("outcome",), plural="complaints", form=Complaint))
