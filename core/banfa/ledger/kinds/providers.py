"""Providers (服务商), and what changed about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from banfa.database.tenancy import select
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
from banfa.trust.rights import FIELD, REGISTER

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from banfa.trust.unit import Unit

CHANGES: Final = {"name": "名称", "address": "地址", "legal_representative": "法定代表人", "other": "其他"}

FORMS: Final = {"enterprise": "企业", "institution": "事业单位", "other": "其他组织"}


class Provider(
    Entry,
    name="provider",
    zh="服务商",
    rights=REGISTER,
    keys=("uscc",),
    checks=(CodeOnLicence("uscc", "licence_seen"),),
):
    """A provider."""

    uscc: str = credit_code("统一社会信用代码", unique=True)
    licence_seen: bool | None = boolean(
        "已核对营业执照，信用代码与执照所载一致", hint="代码校验码不合标准或以字母开头的，须填 true"
    )
    name: str = text("名称", max_length=200, sortable=True)
    form: str | None = choice("组织形式", FORMS)
    address: str | None = text("地址", max_length=500)
    legal_representative: str | None = text(
        "法定代表人或负责人", max_length=200, personal="legal_representative"
    )
    contact: str | None = text("联系人及电话", max_length=500, personal="contact")


provider = Provider.table


def lock_providers(unit: Unit, provider_ids: Iterable[int]) -> None:
    """Make whoever asks for the same providers wait until this transaction ends, in order of id.

    What is then read of them has been committed by those before. Entries that refer to a provider go on
    being recorded: the lock is weaker than the one that their foreign keys would wait for.
    """
    c = Provider.c
    statement = select(c.id).where(c.id.in_(sorted(set(provider_ids)))).order_by(c.id)
    unit.execute(statement.with_for_update(key_share=True)).all()


class ProviderChange(
    Entry,
    name="provider_change",
    zh="服务商变更事项",
    rights=FIELD,
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
