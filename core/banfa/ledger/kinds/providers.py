"""Providers (服务商), and what changed about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from banfa.ledger.entries.checks import CodeOnLicence, InOrder
from banfa.ledger.entries.entry import Entry
from banfa.ledger.entries.specifiers import (
    MAX_CONTENT,
    boolean,
    choice,
    credit_code,
    past_day,
    reference,
    text,
)

if TYPE_CHECKING:
    from datetime import date

CHANGES: Final = {"name": "名称", "address": "地址", "legal_representative": "法定代表人", "other": "其他"}


class Provider(
    Entry, name="provider", zh="服务商", keys=("uscc",), checks=(CodeOnLicence("uscc", "licence_seen"),)
):
    """A provider."""

    uscc: str = credit_code("统一社会信用代码", unique=True)
    licence_seen: bool | None = boolean(
        "已核对营业执照，信用代码与执照所载一致", hint="代码校验码不合标准或以字母开头的，须填 true"
    )
    name: str = text("名称", max_length=200, sortable=True)
    address: str | None = text("地址", max_length=500)
    legal_representative: str | None = text("法定代表人", max_length=200, personal="legal_representative")
    contact: str | None = text("联系人及电话", max_length=500, personal="contact")


provider = Provider.table


class ProviderChange(
    Entry,
    name="provider_change",
    zh="服务商变更事项",
    day="occurred_on",
    checks=(InOrder("occurred_on", "reported_on"),),
):
    """A change that the provider has to report."""

    provider_id: int = reference("provider", "服务商")
    what: str = choice("变更事项", CHANGES)
    before: str | None = text("变更前", max_length=MAX_CONTENT)
    after: str = text("变更后", max_length=MAX_CONTENT)
    occurred_on: date = past_day("变更之日")
    reported_on: date | None = past_day("报告之日")
