"""What anybody has sent by the form on the web (网上来件): it waits until it is registered as a letter.

Who has written is a row of `letter_reporter` from the first moment. What names a civil servant, an expert
or a third party is a row apart, which only those read who may see what goes to 纪检.
"""

from __future__ import annotations

from datetime import date, datetime  # noqa: TC003 - the rows' annotations are read
from typing import Final

from sqlalchemy import Column, Index, LargeBinary, UniqueConstraint
from sqlalchemy import text as sql

from banfa.database.base import one_of
from banfa.database.rows import (
    Bound,
    TenantRow,
    bigint_column,
    boolean_column,
    date_column,
    instant_column,
    integer_column,
    text_column,
)
from banfa.procedures.cases.steps import BY_LAW, BY_OFFICE
from banfa.procedures.correspondence.letter_words import CHECK, MANAGE
from banfa.procedures.correspondence.reporter_rows import WRITER
from banfa.procedures.machine import Machine, Step, tabulate

STATES: Final = {
    "sent": "已收到，待登记",
    "declining": "拟不予登记，待复核",
    "registered": "已登记",
    "declined": "不予登记",
}
WAITING: Final = ("sent", "declining")
"""States in which it is not done with."""
REASONS: Final = {
    "empty": "没有可以办理的内容",
    "advertisement": "广告、推销",
    "repeated": "重复提交",
}
"""Why something is not registered; its writer is told in these words."""
# fmt: off
STEPS: Final = tabulate(
    Step("send", "网上提交", (), "sent", MANAGE, origin=BY_OFFICE),
    Step("register", "登记为来信", ("sent",), "registered", MANAGE, origin=BY_LAW),
    Step("decline", "提出不予登记", ("sent",), "declining", MANAGE, "keep", origin=BY_OFFICE),
    Step("confirm_decline", "确认不予登记", ("declining",), "declined", CHECK, not_by=("declined_by",),
         origin=BY_OFFICE),
    Step("keep", "退回，应予登记", ("declining",), "sent", CHECK, origin=BY_OFFICE,
         clears=("reason", "declined_by")),
)
# fmt: on
OF_CONTENT: Final = ("about", "provider_named", "happened", "content")
"""Columns that tell what it says."""


class WebLetter(
    TenantRow,
    table="web_letter",
    refers={"letter_id": "letter", "sent_by": "person", "declined_by": "person"},
    constraints=(
        Column("code_sha256", LargeBinary, nullable=False),  # of no use to anybody who reads a row
        one_of("state", STATES),
        one_of("reason", REASONS),
        UniqueConstraint("tenant_id", "number"),
        Index("ix_web_letter_sent_on", "tenant_id", "sent_on"),
        Index(
            "uq_web_letter_letter",
            "tenant_id",
            "letter_id",
            unique=True,
            postgresql_where=sql("letter_id IS NOT NULL"),
        ),
    ),
    bound=Bound(state=True),
    erasable=OF_CONTENT,
):
    """What was sent by the form. `number` is that of its receipt.

    Of one that is `sealed` nothing that it says stands here. `sent_by` is the person in whose name is stored
    what strangers send.
    """

    id: int
    number: str = text_column()
    sealed: bool = boolean_column()
    named: bool = boolean_column()
    confidential: bool = boolean_column()
    about: str | None = text_column()
    provider_named: str | None = text_column()
    happened: str | None = text_column()
    content: str | None = text_column()
    sent_on: date = date_column()
    sent_at: datetime = instant_column()
    sent_by: int
    reason: str | None = text_column()
    declined_by: int | None = bigint_column()
    letter_id: int | None = bigint_column()
    state: str = text_column()
    version: int = integer_column(default="1")


class SealedWebLetter(
    TenantRow,
    table="sealed_web_letter",
    refers={"web_letter_id": "web_letter"},
    rights="SELECT, INSERT",
    constraints=(UniqueConstraint("tenant_id", "web_letter_id"),),
    bound=Bound(),
    erasable=(*OF_CONTENT, *WRITER),
):
    """What names a civil servant, an expert or a third party, and who has written it: for 纪检 alone."""

    id: int
    web_letter_id: int
    about: str = text_column()
    provider_named: str | None = text_column()
    happened: str | None = text_column()
    content: str = text_column()
    name: str | None = text_column()
    contact: str | None = text_column()
    sent_at: datetime = instant_column()


WEB_LETTERS: Final = Machine(
    WebLetter,
    zh="网上来件",
    missing="web_letter_missing",
    changed="web_letter_changed",
    states=STATES,
    steps=STEPS,
    persons={"declined_by": "提出不予登记"},
)
