"""One-time links (一次性链接): issued → opened; or taken back, or ended by whoever opened it.

Whether the last moment is over is worked out where a link is opened: no step is taken for it.
"""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - the row's annotations are read
from typing import Final

from sqlalchemy import CheckConstraint, Column, Index, LargeBinary, UniqueConstraint

from banfa.database.base import one_of
from banfa.database.rows import (
    Bound,
    TenantRow,
    bigint_column,
    instant_column,
    integer_column,
    text_column,
)
from banfa.procedures.cases.steps import BY_OFFICE
from banfa.procedures.machine import Machine, Step, tabulate
from banfa.procedures.party_links.actions import MANAGE

VIEW: Final = "view"
APPLY: Final = "apply"
PURPOSES: Final = {VIEW: "查看本单位信息", APPLY: "填写遴选申报"}
STATES: Final = {
    "issued": "待打开",
    "opened": "已打开",
    "left": "已退出",
    "revoked": "已收回",
    "replaced": "已另发",
}
STANDING: Final = ("issued", "opened")
"""States in which a link, or who has come by it, may still get in."""
# fmt: off
STEPS: Final = tabulate(
    Step("issue", "签发链接", (), "issued", MANAGE, "revoke", origin=BY_OFFICE),
    Step("open", "打开链接", ("issued",), "opened", MANAGE, origin=BY_OFFICE),
    Step("leave", "退出", ("opened",), "left", MANAGE, origin=BY_OFFICE),
    Step("revoke", "收回链接", STANDING, "revoked", MANAGE, origin=BY_OFFICE),
    Step("replace", "另发链接", STANDING, "replaced", MANAGE, origin=BY_OFFICE),
)
# fmt: on
ONE_PARTY: Final = "num_nonnulls(provider_id, enterprise_id, applicant_code) = 1"


class PartyLink(
    TenantRow,
    table="party_link",
    refers={
        "provider_id": "provider",
        "enterprise_id": "enterprise",
        "admission_batch_id": "admission_batch",
        "holder_id": "person",
        "issued_by": "person",
    },
    constraints=(
        Column("sha256", LargeBinary, nullable=False),  # of no use to anybody who reads a row
        Column("session_sha256", LargeBinary, nullable=True),
        UniqueConstraint("tenant_id", "sha256"),
        UniqueConstraint("tenant_id", "session_sha256"),
        one_of("purpose", PURPOSES),
        one_of("state", STATES),
        CheckConstraint(ONE_PARTY, name="one_party"),
        CheckConstraint("(purpose = 'apply') = (admission_batch_id IS NOT NULL)", name="batch_given"),
        CheckConstraint("(purpose = 'apply') = (applicant_code IS NOT NULL)", name="applicant_given"),
        CheckConstraint("(applicant IS NULL) = (applicant_code IS NULL)", name="applicant_whole"),
        CheckConstraint("expires_at <= issued_at + interval '168 hours'", name="expiry_bounded"),
        Index("ix_party_link_provider", "tenant_id", "provider_id"),
        Index("ix_party_link_enterprise", "tenant_id", "enterprise_id"),
    ),
    bound=Bound(state=True),
    erasable=("recipient", "phone"),
):
    """A link for one party and one purpose, given to a `recipient`.

    An applicant need not stand in the ledger: it goes by name and code. `expires_at` is the last moment at
    which the link is opened, `session_until` that at which who has opened it has to leave. `holder_id` is the
    person in whose name is done what is done by links: who held it in his hand is not known.
    """

    id: int
    purpose: str = text_column()
    provider_id: int | None = bigint_column()
    enterprise_id: int | None = bigint_column()
    admission_batch_id: int | None = bigint_column()
    applicant: str | None = text_column()
    applicant_code: str | None = text_column()
    recipient: str = text_column()
    phone: str = text_column()
    expires_at: datetime = instant_column()
    opened_at: datetime | None = instant_column()
    session_until: datetime | None = instant_column()
    reason: str | None = text_column()
    holder_id: int
    state: str = text_column()
    version: int = integer_column(default="1")
    issued_by: int
    issued_at: datetime = instant_column()


LINKS: Final = Machine(
    PartyLink,
    zh="一次性链接",
    missing="party_link_missing",
    changed="party_link_changed",
    states=STATES,
    steps=STEPS,
    persons={"issued_by": "签发链接"},
)


def mask_phone(phone: str) -> str:
    """Hide the middle of a number: 138****0000; of one too short to do so, all but the end."""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) > 8 else f"****{phone[-2:]}"  # noqa: PLR2004 - digits
