"""Providers (服务商), what changed about them, and the concessions they promised."""

from __future__ import annotations

from banfa.ledger.kinds.providers import CHANGES
from banfa.web.api.entries import Entries, declare
from banfa.web.api.parties import OfProvider
from banfa.web.fields import Date, Enum, Str
from banfa.web.operation import Blueprint
from banfa.web.requests import Form

blp = Blueprint("providers", __name__, description="服务商")


class Provider(Form):
    """A provider."""

    uscc = Str("统一社会信用代码（18位，校验）", required=True, max_length=40)
    name = Str("名称", required=True, max_length=200)
    address = Str("地址", max_length=500)
    legal_representative = Str("法定代表人", max_length=500)
    contact = Str("联系人及电话", max_length=500)


class ProviderChange(OfProvider):
    """A change that the provider has to report."""

    what = Enum("变更事项", choices=CHANGES, required=True)
    before = Str("变更前", max_length=4000)
    after = Str("变更后", required=True, max_length=4000)
    occurred_on = Date("变更之日", required=True)
    reported_on = Date("报告之日")


class Concession(OfProvider):
    """A concession promised when applying."""

    item = Str("承诺的让利事项", required=True, max_length=4000)
    promised_on = Date("承诺之日", required=True)
    kept_on = Date("核实兑现之日")
    evidence = Str("核实依据", max_length=4000)


declare(blp, Entries(name="provider", filters=("uscc",), plural="providers", form=Provider))
declare(
    blp,
    Entries(name="provider_change", plural="provider_changes", form=ProviderChange),
)
declare(blp, Entries(name="concession", plural="concessions", form=Concession))
