"""What may follow (后续事项) as rows, and their steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import Index, bindparam

from banfa.database.base import one_of
from banfa.database.rows import (
    Bound,
    TenantRow,
    bigint_column,
    date_column,
    instant_column,
    integer_column,
    text_column,
)
from banfa.procedures.cases.steps import BY_LAW, BY_OFFICE, BY_TEXT, CHECK, MANAGE, ORIGINS
from banfa.procedures.machine import Machine, Step, tabulate

if TYPE_CHECKING:
    from datetime import date, datetime

    from banfa.trust.unit import Unit


KINDS: Final = {
    "contract_check": "核查该服务商合同的处理",
    "replacement": "告知企业可以申请更换服务商",
    "reassignment": "确定相关工作的移交",
    "seat": "研究是否调整承担机构",
    "recovery": "核对问题项目已拨付的款项",
    "publication": "按条款公示或通报",
    "account": "停用平台账号，告知县区",
    "take_down": "撤下已公示或停止拟公示的内容",
    "review_effect": "复查已办理的后续事项",
    "review_case": "复查与之有关的案件",
    "review_grade": "复查此后的等级",
    "membership": "核对入库资格",
    "restore": "恢复平台账号，告知县区",
}
STATES: Final = {
    "proposed": "待办理",
    "consent_entered": "已登记政府同意，待复核",
    "consented": "政府同意已复核，待办理",
    "done": "已办理",
    "declined": "不办理",
    "withdrawn": "依据已撤销",
}
OPEN: Final = ("proposed", "consent_entered", "consented")
"""States in which it is still to be done or declined."""
_BY_ANOTHER: Final = ("consent_by",)
_CONSENT: Final = ("successor_id", "consent_name", "consent_no", "consented_on", "moves_on", "consent_by")
# fmt: off
STEPS: Final = tabulate(
    Step("propose", "提示后续事项", (), "proposed", MANAGE, "decline", origin=BY_OFFICE),
    Step("enter_consent", "登记政府同意", ("proposed",), "consent_entered", MANAGE, "return_consent",
         origin=BY_TEXT),
    Step("check_consent", "复核政府同意", ("consent_entered",), "consented", CHECK, not_by=_BY_ANOTHER,
         origin=BY_TEXT),
    Step("return_consent", "退回政府同意的登记", ("consent_entered",), "proposed", CHECK, clears=_CONSENT,
         not_by=_BY_ANOTHER, origin=BY_OFFICE),
    Step("do", "已办理", ("proposed", "consented"), "done", MANAGE, origin=BY_OFFICE),
    Step("decline", "不办理", ("proposed", "consented"), "declined", MANAGE, origin=BY_OFFICE),
    Step("withdraw", "依据已撤销", OPEN, "withdrawn", CHECK, origin=BY_LAW),
)
# fmt: on


class Effect(
    TenantRow,
    table="case_effect",
    refers={
        "case_id": "case_file",
        "remedy_id": "remedy",
        "successor_id": "provider",
        "consent_by": "person",
    },
    constraints=(
        one_of("state", STATES),
        one_of("kind", KINDS),
        one_of("origin", ORIGINS),
        Index("ix_case_effect_case", "tenant_id", "case_id"),
        Index("ix_case_effect_remedy", "tenant_id", "remedy_id"),
    ),
    bound=Bound(state=True),
    erasable=("what", "words"),
):
    """What may follow, who asks for it (`origin`), about which contract, publication, effect or case.

    `cite` is empty where no provision of the measure has it; it is open `from_on` a day on. Of a seat
    (`thing_id` is its holder's membership): by which consent of the government's it goes to whom from when,
    and the membership that was then entered (`membership_id`).
    """

    id: int
    case_id: int
    remedy_id: int
    kind: str = text_column()
    what: str = text_column()
    cite: str | None = text_column()
    origin: str = text_column()
    from_on: date | None = date_column()
    thing_id: int | None = bigint_column()
    state: str = text_column()
    version: int = integer_column(default="1")
    successor_id: int | None = bigint_column()
    consent_name: str | None = text_column()
    consent_no: str | None = text_column()
    consented_on: date | None = date_column()
    moves_on: date | None = date_column()
    consent_by: int | None = bigint_column()
    membership_id: int | None = bigint_column()
    words: str | None = text_column()
    ended_by: int | None = bigint_column()
    ended_at: datetime | None = instant_column()


EFFECTS: Final = Machine(
    Effect,
    zh="后续事项",
    missing="effect_missing",
    changed="effect_changed",
    states=STATES,
    steps=STEPS,
    persons={"consent_by": "登记政府同意"},
)


_OF_REMEDY: Final = Effect.select().where(Effect.c.remedy_id == bindparam("remedy_id")).order_by(Effect.c.id)


def list_effects(unit: Unit, remedy_id: int) -> list[Effect]:
    """List all that was proposed on a remedy, oldest first."""
    return unit.all(Effect, _OF_REMEDY, remedy_id=remedy_id)
