"""Providers (服务商), what changed about them, and the concessions they promised."""

from __future__ import annotations

from banfa.ledger.kinds.providers import CHANGES
from banfa.web.api.entries import Entries, declare
from banfa.web.api.parties import OfProvider
from banfa.web.fields import Day, OneOf, Text
from banfa.web.forms import Form
from banfa.web.operations import Topic

topic = Topic("providers", "服务商")


class Provider(Form):
    """A provider."""

    uscc = Text("统一社会信用代码（18位，校验）", required=True, most=40)
    name = Text("名称", required=True, most=200)
    address = Text("地址")
    legal_representative = Text("法定代表人")
    contact = Text("联系人及电话")


class ProviderChange(OfProvider):
    """A change that the provider has to report."""

    what = OneOf("变更事项", options=CHANGES, required=True)
    before = Text("变更前", most=4000)
    after = Text("变更后", required=True, most=4000)
    occurred_on = Day("变更之日", required=True)
    reported_on = Day("报告之日")


class Concession(OfProvider):
    """A concession promised when applying."""

    item = Text("承诺的让利事项", required=True, most=4000)
    promised_on = Day("承诺之日", required=True)
    kept_on = Day("核实兑现之日")
    evidence = Text("核实依据", most=4000)


declare(topic, Entries(name="provider", filters=("uscc",), plural="providers", form=Provider))
declare(
    topic,
    Entries(name="provider_change", plural="provider_changes", form=ProviderChange),
)
declare(topic, Entries(name="concession", plural="concessions", form=Concession))
